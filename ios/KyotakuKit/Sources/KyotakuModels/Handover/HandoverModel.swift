import Observation

/// Handing the phone to the patient, and back.
///
/// While the patient has the phone nothing of staff's is on it. It takes the owner of the phone, by
/// biometry or passcode, to come back to staff's screens.
@MainActor
@Observable
public final class HandoverModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: HandoverState

    private let owner: any OwnerChecking
    private let reason: String
    private let exit: @MainActor (HandoverExit) -> Void
    private let work = Work()

    /// A handing over.
    ///
    /// - Parameter reason: Why the owner is asked for, in staff's language.
    public init(
        _ state: HandoverState,
        owner: any OwnerChecking,
        reason: String,
        exit: @escaping @MainActor (HandoverExit) -> Void
    ) {
        self.state = state
        self.owner = owner
        self.reason = reason
        self.exit = exit
        self.state.biometry = owner.availability.biometry
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: HandoverAction) {
        switch (action, state.direction) {
        case (.started, .toPatient): exit(.started)
        case (.received, .toStaff): askForOwner()
        case (.visualChosen, .toPatient):
            if state.offersVisual { exit(.visual) }
        case (.settingsChosen, .toStaff):
            if state.offersSettings { exit(.settings) }
        case (.backChosen, .toPatient): exit(.back)
        // The patient has nowhere to go back to.
        case (.backChosen, .toStaff), (.started, .toStaff), (.visualChosen, .toStaff),
            (.received, .toPatient), (.settingsChosen, .toPatient):
            break
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way.
    public func stop() {
        work.cancel()
        state.isBusy = false
    }

    private func askForOwner() {
        let (owner, reason) = (owner, reason)
        let begun = work.begin {
            await owner.answer(reason: reason)
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        guard begun else { return }
        state.isBusy = true
        state.failure = nil
        state.problem = nil
    }

    private func answered(_ result: Result<OwnerAnswer, Problem>) {
        state.isBusy = false
        switch result {
        case .success(.confirmed): exit(.received)
        case .success(.declined): break
        case .success(.refused(.passcodeMissing)):
            state.problem = Problem(code: Codes.passcodeMissing, reaction: .refused)
        case .success(.refused(let failure)): state.failure = failure
        case .failure(let problem): state.problem = problem
        }
    }
}
