import Observation
import SwiftUI
import Testing

/// What views find around themselves.
@MainActor
struct EnvironmentTests {
    @Test
    func aValueIsThatOfTheNearestViewAround() {
        let shown = Rendered(
            VStack {
                Saying()
                Saying().environment(\.word, "inner")
                Group { Saying() }.environment(\.word, "group")
            }
            .environment(\.word, "outer")
        )
        #expect(shown.labels == ["outer", "inner", "group"])
    }

    @Test
    func aValueThatNobodySetIsTheDefault() {
        #expect(Rendered(Saying()).labels == ["nothing"])
    }

    @Test
    func aValueThatChangesIsSeenBelow() throws {
        let shown = Rendered(Setting())
        #expect(shown.shows("first"))
        try shown.tap("set")
        #expect(shown.shows("second"))
    }

    @Test
    func anObjectIsFoundByItsType() {
        let shown = Rendered(Greeting().environment(Person(name: "Sato")))
        #expect(shown.labels == ["Sato"])
    }

    @Test
    func whatThePhoneIsSetUpToIsFoundByViews() {
        let shown = Rendered(Phone())
        #expect(shown.labels == ["active", "light", "large", "moves", "silent", "free"])
        shown.graph.phase = .inactive
        shown.graph.colorScheme = .dark
        shown.graph.typeSize = .accessibility3
        shown.graph.reducesMotion = true
        shown.graph.hasVoiceOver = true
        shown.graph.isCaptured = true
        #expect(
            shown.labels == ["inactive", "dark", "accessibility3", "still", "speaks", "captured"]
        )
    }

    @Test
    func theSizeOfTypeIsKeptInItsLimits() {
        let shown = Rendered(Phone().dynamicTypeSize(.xLarge ... .accessibility5))
        #expect(shown.labels[2] == "xLarge")
        #expect(shown.first("type")?.text("size") == "xLarge")
        shown.graph.typeSize = .accessibility1
        #expect(shown.labels[2] == "accessibility1")
        #expect(shown.first("type") == nil)
    }

    @Test
    func aMeasureGrowsWithTheType() {
        let shown = Rendered(Measured())
        #expect(shown.first("frame")?.number("minHeight") == 34)
        shown.graph.typeSize = .accessibility5
        #expect(shown.first("frame")?.number("minHeight") == 106)
    }

    @Test
    func anAppMayInsistOnLightOrDark() throws {
        let shown = Rendered(Insisting())
        #expect(shown.screen.scheme == nil)
        try shown.tap("insist")
        #expect(shown.screen.scheme == "dark")
        #expect(shown.shows("is dark"))
    }

    @Test
    func textInAnotherLanguageThanTheAppsSaysSo() {
        let shown = Rendered(
            VStack {
                Text("こんにちは")
                Text("Hello").environment(\.locale, Locale(identifier: "en"))
            }
        )
        #expect(shown.text("こんにちは")?.text("lang") == nil)
        #expect(shown.text("Hello")?.text("lang") == "en")
    }

    @Test
    func textIsSetInTheGlyphsThatTheAppAsksFor() {
        let japanese = Locale.Language(languageCode: .japanese)
        let shown = Rendered(
            VStack {
                Text("直")
                VStack { Text("骨") }.typesettingLanguage(japanese)
                Text("角").typesettingLanguage(japanese, isEnabled: false)
            }
        )
        #expect(shown.text("直")?.text("typeset") == nil)
        #expect(shown.text("骨")?.text("typeset") == "ja")
        #expect(shown.text("角")?.text("typeset") == nil)
    }

    @Test
    func aViewIsDisabledByAnyAroundIt() {
        let shown = Rendered(
            VStack {
                Button("a") {}.disabled(false)
                Toggle("b", isOn: .constant(true))
            }
            .disabled(true)
        )
        #expect(shown.reading.allSatisfy { $0.traits.contains("disabled") })
        #expect(throws: Rendered.Fault.refused("a", .takesNothing)) { try shown.tap("a") }
    }

    @Test
    func whoeverOpensALinkIsAskedForIt() throws {
        var opened: [URL] = []
        let shown = Rendered(Opening()) {
            $0.openURL = OpenURLAction {
                opened.append($0)
                return .handled
            }
        }
        try shown.tap("open")
        #expect(opened.map(\.absoluteString) == ["https://example.jp"])
    }

    @Test
    func aModifierHasStateAndAnEnvironmentOfItsOwn() throws {
        let shown = Rendered(
            Text("content").modifier(Counting()).environment(\.word, "taps")
        )
        try shown.tap("count")
        #expect(shown.labels == ["content", "1 taps", "count"])
    }
}

private struct WordKey: EnvironmentKey {
    static let defaultValue = "nothing"
}

extension EnvironmentValues {
    fileprivate var word: String {
        get { self[WordKey.self] }
        set { self[WordKey.self] = newValue }
    }
}

private struct Saying: View {
    @Environment(\.word) private var word

    var body: some View { Text(word) }
}

private struct Setting: View {
    @State private var word = "first"

    var body: some View {
        Saying().environment(\.word, word)
        Button("set") { word = "second" }
    }
}

@Observable
private final class Person {
    let name: String

    init(name: String) {
        self.name = name
    }
}

private struct Greeting: View {
    @Environment(Person.self) private var person

    var body: some View { Text(person.name) }
}

private struct Phone: View {
    @Environment(\.scenePhase) private var phase
    @Environment(\.colorScheme) private var scheme
    @Environment(\.dynamicTypeSize) private var size
    @Environment(\.accessibilityReduceMotion) private var reducesMotion
    @Environment(\.accessibilityVoiceOverEnabled) private var speaks
    @Environment(\.isSceneCaptured) private var isCaptured

    var body: some View {
        VStack {
            Text("\(phase)")
            Text("\(scheme)")
            Text("\(size)")
            Text(reducesMotion ? "still" : "moves")
            Text(speaks ? "speaks" : "silent")
            Text(isCaptured ? "captured" : "free")
        }
    }
}

private struct Measured: View {
    @ScaledMetric private var height: CGFloat = 34

    var body: some View { Text("a").frame(minHeight: height) }
}

private struct Insisting: View {
    @State private var insists = false

    var body: some View {
        Group {
            Scheme()
            Button("insist") { insists = true }
        }
        .preferredColorScheme(insists ? .dark : nil)
    }
}

private struct Scheme: View {
    @Environment(\.colorScheme) private var scheme

    var body: some View { Text("is \(scheme)") }
}

private struct Opening: View {
    @Environment(\.openURL) private var openURL

    var body: some View {
        Button("open") {
            if let url = URL(string: "https://example.jp") { openURL(url) }
        }
    }
}

private struct Counting: ViewModifier {
    @State private var count = 0
    @Environment(\.word) private var word

    func body(content: Content) -> some View {
        content
        Text("\(count) \(word)")
        Button("count") { count += 1 }
    }
}
