import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// While nothing may be seen, nothing of any layer is: neither in the picture of the app switcher nor in a
/// recording.
@MainActor
@Suite struct CoverTests {
    /// A screen with something over it.
    private func shown(_ view: some View) -> Rendered {
        KyotakuScreensTests.shown(view.covered().environment(Presented()))
    }

    /// All that there is of a screen when it is covered, and what it says when it is not any more.
    private func cover(
        _ shown: Rendered,
        for reason: AppCover,
        at location: SourceLocation = #_sourceLocation
    ) {
        let before = shown.everything
        shown.graph.environment.cover = reason
        let said = Set(shown.everything)
        #expect(said.isSubset(of: words(of: reason)), sourceLocation: location)
        #expect(!said.isEmpty, sourceLocation: location)
        shown.graph.environment.cover = nil
        #expect(shown.everything == before, sourceLocation: location)
    }

    private func words(of reason: AppCover) -> Set<String> {
        let texts = texts()
        var words = [texts(.commonAppName), texts(.coverTitle), "", "cover", "sheet"]
        if reason == .captured { words += [texts(.coverCaptured), texts(.coverCapturedNext)] }
        return Set(words)
    }

    @Test(arguments: AppCover.allCases)
    func aSheetIsCoveredAndKeepsWhatWasTyped(_ reason: AppCover) throws {
        let screen = shown(Below(kind: .sheet))
        try screen.type("訪問", into: "field")
        #expect(screen.element("field")?.value == "訪問")
        cover(screen, for: reason)
        #expect(screen.element("field")?.value == "訪問")
        #expect(screen.screen.over.map(\.kind) == [.sheet])
    }

    @Test(arguments: AppCover.allCases)
    func whatLiesOverTheWholeScreenIsCoveredAndKeepsWhatWasTyped(_ reason: AppCover) throws {
        let screen = shown(Below(kind: .full))
        try screen.type("訪問", into: "field")
        cover(screen, for: reason)
        #expect(screen.element("field")?.value == "訪問")
    }

    @Test(arguments: AppCover.allCases)
    func aSheetAboutSomethingIsCoveredAndKeepsWhatWasTyped(_ reason: AppCover) throws {
        let screen = shown(Below(kind: .item))
        try screen.type("訪問", into: "field")
        cover(screen, for: reason)
        #expect(screen.element("field")?.value == "訪問")
    }

    @Test(arguments: AppCover.allCases)
    func aQuestionGoesAndComesBackUnanswered(_ reason: AppCover) throws {
        let screen = shown(Below(kind: .question))
        #expect(screen.shows("message"))
        cover(screen, for: reason)
        #expect(screen.screen.over.map(\.kind) == [.alert])
        #expect(screen.offers("answer"))
    }

    @Test(arguments: AppCover.allCases)
    func aQuestionOnASheetGoesToo(_ reason: AppCover) throws {
        let screen = shown(Below(kind: .questionOnSheet))
        #expect(screen.screen.over.map(\.kind) == [.sheet, .alert])
        cover(screen, for: reason)
        #expect(screen.screen.over.map(\.kind) == [.sheet, .alert])
    }

    @Test func whatIsAskedForAtOnceComesOneAfterTheOther() throws {
        let screen = KyotakuScreensTests.shown(Crowd().environment(Presented()))
        for name in ["panel", "first", "second"] {
            #expect(screen.screen.over.count == 1)
            try screen.tap(name)
        }
        #expect(screen.screen.over.isEmpty)
        #expect(screen.faults == [])
    }

    @Test func thatThePhoneLocksSoonIsSaidOverTheUppermostLayer() throws {
        let screen = shown(Below(kind: .sheet))
        let warning = LockWarning(texts: texts()) {}
        screen.graph.environment.lockWarning = warning
        #expect(screen.screen.over.map(\.kind) == [.sheet, .alert])
        #expect(screen.headings == [texts()(.lockSoonTitle)])
        screen.graph.environment.lockWarning = nil
        #expect(screen.screen.over.map(\.kind) == [.sheet])
        #expect(screen.faults == [])
    }

    @Test func nothingThatIsCoveredCanBeUsed() throws {
        let screen = shown(Below(kind: .sheet))
        screen.graph.environment.cover = .captured
        #expect(throws: Rendered.Fault.self) { try screen.type("a", into: "field") }
        #expect(!screen.offers("button"))
    }
}

/// A screen with a layer over it.
private struct Below: View {
    enum Kind { case sheet, full, item, question, questionOnSheet }

    @State private var item: Item? = Item(id: 1)
    let kind: Kind

    var body: some View {
        switch kind {
        case .sheet: Text("below").panel(isPresented: .constant(true)) { Above() }
        case .full: Text("below").fullPanel(isPresented: .constant(true)) { Above() }
        case .item: Text("below").panel(item: $item) { _ in Above() }
        case .question: question(on: Text("below"))
        case .questionOnSheet:
            Text("below").panel(isPresented: .constant(true)) { question(on: Above()) }
        }
    }

    private func question(on view: some View) -> some View {
        view.question("title", isAsked: true, message: "message") { Button("answer") {} }
    }
}

/// Three things over one screen at once.
private struct Crowd: View {
    @State private var hasPanel = true
    @State private var asksFirst = true
    @State private var asksSecond = true

    var body: some View {
        Text("below")
            .question("", isAsked: asksSecond) { Button("second") { asksSecond = false } }
            .question("", isAsked: asksFirst) { Button("first") { asksFirst = false } }
            .panel(isPresented: $hasPanel) { Button("panel") { hasPanel = false } }
    }
}

private struct Item: Identifiable {
    let id: Int
}

private struct Above: View {
    @State private var text = ""

    var body: some View {
        NavigationStack {
            VStack {
                TextField("field", text: $text)
                Button("button") {}
            }
            .navigationTitle("page")
        }
    }
}
