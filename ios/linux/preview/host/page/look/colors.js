// Colours of iOS by name, light and dark.
//
// Text in Apple's ordinary system colours does not reach a contrast of 4.5 to 1 in light mode. Here
// everybody gets the variants that iOS shows with increased contrast; a few are darker still, so that
// they pass on grouped backgrounds too. A test counts every pair.

const LIGHT = {
  label: "#000000",
  secondary: "#5b5b60",
  tertiary: "#65656a",
  quaternary: "#6a6a6f",
  placeholder: "#65656a",
  accent: "#0040dd",
  red: "#b50018",
  orange: "#ab3200",
  yellow: "#8f4200",
  green: "#1b6b2d",
  mint: "#0a6763",
  teal: "#006578",
  cyan: "#00658f",
  indigo: "#3634a3",
  purple: "#8944ab",
  pink: "#bd0f45",
  brown: "#6f5637",
  gray: "#5f5f64",
  background: "#ffffff",
  secondaryBackground: "#f2f2f7",
  tertiaryBackground: "#ffffff",
  groupedBackground: "#f2f2f7",
  secondaryGroupedBackground: "#ffffff",
  tertiaryGroupedBackground: "#f2f2f7",
  separator: "#3c3c4349",
  border: "#76767b",
  fill: "#78788033",
  secondaryFill: "#78788029",
  tertiaryFill: "#7676801f",
  quaternaryFill: "#74748014",
  gray2: "#aeaeb2",
  gray3: "#c7c7cc",
  gray4: "#d1d1d6",
  gray5: "#e5e5ea",
  gray6: "#f2f2f7",
  bar: "#f9f9f9f2",
  elevated: "#ffffff",
};

const DARK = {
  label: "#ffffff",
  secondary: "#aeaeb4",
  tertiary: "#a3a3a9",
  quaternary: "#9d9da3",
  placeholder: "#a3a3a9",
  accent: "#6bb1ff",
  red: "#ff7d76",
  orange: "#ffb340",
  yellow: "#ffd426",
  green: "#30db5b",
  mint: "#66d4cf",
  teal: "#5de6ff",
  cyan: "#70d7ff",
  indigo: "#a3a1ff",
  purple: "#e0a0ff",
  pink: "#ff7d97",
  brown: "#c7a681",
  gray: "#aeaeb2",
  background: "#000000",
  secondaryBackground: "#1c1c1e",
  tertiaryBackground: "#2c2c2e",
  groupedBackground: "#000000",
  secondaryGroupedBackground: "#1c1c1e",
  tertiaryGroupedBackground: "#2c2c2e",
  separator: "#54545899",
  border: "#8e8e93",
  fill: "#7878805c",
  secondaryFill: "#78788052",
  tertiaryFill: "#7676803d",
  quaternaryFill: "#7676802e",
  gray2: "#636366",
  gray3: "#48484a",
  gray4: "#3a3a3c",
  gray5: "#2c2c2e",
  gray6: "#1c1c1e",
  bar: "#161616f2",
  elevated: "#1c1c1e",
};

// What fills a prominent button, under white text, in both schemes.
const FILLS = [
  "accent", "red", "orange", "yellow", "green", "mint", "teal", "cyan", "indigo", "purple", "pink",
  "brown", "gray",
];

export const PALETTE = { light: LIGHT, dark: DARK };

const OTHER_NAMES = { primary: "label", blue: "accent", regularMaterial: "bar", thickMaterial: "bar" };
const PLAIN = { white: "#ffffff", black: "#000000", clear: "transparent" };

/** The variables of CSS that hold every colour of a scheme. */
export function colorVariables(scheme) {
  const variables = {};
  for (const [name, value] of Object.entries(PALETTE[scheme])) variables[`--c-${name}`] = value;
  for (const name of FILLS) variables[`--c-fill-${name}`] = LIGHT[name];
  return variables;
}

/** The name in the palette. */
function paletteName(name) {
  return OTHER_NAMES[name] ?? name;
}

/** A colour of the tree for CSS: a name or `#rrggbb`, after it how much of it there is, as in `red@0.2`. */
export function cssColor(color) {
  if (color === undefined || color === null) return undefined;
  const [name, ...parts] = String(color).split("@");
  const solid = solidColor(name);
  if (parts.length === 0) return solid;
  const part = parts.reduce((product, one) => product * Number(one), 1);
  return `color-mix(in srgb, ${solid} ${part * 100}%, transparent)`;
}

// A name that nobody knows is meant to be seen.
const UNKNOWN = "#ff00ff";

function solidColor(name) {
  if (/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(name)) return name;
  if (name in PLAIN) return PLAIN[name];
  const known = paletteName(name);
  return known in LIGHT ? `var(--c-${known})` : UNKNOWN;
}

/** What fills a prominent button of a tint. */
export function fillColor(tint = "accent") {
  const known = paletteName(tint);
  return FILLS.includes(known) ? `var(--c-fill-${known})` : cssColor(tint);
}
