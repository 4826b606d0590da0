// What is cut off, too wide, or on top of something else: what only a layout can show.

/**
 * What does not fit on the telephone of a page: a list of `{kind, words, node}`, empty where all is well.
 *
 * - `truncated`: a text that ends in an ellipsis, among them titles of bars, which never wrap;
 * - `clipped`: a text or a control that is cut off by something around it that cannot be scrolled there;
 * - `placeholder`: a field that is too narrow for its placeholder;
 * - `overlap`: two controls, or two texts, on top of each other;
 * - `unknown`: a kind of node or a symbol that the page cannot draw.
 *
 * Only the uppermost layer is looked at: what can be used.
 */
export function findOverflow(page) {
  return page.evaluate(inPage);
}

// Runs in the page, and may use nothing from outside of itself.
function inPage() {
  const findings = [];
  const screen = document.querySelector(".screen");
  const nodeOf = (element) => element.closest("[data-node]")?.dataset.node ?? "";
  const report = (kind, element, words) =>
    findings.push({ kind, words: (words ?? element.textContent).trim().replaceAll(/\s+/g, " ").slice(0, 60), node: nodeOf(element) });

  const isSeen = (element) =>
    !element.closest("[inert], .only-spoken") && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  // A rectangle as far as it can be seen now, and whether it is cut where no scrolling helps. What scrolls
  // into view along one axis is not cut along it; the scroller itself then has to fit.
  function visible(rectangle, element) {
    let { left, top, right, bottom } = rectangle;
    let cut = false;
    let scrollsX = false;
    let scrollsY = false;
    for (let around = element.parentElement; around && around !== screen.parentElement; around = around.parentElement) {
      const style = getComputedStyle(around);
      const box = around.getBoundingClientRect();
      if (style.overflowX !== "visible") {
        if (["auto", "scroll"].includes(style.overflowX)) scrollsX = true;
        else if (!scrollsX && (left < box.left - 1 || right > box.right + 1)) cut = true;
        left = Math.max(left, box.left);
        right = Math.min(right, box.right);
      }
      if (style.overflowY !== "visible") {
        if (["auto", "scroll"].includes(style.overflowY)) scrollsY = true;
        else if (!scrollsY && (top < box.top - 1 || bottom > box.bottom + 1)) cut = true;
        top = Math.max(top, box.top);
        bottom = Math.min(bottom, box.bottom);
      }
    }
    return { left, top, right, bottom, cut };
  }

  // A wide space at the end of a line hangs over its edge; nobody sees that.
  function linesOf(text) {
    const runs = text.data.includes("\u3000") ? text.data.matchAll(/\S+/g) : [{ index: 0, 0: text.data }];
    return [...runs].flatMap(({ index, 0: run }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + run.length);
      return [...range.getClientRects()];
    });
  }

  const texts = [];
  const walker = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("select, option, textarea, style, .status-bar") || !isSeen(element)) continue;
    const style = getComputedStyle(element);
    const lines = linesOf(text);
    if (style.textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth + 1) {
      report("truncated", element);
      continue;
    }
    const size = Number.parseFloat(style.fontSize);
    for (const line of lines) {
      // The height of the letters alone: lines may stand closer than their boxes are high.
      const middle = (line.top + line.bottom) / 2;
      const letters = { left: line.left, right: line.right, top: middle - size / 2, bottom: middle + size / 2 };
      const seen = visible(letters, element);
      if (seen.cut) {
        report("clipped", element);
        break;
      }
      texts.push({ element, ...seen });
    }
  }

  // A text in a frame that is too small for it is truncated on a telephone.
  for (const frame of screen.querySelectorAll(".k-frame")) {
    const { width, height, maxWidth, maxHeight } = frame.style;
    if (!(width || height || maxWidth || maxHeight) || !isSeen(frame) || !frame.querySelector(".text")) continue;
    if (frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1) report("clipped", frame);
  }

  const controls = [];
  for (const element of screen.querySelectorAll("button, label, input, select, textarea, [role=button]")) {
    if (!isSeen(element) || element.parentElement.closest("label, button")) continue;
    const seen = visible(element.getBoundingClientRect(), element);
    if (seen.cut) report("clipped", element, element.getAttribute("aria-label") ?? undefined);
    controls.push({ element, ...seen });
  }

  const pen = document.createElement("canvas").getContext("2d");
  for (const field of screen.querySelectorAll("input[placeholder]")) {
    if (!isSeen(field) || field.value) continue;
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(field);
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    if (pen.measureText(field.placeholder).width > field.clientWidth + 1) report("placeholder", field, field.placeholder);
  }

  const overlaps = (one, other, most) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > most && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > most;
  const related = (one, other) => one.element.contains(other.element) || other.element.contains(one.element);
  for (const [items, most] of [[controls, 1], [texts, 2]]) {
    // From top to bottom, so that each has to be compared with those beside it only.
    items.sort((one, other) => one.top - other.top);
    for (const [index, one] of items.entries()) {
      for (let next = index + 1; next < items.length && items[next].top < one.bottom; next += 1) {
        const other = items[next];
        if (overlaps(one, other, most) && !related(one, other)) {
          report("overlap", other.element, `${one.element.textContent.trim()} / ${other.element.textContent.trim()}`);
        }
      }
    }
  }

  for (const element of screen.querySelectorAll(".unknown, .symbol-unknown")) {
    report("unknown", element, element.dataset.symbol ?? element.textContent);
  }
  return findings;
}
