// What is too small to be hit with a thumb, or wider than the telephone.

/**
 * What on the telephone of a page is not 44 points high, and what has to be scrolled sideways: a list of
 * `{kind, words}`, empty where all is well. Runs in the page, and may use nothing from outside of itself.
 */
export function findSmall() {
  const LEAST = 44;
  const findings = [];
  const screen = document.querySelector(".screen");
  const words = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 60);
  const isSeen = (element) =>
    !element.closest("[inert], [hidden]") && getComputedStyle(element).visibility !== "hidden" && element.getClientRects().length > 0;

  for (const element of screen.querySelectorAll("button, label, select, [role=button]")) {
    if (!isSeen(element) || element.parentElement.closest("label, button")) continue;
    const { height } = element.getBoundingClientRect();
    if (height < LEAST - 0.5) findings.push({ kind: `only ${height.toFixed(0)} high`, words: words(element) });
  }
  for (const element of screen.querySelectorAll("*")) {
    if (!isSeen(element) || element.scrollWidth <= element.clientWidth + 1) continue;
    if (["auto", "scroll"].includes(getComputedStyle(element).overflowX)) findings.push({ kind: "wider than the screen", words: words(element) });
  }
  return findings;
}
