// Lists, forms, their sections and rows, and a label with its content.

import { h } from "../dom/h.js";
import { cssColor } from "../look/colors.js";
import { button } from "./controls.js";
import { container, content, refresher } from "./containers.js";
import { flat } from "./layout.js";
import { base, inside, render } from "./render.js";
import { withVoice } from "./voice.js";

const SEE_THROUGH = new Set(["accessible", "motion", "row-style"]);

/** What makes no difference to how its row is used; rows are higher than any least height by themselves. */
function isSeenThrough({ k, a = {}, c = [] }) {
  const isHeight = k === "frame" && c.length === 1 && c[0].k === "button" && Object.keys(a).every((name) => name === "minHeight" || name === "alignment");
  return SEE_THROUGH.has(k) || isHeight;
}

function list(node, at) {
  const style = node.k === "form" ? "insetGrouped" : node.a?.style ?? "insetGrouped";
  const bare = node.a?.background === "hidden";
  return h(
    "div",
    {
      ...base(node, at, "scroller", "axes-vertical", `list-${style}`, bare && "bare", at.bottom && "to-edge"),
      "data-scroller": true,
    },
    at.prelude,
    refresher(node, at),
    h("div", { key: "content", class: "scrolled sections" }, sections(node.c, inside(at, { list: style, bottom: false, prelude: undefined }))),
  );
}

/** Sections; rows outside of any make one of their own. */
function sections(nodes, at) {
  const drawn = [];
  let loose = [];
  const close = () => {
    if (loose.length > 0) drawn.push(h("div", { key: `loose ${loose[0].id}`, class: "section" }, rows(loose, [], at)));
    loose = [];
  };
  for (const node of (nodes ?? []).flatMap(flat)) {
    if (seen(node).k === "section") {
      close();
      drawn.push(styledSection(node, [], at));
    } else {
      loose.push(node);
    }
  }
  close();
  return drawn;
}

/** A node without what is around it only to say something about it. */
function seen(node) {
  const inner = (node.c ?? []).filter(({ k }) => k !== "layer");
  return isSeenThrough(node) && inner.length === 1 ? seen(inner[0]) : node;
}

/** What is said about the rows of a section around it is said about each of them. */
function styledSection(node, styles, at) {
  if (node.k === "section") return section(node, { ...at, rowStyles: styles });
  const [inner] = (node.c ?? []).filter(({ k }) => k !== "layer");
  return styledSection(inner, node.k === "row-style" ? [...styles, node] : styles, at);
}

function section(node, at) {
  if (!at.list) return container(node, at, { names: ["column", "align-leading"] }, content(node.c, inside(at)));
  const part = (kind) => (node.c ?? []).filter(({ k }) => k === kind).flatMap(({ c }) => c ?? []);
  const [header, footer] = [part("header"), part("footer")];
  const rest = (node.c ?? []).filter(({ k }) => k !== "header" && k !== "footer").flatMap(flat);
  const within = inside(at, { rowStyles: undefined, axis: "column" });
  // A section is headed for those who jump from heading to heading, whatever its header says itself.
  const heading = { ...within, voice: { traits: ["header"] } };
  const prominent = node.a?.prominence === "increased" && "prominent";
  return h(
    "div",
    base(node, at, "section"),
    header.length > 0 && h("div", { key: "header", class: ["section-header", prominent] }, header.map((child) => render(child, heading))),
    rest.length > 0 && rows(rest, at.rowStyles ?? [], within),
    footer.length > 0 && h("div", { key: "footer", class: "section-footer" }, content(footer, within)),
  );
}

function rows(nodes, styles, at) {
  return h("ul", { key: "rows", class: "rows", role: "list" }, nodes.map((node) => row(node, styles, at)));
}

function row(node, styles, at) {
  const said = [...styles, ...stylesOf(node)];
  const attributes = Object.assign({}, ...said.map(({ a }) => a ?? {}));
  const layers = said.flatMap(({ c = [] }) => c.filter(({ k }) => k === "layer")).slice(-1);
  const within = inside(at, { axis: "row", inRow: true });
  return h(
    "li",
    {
      key: node.id,
      class: ["list-row", attributes.separators === "hidden" && "unseparated", fillsRow(seen(node)) && "filled"],
      style: { background: surface(layers[0]), padding: insets(attributes) },
    },
    layers.map((layer) => surface(layer) ? undefined
      : h("div", { key: layer.id, class: "layer behind" }, content(layer.c, inside(at, { inRow: undefined })))),
    rowContent(node, within),
  );
}

function stylesOf(node) {
  if (!SEE_THROUGH.has(node.k)) return [];
  const [inner] = (node.c ?? []).filter(({ k }) => k !== "layer");
  const below = inner ? stylesOf(inner) : [];
  // What is nearer to the row counts.
  return node.k === "row-style" ? [node, ...below] : below;
}

/** The colour of a layer that is nothing but a surface. */
function surface(layer) {
  const [only, ...more] = layer?.c ?? [];
  return only?.k === "shape" && only.a?.shape === "rectangle" && more.length === 0 ? cssColor(only.a.fill) : undefined;
}

function insets({ top, leading, bottom, trailing }) {
  if ([top, leading, bottom, trailing].every((length) => length === undefined)) return undefined;
  return [top, trailing, bottom, leading].map((length) => `${length ?? 0}px`).join(" ");
}

const WITHOUT_LOOK = new Set(["automatic", "borderless", "plain", undefined]);

/** In a list a button without a look of its own is the whole row. */
function fillsRow({ k, a }) {
  if (k === "button") return WITHOUT_LOOK.has(a?.style);
  return k === "disclosure" || (k === "picker" && a?.style === "inline");
}

function rowContent(node, at) {
  const [inner, ...more] = (node.c ?? []).filter(({ k }) => k !== "layer");
  if (isSeenThrough(node) && inner && more.length === 0) {
    return rowContent(inner, node.k === "accessible" ? withVoice(at, node) : at);
  }
  if (node.k === "row-style") return content(node.c.filter(({ k }) => k !== "layer"), at);
  return node.k === "button" && fillsRow(node) ? button(node, at, "fills-row") : render(node, at);
}

// Side by side where there is room, and otherwise one below the other: that is left to CSS.
function labeled(node, at) {
  const part = (kind) => (node.c ?? []).filter(({ k }) => k === kind).flatMap(({ c }) => c ?? []);
  return container(node, at, {}, [
    h("div", { key: "label", class: "labeled-label" }, content(part("label"), inside(at, { bottom: false }))),
    h("div", { key: "content", class: "labeled-content" }, content(part("content"), inside(at, { bottom: false }))),
  ]);
}

export const lists = { list, form: list, section, labeled };
