//! The files of the page, built in.

/// One file of the page.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// The path in its address, without the slash in front.
    pub path: &'static str,
    /// Its type of content.
    pub kind: &'static str,
    /// What is in it.
    pub text: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

macro_rules! files {
    ($($path:literal $kind:ident),+ $(,)?) => {
        /// Every file of the page.
        pub const FILES: &[File] = &[$(File {
            path: $path,
            kind: $kind,
            text: include_str!(concat!("../page/", $path)),
        }),+];
    };
}

files! {
    "index.html" HTML,
    "controls.css" STYLE,
    "dom/h.js" SCRIPT,
    "icon.svg" PICTURE,
    "layout.css" STYLE,
    "lists.css" STYLE,
    "navigation.css" STYLE,
    "link.js" SCRIPT,
    "look/colors.js" SCRIPT,
    "look/symbols.js" SCRIPT,
    "look/time.js" SCRIPT,
    "look/type.js" SCRIPT,
    "main.js" SCRIPT,
    "page.css" STYLE,
    "panel/cards.js" SCRIPT,
    "panel/device.js" SCRIPT,
    "panel/heard.js" SCRIPT,
    "panel/logins.js" SCRIPT,
    "panel/panel.js" SCRIPT,
    "panel/parts.js" SCRIPT,
    "panel/sheet.js" SCRIPT,
    "panel/words.js" SCRIPT,
    "phone.css" STYLE,
    "phone/focus.js" SCRIPT,
    "phone/input.js" SCRIPT,
    "phone/phone.js" SCRIPT,
    "phone/settle.js" SCRIPT,
    "phone/system.js" SCRIPT,
    "tree/containers.js" SCRIPT,
    "tree/controls.js" SCRIPT,
    "tree/layout.js" SCRIPT,
    "tree/lists.js" SCRIPT,
    "tree/navigation.js" SCRIPT,
    "tree/pickers.js" SCRIPT,
    "tree/presentations.js" SCRIPT,
    "tree/render.js" SCRIPT,
    "tree/text.js" SCRIPT,
    "tree/tree.js" SCRIPT,
    "tree/voice.js" SCRIPT,
    "tree/wrappers.js" SCRIPT,
}

/// The file at the path of an address; the page itself at `/`.
#[must_use]
pub fn file(path: &str) -> Option<&'static File> {
    let path = match path.trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    FILES.iter().find(|file| file.path == path)
}
