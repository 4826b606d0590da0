//! A card without PIN, and a card of somebody else.

use kyotaku_core::flow::visit::Method;
use kyotaku_core::wire::code::Code;

use super::Tour;
use crate::clinic::PIN;
use crate::commands::visit;
use crate::question::Question;
use crate::refusal::Outcome;

/// The most commands of a tap by sight, and of the tap before that found no PIN.
const COMMANDS: usize = 10 + 5;

impl Tour {
    /// 顔認証マイナンバーカード: there is no PIN, so staff go on by sight, and say so.
    pub(super) fn by_sight(&mut self) -> Outcome<()> {
        self.step(
            "暗証番号の無いカード: T11、目視で確認する",
            "A card without a PIN: T11, confirmed by sight",
        );
        let mut patient = self.patient(&[PIN]).answering(Question::BySight, "1");
        let mut visit = self.signed("T11", &mut patient)?;
        self.checks.that(
            visit.method() == Method::Visual,
            "staff went on by sight, which nothing else does",
        )?;
        self.checks.that(
            self.exchanges <= COMMANDS,
            "the tap by sight takes no more than ten commands",
        )?;
        let result = self.finished(&mut patient, &mut visit)?.result;
        self.checks.that(
            result.method == Method::Visual,
            "the result says that it was by sight",
        )?;

        self.step(
            "写真と顔が一致しないとき",
            "When photo and face do not match",
        );
        let mut staff = self.patient(&[]).answering(Question::FaceMatches, "2");
        let args = super::by_sight("T02");
        let declined = self.signed_with(&args, &mut staff).map(|_| ());
        self.checks
            .refused(declined, Code::VisualDeclined, self.speech)
    }

    /// Spouses live together, and take each other's cards.
    pub(super) fn spouses_card(&mut self) -> Outcome<()> {
        self.step(
            "夫のつもりで妻のカード: T02 の訪問に T01 のカード",
            "The wife's card instead of the husband's: T01's at a visit to T02",
        );
        let mut patient = self.patient(&[PIN]).answering(Question::Person, "2");
        let mut visit = self.signed("T01", &mut patient)?;
        let stopped = visit::finish(&self.phone, &mut patient, &mut visit);
        self.checks
            .refused(stopped, Code::PersonDiffers, self.speech)?;
        self.checks.that(
            self.phone.phone.waiting()?.is_empty(),
            "nothing of it is registered or kept",
        )?;
        let mut patient = self.patient(&[PIN]);
        let mut visit = self.signed("T02", &mut patient)?;
        let result = self.finished(&mut patient, &mut visit)?.result;
        self.checks.that(
            result.person.name == "参考　太郎",
            "with the right card it is the right person",
        )
    }
}
