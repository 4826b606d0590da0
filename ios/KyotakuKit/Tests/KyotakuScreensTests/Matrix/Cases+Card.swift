import Foundation
import KyotakuCore

@testable import KyotakuModels
@testable import KyotakuModelsTesting

extension ScreenCase {
    /// The screen after a tap that came to this.
    private static func tapped(
        _ state: String,
        _ outcome: TapOutcome,
        method: ConfirmationMethod = .pin,
        visualRefused: String? = nil
    ) -> ScreenCase {
        .visit(.tap, state) { reader in
            let visit = ScriptedVisit(at: .ready, method: method)
            visit.come(to: .outcome(outcome), at: .ready)
            let model = TapModel.sample(visit, visualRefused: visualRefused) { _ in }
            model.send(.started)
            return await reader.visit(.tap(model)).settled()
        }
    }

    /// A reader whose card is lost again and again.
    @MainActor
    private static func lost(times: Int) async -> TapModel {
        let (visit, log) = (ScriptedVisit(at: .ready), TapLog())
        let model = TapModel.sample(visit, log: log) { _ in }
        for _ in 0..<times {
            let lost = TapOutcome.holdAgain(code: "MKA-E2002", during: .signing)
            visit.come(to: .outcome(lost), at: .ready)
            model.send(.started)
            await model.settled()
        }
        return model
    }

    static let taps: [ScreenCase] =
        [
            .visit(.tap, "ready") {
                $0.visit(.tap(TapModel.sample(ScriptedVisit(at: .ready)) { _ in }))
            },
            .visit(.tap, "readyBySight") {
                let visit = ScriptedVisit(at: .ready, method: .visual)
                return $0.visit(.tap(TapModel.sample(visit) { _ in }))
            },
            .visit(.tap, "reading") { reader in
                let model = TapModel.sample(ScriptedVisit(at: .ready)) { _ in }
                model.send(.started)
                return reader.visit(.tap(model))
            },
            .visit(.tap, "withoutReader") {
                let visit = ScriptedVisit(at: .ready)
                let model = TapModel.sample(visit, reader: FixedReader(.unsupported)) { _ in }
                return $0.visit(.tap(model))
            },
            .visit(.tap, "position") { $0.visit(.tap(await lost(times: 3))) },
            .visit(.tap, "report") { reader in
                let model = await lost(times: 3)
                model.send(.reportToggled)
                return reader.visit(.tap(model))
            },
            .visit(.tap, "offline") { reader in
                let visit = ScriptedVisit(at: .ready)
                visit.fail(.tap, with: .offline, at: .ready)
                let model = TapModel.sample(visit) { _ in }
                model.send(.started)
                return await reader.visit(.tap(model)).settled()
            },
            tapped("lost", .holdAgain(code: "MKA-E2002", during: .signing)),
            tapped("fault", .cardFault(code: "MKA-E2006")),
            tapped("blocked", .pinBlocked(code: "MKA-E2012")),
            tapped("blockedPinOnly", .pinBlocked(code: "MKA-E2012"), visualRefused: "MKA-E2047"),
            tapped("unsuitable", .cardUnsuitable(code: "MKA-E2021", date: Sample.now)),
            tapped("visualRefused", .visualRefused(code: "MKA-E2070"), method: .visual),
        ]
        + TapFailure.allCases.map { failure in
            .visit(.tap, "\(failure)") { reader in
                let phone = FixedReader()
                phone.fail(failure)
                let visit = ScriptedVisit(at: .ready)
                visit.come(to: .outcome(.holdAgain(code: nil, during: .selecting)), at: .ready)
                let model = TapModel.sample(visit, reader: phone) { _ in }
                model.send(.started)
                return await reader.visit(.tap(model)).settled()
            }
        }

    private static let steps: [(ExchangeTask, VisitStep, ScriptedVisit.Call)] = [
        (.prepare, .preparing, .prepare), (.keep, .signed, .keepProof),
        (.deliver, .delivering, .deliver), (.register, .registering, .register),
    ]

    private static func exchanges(
        _ state: String,
        failing problem: Problem
    ) -> [ScreenCase] {
        steps.map { task, step, call in
            .visit(.exchange, "\(task)-\(state)") { reader in
                let visit = ScriptedVisit(at: step)
                visit.fail(call, with: problem, at: step)
                let deliveries = FixedDeliveries(lines: task.isKept ? [.sample("d1")] : [])
                let model = ExchangeModel(task, visit: visit, deliveries: deliveries) { _ in }
                return await reader.visit(.exchange(model)).settled()
            }
        }
    }

    static let exchanges: [ScreenCase] =
        steps.map { task, step, _ in
            .visit(.exchange, "\(task)") {
                let visit = ScriptedVisit(at: step)
                let deliveries = FixedDeliveries()
                return $0.visit(
                    .exchange(ExchangeModel(task, visit: visit, deliveries: deliveries) { _ in })
                )
            }
        } + exchanges("offline", failing: .offline)
        + exchanges("maintenance", failing: .maintenance)
        + [
            .visit(.exchange, "prepare-refused") { reader in
                let visit = ScriptedVisit(at: .preparing)
                let refused = Problem(code: "MKA-E1112", reaction: .refused)
                visit.fail(.prepare, with: refused, at: .preparing)
                let model = ExchangeModel(.prepare, visit: visit, deliveries: FixedDeliveries()) {
                    _ in
                }
                return await reader.visit(.exchange(model)).settled()
            }
        ]

    @MainActor
    private static func person(
        _ presence: PresenceAnswer = .sample(),
        failing problem: Problem? = nil
    ) -> PersonModel {
        let visit = ScriptedVisit(at: .identifying, presence: presence)
        if let problem { visit.fail(.confirmPerson, with: problem, at: .identifying) }
        return PersonModel(visit: visit) { _ in }
    }

    static let people: [ScreenCase] = [
        .visit(.person, "somebody") { $0.visit(.person(person())) },
        .visit(.person, "long") { $0.visit(.person(person(Long.presence))) },
        .visit(.person, "expiring") {
            let consented = PresenceAnswer.sample(
                standing: .expiring,
                agreedTo: ConsentItems([.treatments])
            )
            return $0.visit(.person(person(consented)))
        },
        .visit(.person, "asking") { reader in
            let model = person()
            model.send(.differs)
            return reader.visit(.person(model))
        },
        .visit(.person, "busy") { reader in
            let model = person()
            model.send(.same)
            return reader.visit(.person(model))
        },
        .visit(.person, "storage") { reader in
            let model = person(failing: .full)
            model.send(.same)
            return await reader.visit(.person(model)).settled()
        },
        .visit(.person, "left") { reader in
            let model = person()
            let shown = reader.visit(.person(model))
            model.stop()
            return shown
        },
    ]
}
