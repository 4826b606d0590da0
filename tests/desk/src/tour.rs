//! `tour`: a guided day with a server and cards of its own, on real bytes, TLS and SQLite.
//!
//! Every step says what happens, does it, and checks that it came out as it should; the first that
//! does not ends the tour with an exit code other than zero.

mod server;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use kyotaku_cardsim::World;
use kyotaku_core::card::VisitMemory;
use kyotaku_core::clock::Clock;
use kyotaku_core::secret::Pin;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;

use crate::args::{CardSource, CareArg, TourArgs, VisitArgs};
use crate::commands::visit::{self, PinPad, Visit};
use crate::connection::{CERTIFICATE_FILE, Connection, REQUEST_FILE, new_device};
use crate::exit::Exit;
use crate::reader::Session;
use crate::speech::{Outcome, Refusal, Speech};
use server::{ServerFiles, ServerProcess};

/// 参考内科クリニック of the fixtures.
const INSTITUTION: &str = "9919999012";
/// Its 一般利用者.
const ACCOUNT: &str = "staff11";
/// The PIN of every emulated card.
const PIN: &str = "1234";

/// Plays the tour.
///
/// # Errors
///
/// A refusal for the first step that did not come out as it should.
pub fn run(args: &TourArgs, program: &Path, clock: &Clock, speech: Speech) -> Outcome<Exit> {
    let scratch = Scratch::new(args.keep.as_deref())?;
    let mut tour = Tour::prepare(&scratch.path, program, clock.clone(), speech)?;
    let first = tour.pin_visits()?;
    tour.wrong_pin()?;
    tour.cards_that_take_no_pin()?;
    tour.revoked_certificate()?;
    tour.replayed_proof(&first)?;
    tour.farewell(args.keep.is_some(), program);
    Ok(Exit::Done)
}

struct Tour {
    files: ServerFiles,
    server: ServerProcess,
    connection: Connection,
    device: PathBuf,
    clock: Clock,
    speech: Speech,
    checks: usize,
}

impl Tour {
    fn prepare(folder: &Path, program: &Path, clock: Clock, speech: Speech) -> Outcome<Self> {
        speech.heading("準備", "Getting ready");
        speech.say(
            "架空の人と医療機関、試験用の電子証明書と失効リストを作ります。",
            "Making fictional people and institutions, test certificates and a revocation list.",
        );
        let files = ServerFiles::beside(program, folder, &clock)?;
        let failed =
            |error: &dyn std::fmt::Display| Refusal::plain(Exit::Failed, error.to_string());
        World::new(clock.now())
            .map_err(|error| failed(&error))?
            .write(files.world())
            .map_err(|error| failed(&error))?;

        speech.say(
            "サーバーのデータベースを用意します。この端末の鍵を作り、端末証明書を発行します。",
            "Seeding the server's database; making this device's key and issuing its certificate.",
        );
        files.run(&["seed"], &[])?;
        let device = folder.join("device");
        new_device(&device)?;
        let [request, certificate] =
            [REQUEST_FILE, CERTIFICATE_FILE].map(|file| path(&device, file));
        files.run(
            &["device", "issue"],
            &[
                "--csr",
                &request,
                "--institution",
                INSTITUTION,
                "--account",
                ACCOUNT,
                "--out",
                &certificate,
            ],
        )?;

        let server = files.serve()?;
        let address = server.address();
        speech.say(
            &format!("参照サーバーを起動しました: {address} (TLS、SQLite)"),
            &format!("The reference server is up: {address} (TLS, SQLite)"),
        );
        let args = visit_args(&files, &device, address);
        let connection = Connection::open(&args, &clock)?;
        Ok(Self {
            files,
            server,
            connection,
            device,
            clock,
            speech,
            checks: 0,
        })
    }

    /// T01 and T03 are identified by PIN.
    fn pin_visits(&mut self) -> Outcome<Visit> {
        self.speech
            .heading("訪問 1: T01、暗証番号で確認", "Visit 1: T01, by PIN");
        let first = self.visit("T01", &[PIN])?;
        self.check(
            first.answer.person.name == "試験　花子",
            "T01 is whom the fixtures say",
        )?;
        self.check(
            first.answer.qualification.is_some(),
            "the qualification came back",
        )?;

        self.speech
            .heading("訪問 2: T03、暗証番号で確認", "Visit 2: T03, by PIN");
        let second = self.visit("T03", &[PIN])?;
        self.check(
            second.answer.reception_number != first.answer.reception_number,
            "each visit has its own reception number",
        )?;
        Ok(first)
    }

    /// A wrong PIN costs one try and is told; the right one restores them.
    fn wrong_pin(&mut self) -> Outcome<()> {
        self.speech.heading("暗証番号の間違い", "A wrong PIN");
        let visit = self.visit("T02", &["9999", PIN])?;
        self.check(
            !visit.answer.replayed,
            "after the wrong PIN the right one is accepted",
        )
    }

    /// The last try is not spent unasked, and a locked card is not tried at all.
    fn cards_that_take_no_pin(&mut self) -> Outcome<()> {
        self.speech
            .heading("残り1回のカード", "A card with one try left");
        self.refused("one-try", &[PIN], Code::PinLastTry)?;
        self.speech.heading("ロックされたカード", "A locked card");
        self.refused("locked", &[PIN], Code::PinBlocked)
    }

    fn revoked_certificate(&mut self) -> Outcome<()> {
        self.speech
            .heading("失効した電子証明書: T14", "A revoked certificate: T14");
        self.refused("T14", &[PIN], Code::CertificateRevoked)
    }

    /// What was delivered once counts once.
    fn replayed_proof(&mut self, first: &Visit) -> Outcome<()> {
        self.speech
            .heading("同じ証明をもう一度送る", "Delivering a proof again");
        self.speech.say(
            "同じ証明を送り直すと、同じ答えが返り、二重には記録されません(通信が途切れたときのため)。",
            "The identical proof gets the same answer and is recorded once, for lost connections.",
        );
        let again = self.connection.prove(&first.proof)?;
        self.check(
            again.replayed && again.reception_number == first.answer.reception_number,
            "the repetition is the same visit",
        )?;

        self.speech.say(
            "同じ署名を新しい証明に入れて送ると、拒否されます。",
            "The same card signature in a new proof is refused.",
        );
        let later = self.clock.now() + 1.millisecond();
        let proof = first
            .prepared
            .prove(&first.signed, later)
            .map_err(|error| Refusal::plain(Exit::Failed, error.to_string()))?;
        let proof = self.connection.sign(&proof)?;
        let refused = self.connection.prove(&proof).map(|_| ());
        self.expect(refused, Code::ChallengeUsed)
    }

    fn farewell(&self, kept: bool, program: &Path) {
        let checks = self.checks;
        self.speech.heading("おわり", "The end");
        self.speech.say(
            &format!("{checks}件の確認がすべて期待どおりでした。"),
            &format!("All {checks} checks came out as they should."),
        );
        self.speech.say(
            "この版にはまだ、端末のアクティベーション、ログイン、同意、端末内の保存はありません。",
            "Activation, sign-in, consent and the phone's store are not in this version.",
        );
        if !kept {
            self.speech.say(
                "続きを自分で試すには、--keep フォルダー を付けて実行してください。",
                "To go on by hand, run the tour with --keep FOLDER.",
            );
            return;
        }
        self.speech.say(
            "続きはこのコマンドで(サーバーを起動し、別の端末で訪問。暗証番号は 1234):",
            "Go on by hand: start the server, and visit in another terminal. The PIN is 1234.",
        );
        self.speech.command(&self.files.by_hand());
        let [world, device] =
            [self.files.world(), &self.device].map(|path| path.display().to_string());
        self.speech.command(&format!(
            "{program} visit --emulated T01 --server https://localhost:8443 --tls-ca {world}/tls-ca.pem --device {device} --institution {INSTITUTION} --account {ACCOUNT} --now={}",
            self.clock,
            program = program.display()
        ));
        let log = self.files.log().display();
        self.speech.say(
            &format!("このツアーのサーバーログ: {log}"),
            &format!("The server's log of this tour: {log}"),
        );
    }

    fn visit(&mut self, card: &str, pins: &[&str]) -> Outcome<Visit> {
        let source = CardSource {
            emulated: Some(card.to_owned()),
            ..CardSource::default()
        };
        let mut session = Session::open(&source, self.clock.now())?;
        let mut pad = GivenPins(pins.iter().map(|pin| (*pin).to_owned()).collect());
        let visit = visit::play(
            &self.connection,
            &mut session,
            &mut pad,
            VisitMemory::default(),
            CareKind::from(CareArg::HomeVisit),
            &self.clock,
            self.speech,
        );
        let commands = session.exchanges();
        self.speech.say(
            &format!("カードへのコマンド: {commands}"),
            &format!("Commands to the card: {commands}"),
        );
        visit
    }

    fn refused(&mut self, card: &str, pins: &[&str], code: Code) -> Outcome<()> {
        let refused = self.visit(card, pins).map(|_| ());
        self.expect(refused, code)
    }

    /// A refusal with exactly this code is what should happen.
    fn expect(&mut self, outcome: Outcome<()>, code: Code) -> Outcome<()> {
        match outcome {
            Err(refusal) if refusal.code == Some(code.as_str()) => {
                self.speech.refuse_in_passing(&refusal);
                self.checks += 1;
                Ok(())
            }
            Err(other) => Err(other),
            Ok(()) => Err(Refusal::plain(Exit::Failed, format!("{code} was expected"))),
        }
    }

    fn check(&mut self, holds: bool, what: &str) -> Outcome<()> {
        self.checks += 1;
        if holds {
            Ok(())
        } else {
            Err(Refusal::plain(Exit::Failed, format!("not so: {what}")))
        }
    }
}

impl std::fmt::Debug for Tour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tour({})", self.server.address())
    }
}

/// PINs that are entered one after the other.
struct GivenPins(VecDeque<String>);

impl PinPad for GivenPins {
    fn enter(&mut self) -> Outcome<Pin> {
        let entered = self.0.pop_front().unwrap_or_default();
        Pin::parse(entered.as_bytes())
            .map_err(|refused| Refusal::coded(Code::PinNeeded, Exit::PinWithheld).because(&refused))
    }

    fn agrees_to_last_try(&mut self) -> bool {
        false
    }

    fn asks_again(&self) -> bool {
        !self.0.is_empty()
    }
}

/// The tour's folder; removed with everything in it unless it is to be kept.
struct Scratch {
    path: PathBuf,
    keep: bool,
}

impl Scratch {
    fn new(keep: Option<&Path>) -> Outcome<Self> {
        let path = match keep {
            Some(path) => path.to_owned(),
            None => std::env::temp_dir().join(format!("kyotaku-tour-{}", std::process::id())),
        };
        std::fs::create_dir(&path)
            .map_err(|error| Refusal::plain(Exit::Usage, format!("{}: {error}", path.display())))?;
        Ok(Self {
            path,
            keep: keep.is_some(),
        })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.keep {
            // A folder that cannot be removed is the system's to clean up.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

fn path(folder: &Path, file: &str) -> String {
    folder.join(file).display().to_string()
}

fn visit_args(files: &ServerFiles, device: &Path, address: &str) -> VisitArgs {
    VisitArgs {
        server: address.to_owned(),
        tls_ca: files.world().join("tls-ca.pem"),
        device: device.to_owned(),
        institution: INSTITUTION.to_owned(),
        account: ACCOUNT.to_owned(),
        care: CareArg::HomeVisit,
    }
}
