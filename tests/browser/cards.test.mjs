// The page of the cards, where the telephone is in the simulator: the real program behind it, and the test in
// the place of the telephone.

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { ROOT, openPage, startBrowser, startHost, violations } from "./browser.mjs";

const PROGRAM = process.env.KYOTAKU_CARDSIM ?? join(ROOT, "target/debug/kyotaku-cardsim");
const SELECT_JPKI = "00A4040C0AD392F000260100000001";

let host;
let browser;
let page;
let port;

before(async () => {
  host = await startHost(PROGRAM, "relay", "--port", "0");
  browser = await startBrowser();
  page = await openPage(browser, host.address);
  await page.waitForSelector("[data-card=T01]");
  port = Number(await value("port"));
});
after(async () => {
  await browser?.close();
  await host?.end();
});

const value = (name) => page.$eval(`[data-value=${name}]`, (element) => element.textContent);
const says = (name, text) =>
  page.waitForFunction((selector, wanted) => document.querySelector(selector)?.textContent === wanted, {}, `[data-value=${name}]`, text);

/** A telephone whose sheet is open. */
function telephone(message) {
  const socket = connect(port, "127.0.0.1");
  const lines = createInterface({ input: socket });
  const say = (said) => socket.write(`${JSON.stringify(said)}\n`);
  const hear = async () => JSON.parse((await once(lines, "line"))[0]);
  say({ message });
  return { say, hear, hangUp: () => socket.destroy() };
}

test("a card that is held by the page answers a telephone, and the page shows the sheet", async () => {
  assert.equal(await page.$eval("#stage", (stage) => stage.hidden), true);
  const phone = telephone("かざしてください");
  await says("sheet", "かざしてください");
  const found = phone.hear();
  await page.click("[data-card=T01] [data-action=hold]");
  assert.deepEqual(await found, { found: true });
  const answer = phone.hear();
  phone.say({ command: Buffer.from(SELECT_JPKI, "hex").toString("base64") });
  assert.deepEqual(await answer, { response: Buffer.from([0x90, 0x00]).toString("base64") });
  const lost = phone.hear();
  await page.click("[data-card=T01] [data-action=take-away]");
  await page.waitForSelector("[data-card=T01] [data-action=hold]");
  phone.say({ command: Buffer.from(SELECT_JPKI, "hex").toString("base64") });
  assert.deepEqual(await lost, { lost: true });
  phone.hangUp();
});

test("the button of the sheet ends the reading", async () => {
  const phone = telephone("もう一度");
  await says("sheet", "もう一度");
  const over = phone.hear();
  await page.click("[data-action=nfc-cancel]");
  assert.deepEqual(await over, { over: "cancelled" });
  await page.waitForFunction(() => !document.querySelector("[data-action=nfc-cancel]"));
});

test("the page has nothing for axe-core to say", async () => {
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(page.complaints, []);
});
