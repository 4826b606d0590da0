// Text styles of iOS by size of type: points as Apple publishes them in its guidelines for
// typography, "Large (default)" being the size of a new telephone.

export const TYPE_SIZES = [
  "xSmall", "small", "medium", "large", "xLarge", "xxLarge", "xxxLarge",
  "accessibility1", "accessibility2", "accessibility3", "accessibility4", "accessibility5",
];

const POINTS = {
  largeTitle: [31, 32, 33, 34, 36, 38, 40, 44, 48, 52, 56, 60],
  title: [25, 26, 27, 28, 30, 32, 34, 38, 43, 48, 53, 58],
  title2: [19, 20, 21, 22, 24, 26, 28, 34, 39, 44, 50, 56],
  title3: [17, 18, 19, 20, 22, 24, 26, 31, 37, 43, 49, 55],
  headline: [14, 15, 16, 17, 19, 21, 23, 28, 33, 40, 47, 53],
  body: [14, 15, 16, 17, 19, 21, 23, 28, 33, 40, 47, 53],
  callout: [13, 14, 15, 16, 18, 20, 22, 26, 32, 38, 44, 51],
  subheadline: [12, 13, 14, 15, 17, 19, 21, 25, 30, 36, 42, 49],
  footnote: [12, 12, 12, 13, 15, 17, 19, 23, 27, 33, 38, 44],
  caption: [11, 11, 11, 12, 14, 16, 18, 22, 26, 32, 37, 43],
  caption2: [11, 11, 11, 11, 13, 15, 17, 20, 24, 29, 34, 40],
};

// Height of a line in points at the default size, from the same table.
const LEADING = {
  largeTitle: 41, title: 34, title2: 28, title3: 25, headline: 22, body: 22, callout: 21,
  subheadline: 20, footnote: 18, caption: 16, caption2: 13,
};

export const TEXT_STYLES = Object.keys(POINTS);

const WEIGHTS = {
  ultraLight: 100, thin: 200, light: 300, regular: 400, medium: 500, semibold: 600, bold: 700,
  heavy: 800, black: 900,
};

const DESIGNS = {
  monospaced: "var(--monospaced)",
  rounded: "var(--rounded)",
  serif: "serif",
};

/** The size of a text style in points. */
export function points(style, size) {
  return POINTS[style][TYPE_SIZES.indexOf(size)];
}

/** Whether a size is one of the five for people who see little; some layouts stack there. */
export function isAccessibilitySize(size) {
  return size.startsWith("accessibility");
}

/** The variables of CSS that hold every text style at one size of type. */
export function typeVariables(size) {
  const variables = {};
  for (const style of TEXT_STYLES) {
    const ratio = LEADING[style] / POINTS[style][3];
    variables[`--f-${style}`] = `${points(style, size)}px`;
    // Lines of large type stand closer.
    variables[`--l-${style}`] = String(isAccessibilitySize(size) ? 1.2 : Math.max(1.2, ratio).toFixed(3));
  }
  return variables;
}

/** The style of a text from its attributes; what is left out is inherited. */
export function fontStyle({ font, weight, design, monospacedDigits } = {}) {
  const style = {};
  if (font in POINTS) {
    style["font-size"] = `var(--f-${font})`;
    style["line-height"] = `var(--l-${font})`;
    if (font === "headline") style["font-weight"] = "600";
  }
  if (weight in WEIGHTS) style["font-weight"] = String(WEIGHTS[weight]);
  if (design in DESIGNS) style["font-family"] = DESIGNS[design];
  if (monospacedDigits) style["font-variant-numeric"] = "tabular-nums";
  return style;
}
