// The panel beside the telephone: the world around it, and what the telephone says.

import { h } from "../dom/h.js";
import { cards } from "./cards.js";
import { device, clock, network, view } from "./device.js";
import { announcements, logs, reading, records } from "./heard.js";
import { logins } from "./logins.js";
import { sheet } from "./sheet.js";
import { speaker } from "./words.js";

/** Draws the panel. `act` sends events, `change` changes what concerns the page alone. */
export function panel(state, act, change) {
  const say = speaker(state.language);
  const use = { state, say, act, change };
  const other = state.language === "en" ? "ja" : "en";
  return [
    h(
      "header",
      { key: "header", class: "panel-header" },
      h("h1", {}, "Kyotaku"),
      h("button", { type: "button", lang: other, "data-action": "language", on: { click: () => change({ language: other }) } }, say("language")),
    ),
    h("div", { key: "boxes", class: "boxes" }, state.world?.elsewhere ? [sheet(use), cards(use), logs(use)] : boxes(use)),
  ];
}

function boxes(use) {
  const { state, say } = use;
  return [
    state.world ? [cards(use), network(use), clock(use), device(use), view(use), logins(use)] : [h("p", { key: "waiting", class: "quiet" }, say("waiting")), view(use)],
    reading(use),
    announcements(use),
    logs(use),
    state.world && records(use),
  ];
}
