// Where the keyboard is: what the app says about it, and what happens when its place disappears.

// How long after a move of the focus the app is waited for to say so.
const PATIENCE = 2000;

let told = null;
let moving = false;
// Where somebody has put the focus since the app last agreed: what it says meanwhile is older than that.
let moves = [];

/** Notes that somebody moves the focus to a field, or away from all. */
export function focusMoved(to) {
  moves.push({ to, until: performance.now() + PATIENCE });
}

/** Whether what the app wants is only what somebody did some time ago. */
function isKnown(wanted) {
  const now = performance.now();
  moves = moves.filter(({ until }) => until > now);
  const place = moves.findIndex(({ to }) => to === wanted);
  moves = place < 0 ? [] : moves.slice(place + 1);
  return place >= 0;
}

/** Whether the focus is just being moved because the app wanted it, which it need not be told. */
export function isMovingFocus() {
  return moving;
}

function move(what) {
  moving = true;
  what();
  moving = false;
}

/** Whether the focus is on the telephone, before it is drawn anew. */
export function beforeDrawing(stage) {
  return { inside: stage.contains(document.activeElement), layer: uppermost(stage) };
}

/** Moves the focus where the app wants it, or to the new layer when its place is gone. */
export function afterDrawing(stage, before, wanted = null) {
  const changed = wanted !== told && !isKnown(wanted);
  told = wanted;
  const active = document.activeElement;
  if (changed && wanted !== null) {
    const field = stage.querySelector(`[data-input="${CSS.escape(wanted)}"]`);
    if (field && field !== active) move(() => field.focus());
    if (field) return;
  }
  if (changed && wanted === null && active?.matches("[data-input]")) move(() => active.blur());
  const layer = uppermost(stage);
  const lost = active === document.body || active?.closest("[inert]");
  if (layer && before.inside && (lost || (layer !== before.layer && !layer.contains(active)))) {
    if (!layer.hasAttribute("tabindex")) layer.tabIndex = -1;
    layer.focus({ preventScroll: true });
  }
}

/** The layer that can be used: of the system, a presentation, or the page that is seen. */
function uppermost(stage) {
  const layers = stage.querySelectorAll("[data-system], [data-presentation], .k-page, .root");
  return [...layers].filter((layer) => !layer.closest("[inert]")).at(-1);
}
