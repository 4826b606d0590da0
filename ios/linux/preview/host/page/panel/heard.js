// What is heard and felt: the reading order of VoiceOver, announcements, haptics, the log; and what the
// server has recorded.

import { h } from "../dom/h.js";
import { languageOf } from "../tree/text.js";
import { action, actions, check, entries, section } from "./parts.js";

/** What a VoiceOver user hears of the uppermost layer, in order. */
export function reading({ state, say, change }) {
  const elements = state.screen?.reading ?? [];
  return section(
    "reading",
    say("reading"),
    elements.length === 0
      ? h("p", { key: "none", class: "quiet" }, say("readingEmpty"))
      : h("ol", { key: "elements", class: "reading" }, elements.map((element) => item(element, say, state, change))),
  );
}

function item({ id, label, value, hint, traits = [] }, say, state, change) {
  const highlight = () => change({ highlighted: id });
  const release = () => change({ highlighted: state.highlighted === id ? undefined : state.highlighted });
  return h(
    "li",
    { key: id, "data-element": id, "aria-current": state.screen.accessibilityFocus === id ? "true" : undefined, on: { pointerenter: highlight, pointerleave: release } },
    h("span", { class: "element-label", lang: languageOf(label ?? "") }, label),
    value !== undefined && h("span", { lang: languageOf(String(value)) }, `、${value}`),
    traits.length > 0 && h("span", { class: "quiet" }, `、${traits.map(say.trait).join("、")}`),
    hint && h("small", { lang: languageOf(hint) }, hint),
  );
}

/** What VoiceOver was told to say. */
export function announcements({ state, say }) {
  return section("announcements", say("announcements"), h("div", { key: "heard", role: "log" }, entries(state.announcements, say)));
}

/** What was felt, and what was refused. */
export function logs({ state, say }) {
  return section(
    "log",
    say("log"),
    h("h3", { key: "haptics-title" }, say("haptics")),
    h("div", { key: "haptics" }, entries(state.haptics, say)),
    h("h3", { key: "log-title" }, say("refusals")),
    h("div", { key: "log" }, entries(state.log, say)),
  );
}

/** What the server has recorded, and what can be done there. */
export function records({ state, say, act }) {
  const { records: kept = {} } = state.world;
  const count = (value) => (Array.isArray(value) ? value.length : value ?? 0);
  const numbers = ["proofs", "visits", "consents"].map((name) => [name, count(kept[name])]);
  return section(
    "records",
    say("records"),
    h("dl", { key: "numbers", class: "numbers" }, numbers.map(([name, number]) =>
      h("div", { key: name }, h("dt", {}, say(name)), h("dd", { "data-value": name }, String(number))))),
    h("details", { key: "details" }, h("summary", {}, say("details")), h("pre", { tabindex: "0", "aria-label": say("details") }, JSON.stringify(kept, null, 1))),
    check("visual", say("visual"), state.world.visual === true, (on) => act({ world: { visual: on } })),
    actions(say("records"),
      action("report-changes", say("reportChanges"), () => act({ world: { reportChanges: true } })),
      action("revoke-device", say("revokeDevice"), () => act({ world: { revokeDevice: true } }))),
  );
}
