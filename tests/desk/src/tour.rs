//! `tour`: a guided day with a server and cards of its own, on real bytes, TLS and SQLite.
//!
//! Every step says what happens, does it, and checks that it came out as it should; the first that
//! does not ends the tour with an exit code other than zero.

mod arrival;
mod checks;
mod departure;
mod relation;
mod scratch;
mod sight;
mod visits;

use std::path::Path;

use kyotaku_core::clock::Clock;

use crate::args::{CardSource, MethodArg, TourArgs, VisitArgs};
use crate::clinic::{Clinic, Server};
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::Rehearsed;
use crate::question::Question;
use crate::refusal::Outcome;
use crate::speech::Speech;

use checks::Checks;
use scratch::Scratch;

/// Plays the tour.
///
/// # Errors
///
/// A refusal for the first step that did not come out as it should.
pub fn run(args: &TourArgs, program: &Path, clock: &Clock, speech: Speech) -> Outcome<Exit> {
    let scratch = Scratch::new(args.keep.as_deref())?;
    let mut tour = Tour::prepare(scratch.path(), program, clock, speech)?;
    let code = tour.code()?;
    tour.activation(&code)?;
    tour.same_code_again(&code)?;
    tour.never_signed_in()?;
    tour.sign_in()?;
    tour.device_check()?;
    let first = tour.visit()?;
    tour.receipt(&first)?;
    tour.by_sight()?;
    tour.spouses_card()?;
    tour.lost_network()?;
    tour.results(&first)?;
    tour.medical_information(&first)?;
    tour.requery(&first)?;
    tour.consent_changed(&first)?;
    tour.consent_revoked(&first)?;
    tour.operations()?;
    tour.expired_certificate()?;
    tour.revoked_certificate()?;
    tour.replayed_proof(&first)?;
    tour.revoked_device()?;
    tour.farewell(args.keep.is_some(), program);
    Ok(Exit::Done)
}

/// What the steps work with.
#[derive(Debug)]
struct Tour {
    clinic: Clinic,
    server: Option<Server>,
    address: String,
    port: u16,
    phone: Desk,
    speech: Speech,
    clock: Clock,
    checks: Checks,
    steps: usize,
    /// Commands to the card of the last visit.
    exchanges: usize,
}

/// What later steps need of the first visit.
struct FirstVisit {
    reception_number: String,
    receipt: String,
    proof: String,
}

impl Tour {
    fn prepare(folder: &Path, program: &Path, clock: &Clock, speech: Speech) -> Outcome<Self> {
        speech.heading("準備", "Getting ready");
        speech.say(
            "架空の人と医療機関、試験用の電子証明書と失効リストを作ります。",
            "Making fictional people and institutions, test certificates and a revocation list.",
        );
        let clinic = Clinic::found(program, folder, clock)?;
        let server = clinic.serve(None)?;
        let address = server.address();
        speech.say(
            &format!("参照サーバーを起動しました: {address} (TLS、SQLite)"),
            &format!("The reference server is up: {address} (TLS, SQLite)"),
        );
        let phone = Desk::open(&clinic.phone("phone", &address), clock, speech)?;
        Ok(Self {
            port: server.port(),
            server: Some(server),
            clinic,
            address,
            phone,
            speech,
            clock: clock.clone(),
            checks: Checks::default(),
            steps: 0,
            exchanges: 0,
        })
    }

    /// The title of the next step.
    fn step(&mut self, japanese: &str, english: &str) {
        self.steps += 1;
        let number = self.steps;
        self.speech.heading(
            &format!("{number}. {japanese}"),
            &format!("{number}. {english}"),
        );
    }

    /// Somebody who signs in or registers with an account's password.
    fn account(&self, account: &str) -> Outcome<Rehearsed> {
        let password = self.clinic.password(account)?;
        Ok(Rehearsed::new(self.speech)
            .answering(Question::UserId, account)
            .answering(Question::Password, password.expose())
            .answering(Question::PasswordAgain, password.expose()))
    }

    /// A patient who enters these PINs, and staff beside them who agree to everything.
    fn patient(&self, pins: &[&str]) -> Rehearsed {
        pins.iter()
            .fold(Rehearsed::new(self.speech), |patient, pin| {
                patient.answering(Question::Pin, pin)
            })
    }
}

/// A home visit with an emulated card.
fn home_visit(card: &str) -> VisitArgs {
    VisitArgs {
        source: emulated(card),
        ..VisitArgs::default()
    }
}

/// The same, confirmed by sight.
fn by_sight(card: &str) -> VisitArgs {
    VisitArgs {
        by: MethodArg::Sight,
        ..home_visit(card)
    }
}

fn emulated(card: &str) -> CardSource {
    CardSource {
        emulated: Some(card.to_owned()),
        ..CardSource::default()
    }
}
