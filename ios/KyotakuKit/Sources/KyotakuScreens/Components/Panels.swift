import SwiftUI

// The only ways in which something is put over a screen: nothing of it may be seen while nothing of
// the screen may.
extension View {
    /// A sheet.
    func panel<Content: View>(
        isPresented: Binding<Bool>,
        @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        sheet(isPresented: isPresented) { content().covered() }
            .tellingPresented(isPresented.wrappedValue)
    }

    /// A sheet about something.
    func panel<Item: Identifiable, Content: View>(
        item: Binding<Item?>,
        @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View {
        sheet(item: item) { content($0).covered() }
            .tellingPresented(item.wrappedValue != nil)
    }

    /// Something over the whole screen.
    func fullPanel<Content: View>(
        isPresented: Binding<Bool>,
        @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        fullScreenCover(isPresented: isPresented) { content().covered() }
            .tellingPresented(isPresented.wrappedValue)
    }

    /// A question that has to be answered before anything goes on. It goes with its answer, and in
    /// no other way: the system takes it away whichever button is tapped, so each answer makes
    /// `isAsked` false at once, whatever becomes of it. Otherwise the question would count as asked
    /// and not be there. While nothing may be seen it is not there, since the text of an alert cannot
    /// be hidden; it comes back after that.
    ///
    /// - Parameter answers: A button for each answer; to stay as one is has the role `.cancel`.
    func question<Answers: View>(
        _ title: String,
        isAsked: Bool,
        message: String? = nil,
        @ViewBuilder answers: () -> Answers
    ) -> some View {
        modifier(Question(title: title, isAsked: isAsked, message: message, answers: answers()))
    }
}

private struct Question<Answers: View>: ViewModifier {
    @Environment(\.cover) private var cover
    let title: String
    let isAsked: Bool
    let message: String?
    let answers: Answers

    func body(content: Content) -> some View {
        let isShown = isAsked && cover == nil
        content.alert(
            title,
            isPresented: Binding(get: { isShown }, set: { _ in }),
            actions: { answers },
            message: { if let message { Text(message) } }
        )
        .tellingPresented(isAsked)
    }
}
