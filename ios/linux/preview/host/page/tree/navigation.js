// The navigation stack and its pages: bar, title, content, toolbars.

import { h } from "../dom/h.js";
import { symbol } from "../look/symbols.js";
import { content } from "./containers.js";
import { base, inside, renderAll } from "./render.js";
import { languageOf } from "./text.js";

const SLOTS = new Set(["leading", "trailing", "bottom", "principal"]);

function navigation(node, at) {
  const pages = (node.c ?? []).filter(({ k }) => k === "page");
  const seen = pages.length - 1;
  // A page that does not say how large its title is has it like the page before.
  let mode = "large";
  const modes = pages.map(({ a }) => (mode = a?.titleMode ?? mode));
  return h(
    "div",
    { ...base(node, at), class: ["k-navigation", "gx", "gy"] },
    // Those below stay, so that they are found again as they were left.
    pages.map((child, index) => page(child, { ...at, edges: false, seen: index === seen, depth: index, titleMode: modes[index] })),
  );
}

function slot(node, kind) {
  return (node.c ?? []).filter(({ k }) => k === kind).flatMap(({ c }) => c ?? []);
}

function page(node, at) {
  const { title = "", back, backTitle, barHidden } = node.a ?? {};
  const { seen = true, titleMode = "large" } = at;
  const large = titleMode === "large" && title !== "" && !barHidden;
  const rest = (node.c ?? []).filter(({ k }) => !SLOTS.has(k));
  const tools = slot(node, "bottom");
  const within = inside(at, { axis: "column", bottom: tools.length === 0, seen: undefined, titleMode: undefined });
  const scrolling = large && rest.length === 1 && scrolls(rest[0]);
  const heading = large && h("div", { key: "large-title", class: "large-title" }, h("h1", { class: "title-text", lang: languageOf(title) }, title));
  return h(
    "section",
    {
      key: node.id,
      class: ["k-page", rest.some(isGrouped) && "grouped", barHidden && "bar-hidden", large && "with-large-title", at.depth > 0 && "pushed"],
      "data-node": node.id,
      inert: !seen,
      "data-back": back && seen ? true : undefined,
    },
    !barHidden && bar(node, at, { title, large, back, backTitle }),
    h("div", { key: "body", class: ["page-body", scrolling ? "" : "plain-title"] },
      scrolling ? undefined : heading,
      h("div", { key: "content", class: "page-content" }, renderAll(rest, { ...within, prelude: scrolling ? heading : undefined }))),
    tools.length > 0 && h("div", { key: "tools", class: "tool-bar", role: "group", "aria-label": "ツールバー (toolbar)" }, content(tools, within)),
  );
}

function bar(node, at, { title, large, back, backTitle }) {
  const within = inside(at, { axis: "row", bottom: false, buttonStyle: "bar", seen: undefined, titleMode: undefined });
  const [leading, trailing, principal] = ["leading", "trailing", "principal"].map((kind) => slot(node, kind));
  const words = backTitle || "戻る";
  return h(
    "header",
    { key: "bar", class: "navigation-bar" },
    h("div", { key: "leading", class: "bar-side leading" },
      back && h(
        "button",
        { key: "back", class: "bar-back", type: "button", "data-node": back, "data-action": "back", on: { click: () => at.send({ back: true }) } },
        symbol("chevron.left"),
        h("span", { class: "text", lang: languageOf(words) }, words),
      ),
      renderAll(leading, within)),
    h("div", { key: "middle", class: "bar-middle" },
      principal.length > 0
        ? renderAll(principal, within)
        // The large title is the heading; this is its shadow while the other is scrolled away.
        : title !== "" && h(large ? "span" : "h1", { key: "title", class: "title-text", lang: languageOf(title), "aria-hidden": large ? "true" : undefined }, title)),
    h("div", { key: "trailing", class: "bar-side trailing" }, renderAll(trailing, within)),
  );
}

const PASSED = new Set(["accessible", "keys", "motion", "fill", "inset", "background", "frame", "group", "type", "tap", "opacity"]);

/** Whether a page's content is a list or the like, into which its large title goes. */
function scrolls(node) {
  if (["list", "form", "scroll"].includes(node.k)) return true;
  const [first] = node.c ?? [];
  return PASSED.has(node.k) && first !== undefined && scrolls(first);
}

function isGrouped(node) {
  if (node.k === "form") return true;
  if (node.k === "list") return node.a?.style !== "plain" && node.a?.background !== "hidden";
  const [first] = node.c ?? [];
  return PASSED.has(node.k) && first !== undefined && isGrouped(first);
}

export const navigationKinds = { navigation, page };
