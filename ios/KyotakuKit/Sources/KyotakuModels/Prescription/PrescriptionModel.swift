import Observation

/// P42 処方箋の発行方法, where the institution asks for it in a visit.
@MainActor
@Observable
public final class PrescriptionModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: PrescriptionState

    private let exit: @MainActor (PrescriptionExit) -> Void

    /// A question. Where there is only one form, it is chosen already.
    public init(_ draft: ConsentDraft, exit: @escaping @MainActor (PrescriptionExit) -> Void) {
        state = PrescriptionState(draft: draft)
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: PrescriptionAction) {
        guard let draft = state.draft else { return }
        switch action {
        case .chosen(let code):
            guard draft.prescriptions.contains(where: { $0.code == code }) else { return }
            state.draft?.prescription = code
            state.problem = nil
        case .submitted:
            if draft.prescription != nil {
                exit(.answered(draft))
            } else {
                state.problem = Problem(
                    code: Codes.prescriptionNotChosen,
                    reaction: .correctInput
                )
            }
        case .backChosen: exit(.back)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Forgets the choice.
    public func stop() {
        state = PrescriptionState()
    }
}
