// Stacks, grids, scrolling, and what merely holds.

import { h } from "../dom/h.js";
import { base, inside, render, renderAll } from "./render.js";
import { flat } from "./layout.js";
import { languageOf } from "./text.js";
import { headingLevel, holdsControls, speaksOtherwise, spokenChildren } from "./voice.js";

const GAP = 8;
// Between a symbol and the text beside it.
const LABEL_GAP = 6;

/**
 * The element of a container with its children, and what is said about it: nothing, a heading, a
 * group with a name, or other words in place of what it shows.
 */
export function container(node, at, given, children) {
  const { voice } = at;
  const shared = { ...base(node, at, ...(given.names ?? [])), style: given.style };
  if (voice?.hidden) return h("div", { ...shared, "aria-hidden": "true", inert: true }, children);
  const operable = holdsControls(node.c);
  const level = headingLevel(at);
  if (level && !operable) {
    const words = speaksOtherwise(at) ? [voice.label, voice.value].filter(Boolean).join(", ") : undefined;
    return h("div", { ...shared, role: "heading", "aria-level": String(level), "aria-label": words }, children);
  }
  if (!speaksOtherwise(at)) return h(at.inline ? "span" : "div", shared, children);
  if (operable) {
    const name = [voice.label, voice.value].filter(Boolean).join(", ");
    return h("div", { ...shared, role: "group", "aria-label": name, "aria-description": voice.hint }, children);
  }
  shared.class.push("speaks");
  const shown = voice.children === "ignore" ? undefined : wordsOf(node);
  return h("div", { ...shared, lang: languageOf(voice.label ?? "") }, spokenChildren(at, children, shown));
}

/** The words that nodes show, in their order. */
export function wordsOf(node) {
  if (node.k === "text") return node.a?.text ?? "";
  return (node.c ?? []).map(wordsOf).filter(Boolean).join(", ");
}

function stack(axis) {
  return (node, at) => {
    const { alignment = "center", spacing, label } = node.a ?? {};
    const children = (node.c ?? []).flatMap(flat);
    const gap = spacing ?? (label ? LABEL_GAP : GAP);
    return container(
      node,
      at,
      { names: [axis, label ? "symbol-and-text" : `align-${alignment}`], style: { gap: `${gap}px` } },
      children.map((child, index) => {
        const lowest = axis === "column" && index === children.length - 1;
        return render(child, inside(at, { axis, bottom: at.bottom && lowest, prelude: undefined }));
      }),
    );
  };
}

function layers(node, at) {
  const { alignment } = node.a ?? {};
  const children = (node.c ?? []).flatMap(flat);
  return container(
    node,
    at,
    { names: [`at-${alignment ?? "center"}`] },
    children.map((child) =>
      h("div", { key: child.id, class: "lay", style: { "z-index": child.a?.z } }, render(child, inside(at, { axis: "layers" })))),
  );
}

function grid(node, at) {
  const { columns = 1, minimum, spacing = GAP, rowSpacing = GAP, alignment = "center" } = node.a ?? {};
  const tracks = minimum === undefined ? `repeat(${columns}, minmax(0, 1fr))` : `repeat(auto-fill, minmax(min(${minimum}px, 100%), 1fr))`;
  const style = { "grid-template-columns": tracks, gap: `${rowSpacing}px ${spacing}px` };
  const cells = (node.c ?? []).flatMap(flat).map((cell) => {
    const drawn = render(cell, inside(at, { axis: "grid", bottom: false }));
    if (cell.a?.span > 1) drawn.style = { ...drawn.style, "grid-column": `span ${cell.a.span}` };
    return drawn;
  });
  return container(node, at, { style, names: [`at-${alignment}`] }, cells);
}

function scroll(node, at) {
  const { axes = "vertical" } = node.a ?? {};
  return h(
    "div",
    { ...base(node, at, "scroller", `axes-${axes}`, at.bottom && "to-edge"), "data-scroller": true },
    at.prelude,
    refresher(node, at),
    h("div", { key: "content", class: "scrolled column align-center" }, content(node.c, inside(at, { bottom: false, prelude: undefined }))),
  );
}

/** A button for what on a telephone is done by pulling down; it is seen when it has the focus. */
export function refresher(node, at) {
  if (!node.a?.refreshable) return undefined;
  return h("button", { key: "refresh", class: "refresher", type: "button", "data-action": "refresh", on: { click: () => at.send({ refresh: node.id }) } }, "更新 (refresh)");
}

/** Several nodes where one is expected stand in a column. */
export function content(nodes, at) {
  return renderAll((nodes ?? []).flatMap(flat), { ...at, axis: "column" });
}

function group(node, at) {
  const children = (node.c ?? []).flatMap(flat);
  if (children.length === 1) return render(children[0], at);
  return container(node, at, { names: ["column", "align-center"] }, renderAll(children, inside(at, { axis: "column" })));
}

function spacer(node, at) {
  return h("span", { ...base(node, at), style: { "--least": `${node.a?.minLength ?? 8}px` } });
}

function divider(node, at) {
  return h("span", { ...base(node, at, `in-${at.axis === "row" ? "row" : "column"}`) });
}

// All alternatives are in the document and those that are not chosen are hidden; after every
// patch the first that fits is chosen by measuring.
function fits(node, at) {
  return h(
    "div",
    { ...base(node, at), "data-fits": true },
    (node.c ?? []).map((child) => h("div", { key: child.id, class: "alternative" }, render(child, inside(at, { voice: at.voice })))),
  );
}

export const containers = {
  column: stack("column"),
  row: stack("row"),
  layers,
  grid,
  scroll,
  group,
  content: group,
  label: group,
  header: group,
  footer: group,
  layer: group,
  spacer,
  divider,
  fits,
};
