//! The server is killed while phones work.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::Clock;
use kyotaku_core::card::drive;
use kyotaku_core::flow::visit::{Answer, Method, Plan, Step, Tapped, Visit};
use kyotaku_core::phone::PhoneError;
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::ConsentItems;
use kyotaku_core::wire::presence::CareKind;
use kyotaku_e2e::bench::{NOW, tries_left};
use kyotaku_e2e::clinic::Clinic;
use kyotaku_e2e::clinic::installation::Installation;
use kyotaku_e2e::clinic::program::{Program, Serving, become_program};
use kyotaku_e2e::clinic::sight::BOTH;
use kyotaku_e2e::clinic::staff::Staff;
use kyotaku_e2e::clinic::steps::{everything, number};
use kyotaku_e2e::random::Random;
use kyotaku_e2e::reader::{Exchange, Reader};
use tokio::sync::watch;

use crate::{KILLS, kills};

/// Who works, on which phone; an account works on two phones at most.
const PHONES: [fn() -> Staff; 4] = [Staff::nurse, Staff::doctor, Staff::nurse, Staff::doctor];
/// Whose cards they hold.
const PATIENTS: [&str; 4] = ["T01", "T02", "T03", "T04"];
/// The audit log is verified after so many kills.
const VERIFIED_EVERY: usize = 50;
/// The longest that a server lives.
const LIFE: u64 = 300_000;

/// What phones may expect of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    On,
    Off,
    /// The day is over: a visit that has begun is finished, and none begins.
    Over,
}

/// What a phone was told, and what its cards have seen.
#[derive(Debug, Default)]
struct Ledger {
    /// Challenge → 受付番号, of visits by PIN and by sight.
    done: [BTreeMap<String, String>; 2],
    /// Challenges of visits at which a consent was changed.
    changed: BTreeSet<String>,
    /// 受付番号 of 再照会.
    requeried: BTreeSet<String>,
    /// Right and wrong PINs that were typed.
    typed: [usize; 2],
    /// How often a card was shown one.
    verified: usize,
    /// How often the phone was left in the middle of a request.
    left: usize,
}

/// What the server is asked for.
enum Work<'w> {
    /// The next step of a visit.
    Visit(&'w mut Visit),
    /// 再照会 of a result, and its number.
    Requery(&'w str, &'w mut String),
}

/// A phone at work.
struct Worker {
    phone: Installation,
    power: watch::Receiver<Power>,
    /// Waits for each answer as long as it takes, and tries again by itself.
    patient: bool,
    ledger: Ledger,
}

impl Worker {
    async fn ask(&self, work: &mut Work<'_>) -> Result<(), PhoneError> {
        let phone = &self.phone;
        let visit = match work {
            Work::Visit(visit) => visit,
            Work::Requery(number, new) => {
                let requery = phone.requery(number).await?;
                **new = requery.result.reception_number;
                return Ok(());
            }
        };
        match visit.step() {
            Step::Preparing => phone.prepare(visit).await,
            Step::Delivering => phone.deliver(visit).await,
            Step::Registering => phone.register(visit).await,
            step => panic!("nothing is asked at {step:?}"),
        }
    }

    /// Asks until it is done, however often the server dies.
    async fn done(&mut self, mut work: Work<'_>) {
        loop {
            let mut power = self.power.clone();
            power.wait_for(|power| *power != Power::Off).await.unwrap();
            let patient = self.patient;
            let dead = async {
                if patient {
                    core::future::pending::<()>().await;
                }
                power.wait_for(|power| *power == Power::Off).await.unwrap();
            };
            let done = tokio::select! {
                // First, so that an answer that has arrived counts.
                biased;
                done = self.ask(&mut work) => Some(done),
                () = dead => None,
            };
            match done {
                Some(Ok(())) => return,
                Some(Err(error)) if error.code() == Code::Offline.as_str() => {}
                Some(Err(error)) => panic!("{error:?}"),
                None => self.ledger.left += 1,
            }
        }
    }

    async fn live(mut self, mut random: Random) -> Ledger {
        let mut readers: Vec<_> = PATIENTS
            .iter()
            .map(|card| self.phone.reader(card))
            .collect();
        while *self.power.borrow() != Power::Over {
            let reader = &mut readers[usize::try_from(random.below(4)).unwrap()];
            let method = match random.below(3) {
                0 => Method::Visual,
                _ => Method::Pin,
            };
            let mistyped = method == Method::Pin && random.below(6) == 0;
            let number = self.visit(method, mistyped, reader).await;
            if random.below(4) == 0 {
                self.change_consent(reader).await;
            }
            while random.below(3) > 0 {
                self.requery(&number).await;
            }
        }
        for reader in &readers {
            assert_eq!(tries_left(reader.card()), 3, "the last PIN was right");
        }
        self.ledger
    }

    /// A whole visit; its 受付番号.
    async fn visit(&mut self, method: Method, mistyped: bool, reader: &mut Reader) -> String {
        let plan = Plan {
            method,
            ..Plan::by_pin(CareKind::HomeVisit)
        };
        let (mut visit, challenge) = self.present(plan, mistyped, reader).await;
        self.phone.answer(&mut visit, everything()).unwrap();
        self.done(Work::Visit(&mut visit)).await;
        let place = usize::from(method == Method::Visual);
        let number = number(&visit);
        let earlier = self.ledger.done[place].insert(challenge, number.clone());
        assert_eq!(earlier, None);
        number
    }

    /// The patient holds the card once more, and answers otherwise.
    async fn change_consent(&mut self, reader: &mut Reader) {
        let plan = Plan::by_pin(CareKind::HomeVisit).for_consents();
        let (mut visit, challenge) = self.present(plan, false, reader).await;
        let nothing = Answer {
            items: ConsentItems::NONE,
            ..everything()
        };
        let kind = CareKind::HomeVisit;
        let changed = self.phone.change_consent(&mut visit, kind, nothing);
        changed.unwrap();
        self.done(Work::Visit(&mut visit)).await;
        assert!(self.ledger.changed.insert(challenge));
    }

    async fn requery(&mut self, number: &str) {
        let mut new = String::new();
        self.done(Work::Requery(number, &mut new)).await;
        assert!(self.ledger.requeried.insert(new));
    }

    /// Until the patient is asked; with the challenge that the card has signed.
    async fn present(
        &mut self,
        plan: Plan,
        mistyped: bool,
        reader: &mut Reader,
    ) -> (Visit, String) {
        let mut visit = self.phone.begin_visit(plan).unwrap();
        let mut challenge = String::new();
        while visit.step() != Step::Delivering {
            if visit.step() == Step::Verifying {
                self.phone.confirm_by_sight(&mut visit, BOTH).unwrap();
            }
            if visit.step() == Step::Preparing {
                self.done(Work::Visit(&mut visit)).await;
            }
            challenge = hex::encode(visit.statement().unwrap().challenge_id.as_bytes());
            match plan.method {
                Method::Pin => self.tap(&mut visit, mistyped, reader),
                Method::Visual => self.tap_by_sight(&mut visit, reader).await,
            }
        }
        self.done(Work::Visit(&mut visit)).await;
        self.phone.confirm_person(&mut visit).unwrap();
        (visit, challenge)
    }

    fn tap(&mut self, visit: &mut Visit, mistyped: bool, reader: &mut Reader) {
        if mistyped {
            self.type_pin(visit, b"9999", reader);
        }
        self.type_pin(visit, &TEST_PIN, reader);
    }

    fn type_pin(&mut self, visit: &mut Visit, pin: &[u8], reader: &mut Reader) {
        visit.enter_pin(Pin::parse(pin).unwrap()).unwrap();
        let tap = visit.tap(self.phone.check(), None).unwrap();
        let report = drive(tap, reader).unwrap();
        let shown = reader.hold_again();
        let shown = shown
            .iter()
            .filter(|exchange| Exchange::is_verify(exchange));
        self.ledger.verified += shown.count();
        let right = pin == TEST_PIN;
        self.ledger.typed[usize::from(!right)] += 1;
        let tapped = self.phone.tapped(visit, report).unwrap();
        assert_eq!(matches!(tapped, Tapped::Signed(_)), right);
    }

    /// Holds the card until it has signed, or until staff have to look again.
    async fn tap_by_sight(&mut self, visit: &mut Visit, reader: &mut Reader) {
        while visit.step() == Step::Ready {
            let mut power = self.power.clone();
            power.wait_for(|power| *power != Power::Off).await.unwrap();
            // The card waits for seconds, and no longer: this phone is never left alone.
            let _ = self.phone.hold_by_sight(visit, reader).await.unwrap();
        }
    }
}

/// Serves, with a network that leads there.
fn serve(clinic: &Clinic, program: &Program) -> Serving {
    let serving = program.serve();
    clinic.network.lead_to(serving.address);
    serving
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_and_doubles_nothing() {
    become_program().await;
    let started = Instant::now();
    let mut random = Random::seeded();
    let kills = kills();
    let now: Timestamp = NOW.parse().unwrap();
    let clock = Clock::shifted(now.duration_since(Clock::system().now()));
    let mut clinic = Clinic::open().await;
    let (power, told) = watch::channel(Power::On);
    let mut workers = Vec::new();
    for (place, staff) in PHONES.iter().enumerate() {
        let (staff, phone) = (staff(), clinic.phone_by(clock.clone()));
        let code = clinic.code().await;
        phone.activate_with(&staff, &code).await.unwrap();
        // Now, because a server that dies over a password leaves it counted as a wrong one.
        phone.sign_in_as(&staff).await.unwrap();
        workers.push(Worker {
            phone,
            power: told.clone(),
            patient: place == 0,
            ledger: Ledger::default(),
        });
    }
    clinic.close().await;
    let test = "server::a_killed_server_loses_and_doubles_nothing";
    let program = Program::of(&clinic, &clock, test);
    let mut serving = serve(&clinic, &program);
    let seeds = workers
        .into_iter()
        .map(|worker| (worker, random.below(u64::MAX)));
    let workers: Vec<_> = seeds
        .map(|(worker, seed)| tokio::spawn(worker.live(Random::new(seed))))
        .collect();
    for kill in 1..=kills {
        tokio::time::sleep(Duration::from_micros(random.below(LIFE))).await;
        serving.kill();
        power.send_replace(Power::Off);
        if kill % VERIFIED_EVERY == 0 {
            assert!(program.run(&["audit", "verify"]).success(), "kill {kill}");
        }
        serving = serve(&clinic, &program);
        power.send_replace(Power::On);
    }
    power.send_replace(Power::Over);
    let mut ledgers = Vec::new();
    for worker in workers {
        ledgers.push(worker.await.unwrap());
    }
    serving.kill();
    assert!(program.run(&["audit", "verify"]).success());
    clinic.reopen().await;
    judge(&clinic, &ledgers).await;
    if kills >= KILLS {
        assert_all_of_it_happened(&ledgers);
    }
    let sum = |of: fn(&Ledger) -> usize| ledgers.iter().map(of).sum::<usize>();
    println!(
        "{kills} kills of a server in {} s: {} visits by PIN and {} by sight, {} changed consents and \
         {} results asked for again told as done, all there once; {} right and {} wrong PINs typed, {} shown to cards; requests left {} times",
        started.elapsed().as_secs(),
        sum(|ledger| ledger.done[0].len()),
        sum(|ledger| ledger.done[1].len()),
        sum(|ledger| ledger.changed.len()),
        sum(|ledger| ledger.requeried.len()),
        sum(|ledger| ledger.typed[0]),
        sum(|ledger| ledger.typed[1]),
        sum(|ledger| ledger.verified),
        sum(|ledger| ledger.left),
    );
}

/// So many kills meet each kind of work, and leave requests in the middle.
fn assert_all_of_it_happened(ledgers: &[Ledger]) {
    let some = |of: fn(&Ledger) -> usize| ledgers.iter().any(|ledger| of(ledger) > 0);
    assert!(some(|ledger| ledger.done[0].len()), "visits by PIN");
    assert!(some(|ledger| ledger.done[1].len()), "visits by sight");
    assert!(some(|ledger| ledger.changed.len()), "changed consents");
    assert!(some(|ledger| ledger.requeried.len()), "再照会");
    assert!(some(|ledger| ledger.left), "requests left in the middle");
}

/// Whatever was told is true, once; and nothing is there that nobody was told of.
async fn judge(clinic: &Clinic, ledgers: &[Ledger]) {
    let visits = "SELECT lower(hex(challenge)) AS one, reception_number AS other FROM visits \
                  WHERE reception_number IS NOT NULL";
    let registered: BTreeMap<_, _> = clinic.pairs(visits).await.into_iter().collect();
    let (mut told, mut changed, mut requeried) = (BTreeMap::new(), 0, BTreeSet::new());
    for ledger in ledgers {
        assert_eq!(ledger.typed.iter().sum::<usize>(), ledger.verified);
        told.extend(ledger.done.iter().flatten());
        changed += ledger.changed.len();
        requeried.extend(&ledger.requeried);
    }
    assert!(!told.is_empty());
    assert!(
        registered
            .iter()
            .eq(told.iter().map(|(one, other)| (*one, *other)))
    );
    let numbers: BTreeSet<_> = told
        .values()
        .copied()
        .chain(requeried.iter().copied())
        .collect();
    let (visits, again) = (told.len(), requeried.len());
    assert_eq!(numbers.len(), visits + again, "one number a result");
    let rows = clinic.rows_of(["visits", "consents", "results"]).await;
    let expected = [visits + changed, visits + changed, visits + again];
    assert_eq!(rows, expected, "visits, consents, results");
}
