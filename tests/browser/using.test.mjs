// What is done on the telephone of the page reaches the app, and what somebody is doing is not disturbed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openPage, until } from "./browser.mjs";
import { useStage } from "./stage.mjs";
import { listScreen, n, over, page, patientScreen, pinScreen, screen, text, world } from "./trees.mjs";

const stage = useStage();
const click = (id) => async () => (await stage.control(id)).click();

test("every control tells the app what is done with it", async () => {
  await stage.show({ screen: listScreen() });
  assert.deepEqual(await stage.press(click("begin")), [{ tap: "begin" }]);
  assert.deepEqual(await stage.press(click("menu")), [{ tap: "menu" }]);
  assert.deepEqual(await stage.press(click("visual")), [{ set: "visual", on: false }]);
  assert.deepEqual(await stage.press(click("more")), [{ tap: "more" }]);
  assert.deepEqual(await stage.press(click("orderA")), [{ set: "order", option: "a" }]);
  assert.deepEqual(await stage.press(async () => (await stage.control("care")).select("c1")), [{ set: "care", option: "c1" }]);
  const setDay = async () => (await stage.control("day")).evaluate((input) => {
    input.value = "2026-11-05";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  assert.deepEqual(await stage.press(setDay), [{ set: "day", date: "2026-11-05" }]);
  assert.deepEqual(await stage.press(async () => {
    await stage.page.focus("[data-action=refresh]");
    await stage.page.keyboard.press("Enter");
  }), [{ refresh: "list" }]);
});

test("segments, links and whatever takes taps work by mouse and by keyboard", async () => {
  await stage.show({ screen: patientScreen() });
  assert.deepEqual(await stage.press(async () => (await stage.page.$(".segments [data-tag=family]")).click()), [{ set: "who", option: "family" }]);
  assert.deepEqual(await stage.press(click("tap")), [{ tap: "tap" }]);
  assert.deepEqual(await stage.press(async () => {
    await (await stage.control("tap")).focus();
    await stage.page.keyboard.press("Space");
  }), [{ tap: "tap" }]);
  const [{ tap }] = await stage.press(async () => (await stage.page.$("[role=link]")).click());
  assert.ok(tap);
});

test("what is disabled tells nothing", async () => {
  await stage.show({ screen: listScreen() });
  stage.app.forget();
  await (await stage.control("cannot")).evaluate((button) => button.click());
  await (await stage.control("off")).evaluate((input) => input.click());
  assert.deepEqual(await stage.press(click("begin")), [{ tap: "begin" }]);
});

test("typing is sent, and what comes back late does not overwrite it", async () => {
  await stage.show({ screen: listScreen() });
  const field = await stage.control("code");
  const value = () => field.evaluate((input) => [input.value, input.selectionStart]);
  assert.deepEqual(await stage.press(() => field.click()), [{ focus: "code" }]);
  await field.evaluate((input) => input.setSelectionRange(1, 1));
  const heard = await stage.press(() => stage.page.keyboard.type("99", { delay: 5 }), 2);
  assert.deepEqual(heard, [{ set: "code", text: "1931" }, { set: "code", text: "19931" }]);
  // A screen from before the second key.
  const stale = listScreen();
  await stage.show({ screen: { ...stale, focus: "code" } });
  assert.deepEqual(await value(), ["19931", 3]);
  assert.ok(await field.evaluate((input) => input === document.activeElement));
  // Nobody types any more: the app has the last word.
  await until("the text of the app is shown", async () => (await value())[0] === "131");
});

test("a field keeps its element, and a list how far it is scrolled, when everything around changes", async () => {
  await stage.show({ screen: listScreen() });
  await stage.page.$eval("[data-scroller]", (element) => element.scrollTo(0, 150));
  await (await stage.control("memo")).evaluate((input) => { input.known = true; });
  await stage.show({ screen: { ...listScreen(), over: [over("alert")] } }, { screen: listScreen() });
  assert.equal(await stage.page.$eval("[data-scroller]", (element) => element.scrollTop), 150);
  assert.equal(await (await stage.control("memo")).evaluate((input) => input.known), true);
});

test("Japanese that is being composed is sent when it is there", async () => {
  await stage.show({ screen: listScreen() });
  const memo = await stage.control("memo");
  await memo.click();
  await stage.heard();
  const heard = await stage.press(() => memo.evaluate((input) => {
    input.value = "ひ";
    input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
    input.value = "日";
    input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
  }));
  assert.deepEqual(heard, [{ set: "memo", text: "日" }]);
});

test("a secret is never shown by the page, and is gone when the app has emptied the field", async () => {
  const withCount = (count) => screen(page({ id: "stack", title: "題" }, n("field", { id: "secret", title: "パスワード", secure: true, count })));
  await stage.show({ screen: withCount(0) });
  const field = await stage.control("secret");
  assert.equal(await field.evaluate((input) => input.type), "password");
  await field.click();
  await stage.page.keyboard.type("abc");
  await stage.show({ screen: withCount(3) });
  assert.equal(await field.evaluate((input) => input.value), "abc");
  await stage.page.click("h1");
  await stage.show({ screen: withCount(0) });
  assert.equal(await field.evaluate((input) => input.value), "");
});

test("return submits a field, and leaving it gives the keyboard back", async () => {
  await stage.show({ screen: listScreen() });
  assert.deepEqual(await stage.press(click("code")), [{ focus: "code" }]);
  assert.deepEqual(await stage.press(() => stage.page.keyboard.press("Enter")), [{ submit: "code" }]);
  assert.deepEqual(await stage.press(() => stage.page.$eval("[data-input=code]", (input) => input.blur())), [{ focus: null }]);
});

test("the app can put the keyboard into a field, and away", async () => {
  const active = () => stage.page.evaluate(() => document.activeElement.dataset?.input ?? null);
  // What the tests before did with the focus is agreed upon first.
  await stage.show({ screen: { ...listScreen(), focus: "code" } }, { screen: { ...listScreen(), focus: "memo" } });
  assert.equal(await active(), "memo");
  // The app knows that already.
  assert.deepEqual(stage.app.heard().filter((line) => "focus" in line), []);
  await stage.show({ screen: listScreen() });
  assert.equal(await active(), null);
});

test("an app that is slow takes neither the focus nor the text of somebody who is fast", async () => {
  await stage.show({ screen: listScreen() });
  const [code, memo] = [await stage.control("code"), await stage.control("memo")];
  const first = await code.evaluate((input) => input.value);
  await code.click({ count: 3 });
  await stage.page.keyboard.type("42");
  await memo.click();
  // Screens from before the text, and from before the second field.
  await stage.show({ screen: { ...listScreen(), focus: "code" } });
  assert.notEqual(first, "42");
  assert.equal(await code.evaluate((input) => input.value), "42");
  assert.equal(await stage.page.evaluate(() => document.activeElement.dataset.input), "memo");
  await stage.show({ screen: { ...listScreen(), focus: "memo" } }, { screen: { ...listScreen(), focus: "code" } });
  assert.equal(await stage.page.evaluate(() => document.activeElement.dataset.input), "code");
});

test("the keys of a keyboard go to whatever takes keys", async () => {
  await stage.show({ screen: pinScreen() });
  await stage.page.click(".navigation-bar h1");
  const keys = await stage.press(async () => {
    for (const key of ["5", "0", "Backspace", "Enter", "Escape"]) await stage.page.keyboard.press(key);
  }, 5);
  assert.deepEqual(keys.map(({ key }) => key), ["5", "0", "delete", "return", "escape"]);
  // A button with the focus takes return for itself, and leaves digits to the pad.
  await (await stage.control("digit7")).focus();
  const mixed = await stage.press(async () => {
    await stage.page.keyboard.press("Enter");
    await stage.page.keyboard.press("3");
  }, 2);
  assert.deepEqual(mixed, [{ tap: "digit7" }, { key: "3" }]);
});

test("a shortcut presses its button where nothing takes keys", async () => {
  await stage.show({ screen: screen(page({ title: "題" }, n("button", { id: "go", shortcut: "return" }, "進む"))) });
  assert.deepEqual(await stage.press(() => stage.page.keyboard.press("Enter")), [{ tap: "go" }]);
});

test("the way back is a button in the bar and a swipe from the edge", async () => {
  const below = n("page", { id: "below", title: "前" }, text("前の内容"));
  await stage.show({ screen: screen(page({ id: "top", title: "後", back: "back1", backTitle: "前" }, text("内容"), { below })) });
  assert.deepEqual(await stage.press(() => stage.page.click("[data-action=back]")), [{ back: true }]);
  const box = await (await stage.page.$(".screen")).boundingBox();
  const swipe = async (distance) => {
    await stage.page.mouse.move(box.x + 5, box.y + 400);
    await stage.page.mouse.down();
    await stage.page.mouse.move(box.x + 5 + distance, box.y + 400, { steps: 3 });
    await stage.page.mouse.up();
  };
  assert.deepEqual(await stage.press(() => swipe(200)), [{ back: true }]);
  await swipe(30);
  assert.deepEqual(await stage.press(() => stage.page.click("[data-action=back]")), [{ back: true }]);
});

test("a sheet takes the focus, leaves nothing below to be used, and goes by escape or a swipe", async () => {
  await stage.show({ screen: listScreen() });
  await (await stage.control("begin")).focus();
  await stage.show({ screen: { ...listScreen(), over: [over("sheet")] } });
  assert.ok(await stage.page.evaluate(() => document.activeElement.closest("[data-presentation=sheet]") !== null));
  assert.ok(await stage.page.$eval("[data-node=begin]", (element) => element.closest("[inert]") !== null));
  assert.deepEqual(await stage.press(() => stage.page.keyboard.press("Escape")), [{ dismiss: "sheet" }]);
  const box = await (await stage.page.$("[data-presentation=sheet]")).boundingBox();
  assert.deepEqual(await stage.press(async () => {
    await stage.page.mouse.move(box.x + 190, box.y + 8);
    await stage.page.mouse.down();
    await stage.page.mouse.move(box.x + 190, box.y + 250, { steps: 3 });
    await stage.page.mouse.up();
  }), [{ dismiss: "sheet" }]);
  await stage.show({ screen: listScreen() });
  assert.ok(await stage.page.evaluate(() => document.activeElement.closest(".screen") !== null));
});

test("alerts and action sheets are answered by their buttons", async () => {
  await stage.show({ screen: { ...listScreen(), over: [over("alert")] } });
  assert.deepEqual(await stage.press(click("ok")), [{ tap: "ok" }]);
  await stage.show({ screen: { ...listScreen(), over: [over("dialog")] } });
  assert.deepEqual(await stage.press(click("no")), [{ tap: "no" }]);
  assert.deepEqual(await stage.press(() => stage.page.mouse.click(200, 120)), [{ dismiss: "dialog" }]);
});

test("the app hears that the screen is touched, not oftener than every second", async () => {
  await stage.show({ screen: listScreen() });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  stage.app.forget();
  const title = await stage.page.$(".large-title");
  for (let touch = 0; touch < 3; touch += 1) await title.click();
  await until("a touch was heard", () => stage.app.heard().length > 0);
  assert.deepEqual(stage.app.heard(), [{ touch: true }]);
});

test("several pages show the same, and one that comes later too", async () => {
  await stage.show({ screen: listScreen() });
  const other = await openPage(stage.browser, stage.app.address, { embedded: true });
  await other.waitForSelector("[data-node=begin]");
  assert.equal(await other.$eval("#panel", (element) => getComputedStyle(element).display), "none");
  await stage.show({ screen: pinScreen() });
  await other.waitForSelector("[data-node=digit5]");
  await other.close();
});

test("a refusal of the app is shown", async () => {
  await stage.show({ screen: listScreen() }, { refused: "takesNothing" });
  assert.ok((await stage.clearly(".box-log li")).includes("takesNothing"));
});

test("the sheet of the card reader lies over the app, can be cancelled, and goes after its end", async () => {
  await stage.show({ screen: listScreen() }, { world: { ...world, nfcSheet: { message: "カードを当ててください" } } });
  assert.ok(await stage.page.$eval("[data-node=begin]", (element) => element.closest("[inert]") !== null));
  assert.deepEqual(await stage.press(() => stage.page.click("[data-action=nfc-cancel]")), [{ world: { nfc: "cancel" } }]);
  await stage.show({ world: { ...world, nfcSheet: { message: "読み取りました", ending: "tick" } } });
  assert.equal((await stage.clearly(".nfc-sheet .message"))[0], "読み取りました");
  await until("the sheet goes", async () => (await stage.page.$(".nfc-sheet")) === null);
});

test("the question for the owner is answered on the telephone", async () => {
  await stage.show({ screen: listScreen() }, { world: { ...world, asksOwner: "署名のため" } });
  for (const answer of ["agrees", "refuses", "cancels"]) {
    assert.deepEqual(await stage.press(() => stage.page.click(`[data-action=owner-${answer}]`)), [{ world: { owner: answer } }]);
  }
});
