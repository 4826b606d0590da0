import SwiftUI
import Testing

/// What is typed, and where the keyboard is.
@MainActor
struct FieldTests {
    @Test
    func whatIsTypedIsWhereTheBindingIs() throws {
        let shown = Rendered(Typing())
        try shown.type("Sato", into: "Name")
        #expect(shown.shows("name is Sato"))
        #expect(shown.first("field")?.text("text") == "Sato")
    }

    @Test
    func aFieldSaysWhatItIsToBeFilledWith() {
        let shown = Rendered(
            TextField("User", text: .constant(""), prompt: Text("nurse1"))
                .keyboardType(.asciiCapable)
                .textContentType(.username)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .submitLabel(.next)
                .textFieldStyle(.roundedBorder)
        )
        #expect(
            shown.first("field")?.attributes == [
                "title": "User", "text": "", "prompt": "nurse1", "keyboard": "asciiCapable",
                "content": "username", "capitalise": "never", "autocorrect": false,
                "submit": "next", "style": "roundedBorder",
            ]
        )
    }

    @Test
    func aSecureFieldTellsHowManyCharactersThereAreAndNotWhich() throws {
        let shown = Rendered(Typing())
        try shown.type("s3cret", into: "Password")
        let field = try #require(shown.all("field").last)
        #expect(field.number("count") == 6)
        #expect(field.text("text") == nil)
        #expect(!shown.screen.json().contains("s3cret"))
    }

    @Test
    func returnDoesWhatTheNearestAndThenTheOthersSay() throws {
        let seen = Happenings()
        let shown = Rendered(
            VStack { TextField("a", text: .constant("")).onSubmit { seen.add("inner") } }
                .onSubmit { seen.add("outer") }
        )
        try shown.send(.submit(shown.first("field")?.id ?? ""))
        #expect(seen.all == ["inner", "outer"])
    }

    @Test
    func aDisabledFieldTakesNothing() {
        let shown = Rendered(TextField("a", text: .constant("")).disabled(true))
        #expect(throws: Rendered.Fault.refused("a", .takesNothing)) {
            try shown.type("b", into: "a")
        }
    }

    @Test
    func theKeyboardGoesWhereTheAppPutsIt() throws {
        let shown = Rendered(Focusing())
        #expect(shown.screen.focus == nil)
        try shown.tap("to the second")
        #expect(shown.screen.focus == shown.all("field").last?.id)
        #expect(shown.shows("at second"))
    }

    @Test
    func theAppHearsWhereThePersonPutsTheKeyboard() throws {
        let shown = Rendered(Focusing())
        try shown.send(.focus(shown.first("field")?.id))
        #expect(shown.shows("at first"))
        try shown.send(.focus(nil))
        #expect(shown.shows("at none"))
        #expect(shown.screen.focus == nil)
    }

    @Test
    func whoeverTypesHasTheKeyboardThere() throws {
        let shown = Rendered(Focusing())
        try shown.type("x", into: "Second")
        #expect(shown.shows("at second"))
    }

    @Test
    func aFieldThatIsGoneHasNoKeyboard() throws {
        let shown = Rendered(Vanishing())
        try shown.send(.focus(shown.first("field")?.id))
        #expect(shown.screen.focus != nil)
        try shown.tap("away")
        #expect(shown.screen.focus == nil)
    }

    @Test
    func whatASheetLiesOverHasLostTheKeyboard() throws {
        let shown = Rendered(Keyed())
        try shown.tap("cover")
        #expect(shown.screen.focus == nil)
        try shown.tap("uncover")
        #expect(throws: Rendered.Fault.self) { try shown.send(.key("5")) }
        try shown.tap("take")
        try shown.send(.key("5"))
        #expect(shown.shows("pressed 5"))
    }

    @Test
    func anyViewMayHaveTheKeyboardIfItSaysSo() throws {
        let shown = Rendered(Keyed())
        #expect(shown.screen.focus == shown.text("keys")?.id)
        try shown.send(.key("5"))
        #expect(shown.shows("pressed 5"))
    }
}

private struct Typing: View {
    @State private var name = ""
    @State private var password = ""

    var body: some View {
        TextField("Name", text: $name)
        SecureField("Password", text: $password)
        Text("name is \(name)")
    }
}

private enum Place {
    case first
    case second
}

private struct Focusing: View {
    @FocusState private var place: Place?
    @State private var first = ""
    @State private var second = ""

    var body: some View {
        TextField("First", text: $first).focused($place, equals: .first)
        TextField("Second", text: $second).focused($place, equals: .second)
        Button("to the second") { place = .second }
        Text("at \(place.map { "\($0)" } ?? "none")")
    }
}

private struct Vanishing: View {
    @State private var isThere = true
    @State private var text = ""

    var body: some View {
        if isThere { TextField("a", text: $text) }
        Button("away") { isThere = false }
    }
}

private struct Keyed: View {
    @FocusState private var takesKeys: Bool
    @State private var pressed = ""
    @State private var isCovered = false

    var body: some View {
        Text("keys")
            .focusable()
            .focused($takesKeys)
            .onKeyPress(phases: .down) { press in
                pressed = press.characters
                return .handled
            }
            .onAppear { takesKeys = true }
            .fullScreenCover(isPresented: $isCovered) {
                Button("uncover") { isCovered = false }
            }
        Button("cover") { isCovered = true }
        Button("take") { takesKeys = true }
        Text("pressed \(pressed)")
    }
}
