// The tree of the app, as descriptions of elements.

import { h } from "../dom/h.js";
import { greedClass } from "./layout.js";

const KINDS = new Map();
// What has to do with the edges of the screen itself, or leaves that to what is in it.
const REACHES_EDGES = new Set([
  "navigation", "layers", "group", "accessible", "keys", "motion", "type", "tap", "background", "overlay", "opacity",
  "fill", "frame",
]);

/** Adds functions that draw a kind of node each. */
export function register(kinds) {
  for (const [kind, draw] of Object.entries(kinds)) KINDS.set(kind, draw);
}

/**
 * Draws a node. The surroundings `at` say what CSS cannot see from below:
 *
 * - `send(event)`: where events go;
 * - `axis`: `row` or `column`, of the stack around it;
 * - `inline`: inside of a button or a label, where only phrasing content may be;
 * - `inRow`: it is a row of a list;
 * - `edges`: it reaches from edge to edge of a screen whose safe areas nobody has kept yet;
 * - `bottom`: it touches the lower edge of the screen;
 * - `voice`: what accessibility modifiers around it say, to be put on its element;
 * - `prelude`: what the first scroller takes above its content: the large title.
 */
export function render(node, at) {
  if (at.edges && !REACHES_EDGES.has(node.k)) {
    return h("div", { key: node.id, class: "safe-area gx gy" }, render(node, { ...at, edges: false, axis: "column" }));
  }
  const draw = KINDS.get(node.k);
  if (!draw) {
    return h("p", { class: "unknown", "data-node": node.id }, `? ${node.k}`);
  }
  return draw(node, at);
}

/** Draws the children of a node. */
export function renderAll(nodes, at) {
  return (nodes ?? []).map((node) => render(node, at));
}

/** What every element of a node has: its key, its name for the tests, and how much room it takes. */
export function base(node, at, ...names) {
  const { voice } = at;
  const { fixed = "", priority = 0 } = node.a ?? {};
  return {
    key: node.id,
    "data-node": voice?.ids ? [...voice.ids, node.id].join(" ") : node.id,
    "data-identifier": voice?.identifier,
    class: [`k-${node.k}`, greedClass(node, at.axis), fixed.includes("h") && "fixed", priority > 0 && "first", ...names],
  };
}

/** The surroundings of what lies inside of an element: what was said about the element is used up. */
export function inside(at, changes = {}) {
  return { ...at, voice: undefined, ...changes };
}
