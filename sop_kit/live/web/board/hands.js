// Mouse, pen and fingers on the board: which drag begins where, one move a frame, and what a plain touch means.

const FAR_ENOUGH = 4; // pixels before a press becomes a drag
const LONG_PRESS_MS = 350;
const TWICE_MS = 500; // between the presses of a double click or touch
const TWICE_NEAR = 24; // pixels between two touches that are one double touch
const EDGE = 36; // pixels from the frame's edge where it scrolls by itself

class Hands {
  constructor(board, frame, over) {
    Object.assign(this, {board, frame, over, drag: null, press: null, fingers: null});
    const on = (target, name, act, options) => target.addEventListener(name, act.bind(this), options);
    on(frame, "pointerdown", this._down);
    on(frame, "pointermove", this._moved);
    on(frame, "pointerup", this._up);
    on(frame, "pointercancel", this.stop);
    on(frame, "pointerleave", () => !this.press && this.board.plan && this.board.marks.hold(""));
    on(frame, "dblclick", this._twice);
    on(frame, "contextmenu", this._menu);
    on(frame, "touchstart", this._touched, {passive: false});
    on(frame, "touchmove", this._dragged, {passive: false});
    on(frame, "touchend", this._left);
    on(frame, "touchcancel", this.stop);
    this._frame = this._frame.bind(this);
    this._key = this._key.bind(this);
  }

  // Mouse and pen. Fingers come as touches below: they scroll the board unless they carry something.
  _down(event) {
    if (event.pointerType === "touch" || !this.board.sheetHas(event.target)) return;
    if (event.button === 2) return;
    this.board.leaveEntry();
    event.preventDefault();
    this.frame.setPointerCapture(event.pointerId);
    this._press(event, event.button === 1 || this.board.spaceHeld);
  }

  _press(event, pans = false) {
    this.board.sight.hold();
    const [x, y] = this.board.sight.point(event);
    this.press = {event, x, y, pans};
  }

  _begin({event, x, y, pans}) {
    const {board} = this;
    if (pans) return new PanDrag(board, event);
    const source = board.marks.handleAt(x, y);
    if (source) return new ArrowDrag(board, source);
    const box = board.plan.boxAt(x, y);
    if (box && !board.selecting) {
      if (!board.chosen.has(box.id)) board.choose([box.id]);
      board.attend({kind: "step", id: box.id});
      return new StepDrag(board, box.id, x, y);
    }
    const edge = board.plan.edgeAt(x, y, 8 / board.sight.zoom);
    if (edge) return new HeightDrag(board, edge);
    const head = board.plan.headAt(x, y);
    if (head?.id) return new LaneDrag(board, head, y);
    return new BandDrag(board, x, y, event.shiftKey || event.ctrlKey || event.metaKey || board.selecting);
  }

  _moved(event) {
    if (event.pointerType === "touch") return;
    if (!this.press) {
      this._hover(event);
      return;
    }
    this._follow(event);
  }

  _follow(event) {
    const {press} = this;
    if (!this.drag) {
      if (Math.hypot(event.clientX - press.event.clientX, event.clientY - press.event.clientY) < FAR_ENOUGH) return;
      this.drag = this._begin(press);
      window.addEventListener("keydown", this._key, true); // wherever the focus is
      this.frame.classList.add("sop-dragging");
    }
    this.last = event;
    this.due ??= requestAnimationFrame(this._frame);
  }

  // However many moves the mouse reports, the board follows once a frame.
  _frame() {
    this.due = null;
    if (!this.drag) return;
    const rolled = this.drag instanceof PanDrag ? false : this._roll(this.last);
    if (rolled) this.board.sight.hold();
    this.drag.move(...this.board.sight.point(this.last), this.last);
    if (rolled && this.drag) this.due ??= requestAnimationFrame(this._frame);
  }

  // Only towards the edge: a drag that begins beside it must not run away.
  _roll(event) {
    const box = (this.edges ??= this.frame.getBoundingClientRect());
    const {event: start} = this.press;
    const push = (at, from, to, began) => {
      const beyond = at < from + EDGE ? at - from - EDGE : at > to - EDGE ? at - to + EDGE : 0;
      return Math.sign(beyond) * (at - began) > 2 * FAR_ENOUGH ? beyond / 2 : 0;
    };
    const dx = push(event.clientX, box.left, box.right, start.clientX);
    const dy = push(event.clientY, box.top, box.bottom, start.clientY);
    if (!dx && !dy) return false;
    const {scrollLeft, scrollTop} = this.frame;
    this.frame.scrollBy(dx, dy);
    return scrollLeft !== this.frame.scrollLeft || scrollTop !== this.frame.scrollTop;
  }

  _up(event) {
    if (event.pointerType === "touch" || !this.press) return;
    this._release(event);
  }

  _release(event) {
    const {drag, press} = this;
    if (drag) {
      drag.move(...this.board.sight.point(event), event);
    }
    const still = this.drag; // a last move can find that what was carried is gone
    this._end();
    if (still) {
      still.drop();
      if (still instanceof StepDrag) this.board.focus();
    } else if (!drag && !press.pans) this._plain(press);
  }

  stop() {
    this._end();
  }

  _key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.stop();
    this.board.say(this.board.words.stopped);
  }

  _end() {
    if (this.due) cancelAnimationFrame(this.due);
    Object.assign(this, {drag: null, press: null, fingers: null, due: null, edges: null});
    clearTimeout(this.long);
    clearTimeout(this.later);
    window.removeEventListener("keydown", this._key, true);
    this.frame.classList.remove("sop-dragging");
    this.board.sight.release();
    this.board.marks.clear();
  }

  // A press that went nowhere.
  _plain({event, x, y}) {
    const {board} = this;
    const {plan} = board;
    const more = event.shiftKey || event.ctrlKey || event.metaKey || board.selecting;
    const source = board.marks.handleAt(x, y);
    if (source) return board.startArrow(source);
    const box = plan.boxAt(x, y);
    if (box) {
      if (board.linking) return board.endArrow(box.id);
      board.go({kind: "step", id: box.id}, {seen: true});
      this.later = setTimeout(() => this._reveal(box.id), TWICE_MS);
      return more ? board.toggle(box.id) : board.choose([box.id]);
    }
    const head = plan.headAt(x, y);
    if (head) {
      board.choose([]);
      return board.go({kind: "lane", id: head.id}, {seen: true});
    }
    const arrow = plan.arrowAt(x, y, 12 / board.sight.zoom);
    if (arrow) return board.goArrow(arrow);
    if (!more) board.choose([]);
    return board.goPlace(plan.placeAt(x, y));
  }

  // A step at the edge comes into sight with its handle once it is no double click any more.
  _reveal(id) {
    const {at, plan, sight} = this.board;
    if (!this.press && at?.kind === "step" && at.id === id) sight.reveal(plan.rect(at));
  }

  _hover(event) {
    if (!this.board.plan) return;
    this.hovered = event;
    this.looking ??= requestAnimationFrame(() => {
      this.looking = null;
      if (this.press) return;
      const {board} = this;
      const [x, y] = board.sight.point(this.hovered);
      if (!board.marks.handleAt(x, y)) {
        const held = board.plan.boxAt(x, y)?.id ?? "";
        if (held !== board.marks.held) board.marks.hold(held);
      }
      const edge = board.plan.edgeAt(x, y, 8 / board.sight.zoom);
      this.frame.dataset.over = edge ? "edge" : board.plan.headAt(x, y) ? "head" : board.plan.boxAt(x, y) ? "step" : "";
    });
  }

  _twice(event) {
    const {board} = this;
    if (event.target?.closest("input")) return;
    const [x, y] = board.sight.point(event);
    const box = board.plan.boxAt(x, y);
    const head = board.plan.headAt(x, y);
    if (box) board.card.open("card", {step: box.id}, true);
    else if (head) board.forms.nameLane(head.id);
    else board.jot.open(board.plan.placeAt(x, y));
  }

  _menu(event) {
    if (event.target.closest("input")) return;
    event.preventDefault();
    event.stopPropagation(); // else the notebook lays its own menu for the cell over it
    const [x, y] = this.board.sight.point(event);
    this._plain({event: {}, x, y});
    this.board.actions.focus();
  }

  // Fingers: two of them zoom, one scrolls the board, one that rests on a step (or touches a selected one) carries it.
  _touched(event) {
    if (!this.board.sheetHas(event.target)) return;
    if (event.touches.length === 2) {
      this.stop();
      event.preventDefault();
      this.fingers = pinched(event);
      return;
    }
    if (event.touches.length > 1) return;
    const [touch] = event.touches;
    this.board.leaveEntry();
    this._press(touch);
    const {x, y} = this.press;
    const {board} = this;
    const box = board.plan.boxAt(x, y);
    const carries = board.marks.handleAt(x, y) || (box && board.chosen.has(box.id)) || board.selecting;
    if (carries) this.press.carries = true;
    else if (box || board.plan.headAt(x, y)) this.long = setTimeout(() => this._lift(), LONG_PRESS_MS);
  }

  _lift() {
    if (!this.press) return;
    this.press.carries = true;
    navigator.vibrate?.(15);
    const box = this.board.plan.boxAt(this.press.x, this.press.y);
    if (box) this.board.choose([box.id]);
  }

  _dragged(event) {
    if (this.fingers && event.touches.length === 2) {
      event.preventDefault();
      const now = pinched(event);
      this.board.sight.by(now.apart / this.fingers.apart, [now.x, now.y]);
      this.frame.scrollBy(this.fingers.x - now.x, this.fingers.y - now.y);
      this.fingers = now;
      return;
    }
    if (!this.press) return;
    if (this.press.carries) {
      event.preventDefault();
      this._follow(event.touches[0]);
      return;
    }
    const [{clientX, clientY}] = event.touches;
    if (Math.hypot(clientX - this.press.event.clientX, clientY - this.press.event.clientY) > 2 * FAR_ENOUGH)
      this.stop(); // it scrolls
  }

  _left(event) {
    if (this.fingers || !this.press) {
      this.fingers = null;
      return;
    }
    event.preventDefault(); // the mouse that browsers make up after a touch
    const [touch] = event.changedTouches;
    const now = {at: Date.now(), x: touch.clientX, y: touch.clientY};
    // Quick touches on one step after the other are no double touch.
    const {at, x, y} = this.tapped ?? {at: 0};
    const twice = now.at - at < TWICE_MS && Math.hypot(now.x - x, now.y - y) < TWICE_NEAR;
    this.tapped = this.drag ? null : now;
    this._release(touch);
    if (twice) this._twice(touch);
  }
}

function pinched({touches: [one, other]}) {
  const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  return {apart: Math.max(1, apart), x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2};
}
