// What has to be typed: log-ins, the activation code, the PIN of the test cards. All of it is invented.

import { h } from "../dom/h.js";
import { action, copied, section } from "./parts.js";

/** The section of the log-ins. */
export function logins({ state, say, act, change }) {
  const { accounts = [], institution, server, pin, code } = state.world;
  const row = (key, term, value, note) => copied(say, state, change, key, term, value, note);
  return section(
    "logins",
    say("logins"),
    h(
      "dl",
      { key: "values" },
      row("institution", say("institution"), institution),
      accounts.flatMap((account) => [
        row(`id-${account.id}`, say("id"), account.id, [account.name, account.role].filter(Boolean).join(" · ")),
        row(`password-${account.id}`, say("password"), account.password, account.id),
      ]),
      row("pin", say("pin"), pin),
      row("server", say("server"), server),
      row("code", say("code"), code),
    ),
    action("issue-code", say("newCode"), () => act({ world: { issueCode: true } })),
  );
}
