// What is asked for again and again, because no Change of the record tells of it: {n: "live", k, ask, args}. And a
// sitting, in which one person answers unseen: {n: "sitting", k, ask, args, finish, says: {who, hint, begin, done}}.
// Whoever sits there holds a token drawn here; what he wrote is asked for with it and stands in no view.

const AGAIN_MS = 2000;

function liveKind(nodes) {
  const ask = element => {
    const node = element.sopNode;
    if (element.sopAsking && Date.now() - element.sopAsked < 5 * AGAIN_MS) return;
    Object.assign(element, {sopAsking: true, sopAsked: Date.now()});
    nodes.desk.ask(node.ask, node.args).then(told => {
      element.sopAsking = false;
      patchKids(element, told?.nodes || [], nodes.kinds);
    });
  };
  return {
    create: () => {
      const made = make("div", {class: "sop-polled"});
      const tick = () => {
        if (made.isConnected || !made.sopShown) {
          if (made.sopNode && !document.hidden && Date.now() - made.sopAsked > AGAIN_MS) ask(made);
        } else nodes._timers.delete(tick);
      };
      nodes._timers.add(tick);
      made.sopAgain = () => made.isConnected && ask(made);
      nodes.desk.element.addEventListener("sop-answered", made.sopAgain);
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      element.sopShown = true;
      ask(element);
    },
  };
}

function sittingKind(nodes) {
  return {
    create: node => new Sitting(nodes, node).element,
    update: (element, node) => element.sopSitting.show(node),
  };
}

class Sitting {
  constructor(nodes, node) {
    this.nodes = nodes;
    this.desk = nodes.desk;
    this.who = make("input", {type: "text", maxlength: 40, autocomplete: "off"});
    this.whoLabel = make("span", {class: "sop-label"});
    this.begins = make("button", {type: "button", class: "sop-button sop-first"});
    this.ends = make("button", {type: "button", class: "sop-button sop-first"});
    this.start = make("div", {class: "sop-line"}, make("label", {class: "sop-field"}, this.whoLabel, this.who), this.begins);
    this.mine = make("div", {class: "sop-mine"});
    this.end = make("div", {class: "sop-line"}, this.ends);
    this.element = make("div", {class: "sop-sitting"}, this.start, this.mine, this.end);
    this.element.sopSitting = this;
    this.begins.addEventListener("click", () => this._begin());
    this.ends.addEventListener("click", () => this._end());
    this.who.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.isComposing) this._begin();
    });
    this.mine.addEventListener("keydown", event => this._next(event), true);
    this.desk.element.addEventListener("sop-answered", () => this._ask());
    this.node = node;
    this.sat = this._kept();
  }

  show(node) {
    this.node = node;
    this.whoLabel.textContent = node.says.who;
    this.who.placeholder = node.says.hint;
    this.begins.textContent = node.says.begin;
    this.ends.textContent = node.says.done;
    const sits = Boolean(this.sat);
    this.start.hidden = sits;
    this.mine.hidden = this.end.hidden = !sits;
    // Just made, it stands on no page yet.
    if (sits) setTimeout(() => this._ask());
  }

  _begin() {
    this.sat = {token: newId(), who: this.who.value.trim()};
    this._keep();
    this.wantsNext = true;
    this.show(this.node);
  }

  _end() {
    this.mine.querySelectorAll(".sop-field").forEach(field => this.nodes.fields.send(field));
    const {finish, args, says} = this.node;
    this.desk.act(finish, {...args, who: this.sat.who}, says.done);
    this._leave();
    this.begins.focus();
  }

  _leave() {
    this.sat = null;
    this.who.value = "";
    this._keep();
    patchKids(this.mine, [], this.nodes.kinds);
    this.show(this.node);
  }

  _ask() {
    if (!this.sat || !this.element.isConnected) return;
    const {token, who} = this.sat;
    this.desk.ask(this.node.ask, {...this.node.args, token, who}).then(told => {
      if (this.sat?.token !== token || !told) return;
      if (told.taken) {
        this._leave();
        this.desk.say(told.taken, "bad");
        return;
      }
      patchKids(this.mine, told.nodes || [], this.nodes.kinds);
      const empty = [...this.mine.querySelectorAll(":is(input, textarea)")].find(each => !each.value);
      if (this.wantsNext && empty) {
        this.wantsNext = false;
        empty.focus();
      }
    });
  }

  // Enter: this note is done, on to the next one.
  _next(event) {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || !event.target.matches("input, textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    this.wantsNext = true;
    const field = event.target.closest(".sop-field");
    if (field.sopTyping) this.nodes.fields.send(field);
    else this._ask();
  }

  // Kept until the tab is closed, so that a notebook run again from the top takes nobody's place away.
  get _name() {
    return `sop-kit-sitting:${this.desk.view.place}:${this.node.k}`;
  }

  _kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this._name));
    } catch {
      return null;
    }
  }

  _keep() {
    try {
      if (this.sat) sessionStorage.setItem(this._name, JSON.stringify(this.sat));
      else sessionStorage.removeItem(this._name);
    } catch {
      // A private window: the sitting ends with the page.
    }
  }
}
