import SwiftUI

/// Something is under way: what it is, under a turning wheel.
struct WorkingView: View {
    private let text: String

    /// What is under way.
    init(_ text: String) {
        self.text = text
    }

    var body: some View {
        VStack(spacing: 16) {
            ProgressView()
                .controlSize(.large)
                .accessibilityHidden(true)
            Text(text)
                .multilineTextAlignment(.center)
        }
        .frame(maxWidth: .infinity)
        .padding(.vertical, 24)
        .accessibilityElement(children: .combine)
        .announcing(text)
    }
}
