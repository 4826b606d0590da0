//! `device-check`: whether long commands pass between phone and card, kept and reported.

use kyotaku_core::card::VisitMemory;
use kyotaku_core::wire::api::DeviceCheck;

use super::lengths;
use crate::args::CheckArgs;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::reader::Session;
use crate::refusal::Outcome;

/// Taps once, keeps what was learned, and tells the server.
///
/// # Errors
///
/// A refusal with the card's, the phone's or the server's code.
pub fn run(desk: &Desk, args: &CheckArgs) -> Outcome<Exit> {
    desk.registration()?;
    let mut session = Session::open(&args.source, desk.phone.now())?;
    let memory = VisitMemory::new(desk.phone.lengths()?);
    let learned = lengths::learn(&mut session, memory)?;
    desk.phone.learned(learned)?;
    let check = DeviceCheck {
        nfc: true,
        extended_le: learned.le.into(),
        extended_lc: learned.lc.into(),
        model: "kyotaku-desk".to_owned(),
        system_version: std::env::consts::OS.to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    desk.done(desk.phone.report_check(&check))?;
    lengths::tell(learned, desk.speech);
    Ok(Exit::Done)
}
