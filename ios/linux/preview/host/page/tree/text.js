// Text, pictures, progress, shapes.

import { h } from "../dom/h.js";
import { cssColor } from "../look/colors.js";
import { symbol } from "../look/symbols.js";
import { fontStyle } from "../look/type.js";
import { base } from "./render.js";
import { headingLevel, speaksOtherwise, spokenChildren } from "./voice.js";

const ALIGN = { leading: "start", center: "center", trailing: "end" };
const JAPANESE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;

/** The language that a text is in, for its letters and its voice. */
export function languageOf(words) {
  if (JAPANESE.test(words)) return "ja";
  return /[a-z]{2}/i.test(words) ? "en" : undefined;
}

function textNode(node, at) {
  const { text: words = "", color, align, lang, typeset, selectable, redacted } = node.a ?? {};
  const level = at.inline ? undefined : headingLevel(at);
  const hidden = at.voice?.hidden;
  const tag = level ? `h${level}` : at.inline ? "span" : "p";
  const shared = base(node, at, "text", selectable && "selectable", redacted && "redacted");
  return h(
    tag,
    {
      ...shared,
      lang: lang ?? languageOf(words),
      "aria-hidden": hidden ? "true" : undefined,
      // The voice is that of `lang`; the letters may be those of another language.
      style: { ...fontStyle(node.a), color: cssColor(color), "text-align": ALIGN[align], "-webkit-locale": typeset && `"${typeset}"` },
    },
    ...(speaksOtherwise(at) && !hidden ? spokenChildren(at, [words], words) : [words]),
  );
}

function image(node, at) {
  const { system, color, decorative, scale } = node.a ?? {};
  const name = decorative || at.voice?.hidden ? undefined : at.voice?.label;
  const shared = base(node, at, "picture", scale && `scale-${scale}`);
  return h(
    "span",
    { ...shared, style: { ...fontStyle(node.a), color: cssColor(color) } },
    symbol(system ?? "", name === undefined ? {} : { role: "img", "aria-label": name }),
  );
}

function photo(node, at) {
  const { data, mime } = node.a ?? {};
  // Only what a camera makes: a drawing could hold a script.
  const kind = mime === "image/png" ? mime : "image/jpeg";
  return h("img", { ...base(node, at), src: `data:${kind};base64,${data}`, alt: at.voice?.label ?? "" });
}

function progress(node, at) {
  const { value, label, labelHidden, tint, size, style } = node.a ?? {};
  const known = value !== undefined && style !== "circular";
  const hidden = at.voice?.hidden ? "true" : undefined;
  const name = at.voice?.label ?? label ?? "処理中 (in progress)";
  const bar = h(
    "span",
    {
      key: "bar",
      class: known ? "bar" : "spinner",
      role: hidden ? undefined : "progressbar",
      "aria-hidden": hidden,
      "aria-label": hidden ? undefined : name,
      "aria-valuemin": known ? "0" : undefined,
      "aria-valuemax": known ? "100" : undefined,
      "aria-valuenow": known ? String(Math.round(value * 100)) : undefined,
      style: { "--part": known ? String(value) : undefined, color: cssColor(tint) },
    },
    ...(known ? [] : Array.from({ length: 8 }, (_, number) => h("i", { style: { "--turn": `${number * 45}deg`, "--late": `${number / 8 - 1}s` } }))),
  );
  const words = label && !labelHidden && h("span", { key: "label", class: "text", lang: languageOf(label), "aria-hidden": "true" }, label);
  return h("span", base(node, at, size && `size-${size}`), ...(known ? [words, bar] : [bar, words]).filter(Boolean));
}

function shape(node, at) {
  const { shape: form, radius, fill, stroke, lineWidth = 1 } = node.a ?? {};
  const painted = fill ?? (stroke === undefined ? "primary" : undefined);
  return h("span", {
    ...base(node, at, `shape-${form}`),
    style: {
      background: cssColor(painted),
      "border-radius": shapeRadius(form, radius),
      "box-shadow": stroke === undefined ? undefined : `inset 0 0 0 ${lineWidth}px ${cssColor(stroke)}`,
    },
  });
}

/** How round the corners of a shape are. */
export function shapeRadius(form, radius) {
  if (form === "capsule") return "999px";
  if (form === "circle") return "50%";
  return form === "rounded" ? `${radius ?? 10}px` : undefined;
}

export const text = { text: textNode, image, photo, progress, shape };
