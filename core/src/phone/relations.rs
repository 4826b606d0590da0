//! Continuing relations: 再照会 without the card, the patients, and their medical information.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Phone, PhoneError, Session};
use crate::api::{ApiError, IdempotencyKey};
use crate::wire::api::{
    MedicalInformation, MedicalQuery, PatientsQuery, PatientsResponse, RequeriesRequest,
    RequeriesResponse, Requery,
};

/// The keys of 再照会 whose answers have not come: the same question goes out under the same key, so
/// that the person gets one new number and not two. After [`SAME_QUESTION`] it is another question,
/// since the answer to the first is old.
#[derive(Debug, Default)]
pub(super) struct Requeries(BTreeMap<Asked, Open>);

/// A question without an answer.
#[derive(Clone, Debug)]
struct Open {
    key: IdempotencyKey,
    since: Timestamp,
}

/// How long a question that has no answer is the same question.
const SAME_QUESTION: SignedDuration = SignedDuration::from_mins(10);

/// What is asked for again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    One(String),
    All(Vec<String>),
}

impl Phone {
    /// 再照会 of one result. After no answer, the same call within ten minutes asks for the same
    /// again.
    ///
    /// # Errors
    ///
    /// [`PhoneError`] with the server's code.
    pub async fn requery(&self, reception_number: &str) -> Result<Requery, PhoneError> {
        let session = self.session_in_use()?;
        let asked = Asked::One(reception_number.to_owned());
        let key = self.requery_key(&asked)?;
        let answer = session.client.requery(reception_number, &key).await;
        self.requeried(&session, &asked, answer)
    }

    /// 再照会 of several results, up to [`RequeriesRequest::MOST`]. One that is refused stops no
    /// other. After no answer, the same call within ten minutes asks for the same again.
    ///
    /// # Errors
    ///
    /// [`PhoneError`] with the server's code.
    pub async fn requery_all(
        &self,
        reception_numbers: Vec<String>,
    ) -> Result<RequeriesResponse, PhoneError> {
        let session = self.session_in_use()?;
        let asked = Asked::All(reception_numbers.clone());
        let request = RequeriesRequest { reception_numbers };
        let key = self.requery_key(&asked)?;
        let answer = session.client.requery_all(&request, &key).await;
        self.requeried(&session, &asked, answer)
    }

    /// The patients in a continuing relation, by 氏名カナ. The phone keeps nothing of them.
    ///
    /// # Errors
    ///
    /// [`PhoneError::NotNow`] when the password is needed (again), as for
    /// [`search`](Self::search); [`PhoneError::Api`].
    pub async fn patients(&self, query: &PatientsQuery) -> Result<PatientsResponse, PhoneError> {
        self.expect_open("patients")?;
        let session = self.session_in_use()?;
        let answer = self.settled_in(&session, session.client.patients(query).await)?;
        // Whoever has the phone now may not be who asked.
        self.expect_open("patients")?;
        Ok(answer)
    }

    /// Medical information about the person of a result. The phone keeps nothing of it.
    ///
    /// # Errors
    ///
    /// [`PhoneError`] with the server's code.
    pub async fn medical_information(
        &self,
        reception_number: &str,
        query: &MedicalQuery,
    ) -> Result<MedicalInformation, PhoneError> {
        let session = self.session_in_use()?;
        let client = &session.client;
        let answer = client.medical_information(reception_number, query).await;
        let answer = self.settled_in(&session, answer)?;
        self.expect_same(&session)?;
        Ok(answer)
    }

    fn requery_key(&self, asked: &Asked) -> Result<IdempotencyKey, PhoneError> {
        let now = self.clock.now();
        let fresh = Open {
            key: IdempotencyKey::random()?,
            since: now,
        };
        let mut live = self.live();
        let open = &mut live.requeries.0;
        open.retain(|_, open| now.duration_since(open.since).abs() <= SAME_QUESTION);
        Ok(open.entry(asked.clone()).or_insert(fresh).key.clone())
    }

    /// A refusal ends the question, and so does an answer that is shown; without one it stays open.
    fn requeried<T>(
        &self,
        session: &Session,
        asked: &Asked,
        answer: Result<T, ApiError>,
    ) -> Result<T, PhoneError> {
        if matches!(answer, Err(ApiError::Problem(_))) {
            self.live().requeries.0.remove(asked);
        }
        let answer = self.settled_in(session, answer)?;
        self.expect_same(session)?;
        self.live().requeries.0.remove(asked);
        Ok(answer)
    }

    /// What was asked in one session is not shown in another, nor on a locked phone.
    fn expect_same(&self, asked_in: &Session) -> Result<(), PhoneError> {
        if self.session()?.serial == asked_in.serial {
            Ok(())
        } else {
            Err(PhoneError::OtherAccount)
        }
    }
}
