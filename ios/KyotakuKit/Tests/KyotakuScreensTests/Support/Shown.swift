import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuScreens

/// Shows a screen to somebody who reads this language. That a text is missing fails the test.
@MainActor
func shown(
    _ screen: some View,
    in language: Language = .japanese,
    at location: SourceLocation = #_sourceLocation
) -> Rendered {
    Rendered(screen) { $0.texts = texts(in: language, at: location) }
}

/// The texts of the app, which fail the test where one is missing.
func texts(
    in language: Language = .japanese,
    at location: SourceLocation = #_sourceLocation
) -> Texts {
    let catalogue = Catalogue.bundled.reporting { fault in
        Issue.record("\(fault)", sourceLocation: location)
    }
    return Texts(in: language, from: catalogue)
}

extension Rendered {
    /// What can be used here and has no name, so that nobody who cannot see it knows what it does.
    var unnamed: [String] {
        let named = Set(reading.map(\.id))
        return screen.uppermost.flatMap { $0.unnamed(named) }
    }

    /// All nodes of the lowest layer.
    var nodes: [Node] { screen.root.flatMap(\.all) }

    /// The element of this name.
    func element(_ name: String) -> SpokenElement? {
        reading.first { $0.label == name }
    }

    /// Whether something of this name is there, and cannot be used now.
    func withholds(_ name: String) -> Bool {
        reading.contains { $0.label == name && $0.traits.contains("disabled") }
    }

    /// All headings, in order.
    var headings: [String] {
        reading.filter { $0.traits.contains("header") }.map(\.label)
    }
}

extension Node {
    private static let controls: Set<Kind> = [
        "button", "date", "disclosure", "field", "link", "picker", "tap", "toggle",
    ]

    /// The controls in it that no element of those stands for.
    fileprivate func unnamed(_ named: Set<String>) -> [String] {
        if named.contains(id) { return [] }
        let inner =
            switch kind {
            case "navigation": Array(children.suffix(1))
            // The others are the same in another form.
            case "fits": Array(children.prefix(1))
            default: children
            }
        let below = inner.flatMap { $0.unnamed(named) }
        guard Self.controls.contains(kind) else { return below }
        return all.contains { named.contains($0.id) } ? below : [id]
    }
}
