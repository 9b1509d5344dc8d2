// One desk: a heading with what became of the last edit, what was not saved, and the body, a panel or the board.

const LONGEST_OFFER = 400; // characters; the whole of it is kept

class Desk {
  constructor(model, element) {
    this.model = model;
    this.element = element;
    this.outbox = new Outbox(this.view.place, this.view.desk);
    this.line = new Map(); // id → entry: what is to be sent, in the order in which it was done
    this.waits = new Map(); // id → what to do with the answer
    this.offers = new Map(); // id → {entry, says}
    this.asking = new Set(); // ids of an earlier page, of which it is not known yet whether they are on disk
    this.asked = new Map(); // id → what to do with what is told
    this.nodes = new Nodes(this);
    this._frame();
    this.body = this.view.board ? new Board(this, this.place) : null;
    this._onView = () => this.show();
    this._onMessage = message => this._heard(message);
    model.on("change:view", this._onView);
    model.on("msg:custom", this._onMessage);
    this.show();
    if (!this.outbox.works) this.say(this.words.not_kept_here, "bad");
    this._askWhatIsKnown();
    this._beats = setInterval(() => {
      this.outbox.beat();
      this._dropOffers();
      this._askWhatIsKnown();
    }, RESEND_MS);
  }

  get view() {
    return this.model.get("view");
  }

  get words() {
    return this.view.words;
  }

  destroy() {
    this.model.off("change:view", this._onView);
    this.model.off("msg:custom", this._onMessage);
    clearInterval(this._beats);
    clearTimeout(this._again);
    window.removeEventListener("keydown", this._onKey, true);
    this.gone = true;
    this.outbox.destroy();
    this.nodes.destroy();
    this.body?.destroy();
  }

  _frame() {
    this.title = make("strong", {class: "sop-title", role: "heading", "aria-level": "3"});
    this.tools = make("div", {class: "sop-tools"});
    this.status = make("span", {class: "sop-saving", role: "status"});
    this.offered = make("div", {class: "sop-offers", role: "region"});
    this.place = make("div", {class: "sop-body"});
    this.element.classList.add("sop-form", "sop-desk");
    this.element.append(make("div", {class: "sop-bar"}, this.title, this.tools, this.status), this.offered, this.place);
    // Keys pressed here are ours: JupyterLab would otherwise take letters for commands of the notebook.
    this.element.dataset.lmSuppressShortcuts = "true";
    this.element.addEventListener("keydown", event => savesNotebook(event) || event.stopPropagation());
    this._onKey = event => this._lend(event);
    window.addEventListener("keydown", this._onKey, true);
    this.say(this.words.as_you_type);
  }

  // Only Ctrl+S saves the notebook wherever the focus is. JupyterLab hears a key after its target, Notebook 7 before it.
  _lend(event) {
    if (!this.element.contains(event.target)) return;
    if (savesNotebook(event)) delete this.element.dataset.lmSuppressShortcuts;
    else this.element.dataset.lmSuppressShortcuts = "true";
  }

  show() {
    const view = this.view;
    this.element.lang = view.lang === "zh" ? "zh-Hans" : view.lang;
    this.element.dataset.desk = view.desk;
    this._showLoss();
    if (this.title.textContent !== view.title) this.title.textContent = view.title;
    this.nodes.show(this.tools, view.tools || []);
    if (this.body) this.body.show(view.board);
    else this.nodes.show(this.place, view.nodes || []);
    this._showOffers();
  }

  // Carries an act out: kept here, sent, and forgotten when Python says that it is on disk.
  act(name, args, says = "", answered = null) {
    const entry = {id: newId(), name, args, says};
    if (answered) this.waits.set(entry.id, answered);
    this.keep(entry);
    this.send(entry);
    return entry.id;
  }

  // `says` is what is true until it is saved.
  keep(entry, says = this.words.saving) {
    this.outbox.keep({at: Date.now(), page: PAGE, ...entry});
    if (this.outbox.holds) this._status("waiting", says);
    else this._status("bad", this.words.not_kept_here);
    this._showLoss();
  }

  // One after the other: an act that overtook another would take back or write over the wrong thing.
  send(entry) {
    if (this.gone) return this._post(entry); // what its page still had in hand; the desk that followed asks about it
    this.line.set(entry.id, entry);
    if (this.line.size === 1) this._sendFirst();
  }

  _sendFirst() {
    clearTimeout(this._again);
    const [entry] = this.line.values();
    if (!entry) return;
    this._post(entry);
    this._again = setTimeout(() => {
      this._status("bad", this.outbox.holds ? this.words.no_answer : this.words.not_kept_here);
      this._sendFirst();
    }, RESEND_MS);
  }

  _post({id, name, args}) {
    try {
      this.model.send({kind: "act", id, name, args});
    } catch {
      // The kernel is gone: it is sent again, and stays kept here.
    }
  }

  // Asks for something to show, which changes nothing; without a kernel there is no answer.
  ask(name, args) {
    const id = newId();
    return new Promise(told => {
      this.asked.set(id, told);
      this.model.send({kind: "ask", id, name, args});
    });
  }

  say(text, tone = "good") {
    this._status(tone, text);
  }

  present() {
    if (this.body) return this.body.wall.enter();
    if (document.fullscreenElement === this.element) document.exitFullscreen();
    else this.element.requestFullscreen?.().catch(() => this.element.classList.toggle("sop-presenting"));
  }

  _status(tone, text) {
    const signs = {good: "✓", bad: "⚠", waiting: "…"};
    this.status.className = `sop-saving sop-${tone}`;
    const said = text ? `${signs[tone]} ${text}` : "";
    if (this.status.textContent !== said) this.status.textContent = said;
  }

  _showLoss() {
    const {gone, gone_unkept} = this.words;
    this.element.style.setProperty("--gone", JSON.stringify(this.outbox.holds ? gone : gone_unkept));
  }

  _heard(message) {
    if (message.kind === "known") this._known(message.ids);
    else if (message.kind === "says") this.say(message.text, message.tone);
    else if (message.kind === "told") {
      this.asked.get(message.id)?.(message.answer);
      this.asked.delete(message.id);
    } else if (message.kind === "done" || message.kind === "refused") this._answered(message);
  }

  _answered(message) {
    const {id} = message;
    const entry = this.outbox.mine.get(id);
    const answered = this.waits.get(id);
    const stood = this.line.delete(id);
    this.waits.delete(id);
    if (!entry) {
      // Of another tab, or answered before; whatever is on disk is offered nowhere.
      if (message.kind === "done" && this.offers.delete(id)) this._showOffers();
      if (stood) this._sendFirst();
      return;
    }
    this.offers.delete(id);
    if (message.kind === "refused") {
      // What was typed is not thrown away: it stands here with the reason until somebody decides.
      this._status("bad", message.says);
      if (entry.says) this.offers.set(id, {entry, says: message.says});
      else this.outbox.forget(id);
    } else {
      this.outbox.forget(id);
      const open = [...this.outbox.mine.keys()].filter(each => !this.offers.has(each));
      if (!open.length) this._status(message.tone || "good", message.says);
    }
    this._sendFirst();
    answered?.(message.kind === "refused" ? null : message.answer);
    this._showOffers();
    this._showLoss();
    this.element.dispatchEvent(new Event("sop-answered"));
  }

  // Asked again and again: an act of the page before may still be on its way to the disk, and another tab may have
  // been closed just now.
  _askWhatIsKnown() {
    const ids = this.outbox.left().map(entry => entry.id);
    this.asking = new Set(ids);
    if (!ids.length) return;
    try {
      this.model.send({kind: "known", ids});
    } catch {
      // No kernel: asked again.
    }
  }

  _known(ids) {
    for (const id of ids) {
      if (this.outbox.mine.has(id)) continue; // sent again meanwhile: its own answer comes
      this.outbox.forget(id);
      this.offers.delete(id);
    }
    for (const entry of this.outbox.left()) {
      if (this.asking.has(entry.id) && !this.offers.has(entry.id)) this.offers.set(entry.id, {entry, says: ""});
    }
    this._showOffers();
  }

  // What another tab, or another view of this desk, has saved, thrown away or has in hand is not offered here as well.
  _dropOffers() {
    const left = new Set(this.outbox.left().map(entry => entry.id));
    const gone = [...this.offers.keys()].filter(id => !left.has(id) && !this.outbox.mine.has(id));
    gone.forEach(id => this.offers.delete(id));
    if (gone.length) this._showOffers();
  }

  _showOffers() {
    const {words} = this;
    const offers = [...this.offers.values()];
    const met = this.view.conflicts || [];
    const shown = JSON.stringify([offers.map(({entry, says}) => [entry.id, says]), met]);
    if (this.offered.sopShown === shown) return;
    this.offered.sopShown = shown;
    const held = this.offered.contains(document.activeElement);
    const lines = [...offers.map(each => this._offer(each)), ...met.map(each => this._conflict(each))];
    const all = offers.length > 1 ? [this._button(words.send_all, () => offers.forEach(({entry}) => this._sendAgain(entry)))] : [];
    const head = offers.length ? [make("p", {}, words.not_saved, ...all)] : [];
    this.offered.replaceChildren(...head, ...(lines.length ? [make("ul", {}, ...lines)] : []));
    this.offered.setAttribute("aria-label", `${this.view.title} · ${words.not_saved}`);
    if (held) this.offered.querySelector("button")?.focus();
  }

  _offer({entry, says}) {
    const {words} = this;
    const said = entry.says || entry.name;
    const text = said.length > LONGEST_OFFER ? `${said.slice(0, LONGEST_OFFER)}…` : said;
    return make(
      "li",
      {},
      make("span", {class: "sop-offer-text"}, says ? `${text} — ${says}` : text),
      this._button(words.send_again, () => this._sendAgain(entry)),
      this._button(words.discard, () => this._discard(entry)),
    );
  }

  _button(text, act) {
    const made = make("button", {type: "button", class: "sop-button"}, text);
    made.addEventListener("click", act);
    return made;
  }

  _conflict(met) {
    const {words} = this;
    const line = make("li", {class: "sop-met"}, make("span", {class: "sop-offer-text"}, met.says));
    for (const [decision, text] of [["ours", words.keep_theirs], ["theirs", words.take_mine]]) {
      line.append(this._button(text, () => this.act("decide", {conflict: met.id, decision, stands: met.standing}, text)));
    }
    return line;
  }

  _sendAgain(entry) {
    this.offers.delete(entry.id);
    this.keep({...entry, page: PAGE});
    this.send(entry);
    this._showOffers();
  }

  _discard(entry) {
    this.offers.delete(entry.id);
    this.outbox.forget(entry.id);
    this._showOffers();
  }
}

function savesNotebook(event) {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
}

export default {
  async render({model, el}) {
    await STOWED.ready;
    const desk = new Desk(model, el);
    return () => desk.destroy();
  },
};
