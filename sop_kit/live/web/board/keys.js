// The board under the keyboard alone: arrow keys go from step to step, letters do what the strip's buttons do.

const WAYS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

class Keys {
  constructor(board, root, over) {
    this.board = board;
    this.typed = "";
    over.addEventListener("keydown", event => this._pressed(event));
    over.addEventListener("keyup", event => this._released(event));
    root.addEventListener("keydown", event => this._everywhere(event));
  }

  // Undo belongs to the field while somebody types in one; in a line whose note was put down, it takes that back.
  _everywhere(event) {
    const {board} = this;
    if (event.key === "Escape" && board.presenting) return board.wall.leave();
    const field = event.target.closest("input, textarea, select");
    if ((field && !board.jot.justPut(field)) || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "z") event.shiftKey ? board.gestures.redo() : board.gestures.undo();
    else if (key === "y") board.gestures.redo();
    else return;
    event.preventDefault();
  }

  _pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const {board} = this;
    if (event.key in WAYS) {
      event.preventDefault();
      if (event.altKey) this._carry(WAYS[event.key]);
      else this._walk(WAYS[event.key], event.shiftKey);
      return;
    }
    if (board.linking) return this._linking(event);
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "a") return;
      event.preventDefault();
      board.choose([...board.plan.boxes.keys()]);
      return;
    }
    if (event.altKey) return;
    const act = this._acts()[event.key] ?? this._acts()[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act(event);
  }

  _acts() {
    const {board} = this;
    const {at, forms, gestures, plan} = board;
    const ids = board.targets();
    const some = act => () => ids.length && act();
    const lane = at?.kind === "lane";
    return {
      Enter: () => (at?.kind === "place" ? board.jot.open(board.placeHere()) : board.actions.press("card")),
      n: () => board.jot.open(board.placeHere()),
      a: some(() => board.startArrow(ids[0])),
      h: some(() => forms.hotSpot(ids)),
      o: some(() => forms.oneHead(ids)),
      w: some(() => forms.waiting(ids[0])),
      F2: () => (lane ? forms.nameLane(at.id) : at?.kind === "step" && forms.rename(at.id)),
      m: () => board.actions.focus(),
      ContextMenu: () => board.actions.focus(),
      F10: event => event.shiftKey && board.actions.focus(),
      " ": () => (board.spaceHeld = true),
      Delete: () => (lane ? plan.lanes.get(at.id).empty && gestures.takeLane(at.id) : ids.length && gestures.take(ids)),
      Backspace: some(() => gestures.take(ids)),
      Escape: () => board.choose([]),
      Home: () => this._end((one, other) => one < other),
      End: () => this._end((one, other) => one > other),
      PageUp: () => this._walk([0, -1], false, ["lane"]),
      PageDown: () => this._walk([0, 1], false, ["lane"]),
      "/": () => board.search.input.focus(),
      "?": () => forms.keys(),
      "+": () => board.sight.by(ZOOM_STEP),
      "=": () => board.sight.by(ZOOM_STEP),
      "-": () => board.sight.by(1 / ZOOM_STEP),
      0: () => board.sight.fit("whole"),
      d: () => board.bar.detail(),
      p: () => board.wall.enter(),
    };
  }

  _released(event) {
    const {board} = this;
    if (event.key !== " " || !board.spaceHeld) return;
    board.spaceHeld = false;
    if (board.panned) board.panned = false;
    else if (board.at?.kind === "step") board.toggle(board.at.id);
  }

  _walk(way, extend, kinds) {
    const {board} = this;
    const from = board.at;
    const to = board.plan.next(
      from?.kind === "arrow" ? {kind: "step", id: from.source} : from,
      way,
      board.linking ? ["step"] : kinds,
    );
    if (!to) return;
    if (extend && to.kind === "step")
      board.choose([...board.chosen, ...(from?.kind === "step" ? [from.id] : []), to.id]);
    board.go(to);
  }

  _end(beyond) {
    const {board} = this;
    const from = board.plan.rect(board.at);
    if (!from) return;
    const lane = board.plan.laneAt(from[1] + from[3] / 2);
    const stops = board.plan.stops().filter(stop => board.plan.laneAt(centre(board.plan.rect(stop))[1]).id === lane.id);
    board.go(stops.reduce((best, each) => (beyond(board.plan.rect(each)[0], board.plan.rect(best)[0]) ? each : best)));
  }

  // Alt with an arrow key: the next stage, the next place in the cell, beyond it the next lane.
  _carry([dx, dy]) {
    const {board} = this;
    const {plan, at} = board;
    if (at?.kind === "lane") return dy && board.gestures.stepLane(at.id, dy);
    if (at?.kind !== "step") return;
    const ids = board.targets();
    const box = plan.boxes.get(at.id);
    const here = plan.places.get(`${box.lane}/${box.column}`);
    if (dy && ids.length === 1) {
      const rest = here.ids.filter(id => id !== at.id);
      const place = here.ids.indexOf(at.id) + dy;
      if (place >= 0 && place <= rest.length) return board.gestures.move(ids, here, rest[place - 1] ?? "");
    }
    const lanes = plan.picture.lanes.map(({id}) => id);
    const columns = plan.picture.columns.map(({id}) => id);
    const [lane, column] = [lanes[lanes.indexOf(box.lane) + dy], columns[columns.indexOf(box.column) + dx]];
    const there = plan.places.get(`${lane}/${column}`);
    if (there) board.gestures.move(ids, there, dy > 0 ? "" : "*", this._landing(there, ids));
  }

  _landing(place, ids) {
    return ids.map((_, number) => this.board.room(place, number));
  }

  // The target of an arrow: arrow keys go there, or its number is typed.
  _linking(event) {
    const {board} = this;
    if (event.key === "Escape") board.endArrow("");
    else if (event.key === "Enter") board.endArrow(board.at.id);
    else if (event.key === "Backspace") this.typed = "";
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      this.typed += event.key;
      const id = board.plan.called(this.typed);
      if (id) board.go({kind: "step", id});
    } else return;
    event.preventDefault();
  }
}
