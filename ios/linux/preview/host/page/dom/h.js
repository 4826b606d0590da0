// A description of elements, and the patching of a document until it looks like its description.
//
// Elements are matched by key, so that one that stays keeps its focus, its caret and how far it is
// scrolled. Descriptions are plain objects: what draws a tree can be tested without a browser.

const SVG = "http://www.w3.org/2000/svg";
const memory = Symbol("what an element was last described as");

/**
 * Describes an element. Of `given`, these have a meaning of their own, and everything else is an
 * attribute (absent where undefined, null or false; empty where true):
 *
 * - `key`: what it is matched by among its siblings; without one, its tag and place;
 * - `class`: one string or a list, of which what is false is left out;
 * - `style`: properties by their names in CSS;
 * - `on`: listeners by the names of events;
 * - `set`: properties of the element, assigned when they differ;
 * - `after`: called with the element after every patch, `first` only after the first.
 */
export function h(tag, given = {}, ...children) {
  const { key, class: names, style, on, set, after, first, ...attributes } = given;
  const joined = Array.isArray(names) ? names.filter(Boolean).join(" ") : names;
  return {
    tag,
    key,
    attributes: joined ? { ...attributes, class: joined } : attributes,
    style: style ?? {},
    on: on ?? {},
    set: set ?? {},
    after,
    first,
    children: present(children),
  };
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}

/** Makes the children of an element those that are described. */
export function patch(parent, described) {
  const wanted = keyed(present(described));
  const kept = new Map();
  for (const node of [...parent.childNodes]) {
    const key = node[memory]?.key;
    // What is not wanted goes first: what stays then is mostly in place and is not moved.
    if (key !== undefined && wanted.has(key)) kept.set(key, node);
    else node.remove();
  }
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  let cursor = parent.firstChild;
  for (const [key, description] of wanted) {
    const node = kept.get(key) ?? create(description, parent);
    if (node === cursor) cursor = node.nextSibling;
    else parent.insertBefore(node, cursor);
    update(node, key, description);
  }
  // A move takes the focus away.
  if (focused && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

/** Descriptions by key. Of two with the same key the second is told apart by its number. */
function keyed(described) {
  const byKey = new Map();
  const counts = new Map();
  for (const description of described) {
    const tag = typeof description === "object" ? description.tag : "#text";
    const base = typeof description === "object" && description.key !== undefined ? `${tag} ${description.key}` : tag;
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    byKey.set(`${base} ${count}`, description);
  }
  return byKey;
}

function create(description, parent) {
  if (typeof description !== "object") return document.createTextNode("");
  const namespace = description.tag === "svg" || parent.namespaceURI === SVG ? SVG : parent.namespaceURI;
  return document.createElementNS(namespace, description.tag);
}

function update(node, key, description) {
  const before = node[memory];
  node[memory] = { key, description };
  if (typeof description !== "object") {
    if (node.data !== String(description)) node.data = description;
    return;
  }
  const old = before?.description;
  differences(old?.attributes, description.attributes, (name, value) => {
    if (value === undefined || value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : value);
  });
  differences(old?.style, description.style, (name, value) => {
    if (value === undefined || value === null) node.style.removeProperty(name);
    else node.style.setProperty(name, value);
  });
  listen(node, old?.on, description.on);
  patch(node, description.children);
  for (const [name, value] of Object.entries(description.set)) {
    if (node[name] !== value) node[name] = value;
  }
  if (!before) description.first?.(node);
  description.after?.(node);
}

/** Calls `change` for every name whose value differs; with undefined where it is gone. */
function differences(old = {}, fresh, change) {
  for (const name of Object.keys(old)) {
    if (!(name in fresh)) change(name, undefined);
  }
  for (const [name, value] of Object.entries(fresh)) {
    if (old[name] !== value) change(name, value);
  }
}

/** One listener per event and element for ever, which calls what is described now. */
function listen(node, old = {}, fresh) {
  for (const name of Object.keys(fresh)) {
    if (!(name in old)) node.addEventListener(name, called);
  }
}

function called(event) {
  this[memory].description.on[event.type]?.call(this, event);
}
