// Touch and keys: swipes, the hardware keyboard, and that the screen was touched at all.

const EDGE = 24;
const FAR = 90;
const TOUCH_EVERY = 1000;

const KEYS = { Backspace: "delete", Delete: "delete", Enter: "return", Escape: "escape" };

/** Listens to what is done on the telephone and, for its keys, anywhere on the page. */
export function hearInput(stage, side, act) {
  let touched = -Infinity;
  let from;
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".app") && event.timeStamp - touched >= TOUCH_EVERY) {
      touched = event.timeStamp;
      act({ touch: true });
    }
    from = begin(stage, event);
  });
  document.addEventListener("pointerup", (event) => {
    if (from) finish(from, event, act);
    from = undefined;
  });
  stage.addEventListener("focusout", (event) => {
    const leaves = event.target.matches("[data-input]") && !event.relatedTarget?.matches?.("[data-input]");
    if (leaves) act({ focus: null });
  });
  document.addEventListener("keydown", (event) => press(stage, event, act));
  side.addEventListener("submit", (event) => event.preventDefault());
}

function begin(stage, event) {
  const glass = stage.querySelector(".screen");
  const screen = glass.getBoundingClientRect();
  const start = { x: event.clientX, y: event.clientY, scale: screen.width / glass.offsetWidth };
  const page = event.target.closest("[data-back]");
  if (page && event.clientX - screen.left < EDGE * start.scale) return { ...start, swipe: "back" };
  const sheet = event.target.closest("[data-dismissable]");
  const top = sheet?.getBoundingClientRect().top;
  if (sheet && event.clientY - top < 2 * EDGE * start.scale) return { ...start, swipe: "down", id: sheet.dataset.presentation };
  return undefined;
}

function finish({ x, y, scale, swipe, id }, event, act) {
  if (swipe === "back" && event.clientX - x > FAR * scale) act({ back: true });
  if (swipe === "down" && event.clientY - y > FAR * scale) act({ dismiss: id });
}

function press(stage, event, act) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target, key } = event;
  const types = target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
  if (types) return;
  const taken = [...stage.querySelectorAll("[data-keys]")].some((element) => !element.closest("[inert]"));
  if (taken) {
    // A button that has the focus keeps its own key.
    const pressesButton = key === "Enter" && target.matches("button, a, summary, [role=button], input");
    if (/^[0-9]$/.test(key) || (KEYS[key] && !pressesButton)) {
      event.preventDefault();
      act({ key: KEYS[key] ?? key });
    }
  } else if (KEYS[key] && !target.matches("button, a, summary, [role=button]") && shortcut(stage, KEYS[key])) {
    event.preventDefault();
  } else if (key === "Escape") {
    const sheets = [...stage.querySelectorAll("[data-dismissable]")].filter((sheet) => !sheet.closest("[inert]"));
    if (sheets.length > 0) act({ dismiss: sheets.at(-1).dataset.presentation });
  }
}

/** Presses the button whose shortcut a key is; false where there is none. */
function shortcut(stage, key) {
  const buttons = [...stage.querySelectorAll(`[data-shortcut="${key}"]:not(:disabled)`)];
  const reachable = buttons.filter((button) => !button.closest("[inert]"));
  reachable.at(-1)?.click();
  return reachable.length > 0;
}
