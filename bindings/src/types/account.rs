//! Who uses the phone.

use std::time::SystemTime;

use kyotaku_core::flow::account;
use kyotaku_core::phone;
use kyotaku_core::wire::api;

use super::{mirrored, record};

mirrored! {
    /// What an account may do (権限区分).
    AccountRole of api::Role {
        /// 一般利用者.
        General,
        /// 医療情報閲覧.
        MedicalViewer,
    }
}

mirrored! {
    /// Who is signed in, and whether the phone is locked.
    AccountStep of account::Step {
        /// Nobody is signed in.
        SignedOut,
        /// Somebody is, and has used the phone a moment ago.
        SignedIn,
        /// Somebody is, but the phone was left alone.
        Locked,
    }
}

record! {
    /// An account.
    AccountProfile of api::AccountProfile {
        /// ユーザーID.
        id: String,
        /// ユーザ名.
        name: String,
        /// 権限区分.
        role: AccountRole,
        /// Whether it may confirm identities by sight (目視権限).
        visual: bool,
    }
}

record! {
    /// Who has signed in.
    SignedIn of phone::SignedIn {
        /// The account.
        account: AccountProfile,
        /// When its password has to be changed, if it has to; `MKA-W1201` when that is soon.
        password_expires_at: Option<SystemTime>,
    }
}

record! {
    /// Who signed in last, to fill in the form.
    LastAccount of phone::LastAccount {
        /// The account.
        account: AccountProfile,
        /// When its session ended or ends.
        expires_at: SystemTime,
    }
}
