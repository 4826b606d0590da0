import SwiftUI
import UIKit

/// A colour of our own, by day and by night, as `0xRRGGBB`.
///
/// Apple's grey for text, its orange and its blue are too pale on a page to be read by everybody. With
/// these, text stands out from pages and cards by 4.5 to 1, and symbols and lines by 3 to 1.
struct Tone: Equatable, Sendable {
    let day: UInt32
    let night: UInt32

    /// Of text besides.
    static let quiet = Tone(day: 0x5B5B60, night: 0xAEAEB4)
    /// Of lines around what can be used.
    static let outline = Tone(day: 0x76767B, night: 0x8E8E93)
    /// Of what is as it should be.
    static let good = Tone(day: 0x1B6B2D, night: 0x30DB5B)
    /// Of what has to be looked at.
    static let caution = Tone(day: 0xAB3200, night: 0xFFB340)
    /// Of what is wrong, and of what cannot be taken back.
    static let bad = Tone(day: 0xB50018, night: 0xFF7D76)
    /// Of what can be done.
    static let action = Tone(day: 0x0040DD, night: 0x6BB1FF)
    /// Behind the white title of the first thing to do.
    static let actionFill = Tone(day: 0x0040DD, night: 0x0066FF)

    /// It, for views.
    var color: Color {
        let (day, night) = (day, night)
        return Color(
            uiColor: UIColor { traits in
                UIColor(rgb: traits.userInterfaceStyle == .dark ? night : day)
            }
        )
    }
}

extension UIColor {
    fileprivate convenience init(rgb: UInt32) {
        let part = { (shift: UInt32) in CGFloat((rgb >> shift) & 0xFF) / 255 }
        self.init(red: part(16), green: part(8), blue: part(0), alpha: 1)
    }
}

extension Color {
    /// Behind everything.
    static let page = Color(uiColor: .systemGroupedBackground)
    /// Of what stands out from the page: cards and fields.
    static let card = Color(uiColor: .secondarySystemGroupedBackground)
}

extension ShapeStyle where Self == Color {
    static var quiet: Color { Tone.quiet.color }
    static var outline: Color { Tone.outline.color }
    static var good: Color { Tone.good.color }
    static var caution: Color { Tone.caution.color }
    static var bad: Color { Tone.bad.color }
    static var action: Color { Tone.action.color }
    static var actionFill: Color { Tone.actionFill.color }
}
