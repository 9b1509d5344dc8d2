// Draws a tree of plain objects and mends what is on the page instead of making it anew: a field that somebody types
// in, an open fold and a Chinese word half composed all stay where they are.

const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes = {}, ...kids) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...kids.filter(kid => kid !== null && kid !== undefined && kid !== ""));
  return made;
}

function makeSvg(tag, attributes = {}, inside = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  if (inside) made.innerHTML = inside;
  return made;
}

function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
}

// Children are found again by their key, others by their kind and place; what stays is moved only when it must.
function patchKids(parent, kids, kinds) {
  const keyed = new Map();
  const loose = [];
  for (const child of parent.childNodes) {
    if (child.sopKey) keyed.set(child.sopKey, child);
    else loose.push(child);
  }
  let next = parent.firstChild;
  for (const kid of kids) {
    const key = typeof kid === "object" && kid.k ? `${kid.n}/${kid.k}` : "";
    const kind = typeof kid === "object" ? kid.n : "#text";
    let found = key ? keyed.get(key) : undefined;
    if (key) keyed.delete(key);
    else {
      const place = loose.findIndex(child => child.sopKind === kind);
      if (place >= 0) [found] = loose.splice(place, 1);
    }
    if (!found) {
      found = kind === "#text" ? document.createTextNode("") : kinds(kind).create(kid);
      found.sopKind = kind;
      found.sopKey = key;
    }
    if (found === next) next = next.nextSibling;
    else parent.insertBefore(found, next);
    if (kind === "#text") {
      if (found.data !== String(kid)) found.data = kid;
    } else {
      kinds(kind).update(found, kid);
    }
  }
  for (const child of [...keyed.values(), ...loose]) child.remove();
}
