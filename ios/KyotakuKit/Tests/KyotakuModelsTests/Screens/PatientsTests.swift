import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct PatientsTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<PatientsExit>()

    private func screen() -> PatientsModel {
        PatientsModel(
            requerying: phone,
            searching: phone,
            now: { Sample.now },
            exit: exits.add
        )
    }

    private func listed(_ list: PatientList) async -> PatientsModel {
        phone.patientLists.answer(list)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        return model
    }

    @Test func thePatientsOfTheDayAreThereFirstAndAllOthersByChoice() async {
        let model = await listed(Sample.patients("1"))
        let today = CalendarDate(year: 2026, month: 11, day: 20)
        #expect(phone.patientLists.arguments.map(\.from) == [today])
        #expect(phone.patientLists.arguments.map(\.to) == [today])
        model.send(.scopeChosen(.all))
        #expect(model.state.listing == nil)
        await model.settled()
        #expect(phone.patientLists.arguments.last?.from == nil)
        #expect(phone.patientLists.arguments.last?.to == nil)
        // What is there already is not fetched again.
        model.send(.appeared)
        model.send(.scopeChosen(.all))
        await model.settled()
        #expect(phone.patientLists.count == 2)
    }

    @Test func aPageIsAddedToTheListOfTheSameConditions() async {
        phone.patientLists.answer(Sample.patients("1", next: "more"))
        let model = screen()
        model.send(.kanaTyped("しけん"))
        model.send(.submitted)
        await model.settled()
        phone.patientLists.answer(Sample.patients("2"))
        model.send(.kanaTyped("ほか"))
        model.send(.moreChosen)
        #expect(model.state.activity == .addingPage)
        await model.settled()
        #expect(phone.patientLists.arguments.map(\.kana) == ["しけん", "しけん"])
        #expect(phone.patientLists.arguments.map(\.cursor) == [nil, "more"])
        #expect(model.state.listing?.patients.map(\.id) == ["1", "2"])
        #expect(model.state.listing?.hasMore == false)
    }

    @Test func aFilterThatIsNoKanaIsSaidAtOnce() async {
        let model = screen()
        model.send(.kanaTyped("試験"))
        model.send(.submitted)
        #expect(model.state.kanaProblem == "MKA-E4008")
        #expect(phone.patientLists.count == 0)
        model.send(.kanaTyped("し"))
        #expect(model.state.kanaProblem == nil)
    }

    @Test func theListIsBehindThePassword() async throws {
        phone.patientLists.fail(Problem(code: "MKA-E0010", reaction: .notNow))
        phone.patientLists.answer(Sample.patients("1"))
        phone.opening.succeed()
        let model = screen()
        model.send(.appeared)
        await model.settled()
        // The home screen says so; nobody is asked before somebody wants to see it.
        #expect(model.state.needsPassword)
        #expect(model.gate == nil)
        model.send(.appeared)
        await model.settled()
        #expect(phone.patientLists.count == 1)
        model.send(.unlockChosen)
        let gate = try #require(model.gate)
        gate.send(.typed("secret"))
        gate.send(.submitted)
        await model.settled()
        #expect(model.gate == nil)
        #expect(!model.state.needsPassword)
        #expect(model.state.listing?.patients.map(\.id) == ["1"])
    }

    @Test func onePatientIsAskedForAtOnceAndSeveralAreChosenFirst() async throws {
        let model = await listed(Sample.patients("1", "2", "3"))
        model.send(.patientChosen("2"))
        let patients = try #require(model.state.listing).patients
        #expect(exits.all == [.requery(patients[1])])
        model.send(.selectingToggled)
        model.send(.requeryChosen)
        #expect(exits.all.count == 1)
        for id in ["3", "1", "2", "2"] { model.send(.patientChosen(id)) }
        #expect(model.state.selection == ["1", "3"])
        model.send(.requeryChosen)
        #expect(exits.last == .requeryAll([patients[0], patients[2]]))
        model.send(.selectingToggled)
        #expect(model.state.selection == nil)
    }

    @Test func whoNeedsTheCardAndWhoIsTooManyCannotBeChosen() async {
        let many = (1...51).map { Sample.patient("\($0)") }
        let refused = Sample.patient("refused", refused: "MKA-E3015")
        let model = await listed(PatientList(patients: [refused] + many, nextCursor: nil))
        model.send(.selectingToggled)
        model.send(.patientChosen("refused"))
        #expect(model.state.selection == [])
        for number in 1...51 { model.send(.patientChosen("\(number)")) }
        #expect(model.state.selection?.count == PatientsState.mostSelected)
        #expect(model.state.isSelectionFull)
    }

    @Test func leavingForgetsThePatients() async {
        let model = await listed(Sample.patients("1"))
        model.stop()
        #expect(model.state == PatientsState())
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.patientLists.fail(problem)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.activity == .none)
        switch problem.reaction {
        case .reauthenticate, .notNow:
            #expect(model.state.needsPassword)
            #expect(model.state.problem == nil)
        default:
            #expect(!model.state.needsPassword)
            #expect(model.state.problem == problem)
        }
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
    }
}
