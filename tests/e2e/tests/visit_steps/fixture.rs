//! Visits at every place of the table, by the events that lead there.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::card::{
    LengthSupport, PinOutcome, TapReport, VisualOutcome, drive, drive_with_relay,
};
use kyotaku_core::flow::presence::Identity;
use kyotaku_core::flow::visit::{
    Answer, AnswerKind, Delivery, Kept, Plan, Revocation, Rules, Step, Visit, VisualChecks,
};
use kyotaku_core::secret::Pin;
use kyotaku_core::store::RecordId;
use kyotaku_core::wire::api::{
    AcceptedStanding, CertificateStanding, ChallengeResponse, ConsentOfKind, ConsentResponse,
    ConsentsChanged, ConsentsResponse, Person, ProofResponse, RecordedConsent,
};
use kyotaku_core::wire::consent::{ConsentItems, Respondent, RevocationReason};
use kyotaku_core::wire::identifier::{
    ChallengeId, DeviceKeyHash, Nonce, ReceiptId, VisualRecordHash,
};
use kyotaku_core::wire::presence::{CareKind, Method, PresenceStatement};
use kyotaku_core::wire::qualification::{OqsDate, Qualification, Sex};
use kyotaku_e2e::bench::{Bench, NOW};
use kyotaku_e2e::reader::{Reader, Terminal};

/// A row's place: a step, and what has led there where that makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Verifying,
    Preparing,
    PreparingBySight,
    Ready,
    ReadyBySight,
    Tapping,
    TappingBySight,
    Signed,
    Delivering,
    Identifying,
    IdentifyingForConsents,
    Consenting,
    Reviewing,
    Registering,
    RegisteringChange,
    RegisteringRevocation,
    Done,
    Left,
    Stopped,
}

impl Place {
    pub(crate) const ALL: [Self; 19] = [
        Self::Verifying,
        Self::Preparing,
        Self::PreparingBySight,
        Self::Ready,
        Self::ReadyBySight,
        Self::Tapping,
        Self::TappingBySight,
        Self::Signed,
        Self::Delivering,
        Self::Identifying,
        Self::IdentifyingForConsents,
        Self::Consenting,
        Self::Reviewing,
        Self::Registering,
        Self::RegisteringChange,
        Self::RegisteringRevocation,
        Self::Done,
        Self::Left,
        Self::Stopped,
    ];

    pub(crate) const fn step(self) -> Step {
        match self {
            Self::Verifying => Step::Verifying,
            Self::Preparing | Self::PreparingBySight => Step::Preparing,
            Self::Ready | Self::ReadyBySight => Step::Ready,
            Self::Tapping | Self::TappingBySight => Step::Tapping,
            Self::Signed => Step::Signed,
            Self::Delivering => Step::Delivering,
            Self::Identifying | Self::IdentifyingForConsents => Step::Identifying,
            Self::Consenting => Step::Consenting,
            Self::Reviewing => Step::Reviewing,
            Self::Registering | Self::RegisteringChange | Self::RegisteringRevocation => {
                Step::Registering
            }
            Self::Done | Self::Left => Step::Done,
            Self::Stopped => Step::Stopped,
        }
    }
}

/// The compact JWS that the device has signed for what staff have seen; only its hash matters here.
pub(crate) const RECORD: &str = "record";

/// Staff have seen what they have to see.
pub(crate) const SEEN: VisualChecks = VisualChecks {
    photo_matches_face: true,
    no_sign_of_tampering: true,
};

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

pub(crate) fn identity() -> Identity {
    Identity {
        institution: "9919999012".parse().unwrap(),
        device_key: DeviceKeyHash::new([1; 32]),
        account: "staff11".parse().unwrap(),
    }
}

/// A challenge of five minutes, issued now.
pub(crate) fn challenge(method: Method, record: Option<&str>) -> ChallengeResponse {
    challenge_at(now(), method, record)
}

pub(crate) fn challenge_at(
    issued_at: Timestamp,
    method: Method,
    record: Option<&str>,
) -> ChallengeResponse {
    let Identity {
        institution,
        device_key,
        account,
    } = identity();
    let statement = PresenceStatement {
        challenge_id: ChallengeId::new([2; 16]),
        nonce: Nonce::new([3; 32]),
        institution,
        device_key,
        account,
        care_kind: CareKind::HomeVisit,
        method,
        issued_at,
        tap_before: issued_at + SignedDuration::from_mins(5),
        visual_record: record.map(VisualRecordHash::of),
    };
    ChallengeResponse {
        challenge_id: statement.challenge_id,
        statement: statement.to_der().unwrap(),
        tap_before: statement.tap_before,
    }
}

/// What a server answers to a request by sight.
pub(crate) fn challenge_by_sight() -> ChallengeResponse {
    challenge(Method::Visual, Some(RECORD))
}

pub(crate) fn qualification() -> Qualification {
    serde_json::from_str(r#"{"processingResultStatus":"1","qualificationValidity":"1"}"#).unwrap()
}

/// What a server of the profile with consent answers.
pub(crate) fn presence(standing: AcceptedStanding) -> ProofResponse {
    ProofResponse {
        receipt_id: ReceiptId::new([4; 16]),
        receipt: "receipt".to_owned(),
        reception_number: None,
        verified_at: now(),
        replayed: false,
        person: Person {
            name: "試験　花子".to_owned(),
            name_kana: "ｼｹﾝ ﾊﾅｺ".to_owned(),
            name_of_other: None,
            birthdate: OqsDate::from("19450101".to_owned()),
            sex1: Sex::Female,
        },
        certificate_standing: CertificateStanding {
            standing,
            not_after: now(),
            code: None,
        },
        current_consent: None,
        qualification: None,
    }
}

pub(crate) fn recorded() -> RecordedConsent {
    RecordedConsent {
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        consented_at: now(),
        available_until: now(),
        ended: None,
    }
}

pub(crate) fn registered() -> ConsentResponse {
    ConsentResponse {
        reception_number: "2026112000001".to_owned(),
        replayed: false,
        code: "MKA-I3001".to_owned(),
        consent: recorded(),
        qualification: qualification(),
    }
}

/// The person has a consent for home visits that holds.
pub(crate) fn consents() -> Vec<ConsentOfKind> {
    vec![ConsentOfKind {
        care_kind: CareKind::HomeVisit,
        consent: recorded(),
    }]
}

pub(crate) fn reviewed(consents: Vec<ConsentOfKind>) -> ConsentsResponse {
    ConsentsResponse { consents }
}

pub(crate) fn changed() -> ConsentsChanged {
    ConsentsChanged {
        replayed: false,
        code: "MKA-I3001".to_owned(),
        consents: consents(),
    }
}

pub(crate) fn rules() -> Rules {
    Rules {
        view_consent: true,
        proxy_medical_consent: false,
        prescriptions: Vec::new(),
    }
}

pub(crate) fn everything() -> Answer {
    Answer {
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription: None,
    }
}

pub(crate) fn everything_back() -> Revocation {
    Revocation {
        care_kind: None,
        reason: RevocationReason::Patient,
        respondent: Respondent::Patient,
    }
}

pub(crate) fn kept(delivery: Delivery) -> Kept {
    let id = RecordId::parse("000102030405060708090a0b0c0d0e0f").unwrap();
    Kept { id, delivery }
}

pub(crate) fn answered(proof: &Kept, answer: AnswerKind) -> Kept {
    kept(proof.delivery.with_answer(answer, "answer".to_owned()))
}

pub(crate) fn pin() -> Pin {
    Pin::parse(b"1234").unwrap()
}

/// A whole tap of T01's card, with what was entered.
pub(crate) fn tap(visit: &mut Visit, bench: &Bench) -> TapReport<PinOutcome> {
    let tap = visit.tap(bench.check(), None).unwrap();
    drive(tap, &mut Reader::holding(bench.card("T01"))).unwrap()
}

/// A whole tap by sight with a terminal of any mind.
pub(crate) fn tap_by_sight(
    visit: &mut Visit,
    bench: &Bench,
    reader: &mut Reader,
    terminal: &mut Terminal,
) -> TapReport<VisualOutcome> {
    let tap = visit.tap_visually(bench.check(), &bench.chain()).unwrap();
    let report = drive_with_relay(tap, reader, terminal).unwrap();
    reader.hold_again();
    report
}

/// A visit that is to be as `plan` says.
pub(crate) fn begin(plan: Plan) -> Visit {
    Visit::begin(identity(), plan, rules(), LengthSupport::default())
}

/// A visit brought to `place` by the events of the table.
pub(crate) fn at(place: Place, bench: &Bench) -> Visit {
    let by_pin = Plan::by_pin(CareKind::HomeVisit);
    let visit = match place {
        Place::Verifying
        | Place::PreparingBySight
        | Place::ReadyBySight
        | Place::TappingBySight => by_sight(place, bench),
        Place::IdentifyingForConsents
        | Place::Reviewing
        | Place::RegisteringChange
        | Place::RegisteringRevocation
        | Place::Left => for_consents(place, bench),
        Place::Stopped => {
            let mut visit = begin(by_pin);
            visit.refused("MKA-E2022").unwrap();
            visit
        }
        _ => for_result(begin(by_pin), place.step(), bench),
    };
    assert_eq!(visit.step(), place.step());
    visit
}

fn by_sight(place: Place, bench: &Bench) -> Visit {
    let mut visit = begin(Plan::by_sight(CareKind::HomeVisit));
    if place == Place::Verifying {
        return visit;
    }
    visit.visual_record(SEEN, now()).unwrap();
    visit.recorded(RECORD.to_owned(), now()).unwrap();
    if place == Place::PreparingBySight {
        return visit;
    }
    visit.request(now()).unwrap();
    let challenged = visit.challenged(&challenge_by_sight(), now());
    challenged.unwrap().unwrap();
    if place == Place::TappingBySight {
        drop(visit.tap_visually(bench.check(), &bench.chain()).unwrap());
    }
    visit
}

fn for_consents(place: Place, bench: &Bench) -> Visit {
    let plan = Plan::by_pin(CareKind::HomeVisit).for_consents();
    let mut visit = for_result(begin(plan), Step::Identifying, bench);
    if place == Place::IdentifyingForConsents {
        return visit;
    }
    visit.confirm_person().unwrap();
    visit.consents_query().unwrap();
    visit.review(reviewed(consents())).unwrap();
    let answer = match place {
        Place::RegisteringChange => {
            let change = visit.change(CareKind::HomeVisit, everything(), now());
            change.unwrap();
            AnswerKind::Change
        }
        Place::RegisteringRevocation => {
            visit.revoke(everything_back(), now()).unwrap();
            AnswerKind::Revocation
        }
        Place::Left => {
            visit.leave().unwrap();
            return visit;
        }
        _ => return visit,
    };
    let kept = answered(visit.delivery().unwrap(), answer);
    visit.answer_kept(kept).unwrap();
    visit
}

/// The event that leads on from a step.
type Advance<'a> = (Step, &'a dyn Fn(&mut Visit));

fn for_result(mut visit: Visit, step: Step, bench: &Bench) -> Visit {
    let events: [Advance<'_>; 8] = [
        (Step::Preparing, &|visit| {
            visit.request(now()).unwrap();
            let challenged = visit.challenged(&challenge(Method::Pin, None), now());
            challenged.unwrap().unwrap();
        }),
        (Step::Ready, &|visit| {
            visit.enter_pin(pin()).unwrap();
            if step == Step::Tapping {
                drop(visit.tap(bench.check(), None).unwrap());
            } else {
                let report = tap(visit, bench);
                visit.tapped(report, now(), 12).unwrap();
            }
        }),
        (Step::Signed, &|visit| {
            let delivery = visit.delivery_of("proof".to_owned()).unwrap();
            visit.kept(kept(delivery)).unwrap();
        }),
        (Step::Delivering, &|visit| {
            visit.delivered(presence(AcceptedStanding::Valid)).unwrap();
        }),
        (Step::Identifying, &|visit| visit.confirm_person().unwrap()),
        (Step::Consenting, &|visit| {
            visit.answer(everything(), now()).unwrap();
            let kept = answered(visit.delivery().unwrap(), AnswerKind::Consent);
            visit.answer_kept(kept).unwrap();
        }),
        (Step::Registering, &|visit| {
            visit.registered(registered()).unwrap();
        }),
        (Step::Done, &|_| ()),
    ];
    for (from, event) in events {
        if visit.step() == step {
            break;
        }
        assert_eq!(visit.step(), from);
        event(&mut visit);
    }
    visit
}
