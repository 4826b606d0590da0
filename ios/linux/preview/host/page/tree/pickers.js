// Choices: menus, segments, lists with a mark.

import { h } from "../dom/h.js";
import { symbol } from "../look/symbols.js";
import { content, wordsOf } from "./containers.js";
import { base, inside } from "./render.js";
import { languageOf } from "./text.js";
import { controlVoice } from "./voice.js";

function options(node) {
  return (node.c ?? []).flatMap((child) => (child.k === "option" ? [child] : options(child)));
}

function isSelected(option, node) {
  return option.a?.selected ?? option.a?.tag === node.a?.selection;
}

function picker(node, at) {
  const { style } = node.a ?? {};
  if (style === "segmented") return radios(node, at, "segments");
  if (style === "inline") return radios(node, at, "marked");
  return menu(node, at);
}

// What is seen is text that may wrap; the list that opens is the browser's, and lies over it unseen.
function menu(node, at) {
  const { title, disabled, labelHidden } = node.a ?? {};
  const all = options(node);
  const chosen = all.find((option) => isSelected(option, node));
  const name = at.voice?.label ?? title;
  return h(
    "span",
    base(node, at),
    at.inRow && title && !labelHidden && h("span", { key: "title", class: "text", lang: languageOf(title), "aria-hidden": "true" }, title),
    h(
      "span",
      { key: "menu", class: "menu" },
      h("span", { key: "seen", class: "chosen", "aria-hidden": "true" }, h("span", { class: "text" }, chosen ? wordsOf(chosen) : ""), symbol("chevron.up.chevron.down")),
      h(
        "select",
        {
          key: "select",
          disabled,
          ...controlVoice(at),
          "aria-label": name,
          set: { value: chosen?.a?.tag ?? "" },
          on: {
            change() {
              at.send({ set: node.id, option: this.value });
            },
          },
        },
        all.map((option) => h("option", { key: option.id, value: option.a?.tag ?? "", lang: languageOf(wordsOf(option)) }, wordsOf(option))),
      ),
    ),
  );
}

function radios(node, at, look) {
  const { title, disabled } = node.a ?? {};
  const shared = base(node, at, look);
  return h(
    "span",
    { ...shared, role: "radiogroup", "aria-label": at.voice?.label ?? title, "aria-description": at.voice?.hint },
    options(node).map((option) => {
      const selected = isSelected(option, node);
      return h(
        "label",
        { key: option.id, class: "option", "data-node": option.id, "data-tag": option.a?.tag },
        h("input", {
          key: "input",
          type: "radio",
          name: `picker ${node.id}`,
          value: option.a?.tag ?? "",
          disabled: disabled ?? option.a?.disabled,
          set: { checked: selected },
          on: { change: () => at.send({ set: node.id, option: option.a?.tag ?? "" }) },
        }),
        h("span", { key: "label", class: "label" }, content(option.c, inside(at, { inline: true, bottom: false }))),
        look === "marked" && h("span", { key: "mark", class: "mark" }, selected && symbol("checkmark")),
      );
    }),
  );
}

export const pickers = { picker };
