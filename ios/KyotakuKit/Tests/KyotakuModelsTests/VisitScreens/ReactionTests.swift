import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What each screen of a visit makes of each of the core's errors: what leads elsewhere leads
/// there, a visit that has moved is followed, and all else is shown with a way on.
@MainActor
@Suite struct ReactionTests {
    @Test(arguments: Problem.samples) func onTheChoiceOfTheMethod(_ problem: Problem) async {
        var exits: [MethodExit] = []
        let model = MethodModel(
            MethodState(purpose: .visit),
            take: { _ in throw problem },
            exit: { exits.append($0) }
        )
        model.send(.chosen(.pin))
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(!model.state.isBusy)
        #expect(exits == problem.detour.map { [.detour($0)] } ?? [])
        model.send(.backChosen)
        #expect(exits.last == .back)
    }

    @Test(arguments: Problem.samples) func onTheConfirmationBySight(_ problem: Problem) async {
        for call in [ScriptedVisit.Call.confirmBySight, .notConfirmed] {
            for moved in [false, true] {
                let visit = ScriptedVisit(at: .verifying, method: .visual)
                visit.fail(call, with: problem, at: moved ? .stopped : .verifying)
                var exits: [SightExit] = []
                let model = SightModel(visit: visit, verifier: "看護") { exits.append($0) }
                if call == .confirmBySight {
                    [.photoToggled, .tamperingToggled, .confirmed].forEach { model.send($0) }
                } else {
                    [.denied, .faceDiffersToggled, .denialConfirmed].forEach { model.send($0) }
                }
                await model.settled()
                #expect(model.state.problem == problem)
                let expected: [SightExit] =
                    problem.detour.map { [.detour($0)] } ?? (moved ? [.moved] : [])
                #expect(exits == expected)
            }
        }
    }

    @Test(arguments: Problem.samples) func whereThePatientIsRecognised(_ problem: Problem) async {
        for call in [ScriptedVisit.Call.confirmPerson, .personDiffers] {
            for moved in [false, true] {
                let visit = ScriptedVisit(at: .identifying, presence: .sample())
                visit.fail(call, with: problem, at: moved ? .stopped : .identifying)
                var exits: [PersonExit] = []
                let model = PersonModel(visit: visit) { exits.append($0) }
                if call == .personDiffers { model.send(.differs) }
                model.send(call == .personDiffers ? .differsConfirmed : .same)
                await model.settled()
                #expect(model.state.problem == problem)
                let expected: [PersonExit] =
                    problem.detour.map { [.detour($0)] } ?? (moved ? [.moved] : [])
                #expect(exits == expected)
            }
        }
    }

    @Test(arguments: Problem.samples) func whereTheAnswerIsKept(_ problem: Problem) async {
        for moved in [false, true] {
            let visit = ScriptedVisit(at: .consenting, presence: .sample())
            visit.fail(.answer, with: problem, at: moved ? .stopped : .consenting)
            var exits: [ReviewExit] = []
            let draft = ConsentDraft(
                institution: .sample(),
                presence: .sample(),
                careKind: .homeVisit
            )
            let model = ReviewModel(visit: visit, draft: draft) { exits.append($0) }
            model.send(.submitted)
            await model.settled()
            #expect(model.state.problem == problem)
            let expected: [ReviewExit] =
                problem.detour.map { [.detour($0)] } ?? (moved ? [.moved] : [])
            #expect(exits == expected)
            model.send(.backChosen)
            #expect(exits.last == .back)
        }
    }

    @Test(arguments: Problem.samples) func onTheConsentsGivenEarlier(_ problem: Problem) async {
        for call in [ScriptedVisit.Call.fetchConsents, .leaveConsents] {
            for moved in [false, true] {
                let visit = ScriptedVisit(at: .reviewing, presence: .sample())
                visit.fail(call, with: problem, at: moved ? .stopped : .reviewing)
                var exits: [ConsentsExit] = []
                let model = ConsentsModel(visit: visit, refused: nil, leadsToRevoking: false) {
                    exits.append($0)
                }
                model.send(call == .fetchConsents ? .appeared : .kept)
                await model.settled()
                #expect(model.state.problem == problem)
                let expected: [ConsentsExit] =
                    problem.detour.map { [.detour($0)] } ?? (moved ? [.moved] : [])
                #expect(exits == expected)
            }
        }
    }

    @Test(arguments: Problem.samples) func onTheRevocation(_ problem: Problem) async {
        for moved in [false, true] {
            let visit = ScriptedVisit(at: .reviewing, presence: .sample())
            visit.fail(.revokeConsents, with: problem, at: moved ? .stopped : .reviewing)
            var exits: [RevokeExit] = []
            let model = RevokeModel(visit: visit, institution: "", kinds: [.homeVisit]) {
                exits.append($0)
            }
            model.send(.submitted)
            model.send(.confirmed)
            await model.settled()
            #expect(model.state.problem == problem)
            let expected: [RevokeExit] =
                problem.detour.map { [.detour($0)] } ?? (moved ? [.moved] : [])
            #expect(exits == expected)
        }
    }

    @Test(arguments: ExchangeTask.allCases, Problem.samples)
    func whileTheServerIsAsked(_ task: ExchangeTask, _ problem: Problem) async {
        for moved in [false, true] {
            let visit = ScriptedVisit(at: task.step)
            visit.fail(task.call, with: problem, at: moved ? .stopped : task.step)
            var exits: [ExchangeExit] = []
            let model = ExchangeModel(task, visit: visit, deliveries: FixedDeliveries()) {
                exits.append($0)
            }
            model.send(.appeared)
            await model.settled()
            #expect(model.state.problem == problem)
            let movedOn: [ExchangeExit] = moved ? [.moved(because: problem.code)] : []
            #expect(exits == problem.detour.map { [.detour($0)] } ?? movedOn)
            // There is always something to do: again, anew, or to leave.
            if !moved, problem.detour == nil {
                #expect(model.state.mayRetry || model.state.mayStartAgain)
            }
            model.send(.backChosen)
            #expect(exits.last == .back)
        }
    }

    @Test(arguments: Problem.samples) func whereTheCardIsHeld(_ problem: Problem) async {
        for moved in [false, true] {
            let visit = ScriptedVisit(at: .ready)
            visit.fail(.tap, with: problem, at: moved ? .preparing : .ready)
            var exits: [TapExit] = []
            let model = TapModel.sample(visit) { exits.append($0) }
            model.send(.started)
            await model.settled()
            #expect(model.state.news == .problem(problem))
            #expect(model.state.stage == .ready)
            #expect(!model.state.offers.isEmpty)
            #expect(exits == problem.detour.map { [.detour($0)] } ?? (moved ? [.moved] : []))
        }
    }

    @Test(arguments: Problem.samples) func whenTheProofCannotBeKept(_ problem: Problem) async {
        let visit = ScriptedVisit(at: .ready)
        visit.come(to: .problem(problem), at: .signed)
        var exits: [TapExit] = []
        let model = TapModel.sample(visit) { exits.append($0) }
        model.send(.started)
        await model.settled()
        #expect(exits == problem.detour.map { [.detour($0)] } ?? [.moved])
    }

    @Test(arguments: Problem.samples) func onTheDeliveriesThatWait(_ problem: Problem) async {
        for action in [WaitingAction.appeared, .sendChosen] {
            var exits: [WaitingExit] = []
            let model = WaitingModel(deliveries: FixedDeliveries(problem)) { exits.append($0) }
            model.send(action)
            await model.settled()
            #expect(model.state.problem == problem)
            #expect(model.state.activity == .none)
            #expect(exits == problem.detour.map { [.detour($0)] } ?? [])
        }
    }
}

extension ExchangeTask {
    /// The step that it is for.
    fileprivate var step: VisitStep {
        switch self {
        case .prepare: .preparing
        case .keep: .signed
        case .deliver: .delivering
        case .register: .registering
        }
    }

    /// The call that it makes.
    fileprivate var call: ScriptedVisit.Call {
        switch self {
        case .prepare: .prepare
        case .keep: .keepProof
        case .deliver: .deliver
        case .register: .register
        }
    }
}
