// Cards: which one is held to the telephone, how many tries it has left, when it is lost.

import { h } from "../dom/h.js";
import { action, actions, section } from "./parts.js";

const MOST_TRIES = 3;

/** The section of the cards. */
export function cards({ state, say, act }) {
  const { world } = state;
  return section(
    "cards",
    say("cards"),
    h("ul", { key: "cards", class: "cards" }, (world.cards ?? []).map((card) => one(card, world.held === card.id, { say, act }))),
    lost(world, { say, act }),
  );
}

function one(card, held, { say, act }) {
  const name = `${card.id} ${card.person ?? ""}`.trim();
  return h(
    "li",
    { key: card.id, class: ["card", held && "held"], "data-card": card.id },
    h("p", { class: "card-name" }, h("strong", {}, card.id), card.person && ` ${card.person}`, held && h("em", {}, ` — ${say("held")}`)),
    h("p", { class: "quiet card-note" }, [card.note, card.kind, card.expired && say("expired")].filter(Boolean).join(" · ")),
    actions(
      name,
      action(
        held ? "take-away" : "hold",
        held ? say("takeAway") : say("hold"),
        () => act({ world: { card: held ? null : card.id } }),
        { pressed: held, label: `${held ? say("takeAway") : say("hold")}: ${name}` },
      ),
      action("expire", say("expire"), () => act({ world: { expire: card.id } }), { disabled: card.expired === true, label: `${say("expire")}: ${name}` }),
      h(
        "label",
        { key: "tries", class: "tries" },
        h("span", {}, say("tries")),
        h(
          "select",
          {
            "data-action": "tries",
            "aria-label": `${say("tries")}: ${name}`,
            set: { value: String(card.pinTriesLeft ?? MOST_TRIES) },
            on: { change() { act({ world: { tries: { card: card.id, left: Number(this.value) } } }); } },
          },
          Array.from({ length: MOST_TRIES + 1 }, (_, left) => h("option", { key: left, value: String(left) }, String(left))),
        ),
      ),
    ),
  );
}

function lost(world, { say, act }) {
  const at = world.takeAwayAfter;
  const plan = (name, form) => {
    const command = Number(form.elements.command.value);
    if (command >= 1) act({ world: { [name]: command } });
  };
  const set = (event) => {
    event.preventDefault();
    plan("takeAwayAfter", event.target);
  };
  return h(
    "form",
    { key: "lost", class: "lost", on: { submit: set }, "aria-label": say("lost") },
    h("h3", {}, say("lost")),
    h("label", {}, h("span", {}, say("lostAt")), h("input", { type: "number", name: "command", min: "1", max: "999", value: "5", "data-action": "take-away-after" })),
    h("button", { type: "submit", "data-action": "set-take-away" }, say("set")),
    action("set-call", say("ring"), (event) => plan("callAfter", event.target.form)),
    action("never-take-away", say("never"), () => act({ world: { takeAwayAfter: null } }, { world: { callAfter: null } }), { pressed: !at && !world.callAfter }),
    at ? h("p", { key: "at", class: "notice", role: "status" }, `${say("lostSet")}: ${at}`) : undefined,
    world.callAfter ? h("p", { key: "ring", class: "notice", role: "status" }, `${say("ringSet")}: ${world.callAfter}`) : undefined,
  );
}
