/// Stand-in only: something that a person does to what is to be seen.
public enum Event: Equatable, Sendable {
    /// Stand-in only: taps a button, an option, or whatever takes taps.
    case tap(String)
    /// Stand-in only: enters a text in a field, in the place of what was there.
    case type(String, into: String)
    /// Stand-in only: switches a toggle.
    case toggle(String, Bool)
    /// Stand-in only: chooses the option of a picker with this tag.
    case choose(String, tag: String)
    /// Stand-in only: chooses a day, `2026-11-23`.
    case day(String, String)
    /// Stand-in only: puts the keyboard somewhere, or away.
    case focus(String?)
    /// Stand-in only: presses return in a field.
    case submit(String)
    /// Stand-in only: presses a key of a hardware keyboard: a character, `delete`, `return` or `escape`.
    case key(String)
    /// Stand-in only: goes back, by the bar or from the edge.
    case back
    /// Stand-in only: swipes a sheet away, or taps beside a dialog.
    case dismiss(String)
    /// Stand-in only: pulls a list down.
    case refresh(String)
}

/// Stand-in only: why something could not be done. What cannot be done on a phone cannot be done here.
public enum Refusal: String, Error, Sendable {
    /// Stand-in only: it is not there, or something lies over it.
    case notThere
    /// Stand-in only: it is disabled, or takes nothing of the kind.
    case takesNothing
}

extension Screen {
    /// Stand-in only: what can be reached: the uppermost layer, of each stack the last page.
    public var reachable: [Node] {
        uppermost.flatMap(\.reachable)
    }
}

extension Node {
    /// Stand-in only: this node and all in it that can be reached. What cannot be seen cannot.
    public var reachable: [Node] {
        if isInvisible { return [] }
        let inner = kind == "navigation" ? Array(children.suffix(1)) : children
        return [self] + inner.flatMap(\.reachable)
    }
}

extension Node {
    /// This node, and those in it that lead to another.
    fileprivate func way(to id: String) -> [Node]? {
        if self.id == id { return [self] }
        let inner = kind == "navigation" ? Array(children.suffix(1)) : children
        return inner.lazy.compactMap { $0.way(to: id) }.first.map { [self] + $0 }
    }
}

extension Graph {
    /// Stand-in only: does something, if it can be done.
    public func send(_ event: Event) throws(Refusal) {
        let screen = screen()
        switch event {
        case .tap(let id): try tap(id, on: screen)
        case .type(let text, let id):
            guard case .text(let set, _) = try handler(id, on: screen) else { throw .takesNothing }
            try send(.focus(id))
            set(text)
        case .toggle(let id, let isOn):
            guard case .toggle(let set) = try handler(id, on: screen) else { throw .takesNothing }
            set(isOn)
        case .choose(let id, let tag):
            guard let picker = screen.reachable.first(where: { $0.id == id }) else {
                throw .notThere
            }
            let option = picker.all.first { $0.kind == "option" && $0.text("tag") == tag }
            guard let option else { throw .takesNothing }
            try tap(option.id, on: screen)
        case .day(let id, let day):
            guard case .day(let set) = try handler(id, on: screen), set(day) else {
                throw .takesNothing
            }
        case .focus(let id): try moveFocus(to: id, on: screen)
        case .submit(let id):
            guard case .text(_, let submit) = try handler(id, on: screen) else {
                throw .takesNothing
            }
            submit()
        case .key(let name): try press(name, on: screen)
        case .back:
            let page = screen.uppermost.lazy.flatMap(\.reachable).last { $0.text("back") != nil }
            guard let back = page?.text("back"), case .tap(let act)? = pass.handlers[back] else {
                throw .notThere
            }
            act()
        case .dismiss(let id):
            guard screen.over.last?.id == id else { throw .notThere }
            guard case .tap(let close)? = pass.handlers[id] else { throw .takesNothing }
            close()
        case .refresh(let id):
            guard case .refresh(let act) = try handler(id, on: screen) else { throw .takesNothing }
            Task { await act() }
        }
        invalidate()
    }

    private func tap(_ id: String, on screen: Screen) throws(Refusal) {
        let isBack = screen.reachable.contains { $0.text("back") == id }
        if isBack, case .tap(let act)? = pass.handlers[id] { return act() }
        guard case .tap(let act) = try handler(id, on: screen) else { throw .takesNothing }
        act()
    }

    private func handler(_ id: String, on screen: Screen) throws(Refusal) -> Handler {
        guard screen.reachable.contains(where: { $0.id == id }) else { throw .notThere }
        guard let handler = pass.handlers[id] else { throw .takesNothing }
        return handler
    }

    private func moveFocus(to id: String?, on screen: Screen) throws(Refusal) {
        if let id, !screen.reachable.contains(where: { $0.id == id && $0.takesFocus }) {
            throw .notThere
        }
        focus = id
        for known in pass.focusables where known.node != id && known.hasFocus() { known.lose() }
        pass.focusables.first { $0.node == id }?.take()
        invalidate()
    }

    /// A key goes to the view that has the focus, and from there outwards until one has a use for it.
    private func press(_ name: String, on screen: Screen) throws(Refusal) {
        let key: KeyEquivalent
        switch name {
        case "delete": key = .delete
        case "return": key = .return
        case "escape": key = .escape
        default:
            guard let character = name.first, name.count == 1 else { throw .takesNothing }
            key = KeyEquivalent(character)
        }
        let press = KeyPress(phase: .down, key: key, characters: String(key.character))
        let way = screen.focus.flatMap { focus in
            screen.uppermost.lazy.compactMap { $0.way(to: focus) }.first
        }
        for node in (way ?? []).reversed() where node.kind == "keys" {
            if case .key(let act)? = pass.handlers[node.id], act(press) { return }
        }
        throw .takesNothing
    }
}
