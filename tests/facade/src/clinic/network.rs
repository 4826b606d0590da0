//! The network between the phones and the clinic's server.

use std::time::Duration;

use kyotaku_core::wire::api::Problem;
use kyotaku_core::wire::code::Code;
use kyotaku_e2e::clinic::impostor::{Disguise, Impostor};
use kyotaku_e2e::clinic::network::{Fate, Seen};
use kyotaku_server::problem::status;

use super::Clinic;
use crate::TestingError;

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum RequestFate {
    /// It never reaches the server, and the connection breaks.
    LostRequest,
    /// The server acts, its answer never arrives, and the connection breaks.
    LostAnswer,
    /// The server acts, and its answer arrives so much later. The time is real.
    DelayedAnswer {
        /// How much later.
        milliseconds: u32,
    },
    /// Something in between answers with a web page of this HTTP status; the server does not act.
    Page {
        /// The status.
        status: u16,
    },
    /// The request is refused in the server's own form; the server does not act.
    Refused {
        /// The message, as in `MKA-E5003`.
        code: String,
    },
}

/// What answers in the server's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ServerDisguise {
    /// A portal that speaks HTTP without TLS.
    Plain,
    /// A proxy whose certificate is under a root of its own.
    OtherRoot,
    /// A certificate of the clinic's root that has ended.
    Expired,
    /// A certificate of the clinic's root whose time has not come.
    NotYet,
    /// A certificate of the clinic's root for another name.
    OtherName,
    /// The server's own certificate, and nothing behind it but a web page.
    Ours,
}

/// A request as the server has seen it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SeenRequest {
    /// Method and path, as in `POST /v1/sessions`.
    pub line: String,
    /// The status it was answered with; none when the server was kept from acting.
    pub status: Option<u16>,
}

#[uniffi::export]
impl Clinic {
    /// Breaks every connection, and lets none through until the network is mended.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn cut_network(&self) -> Result<(), TestingError> {
        self.with(|clinic| clinic.network.cut())
    }

    /// Lets connections through again.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn mend_network(&self) -> Result<(), TestingError> {
        self.with(|clinic| clinic.network.mend())
    }

    /// Plans the fate of the next so many requests of a line, method and path, after those planned
    /// for it already. A path that ends in `*` stands for all that begin so.
    ///
    /// # Errors
    ///
    /// [`TestingError::Malformed`] for a status or a code that there is not,
    /// [`TestingError::ClinicClosed`].
    pub fn plan(&self, line: &str, times: u32, fate: RequestFate) -> Result<(), TestingError> {
        let fate = Fate::try_from(fate)?;
        let times = usize::try_from(times).unwrap_or(usize::MAX);
        self.with(|clinic| clinic.network.plan(line, times, &fate))
    }

    /// Forgets what is planned; tells how much of it had not happened.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn unplan(&self) -> Result<u32, TestingError> {
        let left = self.with(|clinic| clinic.network.unplan())?;
        Ok(u32::try_from(left).unwrap_or(u32::MAX))
    }

    /// The requests that the server has seen since this was last asked.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn seen_requests(&self) -> Result<Vec<SeenRequest>, TestingError> {
        let seen = self.with(|clinic| clinic.network.seen())?;
        Ok(seen.into_iter().map(SeenRequest::from).collect())
    }

    /// Leads all connections to something that is not the server, until the way back is taken.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn lead_astray(&self, disguise: ServerDisguise) -> Result<(), TestingError> {
        self.run(async |clinic| {
            let impostor = Impostor::disguised(disguise.into()).await;
            clinic.network.lead_to(impostor.address);
            Ok(())
        })
    }

    /// Leads connections to the server again.
    ///
    /// # Errors
    ///
    /// [`TestingError::ClinicClosed`].
    pub fn lead_back(&self) -> Result<(), TestingError> {
        self.with(kyotaku_e2e::clinic::Clinic::reconnect)
    }
}

impl TryFrom<RequestFate> for Fate {
    type Error = TestingError;

    fn try_from(fate: RequestFate) -> Result<Self, TestingError> {
        Ok(match fate {
            RequestFate::LostRequest => Self::LostBefore,
            RequestFate::LostAnswer => Self::LostAfter,
            RequestFate::DelayedAnswer { milliseconds } => {
                Self::Late(Duration::from_millis(milliseconds.into()))
            }
            RequestFate::Page { status } => {
                let known = status.try_into();
                Self::Page(known.map_err(|_| TestingError::malformed(status.to_string()))?)
            }
            RequestFate::Refused { code } => {
                let code: Code = code.parse().map_err(|_| TestingError::malformed(code))?;
                let problem = Problem::new(code, status(code).as_u16());
                Self::Refused(Box::new(problem))
            }
        })
    }
}

impl From<ServerDisguise> for Disguise {
    fn from(disguise: ServerDisguise) -> Self {
        match disguise {
            ServerDisguise::Plain => Self::Plain,
            ServerDisguise::OtherRoot => Self::OtherRoot,
            ServerDisguise::Expired => Self::Expired,
            ServerDisguise::NotYet => Self::NotYet,
            ServerDisguise::OtherName => Self::OtherName,
            ServerDisguise::Ours => Self::Ours,
        }
    }
}

impl From<Seen> for SeenRequest {
    fn from(seen: Seen) -> Self {
        Self {
            line: seen.line,
            status: seen.status,
        }
    }
}
