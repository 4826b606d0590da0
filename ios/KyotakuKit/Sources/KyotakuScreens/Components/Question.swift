import SwiftUI

extension View {
    /// A question that has to be answered before anything goes on. It goes with its answer, which
    /// changes what `isAsked` is made of, and in no other way.
    ///
    /// - Parameter answers: A button for each answer; to stay as one is has the role `.cancel`.
    func question<Answers: View>(
        _ title: String,
        isAsked: Bool,
        message: String? = nil,
        @ViewBuilder answers: () -> Answers
    ) -> some View {
        let answers = answers()
        return alert(
            title,
            isPresented: Binding(get: { isAsked }, set: { _ in }),
            actions: { answers },
            message: { if let message { Text(message) } }
        )
    }
}
