// How much of the board is seen, and how large: the picture is as large as the zoom says, and its frame scrolls.

const LEAST_ZOOM = 0.2;
const MOST_ZOOM = 6;
const ZOOM_STEP = 1.2;
const READABLE = 1; // of the document's size: below it the letters of a step are guessed, not read
const FROM_THE_BACK = 1.5; // on the wall, the same for the last row of chairs

class Sight {
  constructor(board, frame, paper) {
    Object.assign(this, {board, frame, paper, zoom: 0, mode: "width"});
    this.label = null;
    this._resized = new ResizeObserver(() => this._refit());
    this._resized.observe(frame);
    this.frame.addEventListener("wheel", event => this._wheel(event), {passive: false});
    this.frame.addEventListener("scroll", () => board.heads.follow(), {passive: true});
  }

  destroy() {
    this._resized.disconnect();
  }

  get whole() {
    return this.board.plan.picture.whole;
  }

  // What is typed above the board and the board itself are seen at once where the notebook has the room for both.
  get tallest() {
    const {frame, board} = this;
    const above = frame.getBoundingClientRect().top - board.desk.element.getBoundingClientRect().top;
    const room = frame.closest(".jp-WindowedPanel-outer")?.clientHeight || window.innerHeight;
    return Math.max(360, Math.min(window.innerHeight * 0.72, room - above - 12));
  }

  // From the page's pixels to the picture's.
  point(event) {
    const box = this.box ?? this.paper.sheet.getBoundingClientRect();
    return [(event.clientX - box.left) / this.zoom, (event.clientY - box.top) / this.zoom];
  }

  // The sheet's place is measured once a gesture, and again when something scrolled under it.
  hold() {
    this.box = this.paper.sheet.getBoundingClientRect();
  }

  release() {
    this.box = null;
  }

  fit(mode) {
    this.mode = mode;
    const [, , width, height] = this.whole;
    const wide = (this.frame.clientWidth - 2) / width;
    const tall = ((this.board.presenting ? this.frame.clientHeight : this.tallest) - 4) / height;
    if (mode === "whole") this._set(Math.min(wide, tall));
    else if (mode === "width") this._set(wide);
    else if (mode === "start") this._set(Math.min(1.6, Math.max(READABLE, wide)));
    else if (mode === "wall") this._set(Math.max(Math.min(wide, tall), FROM_THE_BACK));
  }

  _refit() {
    if (this.mode && this.frame.clientWidth && Math.abs(this.frame.clientWidth - (this._width ?? 0)) > 1) {
      this._width = this.frame.clientWidth;
      this.fit(this.mode);
    }
  }

  by(factor, at = null) {
    this.mode = "";
    this._set(this.zoom * factor, at);
  }

  // The point under the pointer stays there; without one, the middle of what is seen.
  _set(zoom, at = null) {
    const {frame, paper} = this;
    const to = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
    const box = frame.getBoundingClientRect();
    const [x, y] = at ?? [box.left + frame.clientWidth / 2, box.top + frame.clientHeight / 2];
    const before = paper.sheet.getBoundingClientRect();
    const [atX, atY] = [(x - before.left) / (this.zoom || to), (y - before.top) / (this.zoom || to)];
    this.zoom = to;
    this.resize();
    const after = paper.sheet.getBoundingClientRect();
    frame.scrollLeft += after.left + atX * to - x;
    frame.scrollTop += after.top + atY * to - y;
    this.board.zoomed(to);
  }

  resize() {
    const [, , width, height] = this.whole;
    const {frame, board} = this;
    this.paper.size(width * this.zoom, height * this.zoom);
    frame.style.height = board.presenting ? "" : `${Math.min(height * this.zoom + 4, this.tallest)}px`;
    board.element.style.setProperty("--tall", `${this.tallest}px`);
    this.board.heads.follow();
  }

  _wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.by(Math.exp(-Math.max(-60, Math.min(60, event.deltaY * lines)) / 200), [event.clientX, event.clientY]);
  }

  // Scrolls no further than it must to show a rectangle, with room for its handles.
  reveal(rect, middle = false) {
    if (!rect) return;
    const {frame, zoom} = this;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const to = {};
    for (const [axis, name, size] of [
      [0, "left", "Width"],
      [1, "top", "Height"],
    ]) {
      const [start, end] = [rect[axis] * zoom - (axis ? 48 : 120), (rect[axis] + rect[axis + 2]) * zoom + 48];
      const [seen, room] = [frame[axis ? "scrollTop" : "scrollLeft"], frame[`client${size}`]];
      if (middle) to[name] = (start + end - room) / 2;
      else if (start < seen || end - start > room) to[name] = start;
      else if (end > seen + room) to[name] = end - room;
    }
    if (Object.keys(to).length) frame.scrollTo({...to, behavior: calm || !middle ? "instant" : "smooth"});
  }
}

const PINNED_WIDTH = 112;
const PINNED_HEIGHT = 30;
const HEADS = 26; // how tall the heads of the stages are in the picture
const ACROSS = ["left", "width", "marginLeft"];
const DOWN = ["top", "height", "marginTop"];

// Names of stages and lanes stay at the edge while the picture is scrolled below them.
class Heads {
  constructor(board, frame) {
    this.board = board;
    this.frame = frame;
    this.stages = make("div", {class: "sop-heads sop-heads-stages"});
    this.lanes = make("div", {class: "sop-heads sop-heads-lanes"});
    this.corner = make("div", {class: "sop-heads-corner"});
    this.element = make("div", {class: "sop-pinned", "aria-hidden": "true"}, this.stages, this.lanes, this.corner);
  }

  draw() {
    const {columns, lanes} = this.board.plan.picture;
    this._fill(
      this.stages,
      columns.map(({name, number}) => `${number} ${name}`),
    );
    this._fill(
      this.lanes,
      lanes.map(({name}) => name),
    );
    this.follow();
  }

  _fill(strip, names) {
    const shown = JSON.stringify(names);
    if (strip.sopShown === shown) return;
    strip.sopShown = shown;
    strip.replaceChildren(...names.map(name => make("div", {}, make("span", {}, name))));
  }

  follow() {
    const {plan, sight} = this.board;
    if (!plan || !sight?.zoom) return;
    const {columns, lanes} = plan.picture;
    const scrollTop = this.frame.scrollTop;
    // A picture narrower than its frame stands in the middle of it.
    const scrollLeft = this.frame.scrollLeft + this.element.offsetLeft - sight.paper.sheet.offsetLeft;
    const {zoom} = sight;
    const above = scrollTop > (lanes[0].y - HEADS) * zoom;
    const beside = scrollLeft > (lanes[0].head[0] + lanes[0].head[2]) * zoom - 24;
    this.stages.hidden = !above;
    this.lanes.hidden = !beside;
    this.corner.hidden = !above || !beside;
    const [right, down] = [beside ? PINNED_WIDTH : 0, above ? PINNED_HEIGHT : 0];
    this.stages.style.left = `${right}px`;
    this.lanes.style.top = `${down}px`;
    if (above)
      columns.forEach(({x, width}, place) =>
        this._put(this.stages.children[place], ACROSS, x * zoom - scrollLeft - right, width * zoom),
      );
    if (beside)
      lanes.forEach(({y, height}, place) =>
        this._put(this.lanes.children[place], DOWN, y * zoom - scrollTop - down, height * zoom),
      );
  }

  // A name stays seen as long as its lane or stage is.
  _put(element, [side, size, margin], at, length) {
    element.style[side] = `${at}px`;
    element.style[size] = `${length}px`;
    element.firstChild.style[margin] = `${Math.max(0, Math.min(-at, length - PINNED_HEIGHT))}px`;
  }
}
