import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

extension ScreenCase {
    @MainActor
    private static func gear(_ phone: ScriptedPhone, visit: Bool = false) -> MenuModel {
        MenuModel(
            watching: phone,
            signing: phone,
            board: NoticeBoard(reading: phone, marking: ScriptedMarks()),
            isVisitUnderWay: visit
        ) { _ in }
    }

    static let menu: [ScreenCase] = [
        .page(.menu, "entries") {
            let phone = ScriptedPhone.sample { $0.noticeLists.answer([Sample.notice("a")]) }
            return await $0.page(.menu(gear(phone))).settled()
        },
        .page(.menu, "long") { await $0.page(.menu(gear(.standing(Long.overview)))).settled() },
        .page(.menu, "storage") {
            await $0.page(.menu(gear(.sample { $0.standing.fail(.full) }))).settled()
        },
        .page(.menu, "asking") { reader in
            let model = gear(.standing(Sample.overview(waiting: 3)), visit: true)
            let shown = await reader.page(.menu(model)).settled()
            model.send(.chosen(.signOut))
            return shown
        },
        .page(.menu, "signingOut") { reader in
            let model = gear(.sample { $0.signingOut.hold() })
            let shown = await reader.page(.menu(model)).settled()
            model.send(.chosen(.signOut))
            model.send(.signOutConfirmed)
            return shown
        },
        .page(.account, "known") { reader in
            let model = gear(.sample())
            model.send(.appeared)
            await model.settled()
            return reader.page(.account(model))
        },
        .page(.account, "long") { reader in
            let model = gear(.standing(Long.overview))
            model.send(.appeared)
            await model.settled()
            return reader.page(.account(model))
        },
    ]

    /// What is behind the password, after it was sent.
    private static func security(_ state: String, _ problem: Problem?) -> ScreenCase {
        .page(.security, state) { reader in
            let phone = ScriptedPhone.sample {
                if let problem { $0.opening.fail(problem) } else { $0.opening.succeed() }
            }
            let model = SecurityModel(searching: phone) { _ in }
            let shown = reader.page(.security(model))
            model.gate?.send(.typed("a password"))
            model.gate?.send(.submitted)
            return await shown.settled()
        }
    }

    static let entries: [ScreenCase] =
        [
            .page(.security, "gate") {
                $0.page(.security(SecurityModel(searching: ScriptedPhone.sample()) { _ in }))
            },
            .page(.security, "checking") { reader in
                let phone = ScriptedPhone.sample { $0.opening.hold() }
                let model = SecurityModel(searching: phone) { _ in }
                let shown = reader.page(.security(model))
                model.gate?.send(.typed("a password"))
                model.gate?.send(.submitted)
                return shown
            },
            security("open", nil),
            security("wrong", Problem(code: "MKA-E1101", reaction: .correctInput)),
            security("offline", .offline),
            .page(.guide, "topics") { $0.page(.guide(GuideModel { _ in })) },
            .page(.about, "referenceWorld") {
                let model = AboutModel(
                    facts: Sample.facts,
                    server: "https://kyotaku.example.jp:8443",
                    referenceWorld: true
                ) { _ in }
                return $0.page(.about(model))
            },
            .page(.about, "realWorld") {
                let model = AboutModel(
                    facts: Sample.facts,
                    server: "https://kyotaku.example.jp:8443",
                    referenceWorld: false
                ) { _ in }
                return $0.page(.about(model))
            },
            .page(.language, "chosen") { $0.page(.language) },
            .page(.terms, "text") { $0.page(.terms) },
            .page(.licences, "list") { $0.page(.licences) },
            .page(.licence, "text") { reader in
                let uniffi = Licence.all.first { $0.software.hasPrefix("uniffi ") }
                return reader.page(.licence(uniffi?.software ?? ""))
            },
            .page(.report, "taps") {
                let entry = TapEntry(
                    method: .pin,
                    ending: "timedOut",
                    code: "MKA-E2001",
                    phase: nil,
                    milliseconds: 60_000
                )
                return $0.page(.report(SupportReport(facts: Sample.facts, entries: [entry])))
            },
        ]
        + GuideTopic.allCases.map { topic in
            .page(.guide, "\(topic)") { reader in
                let model = GuideModel { _ in }
                model.send(.topicChosen(topic))
                return reader.page(.guide(model))
            }
        }

    @MainActor
    private static func read(_ phone: ScriptedPhone) -> NoticesModel {
        NoticesModel(reading: phone, marking: ScriptedMarks()) { _ in }
    }

    private static let published = [
        Sample.notice("a"),
        Notice(id: "b", publishedAt: Sample.now, title: Long.institutionName, body: "本文"),
    ]

    private static let past = History(
        entries: [
            HistoryEntry(at: Sample.now, action: "signed-in", subject: nil),
            HistoryEntry(at: Sample.now, action: "requeried", subject: "20261120000001"),
        ],
        nextCursor: "more"
    )

    @MainActor
    private static func history(_ phone: ScriptedPhone) -> HistoryModel {
        HistoryModel(reading: phone) { _ in }
    }

    static let notices: [ScreenCase] = [
        .page(.notices, "fetching") {
            $0.page(.notices(read(.sample { $0.noticeLists.hold() })))
        },
        .page(.notices, "none") { await $0.page(.notices(read(.sample()))).settled() },
        .page(.notices, "unread") {
            let phone = ScriptedPhone.sample { $0.noticeLists.answer(published) }
            return await $0.page(.notices(read(phone))).settled()
        },
        .page(.notices, "opened") { reader in
            let model = read(.sample { $0.noticeLists.answer(published) })
            let shown = await reader.page(.notices(model)).settled()
            model.send(.noticeChosen("b"))
            return shown
        },
        .page(.notices, "offline") {
            await $0.page(.notices(read(.sample { $0.noticeLists.fail(.offline) }))).settled()
        },
        .page(.history, "fetching") {
            $0.page(.history(history(.sample { $0.histories.hold() })))
        },
        .page(.history, "nothing") {
            let nothing = History(entries: [], nextCursor: nil)
            let phone = ScriptedPhone.sample { $0.histories.answer(nothing) }
            return await $0.page(.history(history(phone))).settled()
        },
        .page(.history, "some") {
            let phone = ScriptedPhone.sample { $0.histories.answer(past) }
            return await $0.page(.history(history(phone))).settled()
        },
        .page(.history, "adding") { reader in
            let model = history(.sample { $0.histories.answer(past) })
            let shown = await reader.page(.history(model)).settled()
            model.send(.moreChosen)
            return shown
        },
        .page(.history, "offline") {
            await $0.page(.history(history(.sample { $0.histories.fail(.offline) }))).settled()
        },
    ]
}
