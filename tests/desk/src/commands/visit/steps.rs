//! From the card's signature to the result: whatever step the visit is at is what is done next.

use jiff::Timestamp;
use kyotaku_core::flow::visit::{Step, Visit};

use super::{Ended, Finished, consent, kept, person};
use crate::commands::consents;
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::Prompt;
use crate::refusal::{Outcome, Refusal};

/// Brings a visit whose card has signed to its end: a new one, or one that was kept.
///
/// # Errors
///
/// A refusal with the phone's or the server's code; with [`Exit::Waiting`] what the patient has
/// done is still on the phone.
pub fn finish(desk: &Desk, prompt: &mut dyn Prompt, visit: &mut Visit) -> Outcome<Ended> {
    let mut verified_at = desk.phone.now();
    loop {
        if let Some(presence) = visit.presence() {
            verified_at = presence.verified_at;
        }
        let at = visit.step();
        match step(desk, prompt, visit) {
            Ok(Step::Done) => return Ok(ended(visit, verified_at)),
            Ok(_) => {}
            // The server does not take this answer, and may take another.
            Err(refusal)
                if at == Step::Registering
                    && matches!(visit.step(), Step::Consenting | Step::Reviewing)
                    && prompt.is_attended() =>
            {
                desk.speech.refuse_in_passing(&refusal);
            }
            Err(refusal) => return Err(kept(desk, visit, refusal)),
        }
    }
}

/// Takes the step that the visit is at, and gives the next.
fn step(desk: &Desk, prompt: &mut dyn Prompt, visit: &mut Visit) -> Outcome<Step> {
    match visit.step() {
        Step::Signed => desk.phone.keep_proof(visit)?,
        Step::Delivering => desk.done(desk.phone.deliver(visit))?,
        Step::Identifying => person::confirm(desk, prompt, visit)?,
        Step::Consenting => consent::ask(desk, prompt, visit)?,
        Step::Reviewing => consents::review(desk, prompt, visit)?,
        Step::Registering => desk.done(desk.phone.register(visit))?,
        Step::Done => {}
        Step::Verifying | Step::Preparing | Step::Ready | Step::Tapping | Step::Stopped => {
            return Err(Refusal::plain(Exit::Failed, "the card has not signed"));
        }
    }
    Ok(visit.step())
}

fn ended(visit: &Visit, verified_at: Timestamp) -> Ended {
    match visit.result() {
        Some(result) => Ended::Confirmed(Box::new(Finished {
            result: result.clone(),
            verified_at,
            care_kind: visit.care_kind(),
        })),
        None => Ended::Consents(visit.changed_consents().cloned()),
    }
}
