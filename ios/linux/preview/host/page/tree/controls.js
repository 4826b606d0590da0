// Buttons, fields, switches, dates, disclosures, links.

import { h } from "../dom/h.js";
import { cssColor, fillColor } from "../look/colors.js";
import { symbol } from "../look/symbols.js";
import { fontStyle } from "../look/type.js";
import { content, wordsOf } from "./containers.js";
import { base, inside } from "./render.js";
import { languageOf } from "./text.js";
import { controlVoice } from "./voice.js";

/** The children of a button or a label, of which several stand in a row. */
function labelled(node, at) {
  const drawn = content(node.c, inside(at, { inline: true, bottom: false }));
  return drawn.length > 1 ? h("span", { key: "row", class: "row align-center label" }, drawn) : drawn;
}

/** Draws a button; `names` are classes by which its surroundings draw it otherwise. */
export function button(node, at, ...names) {
  const { role, style = at.buttonStyle ?? "automatic", tint, size, border, shortcut, disabled } = node.a ?? {};
  const paint = tint ?? (role === "destructive" ? "red" : undefined);
  return h(
    "button",
    {
      ...base(node, at, "button", `style-${style}`, role && `role-${role}`, size && `size-${size}`, border && `form-${border}`, ...names),
      type: "button",
      disabled,
      "data-shortcut": shortcut,
      ...controlVoice(at),
      style: paint === undefined ? {} : { "--tint": cssColor(paint), "--tint-fill": fillColor(paint) },
      on: { click: () => at.send({ tap: node.id }) },
    },
    labelled(node, at),
  );
}

const KEYBOARDS = {
  numberPad: "numeric", decimalPad: "decimal", phonePad: "tel", emailAddress: "email", URL: "url",
  numbersAndPunctuation: "numeric",
};

function field(node, at) {
  const { title = "", text: words = "", prompt, secure, count = 0, axis, keyboard, capitalise, autocorrect, submit, disabled, style } = node.a ?? {};
  const long = axis === "vertical" && !secure;
  const name = at.voice?.label ?? (title || prompt);
  const input = h(long ? "textarea" : "input", {
    key: "input",
    type: long ? undefined : secure ? "password" : "text",
    rows: long ? "1" : undefined,
    class: "input",
    "data-input": node.id,
    "data-count": secure ? String(count) : undefined,
    "data-empty": secure && count === 0 ? true : undefined,
    placeholder: prompt ?? title,
    inputmode: KEYBOARDS[keyboard],
    enterkeyhint: ENTER[submit],
    lang: languageOf(secure ? "" : words),
    autocomplete: "off",
    autocapitalize: capitalise === "never" ? "off" : capitalise,
    autocorrect: autocorrect === false ? "off" : undefined,
    spellcheck: "false",
    disabled,
    ...controlVoice(at),
    "aria-label": name,
    style: { ...fontStyle(node.a), color: cssColor(node.a?.color) },
    on: {
      input(event) {
        this.typedAt = performance.now();
        this.unanswered = event.isComposing ? null : secure ? this.value.length : this.value;
        if (!event.isComposing) at.send({ set: node.id, text: this.value });
      },
      compositionend() {
        this.unanswered = secure ? this.value.length : this.value;
        at.send({ set: node.id, text: this.value });
      },
      focus: () => at.send({ focus: node.id }),
      keydown(event) {
        if (event.key !== "Enter" || event.isComposing || long) return;
        event.preventDefault();
        at.send({ submit: node.id });
      },
    },
    after: (element) => show(element, secure ? undefined : words, count),
  });
  return h("span", base(node, at, style && `field-${style}`), input);
}

const ENTER = { done: "done", go: "go", next: "next", return: "enter", search: "search", send: "send", continue: "next" };

// How long after a key the app is waited for: what it shows meanwhile is older than what is seen.
const TYPING = 2000;

/** Puts the text of the app into a field, unless the app does not yet know what was typed there. */
function show(element, words, count) {
  clearTimeout(element.later);
  if (element.unanswered === (words ?? count)) element.unanswered = undefined;
  const settled = () => {
    element.unanswered = undefined;
    if (words !== undefined) {
      if (element.value !== words) element.value = words;
    } else if (count === 0 && element.value !== "") {
      element.value = "";
    }
    if (element.tagName === "TEXTAREA") {
      element.style.setProperty("height", "auto");
      element.style.setProperty("height", `${element.scrollHeight}px`);
    }
  };
  const left = element.unanswered === undefined ? 0 : element.typedAt + TYPING - performance.now();
  if (left > 0) element.later = setTimeout(settled, left);
  else settled();
}

function toggle(node, at) {
  const { on = false, disabled, labelHidden, tint } = node.a ?? {};
  return h(
    "label",
    { ...base(node, at), style: { "--tint-fill": tint && fillColor(tint) } },
    h("span", { key: "label", class: ["label", labelHidden && "only-spoken"] }, content(node.c, inside(at, { inline: true, bottom: false }))),
    h("input", {
      key: "input",
      type: "checkbox",
      role: "switch",
      disabled,
      ...controlVoice(at),
      set: { checked: on },
      on: {
        change() {
          at.send({ set: node.id, on: this.checked });
          // The app decides; until it has, the switch stays.
          this.checked = on;
        },
      },
    }),
  );
}

function date(node, at) {
  const { title, value = "", min, max, disabled, labelHidden } = node.a ?? {};
  const words = title && !labelHidden && h("span", { key: "label", class: "label text", lang: languageOf(title) }, title);
  return h(
    "label",
    base(node, at),
    words,
    h("input", {
      key: "input",
      type: "date",
      min,
      max,
      disabled,
      ...controlVoice(at),
      "aria-label": at.voice?.label ?? title,
      after: (element) => {
        if (element !== document.activeElement && element.value !== value) element.value = value;
      },
      on: {
        change() {
          if (this.value) at.send({ set: node.id, date: this.value });
        },
      },
    }),
  );
}

function disclosure(node, at) {
  const { expanded = false, disabled } = node.a ?? {};
  const part = (kind) => (node.c ?? []).filter(({ k }) => k === kind);
  const label = part("label").flatMap(({ c }) => c ?? []);
  const rest = (node.c ?? []).filter(({ k }) => k !== "label");
  return h(
    "div",
    base(node, at),
    h(
      "button",
      {
        key: "head",
        class: "disclosure-head",
        type: "button",
        disabled,
        "aria-expanded": String(expanded),
        ...controlVoice(at),
        on: { click: () => at.send({ tap: node.id }) },
      },
      h("span", { class: "label" }, content(label, inside(at, { inline: true, bottom: false }))),
      symbol("chevron.right", { class: "turns" }),
    ),
    expanded && h("div", { key: "content", class: "disclosed column align-leading" }, content(rest, inside(at, { bottom: false }))),
  );
}

// The app opens links, if it does.
function link(node, at) {
  return h(
    "button",
    { ...base(node, at, "button", "style-automatic"), type: "button", role: "link", ...controlVoice(at), on: { click: () => at.send({ tap: node.id }) } },
    node.c ? labelled(node, at) : wordsOf(node) || node.a?.url,
  );
}

export const controls = { button: (node, at) => button(node, at), field, toggle, date, disclosure, link };
