// Which nodes take all the room they are offered, as SwiftUI's layout decides it: a stack is as wide
// as its widest child unless one of them is greedy. CSS has to be told.

const known = new WeakMap();

const NONE = { x: false, y: false };
const BOTH = { x: true, y: true };
const WIDE = { x: true, y: false };

const BY_KIND = {
  text: () => NONE,
  image: () => NONE,
  photo: () => NONE,
  divider: (_, axis) => (axis === "row" ? { x: false, y: true } : WIDE),
  spacer: (_, axis) => (axis === "row" ? WIDE : { x: false, y: true }),
  shape: () => BOTH,
  scroll: () => BOTH,
  list: () => BOTH,
  form: () => BOTH,
  navigation: () => BOTH,
  page: () => BOTH,
  inset: () => BOTH,
  field: () => WIDE,
  toggle: () => WIDE,
  date: () => WIDE,
  labeled: () => WIDE,
  disclosure: () => WIDE,
  grid: () => WIDE,
  section: () => WIDE,
  uikit: () => BOTH,
  type: (node) => ofContent(node),
  picker: ({ a }) => (a?.style === "menu" || a?.style === undefined ? NONE : WIDE),
  progress: ({ a }) => (a?.value === undefined ? NONE : WIDE),
  row: (node) => ofChildren(node, "row"),
  column: (node) => ofChildren(node, "column"),
  frame: (node) => frame(node),
};

/** Whether a node takes all the width (`x`) and all the height (`y`) there is, inside of a row or a column. */
export function greed(node, axis) {
  if (node.k === "spacer" || node.k === "divider") return BY_KIND[node.k](node, axis);
  let found = known.get(node);
  if (!found) {
    found = (BY_KIND[node.k] ?? ofContent)(node);
    known.set(node, found);
  }
  return found;
}

/** The classes that tell CSS. */
export function greedClass(node, axis) {
  const { x, y } = greed(node, axis);
  return `${x ? "gx " : ""}${y ? "gy" : ""}`;
}

function ofChildren(node, axis) {
  const all = (node.c ?? []).flatMap(flat).map((child) => greed(child, axis));
  return { x: all.some(({ x }) => x), y: all.some(({ y }) => y) };
}

// What lies behind or over something has the size of that thing.
function ofContent(node) {
  const content = (node.c ?? []).filter(({ k }) => k !== "layer");
  return ofChildren({ c: content }, "column");
}

function frame(node) {
  const { width, height, maxWidth, maxHeight } = node.a ?? {};
  const inner = ofContent(node);
  return {
    x: width === undefined && (maxWidth === undefined ? inner.x : maxWidth === "infinity"),
    y: height === undefined && (maxHeight === undefined ? inner.y : maxHeight === "infinity"),
  };
}

/** A node without the groups around it: a group merely holds. */
export function flat(node) {
  return node.k === "group" ? (node.c ?? []).flatMap(flat) : [node];
}
