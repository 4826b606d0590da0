//! A day with everything recorded: all logs, all errors, all that can be printed, all files of the
//! phone. What nobody may be told is in none of it.

use std::fs;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use kyotaku_cardsim::Card;
use kyotaku_cardsim::pki::keys;
use kyotaku_core::flow::visit::{Plan, Visit};
use kyotaku_core::phone::{Phone, PhoneError};
use kyotaku_core::wire::api::ResultQuery;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::impostor::{Disguise, Impostor};
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::log;
use kyotaku_e2e::clinic::network::{Fate, Network};
use kyotaku_e2e::clinic::scratch::{copy_directory, files_below};
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::{everything, number};
use kyotaku_e2e::printed::Printed;
use kyotaku_e2e::reader::Reader;
use kyotaku_e2e::secrets::Secrets;
use serde_json::Value;

/// The PIN of the patient's card, and one that is entered by mistake.
const PINS: [[u8; 4]; 2] = [*b"0729", *b"0861"];

/// What is printed and what must not be.
#[derive(Default)]
struct Watch {
    secrets: Secrets,
    printed: Printed,
}

impl Watch {
    fn new() -> Self {
        let mut secrets = Secrets::of_the_world();
        for pin in PINS {
            secrets.pin(pin);
        }
        for (what, key) in [
            ("key of the server", &keys::TLS_SERVER),
            ("key of receipts", &keys::STATEMENT),
            ("key of the device CA", &keys::DEVICE_CA),
        ] {
            secrets.private_key(what, key.pem());
        }
        secrets.bytes("pepper", &keys::PEPPER);
        secrets.text("mistyped password", "test only: mistyped");
        Self {
            secrets,
            printed: Printed::default(),
        }
    }

    fn code(&mut self, code: &str) {
        self.secrets.text("activation code", code);
        self.secrets.text("activation code", &code.replace('-', ""));
    }

    /// The keys of a phone, and its certificate.
    fn phone(&mut self, phone: &Installation) {
        let pem = fs::read_to_string(phone.vault_file()).unwrap();
        self.secrets.private_key("key of the phone", &pem);
        let store = fs::read(phone.vault_file().with_extension("pem.store")).unwrap();
        self.secrets.bytes("key of the state", &store[..32]);
        let registration = phone.overview().unwrap().registration.unwrap();
        // The end is the signature; names and issuer are known to the whole network.
        let end = registration.certificate.len() - 54;
        let end = &registration.certificate[end..];
        self.secrets.bytes("certificate of the phone", end);
        self.printed.debug(&registration);
    }

    /// Everything of a phone that can be printed, and every file of it.
    fn look_at(&mut self, phone: &Installation) {
        let running: &Phone = phone;
        self.printed.debug(running);
        self.printed.debug(&phone.config);
        self.printed.debug(phone.vault());
        self.printed.debug(&phone.overview());
        self.printed.debug(&phone.waiting());
        self.printed.debug(&phone.listed());
        self.printed.debug(&phone.next_page());
        for (file, bytes) in files_below(&phone.config.directory) {
            let lying = self.secrets.lying_in(&bytes);
            assert!(lying.is_empty(), "{} holds {lying:?}", file.display());
            self.printed.text(&file.display().to_string());
        }
    }

    fn visit(&mut self, visit: &Visit) {
        self.printed.debug(visit);
        self.printed.debug(&visit.statement());
        self.printed.debug(&visit.presence());
        self.printed.debug(&visit.delivery());
        self.printed.debug(&visit.result());
    }

    /// What was done can be printed, and so can its failure and all that has caused it.
    fn outcome<T: core::fmt::Debug>(&mut self, ended: Result<T, PhoneError>) -> Option<T> {
        self.printed.debug(&ended);
        match ended {
            Ok(done) => Some(done),
            Err(error) => {
                self.printed.text(error.code());
                self.printed.error(&error);
                None
            }
        }
    }

    #[track_caller]
    fn failure<T: core::fmt::Debug>(&mut self, ended: Result<T, PhoneError>) {
        assert!(self.outcome(ended).is_none());
    }

    #[track_caller]
    fn success<T: core::fmt::Debug>(&mut self, ended: Result<T, PhoneError>) -> T {
        self.outcome(ended).unwrap()
    }
}

/// Notes the tokens that the server gives.
fn overhear_tokens(network: &Network, times: usize) -> Arc<Mutex<Vec<String>>> {
    let tokens = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&tokens);
    let note = move |answer: &mut Value| {
        if let Some(token) = answer["token"].as_str() {
            heard.lock().unwrap().push(token.to_owned());
        }
    };
    let overhearing = Fate::Changed(Arc::new(note));
    network.plan("POST /v1/sessions", times, &overhearing);
    tokens
}

#[tokio::test]
async fn a_day_tells_nobody_what_is_nobodys_business() {
    log::record();
    let mut watch = Watch::new();
    let clinic = Clinic::open().await;
    let nurse = Staff::nurse();
    let mut phone = activation(&mut watch, &clinic, &nurse).await;

    let tokens = overhear_tokens(&clinic.network, 2);
    watch.failure(phone.sign_in_as(&nurse.mistyping()).await);
    watch.success(phone.sign_in_as(&nurse).await);
    let token = tokens.lock().unwrap().pop().unwrap();
    watch.secrets.text("token", &token);

    let reception = visit(&mut watch, &clinic, &phone).await;
    results(&mut watch, &phone, &nurse, &reception).await;
    troubles(&mut watch, &clinic, &mut phone, &nurse).await;
    end(&mut watch, &clinic, phone, &nurse).await;

    let log = log::recorded();
    for said in [
        "/v1/presence/proofs",
        "rustls",
        "hyper_util",
        "reqwest",
        "sled",
    ] {
        assert!(log.contains(said), "{said} is in the log");
    }
    let told = watch.secrets.told_by(&log);
    assert!(told.is_empty(), "the log tells {told:?}");
    let told = watch.printed.tells(&watch.secrets);
    assert!(told.is_empty(), "what is printed tells {told:?}");

    // The search would have found it.
    tracing::trace!(name = "試験　花子", "planted");
    assert!(!watch.secrets.told_by(&log::recorded()).is_empty());
    watch.printed.debug(&token);
    assert!(!watch.printed.tells(&watch.secrets).is_empty());
}

async fn activation(watch: &mut Watch, clinic: &Clinic, nurse: &Staff) -> Installation {
    let phone = clinic.phone();
    let code = clinic.code().await;
    watch.code(&code);
    watch.printed.debug(&Installation::form(nurse, &code));
    watch.printed.debug(&Installation::inputs(nurse, &code));
    let impostor = Impostor::disguised(Disguise::OtherRoot).await;
    clinic.network.lead_to(impostor.address);
    watch.failure(phone.activate_with(nurse, &code).await);
    clinic.reconnect();
    watch.failure(phone.activate_with(&nurse.mistyping(), &code).await);
    watch.look_at(&phone);
    watch.success(phone.activate_with(nurse, &code).await);
    watch.phone(&phone);
    watch.look_at(&phone);
    phone
}

/// A visit with a wrong PIN and lost answers on the way.
async fn visit(watch: &mut Watch, clinic: &Clinic, phone: &Installation) -> String {
    let card = clinic.bench.card_with_pin("T01", PINS[0]);
    let certificate = |card: &Card| card.image().authentication.certificate.clone().unwrap();
    let others = certificate(&clinic.bench.card("T04"));
    let card_of_t01 = certificate(&card);
    watch
        .secrets
        .certificate("the card of T01", &card_of_t01, &others);
    let mut reader = Reader::holding(card);
    let mut visit = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    watch.visit(&visit);
    watch.success(phone.prepare(&mut visit).await);
    watch.visit(&visit);
    for pin in [PINS[1], PINS[0]] {
        let tapped = phone.tap(&mut visit, &mut reader, &pin);
        watch.success(tapped);
        watch.visit(&visit);
    }
    let kept = visit.delivery().unwrap().delivery.clone();
    watch.secrets.bytes("proof", kept.proof.as_bytes());
    watch.look_at(phone);

    clinic
        .network
        .plan("POST /v1/presence/proofs", 1, &Fate::LostAfter);
    watch.success(phone.deliver(&mut visit).await);
    watch.visit(&visit);
    let receipt = visit.presence().unwrap().receipt.clone();
    watch.secrets.bytes("receipt", receipt.as_bytes());
    watch.success(phone.confirm_person(&mut visit));
    watch.printed.debug(&everything());
    watch.success(phone.answer(&mut visit, everything()));
    watch.visit(&visit);
    watch.look_at(phone);
    let page = Fate::Page(StatusCode::BAD_GATEWAY);
    clinic.network.plan("POST /v1/consents", 1, &page);
    watch.failure(phone.register(&mut visit).await);
    watch.success(phone.register(&mut visit).await);
    watch.visit(&visit);
    watch.look_at(phone);
    number(&visit)
}

/// The search names a person, in the address of the request too.
async fn results(watch: &mut Watch, phone: &Installation, nurse: &Staff, reception: &str) {
    watch.failure(phone.open_results(nurse.mistyping().password()).await);
    watch.success(phone.open_results(nurse.password()).await);
    let query = ResultQuery {
        kana: Some("ｼｹﾝ ﾊﾅｺ".to_owned()),
        birthdate: Some("1945-01-01".parse().unwrap()),
        ..ResultQuery::default()
    };
    watch.printed.debug(&query);
    let found = watch.success(phone.search(&query).await);
    assert_eq!(found.len(), 1);
    watch.look_at(phone);
    watch.success(phone.show_result(reception).await);
    watch.failure(phone.show_result("2026112099999").await);
    watch.look_at(phone);
    phone.close_results();
}

/// A revoked card, a dead network, a copied phone, a lying server.
async fn troubles(watch: &mut Watch, clinic: &Clinic, phone: &mut Installation, nurse: &Staff) {
    let mut revoked = phone.signed("T14").await;
    watch.failure(phone.deliver(&mut revoked).await);
    watch.visit(&revoked);
    let waiting = phone.signed("T02").await;
    watch.visit(&waiting);
    clinic.network.cut();
    let mut again = phone.resume(&waiting.delivery().unwrap().id).unwrap();
    watch.failure(phone.deliver(&mut again).await);
    clinic.network.mend();
    watch.failure(phone.deregister(nurse.password()).await);
    phone.discard(&waiting.delivery().unwrap().id).unwrap();

    let lie = |answer: &mut Value| answer["statement"] = Value::String("MAA".to_owned());
    let lying = Fate::Changed(Arc::new(lie));
    clinic
        .network
        .plan("POST /v1/presence/challenges", 1, &lying);
    let mut visit = phone
        .begin_visit(Plan::by_pin(CareKind::HomeVisit))
        .unwrap();
    watch.failure(phone.prepare(&mut visit).await);
    watch.visit(&visit);

    let mut copy = clinic.phone();
    copy.end();
    fs::remove_dir_all(&copy.config.directory).unwrap();
    phone.end();
    copy_directory(&phone.config.directory, &copy.config.directory);
    watch.failure(copy.start());
    phone.restart();
}

async fn end(watch: &mut Watch, clinic: &Clinic, phone: Installation, nurse: &Staff) {
    let tokens = overhear_tokens(&clinic.network, 1);
    watch.success(phone.sign_in_as(nurse).await);
    let token = tokens.lock().unwrap().pop().unwrap();
    watch.secrets.text("token", &token);
    watch.look_at(&phone);
    let device = phone.overview().unwrap().registration.unwrap().device_id;
    clinic.revoke(&device).await;
    watch.failure(phone.notices().await);
    watch.look_at(&phone);
}
