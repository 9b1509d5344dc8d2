// Notes in a row: the line that always stands above the board, and the same right in a cell. Enter puts a note down and
// waits for the next; what was typed and not put down yet is kept in the browser.

class Jot {
  constructor(board) {
    this.board = board;
    this.line = this._line();
    this.inside = this._inside();
    this.place = null;
    this.put = null; // the line out of which a note was put down, until something is typed there again
    for (const line of [this.input, this.field]) line.addEventListener("input", () => (this.put = null));
  }

  justPut(line) {
    return line === this.put && !line.value;
  }

  _line() {
    const {words, desk} = this.board;
    this.input = make("input", {
      type: "text",
      placeholder: words.entry_hint,
      "aria-label": words.entry,
      class: "sop-jot",
      autocomplete: "off",
    });
    this.role = make("select", {"aria-label": words.role});
    this.stage = make("select", {"aria-label": words.stage});
    const add = make("button", {type: "button", class: "sop-button sop-first"}, words.add);
    this.input.value = desk.outbox.draft("note");
    this.input.addEventListener("input", () => desk.outbox.draft("note", this.input.value));
    for (const [name, select] of [
      ["role", this.role],
      ["stage", this.stage],
    ])
      select.addEventListener("change", () => desk.outbox.draft(name, select.value));
    onEnter(this.input, () => this._add());
    add.addEventListener("click", () => {
      this._add();
      this.input.focus();
    });
    return make("div", {class: "sop-entry"}, this.input, this.role, this.stage, add);
  }

  _add() {
    const text = this.input.value.trim();
    const place = this.board.plan.places.get(`${this.role.value}/${this.stage.value}`);
    if (!text || !place) return;
    this.board.gestures.note(place, text);
    this.input.value = "";
    this.put = this.input;
    this.board.desk.outbox.draft("note", "");
  }

  // A lane can be made and taken out meanwhile: the choices follow, and stay what they were where that is possible.
  draw() {
    const {plan, desk, words, lang, shown} = this.board;
    this.input.lang = this.field.lang = lang;
    setAttribute(this.input, "placeholder", words.entry_hint);
    for (const [name, select, rows] of [
      ["role", this.role, plan.picture.lanes],
      ["stage", this.stage, plan.picture.columns],
    ]) {
      const wanted = JSON.stringify(rows.map(({id, name: text}) => [id, text]));
      if (select.sopHas === wanted) continue;
      const chosen = select.value || desk.outbox.draft(name) || shown.entry?.[name];
      select.sopHas = wanted;
      select.replaceChildren(...rows.map(({id, name: text}) => make("option", {value: id}, text)));
      select.value = rows.some(({id}) => id === chosen) ? chosen : rows[0]?.id;
    }
    if (this.place) {
      this.place = plan.places.get(`${this.place.lane}/${this.place.column}`) ?? null;
      if (this.place) this._lay();
      else this.close();
    }
  }

  aim(place) {
    if (!place) return;
    [this.role.value, this.stage.value] = [place.lane, place.column];
  }

  _inside() {
    this.field = make("input", {type: "text", autocomplete: "off"});
    const box = make("div", {class: "sop-jot-inside", hidden: true}, this.field);
    onEnter(this.field, () => {
      const text = this.field.value.trim();
      if (!text) return;
      this.board.gestures.note(this.place, text);
      this.field.value = "";
      this.put = this.field;
      this.board.desk.outbox.draft("note inside", "");
      this._lay();
    });
    this.field.addEventListener("input", () => this.board.desk.outbox.draft("note inside", this.field.value));
    this.field.addEventListener("keydown", event => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
      this.board.focus();
    });
    this.field.addEventListener("blur", () => !this.field.value && this.close());
    return box;
  }

  open(place) {
    if (!place) return;
    const {plan, words, desk} = this.board;
    this.place = place;
    const [role, stage] = [plan.lanes.get(place.lane).name, plan.columns.get(place.column).name];
    const label = fill(words.add_here, {role, stage});
    setAttribute(this.field, "aria-label", label);
    setAttribute(this.field, "placeholder", label);
    this.field.value = desk.outbox.draft("note inside");
    this.inside.hidden = false;
    this.aim(place);
    this._lay();
    this.board.sight.reveal([...this.board.room(place, 0)]);
    this.field.focus({preventScroll: true});
  }

  close() {
    this.inside.hidden = true;
    this.place = null;
  }

  _lay() {
    const {sight, marks} = this.board;
    const before = [...marks.pending.values()].filter(each => each.place === this.place.rect.join()).length;
    const [x, y] = this.board.room(this.place, before);
    Object.assign(this.inside.style, {left: `${x * sight.zoom}px`, top: `${y * sight.zoom}px`});
  }
}

// Enter while a Chinese word is being composed belongs to the word.
function onEnter(input, act) {
  input.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    act(event);
  });
}
