import SwiftUI
import Testing

/// Lists, forms, and their rows.
@MainActor
struct ListTests {
    @Test
    func sectionsHaveHeadersAndFooters() throws {
        let shown = Rendered(
            List {
                Section {
                    Text("row")
                } header: {
                    Text("above")
                } footer: {
                    Text("below")
                }
                Section("title") { Text("other") }
                Section { Text("plain") }
            }
            .listStyle(.insetGrouped)
            .headerProminence(.increased)
        )
        #expect(shown.first("list")?.attributes == ["style": "insetGrouped"])
        #expect(
            shown.all("section").map { $0.children.map(\.kind.rawValue) } == [
                ["header", "text", "footer"], ["header", "text"], ["text"],
            ]
        )
        #expect(shown.all("section").allSatisfy { $0.text("prominence") == "increased" })
        #expect(
            shown.reading.filter { $0.traits.contains("header") }.map(\.label) == [
                "above", "title",
            ]
        )
    }

    @Test
    func whatSeveralModifiersSayOfARowIsInOneNode() {
        let shown = Rendered(
            List {
                Text("row").listRowBackground(Color.yellow).listRowSeparator(.hidden)
                    .listRowInsets(EdgeInsets(top: 1, leading: 2, bottom: 3, trailing: 4))
            }
        )
        #expect(
            shown.all("row-style").map(\.attributes) == [
                [
                    "separators": "hidden", "top": .number(1),
                    "leading": .number(2), "bottom": .number(3), "trailing": .number(4),
                ]
            ]
        )
        #expect(shown.first("row-style")?.children.map(\.kind) == ["text", "layer"])
        #expect(shown.first("shape")?.text("fill") == "yellow")
    }

    @Test
    func rowsOfDataAreWhoTheirIdentifiersSay() throws {
        let shown = Rendered(Rows())
        let before = identifiers(shown)
        try shown.tap("turn")
        #expect(shown.all("text").compactMap { $0.text("text") }.prefix(3) == ["3", "2", "1"])
        #expect(identifiers(shown) == before)
    }

    @Test
    func wrappersMoveWithTheirRows() throws {
        let shown = Rendered(Rows())
        let before = shown.all("padding").map(\.id)
        try shown.tap("turn")
        #expect(shown.all("padding").map(\.id) == before.reversed())
    }

    @Test
    func aRowThatGoesTakesItsPlaceWithIt() throws {
        let shown = Rendered(Rows())
        let before = identifiers(shown)
        try shown.tap("drop")
        let after = identifiers(shown)
        #expect(after["1"] == nil)
        #expect(after["2"] == before["2"])
        #expect(after["3"] == before["3"])
    }

    @Test
    func aFactIsItsNameAndItsValue() {
        let shown = Rendered(
            Form {
                LabeledContent("Name", value: "Sato")
                LabeledContent("State") { Label("good", systemImage: "checkmark") }
            }
        )
        #expect(shown.first("labeled")?.children.map(\.kind) == ["label", "content"])
        #expect(shown.reading.map(\.label) == ["Name", "State"])
        #expect(shown.reading.map(\.value) == ["Sato", "good"])
    }

    @Test
    func whatScrollsSaysWhatBecomesOfTheKeyboardAndOfWhatIsBehind() {
        let shown = Rendered(
            ScrollView(.horizontal) { Text("a") }
                .scrollDismissesKeyboard(.interactively)
                .scrollContentBackground(.hidden)
        )
        #expect(
            shown.first("scroll")?.attributes == [
                "axes": "horizontal", "keyboard": "interactively", "background": "hidden",
            ]
        )
    }

    private func identifiers(_ shown: Rendered) -> [String: String] {
        Dictionary(
            shown.all("text").map { ($0.text("text") ?? "", $0.id) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

private struct Row: Identifiable {
    let id: Int
}

private struct Rows: View {
    @State private var rows = [Row(id: 1), Row(id: 2), Row(id: 3)]

    var body: some View {
        List(rows) { Text("\($0.id)").padding() }
        Button("turn") { rows.reverse() }
        Button("drop") { rows.removeFirst() }
    }
}
