import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct SearchScreenTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<SearchExit>()
    private let japanese = Texts(in: .japanese)

    private func search() -> SearchModel {
        SearchModel(
            searching: phone,
            pausing: HeldPauses(),
            now: { Sample.now },
            exit: exits.add
        )
    }

    @Test func everyConditionHasAFieldThatSaysWhatItTakes() {
        expect(
            SearchScreen(model: search()),
            says: {
                [
                    $0(.searchConditions), $0(.searchFrom), $0(.searchTo), $0(.searchKana),
                    $0(.searchBirthdate), $0(.searchReferenceNumber), $0(.searchCareKind),
                    $0(.searchKanaHint), $0(.searchDayHint), $0(.searchSpanHint, 31),
                    $0(.searchNotKept),
                ]
            },
            offers: { [$0(.searchSubmit), $0(.actionClear)] }
        )
    }

    @Test func aDayIsTypedAsOneLikesAndShownAsItWasUnderstood() async throws {
        phone.searching.answer(Sample.list())
        let model = search()
        let shown = seen(SearchScreen(model: model))
        try shown.type("Ｓ20.1.1", into: japanese(.searchBirthdate))
        #expect(shown.shows("1945(昭和20)年1月1日"))
        try shown.type("しけん", into: japanese(.searchKana))
        try shown.choose(
            japanese.label("homeVisit", of: .careKind),
            in: japanese(.searchCareKind)
        )
        try shown.tap(japanese(.searchSubmit))
        await model.settled()
        let query = phone.searching.arguments.last
        #expect(query?.birthdate == CalendarDate(year: 1945, month: 1, day: 1))
        #expect(query?.kana == "しけん")
        #expect(query?.careKind == .homeVisit)
        #expect(shown.shows(japanese(.searchEmpty)))
    }

    @Test func aFieldThatCannotBeRightSaysWhatToDo() throws {
        let model = search()
        let shown = seen(SearchScreen(model: model))
        try shown.type("20.1.1", into: japanese(.searchBirthdate))
        try shown.type("試験", into: japanese(.searchKana))
        try shown.type("2026-01-01", into: japanese(.searchFrom))
        try shown.tap(japanese(.searchSubmit))
        #expect(phone.searching.count == 0)
        #expect(shown.shows(japanese(.searchDayUnclear)))
        #expect(shown.shows(japanese(.searchKanaUnclear)))
        #expect(shown.shows(japanese.error("MKA-E4007").title))
        let hint = shown.element(japanese(.searchKana))?.hint
        #expect(hint?.contains(japanese(.searchKanaUnclear)) == true)
        try shown.type("シケン", into: japanese(.searchKana))
        #expect(!shown.shows(japanese(.searchKanaUnclear)))
    }

    @Test func whatIsFoundTakesThePlaceOfTheConditions() async throws {
        phone.searching.answer(
            Sample.list("1", "2", next: SearchForm().query),
            Sample.list("1", "2", "3")
        )
        let model = search()
        let shown = seen(SearchScreen(model: model))
        try shown.tap(japanese(.searchSubmit))
        #expect(shown.shows(japanese(.commonLoading)))
        await model.settled()
        #expect(shown.shows(japanese(.searchResultCountMore, 2)))
        #expect(!shown.shows(japanese(.searchBirthdate)))
        try shown.tap(japanese(.searchMore))
        await model.settled()
        #expect(shown.shows(japanese(.searchResultCount, 3)))
        #expect(!shown.offers(japanese(.searchMore)))
        let lines = shown.reading.filter { $0.label.contains("試験　花子") }
        #expect(lines.count == 3)
        let said = lines[0].label
        #expect(said.contains(japanese.label("1", of: .validity)))
        #expect(said.contains(japanese.label("pin", of: .method)))
        #expect(said.contains(japanese.dayAndTime(at: Sample.now)))
        try shown.send(.tap(lines[0].id))
        #expect(exits.all == [.result(receptionNumber: "1")])
        // The conditions are one tap away.
        try shown.tap(japanese(.searchConditions))
        #expect(shown.offers(japanese(.searchSubmit)))
    }

    @Test func thePasswordIsAskedForOverTheSearchWhichGoesOnBehindIt() async throws {
        phone.searching.fail(Problem(code: "MKA-E1114", reaction: .reauthenticate))
        phone.searching.answer(Sample.list("1"))
        phone.opening.succeed()
        let model = search()
        let shown = seen(SearchScreen(model: model))
        try shown.tap(japanese(.searchSubmit))
        await model.settled()
        #expect(shown.shows(japanese(.securityGateTitle)))
        try shown.type("secret", into: japanese(.signInPassword))
        // Return in a field of the search, were it reached, does not search behind the gate.
        model.send(.submitted)
        #expect(phone.searching.count == 1)
        try shown.tap(japanese(.securityGateSubmit))
        await model.settled()
        #expect(shown.shows(japanese(.searchResultCount, 1)))
    }

    @Test func aListThatWasClosedSaysSoAndASearchThatFailedMayBeTriedAgain() async throws {
        phone.searching.answer(Sample.list("1"))
        let model = search()
        model.send(.submitted)
        await model.settled()
        model.send(.resultEnded)
        expect(
            SearchScreen(model: model),
            says: { [$0(.searchEnded)] },
            offers: { [$0(.searchSubmit)] }
        )
        phone.searching.fail(Problem(code: "MKA-E5001", reaction: .offline))
        model.send(.submitted)
        await model.settled()
        expect(
            SearchScreen(model: model),
            says: { [$0.error("MKA-E5001").title] },
            offers: { [$0(.actionRetry)] }
        )
        model.stop()
    }
}
