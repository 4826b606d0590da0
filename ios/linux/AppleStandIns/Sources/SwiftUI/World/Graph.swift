import Observation
import Synchronization
import UIKit

/// Stand-in only: what SwiftUI keeps of an app: who its views are, what they have stored, what they do
/// when they come and go.
///
/// All views are evaluated again whenever anything that they have read has changed. That is slower than
/// what Apple does, and shows the same.
@MainActor
public final class Graph {
    /// Stand-in only: what the root view finds in its environment.
    public var environment = EnvironmentValues() {
        didSet { invalidate() }
    }

    /// Stand-in only: called when there may be something else to be seen. Ask for ``screen()`` then.
    public var onChange: (@MainActor () -> Void)?

    /// Stand-in only: called when the phone is to be felt: `success`, `warning`, `error`, `impact` or
    /// `selection`.
    public var onFeedback: (@MainActor (String) -> Void)?

    /// Stand-in only: what the app has asked for that a phone would not do as asked: an alert that a
    /// binding keeps open, two sheets at once, a page that will not go. None of it is to happen.
    public private(set) var faults: [String] = []

    /// Stand-in only: called for each of the ``faults``.
    public var onFault: (@MainActor (String) -> Void)?

    private let root: @MainActor (Scope) -> [Node]
    private var isStale = true
    private var isEvaluating = false
    private var last = Screen()

    private var keptObjects: [String: AnyObject] = [:]
    private var visited: Set<String> = []
    private var identifiers: [String: String] = [:]
    private var numbers: [AnyHashable: Int] = [:]
    private let signals = Signals()

    /// Stand-in only: the window that it is seen in.
    public let window = UIWindow()

    var pass = Pass()
    let lives = Lives()
    /// The control that has the keyboard, where no view says so.
    var focus: String?

    /// Stand-in only: the graph of a view.
    public init(_ view: some View) {
        root = { $0.nodes(of: view) }
        signals.graph = self
    }

    /// Stand-in only: what is to be seen now.
    public func screen() -> Screen {
        var rounds = 0
        while isStale || signals.takeChange() {
            precondition(rounds < 100, "views that change each other for ever")
            rounds += 1
            evaluate()
        }
        return last
    }

    /// Stand-in only: ends all that views have begun.
    public func end() {
        lives.endAll()
        visited = []
        forget()
        // What can be done to it knows it, and would keep it.
        pass = Pass()
    }

    /// What is to be seen may be something else now.
    func invalidate() {
        guard !isStale else { return }
        isStale = true
        if !isEvaluating { onChange?() }
    }

    private func evaluate() {
        isStale = false
        isEvaluating = true
        visited = []
        pass = Pass()
        let signals = signals
        let nodes = withObservationTracking {
            root(Scope(graph: self, path: "", environment: environment))
        } onChange: {
            signals.change()
        }
        forget()
        last = Screen(root: nodes, over: pass.presentations)
        last.focus = settleFocus(on: last)
        last.scheme = pass.scheme
        last.accessibilityFocus = pass.accessibilityFocus
        lives.update(to: pass.lives)
        isEvaluating = false
        if isStale { onChange?() }
    }

    /// Keeps nothing of the views that are gone.
    private func forget() {
        for (path, kept) in keptObjects where !visited.contains(path) {
            (kept as? any Ending)?.end()
            keptObjects[path] = nil
        }
    }

    /// The node that has the keyboard: the one whose view says so, or else the one touched last. What a
    /// sheet or a cover lies over has lost it, and does not get it back by itself.
    private func settleFocus(on screen: Screen) -> String? {
        if let said = pass.focusables.first(where: { $0.hasFocus() }) {
            guard screen.isCovered(said.node) else { return said.node }
            said.lose()
        }
        guard let focus, !pass.focusables.contains(where: { $0.node == focus }),
            screen.layers.joined().flatMap(\.all).contains(where: {
                $0.id == focus && $0.takesFocus
            })
        else { return nil }
        return focus
    }

    // MARK: What scopes ask for

    func fault(_ text: String) {
        faults.append(text)
        onFault?(text)
    }

    func kept<Kept: AnyObject>(at path: String, _ make: () -> Kept) -> Kept {
        visited.insert(path)
        if let known = keptObjects[path] as? Kept { return known }
        let new = make()
        keptObjects[path] = new
        return new
    }

    func identifier(of path: String) -> String {
        if let known = identifiers[path] { return known }
        let new = "n\(identifiers.count + 1)"
        identifiers[path] = new
        return new
    }

    func number(of value: some Hashable) -> Int {
        let value = AnyHashable(value)
        if let known = numbers[value] { return known }
        let new = numbers.count + 1
        numbers[value] = new
        return new
    }

    func handle(_ node: String, _ handler: Handler) {
        pass.handlers[node] = handler
    }

    func focusable(_ focusable: Focusable) {
        pass.focusables.append(focusable)
    }
}

/// What one evaluation of all views has found.
@MainActor
struct Pass {
    var handlers: [String: Handler] = [:]
    var focusables: [Focusable] = []
    var presentations: [Presentation] = []
    /// What each layer presents: nothing more can be presented from it.
    var presenters: [String: String] = [:]
    var lives: [Life] = []
    var scheme: String?
    var accessibilityFocus: String?
}

/// Hears from whatever thread that something observed has changed.
private final class Signals: Sendable {
    private struct State {
        /// Whether something has changed since all views were evaluated.
        var hasChanged = false
        /// Whether somebody is still to be told of it, also if all views have been evaluated since.
        var isUntold = false
    }

    private let state = Mutex(State())
    // Written once, before anybody can see it.
    nonisolated(unsafe) weak var graph: Graph?

    func change() {
        state.withLock { $0 = State(hasChanged: true, isUntold: true) }
        // Observation tells of a change before it is made.
        Task { @MainActor in
            if take(\.isUntold) { graph?.onChange?() }
        }
    }

    func takeChange() -> Bool {
        take(\.hasChanged)
    }

    private func take(_ flag: WritableKeyPath<State, Bool> & Sendable) -> Bool {
        state.withLock { state in
            defer { state[keyPath: flag] = false }
            return state[keyPath: flag]
        }
    }
}
