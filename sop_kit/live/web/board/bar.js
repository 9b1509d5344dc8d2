// What only concerns how the board is seen: search, zoom, touch selection, photo and keys.

class Bar {
  constructor(board) {
    this.board = board;
    const {words} = board;
    this.percent = make("button", {type: "button", class: "sop-button sop-percent", title: words.fit_width});
    this.percent.addEventListener("click", () => board.sight.fit("width"));
    this.select = this._button(words.select_mode, "", () => this._select());
    this.details = this._button(words.details, words.details_all, () => this.detail());
    this.element = make(
      "div",
      {class: "sop-view", role: "group"},
      board.search.input,
      this._button("−", words.zoom_out, () => board.sight.by(1 / ZOOM_STEP)),
      this.percent,
      this._button("+", words.zoom_in, () => board.sight.by(ZOOM_STEP)),
      this._button(words.fit_whole, "", () => board.sight.fit("whole")),
      this.select,
      this.details,
      this._button(words.photo, "", () => board.pasting.file.click()),
      this._button("?", words.keys, () => board.forms.keys()),
    );
    setAttribute(this.element, "aria-label", words.search);
  }

  _button(text, label, act) {
    const made = make(
      "button",
      {type: "button", class: "sop-button", "aria-label": label || false, title: label || false},
      text,
    );
    made.addEventListener("click", act);
    return made;
  }

  _select() {
    this.board.selecting = !this.board.selecting;
    this.show();
    if (this.board.selecting) this.board.say(this.board.words.select_on);
  }

  detail() {
    this.board.detailed = !this.board.detailed;
    this.board.refresh();
  }

  show() {
    setAttribute(this.details, "aria-pressed", String(this.board.detailed));
    setAttribute(this.select, "aria-pressed", String(this.board.selecting));
  }

  zoom(zoom) {
    this.percent.textContent = fill(this.board.words.zoomed, {percent: Math.round(zoom * 100)});
    setAttribute(this.percent, "aria-label", `${this.percent.textContent} · ${this.board.words.fit_width}`);
  }
}
