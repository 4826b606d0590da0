import KyotakuCore
import Observation

/// Says why a visit was stopped, and what can be done instead.
@MainActor
@Observable
public final class StoppedModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: StoppedState

    private let exit: @MainActor (StoppedExit) -> Void

    /// A visit at `stopped`.
    public init(visit: any VisitRunning, exit: @escaping @MainActor (StoppedExit) -> Void) {
        self.exit = exit
        let code = visit.overview().stoppedWith ?? Codes.internal
        // Whom staff could not recognise by the photo may still know the PIN.
        let instead: [StoppedOffer] = code == Codes.visualDeclined ? [.pin] : []
        state = StoppedState(code: code, offers: instead + [.startAgain, .home])
    }

    /// Takes up what somebody has chosen.
    public func takeUp(_ offer: StoppedOffer) {
        guard state.offers.contains(offer) else { return }
        switch offer {
        case .pin: exit(.startAgain(.pin))
        case .startAgain: exit(.startAgain(nil))
        case .home: exit(.home)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Does nothing: nothing is about a person.
    public func stop() {}
}
