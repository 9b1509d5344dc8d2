// What people did on the board, as acts. Until an act is on disk, what it will change stands on the board as dashed;
// when it is refused, that is taken back and said.

class Gestures {
  constructor(board) {
    this.board = board;
  }

  get words() {
    return this.board.words;
  }

  act(name, args, says, {rects = [], text = "", then = null} = {}) {
    const {board} = this;
    const id = board.desk.act(name, args, says, answer => {
      if (answer === null) {
        board.marks.forget(id);
        board.announce(fill(this.words.back, {what: says}));
        return;
      }
      board.marks.arrived(id);
      board.announce(says);
      if (then) then(answer);
    });
    if (rects.length) board.marks.wait(id, rects, text);
  }

  // The names of steps as a sentence takes them; a long list is cut.
  names(ids) {
    const {words, board} = this;
    if (ids.length > 4) return fill(words.steps_more, {step: ids[0], n: ids.length - 1});
    return new Intl.ListFormat(board.lang).format(ids);
  }

  rects(ids) {
    return ids.map(id => this.board.plan.boxes.get(id)?.rect).filter(Boolean);
  }

  // Notes go behind everything in their cell: the next one may leave before the answer to this one came.
  note(place, text) {
    const {board} = this;
    const before = [...board.marks.pending.values()].filter(each => each.place === place.rect.join()).length;
    const rect = board.room(place, before);
    this.act("add_notes", {text, role: place.lane, stage: place.column, after: "*"}, fill(this.words.added, {text}), {
      rects: [rect],
      text,
      then: ({ids}) => ids?.length && board.lookAt(ids.at(-1)),
    });
    const waiting = [...board.marks.pending.values()].at(-1);
    if (waiting) waiting.place = place.rect.join();
  }

  move(ids, place, after, rects = []) {
    const {plan} = this.board;
    const rest = place.ids.filter(id => !ids.includes(id));
    const at = after === "*" ? rest.length : rest.indexOf(after) + 1;
    const wanted = [...rest.slice(0, at), ...ids, ...rest.slice(at)];
    if (JSON.stringify(wanted) === JSON.stringify(place.ids)) return; // put back where it was
    const [role, stage] = [plan.lanes.get(place.lane).name, plan.columns.get(place.column).name];
    const says = fill(this.words.moved, {steps: this.names(ids), role, stage});
    this.act("move_steps", {ids, role: place.lane, stage: place.column, after}, says, {
      rects: rects.length ? rects : this.rects(ids),
    });
  }

  take(ids) {
    this.act("drop_steps", {ids}, fill(this.words.taken_out, {steps: this.names(ids)}), {rects: this.rects(ids)});
  }

  link(source, target) {
    const {board} = this;
    if (source === target) return board.say(this.words.arrow_self, "bad");
    const arrow = {source, target, when: ""};
    if (board.plan.arrows.has(arrowKey(arrow))) return board.goArrow(arrow);
    this.act("add_arrow", arrow, fill(this.words.arrow_made, arrow), {
      rects: this.rects([source, target]),
      then: () => board.whenDrawn(() => board.goArrow(arrow)),
    });
  }

  condition(arrow, to_be) {
    const {board} = this;
    if (to_be === arrow.when) return;
    const {source, target} = arrow;
    const words = to_be ? this.words.arrow_named : this.words.arrow_made;
    this.act("set_condition", {source, target, when: arrow.when, to_be}, fill(words, {source, target, when: to_be}), {
      then: () => board.follow(arrow, {source, target, when: to_be}),
    });
  }

  turn({source, target, when}) {
    const {board} = this;
    const turned = {source: target, target: source, when};
    this.act("turn_arrow", {source, target, when}, fill(this.words.turned, turned), {
      then: () => board.follow({source, target, when}, turned),
    });
  }

  cut({source, target, when}) {
    this.board.go({kind: "step", id: source});
    this.act("drop_arrow", {source, target, when}, fill(this.words.arrow_removed, {source, target}));
  }

  addLane(name) {
    const {board} = this;
    const then = ({ids}) => ids?.length && board.whenDrawn(() => board.go({kind: "lane", id: ids[0]}, {still: true}));
    this.act("add_lane", {name}, fill(this.words.lane_added, {role: name}), {then});
  }

  nameLane(role, name) {
    this.act("name_lane", {role, name}, fill(this.words.lane, {role: name}));
  }

  moveLane(role, after) {
    const order = this.board.plan.picture.lanes.map(({id}) => id);
    if (order[order.indexOf(role) - 1] === after || (after === "" && order[0] === role)) return;
    const lane = this.board.plan.lanes.get(role);
    const whole = [[lane.head[0], lane.y, this.board.plan.picture.whole[2] - 10, lane.height]];
    this.act("move_lane", {role, after}, fill(this.words.lane_moved, {role: lane.name}), {rects: whole});
  }

  // One place up or down, for the keys and the buttons.
  stepLane(role, by) {
    const order = this.board.plan.picture.lanes.map(({id}) => id).filter(id => id);
    const at = order.indexOf(role);
    const to = at + by;
    if (at < 0 || to < 0 || to >= order.length) return;
    order.splice(at, 1);
    order.splice(to, 0, role);
    this.moveLane(role, order[to - 1] ?? "");
  }

  sizeLane(role, height) {
    const lane = this.board.plan.lanes.get(role);
    this.act("size_lane", {role, height}, fill(this.words.lane_height, {role: lane.name, height}));
  }

  takeLane(role) {
    const lane = this.board.plan.lanes.get(role);
    this.act("drop_lane", {role}, fill(this.words.lane_out, {role: lane.name}));
  }

  hotSpot(ids, text) {
    this.act(
      "set_hot_spot",
      {ids, text},
      fill(text ? this.words.hot_set : this.words.hot_gone, {steps: this.names(ids)}),
    );
  }

  oneHead(ids, person) {
    const words = person ? this.words.one_head_set : this.words.one_head_gone;
    this.act("set_one_head", {ids, person}, fill(words, {person, steps: this.names(ids)}));
  }

  waiting(id, minutes) {
    const before = this.board.plan.picture.steps[id].waiting;
    const args = {table: "steps", row: id, column: "waiting", text: minutes, before: before ? String(before) : ""};
    this.act("set", args, fill(this.words.waiting_set, {step: id, minutes: minutes || "0"}));
  }

  rename(id, text) {
    const facts = this.board.plan.picture.steps[id];
    const column = facts.title ? "title" : "action";
    this.act(
      "set",
      {table: "steps", row: id, column, text, before: facts[column]},
      fill(this.words.renamed, {step: id, text}),
    );
  }

  group(ids, name) {
    this.act("group", {ids, name}, fill(this.words.grouped, {text: name, steps: this.names(ids)}));
  }

  merge(ids, into) {
    this.act("merge", {ids, into}, fill(this.words.merged, {steps: this.names(ids)}), {
      rects: this.rects(ids),
      then: () => this.board.choose([into]),
    });
  }

  assign(ids, process, name) {
    this.act("assign", {ids, process}, fill(this.words.assigned, {steps: this.names(ids), process: name}));
  }

  undo() {
    this.act("undo", {}, this.words.undone);
  }

  redo() {
    this.act("redo", {}, this.words.redone);
  }
}
