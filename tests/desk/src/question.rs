//! Everything that people at the desk are asked.

/// A question; its words, and whether the answer may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// アクティベーションコード.
    ActivationCode,
    /// Whether to go on by sight (目視).
    BySight,
    /// 項目: 健診.
    Checkups,
    /// 「すべて同意する」「項目ごとに選ぶ」「同意しない」.
    Consent,
    /// What to do with what was consented to before.
    Consents,
    /// Whose consent: of which kind of care.
    ConsentKind,
    /// 項目: 特定疾病療養受療証.
    Diseases,
    /// Whether to erase the phone although something waits on it.
    EraseAnyway,
    /// Whether photo and face match.
    FaceMatches,
    /// 機関コード.
    Institution,
    /// Whether to risk the last try.
    LastTry,
    /// Whether the patient objects to 限度額 being provided.
    LimitObjection,
    /// 項目: 診療・お薬.
    Medicine,
    /// Whether the card shows no sign of tampering.
    NoTampering,
    /// 項目: 手術.
    Operations,
    /// The device's own gate: face or passcode.
    OwnerPresent,
    /// パスワード.
    Password,
    /// パスワード, again.
    PasswordAgain,
    /// Whether the person is the one on the card.
    Person,
    /// 暗証番号.
    Pin,
    /// 処方箋の発行方法.
    Prescription,
    /// 「この内容で登録する」.
    Register,
    /// 続柄.
    Relationship,
    /// Who answers.
    Respondent,
    /// Whether consents are to be revoked indeed.
    Revoke,
    /// Why they are revoked.
    RevocationReason,
    /// What a slip says.
    Slip,
    /// ユーザーID.
    UserId,
}

impl Question {
    /// The question in Japanese and in English.
    #[must_use]
    pub const fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::ActivationCode => ("アクティベーションコード", "Activation code"),
            Self::BySight => ("目視での確認に切り替えますか", "Go on by sight instead?"),
            Self::Checkups => ("健診の情報", "Health check-ups"),
            Self::Consent => ("情報の提供に同意しますか", "Consent to the information"),
            Self::Consents => ("同意をどうしますか", "What about the consents?"),
            Self::ConsentKind => ("どの診療区分の同意ですか", "Of which kind of care?"),
            Self::Diseases => ("特定疾病療養受療証", "Certificate of a specific disease"),
            Self::EraseAnyway => (
                "未送信の確認が失われます。消去しますか",
                "What waits is lost. Erase the phone?",
            ),
            Self::FaceMatches => (
                "カードの表面の写真と患者様の顔が一致しますか",
                "Do the photo on the card and the patient's face match?",
            ),
            Self::Institution => ("機関コード(10桁)", "Institution code (10 digits)"),
            Self::LastTry => ("最後の1回を使いますか", "Risk the last try?"),
            Self::LimitObjection => (
                "限度額の情報を提供しないことにしますか",
                "Object to the limit being provided?",
            ),
            Self::Medicine => ("これまでの診療とお薬の情報", "Care and medicines so far"),
            Self::NoTampering => (
                "カードの券面に改ざんの形跡はありませんか",
                "Is the card without any sign of tampering?",
            ),
            Self::Operations => ("手術の情報", "Operations"),
            Self::OwnerPresent => (
                "端末の持ち主ですか(顔認証・パスコードの代わり)",
                "Are you the phone's owner? (in place of face or passcode)",
            ),
            Self::Password => ("パスワード", "Password"),
            Self::PasswordAgain => ("もう一度パスワード", "Password again"),
            Self::Person => (
                "カードの券面、患者様と一致しますか",
                "Is this what the card says, and the patient?",
            ),
            Self::Pin => ("暗証番号(数字4桁)", "PIN (4 digits)"),
            Self::Prescription => ("処方箋の発行方法", "Form of the prescription"),
            Self::Register => ("この内容で登録しますか", "Register this?"),
            Self::Relationship => ("続柄", "Relationship"),
            Self::Respondent => ("どなたが回答しますか", "Who answers?"),
            Self::Revoke => ("本当に取り消しますか", "Revoke indeed?"),
            Self::RevocationReason => ("取り消しの理由", "Why revoke?"),
            Self::Slip => ("読み取った文字列(mka1:…)", "Scanned text (mka1:…)"),
            Self::UserId => ("ユーザーID", "User ID"),
        }
    }

    /// Whether the answer must not be seen by whoever looks over a shoulder.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::ActivationCode | Self::Password | Self::PasswordAgain | Self::Pin | Self::Slip
        )
    }
}
