// The preview with an app behind it and Chromium before it, for tests.

import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import puppeteer from "puppeteer-core";

const HERE = fileURLToPath(new URL(".", import.meta.url));
/** The repository. */
export const ROOT = join(HERE, "../..");
const HOST = process.env.KYOTAKU_PREVIEW ?? join(ROOT, "target/debug/kyotaku-preview");
const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Level A and AA of WCAG 2.0, 2.1 and 2.2.
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Starts the host with an app; answers with its address and a function that ends it. */
export async function startHost(app, ...args) {
  const child = spawn(HOST, ["--port", "0", "--app", app, "--", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    new Promise((resolve) => lines.once("line", (said) => resolve([said]))),
    ended.then(() => Promise.reject(new Error("the preview did not start"))),
  ]);
  const address = line.match(/http:\S+/)[0];
  const end = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { address, end };
}

/**
 * Starts the host with an app that says what it is told to (`say`), and tells what it heard (`heard`).
 */
export async function startScripted() {
  const directory = mkdtempSync(join(tmpdir(), "kyotaku-preview-"));
  const heardFile = join(directory, "heard");
  const script = `${heardFile}.say`;
  writeFileSync(heardFile, "");
  writeFileSync(script, "");
  const host = await startHost(process.execPath, join(HERE, "scripted_app.mjs"), heardFile);
  return {
    address: host.address,
    say: (...objects) => appendFileSync(script, objects.map((object) => `${JSON.stringify({ v: 1, ...object })}\n`).join("")),
    heard: () => readFileSync(heardFile, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)),
    forget: () => writeFileSync(heardFile, ""),
    async end() {
      await host.end();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Starts Chromium. */
export function startBrowser() {
  const args = ["--disable-gpu", "--lang=ja", "--force-color-profile=srgb"];
  // Where the tests run as root, as in containers, there is no sandbox to be had.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return puppeteer.launch({ executablePath: CHROMIUM, headless: true, args });
}

/** Opens the preview, the phone alone where it is `embedded`; complaints of the page are collected. */
export async function openPage(browser, address, { embedded = false, width = 1500, height = 1000 } = {}) {
  const page = await browser.newPage();
  await page.setViewport(embedded ? { width: 414, height: 868 } : { width, height });
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(embedded ? `${address}?embed=1` : address);
  return Object.assign(page, { complaints });
}

/**
 * What axe-core finds in a page, or in a part of it, level A and AA, in lines that can be read. The bar with the time
 * is a picture of the telephone's own, and darkens with all else under a question.
 */
export async function violations(page, part = "html") {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(
    (part, values) => globalThis.axe.run({ include: [part], exclude: [".status-bar"] }, { runOnly: { type: "tag", values } }),
    part,
    LEVELS,
  );
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`));
}

const PICTURES = process.env.KYOTAKU_KEEP_SCREENSHOTS;

/** Keeps a picture of a page in the directory that KYOTAKU_KEEP_SCREENSHOTS names, where it names one. */
export async function keepPicture(page, name) {
  if (!PICTURES) return;
  const test = basename(process.argv[1], ".test.mjs");
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${test}.${name.replaceAll(/[\s/]+/g, "-")}.png`) });
}

/** Waits until something is true, and fails with what it was about. */
export async function until(what, isTrue, milliseconds = 5000) {
  const end = Date.now() + milliseconds;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
