import Foundation
import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct ExchangeScreenTests {
    private static let offline = Problem(code: "MKA-E5001", reaction: .offline)
    private let exits = Exits<ExchangeExit>()
    private let japanese = Texts(in: .japanese)
    private let steps: [(ExchangeTask, VisitStep, ScriptedVisit.Call)] = [
        (.prepare, .preparing, .prepare), (.keep, .signed, .keepProof),
        (.deliver, .delivering, .deliver), (.register, .registering, .register),
    ]

    private func screen(
        _ task: ExchangeTask,
        _ visit: ScriptedVisit,
        _ deliveries: FixedDeliveries = FixedDeliveries()
    ) -> (ExchangeScreen, ExchangeModel) {
        let model = ExchangeModel(task, visit: visit, deliveries: deliveries, exit: exits.add)
        return (ExchangeScreen(model: model), model)
    }

    @Test func whatIsWaitedForIsSaid() async {
        for (task, step, call) in steps {
            let visit = ScriptedVisit(at: step)
            visit.lead(call, to: .done)
            let (screen, model) = screen(task, visit)
            // It begins by itself.
            let shown = seen(screen)
            #expect(shown.shows(japanese(task.text)))
            #expect(!shown.offers(japanese(.actionRetry)))
            await model.settled()
            #expect(visit.calls == [call])
            #expect(exits.last == .moved(because: nil))
        }
    }

    @Test func withoutAConnectionItMayBeTriedAgainAndWhatIsKeptMayBeLeft() async throws {
        for (task, step, call) in steps {
            let visit = ScriptedVisit(at: step)
            visit.fail(call, with: Self.offline, at: step)
            let deliveries = FixedDeliveries(lines: task.isKept ? [.sample("d1")] : [])
            let (screen, model) = screen(task, visit, deliveries)
            model.send(.appeared)
            await model.settled()
            expect(
                screen,
                says: { [$0.error("MKA-E5001").title, $0.error("MKA-E5001").next] },
                offers: { [$0(.actionRetry)] }
            )
            let shown = seen(screen)
            #expect(shown.offers(japanese(.visitLeaveForLater)) == task.isKept)
            #expect(shown.offers(japanese(.actionStartAgain)) == (task == .prepare))
            guard task.isKept else { continue }
            let until = try #require(model.state.keptUntil)
            expect(
                screen,
                says: {
                    [
                        $0(.completeNotRegisteredYet),
                        $0(.completeKept, .text($0.dayAndTime(at: until))),
                    ]
                }
            )
            try shown.tap(japanese(.visitLeaveForLater))
            #expect(exits.last == .later)
            visit.lead(call, to: .done)
            try shown.tap(japanese(.actionRetry))
            await model.settled()
            #expect(exits.last == .moved(because: nil))
        }
    }

    @Test func whatIsRefusedForGoodIsNotOfferedAgain() async {
        let visit = ScriptedVisit(at: .preparing)
        let refused = Problem(code: "MKA-E1112", reaction: .refused)
        visit.fail(.prepare, with: refused, at: .preparing)
        let (screen, model) = screen(.prepare, visit)
        model.send(.appeared)
        await model.settled()
        expect(
            screen,
            says: { [$0.error("MKA-E1112").next] },
            offers: { [$0(.actionStartAgain)] },
            withholds: { [$0(.actionRetry)] }
        )
    }
}
