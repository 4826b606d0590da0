// What has to be typed: log-ins, the activation code, the PIN of the test cards. All of it is invented.

import { h } from "../dom/h.js";
import { symbol } from "../look/symbols.js";
import { action, section } from "./parts.js";

/** The section of the log-ins. */
export function logins({ state, say, act, change }) {
  const { accounts = [], institution, server, pin, code } = state.world;
  const value = (key, term, words) => copyable({ state, say, change }, key, term, words);
  return section(
    "logins",
    say("logins"),
    h(
      "dl",
      { key: "values", class: "values" },
      [
        ["institution", institution?.code],
        ["code", code],
        ["pin", pin],
        ["server", server],
      ].map(([key, words]) => words && h("div", { key }, h("dt", {}, say(key)), h("dd", {}, value(key, say(key), words)))),
    ),
    action("issue-code", say("newCode"), () => act({ world: { issueCode: true } })),
    h(
      "table",
      { key: "accounts" },
      h("caption", {}, say("accounts")),
      h("thead", {}, h("tr", {}, [say("person"), say("id"), say("password")].map((words) => h("th", { scope: "col" }, words)))),
      h("tbody", {}, accounts.map(({ id, name, password, role }) =>
        h(
          "tr",
          { key: id },
          h("th", { scope: "row" }, name, h("small", {}, ` ${role}`)),
          h("td", {}, value(`id-${id}`, `${say("id")} ${id}`, id)),
          h("td", {}, value(`password-${id}`, `${say("password")} ${id}`, password)),
        ))),
    ),
  );
}

/** Words with a button that copies them. */
function copyable({ state, say, change }, key, term, words) {
  const done = state.copied === key;
  const copy = async () => {
    await navigator.clipboard.writeText(words);
    change({ copied: key });
  };
  return [
    h("code", { "data-value": key }, words),
    action(`copy-${key}`, symbol(done ? "checkmark" : "doc.on.doc"), copy, { label: `${say(done ? "copied" : "copy")}: ${term}` }),
  ];
}
