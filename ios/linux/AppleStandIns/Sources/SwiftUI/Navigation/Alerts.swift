extension View {
    /// Apple: documentation/swiftui/view/alert(_:ispresented:actions:)-1bkka
    public func alert<S: StringProtocol, A: View>(
        _ title: S,
        isPresented: Binding<Bool>,
        @ViewBuilder actions: @escaping () -> A
    ) -> some View {
        asking(.alert, String(title), isPresented, actions) { EmptyView() }
    }

    /// Apple: documentation/swiftui/view/alert(_:ispresented:actions:message:)-8584l
    public func alert<S: StringProtocol, A: View, M: View>(
        _ title: S,
        isPresented: Binding<Bool>,
        @ViewBuilder actions: @escaping () -> A,
        @ViewBuilder message: @escaping () -> M
    ) -> some View {
        asking(.alert, String(title), isPresented, actions, message)
    }

    /// Apple: documentation/swiftui/view/alert(_:ispresented:presenting:actions:message:)-3npin
    public func alert<S: StringProtocol, A: View, M: View, T>(
        _ title: S,
        isPresented: Binding<Bool>,
        presenting data: T?,
        @ViewBuilder actions: @escaping (T) -> A,
        @ViewBuilder message: @escaping (T) -> M
    ) -> some View {
        asking(
            .alert,
            String(title),
            isPresented.and(data != nil),
            { data.map(actions) },
            { data.map(message) }
        )
    }

    /// Apple: documentation/swiftui/view/confirmationdialog(_:ispresented:titlevisibility:actions:)-46zbb
    public func confirmationDialog<S: StringProtocol, A: View>(
        _ title: S,
        isPresented: Binding<Bool>,
        titleVisibility: Visibility = .automatic,
        @ViewBuilder actions: @escaping () -> A
    ) -> some View {
        let title = titleVisibility == .visible ? String(title) : nil
        return asking(.dialog, title, isPresented, actions) { EmptyView() }
    }

    /// Apple: documentation/swiftui/view/confirmationdialog(_:ispresented:titlevisibility:actions:message:)-8y541
    public func confirmationDialog<S: StringProtocol, A: View, M: View>(
        _ title: S,
        isPresented: Binding<Bool>,
        titleVisibility: Visibility = .automatic,
        @ViewBuilder actions: @escaping () -> A,
        @ViewBuilder message: @escaping () -> M
    ) -> some View {
        let title = titleVisibility == .visible ? String(title) : nil
        return asking(.dialog, title, isPresented, actions, message)
    }

    /// Apple: documentation/swiftui/view/confirmationdialog(_:ispresented:titlevisibility:presenting:actions:message:)-51l6n
    public func confirmationDialog<S: StringProtocol, A: View, M: View, T>(
        _ title: S,
        isPresented: Binding<Bool>,
        titleVisibility: Visibility = .automatic,
        presenting data: T?,
        @ViewBuilder actions: @escaping (T) -> A,
        @ViewBuilder message: @escaping (T) -> M
    ) -> some View {
        asking(
            .dialog,
            titleVisibility == .visible ? String(title) : nil,
            isPresented.and(data != nil),
            { data.map(actions) },
            { data.map(message) }
        )
    }

    private func asking<A: View, M: View>(
        _ kind: Presentation.Kind,
        _ title: String?,
        _ isPresented: Binding<Bool>,
        _ actions: @escaping () -> A,
        _ message: @escaping () -> M
    ) -> some View {
        presenting(kind, Openness(isPresented)) { place, course, presentation in
            presentation.title = title
            presentation.message = place.inside("message").nodes(of: message())
            let nodes = place.inside("actions").nodes(of: actions())
            presentation.nodes = nodes.filter { !$0.all.contains(where: \.isButton) }
            presentation.buttons = nodes.filter { $0.all.contains(where: \.isButton) }
            // A button ends it, whatever the binding makes of that.
            let close = {
                isPresented.wrappedValue = false
                course.isOver = true
            }
            for button in presentation.buttons.flatMap(\.all) where button.isButton {
                place.graph.act(button, andThen: close)
            }
            presentation.complete(in: place, close)
        }
    }
}

extension Presentation {
    /// Adds the button of the system where there is none of the app, and puts them in their order.
    @MainActor
    fileprivate mutating func complete(in place: Scope, _ close: @escaping () -> Void) {
        let isCancel = { (node: Node) in node.all.contains { $0.text("role") == "cancel" } }
        if kind == .alert, buttons.isEmpty {
            buttons = [place.systemButton("OK", role: nil, close)]
        }
        guard kind == .dialog else { return }
        if !buttons.contains(where: isCancel) {
            buttons.append(place.systemButton(place.cancelTitle, role: "cancel", close))
        }
        buttons = buttons.filter { !isCancel($0) } + buttons.filter(isCancel)
        // A tap beside it is one on the button that cancels.
        isDismissable = true
        if let cancel = buttons.last?.all.first(where: \.isButton) {
            place.graph.pass.handlers[id] = place.graph.pass.handlers[cancel.id]
        }
    }
}

extension Scope {
    fileprivate func systemButton(
        _ title: String,
        role: String?,
        _ act: @escaping () -> Void
    ) -> Node {
        let button = id("system")
        on(button, .tap { act() })
        return Node(
            id: button,
            "button",
            ["role": .text(role)],
            [Node(id: id("system-title"), "text", ["text": .text(title)])]
        )
    }

    /// What the system calls it.
    fileprivate var cancelTitle: String {
        environment.locale.language.languageCode == .japanese ? "キャンセル" : "Cancel"
    }
}

extension Graph {
    /// What a tap on a button does, and something more after it.
    fileprivate func act(_ button: Node, andThen more: @escaping () -> Void) {
        guard case .tap(let act)? = pass.handlers[button.id] else { return }
        pass.handlers[button.id] = .tap {
            act()
            more()
        }
    }
}

extension Node {
    fileprivate var isButton: Bool { kind == "button" }
}

extension Binding where Value == Bool {
    /// Where something else has to be so too.
    fileprivate func and(_ other: Bool) -> Binding {
        Binding(read: { self.read() && other }, write: write)
    }
}
