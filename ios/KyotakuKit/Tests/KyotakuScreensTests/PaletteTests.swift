import Foundation
import Testing

@testable import KyotakuScreens

/// Whether what is to be seen stands out from what it lies on, as WCAG 2.2 counts it.
@Suite struct PaletteTests {
    /// Grouped backgrounds of iOS, of pages and of cards, also of those in a sheet.
    private static let days: [UInt32] = [0xF2F2F7, 0xFFFFFF]
    private static let nights: [UInt32] = [0x000000, 0x1C1C1E, 0x2C2C2E]
    private static let texts: [Tone] = [.quiet, .good, .caution, .bad, .action]

    @Test(arguments: texts)
    func textCanBeReadOnEverythingItLiesOn(_ tone: Tone) {
        for ground in Self.days { #expect(contrast(tone.day, ground) >= 4.5) }
        for ground in Self.nights { #expect(contrast(tone.night, ground) >= 4.5) }
    }

    @Test func linesAreSeenOnEverythingTheyLieOn() {
        for ground in Self.days { #expect(contrast(Tone.outline.day, ground) >= 3) }
        for ground in Self.nights { #expect(contrast(Tone.outline.night, ground) >= 3) }
    }

    @Test func theTitleOfTheFirstThingToDoCanBeRead() {
        #expect(contrast(Tone.actionFill.day, 0xFFFFFF) >= 4.5)
        #expect(contrast(Tone.actionFill.night, 0xFFFFFF) >= 4.5)
    }

    private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let both = [luminance(one), luminance(other)].sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
    }

    /// Relative luminance of a colour in sRGB.
    private func luminance(_ rgb: UInt32) -> Double {
        let part = { (shift: UInt32) in
            let value = Double((rgb >> shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
}
