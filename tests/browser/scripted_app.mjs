// An app process that is scripted: it says what stands in the files it is given, appends what it hears to the
// file HEARD, and says what is appended to HEARD.say.
//
//   node scripted_app.mjs HEARD FILE...   each FILE holds one object of lines: `screen`, `world`, …

import { appendFileSync, openSync, readFileSync, readSync } from "node:fs";
import { createInterface } from "node:readline";

const [heard, ...files] = process.argv.slice(2);

function say(object) {
  process.stdout.write(`${JSON.stringify({ v: 1, ...object })}\n`);
}

for (const file of files) say(JSON.parse(readFileSync(file, "utf8")));

const script = openSync(`${heard}.say`, "a+");
const part = Buffer.alloc(1 << 16);
let read = 0;
function readScript() {
  for (let size = 1; size > 0; read += size) {
    size = readSync(script, part, 0, part.length, read);
    process.stdout.write(Buffer.from(part.subarray(0, size)));
  }
}
readScript();
setInterval(readScript, 5);

const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  appendFileSync(heard, `${line}\n`);
  if (JSON.parse(line).world?.kill) process.exit(3);
});
input.on("close", () => process.exit(0));
