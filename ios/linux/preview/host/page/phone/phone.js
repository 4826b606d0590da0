// The telephone: its frame, its status bar, the app on it, and what the system draws over the app.

import { h } from "../dom/h.js";
import { colorVariables } from "../look/colors.js";
import { symbol } from "../look/symbols.js";
import { japaneseTime } from "../look/time.js";
import { typeVariables } from "../look/type.js";
import { content, presentations } from "../tree/tree.js";
import { systemOver } from "./system.js";

/** Draws the telephone in its present state. */
export function phone(state, act) {
  const { screen, phoneModel, phone: { settings, phase } } = state;
  const scheme = screen?.scheme ?? settings.scheme ?? "light";
  const typeSize = settings.typeSize ?? "large";
  const system = systemOver(state, act);
  const over = screen?.over ?? [];
  const at = { send: act, axis: "column", edges: true, bottom: true, covered: system.length > 0 };
  return h(
    "div",
    {
      key: "phone",
      class: ["phone", phoneModel === "small" && "small", `scheme-${scheme}`, settings.reduceMotion && "still"],
      style: { ...colorVariables(scheme), ...typeVariables(typeSize) },
      "data-type-size": typeSize,
      "data-scheme": scheme,
      "data-phase": phase,
    },
    h(
      "div",
      { key: "screen", class: "screen" },
      statusBar(state),
      h(
        "div",
        { key: "app", class: ["app", phase === "inactive" && "switching"], inert: at.covered },
        screen && h("div", { key: "root", class: "root", inert: over.length > 0 }, content([screen.root], at)),
        presentations(over, at),
      ),
      system,
      h("div", { key: "indicator", class: "home-indicator" }),
    ),
  );
}

function statusBar({ world }) {
  const time = japaneseTime(world?.now);
  const cut = world?.network === "cut";
  return h(
    "div",
    { key: "status", class: "status-bar", "aria-hidden": "true" },
    h("span", { class: "clock" }, time ? `${Number(time.hour)}:${time.minute}` : ""),
    h("span", { class: "notch" }),
    h("span", { class: "signals" }, symbol(cut ? "wifi.slash" : "wifi"), h("span", { class: "battery" })),
  );
}
