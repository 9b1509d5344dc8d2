// Fields: what is typed is kept with every key, sent when the fingers rest, and never written over by an older view.

const TYPING_MS = 150; // after the last key
const LONGEST_TYPING_MS = 1000; // a long text is saved while it is being typed

class Fields {
  constructor(nodes) {
    this.nodes = nodes;
    this.desk = nodes.desk;
    this._typing = new Set(); // fields with words that are not sent yet
  }

  // A field can be taken away under the hand; not every browser says then that it was left.
  sendLost() {
    this._typing.forEach(element => element.isConnected || this.send(element));
  }

  // {n: "field", k, label, value, act, args, into, rows, type, list, hint, on: "type" | "enter" | "done"}
  create(node) {
    const input = make(node.rows ? "textarea" : "input", node.rows ? {rows: node.rows} : {type: node.type || "text"});
    const label = make("span", {class: "sop-label"});
    const made = make("label", {class: "sop-field"}, label, input);
    Object.assign(made, {sopInput: input, sopLabel: label, sopSent: new Set()});
    this._listen(made, input);
    if (node.on === "enter") input.value = this.desk.outbox.draft(node.k);
    return made;
  }

  update(element, node) {
    const {sopInput: input, sopLabel: label} = element;
    element.sopNode = node;
    element.className = `sop-field ${node.c || ""}`.trim();
    if (label.textContent !== node.label) label.textContent = node.label;
    setAttribute(input, "placeholder", node.hint || false);
    setAttribute(input, "lang", this.desk.view.lang);
    setAttribute(input, "maxlength", node.most || false);
    this._suggest(element, input, node);
    const value = String(node.value ?? "");
    // What is typed, or on its way, is newer than what a view says that was made before it came.
    if (element.sopTyping || element.sopSent.size) return;
    if (node.on !== "enter" && input.value !== value) input.value = value;
    element.sopBefore = value;
  }

  _suggest(element, input, node) {
    if (!node.list) return;
    if (!element.sopList) {
      element.sopList = make("datalist", {id: `sop-list-${newId().slice(0, 8)}`});
      element.append(element.sopList);
      input.setAttribute("list", element.sopList.id);
    }
    const wanted = JSON.stringify(node.list);
    if (element.sopList.sopHas !== wanted) {
      element.sopList.sopHas = wanted;
      element.sopList.replaceChildren(...node.list.map(value => make("option", {value})));
    }
  }

  _listen(element, input) {
    input.addEventListener("input", () => {
      const node = element.sopNode;
      if (node.on === "enter") {
        this.desk.outbox.draft(node.k, input.value);
        return;
      }
      this._typed(element, input, node);
    });
    input.addEventListener("keydown", event => {
      const node = element.sopNode;
      if (event.key !== "Enter" || event.isComposing || !node.on || (node.rows && event.shiftKey)) return;
      event.preventDefault();
      if (node.on === "enter") this._entered(element, input, node);
      else this.send(element);
    });
    input.addEventListener("blur", () => this.send(element));
    input.addEventListener("change", () => this.send(element));
  }

  _entered(element, input, node) {
    const text = input.value.trim();
    if (!text) return;
    const args = {...(node.args || {}), [node.into || "text"]: text};
    if (node.group) args.ids = [...this.nodes.picks(node.group)];
    this.desk.act(node.act, args, `${node.label}: ${text}`);
    input.value = "";
    this.desk.outbox.draft(node.k, "");
    if (node.group) this.nodes.picks(node.group).clear();
  }

  // One entry a burst of typing: kept with every key, sent when the fingers rest.
  _typed(element, input, node) {
    const typing = (element.sopTyping ??= {
      id: newId(),
      since: Date.now(),
      before: element.sopBefore,
    });
    const args = {...(node.args || {}), [node.into || "text"]: input.value, before: typing.before};
    // What nobody may see stands in no list of what was not saved either.
    typing.entry = {id: typing.id, name: node.act, args, says: node.covered ? node.label : `${node.label}: ${input.value}`};
    if (node.covered) typing.entry.covered = true;
    this.desk.keep(typing.entry, node.on === "done" ? this.desk.words.enter_saves : undefined);
    this._typing.add(element);
    clearTimeout(typing.timer);
    if (node.on === "done") return; // sent with Enter, or when the field is left
    const wait = Math.max(0, Math.min(TYPING_MS, typing.since + LONGEST_TYPING_MS - Date.now()));
    typing.timer = setTimeout(() => this.send(element), wait);
  }

  send(element) {
    const typing = element.sopTyping;
    if (!typing) return;
    clearTimeout(typing.timer);
    element.sopTyping = null;
    element.sopBefore = element.sopInput.value;
    this._typing.delete(element);
    element.sopSent.add(typing.entry);
    this.desk.waits.set(typing.id, answer => {
      element.sopSent.delete(typing.entry);
      if (answer === null) this._refused(element, typing);
    });
    this.desk.send(typing.entry);
  }

  // What was refused never stood in the record: what is typed after it began where it did.
  _refused(element, {entry, before}) {
    const typed = entry.args[element.sopNode.into || "text"];
    const later = element.sopTyping;
    for (const {args} of [...element.sopSent, ...(later ? [later.entry] : [])]) if (args.before === typed) args.before = before;
    if (later?.before === typed) later.before = before;
    if (element.sopBefore === typed) element.sopBefore = before;
  }
}
