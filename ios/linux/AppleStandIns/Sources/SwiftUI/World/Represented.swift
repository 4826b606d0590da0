import UIKit

/// What is kept for a view that stands for one of UIKit.
@MainActor
final class Represented<Content: AnyObject, Coordinator>: Ending {
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
