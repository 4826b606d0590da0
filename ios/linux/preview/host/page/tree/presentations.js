// What lies over a screen: sheets, covers, alerts, action sheets.

import { h } from "../dom/h.js";
import { content } from "./containers.js";
import { render } from "./render.js";
import { languageOf } from "./text.js";

/** Draws the presentations over a screen, the last one uppermost. */
export function presentations(over, surroundings) {
  const at = { ...surroundings, edges: false };
  return over.map((one, index) => {
    const inert = index < over.length - 1 || at.covered;
    return DRAWN[one.kind]?.(one, at, inert) ?? h("p", { key: one.id, class: "unknown" }, `? ${one.kind}`);
  });
}

function sheet(one, at, inert) {
  const { detents = [] } = one;
  const dismiss = () => at.send({ dismiss: one.id });
  const half = detents.length === 1 && detents[0] === "medium";
  return h(
    "div",
    { key: one.id, class: "presentation over-sheet", inert },
    h("div", { key: "dim", class: "dim", on: { click: one.dismissable ? dismiss : () => {} } }),
    h(
      "div",
      {
        key: "sheet",
        class: ["sheet", half && "half"],
        role: "dialog",
        "aria-label": one.title ?? titleOf(one.nodes) ?? "シート (sheet)",
        "data-node": one.id,
        "data-presentation": one.id,
        "data-dismissable": one.dismissable,
        tabindex: "-1",
      },
      detents.includes("medium") && h("div", { key: "grabber", class: "grabber" }),
      h("div", { key: "content", class: "presented" }, content(one.nodes, { ...at, edges: true, bottom: true, axis: "column" })),
    ),
  );
}

function cover(one, at, inert) {
  return h(
    "div",
    { key: one.id, class: "presentation over-cover", inert },
    h(
      "div",
      {
        key: "sheet", class: "cover", role: "dialog", "aria-label": one.title ?? titleOf(one.nodes) ?? "画面 (screen)",
        "data-node": one.id, "data-presentation": one.id, tabindex: "-1",
      },
      h("div", { key: "content", class: "presented" }, content(one.nodes, { ...at, edges: true, bottom: true, axis: "column" })),
    ),
  );
}

function words(one) {
  return [
    one.title && h("h2", { key: "title", class: "title-text", lang: languageOf(one.title) }, one.title),
    one.message?.length > 0 && h("div", { key: "message", class: "message column align-center" }, content(one.message, { axis: "column" })),
  ];
}

function alert(one, at, inert) {
  const buttons = one.buttons ?? [];
  const nodes = one.nodes ?? [];
  return h(
    "div",
    { key: one.id, class: "presentation over-alert", inert },
    h("div", { key: "dim", class: "dim" }),
    h(
      "div",
      {
        key: "alert", class: "alert", role: "alertdialog", "aria-label": one.title || "確認 (alert)",
        "data-node": one.id, "data-presentation": one.id, tabindex: "-1",
      },
      h("div", { key: "words", class: "alert-words" }, words(one), nodes.length > 0 && content(nodes, { ...at, axis: "column" })),
      h("div", { key: "buttons", class: ["alert-buttons", buttons.length === 2 && "two"] }, buttons.map((node) => render(node, { ...at, axis: "row", buttonStyle: "alert" }))),
    ),
  );
}

function dialog(one, at, inert) {
  const isCancel = ({ a, c = [] }) => a?.role === "cancel" || c.some(isCancel);
  const buttons = one.buttons ?? [];
  const [cancel, rest] = [buttons.filter(isCancel), buttons.filter((node) => !isCancel(node))];
  const draw = (node) => render(node, { ...at, axis: "column", buttonStyle: "alert" });
  return h(
    "div",
    { key: one.id, class: "presentation over-dialog", inert },
    h("div", { key: "dim", class: "dim", on: { click: () => at.send({ dismiss: one.id }) } }),
    h(
      "div",
      {
        key: "dialog", class: "dialog", role: "dialog", "aria-label": one.title || "選択 (choices)",
        "data-node": one.id, "data-presentation": one.id, tabindex: "-1",
      },
      h("div", { key: "choices", class: "choices" }, (one.title || one.message?.length > 0) && h("div", { key: "words", class: "alert-words" }, words(one)), rest.map(draw)),
      cancel.length > 0 && h("div", { key: "cancel", class: "choices" }, cancel.map(draw)),
    ),
  );
}

/** The title of the page that is seen in nodes. */
function titleOf(nodes = []) {
  for (const node of nodes) {
    if (node.k === "navigation") return titleOf((node.c ?? []).slice(-1));
    if (node.k === "page" && node.a?.title) return node.a.title;
    const found = titleOf(node.c);
    if (found) return found;
  }
  return undefined;
}

const DRAWN = { sheet, cover, alert, dialog };
