// Every kind of node that can be drawn.

import { containers } from "./containers.js";
import { controls } from "./controls.js";
import { lists } from "./lists.js";
import { navigationKinds } from "./navigation.js";
import { pickers } from "./pickers.js";
import { h } from "../dom/h.js";
import { base, register } from "./render.js";
import { text } from "./text.js";
import { wrappers } from "./wrappers.js";

// A view of UIKit draws itself, which nothing here can.
const uikit = (node, at) => h("div", base(node, at));

register({ uikit, ...containers, ...controls, ...lists, ...navigationKinds, ...pickers, ...text, ...wrappers });

export { content } from "./containers.js";
export { presentations } from "./presentations.js";
