import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct MedicalTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<MedicalExit>()

    private func screen(mayView: Bool = true) -> MedicalModel {
        MedicalModel(
            of: "1",
            reading: phone,
            mayView: mayView,
            now: { Sample.now },
            exit: exits.add
        )
    }

    private func information(_ kind: MedicalKind, entries: Int = 1) -> MedicalInformation {
        let entry = MedicalEntry(
            date: CalendarDate(year: 2026, month: 10, day: 5),
            name: "参考薬甲錠",
            detail: nil,
            quantity: nil,
            institution: nil
        )
        return MedicalInformation(kind: kind, entries: Array(repeating: entry, count: entries))
    }

    @Test func theMonthsOfFiveYearsAreOfferedNewestFirst() {
        let months = screen().state.months
        #expect(months.count == 60)
        #expect(months.first == CalendarMonth(year: 2026, month: 11))
        #expect(months.last == CalendarMonth(year: 2021, month: 12))
        #expect(months.first?.shown == .month("202611"))
    }

    @Test func aYearIsAskedForFromItsFirstDayToItsLast() async {
        phone.medical.answer(information(.medicines))
        let model = screen()
        model.send(.submitted)
        #expect(model.state.phase == .fetching)
        await model.settled()
        let query = phone.medical.arguments.first
        #expect(query?.kind == .medicines)
        #expect(query?.from == CalendarDate(year: 2025, month: 12, day: 1))
        #expect(query?.to == CalendarDate(year: 2026, month: 11, day: 30))
        guard case .shown(let listing) = model.state.phase else {
            Issue.record("not shown")
            return
        }
        #expect(listing.entries.map(\.dayLabel) == [.medicalMedicineDate])
        #expect(listing.entries.map(\.day) == [.day("20261005")])
        #expect(!listing.isLimited)
        #expect("\(listing.entries)".contains("参考") == false)
    }

    @Test func nothingIsFetchedBeforeSomebodyAsksBecauseLookingIsRecorded() async {
        phone.medical.answer(information(.operations, entries: 200))
        let model = screen()
        model.send(.kindChosen(.operations))
        await model.settled()
        #expect(phone.medical.count == 0)
        model.send(.submitted)
        await model.settled()
        if case .shown(let listing) = model.state.phase { #expect(listing.isLimited) }
        // What was fetched by other conditions is not shown under these.
        model.send(.kindChosen(.treatments))
        #expect(model.state.phase == .ready)
        #expect(phone.medical.count == 1)
    }

    @Test func aPeriodThatEndsBeforeItBeginsIsSaidAtOnce() {
        let model = screen()
        model.send(.toChosen(CalendarMonth(year: 2025, month: 11)))
        model.send(.submitted)
        #expect(model.state.periodProblem == "MKA-E4008")
        #expect(phone.medical.count == 0)
        model.send(.fromChosen(nil))
        #expect(model.state.periodProblem == nil)
    }

    @Test func withoutTheRoleNobodyAsks() async {
        let model = screen(mayView: false)
        model.send(.submitted)
        model.send(.kindChosen(.operations))
        model.send(.submitted)
        await model.settled()
        #expect(model.state.phase == .refused(code: "MKA-E1105", offersVisit: false))
        #expect(phone.medical.count == 0)
    }

    @Test func whereTheConsentIsMissingTheCardIsTheWayOn() async {
        let offered = ["MKA-E3007", "MKA-E3014", "MKA-E3015", "MKA-E3016"]
        let others = ["MKA-E2020", "MKA-E3012", "MKA-E4006", "MKA-E4010", "MKA-E1105"]
        for code in offered + others {
            phone.medical.fail(Problem(code: code, reaction: .refused))
        }
        for code in offered + others {
            let model = screen()
            model.send(.submitted)
            await model.settled()
            let offers = offered.contains(code)
            #expect(model.state.phase == .refused(code: code, offersVisit: offers))
            model.send(.visitChosen)
        }
        #expect(exits.all == Array(repeating: .visit, count: offered.count))
    }

    @Test func monthsKnowTheirDays() throws {
        let february = try #require(CalendarMonth(year: 2024, month: 2))
        #expect(february.lastDay == CalendarDay("2024-02-29"))
        #expect(february.firstDay == CalendarDay("2024-02-01"))
        #expect(february.earlier(by: 2) == CalendarMonth(year: 2023, month: 12))
        #expect(february.earlier(by: 1) == CalendarMonth(year: 2024, month: 1))
        #expect(CalendarMonth(year: 2024, month: 13) == nil)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.medical.fail(problem)
        phone.medical.answer(information(.medicines))
        let model = screen()
        model.send(.submitted)
        await model.settled()
        if problem.reaction == .refused {
            #expect(model.state.phase == .refused(code: problem.code, offersVisit: false))
        } else {
            #expect(model.state.phase == .failed(problem))
        }
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        model.send(.submitted)
        await model.settled()
        if case .shown = model.state.phase {} else { Issue.record("not shown after all") }
        model.stop()
        #expect(model.state.phase == .ready)
    }
}
