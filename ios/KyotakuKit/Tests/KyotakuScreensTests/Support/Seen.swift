import KyotakuModels
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuScreens

/// Shows a screen on a stack, to somebody who reads this language.
@MainActor
func seen(
    _ screen: some View,
    in language: Language = .japanese,
    at location: SourceLocation = #_sourceLocation
) -> Rendered {
    shown(NavigationStack { screen }, in: language, at: location)
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
        let shown = seen(screen, in: language, at: location)
        shown.expect(language, says, offers, withholds, at: location)
    }
}

/// The same of a screen that begins something when it is there: when that is done.
@MainActor
func expect(
    _ screen: some View,
    settling model: any ScreenModel,
    says: (Texts) -> [String] = { _ in [] },
    offers: (Texts) -> [String] = { _ in [] },
    withholds: (Texts) -> [String] = { _ in [] },
    at location: SourceLocation = #_sourceLocation
) async {
    for language in Language.allCases {
        let shown = seen(screen, in: language, at: location)
        await model.settled()
        shown.expect(language, says, offers, withholds, at: location)
    }
}

extension Rendered {
    fileprivate func expect(
        _ language: Language,
        _ says: (Texts) -> [String],
        _ offers: (Texts) -> [String],
        _ withholds: (Texts) -> [String],
        at location: SourceLocation
    ) {
        let words = Texts(in: language)
        for text in says(words) {
            let isSaid = shows(text) || reading.contains { $0.label.contains(text) }
            #expect(isSaid, "\(language): \(text)", sourceLocation: location)
        }
        for text in offers(words) {
            #expect(self.offers(text), "\(language): \(text)", sourceLocation: location)
        }
        for text in withholds(words) {
            #expect(!self.offers(text), "\(language): \(text)", sourceLocation: location)
        }
        expectLegible(at: location)
    }

    /// Whatever there is has words, and they are words for people.
    func expectLegible(at location: SourceLocation = #_sourceLocation) {
        let said = texts + reading.flatMap { [$0.label, $0.value ?? "", $0.hint ?? ""] }
        for text in said {
            for raw in ["screen_", "spoken_", "code_", "error_", "%1$", "%2$"] {
                #expect(!text.contains(raw), sourceLocation: location)
            }
        }
        #expect(unnamed == [], sourceLocation: location)
        #expect(faults == [], sourceLocation: location)
    }
}
