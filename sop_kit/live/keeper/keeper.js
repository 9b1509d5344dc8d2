// Keeps what is typed into the form around it in the browser's own storage until Python says that it is saved.
// What an earlier page or kernel left behind is offered again. It holds no sentence: words come with `view`.

const STALE_MS = 6000; // younger entries of another tab are still under way
const ASK_MS = 2000;
const FIELDS = "input, textarea, select";
const alive = (window.sopKeepers ??= new Set());

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
const said = field => (field.type === "checkbox" ? field.checked : field.value);

function storage() {
  try {
    localStorage.setItem("sop-kit-probe", "1");
    localStorage.removeItem("sop-kit-probe");
    return localStorage;
  } catch {
    return null; // a private window: what is typed is safe once it is saved, not before
  }
}

// Where a field belongs; the form writes table, row and column into classes, for widgets have no other attributes.
function placeOf(field) {
  const mark = (name, box = field.closest(`[class*="sop-${name}:"]`)) =>
    box && [...box.classList].find(each => each.startsWith(`sop-${name}:`)).slice(name.length + 5);
  const column = mark("column");
  return column && {table: mark("table"), row: mark("row") || "", column};
}

class Keeper {
  constructor(model, element) {
    Object.assign(this, {model, element, id: newId(), store: storage(), before: new WeakMap()});
    alive.add(this.id);
    element.classList.add("sop-keeper");
    this._onInput = event => this.typed(event.target);
    this._onFocus = event => this.looked(event.target);
    this._onMessage = message => message.kind === "saved" && this.saved(message);
    model.on("msg:custom", this._onMessage);
    // The element is put into its form only after this: the form is looked for in the next moment.
    this.timers = [setTimeout(() => this.start()), setTimeout(() => this.offer(), STALE_MS + 1000)];
  }

  get view() { return this.model.get("view"); }
  get prefix() { return `sop-kit-form:${this.view.place}:`; }
  // Two tabs may hold words for one field: each keeps its own.
  key(place) { return `${this.prefix}${JSON.stringify([place.table, place.row, place.column, place.form || this.id])}`; }

  start() {
    this.form = this.element.closest(".sop-form");
    if (!this.form) return;
    this.form.addEventListener("input", this._onInput, true);
    this.form.addEventListener("focusin", this._onFocus, true);
    this.offer();
  }

  destroy() {
    alive.delete(this.id);
    [...this.timers, this.asking].forEach(clearTimeout);
    this.model.off("msg:custom", this._onMessage);
    this.form?.removeEventListener("input", this._onInput, true);
    this.form?.removeEventListener("focusin", this._onFocus, true);
  }

  looked(field) {
    if (field.matches?.(FIELDS)) this.before.set(field, said(field));
  }

  typed(field) {
    const place = field.matches?.(FIELDS) && placeOf(field);
    if (!place || place.table !== this.view.table) return;
    const entry = this.read(this.key(place)) || {id: newId(), before: this.before.get(field) ?? ""};
    if (said(field) === entry.before) return this.forget(place);
    const label = field.closest(".jupyter-widgets")?.querySelector(".widget-label")?.textContent || place.column;
    this.write({...place, ...entry, label, text: said(field), form: this.id, page: PAGE, at: Date.now()});
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.ask(), ASK_MS);
  }

  // Where the record says the same already nothing is saved, and so nothing would be told.
  ask() {
    for (const entry of this.entries()) if (entry.form === this.id) this.model.send({kind: "there", ...entry});
  }

  saved({place, text}) {
    const entry = this.read(this.key(place));
    if (entry && entry.text === text) this.forget(place);
    for (const field of this.form?.querySelectorAll(FIELDS) || []) if (said(field) === text) this.looked(field);
    this.offer();
  }

  read(key) {
    try {
      return JSON.parse(this.store?.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  write(entry) {
    try {
      this.store?.setItem(this.key(entry), JSON.stringify(entry));
    } catch {
      this.store = null;
    }
    if (!this.store) this.offer();
  }

  forget(place) { this.store?.removeItem(this.key(place)); }

  // What an earlier form left behind: its page is gone, or its kernel.
  left() {
    const gone = entry => entry.page === PAGE || Date.now() - entry.at > STALE_MS;
    return this.entries().filter(entry => !alive.has(entry.form) && gone(entry));
  }

  entries() {
    const keys = this.store ? Object.keys(this.store).filter(key => key.startsWith(this.prefix)) : [];
    return keys.map(key => this.read(key)).filter(entry => entry?.table === this.view.table);
  }

  offer() {
    const {words} = this.view;
    const make = (tag, text, look = "") => Object.assign(document.createElement(tag), {textContent: text, className: look});
    const lines = this.left().map(entry => {
      const place = [entry.row, entry.label].filter(Boolean).join(" · ");
      const line = make("p", "", "sop-kept");
      const back = make("button", words.put_back, "jupyter-button"), drop = make("button", words.discard, "jupyter-button");
      back.onclick = () => this.model.send({kind: "back", ...entry});
      drop.onclick = () => (this.forget(entry), this.offer());
      line.append(make("strong", words.not_saved), " ", make("span", `${place}: ${entry.text}`), " ", back, " ", drop);
      return line;
    });
    if (!this.store && !window.sopNotKept) lines.push(make("p", words.not_kept, "sop-not-kept"));
    window.sopNotKept ||= !this.store;
    this.element.replaceChildren(...lines);
  }
}

const PAGE = (window.sopKitPage ??= newId());

export default {
  render({model, el}) {
    const keeper = new Keeper(model, el);
    return () => keeper.destroy();
  },
};
