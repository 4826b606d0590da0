import Foundation
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// Every screen in every state, in every language of its readers, at the usual and at the largest type.
///
/// With KYOTAKU_SCREENS the trees are written there, for the browser to lay out:
/// `{"screen", "state", "cells": [{"language", "typeSize", "tree"}…]}`, a file for each state.
@MainActor
@Suite struct MatrixTests {
    private static let sizes: [DynamicTypeSize] = [.large, .accessibility5]

    @Test func everyStateCanBeShownAndIsLegible() async throws {
        var reached: Set<ScreenStage> = []
        for one in ScreenCase.all {
            var cells: [String] = []
            for language in one.languages {
                for size in Self.sizes {
                    let reader = Reader(language: language, typeSize: size)
                    let shown = try await one.show(reader)
                    // Before anything else happens: much of it is on its way to another state.
                    let screen = shown.rendered.screen
                    reached.formUnion(shown.stages())
                    let name = "\(one.screen) \(one.state) \(language) \(size)"
                    #expect(shown.screen == one.screen, "\(name)")
                    for fault in screen.faults(for: language) {
                        Issue.record("\(name): \(fault)")
                    }
                    cells.append(
                        """
                        {"language":"\(language)","typeSize":"\(size)","tree":\(screen.json())}
                        """
                    )
                    shown.rendered.graph.end()
                    shown.model?.stop()
                }
            }
            try write(one, cells)
        }
        let missing = Set(ScreenStage.allCases).subtracting(reached).map(\.rawValue).sorted()
        #expect(missing == [], "no screen of these")
    }

    @Test func everyScreenIsAmongThem() {
        let there = Set(ScreenCase.all.map(\.screen))
        for place in AppPlace.allCases { #expect(there.contains("\(place)")) }
        for screen in VisitScreen.allCases { #expect(there.contains("\(screen)")) }
    }

    @Test func everyStateHasANameOfItsOwn() {
        let names = ScreenCase.all.map { "\($0.screen) \($0.state)" }
        #expect(Set(names).count == names.count)
    }

    private func write(_ one: ScreenCase, _ cells: [String]) throws {
        guard let directory = ProcessInfo.processInfo.environment["KYOTAKU_SCREENS"] else { return }
        let folder = URL(fileURLWithPath: directory, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let json = """
            {"screen":"\(one.screen)","state":"\(one.state)","cells":[\(cells.joined(separator: ","))]}
            """
        let file = folder.appendingPathComponent("\(one.screen).\(one.state).json")
        try json.write(to: file, atomically: true, encoding: .utf8)
    }
}
