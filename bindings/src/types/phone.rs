//! How the phone stands.

use std::time::SystemTime;

use kyotaku_core::card;
use kyotaku_core::flow::activation;
use kyotaku_core::phone;
use kyotaku_core::store;
use kyotaku_core::wire::api;
use kyotaku_core::wire::qualification as oqs;

use super::{
    AccountProfile, AccountStep, CareKind, CodedValue, ConfirmationMethod, LastAccount, Outward,
    VisitPurpose, mirrored, record,
};

mirrored! {
    /// Where activation stands.
    ActivationStep of activation::Step {
        /// The phone belongs to no institution.
        Unregistered,
        /// A registration is under way.
        Registering,
        /// It is not known what became of a registration; the same inputs again find out.
        Unanswered,
        /// The phone is registered.
        Registered,
    }
}

mirrored! {
    /// Whether this phone passes something.
    LengthSupport of card::Support {
        /// It was tried, and does not.
        No,
        /// Not tried yet.
        Unknown,
        /// It does.
        Yes,
    }
}

mirrored! {
    /// Why the phone begins with an empty state and must be activated anew.
    StateReset of store::StateReset {
        /// Its records do not fit together.
        Inconsistent,
        /// The app was installed anew, and its keys were left over from before.
        Reinstalled,
        /// It is not the last one that was kept.
        RolledBack,
        /// Its files cannot be read.
        Unreadable,
    }
}

/// The institution, as it was when the server was last asked.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Institution {
    /// 機関コード, ten digits.
    pub code: String,
    /// 機関名.
    pub name: String,
    /// Its settings.
    pub settings: InstitutionSettings,
}

/// 環境設定情報, as far as a phone goes by it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent settings of an institution"
)]
pub struct InstitutionSettings {
    /// Whether consents to view medical information are used.
    pub view_consent: bool,
    /// 医療扶助.
    pub welfare: bool,
    /// 訪問診療等.
    pub home_visit: bool,
    /// 外来診療等(通常とは異なる動線).
    pub outpatient: bool,
    /// 目視確認.
    pub visual: bool,
    /// Whether somebody else may agree to medical information for the patient.
    pub proxy_medical_consent: bool,
    /// The forms of a prescription that are asked for in a visit (OQSCD041); empty where none is.
    pub prescriptions: Vec<CodedValue>,
}

/// The registration of this phone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Registration {
    /// The institution.
    pub institution: Institution,
    /// The device id.
    pub device_id: String,
    /// When the device certificate ends. It is renewed before by itself.
    pub not_after: SystemTime,
}

/// How the phone stands, for the first screen.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PhoneOverview {
    /// The registration, if there is one.
    pub registration: Option<Registration>,
    /// Where activation stands.
    pub activation: ActivationStep,
    /// Who is signed in, and whether the phone is locked.
    pub account: AccountStep,
    /// Who that is.
    pub profile: Option<AccountProfile>,
    /// When that session ends.
    pub session_expires_at: Option<SystemTime>,
    /// Who signed in last.
    pub last_account: Option<LastAccount>,
    /// Whether long responses pass.
    pub long_responses: LengthSupport,
    /// Whether long commands pass, which 目視 needs.
    pub long_commands: LengthSupport,
    /// Why a confirmation by sight is not offered now (`MKA-E0002`, `E2047`, `E2048` and others);
    /// nothing when it is.
    pub visual_refused: Option<String>,
    /// Deliveries that wait.
    pub waiting: u32,
    /// Those of them that can still be sent.
    pub unsent: u32,
}

record! {
    /// A delivery that waits, without anything about the person.
    WaitingDelivery of phone::Waiting {
        /// Its id.
        id: String,
        /// The kind of care.
        care_kind: CareKind,
        /// How the identity was confirmed.
        method: ConfirmationMethod,
        /// What the card was held to the phone for.
        purpose: VisitPurpose,
        /// When the patient tapped.
        tapped_at: SystemTime,
        /// Until when the server takes it.
        deliver_before: SystemTime,
        /// Whether that time is over. It stays listed until somebody has read it and discards it.
        expired: bool,
        /// Whether the server has taken the proof.
        delivered: bool,
        /// Whether the patient has answered already.
        answered: bool,
        /// Why the server has not taken what the patient has answered, if that is so: ask again, as
        /// long as there is time.
        refused_answer: Option<String>,
        /// Why it will never be taken, if that is so.
        code: Option<String>,
    }
}

record! {
    /// What became of all that waited.
    DeliveryReport of phone::DeliveryReport {
        /// Done, and off the phone.
        registered: u32,
        /// With the server now. A person has to be compared, or to answer.
        delivered: u32,
        /// With the server, which has not taken what the patient has answered: ask again.
        answers_refused: u32,
        /// Refused for good or too late. They stay listed until they are discarded.
        refused: u32,
        /// Still to be sent.
        unsent: u32,
        /// Why the last of these was not.
        code: Option<String>,
    }
}

impl Outward for usize {
    type Out = u32;

    fn outward(self) -> u32 {
        u32::try_from(self).unwrap_or(u32::MAX)
    }
}

impl Outward for store::RecordId {
    type Out = String;

    fn outward(self) -> String {
        self.to_string()
    }
}

impl Outward for api::Environment {
    type Out = InstitutionSettings;

    fn outward(self) -> InstitutionSettings {
        let prescriptions: Vec<oqs::PrescriptionIssue> = self.prescriptions().to_vec();
        InstitutionSettings {
            view_consent: self.view_consent,
            welfare: self.welfare,
            home_visit: self.home_visit,
            outpatient: self.outpatient,
            visual: self.visual,
            proxy_medical_consent: self.proxy_medical_consent,
            prescriptions: prescriptions.outward(),
        }
    }
}

impl Outward for phone::Registration {
    type Out = Registration;

    fn outward(self) -> Registration {
        Registration {
            institution: Institution {
                code: self.institution.code.outward(),
                name: self.institution.name,
                settings: self.institution.environment.outward(),
            },
            device_id: self.device_id.outward(),
            not_after: self.not_after.outward(),
        }
    }
}
