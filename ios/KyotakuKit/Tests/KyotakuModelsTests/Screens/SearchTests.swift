import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct SearchTests {
    private let phone = ScriptedPhone()
    private let pauses = HeldPauses()
    private let exits = Exits<SearchExit>()

    private func screen() -> SearchModel {
        SearchModel(
            searching: phone,
            pausing: pauses,
            now: { Sample.now },
            exit: exits.add
        )
    }

    private func form(_ change: (inout SearchForm) -> Void) -> SearchForm {
        var form = SearchForm()
        change(&form)
        return form
    }

    @Test func whatIsFoundIsListedAndTheNextPageIsAdded() async {
        // Given a server with two pages
        let next = SearchForm().query
        phone.searching.answer(Sample.list("1", "2", next: next), Sample.list("1", "2", "3"))
        let model = screen()
        // When staff search, and ask for more
        model.send(.submitted)
        #expect(model.state.activity == .searching)
        await model.settled()
        #expect(model.state.listing?.results.map(\.id) == ["1", "2"])
        #expect(model.state.listing?.hasMore == true)
        model.send(.moreChosen)
        #expect(model.state.activity == .addingPage)
        await model.settled()
        // Then all are listed, and there is no more
        #expect(model.state.listing?.results.map(\.id) == ["1", "2", "3"])
        #expect(model.state.listing?.hasMore == false)
        model.send(.moreChosen)
        await model.settled()
        #expect(phone.searching.count == 2)
    }

    @Test func conditionsGoToTheServerAsTheyAreMeant() async {
        phone.searching.answer(Sample.list())
        let model = screen()
        model.send(
            .edited(
                form {
                    $0.from = DayEntry("R8.11.1")
                    $0.kana = "　しけん "
                    $0.birthdate = DayEntry("昭和20年1月1日")
                    $0.referenceNumber = "００1 "
                    $0.careKind = .homeVisit
                }
            )
        )
        model.send(.submitted)
        await model.settled()
        let query = phone.searching.arguments.first
        #expect(query?.from == CalendarDate(year: 2026, month: 11, day: 1))
        #expect(query?.to == nil)
        #expect(query?.kana == "しけん")
        #expect(query?.birthdate == CalendarDate(year: 1945, month: 1, day: 1))
        #expect(query?.referenceNumber == "001")
        #expect(query?.careKind == .homeVisit)
        #expect(model.state.listing?.results == [])
    }

    @Test func whatCannotBeFoundIsSaidBeforeTheServerIsAsked() {
        let day = { (text: String) in DayEntry(text) }
        let cases: [(SearchForm, [SearchField: String])] = [
            (form { $0.from = day("2026-10-21") }, [:]),
            (form { $0.from = day("2026-10-20") }, [.from: "MKA-E4007"]),
            (form { $0.from = day("2026-11-21") }, [.from: "MKA-E4008"]),
            (
                form {
                    $0.from = day("2026-01-31")
                    $0.to = day("2026-01-01")
                }, [.to: "MKA-E4008"]
            ),
            (
                form {
                    $0.from = day("2026-01-01")
                    $0.to = day("2026-01-31")
                }, [:]
            ),
            (
                form {
                    $0.from = day("2026-01-01")
                    $0.to = day("2026-02-01")
                }, [.from: "MKA-E4007"]
            ),
            (form { $0.to = day("2026-01-01") }, [:]),
            (form { $0.birthdate = day("2026-11-21") }, [.birthdate: "MKA-E4008"]),
            (form { $0.birthdate = day("20.1.1") }, [.birthdate: "MKA-E4008"]),
            (
                form {
                    $0.from = day("きのう")
                    $0.to = day("今日")
                }, [.from: "MKA-E4008", .to: "MKA-E4008"]
            ),
            (form { $0.to = day(" ") }, [:]),
            (form { $0.kana = "試験" }, [.kana: "MKA-E4008"]),
            (form { $0.kana = "ｼｹﾝ ﾊﾅｺ" }, [:]),
            (form { $0.kana = "ジョン・スミス" }, [:]),
            (form { $0.kana = "か\u{3099}" }, [:]),
            (form { $0.kana = String(repeating: "ア", count: 41) }, [.kana: "MKA-E4008"]),
            (
                form { $0.referenceNumber = String(repeating: "1", count: 41) },
                [.referenceNumber: "MKA-E4008"]
            ),
        ]
        for (form, problems) in cases {
            // Given a form
            phone.searching.hold()
            let model = screen()
            model.send(.edited(form))
            // When it is submitted
            model.send(.submitted)
            // Then the server is asked only if nothing is wrong
            #expect(model.state.fieldProblems == problems)
            #expect((model.state.activity == .searching) == problems.isEmpty)
            model.stop()
        }
    }

    @Test func aFieldThatCannotBeRightSaysWhatToDo() {
        let cases: [(SearchField, TextKey?, (inout SearchForm) -> Void)] = [
            (.from, .searchDayUnclear, { $0.from.text = "きのう" }),
            (.from, .searchDayAhead, { $0.from.text = "2026-11-21" }),
            (.from, nil, { $0.from.text = "2026-01-01" }),
            (
                .to, .searchDayOrder,
                {
                    $0.from.text = "2026-01-31"
                    $0.to.text = "2026-01-01"
                }
            ),
            (.to, .searchDayUnclear, { $0.to.text = "2026" }),
            (.birthdate, .searchDayAhead, { $0.birthdate.text = "2026-11-21" }),
            (.birthdate, .searchDayUnclear, { $0.birthdate.text = "45.1.1" }),
            (.kana, .searchKanaUnclear, { $0.kana = "試験" }),
            (
                .referenceNumber, .searchNumberTooLong,
                { $0.referenceNumber = String(repeating: "1", count: 41) }
            ),
        ]
        for (field, advice, change) in cases {
            let model = screen()
            #expect(model.state.advice(on: field) == nil)
            model.send(.edited(form(change)))
            model.send(.submitted)
            #expect(model.state.fieldProblems[field] != nil)
            #expect(model.state.advice(on: field) == advice)
        }
    }

    @Test func aSecondTapOnSearchDoesNothing() async {
        phone.searching.answer(Sample.list("1"))
        phone.searching.hold()
        let model = screen()
        model.send(.submitted)
        model.send(.submitted)
        phone.searching.letGo()
        await model.settled()
        #expect(phone.searching.count == 1)
    }

    @Test(arguments: [Reaction.reauthenticate, .notNow])
    func thePasswordIsAskedForAndTheSearchGoesOnBehindIt(_ reaction: Reaction) async throws {
        // Given that the time of the password is over
        phone.searching.fail(Problem(code: "MKA-E1114", reaction: reaction))
        phone.searching.answer(Sample.list("1"))
        phone.opening.succeed()
        let model = screen()
        model.send(.submitted)
        await model.settled()
        // When it is entered
        let gate = try #require(model.gate)
        #expect(model.state.listing == nil)
        #expect(model.state.problem == nil)
        gate.send(.typed("secret"))
        gate.send(.submitted)
        #expect(gate.state.hasPassword == false)
        await model.settled()
        // Then the search is made again
        #expect(model.gate == nil)
        #expect(phone.searching.count == 2)
        #expect(model.state.listing?.results.map(\.id) == ["1"])
    }

    @Test func whoDoesNotEnterThePasswordStaysWithTheForm() async throws {
        phone.searching.fail(Problem(code: "MKA-E1114", reaction: .reauthenticate))
        let model = screen()
        model.send(.submitted)
        await model.settled()
        try #require(model.gate).send(.cancelled)
        #expect(model.gate == nil)
        #expect(model.state.listing == nil)
        #expect(exits.all == [])
    }

    @Test func theListGoesWhenTheTimeOfThePasswordIsOverAlsoIfNobodyTouchesThePhone() async throws {
        // Given a list
        phone.searching.answer(Sample.list("1"))
        let model = screen()
        model.send(.submitted)
        await model.settled()
        // When time passes, and the core has forgotten the list
        try await waitUntil { pauses.count == 1 }
        pauses.pass()
        try await waitUntil { pauses.count == 1 }
        #expect(model.state.listing != nil)
        phone.noted.list(Sample.list())
        pauses.pass()
        try await waitUntil { model.state.hasEnded }
        // Then nothing of it is on the screen
        #expect(model.state.listing == nil)
        #expect(model.state.hasEnded)
        model.stop()
    }

    @Test func leavingForgetsEverything() async {
        phone.searching.answer(Sample.list("1"))
        let model = screen()
        model.send(.edited(form { $0.kana = "シケン" }))
        model.send(.submitted)
        await model.settled()
        model.stop()
        #expect(model.state == SearchState(longestSpan: 31))
        #expect(phone.noted.calls == ["closeResults"])
    }

    @Test func onlyWhatIsListedCanBeOpened() async {
        phone.searching.answer(Sample.list("1"))
        let model = screen()
        model.send(.submitted)
        await model.settled()
        model.send(.resultChosen("2"))
        #expect(exits.all == [])
        model.send(.resultChosen("1"))
        #expect(exits.all == [.result(receptionNumber: "1")])
    }

    @Test func nothingOfAPersonIsPrinted() async {
        phone.searching.answer(Sample.list("1"))
        let model = screen()
        model.send(.edited(form { $0.kana = "シケン" }))
        model.send(.submitted)
        await model.settled()
        var dumped = ""
        dump(model.state, to: &dumped)
        for printed in ["\(model.state)", String(reflecting: model.state), dumped] {
            for told in ["試験", "シケン", "1945"] { #expect(!printed.contains(told)) }
        }
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.searching.fail(problem)
        let model = screen()
        model.send(.submitted)
        await model.settled()
        #expect(model.state.activity == .none)
        switch problem.reaction {
        case .reauthenticate, .notNow: #expect(model.gate != nil)
        default:
            #expect(model.gate == nil)
            #expect(model.state.problem == problem)
        }
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
    }
}
