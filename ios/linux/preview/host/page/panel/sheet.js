// The sheet of the card reader, where the telephone is in the simulator, which has none.

import { h } from "../dom/h.js";
import { action, actions, section } from "./parts.js";

/** The section of the sheet. */
export function sheet({ state, say, act }) {
  const { nfcSheet, pin, port } = state.world;
  const open = nfcSheet && !nfcSheet.ending;
  return section(
    "sheet",
    say("sheet"),
    h("p", { key: "message", role: "status", "data-value": "sheet", "data-ending": nfcSheet?.ending }, nfcSheet ? nfcSheet.message : say("noSheet")),
    open && actions(say("sheet"),
      action("nfc-cancel", say("cancel"), () => act({ world: { nfc: "cancel" } })),
      action("call", say("call"), () => act({ world: { nfc: "call" } }))),
    h("p", { key: "pin", class: "quiet" }, `${say("pin")}: ${pin}`),
    h("p", { key: "port", class: "quiet" }, `${say("port")}: `, h("span", { "data-value": "port" }, String(port))),
  );
}
