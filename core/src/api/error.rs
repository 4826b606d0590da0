//! What goes wrong between phone and server, one variant per reaction.

use core::error::Error;

use jiff::SignedDuration;

use crate::vault::VaultError;
use crate::wire::api::Problem;
use crate::wire::code::Code;

/// Why a request was not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The phone's clock and the server's differ too much for anything signed to hold.
    #[error("the clocks of phone and server differ")]
    ClockSkew {
        /// How far the server is ahead, if it could be asked. When the server's certificate seems
        /// not to be valid at this time, it could not.
        ahead: Option<SignedDuration>,
    },
    /// Something else answered: the page of a proxy or a portal, or no TLS at all.
    #[error("the answer is not from our server")]
    NotOurServer,
    /// No connection, or it broke, or the answer took too long. A request that changes something
    /// may or may not have arrived. A refused client certificate can look like this too, because
    /// TLS 1.3 completes before the server has looked at it.
    #[error("the server could not be reached")]
    Offline(#[source] reqwest::Error),
    /// The server refused, and says why.
    #[error("the server refused with {}", .0.code)]
    Problem(Box<Problem>),
    /// The server is not the pinned one, or TLS failed otherwise.
    #[error("the secure connection failed")]
    Tls(#[source] reqwest::Error),
    /// Our server answered with something that this version does not understand: a newer server,
    /// most likely. What was asked for may have been done.
    #[error("the answer is not understood")]
    Unreadable,
    /// The device key could not be used.
    #[error("the device key could not be used")]
    Vault(#[from] VaultError),
}

impl ApiError {
    /// The code to show. A refusal carries its own, also one this version does not know.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::ClockSkew { .. } => Code::ClockWrong.as_str(),
            Self::NotOurServer | Self::Tls(_) => Code::NotOurServer.as_str(),
            Self::Offline(_) => Code::Offline.as_str(),
            Self::Unreadable => Code::AppOutdated.as_str(),
            Self::Problem(problem) => &problem.code,
            Self::Vault(error) => error.code().as_str(),
        }
    }

    /// Sorts a transport error by what lies under it.
    pub(super) fn from_transport(error: reqwest::Error) -> Self {
        // The address is of no use here and must not reach a log by way of the error's text.
        let error = error.without_url();
        let Some(tls) = tls_cause(&error) else {
            return Self::Offline(error);
        };
        match tls {
            rustls::Error::InvalidCertificate(
                rustls::CertificateError::Expired
                | rustls::CertificateError::ExpiredContext { .. }
                | rustls::CertificateError::NotValidYet
                | rustls::CertificateError::NotValidYetContext { .. },
            ) => Self::ClockSkew { ahead: None },
            // Whatever answered does not speak TLS.
            rustls::Error::InvalidMessage(_) => Self::NotOurServer,
            _ => Self::Tls(error),
        }
    }
}

/// Finds the TLS error among the causes. `io::Error` keeps it one step aside from `source`.
fn tls_cause(error: &reqwest::Error) -> Option<&rustls::Error> {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(current) = cause {
        if let Some(tls) = current.downcast_ref() {
            return Some(tls);
        }
        cause = match current
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => current.source(),
        };
    }
    None
}
