// The board: the document's swimlane to be drawn on together. This class holds what is focused and selected and joins
// the rest: the plan (where), the paper (what is seen), the sight (how large), hands and keys (what people do).

class Board {
  constructor(desk, element) {
    Object.assign(this, {
      desk,
      element,
      plan: null,
      at: null,
      chosen: new Set(),
      found: [],
      linking: "",
      selecting: false,
      detailed: false,
      spaceHeld: false,
      panned: false,
      presenting: false,
    });
    this.shown = desk.view.board;
    this.live = make("div", {class: "sop-live", "aria-live": "polite"});
    this.frame = make("div", {class: "sop-frame-outer"});
    this.paper = new Paper(this.frame);
    this.heads = new Heads(this, this.frame);
    this.sight = new Sight(this, this.frame, this.paper);
    this.marks = new Marks(this, this.paper.layers);
    this.gestures = new Gestures(this);
    this.search = new Search(this);
    this.jot = new Jot(this);
    this.paper.sheet.append(this.jot.inside);
    this.actions = new Actions(this);
    this.card = new Card(this);
    this.canvas = make("div", {class: "sop-canvas"}, this.frame, this.heads.element);
    this.forms = new Forms(this, this.canvas);
    this.wall = new Wall(this, desk.element);
    this.hands = new Hands(this, this.frame, this.paper.over);
    this.pasting = new Pasting(this, element, this.frame);
    this.keys = new Keys(this, element, this.paper.over);
    this.bar = new Bar(this);
    this.newLane = this._newLane();
    const left = make(
      "div",
      {class: "sop-left-side"},
      this.canvas,
      this.actions.element,
      this.wall.element,
      this.newLane,
    );
    element.classList.add("sop-board");
    desk.tools.after(this.bar.element);
    this.photos = make("div", {class: "sop-photos"});
    const both = make("div", {class: "sop-halves"}, left, this.card.element);
    element.append(this.jot.line, both, this.photos, this.live, this.pasting.file);
    this.paper.over.addEventListener("focusin", event => event.target.sopStop && this.attend(event.target.sopStop));
    this._window = () => this.resized();
    window.addEventListener("resize", this._window);
    this.drawnNext = [];
  }

  get words() {
    return this.desk.view.board.words;
  }

  get lang() {
    return this.desk.view.lang === "zh" ? "zh-Hans" : this.desk.view.lang;
  }

  destroy() {
    window.removeEventListener("resize", this._window);
    this.sight.destroy();
    this.wall.destroy();
    this.hands.stop();
  }

  show(board) {
    const now = JSON.stringify(board.picture);
    const changed = this.plan && now !== this._was;
    this._was = now;
    const before = this.plan?.rect(this.at);
    this.shown = board;
    this.plan = new Plan(board.picture);
    const held = this.sheetHas(document.activeElement);
    this.paper.draw(this.plan, this.words);
    const {lanes, columns, boxes} = board.picture;
    setAttribute(
      this.paper.over,
      "aria-label",
      fill(this.words.board, {lanes: lanes.length, stages: columns.length, steps: boxes.length}),
    );
    if (this.sight.zoom) this.sight.resize();
    else this.sight.fit("start");
    this.chosen = new Set([...this.chosen].filter(id => this.plan.boxes.has(id)));
    if (!this.plan.rect(this.at)) this.at = before ? this.plan.nearest(...centre(before)) : null;
    this.paper.roving(this.at?.kind === "arrow" ? {kind: "step", id: this.at.source} : (this.at ?? this.plan.first()));
    if (held && !this.sheetHas(document.activeElement)) this.focus(); // what was in focus is gone: its neighbour takes it
    this.search.redraw();
    this.marks.settle();
    this.jot.draw();
    this.heads.draw();
    this.refresh();
    this.card.redraw();
    this.desk.nodes.show(this.photos, board.photos || []);
    if (changed && !this.marks.pending.size && !document.activeElement?.closest?.(".sop-board"))
      this.announce(this.words.changed);
    for (const act of this.drawnNext.splice(0)) act();
  }

  // Once the next picture stands; an answer comes before what it changed is drawn.
  whenDrawn(act) {
    this.drawnNext.push(act);
  }

  refresh() {
    this.marks.draw();
    this.actions.show();
    this.bar.show();
    this.wall.show();
    for (const [key, cell] of this.paper.cells) {
      if (key.startsWith("step/")) setAttribute(cell, "aria-selected", String(this.chosen.has(cell.sopStop.id)));
    }
  }

  say(text, tone = "good") {
    this.desk.say(text, tone);
  }

  announce(text) {
    this.live.textContent = text;
  }

  // Focus: one thing at a time, known by what it is and not by where it stands.
  // What a hand touched is seen: if the picture moved, the second press of a double click would meet something else.
  go(at, {still = false, seen = false} = {}) {
    if (!at || !this.plan.rect(at)) return;
    this.at = at;
    const cell = this.paper.roving(at);
    if (!still) cell?.focus({preventScroll: true});
    if (!seen || this.presenting) this.sight.reveal(this.plan.rect(at), this.presenting);
    if (this.linking) this._stretch();
    else this.card.follow(at);
    this.refresh();
  }

  // What the focus reached, or a hand took up.
  attend(stop) {
    if (sameStop(stop, this.at)) return;
    this.at = stop;
    this.paper.roving(stop);
    this.refresh();
  }

  focus() {
    (this.paper.cells.get(stopKey(this.at)) ?? this.paper.rover)?.focus({preventScroll: true});
  }

  goPlace(place) {
    this.jot.aim(place);
    this.go(
      place.ids.length
        ? this.plan.nearest(...centre(place.rect))
        : {kind: "place", lane: place.lane, column: place.column},
      {seen: true},
    );
  }

  goArrow(arrow) {
    const {source, target, when} = arrow;
    if (!this.plan.arrows.has(arrowKey(arrow))) return;
    this.chosen.clear();
    this.at = {kind: "arrow", source, target, when};
    this.paper.roving({kind: "step", id: source});
    this.refresh();
    this.actions.element.querySelector("input")?.focus({preventScroll: true});
  }

  leaveArrow() {
    if (this.at?.kind === "arrow") this.go({kind: "step", id: this.at.source});
    else this.focus();
  }

  // An arrow that got another condition or direction stays the one in focus.
  follow(from, to) {
    if (this.at?.kind !== "arrow" || !sameStop(this.at, {kind: "arrow", ...from})) return;
    this.whenDrawn(() => this.goArrow(to));
    this.at = {kind: "arrow", ...to};
  }

  lookAt(id) {
    this.whenDrawn(() => this.sight.reveal(this.plan.rect({kind: "step", id})));
  }

  // Selection.
  choose(ids) {
    this.chosen = new Set(ids.filter(id => this.plan.boxes.has(id)));
    this.refresh();
    if (this.chosen.size > 1) this.announce(fill(this.words.selected, {n: this.chosen.size}));
  }

  toggle(id) {
    const ids = new Set(this.chosen);
    if (!ids.delete(id)) ids.add(id);
    this.choose([...ids]);
    this.announce(ids.size ? fill(this.words.selected, {n: ids.size}) : this.words.selected_none);
  }

  inOrder(ids) {
    return this.plan ? this.plan.picture.places.flatMap(place => place.ids).filter(id => ids.has(id)) : [];
  }

  // What an action is about: what is selected, else the step in focus.
  targets() {
    const one = this.at?.kind === "step" ? this.at.id : "";
    if (this.chosen.size && (!one || this.chosen.has(one) || this.chosen.size > 1)) return this.inOrder(this.chosen);
    return one ? [one] : [];
  }

  title(id) {
    const facts = this.plan.picture.steps[id];
    return facts ? facts.title || facts.action : "";
  }

  // The cell for whatever is added: that of the focus, else the one chosen above the board.
  placeHere() {
    const at = this.plan.placeOf(this.at);
    const lane = this.at?.kind === "lane" ? this.at.id : this.jot.role.value;
    return at
      ? this.plan.places.get(`${at.lane}/${at.column}`)
      : this.plan.places.get(`${lane}/${this.jot.stage.value}`);
  }

  // Where a note that is not drawn yet would stand: below what is in the cell.
  room(place, before) {
    const [x, y, w, h] = place.rect;
    const rects = place.ids.map(id => this.plan.boxes.get(id).rect);
    const last = rects.at(-1);
    const [wide, tall] = [Math.min(last?.[2] ?? 92, w - 12), last?.[3] ?? 32];
    const [left, top] = last ? [last[0], bottom(last) + 6] : [x + (w - wide) / 2, y + 8];
    return [left, Math.min(top, y + h - 14) + before * 14, wide, tall];
  }

  // Arrows by hand or by keyboard.
  startArrow(id) {
    this.linking = id;
    this.keys.typed = "";
    this.frame.classList.add("sop-linking");
    this.say(fill(this.words.arrow_from, {step: id}));
    this.announce(fill(this.words.arrow_from, {step: id}));
    this.go({kind: "step", id});
  }

  endArrow(id) {
    const {linking} = this;
    this.linking = "";
    this.frame.classList.remove("sop-linking");
    this.marks.stretch(null);
    if (id) this.gestures.link(linking, id);
    else {
      this.say(this.words.stopped);
      this.go({kind: "step", id: linking});
    }
  }

  _stretch() {
    const [from, to] = [this.plan.rect({kind: "step", id: this.linking}), this.plan.rect(this.at)];
    if (from && to) this.marks.stretch(centre(from), centre(to));
  }

  // Lanes.
  _newLane() {
    const input = make("input", {
      type: "text",
      placeholder: this.words.new_lane_hint,
      "aria-label": this.words.new_lane,
      autocomplete: "off",
    });
    const add = make("button", {type: "button", class: "sop-button"}, `+ ${this.words.new_lane}`);
    const act = () => {
      const name = input.value.trim();
      if (!name) return input.focus();
      input.value = "";
      this.gestures.addLane(name);
    };
    onEnter(input, act);
    add.addEventListener("click", act);
    return make("div", {class: "sop-new-lane"}, input, add);
  }

  sheetHas(target) {
    return this.paper.over.contains(target);
  }

  leaveEntry() {
    if (this.frame.contains(document.activeElement) && document.activeElement.matches("input"))
      document.activeElement.blur();
  }

  resized() {
    if (this.sight.zoom && this.plan) this.sight.resize();
  }

  zoomed(zoom) {
    this.bar.zoom(zoom);
    if (this.plan) this.marks.draw();
  }
}
