//! Who is it? Spouses live together and take each other's cards.

use kyotaku_core::flow::visit::Visit;
use kyotaku_core::wire::code::Code;

use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{self, Prompt};
use crate::question::Question;
use crate::refusal::{Outcome, Refusal};
use crate::screen;

/// Has staff compare the person with the printed card and with the patient.
pub(super) fn confirm(desk: &Desk, prompt: &mut dyn Prompt, visit: &mut Visit) -> Outcome<()> {
    if let Some(presence) = visit.presence() {
        desk.speech.say(
            "カードの券面と見比べてください。",
            "Compare this with the printed card.",
        );
        let today = screen::today(desk.phone.now());
        screen::person(&presence.person, None, today, desk.speech);
    }
    let choices = [
        ("一致します", "it is"),
        ("一致しません", "it is not"),
        ("あとで確認します", "later"),
        ("中止します", "give it up"),
    ];
    match prompt::choose(prompt, Question::Person, &choices)? {
        0 => Ok(desk.phone.confirm_person(visit)?),
        1 => {
            desk.phone.person_differs(visit)?;
            Err(Refusal::coded(Code::PersonDiffers, Exit::Stopped))
        }
        2 => Err(Refusal::plain(Exit::Waiting, "to be confirmed later")),
        _ => {
            desk.phone.abandon(visit)?;
            Err(Refusal::coded(Code::VisitAbandoned, Exit::Stopped))
        }
    }
}
