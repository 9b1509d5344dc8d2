// Small questions beside what they are about: a name, a number, a place to go. Enter answers, Esc gives up.

class Forms {
  constructor(board, host) {
    Object.assign(this, {board, host, open: null});
  }

  get words() {
    return this.board.words;
  }

  // fields: [{name, label, kind: text | number | select, value, options: [[value, text], …], list: […]}]
  ask({title, fields, ok = this.words.ok, done}) {
    this.close();
    const inputs = Object.fromEntries(fields.map(field => [field.name, this._input(field)]));
    const rows = fields.map(({name, label}) =>
      make("label", {class: "sop-field"}, make("span", {class: "sop-label"}, label), inputs[name]),
    );
    const lists = fields.filter(({list}) => list).map(({name, list}) => this._list(inputs[name], list));
    const yes = make("button", {type: "submit", class: "sop-button sop-first"}, ok);
    const no = make("button", {type: "button", class: "sop-button"}, this.words.cancel);
    const form = make(
      "form",
      {},
      make("strong", {}, title),
      ...rows,
      ...lists,
      make("div", {class: "sop-line"}, yes, no),
    );
    form.addEventListener("submit", event => {
      event.preventDefault();
      const said = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
      this.close();
      done(said);
    });
    form.addEventListener("keydown", event => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter" && event.target.matches("select")) form.requestSubmit();
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    no.addEventListener("click", () => this.close());
    this.open = make("div", {class: "sop-ask", role: "dialog", "aria-label": title}, form);
    this.host.append(this.open);
    const first = Object.values(inputs)[0] ?? yes;
    first.focus();
    first.select?.();
    return inputs;
  }

  _input({label, kind = "text", value = "", options = [], hint = ""}) {
    if (kind !== "select")
      return make("input", {
        type: kind,
        value,
        "aria-label": label,
        placeholder: hint || false,
        min: kind === "number" ? 0 : false,
        autocomplete: "off",
        lang: this.board.lang,
      });
    const select = make(
      "select",
      {"aria-label": label},
      ...options.map(([each, text]) => make("option", {value: each}, text)),
    );
    select.value = value;
    return select;
  }

  _list(input, values) {
    const list = make(
      "datalist",
      {id: `sop-list-${newId().slice(0, 8)}`},
      ...values.map(value => make("option", {value})),
    );
    input.setAttribute("list", list.id);
    return list;
  }

  close() {
    if (!this.open) return;
    this.open.remove();
    this.open = null;
    this.board.focus();
  }

  // Dragging a step without dragging: role, stage and what it comes after.
  moveTo(ids) {
    const {board, words} = this;
    const {plan} = board;
    const from = plan.boxes.get(ids[0]);
    const lanes = plan.picture.lanes.map(({id, name}) => [id, name]);
    const stages = plan.picture.columns.map(({id, name}) => [id, name]);
    const inputs = this.ask({
      title: `${words.move_to} ${board.gestures.names(ids)}`,
      ok: words.move,
      fields: [
        {name: "lane", label: words.role, kind: "select", value: from.lane, options: lanes},
        {name: "column", label: words.stage, kind: "select", value: from.column, options: stages},
        {name: "after", label: words.after, kind: "select", options: []},
      ],
      done: ({lane, column, after}) => board.gestures.move(ids, board.plan.places.get(`${lane}/${column}`), after),
    });
    const fillAfter = () => {
      const place = plan.places.get(`${inputs.lane.value}/${inputs.column.value}`);
      const there = place.ids.filter(id => !ids.includes(id));
      const options = [["", words.first], ...there.map(id => [id, `${id} ${board.title(id)}`])];
      inputs.after.replaceChildren(...options.map(([value, text]) => make("option", {value}, text)));
      inputs.after.value = there.at(-1) ?? "";
    };
    inputs.lane.addEventListener("change", fillAfter);
    inputs.column.addEventListener("change", fillAfter);
    fillAfter();
  }

  rename(id) {
    const {board, words} = this;
    const value = board.title(id);
    this.ask({
      title: id,
      fields: [{name: "text", label: words.rename, value}],
      done: ({text}) => text && text !== value && board.gestures.rename(id, text),
    });
  }

  nameLane(id) {
    const {board, words} = this;
    const value = id ? board.plan.lanes.get(id).name : "";
    this.ask({
      title: words.rename,
      fields: [{name: "name", label: words.name, value}],
      done: ({name}) => name && name !== value && board.gestures.nameLane(id, name),
    });
  }

  sizeLane(id) {
    const {board, words} = this;
    const {name, height_set: value} = board.plan.lanes.get(id);
    this.ask({
      title: name,
      fields: [{name: "height", label: words.height_least, kind: "number", value}],
      done: ({height}) => board.gestures.sizeLane(id, Number(height) || 0),
    });
  }

  hotSpot(ids) {
    const {board, words} = this;
    const value = ids.map(id => board.plan.picture.steps[id].hot_spot).find(text => text) ?? "";
    this.ask({
      title: `${words.hot_spot}: ${board.gestures.names(ids)}`,
      fields: [{name: "text", label: words.hot_why, value}],
      done: ({text}) => text !== value && board.gestures.hotSpot(ids, text),
    });
  }

  oneHead(ids) {
    const {board, words} = this;
    const field = {name: "person", label: words.one_head_who, list: board.shown.people ?? []};
    this.ask({
      title: `${words.one_head}: ${board.gestures.names(ids)}`,
      fields: [field],
      done: ({person}) => board.gestures.oneHead(ids, person),
    });
  }

  waiting(id) {
    const {board, words} = this;
    const value = board.plan.picture.steps[id].waiting || "";
    this.ask({
      title: `${words.waiting}: ${id}`,
      fields: [{name: "minutes", label: words.waiting_minutes, kind: "number", value}],
      done: ({minutes}) => minutes !== String(value) && board.gestures.waiting(id, minutes),
    });
  }

  group(ids) {
    const {board, words} = this;
    this.ask({
      title: `${words.group}: ${board.gestures.names(ids)}`,
      fields: [{name: "name", label: words.group_name}],
      done: ({name}) => name && board.gestures.group(ids, name),
    });
  }

  merge(ids) {
    const {board, words} = this;
    const options = ids.map(id => [id, `${id} ${board.title(id)}`]);
    this.ask({
      title: `${words.merge}: ${board.gestures.names(ids)}`,
      ok: words.merge,
      fields: [{name: "into", label: words.merge_into, kind: "select", value: ids[0], options}],
      done: ({into}) => board.gestures.merge(ids, into),
    });
  }

  assign(ids) {
    const {board, words} = this;
    const options = board.shown.processes ?? [];
    const now = board.plan.picture.steps[ids[0]].process;
    this.ask({
      title: `${words.assign}: ${board.gestures.names(ids)}`,
      fields: [{name: "process", label: words.assign, kind: "select", value: now, options}],
      done: ({process}) => board.gestures.assign(ids, process, Object.fromEntries(options)[process] ?? process),
    });
  }

  keys() {
    const rows = this.words.key_list.map(([keys, what]) =>
      make("div", {}, make("dt", {}, make("kbd", {}, keys)), make("dd", {}, what)),
    );
    this.ask({title: this.words.keys, fields: [], done: () => {}});
    this.open
      .querySelector("strong")
      .after(make("dl", {class: "sop-keys"}, ...rows), make("p", {}, this.words.pan ?? ""));
    this.open.querySelector(".sop-line").lastChild.remove();
  }
}
