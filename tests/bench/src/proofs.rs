//! Presence proofs of many devices at once, and the work that each cannot be had without.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use kyotaku_core::pki::{Standing, UserCertificate};
use kyotaku_core::wire::jws::Claims as _;
use kyotaku_core::wire::presence::PresenceStatement;
use kyotaku_core::wire::proof::PresenceProof;
use kyotaku_server::store::entity::visit;
use kyotaku_server::trust::Jpki;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use crate::clinic::{Clinic, Phone, Proof};
use crate::measured::Times;

/// Devices that deliver at once.
pub const DEVICES: usize = 50;

/// Proofs that each delivers, one after the other; no device may have more open challenges.
const OF_EACH: usize = 30;

/// Devices with the proofs that they are going to deliver.
pub struct Prepared(Vec<(Phone, Vec<Proof>)>);

/// What delivering them took.
pub struct Delivered {
    /// Each request.
    pub requests: Times,
    /// Proofs a second, of all devices.
    pub rate: f64,
}

impl Prepared {
    /// Opens the challenges and has the card sign them.
    ///
    /// # Panics
    ///
    /// If anything fails.
    pub async fn at(clinic: &Clinic) -> Self {
        let mut prepared = Vec::new();
        for _ in 0..DEVICES {
            let phone = clinic.phone().await;
            let mut proofs = Vec::new();
            for _ in 0..OF_EACH {
                proofs.push(clinic.proof(&phone).await);
            }
            prepared.push((phone, proofs));
        }
        Self(prepared)
    }

    /// How often a second this machine can do, on all of its processors, what a proof's
    /// verification computes: the device's signature, the certificate, its issuer's signature, its
    /// revocation, and the card's signature.
    ///
    /// # Panics
    ///
    /// If a proof is not right.
    #[must_use]
    pub fn bare_rate(&self, clinic: &Clinic) -> f64 {
        let jpki = Jpki::load(&clinic.config).expect("the fixture authorities");
        let proofs: Vec<_> = self.0.iter().flat_map(|(_, proofs)| proofs).collect();
        let now = clinic.clock.now();
        let next = AtomicUsize::new(0);
        let verify_some = || {
            while let Some(proof) = proofs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let signed = PresenceProof::parse(&proof.request.proof).expect("a proof");
                let read = signed
                    .verify(&proof.key)
                    .expect("a signature of the device");
                let certificate = UserCertificate::parse(&read.certificate).expect("a certificate");
                let standing = jpki.standing(&certificate, now, now);
                assert!(matches!(standing, Ok(Standing::Valid)), "{standing:?}");
                let digest = PresenceStatement::digest(&read.statement);
                certificate
                    .verify_sha256(digest.as_bytes(), &read.card_signature)
                    .expect("a signature of the card");
            }
        };
        let begun = Instant::now();
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(verify_some);
            }
        });
        rate(proofs.len(), begun)
    }

    /// Delivers all of them over connections that are open already, and makes sure that each was
    /// recorded once.
    ///
    /// # Panics
    ///
    /// If one is refused, or not recorded, or recorded twice.
    pub async fn deliver(self, clinic: &Clinic) -> Delivered {
        for (phone, _) in &self.0 {
            phone.client.status().await.expect("a connection");
        }
        let begun = Instant::now();
        let devices: Vec<_> = self
            .0
            .into_iter()
            .map(|(phone, proofs)| tokio::spawn(deliver_all(phone, proofs)))
            .collect();
        let (mut requests, mut receipts) = (Times::default(), BTreeSet::new());
        for device in devices {
            let (times, received) = device.await.expect("a device");
            requests.extend(times);
            receipts.extend(received);
        }
        let rate = rate(DEVICES * OF_EACH, begun);
        assert_eq!(receipts.len(), DEVICES * OF_EACH);
        let recorded = visit::Entity::find().count(&clinic.database).await;
        assert_eq!(recorded, Ok(receipts.len() as u64));
        Delivered { requests, rate }
    }
}

async fn deliver_all(phone: Phone, proofs: Vec<Proof>) -> (Times, Vec<String>) {
    let (mut times, mut receipts) = (Times::default(), Vec::new());
    for proof in proofs {
        let begun = Instant::now();
        let answer = phone.client.prove(&proof.request).await;
        times.add(begun.elapsed());
        let answer = answer.expect("an accepted proof");
        assert!(!answer.replayed, "it was recorded before");
        receipts.push(answer.receipt_id.to_string());
    }
    (times, receipts)
}

/// So many since then, a second.
#[expect(
    clippy::cast_precision_loss,
    reason = "some thousands, which a float counts exactly"
)]
fn rate(done: usize, begun: Instant) -> f64 {
    done as f64 / begun.elapsed().as_secs_f64()
}
