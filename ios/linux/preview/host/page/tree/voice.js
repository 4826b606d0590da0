// What accessibility modifiers say, as ARIA.
//
// A modifier has no element of its own: it is put on the element of what it modifies. On text, for
// which ARIA allows no other name, the name is read from hidden text instead.

import { h } from "../dom/h.js";

const CONTROLS = new Set(["button", "field", "toggle", "picker", "option", "date", "disclosure", "link"]);

/** Surroundings with what one `accessible` node says; what is outside wins, as in SwiftUI. */
export function withVoice(at, node) {
  const outer = at.voice;
  const said = { ...node.a, ...definedOnly(outer) };
  const traits = [...new Set([...(node.a?.traits ?? []), ...(outer?.traits ?? [])])];
  return { ...at, voice: { ...said, traits, ids: [...(outer?.ids ?? []), node.id] } };
}

function definedOnly(voice = {}) {
  return Object.fromEntries(Object.entries(voice).filter(([, value]) => value !== undefined));
}

/** Attributes for the element of a control. */
export function controlVoice({ voice } = {}) {
  if (!voice) return {};
  const { label, value, hint, hidden } = voice;
  const name = label === undefined || value === undefined ? label : `${label}, ${value}`;
  return {
    "aria-label": name,
    "aria-description": join(label === undefined ? value : undefined, hint),
    "aria-hidden": hidden ? "true" : undefined,
    tabindex: hidden ? "-1" : undefined,
    "aria-current": voice.traits?.includes("selected") ? "true" : undefined,
  };
}

/** The level of the heading that something is, if it is one. */
export function headingLevel({ voice } = {}) {
  if (!voice?.traits?.includes("header")) return undefined;
  return Math.min(6, Math.max(2, voice.heading ?? 2));
}

/** Whether the words around a text differ from those it shows. */
export function speaksOtherwise({ voice } = {}) {
  return [voice?.label, voice?.value, voice?.hint].some((words) => words !== undefined);
}

/**
 * The children of an element that is no control: as they are; or, where something else is said, out of
 * sight of assistive technology with the words beside them.
 */
export function spokenChildren({ voice } = {}, children, shown) {
  const words = join(voice?.label ?? shown, voice?.value, voice?.hint);
  return [
    h("span", { key: "seen", class: "seen", "aria-hidden": "true" }, children),
    h("span", { key: "spoken", class: "only-spoken" }, words),
  ];
}

/** Whether there is anything to operate inside of nodes. */
export function holdsControls(nodes = []) {
  return nodes.some((node) => CONTROLS.has(node.k) || node.k === "tap" || holdsControls(node.c));
}

function join(...words) {
  const said = words.filter((word) => word !== undefined && word !== "");
  return said.length > 0 ? said.join(", ") : undefined;
}
