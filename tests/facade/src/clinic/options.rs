//! How a clinic's server is set up.

use kyotaku_server::config::{ReplyProfile, Settings};

use crate::TestingError;

/// How a clinic's server is set up. What is left out is as the server does it by itself.
#[derive(Default, uniffi::Record)]
pub struct ClinicOptions {
    /// What a proof is answered with.
    #[uniffi(default = None)]
    pub profile: Option<AnswerProfile>,
    /// The oldest version of the app that is served, `major.minor.patch`.
    #[uniffi(default = None)]
    pub minimum_app_version: Option<String>,
    /// Until when the service is closed, in the form of RFC 3339.
    #[uniffi(default = None)]
    pub maintenance_until: Option<String>,
    /// Whether a qualification may be asked for again without the card although the patient has
    /// revoked the consent.
    #[uniffi(default = None)]
    pub requery_after_revocation: Option<bool>,
}

/// What a proof is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AnswerProfile {
    /// The person alone; the qualification follows the consent.
    Consent,
    /// The person and the qualification.
    QualificationOnly,
}

impl ClinicOptions {
    /// The same as a change of settings, checked.
    pub(super) fn change(self) -> Result<impl FnOnce(&mut Settings), TestingError> {
        let until = self.maintenance_until.map(|text| {
            let time = text.parse();
            time.map_err(|_| TestingError::malformed(text))
        });
        let until = until.transpose()?;
        if let Some(version) = &self.minimum_app_version
            && !is_version(version)
        {
            return Err(TestingError::malformed(version));
        }
        let profile = self
            .profile
            .map_or_else(ReplyProfile::default, ReplyProfile::from);
        Ok(move |settings: &mut Settings| {
            settings.profile = Some(profile);
            settings.minimum_app_version = self.minimum_app_version;
            settings.maintenance_until = until;
            settings.requery_after_revocation = self.requery_after_revocation;
        })
    }
}

/// `major.minor.patch`, which the server would otherwise refuse when it is too late to say so.
fn is_version(text: &str) -> bool {
    let numbers: Vec<_> = text.split('.').map(str::parse::<u32>).collect();
    numbers.len() == 3 && numbers.iter().all(Result::is_ok)
}

impl From<AnswerProfile> for ReplyProfile {
    fn from(profile: AnswerProfile) -> Self {
        match profile {
            AnswerProfile::Consent => Self::Consent,
            AnswerProfile::QualificationOnly => Self::QualificationOnly,
        }
    }
}
