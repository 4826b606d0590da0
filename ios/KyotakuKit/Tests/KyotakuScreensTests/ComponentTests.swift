import Accessibility
import KyotakuModels
import KyotakuTesting
import SwiftUI
import Testing

@testable import KyotakuScreens

/// What screens are made of.
@MainActor
@Suite struct ComponentTests {
    @Test func aFactIsReadAtOnceAndItsValueGoesBelowWhereBothDoNotFit() throws {
        let screen = shown(VStack { FactRow("label", "value") })
        #expect(screen.reading.map(\.label) == ["label, value"])
        let fits = try #require(screen.nodes.first { $0.kind == "fits" })
        #expect(fits.children.flatMap(\.all).filter { $0.text("text") == "value" }.count == 2)
        #expect(fits.all.contains { $0.kind == "row" } && fits.all.contains { $0.kind == "column" })
    }

    @Test func aProblemThatIsNotThereTakesNoRoomAndOneThatComesIsAnnounced() {
        let heard = Guarded<[String]>([])
        VirtualListener.listen { text in heard.with { $0.append(text) } }
        defer { VirtualListener.listen(nil) }
        let none = shown(VStack { ProblemNotice(nil) })
        #expect(none.screen.root.flatMap(\.children).isEmpty)
        let problem = Problem(code: "MKA-E5001", reaction: .offline)
        _ = shown(VStack { ProblemNotice(problem) })
        let text = texts().error("MKA-E5001")
        #expect(heard.with { $0 } == ["\(text.title) \(text.next)"])
    }
}
