// Where everything stands on the board, in the picture's own pixels. Hits are found by reckoning: asking the page what
// lies under the pointer costs a layout, and a drag over two hundred steps has no time for it.

class Plan {
  constructor(picture) {
    this.picture = picture;
    this.boxes = new Map(picture.boxes.map(box => [box.id, box]));
    this.lanes = new Map(picture.lanes.map(lane => [lane.id, lane]));
    this.columns = new Map(picture.columns.map(column => [column.id, column]));
    this.places = new Map(picture.places.map(place => [`${place.lane}/${place.column}`, place]));
    this.arrows = new Map(picture.arrows.map(arrow => [arrowKey(arrow), arrow]));
  }

  // Where something is that can be focused: {kind: step | place | lane | arrow, …}; null when it is gone.
  rect(at) {
    if (!at) return null;
    if (at.kind === "step") return this.boxes.get(at.id)?.rect ?? null;
    if (at.kind === "lane") return this.lanes.get(at.id)?.head ?? null;
    if (at.kind === "place") return this.places.get(`${at.lane}/${at.column}`)?.rect ?? null;
    const arrow = this.arrows.get(arrowKey(at));
    return arrow ? around(arrow.points) : null;
  }

  // The place something stands in, for whatever is added beside it.
  placeOf(at) {
    if (at?.kind === "step") return this.boxes.get(at.id) ?? null;
    return at?.kind === "place" && this.rect(at) ? at : null;
  }

  boxAt(x, y, spare = 0) {
    for (const box of this.boxes.values()) if (within(box.rect, x, y, spare)) return box;
    return null;
  }

  laneAt(y) {
    const {lanes} = this.picture;
    return lanes.find(lane => y < lane.y + lane.height) ?? lanes.at(-1);
  }

  columnAt(x) {
    const {columns} = this.picture;
    return columns.find(column => x < column.x + column.width) ?? columns.at(-1);
  }

  headAt(x, y) {
    return this.picture.lanes.find(lane => within(lane.head, x, y)) ?? null;
  }

  // The lane whose lower edge lies here, within its head.
  edgeAt(x, y, reach) {
    return (
      this.picture.lanes.find(
        ({head}) => x >= head[0] && x <= head[0] + head[2] && Math.abs(y - head[1] - head[3]) <= reach,
      ) ?? null
    );
  }

  arrowAt(x, y, reach) {
    let [nearest, least] = [null, reach];
    for (const arrow of this.picture.arrows) {
      const label = arrow.label && within(arrow.label.rect, x, y, reach / 3);
      const far = label ? 0 : lineDistance(arrow.points, x, y);
      if (far < least) [nearest, least] = [arrow, far];
    }
    return nearest;
  }

  placeAt(x, y) {
    return this.places.get(`${this.laneAt(y).id}/${this.columnAt(x).id}`);
  }

  // What dropping here means: the place, the step it comes after, and the mark that shows it.
  dropAt(x, y, moved) {
    const place = this.placeAt(x, y);
    const rects = place.ids.filter(id => !moved.has(id)).map(id => ({id, rect: this.boxes.get(id).rect}));
    if (!rects.length) return {place, after: "", mark: null};
    const middle = ({rect}) => rect[0] + rect[2] / 2;
    const nearest = rects.reduce((best, each) =>
      Math.abs(middle(each) - x) < Math.abs(middle(best) - x) ? each : best,
    );
    const stack = rects.filter(each => Math.abs(middle(each) - middle(nearest)) < nearest.rect[2] / 2);
    const above = stack.filter(({rect}) => rect[1] + rect[3] / 2 < y);
    const first = rects.indexOf(stack[0]);
    const after = above.at(-1) ?? rects[first - 1];
    const [left, , width] = nearest.rect;
    const line = above.length ? bottom(above.at(-1).rect) + 4 : stack[0].rect[1] - 4;
    return {place, after: after?.id ?? "", mark: [left, line, width]};
  }

  inside([left, top, width, height]) {
    const hit = ({rect: [x, y, w, h]}) => x < left + width && x + w > left && y < top + height && y + h > top;
    return this.picture.boxes.filter(hit).map(box => box.id);
  }

  // The way with the arrow keys: the nearest step, empty place or lane head in that direction.
  next(at, [dx, dy], kinds) {
    const from = this.rect(at);
    if (!from) return this.first();
    const [x, y] = centre(from);
    let [best, least] = [null, Infinity];
    for (const each of this.stops()) {
      if (kinds && !kinds.includes(each.kind)) continue;
      const [toX, toY] = centre(this.rect(each));
      const along = (toX - x) * dx + (toY - y) * dy;
      const aside = Math.abs((toX - x) * dy) + Math.abs((toY - y) * dx);
      if (along <= 1 || aside > 2 * along + 40 || sameStop(each, at)) continue;
      const cost = along + 2.5 * aside;
      if (cost < least) [best, least] = [each, cost];
    }
    return best;
  }

  stops() {
    this._stops ??= [
      ...this.picture.lanes.map(({id}) => ({kind: "lane", id})),
      ...this.picture.places.flatMap(({lane, column, ids}) =>
        ids.length ? ids.map(id => ({kind: "step", id})) : [{kind: "place", lane, column}],
      ),
    ];
    return this._stops;
  }

  first() {
    const {places, lanes} = this.picture;
    const filled = places.find(({ids}) => ids.length);
    if (filled) return {kind: "step", id: filled.ids[0]};
    return places.length
      ? {kind: "place", lane: places[0].lane, column: places[0].column}
      : {kind: "lane", id: lanes[0].id};
  }

  nearest(x, y) {
    const far = stop => Math.hypot(...centre(this.rect(stop)).map((each, axis) => each - [x, y][axis]));
    return this.stops().reduce((best, each) => (far(each) < far(best) ? each : best), this.first());
  }

  // The arrows of a step: those that leave it, then those that reach it.
  arrowsOf(id) {
    const {arrows} = this.picture;
    return [
      ...arrows.filter(({source}) => source === id),
      ...arrows.filter(({target, source}) => target === id && source !== id),
    ];
  }

  // A step by its number or whole name, as somebody calls it out: "12", "gc12".
  called(text) {
    const wanted = text.trim().toLowerCase();
    const number = id => id.match(/(\d+)\D*$/)?.[1].replace(/^0+/, "");
    const ids = [...this.boxes.keys()];
    return (
      ids.find(id => id.toLowerCase() === wanted) ?? ids.find(id => number(id) === wanted.replace(/^0+/, "")) ?? ""
    );
  }
}

const stopKey = at =>
  at ? [at.kind, at.id ?? at.lane ?? at.source, at.column ?? at.target ?? "", at.when ?? ""].join("/") : "";
const sameStop = (one, other) => stopKey(one) === stopKey(other);
const arrowKey = ({source, target, when}) => JSON.stringify([source, target, when]);
const centre = ([x, y, w, h]) => [x + w / 2, y + h / 2];
const bottom = ([, y, , h]) => y + h;

function within([left, top, width, height], x, y, spare = 0) {
  return x >= left - spare && x <= left + width + spare && y >= top - spare && y <= top + height + spare;
}

function around(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

function lineDistance(points, x, y) {
  let least = Infinity;
  for (let place = 1; place < points.length; place++) {
    const [[ax, ay], [bx, by]] = [points[place - 1], points[place]];
    const [dx, dy] = [bx - ax, by - ay];
    const along = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return least;
}

function halfway(points) {
  const lengths = points.slice(1).map(([x, y], place) => Math.hypot(x - points[place][0], y - points[place][1]));
  let rest = lengths.reduce((sum, each) => sum + each, 0) / 2;
  for (const [place, length] of lengths.entries()) {
    if (rest <= length && length) {
      const [[ax, ay], [bx, by]] = [points[place], points[place + 1]];
      return [ax + ((bx - ax) * rest) / length, ay + ((by - ay) * rest) / length];
    }
    rest -= length;
  }
  return points[0];
}

const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
