import SwiftUI
import Testing

/// Pages that lie on each other, and what lies over them.
@MainActor
struct NavigationTests {
    @Test
    func thePathSaysWhichPageIsSeen() throws {
        let shown = Rendered(Pages())
        #expect(shown.reading.map(\.label) == ["root", "go"])
        try shown.tap("go")
        #expect(shown.reading.map(\.label) == ["root", "page 1", "this is 1", "deeper"])
        try shown.tap("deeper")
        #expect(shown.shows("this is 2"))
        try shown.send(.back)
        #expect(shown.shows("this is 1"))
        try shown.tap("root")
        #expect(shown.shows("go"))
    }

    @Test
    func whatLiesBelowCannotBeUsedAndKeepsItsState() throws {
        let shown = Rendered(Pages())
        let go = try #require(shown.reading.last?.id)
        try shown.tap("go")
        #expect(throws: Rendered.Fault.refused("tap(\"\(go)\")", .notThere)) {
            try shown.send(.tap(go))
        }
    }

    @Test
    func thereIsNoWayBackFromTheRoot() {
        let shown = Rendered(Pages())
        #expect(throws: Rendered.Fault.refused("back", .notThere)) { try shown.send(.back) }
    }

    @Test
    func aSheetLiesOverThePageUntilItIsSwipedAway() throws {
        let shown = Rendered(Sheets())
        try shown.tap("open")
        #expect(shown.reading.map(\.label) == ["in the sheet", "close"])
        let sheet = try #require(shown.screen.over.last)
        try shown.send(.dismiss(sheet.id))
        #expect(shown.reading.map(\.label) == ["open", "dismissed 1"])
        try shown.tap("open")
        try shown.tap("close")
        #expect(shown.shows("dismissed 2"))
    }

    @Test
    func aPathThatKeepsAPageThatWasLeftIsAFault() throws {
        let shown = Rendered(
            NavigationStack(path: Binding(get: { [1] }, set: { _ in })) {
                Text("root").navigationDestination(for: Int.self) { Text("page \($0)") }
            }
        )
        #expect(shown.faults == [])
        try shown.send(.back)
        #expect(shown.faults == ["the path of a stack has kept the page that was left"])
    }

    @Test
    func aPageBelowAnotherStillSeesChangesAndAsksOverIt() throws {
        let shown = Rendered(Below())
        try shown.tap("go")
        try shown.tap("change")
        _ = shown.screen
        #expect(shown.reading.map(\.label) == ["changed to 1", "OK"])
        try shown.tap("OK")
        #expect(shown.shows("the page"))
        #expect(shown.faults == [])
    }

    @Test
    func viewsAppearAndDisappearWithTheirPages() throws {
        let log = Log()
        let shown = Rendered(Logging(log: log))
        #expect(log.lines == ["root came"])
        try shown.tap("go")
        _ = shown.screen
        #expect(log.lines == ["root came", "root went", "page came"])
        try shown.send(.back)
        _ = shown.screen
        #expect(log.lines.suffix(2) == ["page went", "root came"])
    }

    @Test
    func workEndsWithItsView() async throws {
        let log = Log()
        let shown = Rendered(Working(log: log))
        await log.reached("began 0")
        try shown.tap("again")
        _ = shown.screen
        await log.reached("ended 0")
        await log.reached("began 1")
        try shown.tap("away")
        _ = shown.screen
        await log.reached("ended 1")
    }
}

private struct Pages: View {
    @State private var path: [Int] = []

    var body: some View {
        NavigationStack(path: $path) {
            Button("go") { path = [1] }
                .navigationTitle("root")
                .navigationDestination(for: Int.self) { number in
                    Text("this is \(number)")
                        .navigationTitle("page \(number)")
                    Button("deeper") { path.append(number + 1) }
                }
        }
    }
}

private struct Below: View {
    @State private var path: [Int] = []
    @State private var number = 0
    @State private var isTelling = false

    var body: some View {
        NavigationStack(path: $path) {
            Button("go") { path = [1] }
                .onChange(of: number) { isTelling = true }
                .alert("changed to \(number)", isPresented: $isTelling) {}
                .navigationDestination(for: Int.self) { _ in
                    Text("the page")
                    Button("change") { number += 1 }
                }
        }
    }
}

private struct Sheets: View {
    @State private var isOpen = false
    @State private var dismissed = 0

    var body: some View {
        Button("open") { isOpen = true }
            .sheet(isPresented: $isOpen, onDismiss: { dismissed += 1 }) {
                Text("in the sheet")
                Closing()
            }
        if dismissed > 0 { Text("dismissed \(dismissed)") }
    }
}

private struct Closing: View {
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        Button("close") { dismiss() }
    }
}

@MainActor
private final class Log {
    var lines: [String] = []

    func reached(_ line: String) async {
        for _ in 0..<10_000 where !lines.contains(line) { await Task.yield() }
        #expect(lines.contains(line))
    }
}

private struct Logging: View {
    let log: Log
    @State private var path: [Int] = []

    var body: some View {
        NavigationStack(path: $path) {
            Button("go") { path = [1] }
                .onAppear { log.lines.append("root came") }
                .onDisappear { log.lines.append("root went") }
                .navigationDestination(for: Int.self) { _ in
                    Text("page")
                        .onAppear { log.lines.append("page came") }
                        .onDisappear { log.lines.append("page went") }
                }
        }
    }
}

private struct Working: View {
    let log: Log
    @State private var number = 0
    @State private var isThere = true

    var body: some View {
        if isThere {
            Text("working")
                .task(id: number) {
                    let mine = number
                    log.lines.append("began \(mine)")
                    try? await Task.sleep(for: .seconds(60))
                    log.lines.append("ended \(mine)")
                }
        }
        Button("again") { number += 1 }
        Button("away") { isThere = false }
    }
}
