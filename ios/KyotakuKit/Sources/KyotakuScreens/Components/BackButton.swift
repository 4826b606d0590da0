import KyotakuText
import SwiftUI

extension View {
    /// Puts a way back of our own in the place of the system's, for screens whose model decides what
    /// back means. There is no swipe back then: a stray one would leave what the model wants to keep.
    ///
    /// - Parameter isOffered: Whether there is a way back at all now.
    func goingBack(isOffered: Bool = true, _ action: @escaping @MainActor () -> Void) -> some View {
        navigationBarBackButtonHidden(true)
            .toolbar {
                ToolbarItem(placement: .topBarLeading) {
                    if isOffered { BackButton(action: action) }
                }
            }
    }
}

private struct BackButton: View {
    @Environment(\.texts) private var texts
    let action: @MainActor () -> Void

    var body: some View {
        Button(texts(.actionBack), systemImage: "chevron.backward", action: action)
            .labelStyle(.titleAndIcon)
    }
}
