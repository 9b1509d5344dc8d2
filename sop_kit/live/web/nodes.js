// The kinds of nodes a panel is made of. Python sends the tree; here is only how each kind looks and what it does.

class Nodes {
  constructor(desk) {
    this.desk = desk;
    this.picked = new Map(); // group → set of ids
    this.fields = new Fields(this);
    this._made = {
      html: this._html,
      button: this._button,
      field: this.fields,
      choice: this._choice,
      check: this._check,
      pick: this._pick,
      timer: this._timer,
      later: this._later,
    };
    this.kinds = kind => this._made[kind] || this._element(kind);
    this._timers = new Set();
    this._made.ends = endsKind(this._timers);
    this._made.live = liveKind(this);
    this._made.sitting = sittingKind(this);
    this._clock = setInterval(() => {
      this._timers.forEach(tick => tick());
      this.fields.sendLost();
    }, 1000);
  }

  show(parent, nodes) {
    this._forgetPicks(nodes);
    patchKids(parent, nodes, this.kinds);
  }

  destroy() {
    clearInterval(this._clock);
    this._timers.clear();
  }

  picks(group) {
    if (!this.picked.has(group)) this.picked.set(group, new Set());
    return this.picked.get(group);
  }

  // Any plain element: {n: tag, c: class, a: attributes, kids: […], drop: {act, args, into, group}}
  _element(tag) {
    return (this._made[tag] ??= {
      create: () => document.createElement(tag),
      update: (element, node) => {
        if (element.className !== (node.c || "")) element.className = node.c || "";
        for (const name of element.getAttributeNames()) {
          if (name !== "class" && name !== "open" && !(name in (node.a || {}))) element.removeAttribute(name);
        }
        for (const [name, value] of Object.entries(node.a || {})) {
          if (name !== "open" || !element.sopSeen) setAttribute(element, name, value);
        }
        element.sopSeen = true;
        if (node.drop) this._takesDrops(element, node.drop);
        patchKids(element, node.kids || [], this.kinds);
      },
    });
  }

  // Blocks of the kit, made and escaped by Python.
  _html = {
    create: () => document.createElement("div"),
    update: (element, node) => {
      element.className = node.c || "";
      if (element.sopHtml !== node.html) element.innerHTML = element.sopHtml = node.html;
    },
  };

  // {n: "button", text, act, args, group: picks that go with it as args.ids, ask: a question first, copy: a text}
  _button = {
    create: () => {
      const made = make("button", {type: "button"});
      made.addEventListener("click", () => this._pressed(made, made.sopNode));
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      element.className = `sop-button ${node.c || ""}`.trim();
      for (const [name, value] of Object.entries({title: false, "aria-pressed": false, ...(node.a || {})})) {
        setAttribute(element, name, value);
      }
      const asking = element.dataset.asking && node.ask;
      const text = asking ? node.ask : node.text;
      if (element.textContent !== text) element.textContent = text;
      element.disabled = Boolean(node.off);
    },
  };

  _pressed(button, node) {
    if (node.ask && !button.dataset.asking) {
      // The second press within a moment carries it out: no window stands in the room's way.
      button.dataset.asking = "1";
      button.textContent = node.ask;
      setTimeout(() => {
        delete button.dataset.asking;
        button.textContent = button.sopNode.text;
      }, 5000);
      return;
    }
    delete button.dataset.asking;
    if (node.copy !== undefined) {
      copyText(node.copy, node.html).then(() => this.desk.say(node.copied || ""));
      return;
    }
    if (node.present) {
      this.desk.present();
      return;
    }
    const args = {...(node.args || {})};
    if (node.group) {
      args.ids = [...this.picks(node.group)];
      if (!args.ids.length) {
        this.desk.say(this.desk.words.pick_first, "bad");
        return;
      }
    }
    this.desk.act(node.act, args, node.says || node.text);
    if (node.group) this.picks(node.group).clear();
  }

  // {n: "choice", k, label, value, options: [[value, text]…], act, args, into, buttons: true}
  _choice = {
    create: node => {
      const made = make(node.buttons ? "fieldset" : "label", {class: "sop-choice"});
      const label = make(node.buttons ? "legend" : "span", {class: "sop-label"});
      const body = make(node.buttons ? "div" : "select", node.buttons ? {class: "sop-options"} : {});
      if (!node.buttons) body.addEventListener("change", () => this._chose(made.sopNode, body.value));
      made.append(label, body);
      Object.assign(made, {sopLabel: label, sopBody: body});
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      element.className = `sop-choice ${node.c || ""}`.trim();
      if (element.sopLabel.textContent !== node.label) element.sopLabel.textContent = node.label;
      const wanted = JSON.stringify(node.options);
      const body = element.sopBody;
      if (element.sopHas !== wanted) {
        element.sopHas = wanted;
        body.replaceChildren(...node.options.map(([value, text]) => (node.buttons ? this._option(element, value, text) : make("option", {value}, text))));
      }
      const value = String(node.value ?? "");
      if (!node.buttons) {
        if (document.activeElement !== body || body.value !== value) body.value = value;
        return;
      }
      for (const option of body.children) setAttribute(option, "aria-pressed", String(option.value === value));
    },
  };

  _option(element, value, text) {
    const made = make("button", {type: "button", class: "sop-button sop-option", value}, text);
    made.addEventListener("click", () => this._chose(element.sopNode, value));
    return made;
  }

  _chose(node, value) {
    const before = String(node.value ?? "");
    this.desk.act(node.act, {...(node.args || {}), [node.into || "value"]: value, before}, node.label);
  }

  // {n: "check", k, label, value, act, args, into}
  _check = {
    create: () => {
      const input = make("input", {type: "checkbox"});
      const text = make("span");
      const made = make("label", {class: "sop-check"}, input, text);
      Object.assign(made, {sopInput: input, sopLabel: text});
      input.addEventListener("change", () => {
        const node = made.sopNode;
        this.desk.act(node.act, {...(node.args || {}), [node.into || "on"]: input.checked}, node.label);
      });
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      if (element.sopLabel.textContent !== node.label) element.sopLabel.textContent = node.label;
      element.sopInput.checked = Boolean(node.value);
    },
  };

  // A note that can be picked and carried: {n: "pick", k, group, id, text, tail}
  _pick = {
    create: () => {
      const input = make("input", {type: "checkbox"});
      const text = make("span", {class: "sop-pick-text"});
      const tail = make("span", {class: "sop-pick-tail"});
      const made = make("label", {class: "sop-pick", draggable: "true"}, input, text, tail);
      Object.assign(made, {sopInput: input, sopText: text, sopTail: tail});
      input.addEventListener("change", () => this._picks(made, input.checked));
      made.addEventListener("dragstart", event => {
        if (!input.checked) this._picks(made, true);
        event.dataTransfer.setData("text/plain", made.sopNode.text);
        event.dataTransfer.effectAllowed = "move";
        this.carried = made.sopNode.group;
      });
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      element.sopInput.checked = this.picks(node.group).has(node.id);
      element.classList.toggle("sop-picked", element.sopInput.checked);
      if (element.sopText.textContent !== node.text) element.sopText.textContent = node.text;
      if (element.sopTail.textContent !== (node.tail || "")) element.sopTail.textContent = node.tail || "";
    },
  };

  _picks(element, on) {
    const {group, id} = element.sopNode;
    if (on) this.picks(group).add(id);
    else this.picks(group).delete(id);
    element.sopInput.checked = on;
    element.classList.toggle("sop-picked", on);
  }

  _takesDrops(element, drop) {
    element.sopDrop = drop;
    if (element.sopTakesDrops) return;
    element.sopTakesDrops = true;
    const fits = () => this.carried === element.sopDrop.group;
    element.addEventListener("dragover", event => {
      if (!fits()) return;
      event.preventDefault();
      element.classList.add("sop-over");
    });
    element.addEventListener("dragleave", () => element.classList.remove("sop-over"));
    element.addEventListener("drop", event => {
      element.classList.remove("sop-over");
      if (!fits()) return;
      event.preventDefault();
      event.stopPropagation();
      const {act, args, group, says} = element.sopDrop;
      const ids = [...this.picks(group)];
      this.picks(group).clear();
      this.carried = "";
      if (ids.length) this.desk.act(act, {...(args || {}), ids}, says || "");
    });
  }

  _forgetPicks(nodes) {
    const there = new Set();
    const walk = node => {
      if (node && node.n === "pick") there.add(`${node.group}/${node.id}`);
      (node && node.kids ? node.kids : []).forEach(walk);
    };
    nodes.forEach(walk);
    for (const [group, ids] of this.picked) {
      for (const id of ids) if (!there.has(`${group}/${id}`)) ids.delete(id);
    }
  }

  // A fold whose nodes are asked for when it is opened: {n: "later", k, text, ask, args}
  _later = {
    create: () => {
      const made = make("details", {class: "sop-fold sop-later"}, make("summary"), make("div"));
      made.addEventListener("toggle", () => {
        const {ask, args} = made.sopNode;
        if (!made.open || made.sopHas === JSON.stringify(args)) return;
        made.sopHas = JSON.stringify(args);
        this.desk.ask(ask, args).then(told => patchKids(made.lastChild, told?.nodes || [], this.kinds));
      });
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      if (element.firstChild.textContent !== node.text) element.firstChild.textContent = node.text;
    },
  };

  // Shows how long a phase has been open; it never locks. {n: "timer", k, opened, spent, minutes, left, over, now}
  _timer = {
    create: () => {
      const bar = make("progress", {max: 1, "aria-hidden": "true"});
      const text = make("span", {class: "sop-timer-text", role: "timer", "aria-live": "off"});
      const made = make("div", {class: "sop-timer"}, text, bar);
      const tick = () => (made.isConnected || !made.sopShown ? this._tick(made, text, bar) : this._timers.delete(tick));
      made.sopTick = tick;
      this._timers.add(tick);
      return made;
    },
    update: (element, node) => {
      element.sopNode = node;
      // The kernel's clock may differ from the browser's: only what passes since the view came is measured here.
      if (element.sopNow !== node.now) {
        element.sopNow = node.now;
        element.sopCame = Date.now();
      }
      element.sopTick();
      element.sopShown = true;
    },
  };

  _tick(element, text, bar) {
    const node = element.sopNode;
    if (!node) return;
    const now = node.now * 1000 + (Date.now() - element.sopCame);
    const running = node.opened ? Math.max(0, now - node.opened * 1000) / 1000 : 0;
    const passed = running + (node.spent || 0) * 60;
    const rest = (node.minutes || 0) * 60 - passed;
    const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
    const said = node.minutes ? (rest >= 0 ? node.left : node.over) : node.passed;
    text.textContent = said.replace("{time}", clock(Math.abs(node.minutes ? rest : passed)));
    element.classList.toggle("sop-late", Boolean(node.minutes) && rest < 0);
    bar.value = node.minutes ? Math.min(1, passed / (node.minutes * 60)) : 0;
    bar.hidden = !node.minutes;
  }
}

async function copyText(text, html) {
  try {
    if (html) {
      const kinds = {"text/plain": text, "text/html": html};
      const blobs = Object.entries(kinds).map(([type, part]) => [type, new Blob([part], {type})]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else await navigator.clipboard.writeText(text);
  } catch {
    // A page reached by a plain address may not use the clipboard directly.
    const copied = event => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
    };
    document.addEventListener("copy", copied, {once: true, capture: true});
    document.execCommand("copy");
    document.removeEventListener("copy", copied, {capture: true});
  }
}
