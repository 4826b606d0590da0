import Foundation
import KyotakuCore

@testable import KyotakuModels

/// Values of the core that tests need: about nobody, in the words of the reference world.
enum Sample {
    /// Friday, 2026-11-20, nine o'clock in Japan.
    static let now = Date(timeIntervalSince1970: 1_795_132_800)

    static let facts = DeviceFacts(
        model: "iPhone16,1",
        systemVersion: "17.5.1",
        appVersion: "0.1.0"
    )

    static let institution = Institution(
        code: "9919999012",
        name: "参考診療所",
        settings: InstitutionSettings(
            viewConsent: true,
            welfare: true,
            homeVisit: true,
            outpatient: true,
            visual: true,
            proxyMedicalConsent: false,
            prescriptions: []
        )
    )

    static let registration = Registration(
        institution: institution,
        deviceId: "d-0001",
        notAfter: now.addingTimeInterval(86_400 * 365)
    )

    static let nurse = AccountProfile(
        id: "staff11",
        name: "看護　十一",
        role: .general,
        visual: true
    )

    static func overview(
        registration: Registration? = registration,
        account: AccountStep = .signedIn,
        longResponses: LengthSupport = .yes,
        longCommands: LengthSupport = .yes,
        waiting: UInt32 = 0
    ) -> PhoneOverview {
        PhoneOverview(
            registration: registration,
            activation: registration == nil ? .unregistered : .registered,
            account: account,
            profile: account == .signedOut ? nil : nurse,
            sessionExpiresAt: account == .signedOut ? nil : now.addingTimeInterval(8 * 3600),
            lastAccount: registration == nil
                ? nil : LastAccount(account: nurse, expiresAt: now.addingTimeInterval(8 * 3600)),
            longResponses: longResponses,
            longCommands: longCommands,
            visualRefused: nil,
            waiting: waiting,
            unsent: waiting
        )
    }

    static let person = Person(
        name: "試験　花子",
        nameKana: "ｼｹﾝ ﾊﾅｺ",
        nameOfOther: nil,
        birthdate: day("19450101"),
        sex1: coded("2", "女")
    )

    static func coded(_ code: String, _ label: String = "") -> CodedValue {
        CodedValue(code: code, label: label.isEmpty ? code : label)
    }

    /// A registered date, whose day is known if it has one.
    static func day(_ digits: String) -> RegisteredDate {
        let number = Int(digits) ?? 0
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        let date = CalendarDate(year: Int16(year), month: UInt8(month), day: UInt8(day))
        return RegisteredDate(digits: digits, day: month > 0 && day > 0 ? date : nil)
    }

    static func qualification(
        _ validity: String = "1",
        _ confirmations: SampleConfirmation...
    ) -> Qualification {
        Qualification(
            processingResultStatus: "1",
            qualificationValidity: coded(validity),
            resultList: confirmations.map(\.record)
        )
    }

    static func detail(
        _ number: String = "20261120000001",
        qualification: Qualification = qualification("1", SampleConfirmation()),
        consent: RecordedConsent? = nil,
        requeryOf: String? = nil
    ) -> ResultDetail {
        ResultDetail(
            receptionNumber: number,
            confirmedAt: now,
            careKind: .homeVisit,
            method: .pin,
            person: person,
            consent: consent,
            qualification: qualification,
            requeryOf: requeryOf
        )
    }

    static func summary(_ number: String, requeryOf: String? = nil) -> ResultSummary {
        ResultSummary(
            receptionNumber: number,
            confirmedAt: now,
            careKind: .homeVisit,
            method: .pin,
            qualificationValidity: coded("1"),
            name: person.name,
            nameKana: person.nameKana,
            birthdate: person.birthdate,
            referenceNumber: nil,
            requeryOf: requeryOf
        )
    }

    static func list(_ numbers: String..., next: ResultQuery? = nil) -> ResultList {
        ResultList(results: numbers.map { summary($0) }, next: next)
    }

    static func patient(_ number: String, refused: String? = nil) -> Patient {
        Patient(
            receptionNumber: number,
            person: person,
            confirmedAt: now,
            cardCheckedAt: now,
            qualificationValidity: coded("1"),
            consent: nil,
            certificateStanding: .valid,
            certificateNotAfter: now.addingTimeInterval(86_400 * 365),
            certificateCode: nil,
            requeryRefused: refused
        )
    }

    static func patients(_ numbers: String..., next: String? = nil) -> PatientList {
        PatientList(patients: numbers.map { patient($0) }, nextCursor: next)
    }

    static func requery(
        of number: String = "20261120000001",
        changes: [ChangedField] = [],
        before: Qualification = qualification("1", SampleConfirmation()),
        now: Qualification = qualification("1", SampleConfirmation())
    ) -> Requery {
        Requery(
            result: detail("20261120000002", qualification: now, requeryOf: number),
            previous: before,
            changes: changes,
            code: changes.isEmpty ? "MKA-I4011" : "MKA-W4002"
        )
    }

    static func notice(_ id: String) -> Notice {
        Notice(id: id, publishedAt: now, title: "題", body: "本文")
    }
}
