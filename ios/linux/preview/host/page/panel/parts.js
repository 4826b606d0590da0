// The parts that the sections of the panel are made of.

import { h } from "../dom/h.js";

/** A section with its heading. */
export function section(key, title, ...children) {
  return h("section", { key, class: ["box", `box-${key}`], "aria-labelledby": `box-${key}` }, h("h2", { id: `box-${key}` }, title), children);
}

/** A button with words; `data-action` is what tests call it. */
export function action(name, words, run, { pressed, disabled, label } = {}) {
  return h(
    "button",
    {
      key: name,
      type: "button",
      "data-action": name,
      "aria-pressed": pressed === undefined ? undefined : String(pressed),
      "aria-label": label,
      disabled,
      on: { click: run },
    },
    words,
  );
}

/** A switch with words. */
export function check(name, words, on, run) {
  return h(
    "label",
    { key: name, class: "check" },
    h("input", { type: "checkbox", "data-action": name, set: { checked: on }, on: { change() { run(this.checked); } } }),
    words,
  );
}

/** Actions beside each other, under a name for those who hear the page. */
export function actions(label, ...children) {
  return h("div", { key: label, class: "actions", role: "group", "aria-label": label }, children);
}

/** The entries of a log, the newest first. */
export function entries(log, say) {
  if (log.length === 0) return h("p", { key: "none", class: "quiet" }, say("none"));
  return h("ol", { key: "entries", class: "log", reversed: true, tabindex: "0" }, log.map(({ number, text, mark }) =>
    h("li", { key: number, value: String(number) }, typeof text === "string" ? text : JSON.stringify(text), mark && h("small", {}, say(mark)))));
}
