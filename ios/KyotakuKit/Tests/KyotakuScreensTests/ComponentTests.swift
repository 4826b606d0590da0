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
        let heard = Guarded<[VirtualListener.Heard]>([])
        VirtualListener.listen { said in heard.with { $0.append(said) } }
        defer { VirtualListener.listen(nil) }
        let none = shown(VStack { ProblemNotice(nil) })
        #expect(none.screen.root.flatMap(\.children).isEmpty)
        let problem = Problem(code: "MKA-E5001", reaction: .offline)
        _ = shown(VStack { ProblemNotice(problem) })
        let text = texts().error("MKA-E5001")
        #expect(
            heard.with { $0 } == [.init(text: "\(text.title) \(text.next)", priority: "high")]
        )
    }

    @Test func nothingInterruptsTheNewsThatSomethingIsWrong() {
        let heard = Guarded<[VirtualListener.Heard]>([])
        VirtualListener.listen { said in heard.with { $0.append(said) } }
        defer { VirtualListener.listen(nil) }
        _ = shown(Text("").announcing("ordinary"))
        for kind in Notice.Kind.allCases {
            _ = shown(Text("").announcing("\(kind)", of: kind))
        }
        _ = shown(Text("").announcing(faults: ["one", "two"]))
        _ = shown(CodeNotice(texts().error("MKA-I3001")))
        _ = shown(CodeNotice(texts().error("MKA-W4004")))
        _ = shown(CodeNotice(texts().error("MKA-E2003")))
        _ = shown(WorkingView("working"))
        let priorities = heard.with { $0.map(\.priority) }
        #expect(
            priorities == [
                "default", "default", "default", "high", "high", "high", "default", "high", "high",
                "default",
            ]
        )
        #expect(heard.with { $0.contains(.init(text: "one\ntwo", priority: "high")) })
    }
}
