// What of the page can be tested without a browser: colours, sizes of type, symbols, descriptions.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { PALETTE, colorVariables, cssColor } from "../../ios/linux/preview/host/page/look/colors.js";
import { strokes } from "../../ios/linux/preview/host/page/look/symbols.js";
import { japaneseTime } from "../../ios/linux/preview/host/page/look/time.js";
import { TEXT_STYLES, TYPE_SIZES, points } from "../../ios/linux/preview/host/page/look/type.js";
import { speaker } from "../../ios/linux/preview/host/page/panel/words.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
// Least contrast of text, by WCAG 2 level AA.
const ENOUGH = 4.5;

function channels(color) {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}

/** A colour of which there is only a part, on another one. */
function mixed(color, part, below) {
  const under = channels(below);
  return `#${channels(color).map((value, index) => Math.round(value * part + under[index] * (1 - part)).toString(16).padStart(2, "0")).join("")}`;
}

/** The relative luminance of WCAG 2. */
function luminance(color) {
  const [red, green, blue] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const WRITING = [
  "label", "secondary", "tertiary", "quaternary", "placeholder", "accent", "red", "orange", "yellow", "green", "mint", "teal",
  "cyan", "indigo", "purple", "pink", "brown", "gray",
];
const SURFACES = [
  "background", "secondaryBackground", "tertiaryBackground", "groupedBackground", "secondaryGroupedBackground",
  "tertiaryGroupedBackground", "elevated",
];

for (const scheme of ["light", "dark"]) {
  test(`every colour of writing can be read on every surface, ${scheme}`, () => {
    const palette = PALETTE[scheme];
    const pale = WRITING.flatMap((writing) => SURFACES.filter((surface) => contrast(palette[writing], palette[surface]) < ENOUGH).map((surface) =>
      `${writing} on ${surface}: ${contrast(palette[writing], palette[surface]).toFixed(2)}`));
    assert.deepEqual(pale, []);
  });

  test(`a tinted button can be read on its own tint, ${scheme}`, () => {
    const palette = PALETTE[scheme];
    const pale = ["accent", "red", "orange", "green", "gray"].flatMap((tint) => ["background", "groupedBackground", "secondaryGroupedBackground"].filter((surface) =>
      contrast(palette[tint], mixed(palette[tint], 0.12, palette[surface])) < ENOUGH).map((surface) => `${tint} on ${surface}`));
    assert.deepEqual(pale, []);
  });

  test(`white can be read on what fills a prominent button, ${scheme}`, () => {
    const fills = Object.entries(colorVariables(scheme)).filter(([name]) => name.startsWith("--c-fill-"));
    assert.ok(fills.length > 10);
    assert.deepEqual(fills.filter(([, color]) => contrast("#ffffff", color) < ENOUGH), []);
  });
}

test("colours of the tree are names, numbers, and parts of them", () => {
  assert.equal(cssColor("primary"), "var(--c-label)");
  assert.equal(cssColor("blue"), "var(--c-accent)");
  assert.equal(cssColor("#12ab34"), "#12ab34");
  assert.equal(cssColor("red@0.2"), "color-mix(in srgb, var(--c-red) 20%, transparent)");
  assert.equal(cssColor("red@0.5@0.5"), "color-mix(in srgb, var(--c-red) 25%, transparent)");
  assert.equal(cssColor(undefined), undefined);
  assert.equal(cssColor("no such colour"), "#ff00ff");
});

test("type grows with its size, and a style of text stays larger than a smaller one", () => {
  for (const style of TEXT_STYLES) {
    const sizes = TYPE_SIZES.map((size) => points(style, size));
    assert.ok(sizes.every((size, index) => index === 0 || size >= sizes[index - 1]), style);
  }
  for (const size of TYPE_SIZES) assert.ok(points("largeTitle", size) > points("body", size) && points("body", size) > points("caption2", size), size);
  assert.deepEqual([points("body", "large"), points("body", "accessibility5"), points("largeTitle", "large")], [17, 53, 34]);
});

/** Files below a folder of the repository whose names end so. */
function filesBelow(folder, ending) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith(ending))
    .map((file) => join(file.parentPath ?? file.path, file.name));
}

test("every symbol that the views name is drawn", () => {
  const sources = ["ios/KyotakuKit/Sources/KyotakuScreens", "ios/KyotakuKit/Sources/KyotakuModels"].flatMap((folder) => filesBelow(folder, ".swift"));
  // What looks like a name of a symbol: lower case, in quotes, beside the word symbol or image, or with dots.
  const named = sources.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const direct = [...text.matchAll(/(?:system(?:Image|Name)|symbol):\s*(?:[\w.]+\s*\?\s*)?"([a-z0-9.]+)"(?:\s*:\s*"([a-z0-9.]+)")?/g)].flatMap(([, one, other]) => [one, other]);
    const dotted = [...text.matchAll(/"([a-z0-9]+(?:\.[a-z0-9]+)+)"/g)].map(([, name]) => name);
    return [...direct, ...dotted].filter(Boolean);
  });
  assert.ok(new Set(named).size > 20);
  assert.deepEqual([...new Set(named)].filter((name) => strokes(name) === undefined), []);
});

test("a symbol that nobody drew is not drawn as another one", () => {
  for (const name of ["", "fill", "no.such.symbol", "no.such.symbol.fill", "gearshape.circle"]) assert.equal(strokes(name), undefined, name);
});

test("the host serves every file of the page, and the page asks for no other", () => {
  const folder = "ios/linux/preview/host/page/";
  const files = filesBelow(folder, "").map((file) => file.slice(join(ROOT, folder).length)).sort();
  const served = [...readFileSync(join(ROOT, "ios/linux/preview/host/src/page.rs"), "utf8").matchAll(/^ {4}"([^"]+)" (?:HTML|SCRIPT|STYLE|PICTURE),$/gm)].map(([, path]) => path).sort();
  assert.deepEqual(served, files);
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    for (const [, target] of readFileSync(join(ROOT, folder, file), "utf8").matchAll(/^(?:import|export).* from "([^"]+)";$/gm)) {
      const path = new URL(target, `file:///${file}`).pathname.slice(1);
      assert.ok(files.includes(path), `${file} imports ${target}`);
    }
  }
});

test("time is shown as in Japan", () => {
  const { hour, minute, day } = japaneseTime("2026-11-22T15:05:09Z");
  assert.deepEqual([hour, minute, day], ["00", "05", "23"]);
  assert.equal(japaneseTime(undefined), undefined);
});

test("traits are said in both languages, and one without a word by its name", () => {
  assert.deepEqual([speaker("ja").trait("button"), speaker("en").trait("header"), speaker("en").trait("other")], ["ボタン", "heading", "other"]);
});
