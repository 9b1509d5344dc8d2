// The board on the wall: the picture alone, as large as the window allows, and what is in focus in letters that the
// back of the room can read.

class Wall {
  constructor(board, root) {
    this.board = board;
    this.root = root;
    this.caption = make("p", {class: "sop-caption", "aria-hidden": "true"});
    this.shut = make("button", {type: "button", class: "sop-button sop-leave"}, board.words.leave);
    this.shut.addEventListener("click", () => this.leave());
    this.element = make("div", {class: "sop-wall"}, this.caption, this.shut);
    this._changed = () => {
      if (!document.fullscreenElement && this.full) this.leave();
    };
    document.addEventListener("fullscreenchange", this._changed);
  }

  destroy() {
    document.removeEventListener("fullscreenchange", this._changed);
  }

  async enter() {
    const {board, root} = this;
    if (board.presenting) return this.leave();
    board.presenting = true;
    board.card.close();
    root.classList.add("sop-showing");
    this.before = {mode: board.sight.mode, zoom: board.sight.zoom};
    try {
      await root.requestFullscreen();
      this.full = true;
    } catch {
      this.full = false; // some frames may not fill the screen: then it fills the window
    }
    board.resized();
    board.sight.fit("wall");
    board.marks.draw();
    this.show();
    board.focus();
    if (board.at) board.sight.reveal(board.plan.rect(board.at), true);
    else board.frame.scrollTo(0, 0);
  }

  leave() {
    const {board, root} = this;
    if (!board.presenting) return;
    board.presenting = false;
    this.full = false;
    root.classList.remove("sop-showing");
    if (document.fullscreenElement === root) document.exitFullscreen();
    board.resized();
    board.sight.fit(this.before.mode || "start");
    board.marks.draw();
    board.focus();
  }

  // What the step in focus says, once more, for the back row.
  show() {
    if (!this.board.presenting) return;
    const {at, plan} = this.board;
    const facts = at?.kind === "step" ? plan.picture.steps[at.id] : null;
    const box = facts ? plan.boxes.get(at.id) : null;
    const where = facts ? `${plan.lanes.get(box.lane).name} · ${plan.columns.get(box.column).name}` : "";
    const hot = facts?.hot_spot ? make("em", {}, `! ${facts.hot_spot}`) : "";
    this.caption.replaceChildren(
      ...(facts
        ? [make("b", {}, `${at.id} `), facts.title || facts.action, make("small", {}, where), hot]
        : [""]
      ).filter(each => each !== ""),
    );
  }
}
