import SwiftUI

/// What a screen is for: one at the most, over the full width.
typealias PrimaryButton = WideButton<PrimaryLook>

/// What can be done besides.
typealias SecondaryButton = WideButton<SecondaryLook>

/// What cannot be taken back.
typealias DestructiveButton = WideButton<DestructiveLook>

/// A button over the full width.
struct WideButton<Look: WideButtonLook>: View {
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
        Button(role: Look.role, action: action) { label.fontWeight(Look.weight) }
            .modifier(Look())
            .controlSize(.large)
            .disabled(isBusy)
    }
}

/// How buttons of one kind look.
protocol WideButtonLook: ViewModifier {
    /// What they are to the system.
    static var role: ButtonRole? { get }
    /// How bold their titles are.
    static var weight: Font.Weight? { get }

    init()
}

extension WideButtonLook {
    static var role: ButtonRole? { nil }
    static var weight: Font.Weight? { nil }
}

struct PrimaryLook: WideButtonLook {
    static var weight: Font.Weight? { .semibold }

    func body(content: Content) -> some View {
        content.buttonStyle(.borderedProminent).tint(.actionFill)
    }
}

struct SecondaryLook: WideButtonLook {
    func body(content: Content) -> some View { content.buttonStyle(.bordered) }
}

struct DestructiveLook: WideButtonLook {
    static var role: ButtonRole? { .destructive }

    func body(content: Content) -> some View { content.buttonStyle(.bordered).tint(.bad) }
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
