import SwiftUI

/// A screen that scrolls, and what can be done on it: at the bottom, where a thumb is. At the largest
/// types the buttons would leave no room for what they are about; there they come after it.
struct ActionPage<Content: View, Actions: View>: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    private let content: Content
    private let actions: Actions

    /// A screen.
    ///
    /// - Parameters:
    ///   - content: What is on it, from top to bottom.
    ///   - actions: Buttons, the first of them the uppermost.
    init(@ViewBuilder content: () -> Content, @ViewBuilder actions: () -> Actions) {
        self.content = content()
        self.actions = actions()
    }

    var body: some View {
        if typeSize.isAccessibilitySize {
            ScrollingPage {
                content
                VStack(spacing: 12) { actions }
            }
        } else {
            ScrollingPage { content }
                .safeAreaInset(edge: .bottom) { BottomActions { actions } }
        }
    }
}
