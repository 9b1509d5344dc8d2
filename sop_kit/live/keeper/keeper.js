// Keeps what is typed into the form around it in the browser's own storage until Python says that it is saved.
// What an earlier page or kernel left behind is offered again. It holds no sentence: words come with `view`.

const STALE_MS = 6000; // younger entries of another tab are still under way
const ASK_MS = 2000;
const FIELDS = "input, textarea, select";
const ANSWER = ".widget-toggle-buttons button";
const alive = (window.sopKeepers ??= new Set());

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
const said = field => (field.type === "checkbox" ? field.checked : field.value);
const chosen = group => group?.querySelector("button.mod-active")?.textContent.trim() ?? "";

function storage() {
  try {
    localStorage.setItem("sop-kit-probe", "1");
    localStorage.removeItem("sop-kit-probe");
    return localStorage;
  } catch {
    return null; // a private window: what is typed is safe once it is saved, not before
  }
}

// The form writes table, row and column into classes, for widgets have no other attributes.
function mark(field, name) {
  const box = field.closest(`[class*="sop-${name}:"]`);
  return box && [...box.classList].find(each => each.startsWith(`sop-${name}:`)).slice(name.length + 5);
}

function placeOf(field) {
  const column = mark(field, "column");
  return column && {table: mark(field, "table"), row: mark(field, "row") || "", column};
}

class Keeper {
  constructor(model, element) {
    Object.assign(this, {model, element, id: newId(), store: storage(), before: new WeakMap(), isBack: false});
    alive.add(this.id);
    element.classList.add("sop-keeper");
    this._onInput = event => this.typed(event.target);
    this._onFocus = event => this.looked(event.target);
    this._onClick = event => this.pressed(event.target);
    const heard = {saved: this.saved, taken: this.taken, returned: this.returned};
    this._onMessage = message => heard[message.kind]?.call(this, message);
    this._onGone = () => this.offer();
    model.on("msg:custom", this._onMessage);
    window.addEventListener("sop-keeper-gone", this._onGone);
    // The element is put into its form only after this: the form is looked for in the next moment.
    this.timers = [setTimeout(() => this.start()), setTimeout(() => this.offer(), STALE_MS + 1000)];
  }

  get view() { return this.model.get("view"); }
  get prefix() { return `sop-kit-form:${this.view.place}:`; }
  // Two tabs may hold words for one field: each keeps its own.
  key(place) { return `${this.prefix}${JSON.stringify([place.table, place.row, place.draft || place.column, place.form || this.id])}`; }

  start() {
    this.form = this.element.closest(".sop-form");
    if (!this.form) return;
    this.form.addEventListener("input", this._onInput, true);
    this.form.addEventListener("focusin", this._onFocus, true);
    this.form.addEventListener("click", this._onClick, true);
    this.offer();
  }

  destroy() {
    alive.delete(this.id);
    [...this.timers, this.asking].forEach(clearTimeout);
    this.model.off("msg:custom", this._onMessage);
    window.removeEventListener("sop-keeper-gone", this._onGone);
    this.form?.removeEventListener("input", this._onInput, true);
    this.form?.removeEventListener("focusin", this._onFocus, true);
    this.form?.removeEventListener("click", this._onClick, true);
    // The form that took this one's place was drawn before this one went.
    window.dispatchEvent(new Event("sop-keeper-gone"));
  }

  looked(field) {
    if (field.matches?.(FIELDS)) this.before.set(field, said(field));
  }

  typed(field) {
    if (!field.matches?.(FIELDS)) return;
    const draft = mark(field, "draft");
    if (draft) this.drafted(draft, said(field));
    else this.told(field, said(field), this.before.get(field) ?? "");
  }

  // A scale of buttons has no text of its own: what counts is the name of the button.
  pressed(target) {
    const answer = target.closest?.(ANSWER);
    if (answer && !answer.disabled) this.told(answer, answer.textContent.trim(), chosen(answer.parentElement));
  }

  told(field, text, before) {
    const place = placeOf(field);
    if (!place || place.table !== this.view.table) return;
    const entry = this.read(this.key(place)) || {id: newId(), before};
    if (text === entry.before) return this.forget(place);
    const label = field.closest(".jupyter-widgets")?.querySelector(".widget-label")?.textContent || "";
    const {name, about} = this.view.rows[place.row] || {};
    this.write({...place, ...entry, label, name, about, text, form: this.id, page: PAGE, at: Date.now()});
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.ask(), ASK_MS);
  }

  drafted(draft, text) {
    const place = {table: this.view.table, row: "", column: "", draft};
    if (text === "") this.forget(place);
    else this.write({...place, text, form: this.id, page: PAGE, at: Date.now()});
  }

  // Where the record says the same already nothing is saved, and so nothing would be told.
  ask() {
    for (const entry of this.entries()) if (entry.form === this.id && !entry.draft) this.model.send({kind: "there", ...entry});
  }

  saved({place, text}) {
    const entry = this.read(this.key(place));
    if (entry && entry.text === text) this.forget(place);
    for (const field of this.form?.querySelectorAll(FIELDS) || []) if (said(field) === text) this.looked(field);
    this.offer();
  }

  taken({names, left}) {
    for (const entry of this.entries()) if (entry.form === this.id && names.includes(entry.draft)) this.drafted(entry.draft, left);
    this.isBack = false;
    this.offer();
  }

  // Drafts that are in their fields again: from now on they are this form's.
  returned({names}) {
    for (const entry of this.left().filter(each => names.includes(each.draft))) {
      this.forget(entry);
      this.drafted(entry.draft, entry.text);
      this.isBack = true;
    }
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
    const left = this.left();
    const lines = left.filter(entry => !entry.draft).map(entry => {
      const place = [entry.name || entry.row, entry.label].filter(Boolean).join(" · ");
      const line = make("p", "", "sop-kept");
      const back = make("button", words.put_back, "jupyter-button"), drop = make("button", words.discard, "jupyter-button");
      back.onclick = () => this.model.send({kind: "back", ...entry});
      drop.onclick = () => (this.forget(entry), this.offer());
      const kept = words.kept.split("{place}").join(place).split("{text}").join(entry.text);
      line.append(make("strong", words.not_saved), " ", make("span", kept), " ", back, " ", drop);
      return line;
    });
    const drafts = left.filter(entry => entry.draft);
    if (drafts.length) this.model.send({kind: "drafts", texts: Object.fromEntries(drafts.map(each => [each.draft, each.text]))});
    if (this.isBack) lines.push(make("p", words.returned, "sop-returned"));
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
