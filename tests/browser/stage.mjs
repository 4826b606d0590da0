// A page before a scripted app, with what tests do to it.

import { after, before, beforeEach } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { openPage, startBrowser, startScripted, until } from "./browser.mjs";
import { world } from "./trees.mjs";

/**
 * One preview and one page for the tests of a file. `stage.page` is there when they run; after each start
 * the world is the usual one and the settings of the telephone are those of a new one.
 */
export function useStage(options = {}) {
  const stage = { show, clearly, control, heard, settings, press };
  let app;
  let browser;
  let marks = 0;

  before(async () => {
    [app, browser] = await Promise.all([startScripted(), startBrowser()]);
    stage.app = app;
    stage.browser = browser;
    stage.page = await openPage(browser, app.address, options);
  });
  after(async () => {
    await browser?.close();
    await app?.end();
  });
  beforeEach(async () => {
    await settings({ typeSize: "large", scheme: "light", reduceMotion: true });
    await show({ world });
    app.forget();
  });

  /** Has the app say things, and waits until they are drawn. */
  async function show(...objects) {
    marks += 1;
    const mark = `drawn ${marks}`;
    const drawn = stage.page.evaluate(waitForMark, JSON.stringify(mark));
    app.say(...objects, { log: mark });
    await drawn;
  }

  /** Changes the settings of the telephone; the app has heard by then of everything that was done before. */
  async function settings(changes) {
    await stage.page.evaluate(async (event) => (await import("/link.js")).send(event), { settings: changes });
    await until("the app heard of the settings", () => app.heard().some((line) => isDeepStrictEqual(line.settings, changes)));
  }

  /** The element that is operated of a node. */
  async function control(id) {
    const node = `.screen [data-node~="${id}"]`;
    for (const selector of [`.screen [data-input="${id}"]:is(input, textarea)`, `${node}:is(button, [role=button])`, `${node} :is(input, select, button)`, node]) {
      const element = await stage.page.$(selector);
      if (element) return element;
    }
    throw new Error(`no element of ${id}`);
  }

  /** What the app heard, without touches and settings, when there is as much as is expected. */
  async function heard(count = 1) {
    const lines = () => app.heard().filter((line) => !("touch" in line) && !("settings" in line));
    await until(`the app heard ${count} lines, last ${JSON.stringify(lines())}`, () => lines().length >= count);
    return lines();
  }

  /** Does something and tells what the app heard of it. */
  async function press(what, count = 1) {
    app.forget();
    await what();
    return heard(count);
  }

  /** The texts of elements. */
  function clearly(selector) {
    return stage.page.$$eval(selector, (elements) => elements.map((element) => element.textContent));
  }

  return stage;
}

// Runs in the page, and may use nothing from outside of itself.
function waitForMark(mark) {
  const stage = document.getElementById("stage");
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`waited in vain: ${mark}`)), 5000);
    const look = () => {
      if (stage.dataset.log !== mark) return;
      clearTimeout(late);
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(stage, { attributes: true });
    look();
  });
}
