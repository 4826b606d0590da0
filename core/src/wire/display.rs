//! How received values are put on a screen.
//!
//! Nothing here changes what is stored or sent: names keep their characters (髙, 﨑), numbers their
//! padding.

mod burden;
mod era;
mod kana;

pub use burden::{Burden, BurdenOrigin, burden};
pub use era::{age, date_with_era};
pub use kana::full_width_kana;
