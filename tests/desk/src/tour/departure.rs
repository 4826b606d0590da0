//! The end of the day: a phone is lost, and how to go on.

use std::path::Path;

use kyotaku_core::wire::code::Code;

use super::Tour;
use crate::args::Who;
use crate::clinic::{ADMINISTRATOR, INSTITUTION, NURSE, PIN};
use crate::commands::session;
use crate::refusal::Outcome;

impl Tour {
    pub(super) fn revoked_device(&mut self) -> Outcome<()> {
        self.step(
            "端末を紛失した: 管理者が失効させる",
            "The phone is lost: the administrator revokes it",
        );
        let device = self.phone.registration()?.device_id;
        self.clinic.revoke(device.as_str())?;
        self.speech.say(
            "次の通信で端末が失効を知り、自分の情報をすべて消去します。",
            "With its next request the phone learns of it, and erases itself.",
        );
        let told = session::notices(&self.phone);
        self.checks
            .refused(told, Code::DeviceRevoked, self.speech)?;
        let overview = self.phone.overview()?;
        self.checks
            .that(overview.registration.is_none(), "the registration is gone")?;
        self.checks.that(
            self.phone.vault().device_public_key().is_err(),
            "the device key is destroyed",
        )?;
        let mut staff = self.account(NURSE)?;
        let refused = session::run(&self.phone, &mut staff, &Who::default());
        self.checks
            .refused(refused, Code::DeviceUnknown, self.speech)
    }

    pub(super) fn farewell(&mut self, kept: bool, program: &Path) {
        let (speech, checks) = (self.speech, self.checks.held());
        self.step("おわり", "The end");
        speech.say(
            &format!("{checks}件の確認がすべて期待どおりでした。"),
            &format!("All {checks} checks came out as they should."),
        );
        if !kept {
            speech.say(
                "続きを自分で試すには、--keep フォルダー を付けて実行してください。",
                "To go on by hand, run the tour with --keep FOLDER.",
            );
            return;
        }
        speech.say(
            "続きはこのコマンドで。サーバー(別の端末で動かし続けます):",
            "Go on by hand. The server, left running in a terminal of its own:",
        );
        speech.command(&self.clinic.by_hand("serve --listen 127.0.0.1:8443"));
        speech.say("アクティベーションコード:", "An activation code:");
        let acting = format!("--institution {INSTITUTION} --as {ADMINISTRATOR}");
        speech.command(&self.clinic.by_hand(&format!("admin code issue {acting}")));
        speech.say(
            &format!("端末の登録、そして一日。暗証番号は {PIN}、パスワードは world/persons.json にあります:"),
            &format!("Register the phone, then a day. The PIN is {PIN}; world/persons.json has the passwords:"),
        );
        let desk = program.display();
        let options = self
            .clinic
            .options_by_hand("phone", "https://localhost:8443");
        speech.command(&format!(
            "{desk} activate --institution {INSTITUTION} --user {NURSE} {options}"
        ));
        speech.command(&format!("{desk} day {options}"));
        let log = self.clinic.log().display();
        speech.say(
            &format!("このツアーのサーバーログ: {log}"),
            &format!("The server's log of this tour: {log}"),
        );
    }
}
