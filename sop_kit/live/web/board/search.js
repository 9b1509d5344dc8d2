// Finds steps by their words or number; Enter goes to the next, Shift+Enter to the one before.

class Search {
  constructor(board) {
    this.board = board;
    this.input = make("input", {
      type: "search",
      placeholder: board.words.search_hint,
      "aria-label": board.words.search,
    });
    this.input.addEventListener("input", () => this.look());
    onEnter(this.input, event => this.go(event.shiftKey ? -1 : 1));
    this.input.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.input.value = "";
      this.look();
      board.focus();
    });
    this.at = -1;
  }

  matches() {
    const wanted = this.input.value.trim().toLowerCase();
    if (!wanted) return [];
    const {boxes, steps} = this.board.plan.picture;
    return boxes
      .filter(({id, says}) =>
        [id, says, steps[id].title, steps[id].action, steps[id].hot_spot].join("\n").toLowerCase().includes(wanted),
      )
      .map(({id}) => id);
  }

  look() {
    const {board} = this;
    board.found = this.matches();
    this.at = -1;
    board.marks.draw();
    if (!this.input.value.trim()) return;
    if (board.found.length) this.go(1);
    else board.announce(board.words.found_none);
  }

  // The view moves along; the focus stays in the field until Enter is followed by Tab or Esc.
  go(by) {
    const {board} = this;
    if (!board.found.length) return;
    this.at = (this.at + by + board.found.length) % board.found.length;
    const id = board.found[this.at];
    board.go({kind: "step", id}, {still: true});
    board.sight.reveal(board.plan.rect({kind: "step", id}), true);
    board.announce(`${fill(board.words.found, {n: board.found.length, at: this.at + 1})} ${board.title(id)}`);
  }

  redraw() {
    this.board.found = this.matches();
  }
}
