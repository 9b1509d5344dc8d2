// Reads BPMN files (a JSON list of texts), writes each again with bpmn-moddle and reads that: what it warned of, and
// whether both readings hold the same.
import { readFileSync } from "node:fs";
import { BpmnModdle } from "bpmn-moddle";

const moddle = new BpmnModdle();

function plain(value, owner) {
  if (Array.isArray(value)) return value.map((item) => plain(item, owner));
  if (value === null || typeof value !== "object") return value;
  if (!value.$descriptor) return value;
  // What an element refers to is named by its id, what it contains is written out.
  if (owner && value.$parent !== owner) return { reference: value.id };
  const facts = { type: value.$type, ...value.$attrs };
  for (const property of value.$descriptor.properties) {
    const name = property.name.split(":").pop();
    const held = value.get(property.name);
    if (held !== undefined && !(Array.isArray(held) && held.length === 0)) facts[name] = plain(held, value);
  }
  return facts;
}

const reports = [];
for (const xml of JSON.parse(readFileSync(0, "utf8"))) {
  const first = await moddle.fromXML(xml);
  const again = await moddle.fromXML((await moddle.toXML(first.rootElement, { format: true })).xml);
  const [before, after] = [first, again].map((read) => JSON.stringify(plain(read.rootElement)));
  reports.push({
    warnings: [...first.warnings, ...again.warnings].map((warning) => warning.message),
    elements: Object.keys(first.elementsById).sort(),
    same: before === after,
    length: before.length,
  });
}
console.log(JSON.stringify(reports));
