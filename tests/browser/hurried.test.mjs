// Visits in a hurry and with bad luck, in the real app: two taps for one, networks and batteries that die, cards that
// slip and cards of others. Each comes to one visit and one consent at the server, or to none.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { startApp } from "./app.mjs";
import * as day from "./day.mjs";

let app;
let phone;
let pin;
let isRegistered = false;
// What the server had before a test.
let known;

before(async () => {
  app = await startApp();
  phone = await app.open();
  await phone.send({ settings: { reduceMotion: true } });
  ({ pin } = await phone.world());
});
after(() => app?.end());

beforeEach(async () => {
  phone.clicks = 1;
  await phone.send({ world: { network: "up" } });
  if (isRegistered && !(await phone.text()).includes("資格確認・同意登録をはじめる")) {
    await phone.send({ world: { card: null } });
    await phone.restart();
    await day.signIn(phone);
  }
  known = (await phone.world()).records;
});

test("a code is taken in small full-width letters with blanks, and two taps at every button register once", async () => {
  phone.clicks = 2;
  await day.start(phone);
  await day.register(phone, (code) => `　${code.toLowerCase().split("-").map(day.fullWidth).join("　")} `);
  await day.signIn(phone);
  await phone.sees("通信できます");
  isRegistered = true;
});

test("two taps at every button of a visit make one visit, though every answer takes its time", async () => {
  phone.clicks = 2;
  await phone.send({ world: { network: "slow" } });
  await toTheCard();
  await day.read(phone, "T01");
  await day.agree(phone);
  await expectNew("T01");
  phone.clicks = 1;
  await phone.send({ world: { network: "up" } });
  await home();
});

test("a PIN has four digits, and what ends a reading costs none of its tries", async () => {
  await day.begin(phone);
  await phone.tap("暗証番号(4桁)で確認");
  await phone.tap("はじめる");
  await phone.sees("暗証番号の入力");
  for (const digit of pin.slice(0, 3)) await phone.tap(digit);
  await phone.sees("4桁のうち3桁を入力済み");
  assert.ok(!(await phone.offers("確定")));
  await phone.tap(pin[3]);
  await phone.sees("4桁のうち4桁を入力済み");
  // One more is none.
  await phone.tap("9");
  await phone.tap("確定");
  await day.takeBack(phone);
  // Back, by the sheet that lies over the app.
  await day.beginReading(phone);
  await phone.tap("キャンセル");
  await phone.until((world) => !world.nfcSheet);
  // A call, in the middle of it.
  await phone.send({ world: { callAfter: 5 } });
  await day.read(phone, "T02");
  await phone.sees("読み取りが中断されました");
  // It is taken away in the middle, and held again.
  await phone.send({ world: { takeAwayAfter: 3 } });
  await day.read(phone, "T02", { by: "もう一度読み取る" });
  await phone.sees("MKA-E2002");
  await day.read(phone, "T02", { by: "もう一度読み取る" });
  await day.agree(phone);
  await expectNew("T02");
  await expectTries("T02", 3);
  await home();
});

test("the card of the spouse is registered for nobody, and the right one for the patient", async () => {
  await toTheCard();
  await day.read(phone, "T04");
  await phone.sees("模擬　桜", 30_000);
  await phone.tap("患者様と一致しません");
  await phone.sees("別の方のカードです");
  await phone.tap("中止する");
  await phone.sees("MKA-I2043");
  assert.doesNotMatch(await phone.text(), /模擬/);
  await phone.tap("最初からやり直す");
  await phone.tap("暗証番号(4桁)で確認");
  await enterPin();
  await day.read(phone, "T07");
  await day.agree(phone);
  await expectNew("T07");
  await home();
  await phone.seesNoMore("件");
});

test("a network that is dead at every step holds a visit up, and no longer than that", async () => {
  const { cut, mend } = network("cut", "MKA-E5001");
  await phone.send({ world: { network: "cut" } });
  await phone.sees("通信できません");
  await phone.send({ world: { network: "up" } });
  await phone.sees("通信できます");
  await day.begin(phone);
  await cut(() => phone.tap("暗証番号(4桁)で確認"));
  await mend();
  await phone.sees("患者様にお渡しください");
  // Before the tap: it is kept, and the card is not wanted again.
  await cut(async () => {
    await enterPin();
    await day.read(phone, "T08");
  });
  assert.ok((await phone.text()).includes("確認を端末に保存しました"));
  assert.deepEqual(await newVisits(), []);
  await mend();
  await phone.sees("患者様の確認", 30_000);
  // After the tap, and at the registration.
  await cut(async () => {
    await day.answer(phone);
    await day.send(phone);
  });
  assert.deepEqual(await newConsents(), []);
  await phone.tap("あとで続ける");
  await phone.sees("未送信 1件");
  await phone.sees("通信できません");
  await phone.send({ world: { network: "up" } });
  await phone.sees("通信できます");
  await phone.seesNoMore("未送信");
  await expectNew("T08");
});

test("a network of somebody else is told apart, at the registration and at the result", async () => {
  const { cut, mend } = network("portal", "MKA-E5002");
  await phone.send({ world: { network: "portal" } });
  await phone.sees("通信できません");
  await phone.send({ world: { network: "up" } });
  await phone.sees("通信できます");
  await visit("T10", () => cut(() => day.send(phone)));
  await mend();
  await phone.sees("登録完了", 30_000);
  await expectNew("T10");
  await phone.send({ world: { network: "cut" } });
  // It is known already; only asking again takes the server.
  await phone.tap("資格確認結果を見る");
  await phone.sees("確認方法");
  await phone.tap("再照会する");
  await phone.sees("カードを使わずに最新の資格を確認します");
  await phone.tap("再照会する");
  await phone.sees("MKA-E5001", 30_000);
  await mend();
  await phone.sees("前回の確認から資格は変わっていません");
  await phone.restart();
  await day.signIn(phone);
});

test("a battery that dies between tap and registration costs neither another tap nor another PIN", async () => {
  await toTheCard();
  await phone.send({ world: { network: "cut" } });
  await day.read(phone, "T12");
  await phone.sees("確認を端末に保存しました", 30_000);
  await phone.restart();
  await phone.sees("送信を待っている確認があります");
  await phone.send({ world: { network: "up" } });
  await takeUp();
  // Once more, with the answer that the patient has given.
  await day.answer(phone);
  await phone.send({ world: { network: "cut" } });
  await day.send(phone);
  await phone.sees("MKA-E5001", 30_000);
  await phone.restart();
  await phone.send({ world: { network: "up" } });
  await day.signIn(phone);
  await expectNew("T12");
  await phone.seesNoMore("未送信");
});

test("a visit goes on where it was when the app was left and the telephone locked in between", async () => {
  await toTheCard();
  await day.read(phone, "T09");
  await phone.sees("患者様の確認", 30_000);
  for (const [leave, back] of [[{ phase: "background" }, "アプリを開く"], [{ world: { lock: true } }, "ロックを解除"]]) {
    await phone.send(leave);
    await phone.sees(leave.phase ? "訪問資格確認" : "ロックを解除");
    await phone.tap(back);
  }
  await day.agree(phone);
  await expectNew("T09");
  await home();
});

test("whoever signs in next sees nothing of the visit that another has begun, and can take it up", async () => {
  await toTheCard();
  await day.read(phone, "T04");
  await phone.sees("模擬　桜", 30_000);
  // Nobody touches it for long enough that it locks.
  await phone.send({ world: { advance: 900 } });
  await phone.send({ touch: true });
  await phone.sees("ロック中");
  assert.doesNotMatch(await phone.text(), /模擬/);
  await phone.tap("別のアカウントでログインする");
  await phone.tap("ログアウト");
  await phone.sees("送信を待っている確認があります");
  await takeUp("doctor01");
  await phone.sees("模擬　桜");
  await day.agree(phone);
  await expectNew("T04");
  await home();
  await phone.seesNoMore("件");
});

test("a card whose certificate has ended takes no consent to what was treated", async () => {
  await phone.send({ world: { expire: "T03" } });
  await toTheCard();
  await day.read(phone, "T03");
  await phone.sees("MKA-E2020", 30_000);
  await day.agree(phone);
  await expectNew("T03");
  const { records } = await phone.world();
  assert.deepEqual(records.consents.at(-1).items, ["limitApplicationCertificate", "specificDiseasesCertificate"]);
});

/** How a network dies in the course of something, and what says so. */
function network(fault, code) {
  return {
    async cut(act) {
      await phone.send({ world: { network: fault } });
      await act();
      await phone.sees(code, 30_000);
    },
    async mend() {
      await phone.send({ world: { network: "up" } });
      await phone.tap("もう一度試す");
    },
  };
}

async function toTheCard() {
  await day.begin(phone);
  await phone.tap("暗証番号(4桁)で確認");
  await enterPin();
}

async function enterPin() {
  await day.enterPin(phone, pin);
}

/** A visit as usual, but for how it is sent. */
async function visit(person, send) {
  await toTheCard();
  await day.read(phone, person);
  await day.answer(phone);
  await send();
}

/** Somebody signs in, and goes on with what waits: with neither a card nor a PIN. */
async function takeUp(id) {
  await day.signIn(phone, id);
  await phone.tap("回答が必要な確認 1件");
  await phone.sees("送信待ちの確認");
  await phone.tap("続ける");
  await phone.sees("患者様の確認", 30_000);
}

async function home() {
  await phone.tap("ホームに戻る");
  await phone.sees("資格確認・同意登録をはじめる");
}

async function newVisits() {
  const { records } = await phone.world();
  return records.visits.slice(known.visits.length);
}

async function newConsents() {
  const { records } = await phone.world();
  return records.consents.slice(known.consents.length).map(({ person }) => person);
}

/** Exactly one consent more than before, of a person, and one visit that came to its end. */
async function expectNew(person) {
  await phone.until(({ records }) => records.consents.length > known.consents.length);
  assert.deepEqual(await newConsents(), [person]);
  const ended = (await newVisits()).filter(({ receptionNumber }) => receptionNumber);
  assert.deepEqual(ended.map((one) => one.person), [person]);
  assert.equal((await newVisits()).filter((one) => one.person === person).length, 1);
}

async function expectTries(card, left) {
  const { cards } = await phone.world();
  assert.equal(cards.find(({ id }) => id === card).pinTriesLeft, left);
}
