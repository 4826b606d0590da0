// Drawings for the names of SF Symbols. They are our own, plain ones: Apple's may only be used on
// Apple's systems. Each is a list of strokes on a grid of 24 by 24; a stroke that begins with `!` is
// filled; where the outline is filled, one that begins with `-` or nothing is cut out of it, one that begins with
// `+` is filled too, and one that begins with `=` stays a line.

import { h } from "../dom/h.js";

// What stands alone and also inside of a circle, a square or a shield.
const MARKS = {
  "checkmark": ["M5 13l4.5 4.5L19 7"],
  "xmark": ["M6 6l12 12M18 6L6 18"],
  "exclamationmark": ["M12 5v9", "!M12 17.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z"],
  "info": ["M10 10.5h2.5V18M9.5 18h6", "!M12 4.6a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z"],
  "questionmark": ["M8 8.5a4 4 0 1 1 5.8 3.6c-1.2.6-1.8 1.3-1.8 2.9", "!M12 17.4a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z"],
  "plus": ["M12 5v14M5 12h14"],
  "minus": ["M5 12h14"],
  "ellipsis": ["!M4 12a2 2 0 1 0 4 0 2 2 0 0 0-4 0zM10 12a2 2 0 1 0 4 0 2 2 0 0 0-4 0zM16 12a2 2 0 1 0 4 0 2 2 0 0 0-4 0z"],
  "person": ["M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 12 4z", "+M4.5 20c0-3.9 3.3-6 7.5-6s7.5 2.1 7.5 6z"],
  "phone": ["M6.5 4h3l1.6 4.2-2 1.6a11 11 0 0 0 5 5l1.6-2 4.2 1.6v3A2 2 0 0 1 17.8 19.5 14.5 14.5 0 0 1 4.4 6.2 2 2 0 0 1 6.5 4z"],
  "arrow.right": ["M4 12h16M13.5 5.5L20 12l-6.5 6.5"],
  "arrow.left": ["M20 12H4M10.5 5.5L4 12l6.5 6.5"],
  "arrow.up": ["M12 20V4M5.5 10.5L12 4l6.5 6.5"],
  "arrow.down": ["M12 4v16M5.5 13.5L12 20l6.5-6.5"],
  "arrow.clockwise": ["M19 12a7 7 0 1 1-2.3-5.2", "M17.5 2.5v4.7h-4.7"],
  "chevron.right": ["M9 5l7 7-7 7"],
  "chevron.left": ["M15 5l-7 7 7 7"],
  "chevron.up": ["M5 15l7-7 7 7"],
  "chevron.down": ["M5 9l7 7 7-7"],
  "number": ["M9 4L7 20M17 4l-2 16M4.5 9h16M3.5 15h16"],
  "yensign": ["M6 4l6 8 6-8M12 12v8M7 12.5h10M7 16h10"],
  "cross": ["M9 4h6v5h5v6h-5v5H9v-5H4V9h5z"],
  "clock": ["M12 6.5V12l4 2.5"],
};

const ROUND = "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z";
const BOX = "M6 3h12a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z";
const SHIELD = "M12 2.5l8 3v6c0 5-3.4 8.6-8 10-4.6-1.4-8-5-8-10v-6z";
const CLOUD = "M7 19a5 5 0 0 1-.6-9.96A6.5 6.5 0 0 1 19 10.6 4.3 4.3 0 0 1 18 19z";
const OCTAGON = "M8 3h8l5 5v8l-5 5H8l-5-5V8z";
const FRAMES = { circle: ROUND, square: BOX, shield: SHIELD, octagon: OCTAGON };

const DRAWINGS = {
  "clock": [ROUND, ...MARKS.clock],
  "circle": [ROUND],
  "square": [BOX],
  "shield": [SHIELD],
  "exclamationmark.triangle": ["M12 3.5l9.5 17h-19z", "M12 9.5v5", "!M12 16.3a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2z"],
  "exclamationmark.octagon": [OCTAGON, "M12 7v6", "!M12 15.3a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z"],
  "checkmark.seal": ["M12 2l2.6 2.2 3.4-.2.5 3.4 2.7 2-1.4 3.1.9 3.3-3.2 1.2-1.5 3-3.3-.7L12 22l-2.7-2-3.3.7-1.5-3-3.2-1.2.9-3.3L.8 10.1l2.7-2L4 4.7l3.4.2z", "M8 12l3 3 5-6"],
  "gearshape": ["M10.0 4.7L10.3 1.8L13.7 1.8L14.0 4.7L15.8 5.4L17.9 3.6L20.4 6.1L18.6 8.2L19.3 10.0L22.2 10.3L22.2 13.7L19.3 14.0L18.6 15.8L20.4 17.9L17.9 20.4L15.8 18.6L14.0 19.3L13.7 22.2L10.3 22.2L10.0 19.3L8.2 18.6L6.1 20.4L3.6 17.9L5.4 15.8L4.7 14.0L1.8 13.7L1.8 10.3L4.7 10.0L5.4 8.2L3.6 6.1L6.1 3.6L8.2 5.4z", "M12 8.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z"],
  "chevron.up.chevron.down": ["M7.5 9.5L12 5l4.5 4.5M7.5 14.5L12 19l4.5-4.5"],
  "arrow.uturn.backward": ["M4 9h10.5a5 5 0 0 1 0 10H9M8 4.5L3.5 9 8 13.5"],
  "arrow.triangle.2.circlepath": ["M4 11a8 8 0 0 1 14-4.3M20 13a8 8 0 0 1-14 4.3", "M18.5 2.5v4.5H14M5.5 21.5V17H10"],
  "arrow.counterclockwise": ["M5 12a7 7 0 1 0 2.3-5.2", "M6.5 2.5v4.7h4.7"],
  "rectangle.portrait.and.arrow.right": ["M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h11M17.5 8.5L21 12l-3.5 3.5"],
  "rectangle.portrait.and.arrow.forward": ["M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h11M17.5 8.5L21 12l-3.5 3.5"],
  "magnifyingglass": ["M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21"],
  "person.2": ["M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5zM2.5 19c0-3.3 2.8-5 6.5-5s6.5 1.7 6.5 5z", "=M15.5 5.3a3.2 3.2 0 0 1 0 6M17.5 14.2c2.5.6 4 2.2 4 4.8h-3"],
  "person.crop.circle": [ROUND, "M12 6.2a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM5.8 19c.7-3 3.1-4.3 6.2-4.3s5.5 1.3 6.2 4.3"],
  "person.crop.rectangle": ["M4 4.5h16A1.5 1.5 0 0 1 21.5 6v12a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 18V6A1.5 1.5 0 0 1 4 4.5z", "M12 7.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM6.5 19c.4-2.7 2.5-4 5.5-4s5.1 1.3 5.5 4"],
  "person.text.rectangle": ["M4 4.5h16A1.5 1.5 0 0 1 21.5 6v12a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 18V6A1.5 1.5 0 0 1 4 4.5z", "M8.5 8a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8zM5.3 16.5c.2-2 1.5-3 3.2-3s3 1 3.2 3M14.5 9.5h4M14.5 13h4"],
  "person.badge.plus": ["M10 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 10 4zM2.5 20c0-3.9 3.3-6 7.5-6 1.5 0 2.9.3 4.1.8", "M18 14v7M14.5 17.5h7"],
  "person.badge.minus": ["M10 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 10 4zM2.5 20c0-3.9 3.3-6 7.5-6 1.5 0 2.9.3 4.1.8", "M14.5 17.5h7"],
  "person.badge.key": ["M9 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 9 4zM2 20c0-3.9 3-6 7-6 1 0 2 .1 2.9.4", "M18 11.5a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM18 16.1V22M18 19.5h2"],
  "person.fill.checkmark": ["!M9.5 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 9.5 4zM2 20c0-3.9 3.3-6 7.5-6s7.5 2.1 7.5 6z", "M16 10.5l2 2 4-4.5"],
  "person.fill.questionmark": ["!M9.5 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 9.5 4zM2 20c0-3.9 3.3-6 7.5-6s7.5 2.1 7.5 6z", "M17 6.5a2.3 2.3 0 1 1 3.3 2c-.7.4-1 .8-1 1.7", "!M19.3 11.7a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8z"],
  "person.fill.xmark": ["!M9.5 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 0 0 9.5 4zM2 20c0-3.9 3.3-6 7.5-6s7.5 2.1 7.5 6z", "M17.5 7.5l4 4M21.5 7.5l-4 4"],
  "creditcard": ["M4 5h16a1.8 1.8 0 0 1 1.8 1.8v10.4A1.8 1.8 0 0 1 20 19H4a1.8 1.8 0 0 1-1.8-1.8V6.8A1.8 1.8 0 0 1 4 5z", "-M2.2 9.5h19.6", "-M5.5 15h4"],
  "iphone": ["M8 2.5h8A1.8 1.8 0 0 1 17.8 4.3v15.4a1.8 1.8 0 0 1-1.8 1.8H8a1.8 1.8 0 0 1-1.8-1.8V4.3A1.8 1.8 0 0 1 8 2.5z", "-M10.5 18.7h3"],
  "iphone.slash": ["M8 2.5h8A1.8 1.8 0 0 1 17.8 4.3v15.4a1.8 1.8 0 0 1-1.8 1.8H8a1.8 1.8 0 0 1-1.8-1.8V4.3A1.8 1.8 0 0 1 8 2.5z", "M3 4l18 17"],
  "iphone.radiowaves.left.and.right": ["M9 4h6a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 15 20H9a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 9 4z", "=M4.8 8.5a5.5 5.5 0 0 0 0 7M19.2 8.5a5.5 5.5 0 0 1 0 7M2.3 6.5a9 9 0 0 0 0 11M21.7 6.5a9 9 0 0 1 0 11"],
  "wave.3.right": ["M6 9a5 5 0 0 1 0 6M10 6.5a9.5 9.5 0 0 1 0 11M14 4a14 14 0 0 1 0 16"],
  "lock": ["M6 10.5h12a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 18 21H6a1.5 1.5 0 0 1-1.5-1.5V12A1.5 1.5 0 0 1 6 10.5z", "=M8 10.5V7.5a4 4 0 0 1 8 0v3"],
  "lock.open": ["M5 10.5h11a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 16 21H5a1.5 1.5 0 0 1-1.5-1.5V12A1.5 1.5 0 0 1 5 10.5z", "=M13.5 10.5V7.5a3.8 3.8 0 0 1 7.5 0v2"],
  "lock.shield": [SHIELD, "-M9 11h6v5H9z", "-M10.3 11V9.3a1.7 1.7 0 0 1 3.4 0V11"],
  "lock.iphone": ["M8 2.5h8A1.8 1.8 0 0 1 17.8 4.3v15.4a1.8 1.8 0 0 1-1.8 1.8H8a1.8 1.8 0 0 1-1.8-1.8V4.3A1.8 1.8 0 0 1 8 2.5z", "-M9.5 11.5h5v4h-5zM10.5 11.5V10a1.5 1.5 0 0 1 3 0v1.5"],
  "faceid": ["M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3", "M8.5 8.5v2M15.5 8.5v2M12 8.5V13h-1M8.5 15.5a5 5 0 0 0 7 0"],
  "touchid": ["M7 18.5c1-2 1.5-4 1.5-6.5a3.5 3.5 0 0 1 7 0c0 2.5-.3 4.8-1 7M12 12c0 3-.5 5.5-1.6 8M4.8 15.5c.5-1.2.7-2.3.7-3.5a6.5 6.5 0 0 1 13 0c0 1.5-.1 3-.3 4.3M5.5 6a9 9 0 0 1 13 0"],
  "key": ["M8 11.5a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6z", "=M11 12.7L19.5 4.2l2 2M16.5 7.2l2.5 2.5"],
  "qrcode": ["M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4z", "!M6.3 6.3h1.4v1.4H6.3zM16.3 6.3h1.4v1.4h-1.4zM6.3 16.3h1.4v1.4H6.3zM13.5 13.5h2.5V16h-2.5zM18 13.5h2.5V16H18zM15.7 15.9h2.5v2.5h-2.5zM13.5 18h2.5v2.5h-2.5zM18 18h2.5v2.5H18z"],
  "qrcode.viewfinder": ["M3 7V4.5A1.5 1.5 0 0 1 4.5 3H7M17 3h2.5A1.5 1.5 0 0 1 21 4.5V7M21 17v2.5a1.5 1.5 0 0 1-1.5 1.5H17M7 21H4.5A1.5 1.5 0 0 1 3 19.5V17", "M7 7h4v4H7zM13 7h4v4h-4zM7 13h4v4H7z", "!M13 13h2v2h-2zM15 15h2v2h-2z"],
  "camera": ["M4 7h3.5L9 4.5h6L16.5 7H20a1.5 1.5 0 0 1 1.5 1.5V18a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 18V8.5A1.5 1.5 0 0 1 4 7z", "-M12 9.2a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4z"],
  "arrow.up.forward.app": ["M9.5 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3.5", "M13.5 4H20v6.5M20 4l-9 9"],
  "headphones": ["M4 15v-2a8 8 0 0 1 16 0v2", "!M3.5 14h2.6A1.4 1.4 0 0 1 7.5 15.4v4.2A1.4 1.4 0 0 1 6.1 21H5a1.5 1.5 0 0 1-1.5-1.5zM20.5 14h-2.6a1.4 1.4 0 0 0-1.4 1.4v4.2a1.4 1.4 0 0 0 1.4 1.4H19a1.5 1.5 0 0 0 1.5-1.5z"],
  "eye": ["M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12z", "-M12 8.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z"],
  "eye.slash": ["M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12z", "M12 8.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM4 3l16 18"],
  "clock.arrow.circlepath": ["M4.5 12a8 8 0 1 0 2.6-5.9", "M7 2v4.5h4.5M12 8v4.5l3 2"],
  "clock.badge.exclamationmark": ["M20.5 11A9 9 0 1 0 14 20.6M12 6.5V12l3 2", "M19 14v4.5", "!M19 20a1.1 1.1 0 1 0 0 2.2A1.1 1.1 0 0 0 19 20z"],
  "calendar": ["M5 5h14a1.5 1.5 0 0 1 1.5 1.5v12A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-12A1.5 1.5 0 0 1 5 5z", "M3.5 9.5h17M8 2.8V6M16 2.8V6"],
  "calendar.badge.clock": ["M20.5 11V6.5A1.5 1.5 0 0 0 19 5H5a1.5 1.5 0 0 0-1.5 1.5v12A1.5 1.5 0 0 0 5 20h6M3.5 9.5h17M8 2.8V6M16 2.8V6", "M17 13a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM17 15.5v2.2l1.5 1"],
  "calendar.badge.exclamationmark": ["M20.5 11V6.5A1.5 1.5 0 0 0 19 5H5a1.5 1.5 0 0 0-1.5 1.5v12A1.5 1.5 0 0 0 5 20h9M3.5 9.5h17M8 2.8V6M16 2.8V6", "M19 14v4.5", "!M19 20a1.1 1.1 0 1 0 0 2.2A1.1 1.1 0 0 0 19 20z"],
  "doc": ["M6.5 2.5H14l5 5v12.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 20V4a1.5 1.5 0 0 1 1.5-1.5z", "-M13.5 3v5H19"],
  "doc.text": ["M6.5 2.5H14l5 5v12.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 20V4a1.5 1.5 0 0 1 1.5-1.5z", "-M13.5 3v5H19M8.5 12.5h7M8.5 16.5h7"],
  "doc.text.magnifyingglass": ["M12 21.5H6.5A1.5 1.5 0 0 1 5 20V4a1.5 1.5 0 0 1 1.5-1.5H14l5 5v3", "M8.5 9h4M8.5 12.5h3M15.5 12.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM18.2 18.7L21.5 22"],
  "doc.on.doc": ["M9.5 7.5H15l4.5 4.5v8a1.5 1.5 0 0 1-1.5 1.5H9.5A1.5 1.5 0 0 1 8 20V9a1.5 1.5 0 0 1 1.5-1.5z", "=M5.5 17A1.5 1.5 0 0 1 4 15.5V4a1.5 1.5 0 0 1 1.5-1.5H11L15 6.5"],
  "list.bullet": ["M9 6h12M9 12h12M9 18h12", "!M4.5 4.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM4.5 10.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM4.5 16.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"],
  "list.bullet.rectangle": [BOX, "M10.5 8h6.5M10.5 12h6.5M10.5 16h6.5M7 8h.1M7 12h.1M7 16h.1"],
  "list.clipboard": ["M8 4.5H6A1.5 1.5 0 0 0 4.5 6v14A1.5 1.5 0 0 0 6 21.5h12a1.5 1.5 0 0 0 1.5-1.5V6A1.5 1.5 0 0 0 18 4.5h-2", "M9 2.5h6v4H9zM8.5 11.5h7M8.5 16h7"],
  "checklist": ["M3.5 6.5L5 8l3-3.5M3.5 12.5L5 14l3-3.5M3.5 18.5L5 20l3-3.5M11 6.5h9.5M11 12.5h9.5M11 18.5h9.5"],
  "house": ["M3 11.5L12 3.5l9 8M5.5 9.5V20h4.7v-6h3.6v6h4.7V9.5"],
  "trash": ["M5.5 6.5l1 13.3A1.5 1.5 0 0 0 8 21.2h8a1.5 1.5 0 0 0 1.5-1.4l1-13.3z", "=M3.5 6.5h17M9 6.5V4a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2.5", "-M10 10.5v7M14 10.5v7"],
  "delete.left": ["M8 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 20 19H8l-6-7z", "-M11 9l6 6M17 9l-6 6"],
  "delete.backward": ["M8 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 20 19H8l-6-7z", "-M11 9l6 6M17 9l-6 6"],
  "bell": ["M12 3a6 6 0 0 0-6 6c0 5-2 6.5-2 8h16c0-1.5-2-3-2-8a6 6 0 0 0-6-6z", "=M10 20.5a2.2 2.2 0 0 0 4 0"],
  "wifi": ["M2.5 9.5a14 14 0 0 1 19 0M5.8 13.2a9 9 0 0 1 12.4 0M9 16.7a4.5 4.5 0 0 1 6 0", "!M12 18.3a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"],
  "wifi.slash": ["M2.5 9.5a14 14 0 0 1 19 0M5.8 13.2a9 9 0 0 1 12.4 0M9 16.7a4.5 4.5 0 0 1 6 0M4 3l16 18", "!M12 18.3a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"],
  "wifi.exclamationmark": ["M2.5 9.5A14 14 0 0 1 12 5.7M21.5 9.5a14 14 0 0 0-4-2.7M5.8 13.2A9 9 0 0 1 12 10.7M12 9v6.5", "!M12 17.7a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8z"],
  "network": [ROUND, "M2.5 12h19M12 2.5c-6 5.5-6 13.5 0 19M12 2.5c6 5.5 6 13.5 0 19"],
  "globe": [ROUND, "M2.5 12h19M12 2.5c-6 5.5-6 13.5 0 19M12 2.5c6 5.5 6 13.5 0 19"],
  "antenna.radiowaves.left.and.right": ["M12 13.5V21M8.5 8.5a5 5 0 0 0 0 7M15.5 8.5a5 5 0 0 1 0 7M5.5 5.5a9.5 9.5 0 0 0 0 13M18.5 5.5a9.5 9.5 0 0 1 0 13", "!M12 10.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z"],
  "hand.raised": ["M7 12V6a1.4 1.4 0 0 1 2.8 0v4.5V4.3a1.4 1.4 0 0 1 2.8 0V10.5 5a1.4 1.4 0 0 1 2.8 0v6.5-3.8a1.4 1.4 0 0 1 2.8 0v7.5c0 4-2.4 6.3-6 6.3-3 0-4.5-1.3-6-4l-2.5-4.7c-.7-1.4 1.1-2.5 2.1-1.2z"],
  "hand.point.up.left": ["M9.5 14V5.5a1.5 1.5 0 0 1 3 0V11h5a2.5 2.5 0 0 1 2.5 2.5v2.5c0 3.5-2.3 5.5-5.5 5.5-2.7 0-4-1-5.5-3l-3.5-4.2c-1-1.4.8-2.9 2-1.7z"],
  "hand.tap": ["M10 15.5V9a1.5 1.5 0 0 1 3 0v4.5h4.5A2.5 2.5 0 0 1 20 16v1.5c0 3-2 4.5-5 4.5-2.5 0-3.8-.8-5-2.5l-3-4c-.9-1.3.8-2.7 1.9-1.5z", "=M6.5 10a5.2 5.2 0 1 1 10 0"],
  "pencil": ["M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5"],
  "square.and.pencil": ["M20 12v7a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19V6a1.5 1.5 0 0 1 1.5-1.5h7M9 15.5l.7-3.2L18.5 3.5 21 6l-8.8 8.8z"],
  "square.and.arrow.up": ["M8 9.5H6A1.5 1.5 0 0 0 4.5 11v8.5A1.5 1.5 0 0 0 6 21h12a1.5 1.5 0 0 0 1.5-1.5V11A1.5 1.5 0 0 0 18 9.5h-2M12 15V3M8 6.5L12 2.8l4 3.7"],
  "square.and.arrow.down": ["M8 9.5H6A1.5 1.5 0 0 0 4.5 11v8.5A1.5 1.5 0 0 0 6 21h12a1.5 1.5 0 0 0 1.5-1.5V11A1.5 1.5 0 0 0 18 9.5h-2M12 3v12M8 11.5l4 3.7 4-3.7"],
  "tray": ["M3 13.5L6 5h12l3 8.5V18a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18z", "M3 13.5h5.5a3.5 3.5 0 0 0 7 0H21"],
  "building.2": ["M4 21V4.5A1.5 1.5 0 0 1 5.5 3h7A1.5 1.5 0 0 1 14 4.5V21zM14 9h4.5A1.5 1.5 0 0 1 20 10.5V21h-6", "M7.5 7h3M7.5 11h3M7.5 15h3M17 13v.1M17 17v.1M2.5 21h19"],
  "cross.case": ["M4.5 7h15A1.5 1.5 0 0 1 21 8.5V18a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V8.5A1.5 1.5 0 0 1 4.5 7z", "=M8.5 7V5A1.5 1.5 0 0 1 10 3.5h4A1.5 1.5 0 0 1 15.5 5v2", "-M12 10v6.5M8.7 13.2h6.6"],
  "stethoscope": ["M6 3H4.5v6a4.5 4.5 0 0 0 9 0V3H12M9 13.5V16a5 5 0 0 0 10 0v-3.5", "M19 8.7a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8z"],
  "pills": ["M6.5 3.5a3.8 3.8 0 0 1 3.8 3.8v6.4a3.8 3.8 0 0 1-7.6 0V7.3a3.8 3.8 0 0 1 3.8-3.8zM2.7 10.5h7.6", "+M16.5 11.5a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM12.5 18.5l8-4.5"],
  "heart": ["M12 20.5C6 16 3 12.8 3 9a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 3.8-3 7-9 11.5z"],
  "text.bubble": ["M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z", "-M7.5 8.5h9M7.5 12.5h6"],
  "speaker.wave.2": ["M3.5 9.5v5h3.5l5 4v-13l-5 4z", "=M15.5 9a4.5 4.5 0 0 1 0 6M18 6a9 9 0 0 1 0 12"],
  "keyboard": ["M3.5 6h17A1.5 1.5 0 0 1 22 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 16.5v-9A1.5 1.5 0 0 1 3.5 6z", "-M6 9.5h.1M10 9.5h.1M14 9.5h.1M18 9.5h.1M6 12h.1M10 12h.1M14 12h.1M18 12h.1M8 15h8"],
  "star": ["M12 3l2.8 5.9 6.4.8-4.7 4.4 1.2 6.4L12 17.4l-5.7 3.1 1.2-6.4L2.8 9.7l6.4-.8z"],
  "flag": ["M5 21.5V3.5h13l-3 4.5 3 4.5H5"],
  "hourglass": ["M6 3h12M6 21h12M7.5 3c0 5 3 6 4.5 9 1.5-3 4.5-4 4.5-9M7.5 21c0-5 3-6 4.5-9 1.5 3 4.5 4 4.5 9"],
  "bolt": ["M13.5 2.5L5 13.5h6l-1 8 8.5-11h-6z"],
  "signature": ["M3 15c4-1 6.5-10 4-10.5S4 10 6.5 14s4.5-2 5-4-1.5 5 .5 5 2.5-4 3.5-4-.5 3.5 1 3.5 2-1 4-1M3 19.5h18"],
  "textformat.size": ["M2.5 18L7.5 6l5 12M4.2 14h6.6M14 18l3.5-8.5L21 18M15.2 15.2h4.7"],
  "character.book.closed": ["M6.5 3H19v18H6.5A2.5 2.5 0 0 1 4 18.5v-13A2.5 2.5 0 0 1 6.5 3zM4 18.5A2.5 2.5 0 0 1 6.5 16H19", "M8.5 12.5l3-6.5 3 6.5M9.5 10.5h4"],
  "book": ["M12 6C10 4.5 7 4 3 4v14.5c4 0 7 .5 9 2 2-1.5 5-2 9-2V4c-4 0-7 .5-9 2zM12 6v14.5"],
  "link": ["M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7L12 17.7"],
  "slider.horizontal.3": ["M3 6h9M17 6h4M3 12h3M11 12h10M3 18h9M17 18h4", "M14.5 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8.5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM14.5 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"],
  "wrench": ["M20.5 7a5 5 0 0 1-6.7 5.7L6.5 20a2 2 0 0 1-2.8-2.8L11 9.8A5 5 0 0 1 17 3.4L14 6.3l.8 2.9 2.9.8z"],
  "person.crop.square": [BOX, "M12 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM6.5 20.5c.4-3 2.6-4.6 5.5-4.6s5.1 1.6 5.5 4.6"],
  "person.crop.circle.badge.questionmark": ["M20.2 9.5A9.5 9.5 0 1 0 12 21.5M5.8 19c.7-3 3.1-4.3 6.2-4.3M12 6.2a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z", "M16 14.5a2.3 2.3 0 1 1 3.3 2c-.7.4-1 .8-1 1.7", "!M18.3 20a1 1 0 1 0 0 2 1 1 0 0 0 0-2z"],
  "wave.3.up": ["M9 18a5 5 0 0 1 6 0M6.5 14a9.5 9.5 0 0 1 11 0M4 10a14 14 0 0 1 16 0"],
  "tray.and.arrow.up": ["M3 14.5h5a4 4 0 0 0 8 0h5V19a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 19z", "M12 11V3M8.5 6L12 2.8 15.5 6"],
  "tray.and.arrow.down": ["M3 14.5h5a4 4 0 0 0 8 0h5V19a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 19z", "M12 3v8M8.5 8L12 11.2 15.5 8"],
  "circle.grid.3x3": ["M5.5 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM12 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM18.5 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5.5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM18.5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5.5 16.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM12 16.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM18.5 16.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"],
  "circle.dotted": ["M12 2.5v.1M16.8 3.8v.1M20.2 7.2v.1M21.5 12v.1M20.2 16.8v.1M16.8 20.2v.1M12 21.5v.1M7.2 20.2v.1M3.8 16.8v.1M2.5 12v.1M3.8 7.2v.1M7.2 3.8v.1"],
  "arrow.left.arrow.right": ["M3.5 8h16M15.5 4l4 4-4 4M20.5 16h-16M8.5 12l-4 4 4 4"],
  "megaphone": ["M4 10v4h3l9 5V5L7 10zM19 9.5a4 4 0 0 1 0 5M7.5 14.5l1.5 5.5h2.5l-1-4.5"],
  "list.bullet.clipboard": ["M8 4.5H6A1.5 1.5 0 0 0 4.5 6v14A1.5 1.5 0 0 0 6 21.5h12a1.5 1.5 0 0 0 1.5-1.5V6A1.5 1.5 0 0 0 18 4.5h-2", "M9 2.5h6v4H9zM11 11.5h5M11 16h5M8 11.5h.1M8 16h.1"],
  "icloud": [CLOUD],
  "exclamationmark.icloud": [CLOUD, "M12 9.5v4", "!M12 15a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2z"],
  "checkmark.icloud": [CLOUD, "M8.5 13.5l2.5 2.5 4.5-5"],
  "xmark.icloud": [CLOUD, "M9.5 10.5l5 5M14.5 10.5l-5 5"],
  "rectangle.on.rectangle": ["M3.5 3.5h10A1.5 1.5 0 0 1 15 5v10a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 2 15V5a1.5 1.5 0 0 1 1.5-1.5z", "=M15 8h5.5A1.5 1.5 0 0 1 22 9.5v10a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 9 19.5v-3"],
  "rectangle.on.rectangle.slash": ["M15 8h5.5A1.5 1.5 0 0 1 22 9.5v10M18.5 21h-8A1.5 1.5 0 0 1 9 19.5V16.5H3.5A1.5 1.5 0 0 1 2 15V5c0-.4.1-.8.4-1M7 3.5h6.5A1.5 1.5 0 0 1 15 5v6.5", "M3 2.5l18 19"],
  "nosign": [ROUND, "M5.5 5.5l13 13"],
};

const SIGNED = /^([~!*=+-]*)(.*)$/s;

const OTHER_NAMES = {
  "chevron.backward": "chevron.left",
  "chevron.forward": "chevron.right",
  "arrow.forward": "arrow.right",
  "arrow.backward": "arrow.left",
  "clear": "xmark.square",
  "gear": "gearshape",
};

/** The strokes of a symbol, or undefined where the name is not drawn. */
export function strokes(name) {
  const known = OTHER_NAMES[name] ?? name;
  const outline = outlined(known);
  // Nothing is filled, so nothing is cut out.
  if (outline) return outline.map((stroke) => stroke.replace(/^[-+]/, ""));
  if (!known.endsWith(".fill")) return undefined;
  const [outermost, ...inner] = outlined(known.slice(0, -".fill".length)) ?? [];
  // What is no surface cannot be filled.
  return outermost?.endsWith("z") ? [`!${outermost}`, ...inner.map(filled)] : undefined;
}

function outlined(name) {
  if (name in DRAWINGS) return DRAWINGS[name];
  if (name in MARKS) return MARKS[name];
  const [, inner, frame] = name.match(/^(.+)\.(circle|square|shield|octagon)$/) ?? [];
  const mark = OTHER_NAMES[inner] ?? inner;
  if (/^\d{1,2}$/.test(mark)) return [FRAMES[frame], `#${mark}`];
  return mark in MARKS ? [FRAMES[frame], ...MARKS[mark].map((stroke) => `~${stroke}`)] : undefined;
}

/** A stroke of a drawing whose outline is filled: what was drawn inside is cut out of it. */
function filled(stroke) {
  const [, signs, d] = stroke.match(SIGNED);
  if (signs.includes("=")) return stroke;
  if (signs === "+") return `!${d}`;
  return `${signs.includes("~") ? "~" : ""}${signs.includes("!") ? "*" : "-"}${d}`;
}

/** Describes the drawing of a symbol, as high as the text around it; a visible question mark if there is none. */
export function symbol(name, attributes = {}) {
  const drawn = strokes(name);
  const { class: names = "", ...others } = attributes;
  return h(
    "svg",
    {
      ...others,
      viewBox: "0 0 24 24",
      "data-symbol": name,
      class: `symbol ${drawn ? "" : "symbol-unknown"} ${names}`.trim(),
      "aria-hidden": others.role ? undefined : "true",
      focusable: "false",
    },
    ...(drawn ?? [BOX, ...MARKS.questionmark.map((stroke) => `~${stroke}`)]).map(path),
  );
}

// `!` filled, `-` a line cut out, `*` a surface cut out, `~` a mark inside of a frame and therefore
// smaller, `=` a line beside what may be filled, `#` a number.
function path(stroke) {
  const number = stroke.match(/^([-~]*)#(.+)$/);
  if (number) return h("text", { x: "12", y: "16.2", class: ["digits", number[1].includes("-") && "cut"] }, number[2]);
  const [, signs, d] = stroke.match(SIGNED);
  const surface = /[!*]/.test(signs);
  return h("path", {
    d,
    class: [surface ? "surface" : "line", /[-*]/.test(signs) && "cut"],
    transform: signs.includes("~") ? "translate(4.8 4.8) scale(.6)" : undefined,
  });
}
