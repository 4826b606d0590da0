import Foundation
import KyotakuCore

@testable import KyotakuModels

extension VisitOverview {
    /// A visit at a step.
    static func sample(
        _ step: VisitStep,
        method: ConfirmationMethod = .pin,
        presence: PresenceAnswer? = nil,
        consents: [ConsentOfKind]? = nil,
        result: VisitResult? = nil,
        changed: ConsentsChanged? = nil,
        stoppedWith: String? = nil
    ) -> VisitOverview {
        VisitOverview(
            step: step,
            plan: VisitPlan(careKind: .homeVisit, method: method, purpose: .visit),
            confirmsAgainBecause: nil,
            tapBefore: nil,
            delivery: "d1",
            presence: presence,
            notice: nil,
            consents: consents,
            result: result,
            changed: changed,
            stoppedWith: stoppedWith
        )
    }

    /// The same, when staff have to look again.
    func confirmingAgain(because code: String) -> VisitOverview {
        VisitOverview(
            step: step,
            plan: plan,
            confirmsAgainBecause: code,
            tapBefore: tapBefore,
            delivery: delivery,
            presence: presence,
            notice: notice,
            consents: consents,
            result: result,
            changed: changed,
            stoppedWith: stoppedWith
        )
    }

    /// The same at another step.
    func moved(to step: VisitStep) -> VisitOverview {
        VisitOverview(
            step: step,
            plan: plan,
            confirmsAgainBecause: confirmsAgainBecause,
            tapBefore: tapBefore,
            delivery: delivery,
            presence: presence,
            notice: notice,
            consents: consents,
            result: result,
            changed: changed,
            stoppedWith: stoppedWith
        )
    }
}

extension PresenceAnswer {
    /// Somebody whose card is in order, or as said.
    static func sample(
        standing: CertificateStanding = .valid,
        agreedTo items: ConsentItems? = nil
    ) -> PresenceAnswer {
        let verified = Date(timeIntervalSince1970: 1_795_132_800)
        let born = CalendarDate(year: 1945, month: 11, day: 21)
        return PresenceAnswer(
            person: Person(
                name: "試験　花子",
                nameKana: "ｼｹﾝ ﾊﾅｺ",
                nameOfOther: nil,
                birthdate: RegisteredDate(digits: "19451121", day: born),
                sex1: CodedValue(code: "2", label: "女")
            ),
            certificate: CertificateNotice(
                standing: standing,
                notAfter: verified.addingTimeInterval(86_400),
                code: nil
            ),
            currentConsent: items.map { .sample($0) },
            verifiedAt: verified
        )
    }
}

extension KyotakuCore.RecordedConsent {
    /// A consent that holds.
    static func sample(
        _ items: ConsentItems = ConsentItems(Set(ConsentItem.allCases))
    ) -> KyotakuCore.RecordedConsent {
        let given = Date(timeIntervalSince1970: 1_795_000_000)
        return KyotakuCore.RecordedConsent(
            items: items,
            respondent: .patient,
            consentedAt: given,
            availableUntil: given.addingTimeInterval(86_400 * 365),
            ended: nil
        )
    }
}

extension Institution {
    /// An institution with these settings.
    static func sample(
        homeVisit: Bool = true,
        outpatient: Bool = false,
        viewConsent: Bool = true,
        proxyMedicalConsent: Bool = false,
        prescriptions: [String] = []
    ) -> Institution {
        Institution(
            code: "9919999012",
            name: "参考診療所",
            settings: KyotakuCore.InstitutionSettings(
                viewConsent: viewConsent,
                welfare: true,
                homeVisit: homeVisit,
                outpatient: outpatient,
                visual: true,
                proxyMedicalConsent: proxyMedicalConsent,
                prescriptions: prescriptions.map { CodedValue(code: $0, label: $0) }
            )
        )
    }
}

extension Problem {
    /// One problem for each reaction.
    static let samples = Reaction.allCases.map { Problem(code: "MKA-E9999", reaction: $0) }
}
