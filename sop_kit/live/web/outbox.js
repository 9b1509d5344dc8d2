// What was typed or moved here and is not acknowledged yet. Each entry lies in the browser's own storage under a key of
// its own, so that two tabs never write over each other; it leaves when Python says that it is on disk. Drafts lie
// beside it: what stands in a line for new things and was not put down yet.

const RESEND_MS = 4000;
const STALE_MS = 10_000; // a page that is there says so every few seconds; what is older was left by one that is gone

function newId() {
  // Not randomUUID: a room often reaches the server by a plain address, where browsers do not offer it.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");
}

class Outbox {
  constructor(place, desk) {
    this.prefix = `sop-kit:${place}:${desk}:`;
    this.mine = new Map(); // id → entry, made or sent again here
    this.unkept = new Set(); // ids that the storage did not take
    this.works = this._store(`${this.prefix}probe`, "1");
    this._take(`${this.prefix}probe`);
    OUTBOXES.add(this);
  }

  // A private window, or a full storage: what is typed is safe once it is saved, not before.
  get holds() {
    return this.works && !this.unkept.size;
  }

  destroy() {
    OUTBOXES.delete(this);
  }

  keep(entry) {
    this.mine.set(entry.id, entry);
    const [key, text] = [this.prefix + entry.id, JSON.stringify({...entry, kept: Date.now()})];
    if (this._store(key, text)) this.unkept.delete(entry.id);
    else this.unkept.add(entry.id);
    // What nobody may see is not written down where it could be found after it was taken away.
    if (!entry.covered) STOWED.stow(key, text);
  }

  // This page is still there: other tabs leave what is under way here alone.
  beat() {
    for (const entry of this.mine.values()) this.keep(entry);
  }

  forget(id) {
    this.mine.delete(id);
    this.unkept.delete(id);
    this._take(this.prefix + id);
    STOWED.stow(this.prefix + id, null);
  }

  // Which entry of this desk a key of the storage is; "" for any other key.
  idOf(key) {
    return key?.startsWith(this.prefix) ? key.slice(this.prefix.length) : "";
  }

  // Entries of an earlier page, or of a page that is gone; a desk that still stands on this page sees to its own.
  left() {
    const found = [];
    for (const key of this._keys()) {
      const entry = this._read(key);
      if (!entry || [...OUTBOXES].some(each => each.mine.has(entry.id))) continue;
      // However a clock was put right meanwhile, what is not from just now is old.
      if (entry.page === PAGE || Math.abs(Date.now() - entry.kept) > STALE_MS) found.push(entry);
    }
    return found.sort((a, b) => a.at - b.at);
  }

  // What stands in a field for new things, until it is taken: nobody types a line twice.
  draft(key, text) {
    const name = `${this.prefix.replace("sop-kit:", "sop-kit-draft:")}${key}`;
    if (text === undefined) return this._parsed(name)?.text || "";
    const kept = text && JSON.stringify({text, kept: Date.now()});
    if (text) this._store(name, kept);
    else this._take(name);
    STOWED.stow(name, kept);
    return text;
  }

  _keys() {
    try {
      return Object.keys(localStorage).filter(key => this.idOf(key));
    } catch {
      return [];
    }
  }

  _read(key) {
    const entry = this._parsed(key);
    return entry?.id === this.idOf(key) ? entry : null;
  }

  _parsed(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  _store(key, text) {
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  _take(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Where nothing is kept, nothing is left.
    }
  }
}

const PAGE = (window.sopKitPage ??= newId());
const OUTBOXES = (window.sopKitOutboxes ??= new Set());
