import KyotakuModels
import SwiftUI

extension EnvironmentValues {
    /// Why nothing may be seen now, if that is so.
    var cover: AppCover? {
        get { self[CoverKey.self] }
        set { self[CoverKey.self] = newValue }
    }
}

private struct CoverKey: EnvironmentKey {
    static let defaultValue: AppCover? = nil
}

extension View {
    /// Hides the view while nothing may be seen. It stays where it is, with what was typed.
    ///
    /// What lies over the view is not hidden with it: the system puts sheets and alerts into layers of
    /// their own. So nothing is put there but by ``SwiftUI/View/panel(isPresented:content:)`` and its
    /// like, which hide each layer by itself.
    func covered() -> some View {
        modifier(Covered()).warnedOfLock()
    }
}

private struct Covered: ViewModifier {
    @Environment(\.cover) private var cover

    func body(content: Content) -> some View {
        ZStack {
            content
                .opacity(cover == nil ? 1 : 0)
                .accessibilityHidden(cover != nil)
            if let cover { CoverScreen(cover: cover) }
        }
    }
}
