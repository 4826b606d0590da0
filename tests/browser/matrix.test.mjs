// Every screen in every state, in every language of its readers, at the usual and at the largest type: whether it
// is drawn whole, and whether everybody can use it. Swift's MatrixTests have brought the screens into these
// states and have looked at what they say; here they are laid out. Prints the matrix.
//
// KYOTAKU_SCREENS holds the trees; with KYOTAKU_KEEP_SCREENSHOTS pictures of all are kept there.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { keepPicture, ROOT, violations } from "./browser.mjs";
import { findOverflow } from "./overflow.mjs";
import { useStage } from "./stage.mjs";
import { findSmall } from "./targets.mjs";

const SCREENS = process.env.KYOTAKU_SCREENS ?? join(ROOT, "target/screens");
const LANGUAGES = ["japanese", "plainJapanese", "english"];
const SIZES = ["large", "accessibility5"];
const COLUMNS = LANGUAGES.flatMap((language) => SIZES.map((typeSize) => ({ language, typeSize })));
const HEADINGS = ["日本語", "日本語 AX5", "やさしい", "やさしい AX5", "English", "English AX5"];
const WIDTH = 30;

const stage = useStage({ embedded: true });
const cases = (existsSync(SCREENS) ? readdirSync(SCREENS) : [])
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => JSON.parse(readFileSync(join(SCREENS, name), "utf8")));
const rows = [];
let cells = 0;
let checked = 0;

after(print);

test("there are screens to be laid out", { skip: cases.length === 0 && "no Swift has written any" }, () => {
  assert.ok(cases.length > 300);
});

for (const screen of new Set(cases.map((one) => one.screen))) {
  test(`the screen ${screen} is drawn whole in all of its states`, async () => {
    const states = cases.filter((one) => one.screen === screen);
    const found = new Map(states.map(({ state }) => [state, new Map()]));
    for (const typeSize of SIZES) {
      await stage.settings({ typeSize });
      for (const { state, cells: drawn } of states) {
        for (const cell of drawn.filter((one) => one.typeSize === typeSize)) {
          found.get(state).set(name(cell), await look(`${screen}.${state}`, cell, cell === drawn[0]));
        }
      }
    }
    for (const [state, findings] of found) rows.push({ screen, state, findings });
    const all = [...found].flatMap(([state, findings]) =>
      [...findings].flatMap(([cell, faults]) => faults.map((fault) => `${state}, ${cell}: ${fault}`)));
    assert.deepEqual(all, []);
  });
}

const name = ({ language, typeSize }) => `${language} ${typeSize}`;

/** What is wrong with a cell, in words. */
async function look(title, cell, isFirst) {
  cells += 1;
  // Nothing of the one before stays: neither how far it was scrolled nor what was typed.
  const root = { id: `cell ${cells}`, k: "group", c: [cell.tree.root] };
  await stage.show({ screen: { ...cell.tree, root } });
  const overflow = await findOverflow(stage.page);
  const faults = [...overflow, ...(await stage.page.evaluate(findSmall))].map(({ kind, words }) => `${kind}: ${words}`);
  if (isFirst) {
    checked += 1;
    faults.push(...(await violations(stage.page)));
  }
  faults.push(...stage.page.complaints.splice(0));
  await keepPicture(stage.page, `${title}.${name(cell)}`);
  return faults;
}

function print() {
  console.log(`${"".padEnd(WIDTH)}${HEADINGS.join(" | ")}`);
  for (const { screen, state, findings } of rows) {
    const ticks = COLUMNS.map((column, place) => {
      const faults = findings.get(name(column));
      return (faults ? (faults.length > 0 ? "✗" : "✓") : " ").padEnd(HEADINGS[place].length);
    });
    console.log(`${`${screen} ${state}`.padEnd(WIDTH)}${ticks.join(" | ")}`);
  }
  const bad = rows.flatMap(({ findings }) => [...findings.values()]).filter((faults) => faults.length > 0).length;
  const screens = new Set(rows.map(({ screen }) => screen)).size;
  console.log(`${screens} screens in ${rows.length} states: ${cells} cells, ${cells - bad} of them without a finding; ${checked} judged by axe-core`);
}
