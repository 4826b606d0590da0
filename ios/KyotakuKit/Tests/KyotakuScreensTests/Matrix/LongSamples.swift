import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Names as long as they come.
enum Long {
    static let institutionName = "医療法人社団参考会　参考中央訪問看護ステーション東日本第一事業所"

    static let institution = Institution(
        code: "9919999012",
        name: institutionName,
        settings: Institution.sample(outpatient: true, prescriptions: ["1", "2"]).settings
    )

    static let nurse = AccountProfile(
        id: "staff0123456789012345678901",
        name: "参考　アレクサンドラ＝マリア・フォン・ホーエン",
        role: .medicalViewer,
        visual: true
    )

    static let person = Person(
        name: "試験　クリスティアーネ・エリーザベト＝アウグステ",
        nameKana: "ｼｹﾝ ｸﾘｽﾃｨｱｰﾈ ｴﾘｰｻﾞﾍﾞﾄ ｱｳｸﾞｽﾃ",
        nameOfOther: "参考　クリスティアーネ",
        birthdate: Sample.day("19000000"),
        sex1: Sample.coded("2", "女")
    )

    static let overview = PhoneOverview(
        registration: Registration(
            institution: institution,
            deviceId: "3f1c2a54-6d0e-4b55-9a53-1f6a0f5f0c11",
            notAfter: Sample.now
        ),
        activation: .registered,
        account: .signedIn,
        profile: nurse,
        sessionExpiresAt: Sample.now,
        lastAccount: LastAccount(account: nurse, expiresAt: Sample.now),
        longResponses: .no,
        longCommands: .unknown,
        visualRefused: "MKA-E0002",
        waiting: 120,
        unsent: 120
    )

    static let presence = PresenceAnswer(
        person: person,
        certificate: CertificateNotice(
            standing: .grace,
            notAfter: Sample.now,
            code: "MKA-E2020"
        ),
        currentConsent: .sample(),
        verifiedAt: Sample.now
    )

    static func patient(_ number: String) -> Patient {
        Patient(
            receptionNumber: number,
            person: person,
            confirmedAt: Sample.now,
            cardCheckedAt: Sample.now,
            qualificationValidity: Sample.coded("3"),
            consent: .sample(),
            certificateStanding: .expiring,
            certificateNotAfter: Sample.now,
            certificateCode: "MKA-W2023",
            requeryRefused: "MKA-E3014"
        )
    }
}

extension Problem {
    static let offline = Problem(code: "MKA-E5001", reaction: .offline)
    static let maintenance = Problem(
        code: "MKA-E5003",
        reaction: .maintenance,
        until: Sample.now.addingTimeInterval(3600)
    )
    static let full = Problem(code: "MKA-E0006", reaction: .storage)
    static let passwordWanted = Problem(code: "MKA-E1114", reaction: .reauthenticate)
}

extension ScriptedPhone {
    /// A phone that is in order, and as said.
    static func sample(_ change: (ScriptedPhone) -> Void = { _ in }) -> ScriptedPhone {
        let phone = ScriptedPhone()
        change(phone)
        phone.standing.answer(Sample.overview())
        phone.server.succeed()
        phone.settings.succeed()
        phone.events.succeed()
        phone.waitingLists.answer([])
        phone.noticeLists.answer([])
        phone.patientLists.answer(Sample.patients())
        return phone
    }

    /// A phone that knows this of itself.
    static func standing(_ overview: PhoneOverview) -> ScriptedPhone {
        sample { $0.standing.answer(overview) }
    }
}

extension Sample {
    /// A patient of another name than the others.
    static func patient(
        _ number: String,
        named name: String,
        consent: RecordedConsent? = nil,
        refused: String? = nil
    ) -> Patient {
        Patient(
            receptionNumber: number,
            person: named(name),
            confirmedAt: now,
            cardCheckedAt: now,
            qualificationValidity: coded("1"),
            consent: consent,
            certificateStanding: .valid,
            certificateNotAfter: now.addingTimeInterval(86_400 * 365),
            certificateCode: nil,
            requeryRefused: refused
        )
    }

    static func named(_ name: String) -> Person {
        Person(
            name: name,
            nameKana: person.nameKana,
            nameOfOther: nil,
            birthdate: person.birthdate,
            sex1: person.sex1
        )
    }

    static func summary(_ number: String, named name: String) -> ResultSummary {
        ResultSummary(
            receptionNumber: number,
            confirmedAt: now,
            careKind: .outpatient,
            method: .visual,
            qualificationValidity: coded("3"),
            name: name,
            nameKana: person.nameKana,
            birthdate: person.birthdate,
            referenceNumber: "2026-000123",
            requeryOf: "20261120000001"
        )
    }

    static let endedConsent = KyotakuCore.RecordedConsent(
        items: ConsentItems([.treatments, .limit]),
        respondent: .proxy(relationship: .legalRepresentative),
        consentedAt: now,
        availableUntil: now,
        ended: EndedConsent(at: now, reason: .changeOfUse)
    )
}
