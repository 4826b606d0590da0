//! VERIFY (ISO/IEC 7816-4 §11.6.6), with the status words of JICSAP V2.

use kyotaku_core::apdu::StatusWord;

use super::{
    Card, Secret, VerifiedQuery,
    engine::{Answer, Outcome, Request},
    file::{File, FileReference},
};

impl Card {
    /// Without data this asks for the counter and costs nothing. With data it costs a try unless
    /// the data is right.
    pub(super) fn verify(&mut self, request: &Request) -> Outcome {
        if request.p1 != 0 {
            return Err(StatusWord::IncorrectParameters);
        }
        let reference = FileReference::parse(request.p2)?;
        let File::Secret(secret) = self.resolve(reference, StatusWord::ReferenceNotFound)? else {
            return Err(StatusWord::IncompatibleFile);
        };
        if request.expected.is_some() {
            return Err(StatusWord::WrongLength);
        }
        if secret.reference(&self.image).is_none() {
            return Err(StatusWord::ReferenceDataNotUsable);
        }
        if request.data.is_empty() {
            return self.query(secret);
        }
        self.compare(secret, &request.data)
    }

    fn query(&self, secret: Secret) -> Outcome {
        let verified = self.volatile.status.holds(secret);
        if verified && self.behaviour.verified_query == VerifiedQuery::Success {
            return Ok(Answer::done());
        }
        Err(StatusWord::TriesLeft(self.persistent.tries_left(secret)))
    }

    fn compare(&mut self, secret: Secret, presented: &[u8]) -> Outcome {
        if self.persistent.tries_left(secret) == 0 {
            return Err(StatusWord::ReferenceDataNotUsable);
        }
        // A try is spent before the comparison, so that cutting the power cannot save it.
        let left = self.persistent.spend(secret);
        if secret.reference(&self.image) == Some(presented) {
            self.persistent.restore(secret);
            self.volatile.status.grant(secret);
            return Ok(Answer::done());
        }
        self.volatile.status.revoke(secret);
        Err(StatusWord::TriesLeft(left))
    }
}
