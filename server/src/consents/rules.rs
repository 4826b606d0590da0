//! What may be agreed to, and by whom.

use kyotaku_core::wire::api::{AcceptedStanding, Environment};
use kyotaku_core::wire::code::Code;
use kyotaku_core::wire::consent::{ConsentItems, Respondent};
use kyotaku_core::wire::qualification::PrescriptionIssue;

/// Whether these items may be agreed to by this respondent.
pub(super) fn permitted(
    items: ConsentItems,
    respondent: &Respondent,
    standing: AcceptedStanding,
    environment: &Environment,
) -> Result<(), Code> {
    if !items.medical() {
        return Ok(());
    }
    if standing == AcceptedStanding::Grace {
        return Err(Code::CertificateGrace);
    }
    let by_proxy = matches!(respondent, Respondent::Proxy { .. });
    if by_proxy && !environment.proxy_medical_consent {
        return Err(Code::ProxyNotPermitted);
    }
    if !environment.view_consent {
        return Err(Code::ViewConsentDisabled);
    }
    Ok(())
}

/// Whether the form of a prescription is chosen as the institution asks for it.
pub(super) fn prescription(
    chosen: Option<&PrescriptionIssue>,
    environment: &Environment,
) -> Result<(), Code> {
    let offered = environment.prescriptions();
    let fits = match chosen {
        Some(chosen) => offered.contains(chosen),
        None => offered.is_empty(),
    };
    if fits {
        Ok(())
    } else {
        Err(Code::PrescriptionNotChosen)
    }
}

/// What to say about items that were registered.
pub(super) fn notice(items: ConsentItems) -> Code {
    if items.medical() || items.specific_diseases_certificate {
        Code::ConsentRegistered
    } else {
        Code::ConsentDeclined
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::institution;

    #[test]
    fn only_what_may_be_chosen_is_chosen() {
        use PrescriptionIssue::{Electronic, Other, Paper};
        let other = || Other("9".to_owned());
        for (use_of, timing, accepted) in [
            ("0", "2", vec![None]),
            ("1", "1", vec![None]),
            ("2", "1", vec![None]),
            ("1", "2", vec![Some(Electronic)]),
            ("2", "2", vec![Some(Electronic), Some(Paper)]),
            ("3", "2", vec![Some(Paper)]),
        ] {
            let environment = Environment {
                electronic_prescription: use_of.to_owned(),
                prescription_timing: timing.to_owned(),
                ..institution::new_environment()
            };
            for chosen in [None, Some(Electronic), Some(Paper), Some(other())] {
                let expected = if accepted.contains(&chosen) {
                    Ok(())
                } else {
                    Err(Code::PrescriptionNotChosen)
                };
                let fits = prescription(chosen.as_ref(), &environment);
                assert_eq!(fits, expected, "{use_of} {timing} {chosen:?}");
            }
        }
    }

    #[test]
    fn agreeing_to_nothing_but_the_limit_is_declining() {
        assert_eq!(notice(ConsentItems::ALL), Code::ConsentRegistered);
        assert_eq!(notice(ConsentItems::NONE), Code::ConsentDeclined);
        let nothing = ConsentItems::default();
        assert_eq!(notice(nothing), Code::ConsentDeclined);
        let disease = ConsentItems {
            specific_diseases_certificate: true,
            ..nothing
        };
        assert_eq!(notice(disease), Code::ConsentRegistered);
    }
}
