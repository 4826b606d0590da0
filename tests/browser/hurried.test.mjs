// Visits in a hurry and with bad luck, in the real app: two clicks for one, networks that die, batteries too, cards
// that slip and cards of others. Each comes to one visit at the server, or to none.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { startApp } from "./app.mjs";
import * as day from "./day.mjs";

let app;
let phone;
let pin;
// What the server had before a test.
let known;

before(async () => {
  app = await startApp();
  phone = await app.open();
  await phone.send({ settings: { reduceMotion: true } });
  ({ pin } = await phone.world());
  await day.start(phone);
  await day.register(phone);
  await day.signIn(phone);
});
after(() => app?.end());

beforeEach(async () => {
  phone.clicks = 1;
  if (!(await phone.text()).includes("資格確認・同意登録をはじめる")) {
    for (const world of [{ network: "up" }, { card: null }, { kill: true }]) await phone.send({ world });
    await phone.sees("機関名", 30_000);
    await day.signIn(phone);
  }
  known = (await phone.world()).records.visits.length;
});

test("two clicks at every button of a visit make one visit", async () => {
  phone.clicks = 2;
  await visit("T01");
  phone.clicks = 1;
  await expectNew("T01");
  await home();
});

test("a card that is taken away in the middle is read again without another PIN", async () => {
  await toTheCard();
  await phone.send({ world: { takeAwayAfter: 3 } });
  await phone.tap("読み取り開始");
  await phone.until((world) => world.nfcSheet);
  await phone.send({ world: { card: "T02" } });
  await phone.until((world) => world.takeAwayAfter === undefined || world.takeAwayAfter === null);
  await phone.send({ world: { card: null } });
  await phone.send({ world: { card: "T02" } });
  await phone.sees("患者様の確認", 30_000);
  await phone.send({ world: { card: null } });
  await day.agree(phone);
  await expectNew("T02");
  const { cards } = await phone.world();
  assert.equal(cards.find(({ id }) => id === "T02").pinTriesLeft, 3);
  await home();
});

test("the card of the spouse is registered for nobody", async () => {
  await toTheCard();
  await day.read(phone, "T04");
  await phone.sees("患者様の確認", 30_000);
  await phone.tap("患者様と一致しません");
  await phone.sees("別の方のカードです");
  await phone.tap("中止する");
  await phone.sees("MKA-I2043");
  assert.doesNotMatch(await phone.text(), /模擬/);
  const { records } = await phone.world();
  assert.equal(records.consents.filter(({ person }) => person === "T04").length, 0);
  assert.equal(records.visits.filter(({ person, receptionNumber }) => person === "T04" && receptionNumber).length, 0);
});

test("a network that dies after the tap holds the answer up, and no longer than that", async () => {
  await toTheCard();
  await day.read(phone, "T07");
  await phone.sees("患者様の確認", 30_000);
  await phone.tap("患者様と一致しています");
  await phone.tap("はじめる");
  await phone.tap("すべて同意する");
  await phone.sees("入力内容の確認");
  await phone.send({ world: { network: "cut" } });
  await phone.tap("この内容で登録する");
  await day.takeBack(phone);
  await phone.sees("MKA-E5001", 30_000);
  await phone.tap("あとで続ける");
  await phone.sees("未送信 1件");
  assert.equal((await phone.world()).records.consents.filter(({ person }) => person === "T07").length, 0);
  await phone.send({ world: { network: "up" } });
  await expectNew("T07");
  await phone.seesNoMore("未送信");
});

test("a battery that dies after the tap costs neither another tap nor another PIN", async () => {
  await toTheCard();
  await day.read(phone, "T08");
  await phone.sees("患者様の確認", 30_000);
  await phone.send({ world: { kill: true } });
  await phone.sees("機関名", 30_000);
  await day.signIn(phone);
  await phone.tap("未送信の確認が1件あります");
  await phone.sees("送信待ちの確認");
  await phone.tap("続ける");
  await day.agree(phone);
  await expectNew("T08");
  await home();
});

test("a visit goes on where it was when the app was left and the telephone locked in between", async () => {
  await toTheCard();
  await day.read(phone, "T10");
  await phone.sees("患者様の確認", 30_000);
  for (const [leave, back] of [[{ phase: "background" }, "アプリを開く"], [{ world: { lock: true } }, "ロックを解除"]]) {
    await phone.send(leave);
    await phone.sees(leave.phase ? "訪問資格確認" : "ロックを解除");
    await phone.tap(back);
  }
  await day.agree(phone);
  await expectNew("T10");
  await home();
});

async function toTheCard() {
  await day.begin(phone);
  await phone.tap("暗証番号(4桁)で確認");
  await day.enterPin(phone, pin);
}

async function home() {
  await phone.tap("ホームに戻る");
  await phone.sees("資格確認・同意登録をはじめる");
}

async function visit(person) {
  await toTheCard();
  await day.read(phone, person);
  await day.agree(phone);
}

/** Exactly one visit and one consent more than before, of a person. */
async function expectNew(person) {
  const { records } = await phone.until(({ records }) => records.visits.length > known);
  const of = (list) => list.map((one) => one.person).slice(known);
  assert.deepEqual(of(records.visits), [person]);
  assert.equal(records.consents.filter((one) => one.person === person).length, 1);
  assert.ok(records.visits.at(-1).receptionNumber);
  assert.equal(records.proofs, known + 1);
}
