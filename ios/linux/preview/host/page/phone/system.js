// What the system draws over the app: the sheet of the card reader, the question for the owner, the
// lock screen, the home screen, the switcher; and what is there when there is no app.

import { h } from "../dom/h.js";
import { symbol } from "../look/symbols.js";
import { japaneseTime } from "../look/time.js";

const WORDS = {
  nfc: ["スキャンの準備ができました", "Ready to Scan"],
  cancel: ["キャンセル", "Cancel"],
  allow: ["許可", "Allow"],
  owner: ["Face ID またはパスコード", "Face ID or passcode"],
  mismatch: ["顔が一致しない", "No match"],
  open: ["アプリを開く", "Open the app"],
  locked: ["ロックされています", "Locked"],
  unlock: ["ロックを解除", "Unlock"],
  resume: ["アプリに戻る", "Back to the app"],
  ended: ["アプリが終了しました", "The app has ended"],
  again: ["まもなく再起動します", "It starts again shortly"],
  starting: ["起動しています…", "Starting…"],
  gone: ["プレビューに接続できません", "The preview host does not answer"],
  name: ["訪問資格確認", "Kyotaku"],
};

/** The layers of the system, uppermost last; none while the app is used. */
export function systemOver(state, act) {
  const say = (key) => WORDS[key][state.language === "en" ? 1 : 0];
  const { world, phone } = state;
  if (!state.connected || state.process.state !== "running" || !state.screen) return [nothing(state, say)];
  if (world?.locked) return [lockScreen(state, act, say)];
  if (phone.phase === "background") return [homeScreen(act, say)];
  const sheet = state.sheetGone ? undefined : world?.nfcSheet;
  const layers = [];
  if (phone.phase === "inactive" && !sheet && !world?.asksOwner) layers.push(switcher(act, say));
  if (sheet) layers.push(nfcSheet(sheet, act, say));
  if (world?.asksOwner) layers.push(ownerQuestion(world.asksOwner, act, say));
  return layers;
}

function layer(name, label, ...children) {
  return h("div", { key: name, class: `system system-${name}`, role: "dialog", "aria-label": label, tabindex: "-1", "data-system": name }, children);
}

function action(name, words, events, act, ...names) {
  return h("button", { key: name, class: ["system-button", ...names], type: "button", "data-action": name, on: { click: () => act(...events) } }, words);
}

const ENDINGS = { tick: "checkmark", cross: "exclamationmark" };

function nfcSheet({ message, ending, cross }, act, say) {
  const icon = ENDINGS[ending] ?? "iphone.radiowaves.left.and.right";
  return layer(
    "nfc",
    say("nfc"),
    h("div", { class: "nfc-sheet" },
      h("h2", {}, say("nfc")),
      h("div", { class: ["nfc-picture", ending ? "ended" : "waiting"] }, symbol(icon)),
      h("p", { class: "message", role: "status" }, cross ?? message),
      !ending && action("nfc-cancel", say("cancel"), [{ world: { nfc: "cancel" } }], act)),
  );
}

function ownerQuestion(reason, act, say) {
  return layer(
    "owner",
    say("owner"),
    h("div", { class: "owner" },
      symbol("faceid", { class: "large" }),
      h("h2", {}, say("owner")),
      h("p", { class: "message" }, reason),
      action("owner-agrees", say("allow"), [{ world: { owner: "agrees" } }], act, "primary"),
      action("owner-refuses", say("mismatch"), [{ world: { owner: "refuses" } }], act),
      action("owner-cancels", say("cancel"), [{ world: { owner: "cancels" } }], act)),
  );
}

function lockScreen({ world }, act, say) {
  const time = japaneseTime(world?.now);
  return layer(
    "lock",
    say("locked"),
    h("p", { class: "lock-date" }, time && `${time.month}月${time.day}日`),
    h("p", { class: "lock-time" }, time && `${Number(time.hour)}:${time.minute}`),
    symbol("lock.fill", { class: "large" }),
    action("unlock", say("unlock"), [{ world: { lock: false } }], act),
  );
}

function homeScreen(act, say) {
  return layer(
    "home",
    say("open"),
    h("button", { class: "app-icon", type: "button", "aria-label": say("open"), "data-action": "foreground", on: { click: () => act({ phase: "inactive" }, { phase: "active" }) } },
      h("img", { src: "/icon.svg", alt: "" }),
      h("span", {}, say("name"))),
  );
}

function switcher(act, say) {
  return layer("switcher", say("resume"), action("resume", say("resume"), [{ phase: "active" }], act));
}

function nothing({ connected, process }, say) {
  if (!connected) return layer("gone", say("gone"), h("p", {}, say("gone")));
  if (process.state !== "ended") return layer("starting", say("starting"), h("p", { role: "status" }, say("starting")));
  return layer(
    "ended",
    say("ended"),
    h("h2", {}, say("ended")),
    h("p", {}, `${process.how} · ${say("again")} (${process.againAfter} s)`),
    h("pre", { tabindex: "0", "aria-label": "stderr" }, process.lastLines.join("\n")),
  );
}
