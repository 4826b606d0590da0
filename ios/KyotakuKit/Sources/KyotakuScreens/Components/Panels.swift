import SwiftUI

// The only ways in which something is put over a screen: nothing of it may be seen while nothing of
// the screen may.
extension View {
    /// A sheet.
    func panel<Content: View>(
        isPresented: Binding<Bool>,
        @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        InTurn(isPresented.wrappedValue) { isTurn in
            sheet(
                isPresented: Binding(
                    get: { isTurn && isPresented.wrappedValue },
                    set: { isPresented.wrappedValue = $0 }
                )
            ) { Layer(content: content()) }
        }
    }

    /// A sheet about something.
    func panel<Item: Identifiable, Content: View>(
        item: Binding<Item?>,
        @ViewBuilder content: @escaping (Item) -> Content
    ) -> some View {
        InTurn(item.wrappedValue != nil) { isTurn in
            sheet(
                item: Binding(
                    get: { isTurn ? item.wrappedValue : nil },
                    set: { item.wrappedValue = $0 }
                )
            ) { Layer(content: content($0)) }
        }
    }

    /// Something over the whole screen.
    func fullPanel<Content: View>(
        isPresented: Binding<Bool>,
        @ViewBuilder content: @escaping () -> Content
    ) -> some View {
        InTurn(isPresented.wrappedValue) { isTurn in
            fullScreenCover(
                isPresented: Binding(
                    get: { isTurn && isPresented.wrappedValue },
                    set: { isPresented.wrappedValue = $0 }
                )
            ) { Layer(content: content()) }
        }
    }

    /// A question that has to be answered before anything goes on. It goes with its answer, and in
    /// no other way: the system takes it away whichever button is tapped, so each answer makes
    /// `isAsked` false at once, whatever becomes of it. Otherwise the question would count as asked
    /// and not be there. While nothing may be seen it is not there, since the text of an alert cannot
    /// be hidden; it comes back after that. Of several questions of one layer the others wait.
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
        InTurn(isAsked) { isTurn in
            let isShown = isTurn && cover == nil
            content.alert(
                title,
                isPresented: Binding(get: { isShown }, set: { _ in }),
                actions: { answers },
                message: { if let message { Text(message) } }
            )
        }
    }
}

/// What lies over a screen: it is hidden by itself, and something can lie over it in turn.
private struct Layer<Content: View>: View {
    @State private var presented = Presented()
    let content: Content

    var body: some View {
        content.covered().environment(presented)
    }
}
