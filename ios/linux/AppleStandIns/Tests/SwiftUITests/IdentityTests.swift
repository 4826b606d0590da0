import Observation
import SwiftUI
import Testing

/// Who a view is, what it keeps, and when that is gone.
@MainActor
struct IdentityTests {
    @Test
    func stateSurvivesWhatHappensAround() throws {
        let shown = Rendered(Counters())
        try shown.tap("add a")
        try shown.tap("add a")
        try shown.tap("add b")
        try shown.tap("around")
        #expect(shown.shows("a is 2"))
        #expect(shown.shows("b is 1"))
        #expect(shown.shows("around is 1"))
    }

    @Test
    func stateGoesWithItsViewAndBeginsAnew() throws {
        let shown = Rendered(Optionally())
        try shown.tap("add a")
        try shown.tap("switch")
        #expect(!shown.shows("a is"))
        try shown.tap("switch")
        #expect(shown.shows("a is 0"))
    }

    @Test
    func theTwoSidesOfAConditionAreTwoViews() throws {
        let shown = Rendered(Sides())
        try shown.tap("add a")
        try shown.tap("other side")
        #expect(shown.shows("a is 0"))
    }

    @Test
    func aMemberOfAListKeepsItsStateWhereverItMoves() throws {
        let shown = Rendered(Rows())
        try shown.tap("add 1")
        let before = shown.screen.reachable.first { $0.text("text") == "1 is 1" }?.id
        try shown.tap("turn")
        #expect(shown.texts.filter { $0.contains(" is ") } == ["3 is 0", "2 is 0", "1 is 1"])
        #expect(shown.screen.reachable.first { $0.text("text") == "1 is 1" }?.id == before)
    }

    @Test
    func anotherIdentityIsAnotherView() throws {
        let shown = Rendered(Renamed())
        try shown.tap("add a")
        #expect(shown.shows("a is 1"))
        try shown.tap("rename")
        #expect(shown.shows("a is 0"))
    }

    @Test
    func whatAModelSaysIsShownWhenItChanges() async throws {
        let model = Model()
        let shown = Rendered(Watching(model: model))
        #expect(shown.shows("name: A"))
        model.name = "B"
        #expect(shown.shows("name: B"))
    }

    @Test
    func whoeverDrawsTheScreenIsToldOfAChangeThatSomebodyElseHasLookedAtBefore() async {
        let model = Model()
        let shown = Rendered(Watching(model: model))
        var changes = 0
        shown.graph.onChange = { changes += 1 }
        model.name = "B"
        #expect(shown.shows("name: B"))
        for _ in 0..<10_000 where changes == 0 { await Task.yield() }
        #expect(changes == 1)
    }

    @Test
    func whatNobodyReadsChangesNothing() {
        let model = Model()
        let shown = Rendered(Watching(model: model))
        var changes = 0
        shown.graph.onChange = { changes += 1 }
        model.unread = 3
        _ = shown.screen
        #expect(changes == 0)
    }

    @Test
    func aBindingWritesWhereItReads() throws {
        let shown = Rendered(Parent())
        try shown.tap("child adds")
        #expect(shown.shows("parent has 1"))
    }
}

private struct Counter: View {
    let name: String
    @State private var count = 0

    var body: some View {
        Text("\(name) is \(count)")
        Button("add \(name)") { count += 1 }
    }
}

private struct Counters: View {
    @State private var around = 0

    var body: some View {
        VStack {
            Counter(name: "a")
            Counter(name: "b")
            Text("around is \(around)")
            Button("around") { around += 1 }
        }
    }
}

private struct Optionally: View {
    @State private var isThere = true

    var body: some View {
        if isThere { Counter(name: "a") }
        Button("switch") { isThere.toggle() }
    }
}

private struct Sides: View {
    @State private var isFirst = true

    var body: some View {
        if isFirst { Counter(name: "a") } else { Counter(name: "a") }
        Button("other side") { isFirst.toggle() }
    }
}

private struct Rows: View {
    @State private var rows = [1, 2, 3]

    var body: some View {
        ForEach(rows, id: \.self) { Counter(name: "\($0)") }
        Button("turn") { rows.reverse() }
    }
}

private struct Renamed: View {
    @State private var name = 1

    var body: some View {
        Counter(name: "a").id(name)
        Button("rename") { name += 1 }
    }
}

@MainActor
@Observable
private final class Model {
    var name = "A"
    var unread = 0
}

private struct Watching: View {
    let model: Model

    var body: some View {
        Text("name: \(model.name)")
    }
}

private struct Parent: View {
    @State private var count = 0

    var body: some View {
        Text("parent has \(count)")
        Child(count: $count)
    }
}

private struct Child: View {
    @Binding var count: Int

    var body: some View {
        Button("child adds") { count += 1 }
    }
}
