import Foundation
import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct NetworkCheckTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<NetworkExit>()

    private struct FixedPath: NetworkPathReading {
        let now: NetworkPath
        func path() async -> NetworkPath { now }
    }

    private func screen(_ path: NetworkPath = .wiFi) -> NetworkModel {
        NetworkModel(
            watching: phone,
            signing: phone,
            reading: FixedPath(now: path),
            exit: exits.add
        )
    }

    private func looked(_ path: NetworkPath = .wiFi) async -> NetworkState {
        let model = screen(path)
        model.send(.started)
        #expect(model.state.isChecking)
        model.send(.started)
        await model.settled()
        return model.state
    }

    private func end(_ state: NetworkState) -> NetworkStep? {
        state.steps.first { if case .failed = $0.outcome { true } else { false } }?.step
    }

    @Test func whereAllIsWellEveryStepIsPassed() async {
        phone.server.succeed()
        phone.settings.succeed()
        let state = await looked()
        #expect(state.isAllFine)
        #expect(state.path == .wiFi)
        #expect(state.milliseconds != nil)
        #expect(!state.suggestsMobile)
        #expect(phone.server.count == 1)
    }

    @Test func withoutAConnectionNobodyIsAsked() async {
        let state = await looked(.none)
        #expect(end(state) == .internet)
        #expect(state.steps.dropFirst().allSatisfy { $0.outcome == .unknown })
        #expect(phone.server.count == 0)
    }

    @Test func aProxyIsNotTakenForAMissingConnection() async {
        phone.server.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.server.fail(Problem(code: "MKA-E5002", reaction: .offline))
        let offline = await looked()
        #expect(end(offline) == .server)
        #expect(offline.steps.map(\.outcome).first == .passed)
        let proxy = await looked()
        #expect(end(proxy) == .identity)
        #expect(proxy.steps.prefix(2).allSatisfy { $0.outcome == .passed })
        #expect(offline.suggestsMobile && proxy.suggestsMobile)
        // On mobile data there is nothing to switch to.
        phone.server.fail(Problem(code: "MKA-E5002", reaction: .offline))
        #expect(await looked(.mobile).suggestsMobile == false)
    }

    @Test func aWrongClockIsToldWithHowFarItIsOffIfThatIsKnown() async {
        phone.server.fail(
            Problem(code: "MKA-E5006", reaction: .clockWrong, aheadSeconds: -600)
        )
        phone.server.fail(Problem(code: "MKA-E5006", reaction: .clockWrong))
        let told = await looked()
        #expect(end(told) == .clock)
        #expect(told.minutesOff == 10)
        #expect(told.steps[2].outcome == .passed)
        // A certificate that seems not to be valid now says nothing about whose it is.
        let blind = await looked()
        #expect(end(blind) == .clock)
        #expect(blind.minutesOff == nil)
        #expect(blind.steps[2].outcome == .unknown)
    }

    @Test func whatIsAmissWithThePhoneItselfIsTheLastStep() async {
        phone.server.succeed()
        let signedOut = Problem(code: "MKA-E1118", reaction: .signIn)
        phone.settings.fail(signedOut)
        let state = await looked()
        #expect(end(state) == .device)
        #expect(state.steps.last?.outcome == .failed(signedOut))
        #expect(state.steps.dropLast().allSatisfy { $0.outcome == .passed })
        #expect(exits.all == [])
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemEndsTheWaySomewhere(_ problem: Problem) async {
        phone.server.fail(problem)
        let state = await looked()
        let steps: [Reaction: NetworkStep] = [
            .activate: .device, .clockWrong: .clock, .correctInput: .service,
            .deviceLocked: .device, .internalFault: .service, .maintenance: .service,
            .notNow: .service, .offline: .server, .reauthenticate: .device, .refused: .service,
            .signIn: .device, .storage: .device, .unlock: .device, .update: .service,
        ]
        #expect(end(state) == steps[problem.reaction])
        #expect(!state.isChecking)
        #expect(!state.isAllFine)
        #expect(phone.settings.count == 0)
    }
}
