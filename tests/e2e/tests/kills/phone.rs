//! A phone that is killed at any moment loses nothing that it has reported, and doubles nothing.
//!
//! The test starts itself again as the process that will be killed. That process tells on its
//! standard output what it has reached, line by line; what it has told must be true afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jiff::SignedDuration;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::Clock;
use kyotaku_core::api::Endpoint;
use kyotaku_core::card::{CardTransport, Interruption, drive};
use kyotaku_core::flow::visit::{Plan, Step, Tapped, Visit};
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::presence::{CareKind, PresenceStatement};
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_e2e::bench::Bench;
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::sight::BOTH;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::{everything, number};
use kyotaku_e2e::random::Random;
use kyotaku_e2e::reader::{Exchange, Reader};
use serde_json::{Value, json};

use crate::kills;

/// Names a file with what the process that is killed needs to know.
const LIFE: &str = "KYOTAKU_TEST_KILLED_PHONE";
/// The name by which the test starts itself again.
const TEST: &str = "phone::a_killed_phone_loses_and_doubles_nothing";
/// Whose cards are tapped in turn.
const PATIENTS: [&str; 4] = ["T01", "T02", "T03", "T04"];

/// Tells something before anything else happens.
fn tell(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// A reader that tells of each PIN that the card has been shown.
struct Telling(Reader);

impl CardTransport for Telling {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Interruption> {
        let answer = self.0.transmit(command);
        if self.0.exchanges().last().is_some_and(Exchange::is_verify) {
            tell("verified");
        }
        answer
    }
}

/// The challenge that a proof answers, in hexadecimal.
fn challenge_of(phone: &Installation, proof: &str) -> String {
    let key = phone.vault().device_public_key().unwrap();
    let proof = PresenceProof::parse(proof).unwrap().verify(&key).unwrap();
    let statement = PresenceStatement::from_der(&proof.statement).unwrap();
    hex::encode(statement.challenge_id.as_bytes())
}

/// The life of the process that is killed.
async fn live(life: &Value) {
    let text = |key: &str| life[key].as_str().unwrap().to_owned();
    let root = fs::read(text("root")).unwrap();
    let endpoint = Endpoint::new(&text("server"), &root).unwrap();
    let clock = Clock::parse(&text("now")).unwrap();
    let home = text("home");
    let phone = Installation::at(Path::new(&home), endpoint, clock, Arc::new(Bench::new()));
    tell("started");
    if phone.overview().unwrap().registration.is_none() {
        let code = text("code");
        let registered = phone.activate_with(&Staff::nurse(), &code).await.unwrap();
        tell(&format!("registered {}", registered.device_id));
    }
    if life["visits"] == false {
        tell("idle");
        return;
    }
    for waiting in phone.waiting().unwrap() {
        let mut visit = phone.resume(&waiting.id).unwrap();
        finish(&phone, &mut visit).await;
    }
    phone.sign_in_as(&Staff::nurse()).await.unwrap();
    tell("signed in");
    for (place, patient) in PATIENTS.iter().cycle().enumerate() {
        let mut visit = if place % 3 == 1 {
            by_sight(&phone, patient).await
        } else {
            by_pin(&phone, patient).await
        };
        let kept = visit.delivery().unwrap();
        let challenge = challenge_of(&phone, &kept.delivery.proof);
        tell(&format!("kept {} {challenge}", kept.id));
        finish(&phone, &mut visit).await;
    }
}

/// A visit by PIN, to `Delivering`.
async fn by_pin(phone: &Installation, patient: &str) -> Visit {
    let mut visit = phone.ready().await;
    tell("typed");
    visit.enter_pin(Pin::parse(&TEST_PIN).unwrap()).unwrap();
    let tap = visit.tap(phone.check(), None).unwrap();
    let report = drive(tap, &mut Telling(phone.reader(patient))).unwrap();
    let tapped = phone.tapped(&mut visit, report).unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)));
    visit
}

/// A visit by sight, to `Delivering`.
async fn by_sight(phone: &Installation, patient: &str) -> Visit {
    let plan = Plan::by_sight(CareKind::HomeVisit);
    let mut visit = phone.begin_visit(plan).unwrap();
    phone.confirm_by_sight(&mut visit, BOTH).unwrap();
    phone.prepare(&mut visit).await.unwrap();
    tell("looked");
    let mut reader = phone.reader(patient);
    let tapped = phone.hold_by_sight(&mut visit, &mut reader).await.unwrap();
    assert!(matches!(tapped, Tapped::Signed(_)));
    visit
}

/// From `Delivering` to the end.
async fn finish(phone: &Installation, visit: &mut Visit) {
    let challenge = challenge_of(phone, visit.proof_to_deliver().unwrap());
    phone.deliver(visit).await.unwrap();
    tell("delivered");
    if visit.step() == Step::Identifying {
        phone.confirm_person(visit).unwrap();
        phone.answer(visit, everything()).unwrap();
        tell("answered");
    }
    phone.register(visit).await.unwrap();
    tell(&format!("done {challenge} {}", number(visit)));
}

/// What the killed processes have told.
#[derive(Debug, Default)]
struct Told {
    device: Option<String>,
    typed: usize,
    verified: usize,
    /// Record on the phone → challenge.
    kept: BTreeMap<String, String>,
    /// Challenge → 受付番号.
    done: BTreeMap<String, String>,
    /// How many were killed after which word.
    killed_after: BTreeMap<String, usize>,
}

impl Told {
    /// Hears a line; its first word, if the phone has told it and not the test around it.
    fn hear(&mut self, line: &str) -> Option<String> {
        let words: Vec<_> = line.rsplit("... ").next()?.split(' ').collect();
        match words[..] {
            ["registered", device] => self.device = Some(device.to_owned()),
            ["typed"] => self.typed += 1,
            ["verified"] => self.verified += 1,
            ["kept", record, challenge] => {
                self.kept.insert(record.to_owned(), challenge.to_owned());
            }
            ["done", challenge, number] => {
                let earlier = self.done.insert(challenge.to_owned(), number.to_owned());
                assert!(earlier.is_none_or(|earlier| earlier == number));
            }
            ["started" | "idle" | "looked" | "delivered" | "answered"] | ["signed", "in"] => {}
            _ => return None,
        }
        Some(words[0].to_owned())
    }
}

/// A process to be killed, and where it tells.
struct Victim {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Victim {
    fn start(life: &Path) -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .args(["--exact", TEST])
            .arg("--nocapture")
            .env(LIFE, life)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// Lets it live for so many lines and a moment longer, and kills it.
    fn kill_after(mut self, lines: u64, moment: Duration, told: &mut Told) {
        let before = (told.typed, told.verified);
        let mut last = "nothing".to_owned();
        let mut heard = 0;
        while heard < lines
            && let Some(line) = self.lines.next()
        {
            if let Some(word) = told.hear(&line.unwrap()) {
                last = word;
                heard += 1;
            }
        }
        thread::sleep(moment);
        let ended = self.process.try_wait().unwrap();
        assert_eq!(ended, None, "it ended by itself after {last}");
        self.process.kill().unwrap();
        for line in self.lines {
            last = told.hear(&line.unwrap()).unwrap_or(last);
        }
        self.process.wait().unwrap();
        *told.killed_after.entry(last).or_default() += 1;
        let (typed, verified) = (told.typed - before.0, told.verified - before.1);
        assert!(
            typed == verified || typed == verified + 1,
            "{typed} PINs were typed, and the cards were shown {verified}"
        );
    }
}

/// What a process needs to know to live on a phone.
fn life(clinic: &Clinic, phone: &Installation, code: &str, visits: bool) -> PathBuf {
    let life = json!({
        "home": phone.home,
        "server": format!("https://localhost:{}", clinic.network.address().port()),
        "root": clinic.files.join("tls-ca.pem"),
        "now": clinic.clock.to_string(),
        "code": code,
        "visits": visits,
    });
    let file = phone.home.join("life.json");
    fs::write(&file, life.to_string()).unwrap();
    file
}

/// Kills phones while they are registered: each is registered once, whatever its processes have
/// heard of it.
async fn kill_registrations(clinic: &Clinic, random: &mut Random, kills: usize) -> usize {
    let mut phones = 0;
    let mut killed = 0;
    while killed < kills {
        phones += 1;
        let code = clinic.code().await;
        let mut phone = clinic.phone();
        phone.end();
        let mut told = Told::default();
        while told.device.is_none() && killed < kills {
            let life = life(clinic, &phone, &code, false);
            let victim = Victim::start(&life);
            let moment = Duration::from_micros(random.below(250_000));
            victim.kill_after(random.below(2), moment, &mut told);
            killed += 1;
            // A try whose connection breaks counts as a wrong one for ten minutes.
            clinic.pass(SignedDuration::from_mins(11));
            phone.restart();
            let kept = phone.overview().unwrap().registration;
            let kept = kept.map(|kept| kept.device_id.to_string());
            if told.device.is_some() {
                assert_eq!(kept, told.device, "what was told is kept");
            }
            phone.end();
        }
        assert!(clinic.rows("devices").await <= phones, "one device a phone");
    }
    usize::try_from(phones).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_phone_loses_and_doubles_nothing() {
    if let Some(file) = env::var_os(LIFE) {
        let life = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        live(&life).await;
        // It has nothing more to do, and waits for its end.
        core::future::pending::<()>().await;
    }
    let mut random = Random::seeded();
    let registrations = kills() / 5;
    let visits = kills() - registrations;
    let clinic = Clinic::open().await;
    let phones = kill_registrations(&clinic, &mut random, registrations).await;
    clinic.fetch_revocation_lists();

    let mut phone = clinic.registered().await;
    let device = phone.overview().unwrap().registration.unwrap().device_id;
    phone.end();
    let mut told = Told::default();
    let mut waited = 0;
    for kill in 0..visits {
        // Challenges that nobody has tapped for must not add up.
        clinic.pass(SignedDuration::from_mins(2));
        let life = life(&clinic, &phone, "", true);
        let moment = Duration::from_micros(random.below(25_000));
        Victim::start(&life).kill_after(random.below(16), moment, &mut told);

        phone.restart();
        let registration = phone.overview().unwrap().registration;
        assert_eq!(registration.map(|own| own.device_id), Some(device.clone()));
        let waiting = phone.waiting().unwrap();
        waited += usize::from(!waiting.is_empty());
        let waiting: BTreeSet<_> = waiting.iter().map(|one| one.id.to_string()).collect();
        let registered = registered(&clinic).await;
        for (record, challenge) in &told.kept {
            assert!(
                waiting.contains(record) || registered.contains_key(challenge),
                "kill {kill}: {record} was kept, and is neither here nor there"
            );
        }
        phone.end();
    }
    phone.restart();
    for waiting in phone.waiting().unwrap() {
        let mut visit = phone.resume(&waiting.id).unwrap();
        phone.deliver(&mut visit).await.unwrap();
        if visit.step() == Step::Identifying {
            phone.confirm_person(&mut visit).unwrap();
            phone.answer(&mut visit, everything()).unwrap();
        }
        phone.register(&mut visit).await.unwrap();
    }
    judge(&clinic, &told).await;
    println!(
        "{registrations} kills while {phones} phones were registered; {visits} kills of a phone in \
         use: {} PINs typed, {} shown to cards, {} proofs told as kept, {} visits told as done, \
         {} at the server, {waited} times something waited; killed after {:?}",
        told.typed,
        told.verified,
        told.kept.len(),
        told.done.len(),
        clinic.rows("visits").await,
        told.killed_after,
    );
    assert!(told.done.len() > visits / 4);
    assert_eq!(clinic.audit_findings().await, []);
}

/// Challenge → 受付番号 of every visit that is registered to its end.
async fn registered(clinic: &Clinic) -> BTreeMap<String, String> {
    let visits = "SELECT lower(hex(challenge)) AS one, reception_number AS other FROM visits \
                  WHERE reception_number IS NOT NULL";
    clinic.pairs(visits).await.into_iter().collect()
}

/// At the end, nothing waits: whatever was told is true, once.
async fn judge(clinic: &Clinic, told: &Told) {
    let registered = registered(clinic).await;
    for (challenge, number) in &told.done {
        assert_eq!(registered.get(challenge), Some(number));
    }
    for challenge in told.kept.values() {
        assert!(registered.contains_key(challenge));
    }
    let numbers: BTreeSet<_> = registered.values().collect();
    assert_eq!(numbers.len(), registered.len(), "one number a visit");
    let count = i64::try_from(registered.len()).unwrap();
    for table in ["visits", "consents", "results"] {
        assert_eq!(clinic.rows(table).await, count, "{table}");
    }
    let methods =
        "SELECT method AS one, CAST(COUNT(*) AS TEXT) AS other FROM visits GROUP BY method";
    let methods: BTreeMap<_, _> = clinic.pairs(methods).await.into_iter().collect();
    let by_pin = methods.get("pin").map_or(0, |count| count.parse().unwrap());
    assert!(by_pin <= told.verified, "every visit by PIN has its own");
    assert!(told.verified <= told.typed);
}
