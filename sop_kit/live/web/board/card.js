// The panel beside the board (below it where there is no room): the card of whatever is in focus, or what a paste would
// bring.

class Card {
  constructor(board) {
    this.board = board;
    this.title = make("strong", {role: "heading", "aria-level": "4"});
    this.shut = make("button", {type: "button", class: "sop-button", "aria-label": board.words.close}, "×");
    this.body = make("div", {class: "sop-card-body"});
    this.element = make(
      "aside",
      {class: "sop-card", hidden: true},
      make("div", {class: "sop-card-head"}, this.title, this.shut),
      this.body,
    );
    this.shut.addEventListener("click", () => this.close());
    this.element.addEventListener("keydown", event => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
    });
    this.about = null; // {kind: card | lane | arrow | several, args}
    this.buttons = null;
  }

  open(kind, args, focus = false) {
    const about = {kind, args};
    const other = JSON.stringify(about) !== JSON.stringify(this.about);
    this.about = about;
    this._still();
    if (other) this.body.replaceChildren();
    this._ask().then(
      () => focus && this.about === about && this.body.querySelector("input, textarea, select, button")?.focus(),
    );
  }

  // An open card goes along with the focus.
  follow(at) {
    if (!this.about) return;
    if (at.kind === "step") this.open("card", {step: at.id});
    else if (at.kind === "lane") this.open("lane", {role: at.id});
  }

  // Asked again after every view: somebody else may have written on the same card.
  redraw() {
    if (this.about) this._ask();
  }

  async _ask() {
    const {about} = this;
    const answer = await this.board.desk.ask(about.kind, about.args);
    if (this.about !== about || !answer) return;
    if (answer.gone) {
      this.close();
      return;
    }
    this.board.desk.nodes.show(this.body, answer.nodes);
    this._unfold(answer.title || this.board.title(about.args.step));
  }

  _unfold(name) {
    this.title.textContent = name;
    setAttribute(this.element, "aria-label", name);
    if (!this.element.hidden) return;
    this.element.hidden = false;
    this.board.resized();
  }

  // What is about to be pasted, with a button that does it.
  preview(title, nodes, ok, act) {
    this.about = null;
    this._still();
    this.body.replaceChildren();
    this.board.desk.nodes.show(this.body, nodes);
    const yes = make("button", {type: "button", class: "sop-button sop-first"}, ok);
    const no = make("button", {type: "button", class: "sop-button"}, this.board.words.cancel);
    yes.addEventListener("click", () => {
      this.close();
      act();
    });
    no.addEventListener("click", () => this.close());
    this.buttons = make("div", {class: "sop-line"}, yes, no);
    this.element.append(this.buttons);
    this._unfold(title);
    yes.focus();
  }

  _still() {
    this.buttons?.remove();
    this.buttons = null;
  }

  close() {
    if (this.element.hidden) return;
    this.about = null;
    this._still();
    this.element.hidden = true;
    this.board.resized();
    this.board.focus();
  }
}
