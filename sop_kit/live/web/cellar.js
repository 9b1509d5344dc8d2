// Browsers write the storage of a page down only every few seconds: whoever kills the browser, or cuts the power, takes
// these seconds away. What lies there is therefore put into the browser's database too, which is on disk at once; a page
// that opens takes back from it what is missing.

const CELLAR = "kept";
const LONGEST_LOOK_MS = 1500; // a database that does not answer must not keep the board from being seen

class Cellar {
  constructor() {
    this.base = null;
    this.ready = Promise.race([this._takeBack().catch(() => {}), new Promise(done => setTimeout(done, LONGEST_LOOK_MS))]);
  }

  // An empty text says that nothing stands there any more; null takes the key away.
  stow(key, text) {
    if (!this.base) return;
    try {
      const change = this.base.transaction(CELLAR, "readwrite", {durability: "strict"});
      if (text === null) change.objectStore(CELLAR).delete(key);
      else change.objectStore(CELLAR).put({text, at: Date.now()}, key);
      change.commit();
    } catch {
      // The storage of the page has it.
    }
  }

  async _takeBack() {
    const base = await told(Object.assign(indexedDB.open("sop-kit", 1), {onupgradeneeded: event => event.target.result.createObjectStore(CELLAR)}));
    const store = base.transaction(CELLAR).objectStore(CELLAR);
    const [keys, all] = await Promise.all([told(store.getAllKeys()), told(store.getAll())]);
    keys.forEach((key, place) => this._mend(key, all[place]));
    this.base = base;
  }

  // The later of the two is right: a page that was closed may have got no further than its own storage.
  _mend(key, {text, at}) {
    if (at < keptAt(localStorage.getItem(key))) return;
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  }
}

function keptAt(text) {
  try {
    return JSON.parse(text)?.kept ?? 0;
  } catch {
    return 0;
  }
}

function told(asked) {
  return new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => failed(asked.error);
  });
}

const STOWED = (window.sopKitCellar ??= new Cellar());
