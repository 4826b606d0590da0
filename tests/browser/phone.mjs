// A person with the telephone of the preview in hand: uses it by what it says, by mouse and keyboard
// alone, and counts what they do.

import { keepPicture } from "./browser.mjs";

/** The telephone on the page of a preview. */
export class Phone {
  /** Taps, and texts or digits entered, since the count began. */
  taps = 0;
  inputs = 0;
  /** How many texts have been seen. */
  seen = 0;
  /** How often a tap is made: twice by those in a hurry. */
  clicks = 1;
  /** Whether everything is done by the keyboard, without a mouse. */
  isByKeyboard = false;
  /** Is called with a text when it has come to be seen. */
  whenSeen = async () => {};

  constructor(page) {
    this.page = page;
  }

  /** Opens the preview, and waits until the app shows something. */
  static async open(browser, address, { embed = false, scale = 1 } = {}) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1400, height: 1000, deviceScaleFactor: scale });
    const phone = new Phone(page);
    phone.faults = [];
    page.on("pageerror", (error) => phone.faults.push(error.message));
    page.on("console", (line) => {
      if (line.type() === "error") phone.faults.push(line.text());
    });
    await page.goto(address + (embed ? "?embed=1" : ""));
    await page.evaluate(() => {
      const told = new EventSource("/events");
      window.kyotaku = {
        said: [],
        nameOf(node) {
          const by = node.getAttribute("aria-labelledby");
          const label =
            node.getAttribute("aria-label") ||
            (by && by.split(" ").map((id) => document.getElementById(id)?.innerText).join(" ")) ||
            (node.labels?.length && [...node.labels].map((one) => one.innerText).join(" ")) ||
            node.innerText ||
            "";
          return label.trim().replace(/\s+/g, " ");
        },
      };
      told.addEventListener("world", (event) => {
        window.kyotaku.world = JSON.parse(event.data);
      });
      for (const name of ["screen", "announce", "haptic", "log", "refused", "phone", "process"]) {
        told.addEventListener(name, (event) => {
          window.kyotaku.said.push({ name, data: event.data });
          if (name === "screen") window.kyotaku.screen = JSON.parse(event.data);
        });
      }
    });
    await page.waitForSelector("#stage [data-node]", { timeout: 60_000 });
    await phone.until(() => true);
    return phone;
  }

  /** What is to be seen on the telephone now. */
  async text() {
    return this.page.$eval("#stage", (stage) => stage.innerText);
  }

  /** Waits until a text is to be seen. */
  async sees(text, timeout = 15_000) {
    try {
      await this.page.waitForFunction(
        (text) => document.querySelector("#stage").innerText.includes(text),
        { timeout, polling: 50 },
        text,
      );
    } catch {
      throw new Error(`not to be seen: ${text}\n--- instead:\n${await this.text()}`);
    }
    this.seen += 1;
    await keepPicture(this.page, `${String(this.seen).padStart(3, "0")}.${text}`);
    await this.whenSeen(text);
  }

  /** Waits until a text is gone. */
  async seesNoMore(text, timeout = 15_000) {
    await this.page.waitForFunction(
      (text) => !document.querySelector("#stage").innerText.includes(text),
      { timeout, polling: 50 },
      text,
    );
  }

  /** Taps what has this name, as soon as it can be used. */
  async tap(name, { within = "#stage" } = {}) {
    if (this.isByKeyboard) return this.reach(name);
    this.taps += 1;
    await this.click(() => this.control(name, within), { count: this.clicks });
  }

  /** Clicks at what is found once it no longer moves; at what is there then, where it has been drawn anew. */
  async click(find, options) {
    for (let attempt = 1; ; attempt += 1) {
      const control = await find();
      try {
        await still(control);
        return await control.click(options);
      } catch (error) {
        if (attempt === 3 || (await control.evaluate((node) => node.isConnected))) throw error;
      } finally {
        await control.dispose();
      }
    }
  }

  /** Presses what has this name as one does without a mouse: goes there by the tab key, and presses return. */
  async reach(name) {
    await this.control(name, "#stage");
    const isThere = () =>
      this.page.evaluate((name) => window.kyotaku.nameOf(document.activeElement).startsWith(name), name);
    for (let tabs = 0; !(await isThere()); tabs += 1) {
      if (tabs > 60) throw new Error(`no way by the tab key to ${name}\n--- instead:\n${await this.text()}`);
      await this.page.keyboard.press("Tab");
    }
    await this.page.keyboard.press("Enter");
  }

  /** Whether something with this name can be used now. */
  async offers(name) {
    return this.page.$$eval(
      "#stage button",
      (buttons, name) => buttons.some((one) => !one.disabled && !one.closest("[inert]") && window.kyotaku.nameOf(one) === name),
      name,
    );
  }

  /** Enters a text by the keyboard into the field of this name, or all at once, and waits until the app has it. */
  async type(name, text, { isPasted = false } = {}) {
    this.inputs += 1;
    const find = () => this.control(name, "#stage", "input, textarea");
    await this.click(find, { count: 3 });
    const field = await find();
    const id = await field.evaluate((node) => node.dataset.input);
    await this.waitFor(`${name} has no keyboard`, (id) => window.kyotaku.screen?.focus === id, id);
    await this.page.keyboard[isPasted ? "sendCharacter" : "type"](text);
    const typed = await field.evaluate((node) => node.value);
    if (typed !== text) throw new Error(`${name} holds another text than the one entered`);
    await field.dispose();
  }

  /** Waits until something is so in the page. */
  async waitFor(otherwise, isSo, ...values) {
    await this.page.waitForFunction(isSo, { timeout: 15_000, polling: 50 }, ...values).catch(async () => {
      throw new Error(`${otherwise}\n--- instead:\n${await this.text()}`);
    });
  }

  /** The battery dies, and the app is started again: until it asks who is there. */
  async restart() {
    const count = (await this.said()).length;
    await this.send({ world: { kill: true } });
    await this.waitFor(
      "the app does not start again",
      (count) =>
        window.kyotaku.said.slice(count).some(({ name, data }) => name === "screen" && data.includes("前回のユーザー")),
      count,
    );
    await this.sees("前回のユーザー");
  }

  /** Presses keys of a hardware keyboard. */
  async keys(text) {
    this.inputs += 1;
    for (const key of text) await this.page.keyboard.press(key);
  }

  /** Does something at the panel beside the telephone; nothing that counts. */
  async panel(name) {
    await this.click(() => this.control(name, "#panel"));
  }

  /** Waits until nothing moves any more but what never ends, as before a picture is taken. */
  async settled() {
    const ends = "one.effect.getComputedTiming().iterations !== Infinity";
    await this.page.waitForFunction(
      `document.getAnimations().every((one) => one.playState !== "running" || !(${ends}))`,
      { polling: 50 },
    );
  }

  /** All that was told of the telephone; the world around it, with its log-ins and codes, is not among it. */
  async said() {
    return this.page.evaluate(() => window.kyotaku.said);
  }

  /** The world, as the app last told it. */
  async world() {
    return this.page.evaluate(() => window.kyotaku.world);
  }

  /** Waits until the world is so. */
  async until(isSo, timeout = 15_000) {
    const start = Date.now();
    for (;;) {
      const world = await this.world();
      if (world && isSo(world)) return world;
      if (Date.now() - start > timeout) {
        throw new Error(`the world did not become so: ${JSON.stringify(world?.records)}`);
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** Does something to the world that the panel does not count as a tap either; after all that was done before. */
  async send(event) {
    const refused = await this.page.evaluate(async (event) => (await import("/link.js")).send(event), event);
    if (refused) throw new Error(`${JSON.stringify(event)}: ${refused}`);
  }

  /** What can be used and has this name, as soon as it is there. */
  async control(name, within, kind = "button, a, input, select, textarea, summary, [role=button]") {
    const handle = await this.page
      .waitForFunction(
        (name, within, kind) => {
          const said = window.kyotaku.nameOf;
          const usable = (node) =>
            !node.disabled && node.getClientRects().length > 0 && !node.closest("[inert]");
          const found = [...document.querySelectorAll(within + " :is(" + kind + ")")].filter(usable);
          return [(said) => said === name, (said) => said.startsWith(name), (said) => said.includes(name)]
            .map((fits) => found.find((node) => fits(said(node))))
            .find(Boolean);
        },
        { timeout: 15_000, polling: 50 },
        name,
        within,
        kind,
      )
      .catch(async () => {
        throw new Error(`nothing to use with the name ${name}\n--- instead:\n${await this.text()}`);
      });
    return handle.asElement();
  }
}

/** Brings a control into sight, and waits until it no longer moves. */
async function still(control) {
  await control.evaluate(
    (node) =>
      new Promise((resolve) => {
        node.scrollIntoView({ block: "center" });
        let last;
        const look = () => {
          const { x, y } = node.getBoundingClientRect();
          const now = `${x},${y}`;
          if (now === last) return resolve();
          last = now;
          setTimeout(look, 60);
        };
        look();
      }),
  );
}
