/// Apple: documentation/swiftui/dismissaction
@MainActor
@preconcurrency
public struct DismissAction {
    let act: @MainActor () -> Void

    /// Apple: documentation/swiftui/dismissaction/callasfunction()
    public func callAsFunction() {
        act()
    }
}

private struct DismissKey: EnvironmentKey {
    static let defaultValue: DismissAction? = nil
}

extension EnvironmentValues {
    /// Apple: documentation/swiftui/environmentvalues/dismiss
    public internal(set) var dismiss: DismissAction {
        get { self[DismissKey.self] ?? DismissAction {} }
        set { self[DismissKey.self] = newValue }
    }
}

/// What a view says of the sheet that it lies in, to the sheet.
@MainActor
final class SheetFacts {
    var isFixed = false
    var detents: [String] = []
}

private struct SheetKey: EnvironmentKey {
    static let defaultValue: SheetFacts? = nil
}

extension EnvironmentValues {
    var sheet: SheetFacts? {
        get { self[SheetKey.self] }
        set { self[SheetKey.self] = newValue }
    }
}

/// Lets a view tell that it is open, and close it.
@MainActor
struct Openness {
    let isOpen: @MainActor () -> Bool
    let close: @MainActor () -> Void

    /// Whose it is: one for somebody else is another one.
    let identity: @MainActor (Scope) -> String

    init(_ binding: Binding<Bool>) {
        isOpen = { binding.wrappedValue }
        close = { @MainActor in binding.wrappedValue = false }
        identity = { _ in "" }
    }

    init<Item: Identifiable>(_ item: Binding<Item?>) {
        isOpen = { item.wrappedValue != nil }
        close = { @MainActor in item.wrappedValue = nil }
        identity = { scope in item.wrappedValue.map { "[\(scope.graph.number(of: $0.id))]" } ?? "" }
    }
}

extension View {
    /// Shows something over the view, while it is open.
    func presenting(
        _ kind: Presentation.Kind,
        _ openness: Openness,
        onDismiss: (() -> Void)? = nil,
        _ fill: @escaping @MainActor (Scope, Course, inout Presentation) -> Void
    ) -> some View {
        ModifiedView(self) { content, scope in
            let nodes = scope.inside("u").nodes(of: content)
            let course = scope.kept("open") { Course() }
            let isOpen = openness.isOpen()
            course.settle(isOpen) {
                scope.graph.fault("the binding of the \(kind) stays true after its answer")
            }
            guard isOpen, !course.isOver, course.hasRoom(for: kind, in: scope) else {
                if !isOpen { course.isWaiting = false }
                if course.isOpen {
                    course.isOpen = false
                    onDismiss?()
                }
                return nodes
            }
            course.isOpen = true
            var place = scope.inside("o" + openness.identity(scope))
            place.page = nil
            // Also what a hidden page asks for lies over all.
            place.isShown = true
            place.layer = place.path
            place.environment.dismiss = DismissAction(act: openness.close)
            place.environment.sheet = SheetFacts()
            var presentation = Presentation(id: place.id("over"), kind: kind)
            let index = scope.graph.pass.presentations.count
            place.on(presentation.id, .tap(openness.close))
            fill(place, course, &presentation)
            if !presentation.isDismissable {
                scope.graph.pass.handlers[presentation.id] = nil
            }
            // What is shown over it has put itself behind it.
            scope.graph.pass.presentations.insert(presentation, at: index)
            return nodes
        }
    }

    private func overlaid<Content: View>(
        _ kind: Presentation.Kind,
        _ openness: Openness,
        _ onDismiss: (() -> Void)?,
        _ content: @escaping () -> Content?
    ) -> some View {
        presenting(kind, openness, onDismiss: onDismiss) { place, _, presentation in
            presentation.nodes = content().map { place.nodes(of: $0) } ?? []
            guard kind == .sheet, let sheet = place.environment.sheet else { return }
            presentation.isDismissable = !sheet.isFixed
            presentation.detents = sheet.detents
        }
    }

    /// Apple: documentation/swiftui/view/sheet(ispresented:ondismiss:content:)
    public func sheet<Content: View>(
        isPresented: Binding<Bool>,
        onDismiss: (() -> Void)? = nil,
        @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        overlaid(.sheet, Openness(isPresented), onDismiss, content)
    }

    /// Apple: documentation/swiftui/view/fullscreencover(ispresented:ondismiss:content:)
    public func fullScreenCover<Content: View>(
        isPresented: Binding<Bool>,
        onDismiss: (() -> Void)? = nil,
        @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        overlaid(.cover, Openness(isPresented), onDismiss, content)
    }

    /// Apple: documentation/swiftui/view/sheet(item:ondismiss:content:)
    public func sheet<Item: Identifiable, Content: View>(
        item: Binding<Item?>,
        onDismiss: (() -> Void)? = nil,
        @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View {
        overlaid(.sheet, Openness(item), onDismiss) { item.wrappedValue.map(content) }
    }

    /// Apple: documentation/swiftui/view/fullscreencover(item:ondismiss:content:)
    public func fullScreenCover<Item: Identifiable, Content: View>(
        item: Binding<Item?>,
        onDismiss: (() -> Void)? = nil,
        @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View {
        overlaid(.cover, Openness(item), onDismiss) { item.wrappedValue.map(content) }
    }

    /// Apple: documentation/swiftui/view/presentationdetents(_:)
    public func presentationDetents(_ detents: Set<PresentationDetent>) -> some View {
        ModifiedView(self) { content, scope in
            scope.environment.sheet?.detents = detents.map(\.name).sorted(by: >)
            return scope.inside("x").nodes(of: content)
        }
    }

    /// Apple: documentation/swiftui/view/interactivedismissdisabled(_:)
    public func interactiveDismissDisabled(_ isDisabled: Bool = true) -> some View {
        ModifiedView(self) { content, scope in
            if isDisabled { scope.environment.sheet?.isFixed = true }
            return scope.inside("x").nodes(of: content)
        }
    }
}

/// Apple: documentation/swiftui/presentationdetent
public struct PresentationDetent: Hashable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/presentationdetent/medium
    public static let medium = PresentationDetent(name: "medium")
    /// Apple: documentation/swiftui/presentationdetent/large
    public static let large = PresentationDetent(name: "large")
}

/// How far something that is presented has come.
@MainActor
final class Course {
    /// Whether it is there.
    var isOpen = false
    /// Whether a button has ended it, whatever its binding says until that is false once.
    var isOver = false
    /// Whether it has been asked for while something else was there.
    var isWaiting = false
    private var isStubborn = false

    /// What its binding says now. One that is still true after the end is told of once.
    fileprivate func settle(_ isAsked: Bool, ifStubborn tell: () -> Void) {
        if !isAsked {
            isOver = false
            isStubborn = false
        } else if isOver, !isStubborn {
            isStubborn = true
            tell()
        }
    }

    /// Only one thing can be presented from a layer; another one waits until it goes.
    fileprivate func hasRoom(for kind: Presentation.Kind, in scope: Scope) -> Bool {
        if let first = scope.graph.pass.presenters[scope.layer], first != scope.path {
            if !isWaiting {
                isWaiting = true
                scope.graph.fault("\(kind) asked for while something else is presented")
            }
            return false
        }
        isWaiting = false
        scope.graph.pass.presenters[scope.layer] = scope.path
        return true
    }
}
