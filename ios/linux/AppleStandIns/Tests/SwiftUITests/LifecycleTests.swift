import SwiftUI
import Testing

/// What views do when they come, change and go.
@MainActor
struct LifecycleTests {
    private let seen = Happenings()

    @Test
    func aViewAppearsOnceHoweverOftenItIsEvaluated() throws {
        let shown = Rendered(Coming(seen: seen))
        try shown.tap("change")
        try shown.tap("change")
        _ = shown.screen
        #expect(seen.all == ["came"])
    }

    @Test
    func aViewThatIsGoneDisappearsAndAppearsAnewLater() throws {
        let shown = Rendered(Coming(seen: seen))
        try shown.tap("hide")
        _ = shown.screen
        #expect(seen.all == ["came", "went"])
        try shown.tap("hide")
        _ = shown.screen
        #expect(seen.all == ["came", "went", "came"])
    }

    @Test
    func anAppThatHasEndedLeavesNothingOfItsModelsBehind() throws {
        weak var left: Happenings?
        do {
            let model = Happenings()
            left = model
            let shown = Rendered(Leaving(model: model))
            try shown.tap("go")
            try shown.tap("leave")
            try shown.tap("go")
            #expect(shown.offers("leave"))
            shown.graph.end()
        }
        #expect(left == nil)
    }

    @Test
    func allDisappearsWhenTheAppEnds() {
        let shown = Rendered(Coming(seen: seen))
        shown.graph.end()
        #expect(seen.all == ["came", "went"])
    }

    @Test
    func aChangeTellsWhatWasBeforeAndWhatIsNow() throws {
        let shown = Rendered(Changing(seen: seen, isInitial: false))
        #expect(seen.all == [])
        try shown.tap("add")
        _ = shown.screen
        try shown.tap("add")
        _ = shown.screen
        #expect(seen.all == ["0 to 1", "1 to 2"])
    }

    @Test
    func theFirstValueIsAChangeIfThatIsAskedFor() throws {
        let shown = Rendered(Changing(seen: seen, isInitial: true))
        #expect(seen.all == ["0 to 0"])
        try shown.tap("add")
        _ = shown.screen
        #expect(seen.all == ["0 to 0", "0 to 1"])
    }

    @Test
    func whatAChangeChangesIsSeenAtOnce() throws {
        let shown = Rendered(Following())
        try shown.tap("add")
        #expect(shown.shows("follows at 1"))
    }

    @Test
    func workGoesOnWhileItsViewIsEvaluatedAgain() async throws {
        let shown = Rendered(Working(seen: seen))
        #expect(await seen.reaches("began 0"))
        try shown.tap("other")
        _ = shown.screen
        #expect(seen.all == ["began 0"])
    }

    @Test
    func workBeginsAnewForSomethingElse() async throws {
        let shown = Rendered(Working(seen: seen))
        #expect(await seen.reaches("began 0"))
        try shown.tap("next")
        _ = shown.screen
        #expect(await seen.reaches("cancelled 0"))
        #expect(await seen.reaches("began 1"))
    }

    @Test
    func feedbackIsFeltWhenItsTriggerChanges() throws {
        let shown = Rendered(Feeling())
        var felt: [String] = []
        shown.graph.onFeedback = { felt.append($0) }
        try shown.tap("add")
        _ = shown.screen
        #expect(felt == ["selection"])
        try shown.tap("add")
        _ = shown.screen
        #expect(felt.sorted() == ["selection", "selection", "success"])
    }

    @Test
    func aPullRefreshesTheListAndNotWhatLiesInIt() async throws {
        let shown = Rendered(Refreshing(seen: seen))
        let list = try #require(shown.first("list"))
        #expect(list.flag("refreshable"))
        let inner = try #require(shown.first("scroll"))
        #expect(!inner.flag("refreshable"))
        try shown.send(.refresh(list.id))
        #expect(await seen.reaches("refreshed"))
        #expect(throws: Rendered.Fault.self) { try shown.send(.refresh(inner.id)) }
    }
}

/// A page that is left by a button, which takes the stack with it.
private struct Leaving: View {
    let model: Happenings
    @State private var path: [Int] = []

    var body: some View {
        NavigationStack(path: $path) {
            Button("go") { path = [1] }
                .navigationDestination(for: Int.self) { _ in Left(model: model) }
        }
    }
}

private struct Left: View {
    @Environment(\.dismiss) private var dismiss
    let model: Happenings

    var body: some View {
        Button("leave") {
            model.add("left")
            dismiss()
        }
    }
}

private struct Coming: View {
    let seen: Happenings
    @State private var isThere = true
    @State private var number = 0

    var body: some View {
        if isThere {
            Text("\(number)")
                .onAppear { seen.add("came") }
                .onDisappear { seen.add("went") }
        }
        Button("change") { number += 1 }
        Button("hide") { isThere.toggle() }
    }
}

private struct Changing: View {
    let seen: Happenings
    let isInitial: Bool
    @State private var number = 0

    var body: some View {
        Button("add") { number += 1 }
            .onChange(of: number, initial: isInitial) { old, new in
                seen.add("\(old) to \(new)")
            }
    }
}

private struct Following: View {
    @State private var first = 0
    @State private var second = 0

    var body: some View {
        Button("add") { first += 1 }
        Text("follows at \(second)")
            .onChange(of: first) { second = first }
    }
}

private struct Working: View {
    let seen: Happenings
    @State private var number = 0
    @State private var other = 0

    var body: some View {
        Text("\(other)")
            .task(id: number) {
                let mine = number
                seen.add("began \(mine)")
                try? await Task.sleep(for: .seconds(60))
                seen.add("\(Task.isCancelled ? "cancelled" : "done") \(mine)")
            }
        Button("next") { number += 1 }
        Button("other") { other += 1 }
    }
}

private struct Feeling: View {
    @State private var number = 0

    var body: some View {
        Button("add") { number += 1 }
            .sensoryFeedback(.selection, trigger: number)
            .sensoryFeedback(.success, trigger: number) { _, new in new == 2 }
    }
}

private struct Refreshing: View {
    let seen: Happenings

    var body: some View {
        List {
            ScrollView { Text("row") }
        }
        .refreshable { await seen.add("refreshed") }
    }
}
