//! What may happen to a phone, and what it may say to that.

use core::fmt;

use kyotaku_core::card::VerifyFate;
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::presence::CareKind;

/// Something that staff, a patient, an administrator, the network or time does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Staff send the four inputs.
    Activate {
        /// Whose id.
        staff: Who,
        /// Whether the password is right.
        right: bool,
        /// Whether the code is a new one, or the one that was used last.
        new_code: bool,
        /// What becomes of the request.
        way: Way,
    },
    /// The administrator revokes the device that the phone is.
    Revoke,
    /// The administrator switches a setting.
    Set(Setting, bool),
    /// Somebody signs in.
    SignIn {
        /// Whose id.
        staff: Who,
        /// Whether the password is right.
        right: bool,
        /// What becomes of the request.
        way: Way,
    },
    /// Whoever is signed in signs out.
    SignOut(Way),
    /// The app goes to the background.
    Leave,
    /// The app comes back.
    ComeBack,
    /// Somebody touches the screen.
    Touch,
    /// The owner unlocks the phone.
    Unlock,
    /// Time passes, in seconds.
    Pass(i64),
    /// The system ends the app without a word, and it is started again.
    Restart,
    /// Staff begin a visit; the screen of an earlier one is left.
    Begin {
        /// The kind of care.
        kind: CareKind,
        /// Whether the identity is to be confirmed by sight.
        by_sight: bool,
        /// Whether it is about consents given earlier.
        review: bool,
    },
    /// Staff say what they have seen.
    Look {
        /// Whether everything is as it should be.
        complete: bool,
    },
    /// Staff say that it is not the patient.
    Decline,
    /// Staff choose how to confirm the identity.
    Change {
        /// By sight, or by PIN.
        by_sight: bool,
    },
    /// The challenge is fetched.
    Prepare(Way),
    /// The patient types a PIN.
    TypePin {
        /// Whether it is right.
        right: bool,
    },
    /// A card is held to the phone.
    Tap {
        /// The card, by its place in [`CARDS`](super::CARDS).
        card: usize,
        /// What goes wrong.
        trouble: Trouble,
        /// Whether the patient has agreed to risk the last try.
        last_try: bool,
    },
    /// A card is held to the phone after staff have looked.
    TapBySight {
        /// The card, by its place in [`CARDS`](super::CARDS).
        card: usize,
        /// What goes wrong with the tap.
        trouble: Trouble,
        /// What becomes of the question to the terminal.
        way: Way,
    },
    /// The proof is sent.
    Deliver(Way),
    /// The person is the one of the card.
    Confirm,
    /// The person is another.
    Differs,
    /// The patient answers, or somebody in their place.
    Answer {
        /// Agrees to everything, or to nothing.
        agrees: bool,
        /// Somebody else answers.
        proxy: bool,
    },
    /// The consents given earlier are looked at.
    Review(Way),
    /// The patient answers otherwise than earlier, or somebody does in their place.
    ChangeConsent {
        /// The kind of care.
        kind: CareKind,
        /// Agrees to everything, or to nothing.
        agrees: bool,
        /// Somebody else answers.
        proxy: bool,
    },
    /// The patient revokes consents: for one kind of care or for all.
    RevokeConsents(Option<CareKind>),
    /// The consents stay as they are.
    LeaveConsents,
    /// The answer is sent.
    Register(Way),
    /// Staff give the visit up.
    Abandon,
    /// A kept delivery is taken up, by its place in the list.
    Resume(usize),
    /// A kept delivery is forgotten, by its place in the list.
    Discard(usize),
}

/// Who types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// 一般利用者.
    Nurse,
    /// 医療情報閲覧.
    Doctor,
    /// 管理者, who may not use the app.
    Administrator,
}

/// A setting of the institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// 訪問診療等機能.
    HomeVisit,
    /// 通常外来.
    Outpatient,
    /// 閲覧同意.
    ViewConsent,
    /// 目視.
    Visual,
}

/// What becomes of the one request that an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It arrives, and so does the answer.
    Through,
    /// A portal answers in the place of the server, which hears nothing.
    Portal,
    /// The server acts, and its answer arrives as something that makes no sense.
    Garbled,
    /// The server acts, and the phone stops waiting before the answer is there.
    Dropped,
}

/// What goes wrong with a tap. What happens at a command that is never sent does not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// The card leaves before the first command.
    AtOnce,
    /// The card leaves with a PIN on its way to it.
    BeforeVerify,
    /// The card has seen the PIN, and leaves with its answer.
    AfterVerify,
    /// The card leaves before it signs.
    BeforeSigning,
    /// Between tap and report, so many seconds pass.
    Slow(i64),
    /// The card has seen the PIN, or asks for the terminal, and the app drops the tap.
    Dropped,
}

/// What came of an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It was done.
    Done,
    /// It was refused with this code.
    Code(Code),
    /// The phone had stopped waiting.
    Nothing,
    /// The card has signed.
    Signed,
    /// The card has signed too late.
    TooLate,
    /// The challenge's time was over before the tap.
    TimeOver,
    /// The PIN is wrong, and so many tries are left.
    WrongPin(u8),
    /// The PIN is blocked.
    Blocked,
    /// The patient has to agree to the last try.
    LastTry,
    /// There was no PIN to present; so many tries are left, and this became of one that was lost.
    PinNeeded(u8, Option<VerifyFate>),
    /// The card left.
    CardGone,
    /// It is another card than the one that staff have looked at.
    CardChanged,
    /// The terminal did not answer.
    NoTerminal,
    /// The terminal answers no more taps.
    TerminalLimit,
    /// Something that no model expects.
    Strange,
}

impl Told {
    /// Its name, for counting.
    #[must_use]
    pub fn name(self) -> String {
        format!("{self:?}")
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("done"),
            Self::Code(code) => f.write_str(code.as_str()),
            Self::Nothing => f.write_str("nothing"),
            Self::Signed => f.write_str("signed"),
            Self::TooLate => f.write_str("signed too late"),
            Self::TimeOver => f.write_str("time over"),
            Self::WrongPin(left) => write!(f, "wrong PIN, {left} left"),
            Self::Blocked => f.write_str("blocked"),
            Self::LastTry => f.write_str("last try"),
            Self::PinNeeded(left, None) => write!(f, "PIN needed, {left} left"),
            Self::PinNeeded(left, Some(fate)) => write!(f, "PIN needed, {left} left, {fate:?}"),
            Self::CardGone => f.write_str("card gone"),
            Self::CardChanged => f.write_str("card changed"),
            Self::NoTerminal => f.write_str("no terminal"),
            Self::TerminalLimit => f.write_str("terminal limit"),
            Self::Strange => f.write_str("strange"),
        }
    }
}
