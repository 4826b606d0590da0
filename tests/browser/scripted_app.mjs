// An app process that is scripted: it says what stands in the files it is given, appends what it hears to the
// file HEARD, and says what is appended to HEARD.say, line by line.
//
//   node scripted_app.mjs HEARD FILE...   each FILE holds one object of lines: `screen`, `world`, …

import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [heard, ...files] = process.argv.slice(2);
const script = `${heard}.say`;

function say(object) {
  process.stdout.write(`${JSON.stringify({ v: 1, ...object })}\n`);
}

for (const file of files) say(JSON.parse(readFileSync(file, "utf8")));

let read = 0;
if (!existsSync(script)) writeFileSync(script, "");
function readScript() {
  const lines = readFileSync(script, "utf8").split("\n").slice(0, -1);
  for (const line of lines.slice(read)) process.stdout.write(`${line}\n`);
  read = lines.length;
}
readScript();
setInterval(readScript, 20);

const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  appendFileSync(heard, `${line}\n`);
  if (JSON.parse(line).world?.kill) process.exit(3);
});
input.on("close", () => process.exit(0));
