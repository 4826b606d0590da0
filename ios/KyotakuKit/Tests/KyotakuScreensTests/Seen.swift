import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuScreens

/// A screen as somebody sees and hears it who reads this language. A text that is missing or is not
/// completed is a failure of the test.
@MainActor
func seen(
    _ screen: some View,
    in language: Language = .japanese,
    at location: SourceLocation = #_sourceLocation
) -> Rendered {
    let catalogue = Catalogue.bundled.reporting { fault in
        Issue.record("\(fault)", sourceLocation: location)
    }
    return Rendered(NavigationStack(path: .constant([Int]())) { screen }) { environment in
        environment.texts = Texts(in: language, from: catalogue)
    }
}

/// What a state of a screen has to say and to offer, to readers of every language.
@MainActor
func expect(
    _ screen: some View,
    says: (Texts) -> [String] = { _ in [] },
    offers: (Texts) -> [String] = { _ in [] },
    withholds: (Texts) -> [String] = { _ in [] },
    at location: SourceLocation = #_sourceLocation
) {
    for language in Language.allCases {
        let texts = Texts(in: language)
        let shown = seen(screen, in: language, at: location)
        for text in says(texts) {
            let isSaid = shown.shows(text) || shown.reading.contains { $0.label.contains(text) }
            #expect(isSaid, "\(language): \(text)", sourceLocation: location)
        }
        for text in offers(texts) {
            #expect(shown.offers(text), "\(language): \(text)", sourceLocation: location)
        }
        for text in withholds(texts) {
            #expect(!shown.offers(text), "\(language): \(text)", sourceLocation: location)
        }
        shown.expectLegible(at: location)
    }
}

extension Rendered {
    /// Whatever there is has words, and they are words for people.
    func expectLegible(at location: SourceLocation = #_sourceLocation) {
        let said = texts + reading.flatMap { [$0.label, $0.value ?? "", $0.hint ?? ""] }
        for text in said {
            for raw in ["screen_", "spoken_", "code_", "error_", "%1$", "%2$"] {
                #expect(!text.contains(raw), sourceLocation: location)
            }
        }
        for element in reading {
            #expect(!element.label.isEmpty, "\(element)", sourceLocation: location)
        }
    }

    /// What VoiceOver says of the element of this name.
    func spoken(_ name: String) -> SpokenElement? { reading.first { $0.label == name } }
}
