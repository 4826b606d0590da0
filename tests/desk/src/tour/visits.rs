//! Visits: an ordinary one, one without network, and cards that are not as they should be.

use jiff::SignedDuration;
use kyotaku_core::flow::visit::{Plan, Visit};
use kyotaku_core::vault::sign_claims;
use kyotaku_core::wire::api::{AcceptedStanding, ProofRequest};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_core::wire::qualification::QualificationValidity;

use super::{FirstVisit, Tour, home_visit};
use crate::args::{DeliverArgs, ReceiptArgs, ResultsArgs, ShowArgs, VisitArgs, Who};
use crate::clinic::{DOCTOR, NURSE, PIN};
use crate::commands::visit::Finished;
use crate::commands::{deliver, receipt, results, session, visit};
use crate::exit::Exit;
use crate::prompt::{Prompt, Rehearsed};
use crate::question::Question;
use crate::reader::Session;
use crate::refusal::{Outcome, Refusal};

impl Tour {
    pub(super) fn visit(&mut self) -> Outcome<FirstVisit> {
        self.step(
            "訪問: T01、暗証番号を1回間違える",
            "A visit: T01, who enters a wrong PIN first",
        );
        let mut patient = self.patient(&["9999", PIN]);
        let mut visit = self.signed("T01", &mut patient)?;
        self.checks.that(
            !patient.has_answer(Question::Pin),
            "the wrong PIN was told, and the right one asked for",
        )?;
        let proof = visit.proof_to_deliver().map(str::to_owned);
        let proof = proof.map_err(|refused| Refusal::plain(Exit::Failed, refused.to_string()))?;
        let result = self.finished(&mut patient, &mut visit)?.result;
        self.checks.that(
            result.person.name == "試験　花子",
            "T01 is whom the fixtures say",
        )?;
        self.checks.that(
            result
                .consent
                .as_ref()
                .is_some_and(|consent| consent.items.medical()),
            "the consent is registered",
        )?;
        self.checks.that(
            result.qualification.qualification_validity == QualificationValidity::Valid,
            "the qualification is valid",
        )?;
        self.checks.that(
            self.phone.phone.waiting()?.is_empty(),
            "nothing is left on the phone",
        )?;
        Ok(FirstVisit {
            reception_number: result.reception_number,
            receipt: result.receipt,
            proof,
        })
    }

    pub(super) fn receipt(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step(
            "受領証をオフラインで検証する",
            "The receipt, verified offline",
        );
        let keys = self.phone.done(self.phone.client()?.keys())?;
        let keys = serde_json::to_vec(&keys).map_err(|error| failed(&error))?;
        let args = ReceiptArgs {
            receipt: self.clinic.file("receipt.jws"),
            key: self.clinic.file("jwks.json"),
        };
        std::fs::write(&args.receipt, &first.receipt).map_err(|error| failed(&error))?;
        std::fs::write(&args.key, keys).map_err(|error| failed(&error))?;
        let verified = receipt::run(&args, self.speech)?;
        self.checks
            .that(verified == Exit::Done, "the receipt is valid")?;

        let changed = self.clinic.file("changed.jws");
        std::fs::write(&changed, altered(&first.receipt)).map_err(|error| failed(&error))?;
        let refused = receipt::run(
            &ReceiptArgs {
                receipt: changed,
                ..args
            },
            self.speech,
        );
        self.speech.say(
            "1文字でも変えると無効になります。",
            "With one character changed it is not valid any more.",
        );
        self.checks.that(
            refused.is_err_and(|refusal| refusal.exit() == Exit::ReceiptWrong),
            "a changed receipt is refused",
        )
    }

    pub(super) fn lost_network(&mut self) -> Outcome<()> {
        self.step(
            "カードを当てたあとで通信が切れる: T03",
            "The network is lost after the tap: T03",
        );
        let mut patient = self.patient(&[PIN]);
        let mut visit = self.signed("T03", &mut patient)?;
        self.speech.say(
            "サーバーを止めます(圏外になったのと同じです)。",
            "Stopping the server, which is like losing the signal.",
        );
        self.server = None;
        let lost = visit::finish(&self.phone, &mut patient, &mut visit);
        let kept = lost
            .as_ref()
            .is_err_and(|refusal| refusal.exit() == Exit::Waiting);
        self.checks.refused(lost, Code::Offline, self.speech)?;
        self.checks.that(kept, "the tap is not lost")?;
        self.checks.that(
            self.phone.phone.waiting()?.len() == 1,
            "the phone keeps what the card has signed",
        )?;

        self.step(
            "別の担当者が、カード無しで送る",
            "Somebody else delivers it, without the card",
        );
        self.server = Some(self.clinic.serve(Some(self.port))?);
        self.speech
            .say("サーバーが戻りました。", "The server is back.");
        let mut doctor = self.account(DOCTOR)?;
        session::run(&self.phone, &mut doctor, &Who::default())?;
        let mut nobody_enters_a_pin = Rehearsed::new(self.speech);
        let exit = deliver::run(
            &self.phone,
            &mut nobody_enters_a_pin,
            DeliverArgs::default(),
        )?;
        self.checks
            .that(exit == Exit::Done, "it is delivered without a second tap")?;
        self.checks.that(
            self.phone.phone.waiting()?.is_empty(),
            "nothing waits any more",
        )
    }

    pub(super) fn results(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step(
            "資格確認結果検索 (パスワードをもう一度)",
            "Searching results, with the password again",
        );
        let search = ResultsArgs::default();
        let mut guessing =
            Rehearsed::new(self.speech).answering(Question::PasswordAgain, "a guess");
        let refused = results::run(&self.phone, &mut guessing, &search, None);
        self.checks
            .refused(refused, Code::SignInRefused, self.speech)?;
        let mut doctor = self.account(DOCTOR)?;
        results::run(&self.phone, &mut doctor, &search, None)?;
        let listed = self.phone.phone.listed();
        self.checks
            .that(listed.len() == 4, "all visits are found, newest first")?;
        self.checks.that(
            listed
                .iter()
                .any(|result| result.reception_number == first.reception_number),
            "the first visit is among them",
        )?;
        results::show(
            &self.phone,
            &ShowArgs {
                number: first.reception_number.clone(),
            },
        )?;
        results::close(&self.phone);
        self.checks.that(
            self.phone.phone.listed().is_empty(),
            "a closed search is forgotten",
        )
    }

    pub(super) fn expired_certificate(&mut self) -> Outcome<()> {
        self.step(
            "有効期限の切れた電子証明書: T13 (資格確認のみ)",
            "An expired certificate: T13, eligibility only",
        );
        let mut patient = self.patient(&[PIN]);
        let mut visit = self.signed("T13", &mut patient)?;
        let finished = self.finished(&mut patient, &mut visit)?;
        self.checks.that(
            finished.result.certificate_standing.standing == AcceptedStanding::Grace,
            "the certificate is in its grace period",
        )?;
        self.checks.that(
            finished
                .result
                .consent
                .is_some_and(|consent| !consent.items.medical()),
            "medical information was not consented to",
        )
    }

    pub(super) fn revoked_certificate(&mut self) -> Outcome<()> {
        self.step("失効した電子証明書: T14", "A revoked certificate: T14");
        let mut patient = self.patient(&[PIN]);
        let mut visit = self.signed("T14", &mut patient)?;
        let refused = visit::finish(&self.phone, &mut patient, &mut visit);
        self.checks
            .refused(refused, Code::CertificateRevoked, self.speech)?;
        self.checks.that(
            self.phone.phone.waiting()?.is_empty(),
            "what is refused for good does not wait",
        )
    }

    /// What was delivered once counts once.
    pub(super) fn replayed_proof(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step("同じ証明をもう一度送る", "Delivering a proof again");
        self.speech.say(
            "同じ証明を送り直すと、同じ答えが返り、二重には記録されません(通信が途切れたときのため)。",
            "The identical proof gets the same answer and is recorded once, for lost connections.",
        );
        let client = self.phone.client()?;
        let proof = first.proof.clone();
        let again = self.phone.done(client.prove(&ProofRequest { proof }))?;
        self.checks.that(
            again.replayed && again.receipt == first.receipt,
            "the repetition is the same visit",
        )?;

        self.speech.say(
            "同じ署名を新しい証明に入れて送ると、拒否されます。",
            "The same card signature in a new proof is refused.",
        );
        let device = self.phone.registration()?.device_id;
        let key = self
            .phone
            .vault()
            .device_public_key()
            .map_err(|error| failed(&error))?;
        let signed = PresenceProof::parse(&first.proof).map_err(|error| failed(&error))?;
        let proof = signed.verify(&key).map_err(|error| failed(&error))?;
        let proof = PresenceProof {
            tapped_at: proof.tapped_at + SignedDuration::from_millis(1),
            ..proof
        };
        let proof = sign_claims(self.phone.vault(), &proof, &device);
        let proof = proof.map_err(|error| failed(&error))?;
        let refused = self.phone.done(client.prove(&ProofRequest { proof }));
        self.checks
            .refused(refused, Code::ChallengeUsed, self.speech)
    }

    /// Brings a visit to the qualification, and shows it.
    pub(super) fn finished(
        &mut self,
        patient: &mut Rehearsed,
        visit: &mut Visit,
    ) -> Outcome<Finished> {
        let ended = visit::finish(&self.phone, patient, visit)?;
        visit::show(&self.phone, &ended);
        let finished = ended.confirmed();
        finished.ok_or_else(|| Refusal::plain(Exit::Failed, "not a visit"))
    }

    /// A visit whose card has signed, for whoever is signed in; the nurse if nobody is.
    pub(super) fn signed(&mut self, card: &str, patient: &mut Rehearsed) -> Outcome<Visit> {
        self.signed_with(&home_visit(card), patient)
    }

    /// The same with other options.
    pub(super) fn signed_with(
        &mut self,
        args: &VisitArgs,
        patient: &mut Rehearsed,
    ) -> Outcome<Visit> {
        self.tapped(args, args.plan(), patient)
    }

    pub(super) fn tapped(
        &mut self,
        args: &VisitArgs,
        plan: Plan,
        patient: &mut Rehearsed,
    ) -> Outcome<Visit> {
        if !self.phone.is_signed_in()? {
            let mut staff = self.account(NURSE)?;
            session::sign_in(&self.phone, &mut staff, &Who::default())?;
        }
        let mut visit = self.phone.phone.begin_visit(plan)?;
        let mut session = Session::open(&args.source, self.phone.phone.now())?;
        visit::until_signed(&self.phone, patient, &mut visit, &mut session, &args.source)?;
        self.exchanges = session.exchanges();
        let commands = self.exchanges;
        self.speech.say(
            &format!("カードへのコマンド: {commands}"),
            &format!("Commands to the card: {commands}"),
        );
        Ok(visit)
    }
}

/// The same with another first character of its claims.
fn altered(receipt: &str) -> String {
    let (head, claims) = receipt.split_once('.').unwrap_or_default();
    let (_, rest) = claims.split_at_checked(8).unwrap_or_default();
    format!("{head}.eyJyZWNl{rest}").replacen("eyJyZWNl", "eyJyZWNm", 1)
}

fn failed(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::plain(Exit::Failed, error.to_string())
}
