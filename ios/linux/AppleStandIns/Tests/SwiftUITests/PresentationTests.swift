import SwiftUI
import Testing

/// Sheets, covers, alerts and dialogs.
@MainActor
struct PresentationTests {
    @Test
    func aSheetIsForAnItem() throws {
        let shown = Rendered(Items())
        try shown.tap("open 1")
        #expect(shown.labels == ["item 1", "count 0", "add", "next"])
        #expect(shown.screen.over.map(\.kind) == [.sheet])
        try shown.send(.dismiss(shown.screen.over[0].id))
        #expect(shown.labels == ["open 1"])
    }

    @Test
    func aSheetForAnotherItemIsAnotherSheet() throws {
        let shown = Rendered(Items())
        try shown.tap("open 1")
        try shown.tap("add")
        #expect(shown.shows("count 1"))
        let first = shown.screen.over[0].id
        try shown.tap("next")
        #expect(shown.labels.prefix(2) == ["item 2", "count 0"])
        #expect(shown.screen.over[0].id != first)
    }

    @Test
    func aCoverCannotBeSwipedAway() throws {
        let shown = Rendered(
            Text("below").fullScreenCover(isPresented: .constant(true)) { Text("cover") }
        )
        #expect(shown.labels == ["cover"])
        #expect(throws: Rendered.Fault.self) {
            try shown.send(.dismiss(shown.screen.over[0].id))
        }
    }

    @Test
    func aSheetSaysHowHighItStandsAndWhetherItGoes() throws {
        let shown = Rendered(
            Text("below").sheet(isPresented: .constant(true)) {
                Text("sheet").presentationDetents([.medium, .large]).interactiveDismissDisabled()
            }
        )
        let sheet = try #require(shown.screen.over.first)
        #expect(sheet.detents == ["medium", "large"])
        #expect(!sheet.isDismissable)
        #expect(throws: Rendered.Fault.self) { try shown.send(.dismiss(sheet.id)) }
    }

    @Test
    func whatIsPresentedFromASheetLiesOverIt() throws {
        let shown = Rendered(
            Text("below").sheet(isPresented: .constant(true)) {
                Text("sheet").alert("alert", isPresented: .constant(true)) { Button("ok") {} }
            }
        )
        #expect(shown.screen.over.map(\.kind) == [.sheet, .alert])
        #expect(shown.labels == ["alert", "ok"])
    }

    @Test
    func anAlertIsGoneAfterWhatItsButtonDoes() throws {
        let shown = Rendered(Asking())
        try shown.tap("ask")
        #expect(shown.labels == ["Really?", "It is gone then.", "keep", "delete"])
        #expect(
            shown.screen.over.first?.buttons.map { $0.text("role") } == ["cancel", "destructive"]
        )
        try shown.tap("delete")
        #expect(shown.screen.over.isEmpty)
        #expect(shown.shows("deleted 1"))
    }

    @Test
    func anAlertWithoutButtonsHasOneOfTheSystem() throws {
        let shown = Rendered(Telling())
        try shown.tap("tell")
        #expect(shown.labels == ["Done", "OK"])
        try shown.tap("OK")
        #expect(shown.labels == ["tell"])
    }

    @Test
    func anAlertCannotBeTappedAway() throws {
        let shown = Rendered(Telling())
        try shown.tap("tell")
        #expect(throws: Rendered.Fault.self) {
            try shown.send(.dismiss(shown.screen.over[0].id))
        }
    }

    @Test
    func theCancelOfADialogComesLast() throws {
        let shown = Rendered(Dialog())
        try shown.tap("ask")
        #expect(shown.labels == ["Which?", "a", "b", "never mind"])
        try shown.tap("b")
        #expect(shown.shows("chose b"))
    }

    @Test
    func aTapBesideADialogCancelsIt() throws {
        let shown = Rendered(Dialog())
        try shown.tap("ask")
        try shown.send(.dismiss(shown.screen.over[0].id))
        #expect(shown.shows("chose nothing"))
        #expect(shown.screen.over.isEmpty)
    }

    @Test(arguments: [("ja", "キャンセル"), ("en", "Cancel")])
    func aDialogCanAlwaysBeCancelled(language: String, cancel: String) throws {
        let shown = Rendered(Plain()) { $0.locale = Locale(identifier: language) }
        try shown.tap("ask")
        // Whose title is not asked for has none to be seen.
        #expect(shown.labels == ["a", cancel])
        try shown.tap(cancel)
        #expect(shown.labels == ["ask"])
    }

    @Test
    func anAlertGoesWithItsButtonAndABindingThatKeepsItOpenIsAFault() throws {
        let shown = Rendered(Stubborn())
        try shown.tap("ask")
        try shown.tap("OK")
        #expect(shown.labels == ["ask", "relent"])
        #expect(shown.faults.count == 1)
        try shown.tap("ask")
        #expect(shown.labels == ["ask", "relent"])
        try shown.tap("relent")
        _ = shown.screen
        try shown.tap("ask")
        #expect(shown.labels == ["stays", "OK"])
    }

    @Test
    func anAlertThatItsActionEndsIsNoFault() throws {
        let shown = Rendered(Asking())
        try shown.tap("ask")
        try shown.tap("delete")
        _ = shown.screen
        #expect(shown.faults == [])
    }

    @Test
    func onlyOneThingIsPresentedAtATimeAndTheOtherWaits() throws {
        let shown = Rendered(Chain())
        try shown.tap("inner")
        #expect(shown.screen.over.map(\.kind) == [.sheet])
        try shown.tap("outer")
        #expect(shown.screen.over.map(\.kind) == [.sheet])
        #expect(shown.faults == ["alert asked for while something else is presented"])
        try shown.tap("close")
        #expect(shown.labels == ["Outer", "OK"])
        #expect(shown.faults.count == 1)
    }
}

private struct Stubborn: View {
    @State private var isAsked = false

    var body: some View {
        Button("ask") { isAsked = true }
            .alert("stays", isPresented: Binding(get: { isAsked }, set: { _ in })) {}
        Button("relent") { isAsked = false }
    }
}

private struct Chain: View {
    @State private var isInner = false
    @State private var isOuter = false

    var body: some View {
        VStack {
            Button("inner") { isInner = true }
                .sheet(isPresented: $isInner) {
                    Button("outer") { isOuter = true }
                    Button("close") { isInner = false }
                }
        }
        .alert("Outer", isPresented: $isOuter) {}
    }
}

private struct Item: Identifiable {
    let id: Int
}

private struct Items: View {
    @State private var item: Item?

    var body: some View {
        Button("open 1") { item = Item(id: 1) }
            .sheet(item: $item) { shown in
                Text("item \(shown.id)")
                Adding()
                Button("next") { item = Item(id: shown.id + 1) }
            }
    }
}

private struct Adding: View {
    @State private var count = 0

    var body: some View {
        Text("count \(count)")
        Button("add") { count += 1 }
    }
}

private struct Asking: View {
    @State private var isAsking = false
    @State private var deleted = 0

    var body: some View {
        Button("ask") { isAsking = true }
            .alert("Really?", isPresented: $isAsking) {
                Button("keep", role: .cancel) {}
                Button("delete", role: .destructive) { deleted += 1 }
            } message: {
                Text("It is gone then.")
            }
        Text("deleted \(deleted)")
    }
}

private struct Telling: View {
    @State private var isTelling = false

    var body: some View {
        Button("tell") { isTelling = true }.alert("Done", isPresented: $isTelling) {}
    }
}

private struct Dialog: View {
    @State private var isAsking = false
    @State private var chosen = ""

    var body: some View {
        Button("ask") { isAsking = true }
            .confirmationDialog("Which?", isPresented: $isAsking, titleVisibility: .visible) {
                Button("never mind", role: .cancel) { chosen = "nothing" }
                Button("a") { chosen = "a" }
                Button("b") { chosen = "b" }
            }
        Text("chose \(chosen)")
    }
}

private struct Plain: View {
    @State private var isAsking = false

    var body: some View {
        Button("ask") { isAsking = true }
            .confirmationDialog("Which?", isPresented: $isAsking) { Button("a") {} }
    }
}
