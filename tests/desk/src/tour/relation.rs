//! What goes on after a visit: asking again without the card, looking, changing a consent, revoking.

use kyotaku_core::wire::api::{
    ChangedField, ConsentEndReason, HistoryQuery, MedicalKind, MedicalQuery,
};
use kyotaku_core::wire::code::Code;

use super::{FirstVisit, Tour, home_visit};
use crate::args::{EventArg, KindArg};
use crate::args::{MedicalArgs, PatientsArgs, ReportArgs, RequeryArgs, VisitArgs, Who};
use crate::clinic::{DOCTOR, NURSE, PIN};
use crate::commands::{consents, medical, operations, patients, session};
use crate::question::Question;
use crate::refusal::Outcome;

impl Tour {
    pub(super) fn medical_information(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step(
            "医師が医療情報を見る",
            "The doctor looks at medical information",
        );
        let args = MedicalArgs {
            number: first.reception_number.clone(),
            kind: None,
            from: None,
            to: None,
        };
        let mut nurse = self.account(NURSE)?;
        session::run(&self.phone, &mut nurse, &Who::default())?;
        let refused = medical::run(&self.phone, &args);
        self.checks
            .refused(refused, Code::AccountNotPermitted, self.speech)?;
        let mut doctor = self.account(DOCTOR)?;
        session::run(&self.phone, &mut doctor, &Who::default())?;
        medical::run(&self.phone, &args)?;
        let medicines = self.medicines(first)?;
        self.checks.that(
            medicines > 0,
            "the patient has agreed, and the doctor sees the medicines",
        )
    }

    pub(super) fn requery(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step(
            "再照会: カード無しで、変わったことを知る",
            "Asking again without the card, and learning what changed",
        );
        self.speech.say(
            "保険者から新しい資格が届きました(試験用)。",
            "Insurers report newer qualifications (test data).",
        );
        self.clinic.insurers_report()?;
        let number = &first.reception_number;
        let requery = self.phone.done(self.phone.phone.requery(number))?;
        patients::show(&self.phone, &requery, self.speech);
        self.checks.that(
            requery.code == Code::EligibilityChanged.as_str()
                && requery.changes.contains(&ChangedField::Burden),
            "the burden has changed",
        )?;
        self.checks.that(
            requery.result.reception_number != *number,
            "it is a result of its own",
        )?;

        self.step(
            "今日の患者をまとめて再照会する",
            "Asking for all patients of the day at once",
        );
        let day = PatientsArgs {
            today: true,
            ..PatientsArgs::default()
        };
        let mut doctor = self.account(DOCTOR)?;
        patients::run(&self.phone, &mut doctor, &day, None)?;
        let all = RequeryArgs {
            numbers: Vec::new(),
            patients: day,
        };
        let mut doctor = self.account(DOCTOR)?;
        patients::requery(&self.phone, &mut doctor, &all, None)?;
        let again = self.phone.done(self.phone.phone.requery(number))?;
        self.checks.that(
            again.code == Code::EligibilityUnchanged.as_str(),
            "asked again, nothing has changed since",
        )
    }

    pub(super) fn consent_changed(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step(
            "同意を変更する: お薬の情報だけにする",
            "A consent is changed: medicines and care alone",
        );
        let mut patient = self
            .patient(&[PIN])
            .answering(Question::Consents, "2")
            .answering(Question::Consent, "2")
            .answering(Question::Medicine, "1")
            .answering(Question::Operations, "2")
            .answering(Question::Checkups, "2")
            .answering(Question::Diseases, "1");
        consents::run(&self.phone, &mut patient, &home_visit("T01"))?;
        self.checks
            .that(self.medicines(first)? > 0, "medicines may still be seen")?;
        let checkups = medical::run(
            &self.phone,
            &MedicalArgs {
                number: first.reception_number.clone(),
                kind: Some(KindArg::Checkups),
                from: None,
                to: None,
            },
        );
        self.checks
            .refused(checkups, Code::ItemNotConsented, self.speech)
    }

    pub(super) fn consent_revoked(&mut self, first: &FirstVisit) -> Outcome<()> {
        self.step("同意を取り消す", "A consent is revoked");
        let mut patient = self.patient(&[PIN]).answering(Question::Consents, "3");
        let args = home_visit("T01");
        consents::run(&self.phone, &mut patient, &args)?;
        let medicines = self.medicines(first);
        self.checks
            .refused(medicines, Code::ConsentWithdrawn, self.speech)?;
        let requery = self.phone.phone.requery(&first.reception_number);
        let requery = self.phone.done(requery);
        self.checks
            .refused(requery, Code::ConsentWithdrawn, self.speech)?;
        let told = self.reviewed(&args)?;
        self.checks.that(
            told == Some(ConsentEndReason::Patient),
            "the patient reads who has revoked it",
        )
    }

    pub(super) fn operations(&mut self) -> Outcome<()> {
        self.step("お知らせと操作履歴", "What is noticed, and what was done");
        let screenshot = ReportArgs {
            kind: EventArg::Screenshot,
        };
        operations::report(&self.phone, screenshot)?;
        operations::history(&self.phone)?;
        let newest = HistoryQuery::default();
        let page = self.phone.phone.history(&newest);
        let page = self.phone.done(page)?;
        let noticed = |action: &str| page.entries.iter().any(|entry| entry.action == action);
        self.checks.that(
            noticed("screenshot-taken") && noticed("consent-revoked"),
            "the account's own history has what it did, and what was noticed",
        )?;
        operations::supported_devices(&self.phone)?;
        let list = self.phone.done(self.phone.phone.supported_devices())?;
        self.checks.that(
            list.source.is_none() && list.devices.is_empty(),
            "no list of phones is made up",
        )
    }

    fn medicines(&self, first: &FirstVisit) -> Outcome<usize> {
        let query = MedicalQuery {
            kind: MedicalKind::Medicines,
            from: None,
            to: None,
        };
        let asked = self
            .phone
            .phone
            .medical_information(&first.reception_number, &query);
        Ok(self.phone.done(asked)?.entries.len())
    }

    /// Has the card read once more, and tells how the consent to home visits has ended.
    fn reviewed(&mut self, args: &VisitArgs) -> Outcome<Option<ConsentEndReason>> {
        let mut patient = self.patient(&[PIN]);
        let plan = args.plan().for_consents();
        let visit = &mut self.tapped(args, plan, &mut patient)?;
        self.phone.done(self.phone.phone.deliver(visit))?;
        self.phone.phone.confirm_person(visit)?;
        self.phone.done(self.phone.phone.consents(visit))?;
        let consents = visit.consents().unwrap_or_default();
        let ended = consents.iter().find_map(|one| one.consent.ended);
        self.phone.phone.leave_consents(visit)?;
        Ok(ended.map(|ended| ended.reason))
    }
}
