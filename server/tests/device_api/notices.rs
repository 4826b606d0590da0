//! Notices: whom they reach, and for how long.

use jiff::{SignedDuration, Timestamp};
use kyotaku_core::wire::code::Code;
use kyotaku_server::store::notice::publish;

use crate::clinic::{CLINIC, Clinic, assert_refused};
use crate::phone::Phone;

const OTHER: &str = "9969999011";

impl Clinic {
    async fn publish(&self, title: &str, institution: Option<&str>, until: Option<Timestamp>) {
        let institution = institution.map(|code| code.parse().unwrap());
        let text = (title.to_owned(), format!("{title} at length"));
        let now = self.clock.now();
        publish(&self.database, text, institution.as_ref(), now, until)
            .await
            .unwrap();
    }
}

async fn titles(phone: &Phone) -> Vec<String> {
    let notices = phone.session.notices().await.unwrap().notices;
    notices.into_iter().map(|notice| notice.title).collect()
}

#[tokio::test]
async fn notices_reach_whom_they_are_for_newest_first_until_they_end() {
    let clinic = Clinic::open().await;
    let here = clinic.phone().await;
    let there = clinic.phone_at(OTHER, &clinic.database).await;
    assert!(titles(&here).await.is_empty());
    let end = clinic.clock.now() + SignedDuration::from_hours(1);
    clinic.publish("for all", None, None).await;
    clinic.pass(SignedDuration::from_secs(1));
    clinic.publish("for one", Some(CLINIC), None).await;
    clinic.pass(SignedDuration::from_secs(1));
    clinic.publish("for an hour", None, Some(end)).await;
    assert_eq!(titles(&here).await, ["for an hour", "for one", "for all"]);
    assert_eq!(titles(&there).await, ["for an hour", "for all"]);
    clinic.pass(SignedDuration::from_hours(1));
    assert_eq!(titles(&there).await, ["for all"]);
    let notice = here.session.notices().await.unwrap().notices.remove(0);
    assert_eq!(notice.body, "for one at length");
    // A notice of the future waits.
    let tomorrow = clinic.clock.now() + SignedDuration::from_hours(24);
    let text = ("later".to_owned(), "later".to_owned());
    publish(&clinic.database, text, None, tomorrow, None)
        .await
        .unwrap();
    assert_eq!(titles(&there).await, ["for all"]);
    here.session.sign_out().await.unwrap();
    let refused = here.session.notices().await;
    assert_refused(refused, Code::SessionEnded, 401);
}
