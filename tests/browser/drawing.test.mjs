// How trees are drawn: every kind of node, at every size, in both schemes, without anything cut off and
// without a violation of WCAG level A or AA.

import assert from "node:assert/strict";
import { test } from "node:test";

import { violations } from "./browser.mjs";
import { findOverflow } from "./overflow.mjs";
import { useStage } from "./stage.mjs";
import { listScreen, n, over, page, patientScreen, pinScreen, screen, text, world } from "./trees.mjs";

const stage = useStage();

const SCREENS = { list: listScreen, pin: pinScreen, patient: patientScreen };
for (const kind of ["sheet", "half", "cover", "alert", "dialog"]) {
  SCREENS[kind] = () => ({ ...listScreen(), over: [over(kind)] });
}
const VIEWS = [
  { typeSize: "large", scheme: "light" },
  { typeSize: "large", scheme: "dark" },
  { typeSize: "xSmall", scheme: "light" },
  { typeSize: "accessibility5", scheme: "light" },
  { typeSize: "accessibility5", scheme: "dark" },
];

for (const [name, make] of Object.entries(SCREENS)) {
  for (const view of VIEWS) {
    test(`the ${name} screen is drawn whole and can be used by everybody, ${view.typeSize}, ${view.scheme}`, async () => {
      await stage.settings(view);
      await stage.show({ screen: make() });
      const findings = await findOverflow(stage.page);
      // The title of a bar never wraps on a telephone: at the largest size this one is too long.
      assert.deepEqual(findings.filter(({ kind, words }) => !(kind === "truncated" && words === "訪問資格確認")), []);
      assert.deepEqual(await violations(stage.page), []);
      assert.deepEqual(stage.page.complaints, []);
    });
  }
}

test("the panel can be used by everybody, in both languages", async () => {
  await stage.show({ screen: { ...listScreen(), reading: [{ id: "begin", label: "訪問をはじめる", hint: "カードか目視", traits: ["button"] }] } }, { announce: { text: "読み取りました", priority: "high" } }, { haptic: "success" }, { world: { ...world, held: "T01", takeAwayAfter: 4 } });
  assert.deepEqual(await violations(stage.page), []);
  await stage.page.click("[data-action=language]");
  assert.equal(await stage.page.$eval("html", ({ lang }) => lang), "en");
  assert.deepEqual(await violations(stage.page), []);
  await stage.page.click("[data-action=language]");
});

test("what the system draws can be used by everybody", async () => {
  for (const state of [{ nfcSheet: { message: "カードを当ててください" } }, { nfcSheet: { message: "", ending: "cross", cross: "読み取れませんでした" } }, { asksOwner: "ご本人の確認" }, { locked: true }]) {
    await stage.show({ screen: listScreen() }, { world: { ...world, ...state } });
    assert.deepEqual(await violations(stage.page), [], JSON.stringify(state));
  }
});

test("a title that is too long for its bar is found", async () => {
  await stage.show({ screen: screen(page({ title: "これはとても長い題名なので一行には入りません" }, text("内容"))) });
  assert.deepEqual((await findOverflow(stage.page)).map(({ kind }) => kind), ["truncated"]);
});

test("what is cut off, covered or unknown is found", async () => {
  const long = "切れてしまう長い文章です";
  const cases = {
    "clipped in a frame": n("frame", { width: 120, height: 20 }, text(long)),
    clipped: n("frame", { width: 60, height: 20 }, n("clip", { shape: "rectangle" }, text(long, { fixed: "h" }))),
    overlap: n("layers", {}, n("button", { id: "one" }, "上のボタン"), n("button", { id: "other" }, "下のボタン")),
    unknown: n("image", { system: "no.such.symbol" }),
  };
  for (const [kind, node] of Object.entries(cases)) {
    await stage.show({ screen: screen(page({ title: "題" }, node)) });
    assert.ok((await findOverflow(stage.page)).some((finding) => finding.kind === kind.split(" ")[0]), kind);
  }
  await stage.show({ screen: screen(page({ title: "題" }, n("hologram"))) });
  assert.deepEqual((await findOverflow(stage.page)).map(({ kind, words }) => [kind, words]), [["unknown", "? hologram"]]);
  const narrow = n("frame", { width: 80 }, n("field", { title: "とても長い入力の見本", text: "" }));
  await stage.show({ screen: screen(page({ title: "題" }, narrow)) });
  assert.deepEqual((await findOverflow(stage.page)).map(({ kind }) => kind), ["placeholder"]);
});

test("content that does not fit on a page without scrolling is found", async () => {
  await stage.settings({ typeSize: "accessibility5" });
  const lines = Array.from({ length: 20 }, (_, line) => text(`${line}行目`));
  await stage.show({ screen: screen(page({ title: "題" }, n("column", {}, lines))) });
  assert.ok((await findOverflow(stage.page)).some(({ kind }) => kind === "clipped"));
  await stage.show({ screen: screen(page({ title: "題" }, n("scroll", {}, n("column", {}, lines)))) });
  assert.deepEqual(await findOverflow(stage.page), []);
});

test("text has the voice of its own language and the letters of the one it is set in", async () => {
  const look = (id) => stage.page.$eval(`[data-node=${id}]`, (element) => [element.lang, getComputedStyle(element).getPropertyValue("-webkit-locale")]);
  const texts = [text("直す", { id: "plain" }), text("骨折 (fracture)", { id: "set", lang: "en", typeset: "ja" }), text("Card", { id: "voice", lang: "en" })];
  await stage.show({ screen: screen(page({ title: "題" }, n("column", {}, texts))) });
  assert.deepEqual([await look("plain"), await look("set"), await look("voice")], [["ja", '"ja"'], ["en", '"ja"'], ["en", '"en"']]);
});

test("a symbol is as high as the capitals on the first line of its text", async () => {
  const label = (...parts) => n("row", { label: true }, parts);
  const icon = (about) => n("accessible", { hidden: true }, n("image", { system: "lock.fill", ...about }));
  const cases = {
    label: label(n("image", { system: "lock.fill" }), text("錠 Lock", { id: "label" })),
    large: label(icon({ font: "largeTitle" }), text("錠 Lock", { id: "large", font: "title2" })),
    lines: label(icon(), n("column", { alignment: "leading" }, text("錠 Lock", { id: "lines" }), text("二行目"))),
    button: n("button", { id: "b", style: "bordered" }, label(icon(), text("錠 Lock", { id: "button" }))),
    row: n("row", { alignment: "baseline" }, icon(), text("錠 Lock", { id: "row" })),
  };
  for (const typeSize of ["large", "accessibility5"]) {
    await stage.settings({ typeSize });
    for (const [id, node] of Object.entries(cases)) {
      await stage.show({ screen: screen(page({ title: "題" }, n("scroll", {}, node))) });
      const raised = await stage.page.$eval(`[data-node=${id}]`, (words) => {
        let around = words;
        while (!around.querySelector(".symbol")) around = around.parentElement;
        const symbol = around.querySelector(".symbol");
        const [drawn, row] = [symbol.getBoundingClientRect(), symbol.closest(".row").getBoundingClientRect()];
        const line = document.createElement("span");
        line.style.display = "inline-block";
        words.prepend(line);
        const middle = line.getBoundingClientRect().bottom - (drawn.top + drawn.bottom) / 2;
        line.remove();
        const inside = drawn.top > row.top - 1 && drawn.bottom < row.bottom + 1;
        return { inside, height: middle / Number.parseFloat(getComputedStyle(symbol).fontSize) };
      });
      // Half of the height of a capital, which is 0.7 of the size of type.
      assert.ok(raised.inside && Math.abs(raised.height - 0.35) < 0.03, `${id}, ${typeSize}: ${JSON.stringify(raised)}`);
    }
  }
});

test("a part of the screen has a size of type of its own", async () => {
  const size = (id) => stage.page.$eval(`[data-node=${id}]`, (element) => getComputedStyle(element).fontSize);
  const [outside, inside] = [text("外", { id: "outside" }), n("type", { size: "accessibility1" }, text("中", { id: "inside", font: "title" }))];
  await stage.show({ screen: screen(page({ title: "題" }, n("column", {}, outside, inside))) });
  assert.deepEqual([await size("outside"), await size("inside")], ["17px", "38px"]);
});

test("of alternatives the first is shown that fits without wrapping", async () => {
  const shown = () => stage.page.$$eval("[data-fits] > :not([hidden])", (elements) => elements.map((element) => element.textContent));
  const alternatives = n("fits", {}, n("row", {}, "横に並べた長い見出し", "続き"), n("column", {}, "縦", "続き"));
  await stage.show({ screen: screen(page({ title: "題" }, alternatives)) });
  assert.deepEqual(await shown(), ["横に並べた長い見出し続き"]);
  await stage.settings({ typeSize: "accessibility5" });
  await stage.show({ screen: screen(page({ title: "題" }, alternatives)) });
  assert.deepEqual(await shown(), ["縦続き"]);
  await stage.settings({ typeSize: "large" });
  await stage.show({ screen: screen(page({ title: "題" }, alternatives)) });
  assert.deepEqual(await shown(), ["横に並べた長い見出し続き"]);
});

test("the large title gives way to the small one while it is scrolled away", async () => {
  const rows = Array.from({ length: 30 }, (_, row) => text(`${row}`));
  await stage.show({ screen: screen(page({ title: "一覧" }, n("list", {}, rows))) });
  const away = () => stage.page.$eval(".k-page", (element) => element.classList.contains("title-away"));
  assert.equal(await away(), false);
  await stage.page.$eval("[data-scroller]", (element) => element.scrollTo(0, 400));
  await stage.page.waitForSelector(".k-page.title-away");
  await stage.show({ screen: screen(page({ title: "一覧" }, n("list", {}, rows))) });
});

test("the colours of a screen follow the app where it insists, and else the telephone", async () => {
  const scheme = () => stage.page.$eval(".phone", (element) => element.dataset.scheme);
  await stage.settings({ scheme: "dark" });
  await stage.show({ screen: listScreen() });
  assert.equal(await scheme(), "dark");
  await stage.show({ screen: { ...listScreen(), scheme: "light" } });
  assert.equal(await scheme(), "light");
});

test("a hidden text is not spoken, and what is said otherwise is", async () => {
  const tree = n("column", {}, n("accessible", { hidden: true }, text("飾り")), n("accessible", { label: "三月一日", value: "選択済み" }, text("3/1")), n("accessible", { traits: ["header"] }, text("見出し")));
  await stage.show({ screen: screen(page({ title: "題" }, tree)) });
  const snapshot = JSON.stringify(await stage.page.accessibility.snapshot({ interestingOnly: false }));
  assert.ok(!snapshot.includes("飾り") && !snapshot.includes("3/1"));
  assert.ok(snapshot.includes("三月一日, 選択済み"));
  assert.equal(await stage.page.$eval("h2[data-node]", (element) => element.textContent), "見出し");
});
