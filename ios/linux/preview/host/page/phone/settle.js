// What CSS cannot decide, measured after every drawing.

/** Chooses alternatives, lets scrollers be reached by keyboard, shows where titles are. */
export function settle(stage) {
  for (const element of stage.querySelectorAll("[data-fits]")) choose(element);
  for (const scroller of stage.querySelectorAll("[data-scroller]")) reach(scroller);
  for (const page of stage.querySelectorAll(".k-page")) follow(page);
}

/** Shows the first alternative that fits without wrapping a line, and otherwise the last. */
function choose(element) {
  const alternatives = [...element.children];
  element.classList.add("measuring");
  const room = element.getBoundingClientRect().width;
  element.classList.remove("measuring");
  const chosen = alternatives.find((alternative) => widthOf(alternative) <= room + 0.5) ?? alternatives.at(-1);
  for (const alternative of alternatives) alternative.hidden = alternative !== chosen;
}

/** How wide something is that wraps no line. */
function widthOf(alternative) {
  alternative.hidden = false;
  alternative.classList.add("measured");
  const width = alternative.getBoundingClientRect().width;
  alternative.classList.remove("measured");
  alternative.hidden = true;
  return width;
}

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex='0']";

/** What scrolls and holds nothing to focus has to take the focus itself. */
function reach(scroller) {
  const scrolls = scroller.scrollHeight > scroller.clientHeight + 1 || scroller.scrollWidth > scroller.clientWidth + 1;
  const needed = scrolls && !scroller.querySelector(FOCUSABLE);
  if (needed) {
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "region");
    scroller.setAttribute("aria-label", "内容 (content)");
  } else if (scroller.hasAttribute("tabindex")) {
    for (const name of ["tabindex", "role", "aria-label"]) scroller.removeAttribute(name);
  }
}

/** The bar shows the small title while the large one is scrolled away. */
function follow(page) {
  const scroller = page.querySelector("[data-scroller]");
  const title = page.querySelector(".large-title");
  const scrolled = () => {
    const top = scroller?.scrollTop ?? 0;
    page.classList.toggle("title-away", !title || top > title.offsetHeight - 8);
    page.classList.toggle("scrolled-under", top > 4);
  };
  scrolled();
  if (scroller && !scroller.followed) {
    scroller.followed = true;
    scroller.addEventListener("scroll", scrolled, { passive: true });
  }
}

/** Shows which part of the telephone an element of the reading order is. */
export function mark(stage, id) {
  for (const element of stage.querySelectorAll(".highlighted")) element.classList.remove("highlighted");
  const marked = id && [...stage.querySelectorAll("[data-node]")].find((element) =>
    !element.closest("[inert]") && element.dataset.node.split(" ").includes(id));
  marked?.classList.add("highlighted");
}
