// The page: one state, drawn anew whenever the host tells something.

import { patch } from "./dom/h.js";
import { listen, send } from "./link.js";
import { panel } from "./panel/panel.js";
import { afterDrawing, beforeDrawing, focusMoved, isMovingFocus } from "./phone/focus.js";
import { hearInput } from "./phone/input.js";
import { phone } from "./phone/phone.js";
import { mark, settle } from "./phone/settle.js";

const KEPT = 50;
// The height of the telephone with its frame, and what is above and below it.
const PHONE_HEIGHT = 868;
const MARGINS = 40;
// How long the sheet of the card reader still shows how it ended.
const ENDED_SHEET = 1500;

const parameters = new URLSearchParams(location.search);
const state = {
  connected: false,
  screen: undefined,
  world: undefined,
  phone: { settings: {}, captured: false, phase: "active" },
  phoneModel: parameters.get("phone") === "small" ? "small" : "large",
  process: { state: "running" },
  announcements: [],
  haptics: [],
  log: [],
  language: parameters.get("lang") ?? "ja",
  embedded: parameters.get("embed") === "1",
  highlighted: undefined,
};

const stage = document.getElementById("stage");
const side = document.getElementById("panel");
document.body.classList.toggle("embedded", state.embedded);

/** Notes something in one of the logs, the newest first. */
function note(log, text, mark) {
  const number = (state[log][0]?.number ?? 0) + 1;
  state[log] = [{ number, text, mark }, ...state[log]].slice(0, KEPT);
}

/** Sends events one after the other, and shows why one was refused. */
async function act(...events) {
  for (const event of events) {
    if ("focus" in event) {
      if (isMovingFocus()) continue;
      focusMoved(event.focus);
    }
    const refused = await send(event);
    if (refused !== undefined) {
      note("log", refused);
      draw();
    }
  }
}

/** Changes what concerns the page alone. */
function change(changes) {
  Object.assign(state, changes);
  draw();
}

function heard(name, value) {
  if (name === "announce") note("announcements", value.text, value.priority === "default" ? undefined : value.priority);
  else if (name === "haptic") note("haptics", value);
  else if (name === "log" || name === "refused") note("log", value);
  else state[name] = value;
  if (name === "world") watchSheet(value.nfcSheet);
  if (name === "process" && value.state !== "running") {
    state.screen = undefined;
    state.world = undefined;
  }
  draw();
}

/** The sheet goes by itself some time after it has ended, whether or not the app has gone on. */
function watchSheet(sheet) {
  const ended = sheet?.ending !== undefined && sheet?.ending !== null;
  if (!ended) {
    clearTimeout(state.sheetTimer);
    state.sheetTimer = undefined;
    state.sheetGone = false;
  } else if (sheet.ending === "none") {
    state.sheetGone = true;
  } else {
    state.sheetTimer ??= setTimeout(() => change({ sheetGone: true }), ENDED_SHEET);
  }
}

function draw() {
  const before = beforeDrawing(stage);
  document.documentElement.lang = state.language;
  // The telephone may be in the simulator; then there are only its cards here.
  const elsewhere = state.world?.elsewhere === true;
  document.body.classList.toggle("cards-only", elsewhere);
  stage.hidden = elsewhere;
  patch(stage, [phone(state, act)]);
  if (!state.embedded) patch(side, panel(state, act, change));
  settle(stage);
  mark(stage, state.highlighted);
  afterDrawing(stage, before, state.screen?.focus);
  // For tests, which wait until what was said before the latest line of the log has been drawn.
  stage.dataset.log = JSON.stringify(state.log[0]?.text ?? null);
}

/** A telephone that is higher than the window is drawn smaller. */
function fit() {
  if (!state.embedded) stage.style.setProperty("zoom", String(Math.min(1, (innerHeight - MARGINS) / PHONE_HEIGHT)));
}

addEventListener("resize", fit);
fit();
hearInput(stage, side, act);
listen(heard, (connected) => change({ connected }));
draw();
