// The board's two sheets: below, the document's own picture, put together from its parts and never touched by a hand;
// above, what can be hit, focused and heard, with marks, handles and ghosts.
//
// The upper sheet is a grid: a row a lane, its head the row's header, and a cell for every step and every empty place.
// Readers of the screen then pass the arrow keys on by themselves, say the lane when it changes and know what "selected"
// means; an "application" would silence their own keys, and a list would lose lanes and stages.

class Paper {
  constructor(host) {
    this.drawn = makeSvg("svg", {"aria-hidden": "true"});
    this.over = makeSvg("svg", {role: "grid", "aria-multiselectable": "true", class: "sop-grid"});
    this.below = make("div", {class: "sop-drawn", inert: true}, this.drawn);
    this.sheet = make("div", {class: "sop-stand"}, this.below, this.over);
    host.append(this.sheet);
    this.layers = {};
    for (const name of ["under", "more", "lines", "boxes", "badges", "labels", "legend"])
      this.layers[name] = this._layer(this.drawn);
    for (const name of ["hits", "found", "chosen", "hinted", "waiting", "target", "handles", "ghost"])
      this.layers[name] = this._layer(this.over, name);
    this.cells = new Map(); // stop → element
  }

  _layer(svg, name = "") {
    const layer = makeSvg("g", name && name !== "hits" ? {class: `sop-on-${name}`, "aria-hidden": "true"} : {});
    svg.append(layer);
    return layer;
  }

  // Only what is not the same text as before is read in anew.
  draw(plan, words) {
    const {picture} = plan;
    for (const svg of [this.drawn, this.over]) {
      setAttribute(svg, "viewBox", picture.whole.join(" "));
      setAttribute(svg, "font-family", picture.font);
    }
    inside(this.layers.under, picture.under);
    inside(this.layers.more, picture.more);
    inside(this.layers.lines, picture.lines);
    inside(
      this.layers.labels,
      `<g ${picture.looks.labels}>${picture.arrows.map(({label}) => label?.svg ?? "").join("")}</g>`,
    );
    inside(this.layers.legend, `<g transform="translate(0 ${picture.legend.shift})">${picture.legend.svg}</g>`);
    setLook(this.layers.boxes, picture.looks.boxes);
    this._keyed(
      this.layers.boxes,
      picture.boxes.map(({id, svg}) => [id, svg]),
    );
    const others = [
      ...picture.boxes.map(({id, rect}) => [id, rect]),
      ...picture.arrows.filter(({label}) => label).map(({label}) => ["", label.rect]),
      ...picture.arrows.map(({points}) => ["", headOf(points.at(-1))]),
    ];
    this._keyed(
      this.layers.badges,
      picture.boxes.map(box => [box.id, badges(box, picture.steps[box.id], others)]),
    );
    this._cells(plan, words);
  }

  // The pills of these steps are seen; all of them at once would be louder than the picture.
  tell(told) {
    for (const [id, part] of this.layers.badges.sopParts ?? [])
      setAttribute(part, "visibility", told(id) ? "visible" : "hidden");
  }

  _keyed(layer, parts) {
    layer.sopParts ??= new Map();
    const left = new Map(layer.sopParts);
    for (const [id, svg] of parts) {
      left.delete(id);
      let part = layer.sopParts.get(id);
      if (!part) {
        part = makeSvg("g");
        layer.sopParts.set(id, part);
        layer.append(part);
      }
      inside(part, svg);
    }
    for (const [id, part] of left) {
      part.remove();
      layer.sopParts.delete(id);
    }
  }

  _cells(plan, words) {
    const {picture} = plan;
    const rows = picture.lanes.map(lane => [
      this._cell(plan, {kind: "lane", id: lane.id}, "rowheader", fill(words.lane, {role: lane.name})),
      ...this._inLane(plan, lane, words),
    ]);
    const there = new Set(plan.stops().map(stopKey));
    for (const key of this.cells.keys()) if (!there.has(key)) this.cells.delete(key);
    const order = JSON.stringify([
      picture.columns.map(({name}) => name),
      rows.map(row => row.map(({sopStop}) => sopStop)),
    ]);
    if (order === this.order) return;
    this.order = order;
    const held = document.activeElement?.sopStop;
    this.layers.hits.replaceChildren(
      row(
        picture.columns.map(({name, x}) =>
          makeSvg(
            "g",
            {role: "columnheader"},
            `<text x="${x}" y="40" font-size="1" fill-opacity="0">${escaped(name)}</text>`,
          ),
        ),
      ),
      ...rows.map(row),
    );
    // An element that is moved loses the focus: the same cell takes it again.
    if (held && this.cells.has(stopKey(held))) this.cells.get(stopKey(held)).focus({preventScroll: true});
  }

  _inLane(plan, lane, words) {
    return plan.picture.places
      .filter(place => place.lane === lane.id)
      .flatMap(({column, ids}) => {
        if (ids.length) return ids.map(id => this._cell(plan, {kind: "step", id}, "gridcell", plan.boxes.get(id).says));
        const says = fill(words.empty, {role: lane.name, stage: plan.columns.get(column).name});
        return [this._cell(plan, {kind: "place", lane: lane.id, column}, "gridcell", says)];
      });
  }

  _cell(plan, stop, role, says) {
    const key = stopKey(stop);
    let cell = this.cells.get(key);
    if (!cell) {
      cell = makeSvg("g", {role, tabindex: "-1", "data-stop": key});
      cell.append(makeSvg("rect", {fill: "transparent"}));
      if (stop.kind === "lane") cell.append(makeSvg("text", {"fill-opacity": 0, "font-size": 1}));
      cell.sopStop = stop;
      this.cells.set(key, cell);
    }
    setAttribute(cell, "aria-label", says);
    setRect(cell.firstChild, plan.rect(stop));
    if (stop.kind === "lane") this._named(cell.lastChild, plan.rect(stop), says);
    return cell;
  }

  // Words inside the head, unseen and small: a header without any is none to some readers of the screen.
  _named(text, [x, y], says) {
    setAttribute(text, "x", x + 1);
    setAttribute(text, "y", y + 2);
    if (text.textContent !== says) text.textContent = says;
  }

  // One stop of the whole grid can be reached with Tab; the arrow keys go on from there.
  roving(stop) {
    const wanted = this.cells.get(stopKey(stop));
    if (this.rover !== wanted) setAttribute(this.rover ?? this.over, "tabindex", this.rover ? "-1" : false);
    this.rover = wanted;
    if (wanted) setAttribute(wanted, "tabindex", "0");
    return wanted;
  }

  size(width, height) {
    Object.assign(this.sheet.style, {width: `${width}px`, height: `${height}px`});
  }
}

// Pills hang on an edge of their box, where they hide least: words and heads of arrows and the neighbours come first.
const PILL_HEIGHT = 12;
const headOf = ([x, y]) => [x - 6, y - 8, 12, 16];

function badges({rect: [left, top, width, height], id}, facts, others) {
  const kinds = facts?.badges ?? [];
  if (!kinds.length) return "";
  const wide = kinds.reduce((sum, {width: room}) => sum + room + 9, -2);
  const corners = [top + height - 2, top - PILL_HEIGHT + 2].flatMap(y =>
    [left + 4, left + width - wide - 2, left + width / 2 - wide - 4, left + width / 2 + 4].map(x => [
      x,
      y,
      wide,
      PILL_HEIGHT,
    ]),
  );
  const near = others.filter(([other, rect]) => other !== id && Math.abs(rect[1] - top) < 2 * height + rect[3]);
  const hidden = corner => near.reduce((sum, [, rect]) => sum + shared(corner, rect), 0);
  const costs = corners.map(hidden);
  let [from, y] = corners[costs.indexOf(Math.min(...costs))];
  return kinds
    .map(({kind, text, width: room}) => {
      const pill = `<rect x="${from}" y="${y}" width="${room + 7}" height="${PILL_HEIGHT}" rx="6"/>`;
      const words = `<text x="${from + (room + 7) / 2}" y="${y + 9.4}">${escaped(text)}</text>`;
      from += room + 9;
      return `<g class="sop-badge sop-badge-${kind}">${pill}${words}</g>`;
    })
    .join("");
}

function shared([x, y, w, h], [left, top, width, height]) {
  return (
    Math.max(0, Math.min(x + w, left + width) - Math.max(x, left)) *
    Math.max(0, Math.min(y + h, top + height) - Math.max(y, top))
  );
}

function row(cells) {
  const made = makeSvg("g", {role: "row"});
  made.append(...cells);
  return made;
}

function inside(element, svg) {
  if (element.sopSvg === svg) return;
  element.sopSvg = svg;
  element.innerHTML = svg;
}

function setLook(element, look) {
  if (element.sopLook === look) return;
  element.sopLook = look;
  for (const [, name, value] of look.matchAll(/([\w-]+)="([^"]*)"/g)) element.setAttribute(name, value);
}

function setRect(element, [x, y, width, height], spare = 0) {
  const sides = {x: x - spare, y: y - spare, width: width + 2 * spare, height: height + 2 * spare};
  for (const [name, value] of Object.entries(sides)) setAttribute(element, name, value);
}

const escaped = text => String(text).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
