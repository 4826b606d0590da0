//! The beginning of the day: a code, a phone, an account.

use kyotaku_core::card::Support;
use kyotaku_core::flow::activation;
use kyotaku_core::wire::code::Code;

use super::{Tour, emulated};
use crate::args::{ActivateArgs, CheckArgs, Who};
use crate::clinic::{ADMINISTRATOR, INSTITUTION, IssuedCode, NEWCOMER, NURSE};
use crate::commands::{activate, device_check, session};
use crate::desk::Desk;
use crate::refusal::Outcome;

impl Tour {
    pub(super) fn code(&mut self) -> Outcome<IssuedCode> {
        self.step(
            "管理者がアクティベーションコードを発行する",
            "The administrator issues an activation code",
        );
        self.speech.say(
            &format!("機関 {INSTITUTION} の管理者 {ADMINISTRATOR} が発行します。コードは一度だけ表示されます。"),
            &format!("{ADMINISTRATOR} of institution {INSTITUTION} issues it; it is shown once."),
        );
        let issued = self.clinic.issue_code()?;
        self.speech.field("コード", "Code", issued.code.expose());
        self.checks.that(
            issued.code.expose().len() == 19,
            "a code has four groups of four characters",
        )?;
        Ok(issued)
    }

    pub(super) fn activation(&mut self, code: &IssuedCode) -> Outcome<()> {
        self.step("端末を登録する", "Registering the phone");
        let mut staff = self.account(NURSE)?;
        activate::run(&self.phone, &mut staff, &with_slip(code))?;
        let registration = self.phone.registration()?;
        self.checks.that(
            registration.institution.code.as_str() == INSTITUTION,
            "the phone belongs to the institution of the code",
        )
    }

    pub(super) fn same_code_again(&mut self, code: &IssuedCode) -> Outcome<()> {
        self.step(
            "同じコードで別の端末を登録しようとする",
            "Another phone with the same code",
        );
        let args = self.clinic.phone("other-phone", &self.address);
        let other = Desk::open(&args, &self.clock, self.speech)?;
        let mut staff = self.account(NURSE)?;
        let refused = activate::run(&other, &mut staff, &with_slip(code));
        self.checks
            .refused(refused, Code::ActivationCodeUsed, self.speech)?;
        self.checks.that(
            other.overview()?.activation == activation::Step::Unregistered,
            "the other phone stays unregistered",
        )
    }

    pub(super) fn never_signed_in(&mut self) -> Outcome<()> {
        self.step(
            "一度も資格確認端末でログインしていないアカウント",
            "An account that has never signed in at the console",
        );
        let mut staff = self.account(NEWCOMER)?;
        let refused = session::run(&self.phone, &mut staff, &Who::default());
        self.checks
            .refused(refused, Code::AccountNeverSignedIn, self.speech)
    }

    pub(super) fn sign_in(&mut self) -> Outcome<()> {
        self.step("看護師がログインする", "The nurse signs in");
        let mut staff = self.account(NURSE)?;
        session::run(&self.phone, &mut staff, &Who::default())?;
        self.checks
            .that(self.phone.is_signed_in()?, "the nurse is signed in")
    }

    pub(super) fn device_check(&mut self) -> Outcome<()> {
        self.step("端末の確認", "The device check");
        device_check::run(
            &self.phone,
            &CheckArgs {
                source: emulated("T01"),
            },
        )?;
        self.checks.that(
            self.phone.overview()?.lengths.le == Support::Yes,
            "the phone has learned that long answers pass",
        )
    }
}

fn with_slip(code: &IssuedCode) -> ActivateArgs {
    ActivateArgs {
        institution: None,
        user: None,
        password_file: None,
        code_file: None,
        slip: Some(code.slip.expose().to_owned()),
        name: Some("往診用 1".to_owned()),
    }
}
