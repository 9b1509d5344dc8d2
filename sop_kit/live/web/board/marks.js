// What lies over the picture: who is selected, found, on the way; the handles of a step; the ghost under a finger.
// While something is dragged only elements that are there already get another transform.

const SETTLED_MS = 1500;
const HANDLE = 13; // half of a target of at least 24 pixels on the screen

class Marks {
  constructor(board, layers) {
    this.board = board;
    this.layers = layers;
    this.held = null; // the step that shows its handles
    this.pending = new Map(); // act → {rects, text}
    this.target = makeSvg("rect", {rx: 3, visibility: "hidden"});
    this.line = makeSvg("path", {visibility: "hidden"});
    layers.target.append(this.target, this.line);
    this.ghost = makeSvg("g");
    this.string = makeSvg("path", {class: "sop-string", visibility: "hidden"});
    this.band = makeSvg("rect", {class: "sop-band", visibility: "hidden"});
    layers.ghost.append(this.ghost, this.string, this.band);
    this.handle = makeSvg(
      "g",
      {class: "sop-handle", visibility: "hidden"},
      `<circle r="${HANDLE}"/><path d="M-5 0H5M1 -4.5L5.5 0L1 4.5"/>`,
    );
    this.edge = makeSvg("path", {class: "sop-edge", visibility: "hidden"});
    layers.handles.append(this.handle, this.edge);
  }

  get zoom() {
    return this.board.sight.zoom || 1;
  }

  // Marks that stay: everything selected, every hit of the search, the arrow chosen, what is still under way.
  draw() {
    const {plan, chosen, found, at} = this.board;
    const tick = ([x, y]) =>
      `<g transform="translate(${x - 3} ${y - 3})"><rect x="-6" y="-6" width="12" height="12" rx="3"/><path d="M-3 0L-1 2.5L3.5 -2.5"/></g>`;
    const frame = ([x, y, w, h], spare) =>
      `<rect class="sop-frame" x="${x - spare}" y="${y - spare}" width="${w + 2 * spare}" height="${h + 2 * spare}" rx="6"/>`;
    const rects = [...chosen].map(id => plan.boxes.get(id)?.rect).filter(Boolean);
    const arrow = at?.kind === "arrow" ? plan.arrows.get(arrowKey(at)) : null;
    const line = arrow ? `<path class="sop-chosen-arrow" d="${drawn(arrow.points)}"/>` : "";
    inside(this.layers.chosen, line + rects.map(rect => frame(rect, 3) + tick(rect)).join(""));
    inside(this.layers.found, found.map(id => frame(plan.boxes.get(id).rect, 5)).join(""));
    this._waiting();
    this.hold(this.held);
  }

  // The arrow that a button of the strip is about, while that has the focus.
  hint(arrow) {
    const found = arrow && this.board.plan.arrows.get(arrowKey(arrow));
    inside(this.layers.hinted, found ? `<path d="${drawn(found.points)}"/>` : "");
  }

  // A step shows its handle when it is hovered, focused or the only one selected.
  hold(id) {
    const {plan, chosen, at} = this.board;
    const only = chosen.size === 1 ? [...chosen][0] : at?.kind === "step" ? at.id : "";
    this.held = id || "";
    this.shown = plan.boxes.has(id) ? id : plan.boxes.has(only) ? only : "";
    const {detailed, paper} = this.board;
    paper.tell(each => detailed || each === this.shown || chosen.has(each) || (at?.kind === "step" && each === at.id));
    const rect = plan.boxes.get(this.shown)?.rect;
    setAttribute(this.handle, "visibility", rect && !this.board.presenting ? "visible" : "hidden");
    if (!rect) return;
    const [x, y] = this._handleOf(rect);
    setAttribute(this.handle, "transform", `translate(${x} ${y}) scale(${1 / this.zoom})`);
  }

  _handleOf([x, y, w, h]) {
    return [x + w + (HANDLE - 2) / this.zoom, y + h / 2];
  }

  handleAt(x, y) {
    const rect = this.shown && this.board.plan.boxes.get(this.shown)?.rect;
    if (!rect) return "";
    const [toX, toY] = this._handleOf(rect);
    return Math.hypot(x - toX, y - toY) <= HANDLE / this.zoom ? this.shown : "";
  }

  // What is on its way to the disk stands here, dashed, until the picture holds it.
  wait(act, rects, text = "") {
    this.pending.set(act, {rects, text, done: false});
    this._waiting();
  }

  arrived(act) {
    const waiting = this.pending.get(act);
    if (!waiting) return;
    waiting.done = true;
    // What changed nothing brings no new picture.
    setTimeout(() => this.forget(act), SETTLED_MS);
  }

  forget(act) {
    if (this.pending.delete(act)) this._waiting();
  }

  // A new picture holds whatever was answered before it came.
  settle() {
    for (const [act, {done}] of this.pending) if (done) this.pending.delete(act);
  }

  _waiting() {
    const shown = [...this.pending.values()].map(({rects, text}) => {
      const [x, y, w, h] = rects[0] ?? [0, 0, 0, 0];
      const cut = text && text.length * 11 > w - 10 ? `${text.slice(0, Math.max(2, Math.floor((w - 16) / 8)))}…` : text;
      const frames = rects.map(
        ([left, top, wide, tall]) => `<rect x="${left}" y="${top}" width="${wide}" height="${tall}" rx="4"/>`,
      );
      return `${frames.join("")}${text ? `<text x="${x + 6}" y="${y + h / 2 + 4}">${escaped(cut)}</text>` : ""}`;
    });
    inside(this.layers.waiting, shown.join(""));
  }

  // Where a dragged step would go.
  aim(place, mark) {
    const shown = place?.rect ?? null;
    setAttribute(this.target, "visibility", shown ? "visible" : "hidden");
    if (shown && this._aimed !== place) setRect(this.target, shown, -2);
    this._aimed = place;
    setAttribute(this.line, "visibility", mark ? "visible" : "hidden");
    if (mark) setAttribute(this.line, "d", `M${mark[0] - 4} ${mark[1]}h${mark[2] + 8}`);
  }

  lift(svg) {
    inside(this.ghost, svg);
    this.carry(0, 0);
  }

  carry(dx, dy) {
    this.ghost.setAttribute("transform", `translate(${dx} ${dy})`);
  }

  stretch(from, to) {
    setAttribute(this.string, "visibility", from ? "visible" : "hidden");
    if (from) setAttribute(this.string, "d", `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`);
  }

  enclose(rect) {
    setAttribute(this.band, "visibility", rect ? "visible" : "hidden");
    if (rect) setRect(this.band, rect);
  }

  edgeAt(y) {
    const [, , width] = this.board.plan.picture.whole;
    setAttribute(this.edge, "visibility", y === null ? "hidden" : "visible");
    if (y !== null) setAttribute(this.edge, "d", `M0 ${y}H${width}`);
  }

  clear() {
    this.aim(null, null);
    this.lift("");
    this.stretch(null);
    this.enclose(null);
    this.edgeAt(null);
  }
}

const drawn = points => `M${points.map(point => point.join(" ")).join("L")}`;
