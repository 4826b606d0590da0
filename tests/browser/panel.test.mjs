// The panel beside the telephone, and what is shown when there is no app.

import assert from "node:assert/strict";
import { test } from "node:test";

import { until } from "./browser.mjs";
import { useStage } from "./stage.mjs";
import { listScreen, world } from "./trees.mjs";

const stage = useStage();
const act = (name, within = "#panel") => async () => stage.page.click(`${within} [data-action=${name}]`);

test("a card is held to the telephone and taken away", async () => {
  await stage.show({ screen: listScreen() });
  assert.deepEqual(await stage.press(act("hold", "[data-card=T02]")), [{ world: { card: "T02" } }]);
  await stage.show({ world: { ...world, held: "T02" } });
  assert.deepEqual(await stage.press(act("take-away", "[data-card=T02]")), [{ world: { card: null } }]);
  const tries = () => stage.page.select("[data-card=T01] [data-action=tries]", "1");
  assert.deepEqual(await stage.press(tries), [{ world: { tries: { card: "T01", left: 1 } } }]);
  assert.deepEqual(await stage.press(act("expire", "[data-card=T01]")), [{ world: { expire: "T01" } }]);
});

test("a card can be taken away at a command of the next reading", async () => {
  await stage.show({ screen: listScreen() });
  const set = async () => {
    await stage.page.$eval("[data-action=take-away-after]", (input) => { input.value = "7"; });
    await stage.page.click("[data-action=set-take-away]");
  };
  assert.deepEqual(await stage.press(set), [{ world: { takeAwayAfter: 7 } }]);
  assert.deepEqual(await stage.press(act("set-call")), [{ world: { callAfter: 7 } }]);
  await stage.show({ world: { ...world, takeAwayAfter: 7 } });
  assert.deepEqual(await stage.press(act("never-take-away"), 2), [{ world: { takeAwayAfter: null } }, { world: { callAfter: null } }]);
});

test("network, clock and telephone change by their buttons", async () => {
  await stage.show({ screen: listScreen() });
  const expected = {
    "network-slow": [{ world: { network: "slow" } }],
    "network-cut": [{ world: { network: "cut" } }],
    "network-portal": [{ world: { network: "portal" } }],
    "advance-minutes": [{ world: { advance: 300 } }],
    "advance-month": [{ world: { advance: 2_592_000 } }],
    "phase-background": [{ phase: "inactive" }, { phase: "background" }],
    "phase-active": [{ phase: "inactive" }, { phase: "active" }],
    "phase-inactive": [{ phase: "inactive" }],
    "phone-lock": [{ world: { lock: true } }],
    call: [{ world: { nfc: "call" } }],
    screenshot: [{ screenshot: true }],
    captured: [{ captured: true }],
    passcode: [{ world: { passcode: false } }],
    "issue-code": [{ world: { issueCode: true } }],
    visual: [{ world: { visual: false } }],
    "revoke-device": [{ world: { revokeDevice: true } }],
    "report-changes": [{ world: { reportChanges: true } }],
  };
  for (const [name, events] of Object.entries(expected)) assert.deepEqual(await stage.press(act(name), events.length), events, name);
  await act("captured")();
});

test("the app is only installed anew when that is said twice", async () => {
  await stage.show({ screen: listScreen() });
  await act("reinstall")();
  assert.deepEqual(await stage.press(act("reinstall")), [{ world: { reinstall: true } }]);
});

test("the settings of the telephone are remembered for every page", async () => {
  await stage.show({ screen: listScreen() });
  await stage.page.select("[data-action=type-size]", "accessibility2");
  await act("dark")();
  await until("the telephone is dark", () => stage.page.$eval(".phone", ({ dataset }) => dataset.scheme === "dark" && dataset.typeSize === "accessibility2"));
  await stage.page.reload();
  await until("the panel knows it", () => stage.page.$eval("[data-action=type-size]", ({ value }) => value === "accessibility2").catch(() => false));
  assert.ok(await stage.page.$eval("[data-action=dark]", ({ checked }) => checked));
});

test("the home screen, the switcher and the lock screen lead back to the app", async () => {
  await stage.show({ screen: listScreen() });
  await act("phase-background")();
  await stage.page.waitForSelector("[data-action=foreground]");
  assert.deepEqual(await stage.press(act("foreground", ".screen"), 2), [{ phase: "inactive" }, { phase: "active" }]);
  await act("phase-inactive")();
  await stage.page.waitForSelector("[data-action=resume]");
  assert.deepEqual(await stage.press(act("resume", ".screen")), [{ phase: "active" }]);
  await stage.show({ world: { ...world, locked: true } });
  assert.deepEqual(await stage.press(act("unlock", ".screen")), [{ world: { lock: false } }]);
});

test("the reading order is told as VoiceOver does, and shows where each element is", async () => {
  const reading = [{ id: "begin", label: "訪問をはじめる", hint: "資格を確認します", traits: ["button"] }, { id: "visual", label: "目視確認", value: "on", traits: ["button", "switch"] }];
  await stage.show({ screen: { ...listScreen(), reading, accessibilityFocus: "visual" } });
  assert.deepEqual(await stage.clearly(".reading li"), ["訪問をはじめる、ボタン資格を確認します", "目視確認、on、ボタン、切り替え"]);
  await stage.page.hover("[data-element=begin]");
  await stage.page.waitForSelector(".screen [data-node=begin].highlighted");
  assert.equal(await stage.page.$eval("[aria-current]", ({ dataset }) => dataset.element), "visual");
});

test("announcements and haptics are noted, the newest first, and which of them nothing interrupts", async () => {
  const said = (text, priority) => ({ announce: { text, priority } });
  await stage.show({ screen: listScreen() }, said("一つ目", "default"), said("二つ目", "high"), said("三つ目", "low"), { haptic: "warning" });
  assert.deepEqual((await stage.clearly(".box-announcements li")).slice(0, 3), ["三つ目後で読み上げ", "二つ目最後まで読み上げ", "一つ目"]);
  assert.equal((await stage.clearly(".box-log li"))[0], "warning");
});

test("log-ins can be copied", async () => {
  await stage.browser.defaultBrowserContext().overridePermissions(new URL(stage.app.address).origin, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
  await stage.show({ screen: listScreen() });
  await act("copy-code")();
  await until("it is copied", () => stage.page.evaluate(() => navigator.clipboard.readText().then((text) => text === "ABCD-EFGH")));
  assert.deepEqual(await stage.clearly("[data-value=proofs]"), ["1"]);
});

test("a killed app comes back, and one that is starting says so", async () => {
  await stage.show({ screen: listScreen() });
  await act("kill")();
  await stage.page.waitForSelector("[data-system=starting]");
  // The scripted app says all its lines again.
  await stage.page.waitForSelector("[data-node=begin]");
});

test("the screen can be that of a small telephone", async () => {
  await stage.show({ screen: listScreen() });
  const size = () => stage.page.$eval(".screen", ({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]);
  assert.deepEqual(await size(), [390, 844]);
  await stage.page.select("[data-action=phone-model]", "small");
  assert.deepEqual(await size(), [375, 667]);
});
