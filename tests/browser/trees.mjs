// Trees as the app says them, of every kind of node there is, for tests of the page. The words are examples.

let naming = { prefix: "x", count: 0 };

/** A function that makes a tree, in which nodes have the same identifiers each time it is called. */
function named(prefix, make) {
  return (...values) => {
    const outside = naming;
    naming = { prefix, count: 0 };
    const made = make(...values);
    naming = outside;
    return made;
  };
}

/** A node: kind, attributes, children; its identifier is `id` in the attributes, or a number. */
export function n(kind, { id, ...attributes } = {}, ...children) {
  naming.count += 1;
  const node = { id: id ?? `${naming.prefix}${naming.count}`, k: kind };
  if (Object.keys(attributes).length > 0) node.a = attributes;
  const inner = children.flat().map((child) => (typeof child === "string" ? text(child) : child));
  if (inner.length > 0) node.c = inner;
  return node;
}

export const text = (words, attributes = {}) => n("text", { ...attributes, text: words });
export const image = (system, attributes = {}) => n("image", { ...attributes, system });
const symbolAndText = (words, system) => n("row", { label: true }, image(system, { decorative: true }), text(words));

/** A page in a stack, on the page before it where there is a `below`. */
export function page(attributes, content, { bars = [], below } = {}) {
  const top = n("page", attributes, content, bars);
  return n("navigation", { id: "stack" }, below ? [below, top] : [top]);
}

/** A screen of nodes, with what lies over it. */
export function screen(root, { over = [], ...more } = {}) {
  return { root, over, reading: [], ...more };
}

/** A button as wide as the page. */
export function wide(words, { style = "prominent", image: system, ...attributes } = {}) {
  const label = n("row", { spacing: 10 }, system ? [n("accessible", { hidden: true }, image(system))] : [], text(words, { align: "center", weight: "semibold" }));
  return n("button", { style, size: "large", ...attributes }, n("frame", { maxWidth: "infinity", minHeight: 34 }, label));
}

/** Content that scrolls, with actions below it, as the house builds its pages. */
export function actionPage(content, actions) {
  const scroll = n("scroll", { axes: "vertical" }, n("frame", { maxWidth: "infinity", alignment: "leading" },
    n("padding", { top: 20, leading: 16, bottom: 20, trailing: 16 }, n("column", { alignment: "leading", spacing: 20 }, content))));
  const back = (node) => n("background", {}, node, n("layer", {}, n("fill", {}, n("shape", { shape: "rectangle", fill: "groupedBackground" }))));
  const bar = n("frame", { maxWidth: "infinity" }, n("padding", { top: 12, leading: 16, bottom: 12, trailing: 16 }, n("column", { spacing: 12 }, actions)));
  return n("inset", { edge: "bottom" }, back(scroll), n("layer", {}, back(bar)));
}

function card(content, { stroke } = {}) {
  const inner = n("frame", { maxWidth: "infinity", alignment: "leading" }, n("padding", { top: 16, leading: 16, bottom: 16, trailing: 16 }, content));
  const behind = n("background", {}, inner, n("layer", {}, n("shape", { shape: "rounded", radius: 12, fill: "secondaryGroupedBackground" })));
  if (!stroke) return behind;
  return n("overlay", {}, behind, n("layer", {}, n("shape", { shape: "rounded", radius: 12, stroke, lineWidth: 1, inside: true })));
}

/** A list with every kind of row and control. */
export const listScreen = named("list", () => {
  const entry = (id, words, detail, system) => n("button", { id, style: "plain" }, n("frame", { minHeight: 44 }, n("row", { spacing: 12 },
    n("accessible", { hidden: true }, image(system, { color: "accent" })),
    n("frame", { maxWidth: "infinity", alignment: "leading" }, n("column", { alignment: "leading", spacing: 2 }, text(words), text(detail, { font: "subheadline", color: "secondary" }))),
    n("accessible", { hidden: true }, image("chevron.forward", { color: "secondary" })))));
  const options = ["訪問診療", "訪問看護", "訪問服薬指導"].map((words, index) => n("option", { id: `care${index}`, tag: `c${index}`, selected: index === 0 || undefined }, words));
  const list = n("list", { id: "list", refreshable: true },
    n("row-style", { top: 0, leading: 0, bottom: 0, trailing: 0 }, n("row-style", {}, n("section", {}, card(n("column", { alignment: "leading" }, symbolAndText("サーバーに接続できません", "exclamationmark.triangle.fill"), text("電波のよい場所でもう一度お試しください。")), { stroke: "orange" })), n("layer", {}, n("shape", { shape: "rectangle", fill: "clear" })))),
    n("section", {}, n("header", {}, "本日の訪問"),
      entry("begin", "訪問をはじめる", "マイナンバーカードまたは目視で資格を確認します", "person.text.rectangle"),
      entry("waiting", "送信を待つもの", "2件", "tray.and.arrow.up"),
      n("labeled", {}, n("label", {}, text("確認日", { color: "secondary" })), n("content", {}, "2026年11月23日")),
      n("labeled", {}, n("label", {}, text("保険者の名称", { color: "secondary" })), n("content", {}, "例示健康保険組合 東日本支部 第一事務所")),
      n("footer", {}, "再照会は月に一度行います。")),
    n("section", { prominence: "increased" }, n("header", {}, "入力"),
      n("field", { id: "code", title: "医療機関コード", text: "131", keyboard: "numberPad", submit: "next" }),
      n("accessible", { label: "パスワード", hint: "読み上げられません" }, n("field", { id: "password", title: "パスワード", secure: true, count: 0, prompt: "パスワード" })),
      n("field", { id: "memo", title: "メモ", text: "", axis: "vertical", prompt: "メモ（任意）" }),
      n("toggle", { id: "visual", on: true }, "目視確認を使う"),
      n("toggle", { id: "off", on: false, disabled: true }, "使えない設定"),
      n("picker", { id: "care", title: "種別", style: "menu", selection: "c0" }, options),
      n("date", { id: "day", title: "訪問日", value: "2026-11-23", min: "2026-11-01", max: "2026-11-30" }),
      n("disclosure", { id: "more" }, n("label", {}, "詳しい設定"))),
    n("section", {}, n("header", {}, "並べ方"), n("picker", { id: "order", title: "並べ方", style: "inline", selection: "b", labelHidden: true },
      n("option", { id: "orderA", tag: "a" }, "日付の新しい順"), n("option", { id: "orderB", tag: "b", selected: true }, "氏名の順"))),
    n("section", {},
      n("button", { id: "again", style: "borderless" }, symbolAndText("もう一度問い合わせる", "arrow.clockwise")),
      n("button", { id: "delete", role: "destructive" }, "登録を解除する"),
      n("button", { id: "cannot", disabled: true }, "いまは使えません")));
  const gear = n("trailing", {}, n("accessible", { label: "メニュー" }, n("button", { id: "menu" }, image("gearshape"))));
  return screen(page({ id: "home", title: "訪問資格確認" }, list, { bars: [gear] }));
});

/** The pad for a PIN on a second page, with everything that stacks, frames and layers can do. */
export const pinScreen = named("pin", ({ count: entered = 2 } = {}) => {
  const circle = (filled) => n("frame", { width: 20, height: 20 }, n("overlay", {}, n("shape", { shape: "circle", fill: filled ? "primary" : "clear" }), n("layer", {}, n("shape", { shape: "circle", stroke: "primary", lineWidth: 2, inside: true }))));
  const dots = n("accessible", { children: "ignore", label: `4桁のうち${entered}桁を入力しました` }, n("frame", { maxWidth: "infinity" }, n("row", { spacing: 20 }, [0, 1, 2, 3].map((place) => circle(place < entered)))));
  const face = (content) => n("overlay", {}, n("background", {}, n("frame", { maxWidth: "infinity", minHeight: 64 }, content), n("layer", {}, n("shape", { shape: "rounded", radius: 12, fill: "secondaryGroupedBackground" }))), n("layer", {}, n("shape", { shape: "rounded", radius: 12, stroke: "gray", lineWidth: 1, inside: true })));
  const digit = (digit) => n("button", { id: `digit${digit}`, style: "plain" }, face(text(String(digit), { font: "title" })));
  const erase = (id, label, system) => n("accessible", { label }, n("button", { id, style: "plain" }, face(n("fits", { axes: "horizontal" }, n("row", { label: true }, image(system, { decorative: true, font: "headline" }), text(label, { font: "headline" })), image(system, { font: "headline" })))));
  const pad = n("accessible", { children: "contain", label: "数字のキー" }, n("grid", { columns: 3, spacing: 12 },
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map(digit), erase("clear", "すべて消す", "xmark"), digit(0), erase("erase", "消す", "delete.backward")));
  const content = actionPage([
    n("frame", { maxWidth: "infinity", alignment: "leading" }, n("column", { alignment: "leading" },
      text("2 / 5", { font: "subheadline", color: "secondary" }),
      n("accessible", { traits: ["header"] }, text("暗証番号を入れてください", { font: "title2", weight: "bold" })), text("ご本人だけが入力してください。"))),
    dots, pad,
    n("disclosure", { id: "forgotten", expanded: true }, n("label", {}, "暗証番号が分からないとき"), n("padding", { top: 12 }, n("column", { alignment: "leading" }, text("目視で確認できます。"), wide("目視で確認する", { id: "sight", style: "bordered" })))),
    n("frame", { minHeight: 44 }, n("toggle", { id: "shuffle", on: false }, "数字をならべかえる")),
    n("row", { alignment: "baseline", spacing: 12 }, text("1", { font: "headline", color: "accent", monospacedDigits: true }), n("frame", { maxWidth: "infinity", alignment: "leading" }, text("番号は保存されません。"))),
  ], [wide("確認", { id: "submit", image: "checkmark", shortcut: "return", disabled: entered < 4 || undefined })]);
  const back = n("leading", {}, n("button", { id: "own-back" }, symbolAndText("戻る", "chevron.backward")));
  const below = listScreen().root.c[0];
  return screen(page({ id: "pin", title: "暗証番号", titleMode: "inline" }, n("keys", { id: "keys" }, content), { bars: [back], below }));
});

/** What a patient sees: larger type, the language to choose, shapes and a picture that is spoken of. */
export const patientScreen = named("patient", ({ size = "xLarge" } = {}) => {
  const picture = n("accessible", { children: "ignore", label: "カードを電話の上側に当てる絵", traits: ["image"] }, n("frame", { maxWidth: "infinity" }, n("layers", { alignment: "top" },
    n("frame", { width: 240, height: 150 }, n("overlay", { alignment: "topTrailing" }, n("overlay", {}, n("shape", { shape: "rounded", radius: 12, fill: "secondaryGroupedBackground" }), n("layer", {}, n("shape", { shape: "rounded", radius: 12, stroke: "accent", lineWidth: 2, inside: true }))), n("layer", {}, n("padding", { top: 12, leading: 12, bottom: 12, trailing: 12 }, image("person.crop.square", { font: "largeTitle", color: "secondary" }))))),
    n("padding", { top: 70 }, n("frame", { width: 110, height: 140 }, n("overlay", { alignment: "top" }, n("overlay", {}, n("shape", { shape: "rounded", radius: 20, fill: "groupedBackground" }), n("layer", {}, n("shape", { shape: "rounded", radius: 20, stroke: "primary", lineWidth: 3, inside: true }))), n("layer", {}, n("padding", { top: 16 }, image("wave.3.up", { font: "title", color: "accent" })))))))));
  const languages = n("frame", { minHeight: 44 }, n("picker", { id: "language", title: "ことば", style: "menu", selection: "ja" }, [["ja", "日本語"], ["en", "English"]].map(([tag, words]) => n("option", { tag, selected: tag === "ja" || undefined }, words))));
  const call = n("button", { id: "call", style: "bordered", size: "large" }, symbolAndText("スタッフを呼ぶ", "hand.raised"));
  const bar = n("type", { size }, n("frame", { maxWidth: "infinity" }, n("padding", { leading: 16, bottom: 8, trailing: 16 }, n("fits", { axes: "horizontal" },
    n("row", {}, languages, n("spacer"), call), n("column", { alignment: "leading" }, languages, call)))));
  const content = actionPage([
    n("accessible", { traits: ["header"] }, text("カードを電話に当ててください", { font: "title2", weight: "bold" })),
    picture,
    n("accessible", { children: "combine" }, card(n("column", { alignment: "leading" }, symbolAndText("限度額の情報も受け取ります", "info.circle.fill"), text("受け取らないこともできます。")), { stroke: "accent" })),
    n("picker", { id: "who", title: "答える人", style: "segmented", selection: "self" }, [["self", "本人"], ["family", "家族"], ["other", "そのほか"]].map(([tag, words]) => n("option", { tag, selected: tag === "self" || undefined }, words))),
    n("accessible", { label: "受け取ることに同意する", traits: ["selected"] }, n("button", { id: "check", style: "plain" }, card(n("row", { spacing: 16 }, n("accessible", { hidden: true }, image("checkmark.square.fill", { font: "title2", color: "accent" })), n("frame", { maxWidth: "infinity", alignment: "leading" }, "受け取ることに同意する"))))),
    n("progress", { value: 0.4, label: "送っています" }),
    n("progress", { size: "large", label: "確かめています" }),
    n("tap", { id: "tap" }, n("border", { color: "gray", width: 1 }, n("padding", { top: 8, leading: 8, bottom: 8, trailing: 8 }, "さわると開きます"))),
    n("clip", { shape: "circle" }, n("photo", { data: PICTURE, mime: "image/png" })),
    n("opacity", { value: 0.99 }, n("divider")),
    n("motion", {}, n("link", { url: "https://example.com/" }, "くわしい説明")),
    n("group", {}, text("読めない人のための文", { design: "rounded" })),
  ], [wide("同意する", { id: "agree" }), wide("やめる", { id: "stop", style: "bordered", role: "destructive" })]);
  return screen(page({ id: "patient", title: "同意", barHidden: true }, n("inset", { edge: "top" }, n("type", { size }, content), n("layer", {}, bar))));
});

// One grey point.
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

/** Something of every kind over a screen. */
export const over = named("over", (kind) => {
  const buttons = [n("button", { id: "ok" }, "続ける"), n("button", { id: "no", role: "cancel" }, "キャンセル")];
  switch (kind) {
    case "sheet":
      return { id: "sheet", kind, dismissable: true, nodes: [page({ id: "sheet-page", title: "理由", titleMode: "inline" }, n("form", {}, n("section", {}, n("button", { id: "reason" }, "本人が望んだ"))), { bars: [n("leading", {}, n("button", { id: "close" }, "閉じる"))] })] };
    case "half":
      return { id: "sheet", kind: "sheet", dismissable: true, detents: ["medium"], nodes: [n("padding", { top: 30, leading: 16, bottom: 16, trailing: 16 }, "半分の高さのシート")] };
    case "cover":
      return { id: "cover", kind, nodes: [actionPage([n("accessible", { traits: ["header"] }, text("スタッフをお呼びください", { font: "largeTitle", weight: "bold" }))], [wide("閉じる", { id: "close", style: "bordered" })])] };
    case "alert":
      return { id: "alert", kind, title: "登録を解除しますか", message: [text("この端末では使えなくなります。")], buttons };
    case "dialog":
      return { id: "dialog", kind, title: "どうしますか", dismissable: true, buttons: [n("button", { id: "ok", role: "destructive" }, "捨てる"), ...buttons] };
    default:
      throw new Error(`no presentation ${kind}`);
  }
});

/** The world around the telephone. */
export const world = {
  cards: [
    { id: "T01", note: "有効なカード", person: "例示 太郎", pinTriesLeft: 3 },
    { id: "T02", note: "期限の切れたカード", person: "例示 花子", pinTriesLeft: 1 },
  ],
  network: "up",
  now: "2026-11-23T10:00:00+09:00",
  accounts: [{ id: "nurse01", name: "看護 花子", password: "example-password", role: "staff" }],
  institution: { code: "1310000001" },
  server: "https://127.0.0.1:9443",
  pin: "1234",
  code: "ABCD-EFGH",
  visual: true,
  locked: false,
  passcode: true,
  records: { proofs: 1, visits: [{ person: "例示 太郎", method: "card", careKind: "visit" }], consents: [] },
};
