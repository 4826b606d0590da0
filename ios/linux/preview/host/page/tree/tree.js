// Every kind of node that can be drawn.

import { containers } from "./containers.js";
import { controls } from "./controls.js";
import { lists } from "./lists.js";
import { navigationKinds } from "./navigation.js";
import { pickers } from "./pickers.js";
import { register } from "./render.js";
import { text } from "./text.js";
import { wrappers } from "./wrappers.js";

register({ ...containers, ...controls, ...lists, ...navigationKinds, ...pickers, ...text, ...wrappers });

export { content } from "./containers.js";
export { presentations } from "./presentations.js";
