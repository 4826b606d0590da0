import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// The results of the persons of the reference world, as a screen shows them.
@MainActor
@Suite(.serialized) struct PersonsClinicTests {
    /// What is to be seen of a person.
    private struct Expected {
        let person: String
        let tone: StatusBand.Tone
        let kinds: Set<ResultSection.Kind>
        let words: [String]
    }

    private let expected = [
        Expected(
            person: "T01",
            tone: .good,
            kinds: [.limit],
            words: ["1割(後期高齢者医療の記録)", "参考県後期高齢者医療広域連合"]
        ),
        Expected(person: "T02", tone: .good, kinds: [.limit], words: ["3割(年齢区分による推定)", "ウ"]),
        Expected(person: "T03", tone: .good, kinds: [.burden], words: ["2割(高齢受給者証)"]),
        Expected(person: "T04", tone: .good, kinds: [.burden], words: ["家族", "未就学"]),
        Expected(person: "T05", tone: .caution, kinds: [.insurance], words: ["医療保険等の資格取得"]),
        Expected(person: "T06", tone: .bad, kinds: [.insurance], words: ["その他"]),
        Expected(person: "T07", tone: .good, kinds: [.tickets], words: ["医療券", "医療扶助"]),
        Expected(person: "T08", tone: .caution, kinds: [.insurance], words: ["医療扶助"]),
        Expected(person: "T09", tone: .caution, kinds: [.insurance], words: []),
        Expected(
            person: "T10",
            tone: .good,
            kinds: [.diseases],
            words: ["人工透析を必要とする慢性腎不全", "10,000円"]
        ),
        Expected(person: "T12", tone: .good, kinds: [.patient], words: []),
        Expected(person: "T13", tone: .good, kinds: [.consent], words: []),
    ]

    @Test func eachPersonIsShownAsTheRecordSays() async throws {
        let surgery = try await Surgery()
        let texts = Texts(in: .japanese)
        let exits = Exits<SearchExit>()
        let search = SearchModel(
            searching: surgery.core,
            pausing: HeldPauses(),
            now: surgery.now,
            exit: exits.add
        )
        var numbers: [String: String] = [:]
        for one in expected {
            // With a certificate that has ended, nothing can be agreed to.
            let items: ConsentItems = one.person == "T13" ? .nothing : .all
            numbers[one.person] = try await surgery.visit(one.person, agreeing: items)
        }
        search.send(.submitted)
        await search.settled()
        try await surgery.enter(search.gate)
        await search.settled()
        for one in expected {
            let number = try #require(numbers[one.person])
            let line = search.state.listing?.results.first { $0.id == number }
            #expect(line?.band.tone == one.tone, "\(one.person)")
            let model = ResultModel(
                .listed(number),
                searching: surgery.core,
                mayViewMedical: false,
                now: surgery.now,
                exit: { _ in }
            )
            model.send(.appeared)
            await model.settled()
            guard case .shown(let result) = model.state.phase else {
                Issue.record("\(one.person): \(model.state.phase)")
                continue
            }
            #expect(result.band.tone == one.tone, "\(one.person)")
            let kinds = Set(result.sections.map(\.kind))
            #expect(kinds.isSuperset(of: one.kinds), "\(one.person)")
            #expect(kinds.isSuperset(of: [.check, .patient]), "\(one.person)")
            let told = Set(result.sections.flatMap(\.rows).map { texts.value($0.value) })
            for word in one.words { #expect(told.contains(word), "\(one.person): \(word)") }
            model.stop()
        }
        try surgery.clinic.close()
    }
}
