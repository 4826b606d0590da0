import Foundation
import KyotakuCore
import Observation

/// P44 登録完了: the number, and the short way to the result.
@MainActor
@Observable
public final class DoneModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: DoneState

    private var content: ResultContent?
    private let exit: @MainActor (DoneExit) -> Void

    /// A visit at `done`.
    ///
    /// - Parameter confirmedAt: When the server has verified who is there.
    public init(
        visit: any VisitRunning,
        confirmedAt: Date,
        exit: @escaping @MainActor (DoneExit) -> Void
    ) {
        self.exit = exit
        let overview = visit.overview()
        if let result = overview.result {
            let kind = overview.plan.careKind
            content = ResultContent(result, careKind: kind, confirmedAt: confirmedAt)
            state = DoneState(
                outcome: .registered(
                    DoneState.Registered(
                        receptionNumber: result.receptionNumber,
                        confirmedAt: confirmedAt,
                        code: result.code,
                        items: result.consent?.items,
                        prescription: result.qualification.resultList.lazy
                            .compactMap(\.prescriptionIssueSelect?.code).first
                    )
                )
            )
        } else {
            let code = overview.changed?.code
            state = DoneState(outcome: code.map { .changed(code: $0) } ?? .unchanged)
        }
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: DoneAction) {
        switch action {
        case .resultChosen: showResult()
        case .nextChosen: exit(.next)
        case .homeChosen: exit(.home)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Forgets the result, and what was agreed to. The number stays, by which it can be found.
    public func stop() {
        content = nil
        guard case .registered(var registered) = state.outcome else { return }
        registered.items = nil
        registered.prescription = nil
        state.outcome = .registered(registered)
    }

    private func showResult() {
        guard case .registered(let registered) = state.outcome else { return }
        exit(.result(content.map(ResultSource.known) ?? .listed(registered.receptionNumber)))
    }
}
