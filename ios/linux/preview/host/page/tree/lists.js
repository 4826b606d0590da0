// Lists, forms, their sections and rows, and a label with its content.

import { h } from "../dom/h.js";
import { cssColor } from "../look/colors.js";
import { button } from "./controls.js";
import { container, content } from "./containers.js";
import { flat } from "./layout.js";
import { base, inside, render } from "./render.js";
import { withVoice } from "./voice.js";

const SEE_THROUGH = new Set(["accessible", "motion", "keys"]);

function list(node, at) {
  const style = node.k === "form" ? "insetGrouped" : node.a?.style ?? "insetGrouped";
  const within = inside(at, { list: style, bottom: false, prelude: undefined });
  return h(
    "div",
    { ...base(node, at, "scroller", "axes-vertical", `list-${style}`, at.bottom && "to-edge"), "data-scroller": true },
    at.prelude,
    h("div", { key: "content", class: "scrolled sections" }, sections(node.c, within)),
  );
}

/** Sections; rows outside of any make one of their own. */
function sections(nodes, at) {
  const drawn = [];
  let loose = [];
  const close = () => {
    if (loose.length > 0) drawn.push(h("div", { key: `loose ${loose[0].id}`, class: "section" }, rows(loose, at)));
    loose = [];
  };
  for (const node of (nodes ?? []).flatMap(flat)) {
    if (seen(node).k === "section") {
      close();
      drawn.push(render(node, at));
    } else {
      loose.push(node);
    }
  }
  close();
  return drawn;
}

/** A node without what is around it only to say something about it. */
function seen(node) {
  return SEE_THROUGH.has(node.k) && node.c?.length === 1 ? seen(node.c[0]) : node;
}

function section(node, at) {
  if (!at.list) return container(node, at, { names: ["column", "align-leading"] }, content(node.c, inside(at)));
  const part = (kind) => (node.c ?? []).filter(({ k }) => k === kind).flatMap(({ c }) => c ?? []);
  const [header, footer] = [part("header"), part("footer")];
  const rest = (node.c ?? []).filter(({ k }) => k !== "header" && k !== "footer").flatMap(flat);
  // A section is headed for those who jump from heading to heading, whatever its header says itself.
  const heading = { ...inside(at, { axis: "column" }), voice: { traits: ["header"] } };
  return h(
    "div",
    { ...base(node, at, "section") },
    header.length > 0 && h("div", { key: "header", class: ["section-header", node.a?.prominent && "prominent"] }, header.map((child) => render(child, heading))),
    rest.length > 0 && rows(rest, at),
    footer.length > 0 && h("div", { key: "footer", class: "section-footer" }, content(footer, inside(at))),
  );
}

function rows(nodes, at) {
  return h("ul", { key: "rows", class: "rows", role: "list" }, nodes.map((node) => row(node, at)));
}

function row(node, at) {
  const style = node.k === "row-style" ? node.a ?? {} : {};
  const nodes = node.k === "row-style" ? (node.c ?? []).flatMap(flat) : [node];
  const within = inside(at, { axis: "row", inRow: true });
  return h(
    "li",
    {
      key: node.id,
      class: ["list-row", style.separators === "hidden" && "unseparated", nodes.every(fillsRow) && "filled"],
      style: { background: cssColor(style.background), padding: insets(style) },
    },
    nodes.map((child) => rowContent(child, within)),
  );
}

function insets({ top, leading, bottom, trailing }) {
  if ([top, leading, bottom, trailing].every((length) => length === undefined)) return undefined;
  return [top, trailing, bottom, leading].map((length) => `${length ?? 0}px`).join(" ");
}

/** In a list a button without a look of its own is the whole row. */
function fillsRow(node) {
  const { k, a } = seen(node);
  if (k === "button") return ["automatic", "borderless", "plain", undefined].includes(a?.style);
  return k === "disclosure" || (k === "picker" && a?.style === "inline");
}

function rowContent(node, at) {
  if (SEE_THROUGH.has(node.k) && node.c?.length === 1) {
    return rowContent(node.c[0], node.k === "accessible" ? withVoice(at, node) : at);
  }
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
