// A person with the telephone of the preview in hand: uses it by what it says, by mouse and keyboard
// alone, and counts what they do.

/** The telephone on the page of a preview. */
export class Phone {
  /** Taps, and texts or digits entered, since the count began. */
  taps = 0;
  inputs = 0;

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
      window.kyotaku = {};
      const told = new EventSource("/events");
      told.addEventListener("world", (event) => {
        window.kyotaku.world = JSON.parse(event.data);
      });
    });
    await page.waitForSelector("#stage [data-node]", { timeout: 60_000 });
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
    this.taps += 1;
    const control = await this.control(name, within);
    await still(control);
    await control.click();
    await control.dispose();
  }

  /** Enters a text by the keyboard into the field of this name. */
  async type(name, text) {
    this.inputs += 1;
    const field = await this.control(name, "#stage", "input, textarea");
    await still(field);
    await field.click({ count: 3 });
    await this.page.keyboard.type(text);
    const typed = await field.evaluate((node) => node.value);
    if (typed !== text) throw new Error(`${name} holds another text than the one entered`);
    await field.dispose();
  }

  /** Presses keys of a hardware keyboard. */
  async keys(text) {
    this.inputs += 1;
    for (const key of text) await this.page.keyboard.press(key);
  }

  /** Does something at the panel beside the telephone; nothing that counts. */
  async panel(name) {
    const control = await this.control(name, "#panel");
    await still(control);
    await control.click();
    await control.dispose();
  }

  /** Waits until nothing moves any more but what never ends, as before a picture is taken. */
  async settled() {
    const ends = "one.effect.getComputedTiming().iterations !== Infinity";
    await this.page.waitForFunction(
      `document.getAnimations().every((one) => one.playState !== "running" || !(${ends}))`,
      { polling: 50 },
    );
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

  /** Does something to the world that the panel does not count as a tap either. */
  async send(event) {
    const status = await this.page.evaluate(async (event) => {
      const answer = await fetch("/send", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(event),
      });
      return answer.status;
    }, event);
    if (status >= 300) throw new Error(`${JSON.stringify(event)}: ${status}`);
  }

  async control(name, within, kind = "button, a, input, select, textarea, summary, [role=button]") {
    const handle = await this.page
      .waitForFunction(
        (name, within, kind) => {
          const said = (node) => {
            const by = node.getAttribute("aria-labelledby");
            const label =
              node.getAttribute("aria-label") ||
              (by && by.split(" ").map((id) => document.getElementById(id)?.innerText).join(" ")) ||
              (node.labels?.length && [...node.labels].map((one) => one.innerText).join(" ")) ||
              node.innerText ||
              "";
            return label.trim().replace(/\s+/g, " ");
          };
          const usable = (node) =>
            !node.disabled && node.getClientRects().length > 0 && !node.closest("[inert]");
          const found = [...document.querySelectorAll(within + " :is(" + kind + ")")].filter(usable);
          return found.find((node) => said(node) === name) ?? found.find((node) => said(node).startsWith(name));
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
