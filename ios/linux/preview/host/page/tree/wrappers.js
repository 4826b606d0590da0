// Modifiers that wrap one node.

import { h } from "../dom/h.js";
import { cssColor } from "../look/colors.js";
import { symbol } from "../look/symbols.js";
import { typeVariables } from "../look/type.js";
import { content } from "./containers.js";
import { base, inside, render } from "./render.js";
import { shapeRadius } from "./text.js";
import { controlVoice, holdsControls, withVoice } from "./voice.js";

const HORIZONTAL = { leading: "flex-start", center: "center", trailing: "flex-end" };

/**
 * Draws what a wrapper is around. What was said about the wrapper is said about its content: SwiftUI
 * makes no element of a modifier either.
 */
function only(node, at) {
  const children = (node.c ?? []).filter(({ k }) => k !== "layer");
  if (children.length === 1) return render(children[0], at);
  return h("div", { class: "column align-center gx" }, content(children, inside(at)));
}

function layersOf(node) {
  return (node.c ?? []).filter(({ k }) => k === "layer");
}

function element(node, at, names, style, ...children) {
  return h(at.inline ? "span" : "div", { ...base(node, { axis: at.axis }, ...names), style }, ...children);
}

function wrap(style) {
  return (node, at) => element(node, at, ["wrap"], style(node.a ?? {}), only(node, { ...at, bottom: false }));
}

const padding = wrap(({ top = 0, leading = 0, bottom = 0, trailing = 0 }) => ({
  padding: [top, trailing, bottom, leading].map((length) => `${length}px`).join(" "),
}));

function length(value) {
  return value === undefined || value === "infinity" ? undefined : `${value}px`;
}

function frame(node, at) {
  const { width, height, minWidth, maxWidth, minHeight, maxHeight, alignment = "center" } = node.a ?? {};
  const { x, y } = placed(alignment);
  const style = {
    width: length(width),
    height: length(height),
    "min-width": length(minWidth),
    "max-width": length(maxWidth),
    "min-height": length(minHeight),
    "max-height": length(maxHeight),
    "align-items": x,
    "justify-content": y,
    flex: width === undefined ? undefined : "none",
  };
  return element(node, at, [], style, only(node, { ...at, axis: "column", bottom: at.bottom && height === undefined }));
}

/** `topLeading` and its like, as places along both axes. */
function placed(alignment) {
  const x = /leading$/i.test(alignment) ? "leading" : /trailing$/i.test(alignment) ? "trailing" : "center";
  const y = alignment.startsWith("top") ? "flex-start" : alignment.startsWith("bottom") ? "flex-end" : "center";
  return { x: HORIZONTAL[x], y };
}

function layered(where) {
  return (node, at) => {
    const { color, shape, radius, alignment = "center" } = node.a ?? {};
    const style = { background: cssColor(color), "border-radius": shapeRadius(shape, radius) };
    const layers = layersOf(node).map((layer) =>
      h("div", { key: layer.id, class: ["layer", where, `at-${alignment}`, ...beyond(layer, at)] }, content(layer.c, inside(at, { bottom: false, edges: at.edges && where === "over" }))));
    return element(node, at, ["wrap"], style, only(node, at), ...layers);
  };
}

/** Which safe areas a layer ignores, of those that can be near it. */
function beyond(layer, { reach = ["top", "bottom"] }) {
  const fill = (layer.c ?? []).find(({ k }) => k === "fill");
  const edges = fill ? fill.a?.edges ?? ["top", "bottom"] : [];
  return edges.filter((edge) => reach.includes(edge)).map((edge) => `bleeds-${edge}`);
}

const clip = wrap(({ shape, radius }) => ({ "border-radius": shapeRadius(shape, radius), overflow: "clip" }));
const border = wrap(({ color, width = 1 }) => ({ "box-shadow": `inset 0 0 0 ${width}px ${cssColor(color)}` }));
const opacity = wrap(({ value = 1 }) => ({ opacity: String(value) }));

// A wrapper that changes nothing about how something looks has no element.
function transparent(node, at) {
  return only(node, at);
}

function fill(node, at) {
  return only(node, { ...at, edges: false });
}

function inset(node, at) {
  const { edge = "bottom" } = node.a ?? {};
  const top = edge === "top";
  const bar = h("div", { key: "bar", class: "inset-bar" }, layersOf(node).map((layer) => content(layer.c, inside(at, { bottom: false, reach: [edge] }))));
  const rest = h("div", { key: "content", class: "inset-content" }, only(node, { ...at, bottom: top && at.bottom }));
  return element(node, at, [top ? "inset-top" : "inset-bottom"], {}, ...(top ? [bar, rest] : [rest, bar]));
}

function tap(node, at) {
  const fire = (event) => {
    event.stopPropagation();
    at.send({ tap: node.id });
  };
  const shared = { ...base(node, at, "wrap"), on: { click: fire } };
  if (holdsControls(node.c)) return h("div", shared, only(node, inside(at)));
  const keydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    fire(event);
  };
  return h("div", { ...shared, role: "button", tabindex: "0", ...controlVoice(at), on: { click: fire, keydown } }, only(node, inside(at, { inline: true })));
}

function accessible(node, at) {
  return only(node, withVoice(at, node));
}

// The size of type of a part of the screen. Text that was given no size has to be told as well.
function type(node, at) {
  const { size } = node.a ?? {};
  return h(
    at.inline ? "span" : "div",
    { ...base(node, { axis: at.axis }, "wrap"), style: typeVariables(size), "data-type-size": size },
    only(node, at),
  );
}

// What UIKit would draw is not drawn: of a controller (the camera) there is a place, a bare view is not seen.
function uikit(node, at) {
  if (!node.a?.class?.endsWith("Controller")) return h("div", base(node, at, "bare"));
  return h("div", { ...base(node, at), role: "img", "aria-label": node.a?.class }, symbol("camera"));
}

function keys(node, at) {
  return h("div", { ...base(node, { axis: at.axis }, "wrap"), "data-keys": true }, only(node, at));
}

export const wrappers = {
  padding,
  frame,
  background: layered("behind"),
  overlay: layered("over"),
  clip,
  border,
  opacity,
  fill,
  motion: transparent,
  "row-style": transparent,
  inset,
  tap,
  accessible,
  type,
  uikit,
  keys,
};
