import SwiftUI
import Testing

/// What is tapped, switched and opened.
@MainActor
struct ControlTests {
    @Test
    func aButtonSaysWhatKindOfButtonItIs() {
        let shown = Rendered(
            Button("a", role: .destructive) {}
                .buttonStyle(.borderedProminent)
                .buttonBorderShape(.capsule)
                .controlSize(.large)
                .tint(.red)
                .keyboardShortcut(.defaultAction)
        )
        #expect(
            shown.first("button")?.attributes == [
                "role": "destructive", "style": "prominent", "border": "capsule", "size": "large",
                "tint": "red", "shortcut": "return",
            ]
        )
    }

    @Test
    func aStyleIsThatOfAllButtonsBelow() {
        let shown = Rendered(
            VStack {
                Button("a") {}
                Button("b") {}.buttonStyle(.plain)
            }
            .buttonStyle(.bordered)
        )
        #expect(shown.all("button").map { $0.text("style") } == ["bordered", "plain"])
    }

    @Test
    func aStyleOfTheAppMakesTheFaceOfAButton() throws {
        let shown = Rendered(Styled())
        let button = try #require(shown.first("button"))
        #expect(button.text("style") == "plain")
        #expect(button.children.map(\.kind) == ["padding"])
        #expect(button.all.compactMap { $0.text("text") } == ["add", "enabled"])
        try shown.send(.tap(button.id))
        #expect(shown.shows("1"))
    }

    @Test
    func aStyleKnowsWhetherItsButtonIsDisabled() {
        #expect(Rendered(Styled().disabled(true)).shows("disabled"))
    }

    @Test
    func aToggleIsSwitched() throws {
        let shown = Rendered(Switching())
        #expect(shown.first("toggle")?.flag("on") == false)
        try shown.toggle("loud")
        #expect(shown.first("toggle")?.flag("on") == true)
        #expect(shown.shows("is loud"))
    }

    @Test
    func aDisclosureShowsItsContentOnceItIsOpen() throws {
        let shown = Rendered(DisclosureGroup("more") { Text("content") })
        #expect(!shown.shows("content"))
        try shown.tap("more")
        #expect(shown.shows("content"))
        try shown.tap("more")
        #expect(!shown.shows("content"))
    }

    @Test
    func aDisclosureMayBeOpenedByTheApp() throws {
        let shown = Rendered(Disclosing())
        #expect(!shown.shows("content"))
        try shown.tap("open")
        #expect(shown.shows("content"))
    }

    @Test
    func progressIsAPartOfTheWhole() {
        let half = Rendered(ProgressView("busy", value: 2.0, total: 4)).first("progress")
        #expect(half?.attributes == ["value": .number(0.5), "label": "busy"])
        #expect(Rendered(ProgressView()).first("progress")?.attributes == [:])
        #expect(Rendered(ProgressView(value: 9.0)).first("progress")?.number("value") == 1)
    }

    @Test
    func whateverTakesTapsIsTapped() throws {
        let seen = Happenings()
        let shown = Rendered(Text("a").onTapGesture { seen.add("tap") })
        try shown.tap("a")
        #expect(seen.all == ["tap"])
    }

    @Test
    func whatIsDisabledTakesNoTaps() {
        let shown = Rendered(Text("a").onTapGesture {}.disabled(true))
        #expect(throws: Rendered.Fault.refused("a", .takesNothing)) { try shown.tap("a") }
    }

    @Test
    func aKeyGoesToTheFocusAndFromThereOutwardsUntilThereIsAUseForIt() throws {
        let seen = Happenings()
        let shown = Rendered(
            VStack {
                Text("a").focusable().onKeyPress("5") {
                    seen.add("inner")
                    return .handled
                }
                Text("b").onKeyPress { _ in
                    seen.add("elsewhere")
                    return .handled
                }
            }
            .onKeyPress(characters: .decimalDigits) { press in
                seen.add("outer \(press.characters)")
                return .handled
            }
        )
        // Nobody has the focus.
        #expect(throws: Rendered.Fault.self) { try shown.send(.key("5")) }
        try shown.send(.focus(shown.text("a")?.id))
        try shown.send(.key("5"))
        try shown.send(.key("6"))
        #expect(seen.all == ["inner", "outer 6"])
        #expect(throws: Rendered.Fault.self) { try shown.send(.key("x")) }
    }
}

private struct Framed: ButtonStyle {
    @Environment(\.isEnabled) private var isEnabled

    func makeBody(configuration: Configuration) -> some View {
        HStack {
            configuration.label
            Text(isEnabled ? "enabled" : "disabled")
        }
        .opacity(configuration.isPressed ? 0.5 : 1)
        .padding()
    }
}

private struct Styled: View {
    @State private var count = 0

    var body: some View {
        Text("\(count)")
        Button("add") { count += 1 }.buttonStyle(Framed())
    }
}

private struct Switching: View {
    @State private var isLoud = false

    var body: some View {
        Toggle("loud", isOn: $isLoud)
        Text(isLoud ? "is loud" : "is quiet")
    }
}

private struct Disclosing: View {
    @State private var isOpen = false

    var body: some View {
        DisclosureGroup("more", isExpanded: $isOpen) { Text("content") }
        Button("open") { isOpen = true }
    }
}
