import SwiftUI

/// The buttons of a screen, over its full width at the bottom, where a thumb is; above the keyboard
/// while there is one. For `.safeAreaInset(edge: .bottom)`.
struct BottomActions<Actions: View>: View {
    private let actions: Actions

    /// Buttons, the first of them the uppermost.
    init(@ViewBuilder actions: () -> Actions) {
        self.actions = actions()
    }

    var body: some View {
        VStack(spacing: 12) { actions }
            .padding(.horizontal, 16)
            .padding(.vertical, 12)
            .frame(maxWidth: .infinity)
            .background { Color.page.ignoresSafeArea(edges: .bottom) }
    }
}

/// The content of a screen that is no list: it scrolls, because no text is cut at the largest type.
struct ScrollingPage<Content: View>: View {
    @Environment(\.patientStrip) private var strip
    private let content: Content

    /// What is on the screen, from top to bottom.
    init(@ViewBuilder content: () -> Content) {
        self.content = content()
    }

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 20) {
                if let strip { PatientStripView(strip: strip) }
                content
            }
            .padding(.horizontal, 16)
            .padding(.vertical, 20)
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .scrollDismissesKeyboard(.interactively)
        .background { Color.page.ignoresSafeArea() }
    }
}
