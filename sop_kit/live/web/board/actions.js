// The strip above the board: what can be done with whatever is selected or focused. Everything a drag does stands here
// as a button too. In the page it comes after the board, so that Tab leads from a step to its actions and arrows.

class Actions {
  constructor(board) {
    this.board = board;
    this.element = make("div", {class: "sop-actions", role: "toolbar"});
    this.element.addEventListener("keydown", event => this._key(event));
  }

  focus() {
    this.element.querySelector("button, input")?.focus();
  }

  show() {
    const {board} = this;
    const {words, plan, at, chosen} = board;
    if (!plan) return;
    const ids = board.inOrder(chosen);
    let made;
    if (at?.kind === "arrow" && plan.arrows.has(arrowKey(at))) made = this._arrow(plan.arrows.get(arrowKey(at)));
    else if (ids.length > 1) made = this._several(ids);
    else if (at?.kind === "lane" && plan.lanes.has(at.id)) made = this._lane(plan.lanes.get(at.id));
    else if (at?.kind === "step" && plan.boxes.has(at.id)) made = this._step(at.id);
    else made = [["hint", words.start]];
    const shown = JSON.stringify(made);
    if (shown === this._shown) return;
    this._shown = shown;
    const held = this.element.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    this.element.replaceChildren(...made.map(each => this._made(each)));
    setAttribute(this.element, "aria-label", fill(words.actions, {what: made[0][1]}));
    if (held)
      (
        this.element.querySelector(`[data-key="${CSS.escape(held)}"]`) ??
        this.element.querySelector("button") ??
        board
      ).focus();
  }

  // Parts: ["what", text] · ["hint", text] · ["button", key, text] · ["chip", key, text, label, arrow] · ["condition", value, arrow]
  _made([kind, key, text, label, arrow]) {
    const {words} = this.board;
    if (kind === "what") return make("strong", {}, key);
    if (kind === "hint") return make("span", {class: "sop-hint"}, key);
    if (kind === "condition") return this._condition(key, text);
    const look = kind === "chip" ? "sop-button sop-chip" : "sop-button";
    const made = make(
      "button",
      {type: "button", class: look, "data-key": key, title: label || false},
      text ?? words[key],
    );
    if (kind === "chip") {
      made.sopArrow = arrow;
      made.addEventListener("focus", () => this.board.marks.hint(arrow));
      made.addEventListener("blur", () => this.board.marks.hint(null));
      made.addEventListener("click", () => this.board.goArrow(arrow));
    } else made.addEventListener("click", () => this.press(key));
    return made;
  }

  _condition(value, arrow) {
    const {words, lang} = this.board;
    const input = make("input", {
      type: "text",
      value,
      placeholder: words.condition_hint,
      "data-key": "condition",
      lang,
      autocomplete: "off",
    });
    let {when} = arrow;
    const save = () => {
      const said = input.value.trim();
      this.board.gestures.condition({...arrow, when}, said);
      when = said;
    };
    input.addEventListener("keydown", event => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key !== "Enter") return;
      event.preventDefault();
      save();
      this.board.go({kind: "step", id: arrow.target});
    });
    input.addEventListener("change", save);
    return make(
      "label",
      {class: "sop-field sop-condition"},
      make("span", {class: "sop-label"}, words.condition),
      input,
    );
  }

  _step(id) {
    const {board} = this;
    const {plan, words} = board;
    const chips = plan.arrowsOf(id).map(({source, target, when}) => {
      const out = source === id;
      const [sign, other] = out ? ["→", target] : ["←", source];
      const named = fill(out ? words.arrow_to : words.arrow_in, {step: other});
      return [
        "chip",
        `${sign}${other}/${when}`,
        `${sign} ${other}${when ? ` ${when}` : ""}`,
        when ? fill(words.arrow_if, {step: named, when}) : named,
        {source, target, when},
      ];
    });
    const buttons = ["card", "arrow", "move_to", "rename", "hot_spot", "one_head", "waiting", "take_out"].map(key => [
      "button",
      key,
    ]);
    return [["what", `${id} ${board.title(id)}`], ...buttons, ...chips];
  }

  _several(ids) {
    const buttons = ["card", "group", "merge", "assign", "hot_spot", "one_head", "move_to", "take_out", "clear"].map(
      key => ["button", key],
    );
    return [["what", fill(this.board.words.selected, {n: ids.length})], ...buttons];
  }

  _lane({id, name, empty}) {
    if (!id)
      return [
        ["what", name],
        ["button", "rename"],
      ];
    const buttons = ["card", "rename", "height", "up", "down"].map(key => ["button", key]);
    return [["what", name], ...buttons, ...(empty ? [["button", "take_lane_out"]] : [])];
  }

  _arrow(arrow) {
    const {source, target, when} = arrow;
    const kept = {source, target, when};
    const {words} = this.board;
    const named = fill(when ? words.arrow_named : words.arrow_made, kept);
    return [
      ["what", `${source} → ${target}`],
      ["condition", when, kept],
      ["button", "card"],
      ["button", "turn"],
      ["button", "remove", words.remove, `${words.remove}: ${named}`],
    ];
  }

  press(key) {
    const {board} = this;
    const {forms, gestures, at} = board;
    const ids = board.targets();
    const acts = {
      card: () => this._card(ids),
      arrow: () => board.startArrow(ids[0]),
      move_to: () => forms.moveTo(ids),
      rename: () => (at.kind === "lane" ? forms.nameLane(at.id) : forms.rename(ids[0])),
      hot_spot: () => forms.hotSpot(ids),
      one_head: () => forms.oneHead(ids),
      waiting: () => forms.waiting(ids[0]),
      take_out: () => gestures.take(ids),
      group: () => forms.group(ids),
      merge: () => forms.merge(ids),
      assign: () => forms.assign(ids),
      clear: () => board.choose([]),
      height: () => forms.sizeLane(at.id),
      up: () => gestures.stepLane(at.id, -1),
      down: () => gestures.stepLane(at.id, 1),
      take_lane_out: () => gestures.takeLane(at.id),
      turn: () => gestures.turn(at),
      remove: () => gestures.cut(at),
    };
    acts[key]();
  }

  _card(ids) {
    const {at, card} = this.board;
    if (at?.kind === "arrow") card.open("arrow", {source: at.source, target: at.target, when: at.when}, true);
    else if (at?.kind === "lane") card.open("lane", {role: at.id}, true);
    else if (ids.length > 1) card.open("several", {ids}, true);
    else card.open("card", {step: ids[0]}, true);
  }

  // An arrow that is chosen takes what is typed as its condition, and Delete takes it away.
  _key(event) {
    if (event.target.matches("input")) {
      if (event.key === "Escape" && !event.isComposing) this.board.focus();
      return;
    }
    const arrow = event.target.sopArrow ?? (this.board.at?.kind === "arrow" ? this.board.at : null);
    if (event.key === "Escape") this.board.leaveArrow();
    else if (arrow && (event.key === "Delete" || event.key === "Backspace")) this.board.gestures.cut(arrow);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft")
      this._along(event.target, event.key === "ArrowRight" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  _along(from, by) {
    const all = [...this.element.querySelectorAll("button, input")];
    all[(all.indexOf(from) + by + all.length) % all.length]?.focus();
  }
}
