import SwiftUI
import Testing

/// What is in the bars of a page.
@MainActor
struct BarTests {
    @Test
    func itemsGoWhereTheirPlacementSays() throws {
        let shown = Rendered(
            NavigationStack {
                Text("content").toolbar {
                    ToolbarItem(placement: .cancellationAction) { Button("cancel") {} }
                    ToolbarItem(placement: .confirmationAction) { Button("save") {} }
                    ToolbarItem(placement: .principal) { Text("title") }
                    ToolbarItemGroup(placement: .bottomBar) {
                        Button("a") {}
                        Button("b") {}
                    }
                }
            }
        )
        #expect(
            shown.first("page")?.children.map(\.kind.rawValue) == [
                "text", "leading", "trailing", "principal", "bottom", "bottom",
            ]
        )
        #expect(shown.labels == ["cancel", "title", "save", "content", "a", "b"])
    }

    @Test
    func itemsMayDependOnConditions() throws {
        let shown = Rendered(Editing())
        #expect(shown.labels == ["edit", "content"])
        try shown.tap("edit")
        #expect(shown.labels == ["done", "help", "content"])
        try shown.tap("done")
        #expect(shown.labels == ["edit", "content"])
    }

    @Test
    func theBarSaysHowItsTitleStandsAndWhetherItIsThere() {
        let shown = Rendered(
            NavigationStack {
                Text("content").navigationTitle("title").navigationBarTitleDisplayMode(.inline)
                    .toolbar(.hidden, for: .navigationBar)
            }
        )
        #expect(
            shown.first("page")?.attributes == [
                "title": "title", "titleMode": "inline", "barHidden": true,
            ]
        )
    }

    @Test
    func itemsOfAPageBelowAreNotThoseOfTheOneAbove() throws {
        let shown = Rendered(Deep())
        #expect(shown.offers("below"))
        try shown.tap("go")
        #expect(!shown.offers("below"))
        #expect(shown.offers("above"))
    }

    @Test
    func whoeverHidesTheWayBackTakesIt() throws {
        let shown = Rendered(Deep(hidesBack: true))
        try shown.tap("go")
        #expect(throws: Rendered.Fault.refused("back", .notThere)) { try shown.send(.back) }
    }

    @Test
    func aPageGoesBackByItselfToo() throws {
        let shown = Rendered(Deep())
        try shown.tap("go")
        try shown.tap("dismiss")
        #expect(shown.offers("go"))
    }
}

private struct Editing: View {
    @State private var isEditing = false

    var body: some View {
        NavigationStack {
            Text("content").toolbar {
                if isEditing {
                    ToolbarItem(placement: .topBarLeading) { Button("done") { isEditing = false } }
                } else {
                    ToolbarItem(placement: .topBarLeading) { Button("edit") { isEditing = true } }
                }
                if isEditing {
                    ToolbarItem(placement: .topBarTrailing) { Button("help") {} }
                }
            }
        }
    }
}

private struct Deep: View {
    var hidesBack = false
    @State private var path: [Int] = []

    var body: some View {
        NavigationStack(path: $path) {
            Button("go") { path = [1] }
                .toolbar { ToolbarItem(placement: .topBarTrailing) { Button("below") {} } }
                .navigationDestination(for: Int.self) { _ in
                    Going()
                        .toolbar { ToolbarItem(placement: .topBarTrailing) { Button("above") {} } }
                        .navigationBarBackButtonHidden(hidesBack)
                }
        }
    }
}

private struct Going: View {
    @Environment(\.dismiss) private var dismiss

    var body: some View { Button("dismiss") { dismiss() } }
}
