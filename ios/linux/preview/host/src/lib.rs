//! The app in a browser, without a Mac.
//!
//! A program starts the process of the app (Swift, the real views on the stand-in for SwiftUI),
//! reads from it what is on the screen as a tree, one JSON object per line, and serves one page
//! that draws it; what is touched or typed there goes back the same way. Beside the telephone the
//! page has a panel for the world around it: cards, the network, the clock.
//!
//! - [`cli`]: the arguments, and how everything is started and ended.
//! - [`app`]: the process: started, fed, heard, started again.
//! - [`event`]: what a page may send, checked before the app sees it.
//! - [`phone`]: what belongs to the telephone and outlives the process of the app.
//! - [`hub`]: the latest of everything, and those who watch.
//! - [`routes`]: HTTP, for this machine alone.
//! - [`page`]: the files of the page, built in.

pub mod app;
pub mod cli;
pub mod event;
pub mod hub;
pub mod page;
pub mod phone;
pub mod routes;
