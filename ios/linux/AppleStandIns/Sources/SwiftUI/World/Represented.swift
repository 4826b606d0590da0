import UIKit

extension Scope {
    /// Keeps what a view stands for: made once, with its coordinator, updated now, there while the view
    /// is shown, and dismantled when it is kept no longer.
    func represent<Content: AnyObject, Coordinator>(
        _ view: some View,
        coordinate: () -> Coordinator,
        make: (Coordinator) -> Content,
        update: (Content, Coordinator) -> Void,
        dismantle: @escaping @MainActor (Content, Coordinator) -> Void,
        appear: @escaping @MainActor (Content) -> Void,
        disappear: @escaping @MainActor (Content) -> Void
    ) {
        connect(view)
        let represented = kept("represented") {
            let coordinator = coordinate()
            let content = make(coordinator)
            return Represented(of: content, coordinator) { dismantle(content, coordinator) }
        }
        update(represented.content, represented.coordinator)
        guard isShown else { return }
        graph.pass.lives.append(
            Life(
                path: path + "@represented",
                appear: { appear(represented.content) },
                disappear: { disappear(represented.content) }
            )
        )
    }
}

/// What is kept for a view that stands for one of UIKit.
@MainActor
private final class Represented<Content: AnyObject, Coordinator>: Ending {
    let content: Content
    let coordinator: Coordinator
    private let dismantle: @MainActor () -> Void

    init(
        of content: Content,
        _ coordinator: Coordinator,
        dismantle: @escaping @MainActor () -> Void
    ) {
        self.content = content
        self.coordinator = coordinator
        self.dismantle = dismantle
    }

    func end() {
        dismantle()
    }
}

/// What is kept for a view, and wants to know when it no longer is.
@MainActor
protocol Ending: AnyObject {
    func end()
}
