import Observation

/// P31 暗証番号の入力.
///
/// The digits go into one buffer, from there to the core, and are overwritten. The state knows how
/// many there are, and nothing else of them.
@MainActor
@Observable
public final class PinModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: PinState

    private let visit: any VisitRunning
    private let exit: @MainActor (PinExit) -> Void
    private let buffer = PinBuffer()

    /// A visit at `ready`, by PIN.
    public init(
        visit: any VisitRunning,
        request: PinRequest,
        offersVisual: Bool,
        exit: @escaping @MainActor (PinExit) -> Void
    ) {
        self.visit = visit
        self.exit = exit
        state = PinState(
            stage: request.isLastTry ? .lastTry : .entry,
            request: request,
            offersVisual: offersVisual
        )
    }

    /// Takes up what the patient has done.
    public func takeUp(_ action: PinAction) {
        switch action {
        case .digit(let digit): append(digit)
        case .typed(let character): character.decimalDigit.map(append)
        case .deleted: change { $0.removeLast() }
        case .cleared: wipe()
        case .shuffled: state.pad = state.isShuffled ? PinState.ordered : state.pad.shuffled()
        case .forgottenToggled: state.showsForgotten.toggle()
        case .lastTryAgreed: if state.stage == .lastTry { state.stage = .entry }
        case .submitted: submit()
        case .visualChosen: if state.offersVisual { leave(.visual) }
        case .givenBack: leave(.givenBack)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Overwrites the digits.
    public func stop() {
        wipe()
    }

    private func append(_ digit: Int) {
        guard state.stage == .entry, let digit = UInt8(exactly: digit) else { return }
        state.problem = nil
        change { $0.append(digit) }
    }

    private func submit() {
        guard state.isComplete else { return }
        do {
            try buffer.spend { try visit.enterPin(digits: $0) }
            leave(.entered(acceptsLastTry: state.request.isLastTry))
        } catch {
            wipe()
            // Only a visit that is elsewhere does not take four digits.
            state.problem = Problem(error)
            if visit.overview().step != .ready { exit(.moved) }
        }
    }

    private func leave(_ how: PinExit) {
        wipe()
        exit(how)
    }

    private func wipe() {
        change { $0.wipe() }
    }

    private func change(_ change: (PinBuffer) -> Void) {
        change(buffer)
        state.count = buffer.count
    }
}

extension Character {
    /// Its value as a decimal digit of any script and width.
    var decimalDigit: Int? {
        guard unicodeScalars.count == 1, let scalar = unicodeScalars.first,
            scalar.properties.numericType == .decimal
        else { return nil }
        return scalar.properties.numericValue.map { Int($0) }
    }
}
