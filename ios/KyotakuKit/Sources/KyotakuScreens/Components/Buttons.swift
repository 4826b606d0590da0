import SwiftUI

/// What a screen is for: one at the most, over the full width.
struct PrimaryButton: View {
    private let label: WideLabel
    private let isBusy: Bool
    private let action: @MainActor () -> Void

    /// A button.
    ///
    /// - Parameter isBusy: Whether what it began is under way; it takes no tap then.
    init(
        _ title: String,
        systemImage: String? = nil,
        isBusy: Bool = false,
        action: @escaping @MainActor () -> Void
    ) {
        label = WideLabel(title: title, systemImage: systemImage, isBusy: isBusy)
        self.isBusy = isBusy
        self.action = action
    }

    var body: some View {
        Button(action: action) { label.fontWeight(.semibold) }
            .buttonStyle(.borderedProminent)
            .tint(.actionFill)
            .controlSize(.large)
            .disabled(isBusy)
    }
}

/// What can be done besides.
struct SecondaryButton: View {
    private let label: WideLabel
    private let isBusy: Bool
    private let action: @MainActor () -> Void

    /// A button.
    ///
    /// - Parameter isBusy: Whether what it began is under way; it takes no tap then.
    init(
        _ title: String,
        systemImage: String? = nil,
        isBusy: Bool = false,
        action: @escaping @MainActor () -> Void
    ) {
        label = WideLabel(title: title, systemImage: systemImage, isBusy: isBusy)
        self.isBusy = isBusy
        self.action = action
    }

    var body: some View {
        Button(action: action) { label }
            .buttonStyle(.bordered)
            .controlSize(.large)
            .disabled(isBusy)
    }
}

/// What cannot be taken back.
struct DestructiveButton: View {
    private let label: WideLabel
    private let isBusy: Bool
    private let action: @MainActor () -> Void

    /// A button.
    ///
    /// - Parameter isBusy: Whether what it began is under way; it takes no tap then.
    init(
        _ title: String,
        systemImage: String? = nil,
        isBusy: Bool = false,
        action: @escaping @MainActor () -> Void
    ) {
        label = WideLabel(title: title, systemImage: systemImage, isBusy: isBusy)
        self.isBusy = isBusy
        self.action = action
    }

    var body: some View {
        Button(role: .destructive, action: action) { label }
            .buttonStyle(.bordered)
            .tint(.bad)
            .controlSize(.large)
            .disabled(isBusy)
    }
}

/// The label of a button over the full width. A long title takes several lines.
private struct WideLabel: View {
    let title: String
    let systemImage: String?
    let isBusy: Bool

    var body: some View {
        HStack(spacing: 10) {
            if isBusy {
                ProgressView()
                    .accessibilityHidden(true)
            } else if let systemImage {
                Image(systemName: systemImage)
                    .accessibilityHidden(true)
            }
            Text(title)
                .multilineTextAlignment(.center)
                .fixedSize(horizontal: false, vertical: true)
        }
        .frame(maxWidth: .infinity, minHeight: 34)
    }
}
