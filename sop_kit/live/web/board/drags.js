// What a drag can be. Each is begun, moved once a frame, and dropped or given up; only a drop becomes an act.

class StepDrag {
  constructor(board, id, x, y) {
    Object.assign(this, {board, x, y});
    this.ids = board.chosen.has(id) ? board.inOrder(board.chosen) : [id];
    this.moved = new Set(this.ids);
    this.first = id;
    const svg = this.ids.map(each => {
      const {
        rect: [left, top, w, h],
        svg: own,
      } = board.plan.boxes.get(each);
      return `<rect class="sop-left" x="${left}" y="${top}" width="${w}" height="${h}" rx="4"/>${own}`;
    });
    board.marks.lift(`<g ${board.plan.picture.looks.boxes}>${svg.join("")}</g>`);
  }

  move(x, y) {
    const {board} = this;
    if (this.ids.some(id => !board.plan.boxes.has(id))) return board.hands.stop(); // taken out by somebody meanwhile
    board.marks.carry(x - this.x, y - this.y);
    this.goal = board.plan.dropAt(x, y, this.moved);
    board.marks.aim(this.goal.place, this.goal.mark);
  }

  drop() {
    const {place, after} = this.goal ?? {};
    if (place) this.board.gestures.move(this.ids, place, after, this._landing(place));
  }

  _landing(place) {
    const [x, y] = this.goal.mark ?? [place.rect[0] + 8, place.rect[1] + 8];
    return this.ids.map((id, number) => {
      const [, , w, h] = this.board.plan.boxes.get(id).rect;
      return [x + 6 * number, y + 6 * number, w, h];
    });
  }
}

class ArrowDrag {
  constructor(board, id) {
    Object.assign(this, {board, id});
    this.from = centre(board.plan.boxes.get(id).rect);
  }

  move(x, y) {
    const {plan, marks} = this.board;
    if (!plan.boxes.has(this.id)) return this.board.hands.stop();
    const box = plan.boxAt(x, y, 6);
    this.to = box && box.id !== this.id ? box : null;
    marks.stretch(this.from, [x, y]);
    marks.aim(this.to, null);
  }

  drop() {
    if (this.to) this.board.gestures.link(this.id, this.to.id);
  }
}

// A rubber band: what it touches is selected, beside what already was when Shift or Ctrl is held.
class BandDrag {
  constructor(board, x, y, more) {
    Object.assign(this, {board, x, y, before: more ? new Set(board.chosen) : new Set()});
  }

  move(x, y) {
    this.rect = [Math.min(x, this.x), Math.min(y, this.y), Math.abs(x - this.x), Math.abs(y - this.y)];
    this.board.marks.enclose(this.rect);
  }

  drop() {
    if (this.rect) this.board.choose([...this.before, ...this.board.plan.inside(this.rect)]);
  }
}

class PanDrag {
  constructor(board, event) {
    const {frame} = board.sight;
    Object.assign(this, {board, frame, x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop});
  }

  move(_x, _y, event) {
    this.board.panned = this.board.spaceHeld; // then Space is not meant to select when it is let go
    this.frame.scrollLeft = this.x - event.clientX;
    this.frame.scrollTop = this.y - event.clientY;
  }

  drop() {}
}

class LaneDrag {
  constructor(board, lane, y) {
    Object.assign(this, {board, lane, y});
    board.marks.lift(
      `<rect class="sop-left" x="${lane.head[0]}" y="${lane.y}" width="${board.plan.picture.whole[2] - 10}" height="${lane.height}" rx="4"/>`,
    );
  }

  move(_x, y) {
    const {lanes} = this.board.plan.picture;
    const others = lanes.filter(({id}) => id !== this.lane.id);
    const above = others.filter(lane => lane.y + lane.height / 2 < y).at(-1);
    this.after = above?.id ?? "";
    this.board.marks.carry(0, y - this.y);
    this.board.marks.edgeAt(above ? above.y + above.height : lanes[0].y);
  }

  drop() {
    if (this.after !== undefined) this.board.gestures.moveLane(this.lane.id, this.after);
  }
}

class HeightDrag {
  constructor(board, lane) {
    Object.assign(this, {board, lane});
  }

  move(_x, y) {
    this.height = Math.max(28, Math.round(y - this.lane.y));
    this.board.marks.edgeAt(this.lane.y + this.height);
    this.board.say(fill(this.board.words.lane_height, {role: this.lane.name, height: this.height}));
  }

  drop() {
    if (this.height) this.board.gestures.sizeLane(this.lane.id, this.height);
  }
}
