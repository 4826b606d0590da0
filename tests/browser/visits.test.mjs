// Whole visits in the real app, from its first start to the result: with the core, a server over TLS with its
// database, and emulated cards. What counts is what the server has recorded, and what is shown to nobody.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { startApp } from "./app.mjs";
import { ROOT, violations } from "./browser.mjs";
import * as day from "./day.mjs";

const EVERYTHING = ["diagnosisInfo", "limitApplicationCertificate", "operationInfo", "pharmacistsInfo", "specificDiseasesCertificate", "specificHealthCheckupsInfo"];
const COUNTS = readFileSync(join(ROOT, "docs/testing.md"), "utf8");

let app;
let phone;

before(async () => {
  app = await startApp();
  phone = await app.open();
  await phone.send({ settings: { reduceMotion: true } });
});
after(() => app?.end());

test("a visit by PIN leads from the first start of the app to the result", async () => {
  await whileLooking("light", async () => {
    await day.start(phone);
    await day.register(phone);
    await day.signIn(phone);
    count();
    await day.begin(phone);
    await phone.tap("暗証番号(4桁)で確認");
    await day.enterPin(phone, (await phone.world()).pin);
    await day.read(phone, "T01");
    await day.agree(phone);
    expectCount("home to 登録完了, by PIN");
    await phone.tap("資格確認結果を見る");
    await phone.sees("確認方法");
    expectCount("home to 資格確認結果, by 「資格確認結果を見る」");
  });
  await expectRecords(["T01", "pin"]);
  await backHome();
});

test("a visit by sight takes both ticks and no PIN", async () => {
  await day.begin(phone);
  await whileLooking("dark", () => day.confirmBySight(phone));
  await day.read(phone, "T02");
  await day.agree(phone);
  await expectRecords(["T01", "pin"], ["T02", "visual"]);
  await phone.tap("ホームに戻る");
});

test("a visit by PIN can be made with the keyboard alone", async () => {
  count();
  phone.isByKeyboard = true;
  await day.begin(phone);
  await phone.tap("暗証番号(4桁)で確認");
  await day.enterPin(phone, (await phone.world()).pin);
  await day.read(phone, "T04");
  await day.agree(phone);
  await phone.tap("資格確認結果を見る");
  await phone.sees("確認方法");
  phone.isByKeyboard = false;
  assert.equal(phone.taps, 0);
  await expectRecords(["T01", "pin"], ["T02", "visual"], ["T04", "pin"]);
  await backHome();
});

test("a result is found again where the security settings are, and asked for anew", async () => {
  await phone.sees("今日の患者");
  count();
  await whileLooking("light", async () => {
    await phone.tap("メニュー");
    await day.openSecurity(phone);
    await phone.tap("資格確認結果検索");
    await phone.sees("検索条件");
    await phone.tap("検索");
    await phone.sees("3件");
    await phone.tap("試験 花子");
    await phone.sees("確認方法");
    expectCount("home to 資格確認結果 again, by 歯車 and セキュリティ設定");
    await phone.tap("再照会する");
    await phone.sees("カードを使わずに最新の資格を確認します");
    await phone.tap("再照会する");
    await phone.sees("前回の確認から資格は変わっていません");
  });
});

test("everybody can use the panel, light and dark", async () => {
  for (const scheme of ["light", "dark"]) {
    await phone.send({ settings: { scheme } });
    assert.deepEqual(await violations(phone.page, "#panel"), []);
  }
});

test("neither the PIN nor a password nor the code has left the app, and nothing was amiss", async () => {
  const { accounts, code, pin } = await phone.world();
  const said = await phone.said();
  const lines = [...said.map(({ data }) => data), await phone.page.$eval("#stage", (stage) => stage.outerHTML)];
  for (const line of lines) {
    for (const { password } of accounts) assert.ok(!line.includes(password));
    // Not counting longer numbers that hold these digits, and the name of a node.
    assert.ok(!new RegExp(`(?<![\\dn])${pin}(?!\\d)`).test(line));
  }
  // A code is to be seen while it is typed, and no longer.
  const registered = lines.findIndex((line) => line.includes("この端末を登録しました"));
  assert.ok(registered > 0);
  for (const line of lines.slice(registered)) {
    for (const between of ["-", " ", ""]) assert.ok(!line.includes(code.replaceAll("-", between)));
  }
  assert.deepEqual(said.filter(({ name }) => name === "refused"), []);
  assert.deepEqual(phone.faults, []);
});

/** Does something in one of the schemes, and looks at every screen on the way with axe-core. */
async function whileLooking(scheme, act) {
  const found = [];
  await set({ scheme });
  phone.whenSeen = async (text) => {
    found.push(...(await violations(phone.page, "#stage")).map((fault) => `${text}, ${scheme}: ${fault}`));
  };
  await act();
  phone.whenSeen = async () => {};
  await set({ scheme: "light" });
  assert.deepEqual(found, []);
}

/** Sets the telephone up, and waits for the screen that the app shows then: its colours are its own. */
async function set(settings) {
  const shown = await screens();
  await phone.send({ settings });
  for (let rounds = 0; (await screens()) === shown && rounds < 100; rounds += 1) {
    await new Promise((wake) => setTimeout(wake, 20));
  }
  await phone.settled();
}

/** How many screens the app has shown. */
async function screens() {
  return (await phone.said()).filter(({ name }) => name === "screen").length;
}

/** The server has to have recorded these visits, each with the consent to everything, and nothing else. */
async function expectRecords(...visits) {
  const { records } = await phone.until(({ records }) => records.consents.length === visits.length);
  const day = records.visits[0].receptionNumber.slice(0, 8);
  assert.deepEqual(records, {
    proofs: visits.length,
    visits: visits.map(([person, method], index) => ({
      person,
      method,
      careKind: "homeVisit",
      receptionNumber: `${day}${String(index + 1).padStart(5, "0")}`,
    })),
    consents: visits.map(([person]) => ({ person, careKind: "homeVisit", items: EVERYTHING, respondent: "patient" })),
  });
}

async function backHome() {
  await phone.tap("登録完了");
  await phone.tap("ホームに戻る");
}

function count() {
  phone.taps = 0;
  phone.inputs = 0;
}

/** The documentation has to name what was counted since `count`. */
function expectCount(what) {
  console.log(`${what}: ${phone.taps} taps, ${phone.inputs} texts`);
  assert.ok(COUNTS.includes(`| ${what} | ${phone.taps} | ${phone.inputs} |`), `docs/testing.md does not say what is counted: ${what}`);
}
