import KyotakuText
import SwiftUI

/// That the phone locks soon, and how to keep it from that.
struct LockWarning {
    /// In the language of whoever holds the phone.
    let texts: Texts
    let postpone: @MainActor () -> Void
}

extension EnvironmentValues {
    /// That the phone locks soon, if it does.
    var lockWarning: LockWarning? {
        get { self[LockWarningKey.self] }
        set { self[LockWarningKey.self] = newValue }
    }
}

private struct LockWarningKey: EnvironmentKey {
    static let defaultValue: LockWarning? = nil
}

extension View {
    /// Says over this layer that the phone locks soon. Each layer has this, and the uppermost says it:
    /// the others present that one.
    func warnedOfLock() -> some View {
        modifier(WarnedOfLock())
    }
}

private struct WarnedOfLock: ViewModifier {
    @Environment(\.lockWarning) private var warning

    func body(content: Content) -> some View {
        content.question(
            warning?.texts(.lockSoonTitle) ?? "",
            isAsked: warning != nil,
            message: warning?.texts(.lockSoonBody)
        ) {
            if let warning { Button(warning.texts(.lockSoonStay), action: warning.postpone) }
        }
    }
}
