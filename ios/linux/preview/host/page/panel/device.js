// The telephone itself: network, clock, where the app is, and its settings.

import { h } from "../dom/h.js";
import { japaneseTime } from "../look/time.js";
import { TYPE_SIZES, points } from "../look/type.js";
import { action, actions, check, section } from "./parts.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;

/** The network that the telephone is in. */
export function network({ state, say, act }) {
  return section("network", say("network"), actions(say("network"), ["up", "slow", "cut", "portal"].map((name) =>
    action(`network-${name}`, say(name), () => act({ world: { network: name } }), { pressed: state.world.network === name }))));
}

/** The one clock of telephone and server. */
export function clock({ state, say, act }) {
  const jumps = { minutes: 5 * MINUTE, hour: HOUR, day: DAY, month: MONTH };
  return section(
    "clock",
    say("clock"),
    h("p", { key: "now" }, h("time", { datetime: state.world.now, "data-value": "now" }, shownTime(state.world.now))),
    actions(say("clock"), Object.entries(jumps).map(([name, seconds]) =>
      action(`advance-${name}`, say(name), () => act({ world: { advance: seconds } })))),
  );
}

function shownTime(moment) {
  const time = japaneseTime(moment);
  return time && `${time.year}年${time.month}月${time.day}日 ${time.hour}:${time.minute}:${time.second}`;
}

/** Where the app is, and what happens to the telephone. */
export function device({ state, say, act, change }) {
  const { phase, captured } = state.phone;
  const { locked, passcode } = state.world;
  const leave = [{ phase: "inactive" }, { phase: "background" }];
  const come = [{ phase: "inactive" }, { phase: "active" }];
  return section(
    "device",
    say("phone"),
    actions(say("phone"),
      action("phase-active", say("foreground"), () => act(...come), { pressed: phase === "active" && !locked, disabled: locked }),
      action("phase-inactive", say("inactive"), () => act({ phase: "inactive" }), { pressed: phase === "inactive", disabled: locked }),
      action("phase-background", say("background"), () => act(...leave), { pressed: phase === "background", disabled: locked }),
      locked
        ? action("phone-unlock", say("unlock"), () => act({ world: { lock: false } }))
        : action("phone-lock", say("lock"), () => act({ world: { lock: true } })),
      action("call", say("call"), () => act({ world: { nfc: "call" } })),
      action("screenshot", say("screenshot"), () => act({ screenshot: true })),
      action("kill", say("kill"), () => act({ world: { kill: true } })),
      action("reinstall", say("reinstall"), () => {
        if (state.sureToReinstall) act({ world: { reinstall: true } });
        change({ sureToReinstall: !state.sureToReinstall });
      })),
    state.sureToReinstall && h("p", { key: "sure", class: "notice", role: "status" }, say("reinstallSure")),
    check("captured", say("capture"), captured, (on) => act({ captured: on })),
    check("passcode", say("passcode"), passcode !== false, (on) => act({ world: { passcode: on } })),
  );
}

/** How the telephone shows things. */
export function view({ state, say, act, change }) {
  const { settings } = state.phone;
  const set = (name) => (on) => act({ settings: { [name]: on } });
  return section(
    "view",
    say("view"),
    h(
      "label",
      { key: "phone-model", class: "choice" },
      h("span", {}, say("phoneModel")),
      h(
        "select",
        { "data-action": "phone-model", set: { value: state.phoneModel }, on: { change() { change({ phoneModel: this.value }); } } },
        ["large", "small"].map((model) => h("option", { key: model, value: model }, say(`phone-${model}`))),
      ),
    ),
    check("dark", say("dark"), settings.scheme === "dark", (on) => act({ settings: { scheme: on ? "dark" : "light" } })),
    h(
      "label",
      { key: "type-size", class: "choice" },
      h("span", {}, say("typeSize")),
      h(
        "select",
        { "data-action": "type-size", set: { value: settings.typeSize ?? "large" }, on: { change() { act({ settings: { typeSize: this.value } }); } } },
        TYPE_SIZES.map((size) => h("option", { key: size, value: size }, `${size} (${points("body", size)} pt)`)),
      ),
    ),
    check("reduce-motion", say("reduceMotion"), settings.reduceMotion === true, set("reduceMotion")),
    check("without-color", say("withoutColor"), settings.differentiateWithoutColor === true, set("differentiateWithoutColor")),
    check("voice-over", say("voiceOver"), settings.voiceOver === true, set("voiceOver")),
  );
}
