//! The steps of a visit that most tests begin with, with nothing going wrong.

use kyotaku_cardsim::card::TEST_PIN;
use kyotaku_core::flow::visit::{Answer, Plan, Step, Tapped, Visit, VisualChecks};
use kyotaku_core::wire::consent::{ConsentItems, Respondent};
use kyotaku_core::wire::presence::CareKind;

use super::Clinic;
use super::installation::Installation;
use super::staff::Staff;

/// The patient agrees to everything.
#[must_use]
pub fn everything() -> Answer {
    Answer {
        items: ConsentItems::ALL,
        respondent: Respondent::Patient,
        prescription: None,
    }
}

/// Staff have seen what they have to see.
pub const SEEN: VisualChecks = VisualChecks {
    photo_matches_face: true,
    no_sign_of_tampering: true,
};

impl Clinic {
    /// A phone that the nurse has registered.
    pub async fn registered(&self) -> Installation {
        let phone = self.phone();
        let code = self.code().await;
        phone.activate_with(&Staff::nurse(), &code).await.unwrap();
        phone
    }

    /// The same, with the nurse signed in.
    pub async fn signed_in(&self) -> Installation {
        let phone = self.registered().await;
        phone.sign_in_as(&Staff::nurse()).await.unwrap();
        phone
    }
}

impl Installation {
    /// A visit at home whose challenge is there: at `Ready`.
    pub async fn ready(&self) -> Visit {
        let mut visit = self.begin_visit(Plan::by_pin(CareKind::HomeVisit)).unwrap();
        self.prepare(&mut visit).await.unwrap();
        visit
    }

    /// A visit at home whose patient staff have looked at, and whose challenge is there: at `Ready`.
    pub async fn ready_by_sight(&self) -> Visit {
        let plan = Plan::by_sight(CareKind::HomeVisit);
        let mut visit = self.begin_visit(plan).unwrap();
        self.look_and_prepare(&mut visit).await;
        visit
    }

    /// Staff look at card and patient, and find nothing wrong: from `Verifying` to `Ready`.
    pub async fn look_and_prepare(&self, visit: &mut Visit) {
        self.confirm_by_sight(visit, SEEN).unwrap();
        self.prepare(visit).await.unwrap();
        assert_eq!(visit.step(), Step::Ready);
    }

    /// A visit whose patient is at the consents that were given before: at `Reviewing`.
    pub async fn reviewing(&self, card: &str) -> Visit {
        let plan = Plan::by_pin(CareKind::HomeVisit).for_consents();
        let mut visit = self.begin_visit(plan).unwrap();
        self.prepare(&mut visit).await.unwrap();
        let tapped = self.tap(&mut visit, &mut self.reader(card), &TEST_PIN);
        assert!(matches!(tapped.unwrap(), Tapped::Signed(_)));
        self.deliver(&mut visit).await.unwrap();
        self.confirm_person(&mut visit).unwrap();
        assert_eq!(visit.step(), Step::Reviewing);
        visit
    }

    /// A visit whose patient has tapped: at `Delivering`.
    pub async fn signed(&self, card: &str) -> Visit {
        let mut visit = self.ready().await;
        let tapped = self.tap(&mut visit, &mut self.reader(card), &TEST_PIN);
        assert!(matches!(tapped.unwrap(), Tapped::Signed(_)));
        assert_eq!(visit.step(), Step::Delivering);
        visit
    }

    /// A visit whose patient is to answer: at `Consenting`.
    pub async fn confirmed(&self, card: &str) -> Visit {
        let mut visit = self.signed(card).await;
        self.deliver(&mut visit).await.unwrap();
        self.confirm_person(&mut visit).unwrap();
        assert_eq!(visit.step(), Step::Consenting);
        visit
    }

    /// A visit whose patient has agreed to everything: at `Registering`.
    pub async fn answered(&self, card: &str) -> Visit {
        let mut visit = self.confirmed(card).await;
        self.answer(&mut visit, everything()).unwrap();
        visit
    }

    /// A whole visit; its 受付番号.
    pub async fn visit(&self, card: &str) -> String {
        let mut visit = self.answered(card).await;
        self.register(&mut visit).await.unwrap();
        number(&visit)
    }
}

/// The 受付番号 that a visit has ended with.
#[must_use]
pub fn number(visit: &Visit) -> String {
    visit.result().unwrap().reception_number.clone()
}
