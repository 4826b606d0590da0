import Foundation
import SwiftUI

/// A line that comes in: something that is done to the app, to the phone, or to the world around it.
struct Input: Decodable {
    var tap: String?
    var set: String?
    var text: String?
    var on: Bool?
    var option: String?
    var date: String?
    var submit: String?
    var key: String?
    var back: Bool?
    var dismiss: String?
    var refresh: String?
    var touch: Bool?
    var phase: Phase?
    var captured: Bool?
    var screenshot: Bool?
    var settings: Settings?
    var world: Command?

    /// The node to put the keyboard to; there, and without a node, to put it away.
    private(set) var focus: String??

    /// Whether the app is in front.
    enum Phase: String, Decodable {
        case active, inactive, background
    }

    /// How the phone is set up.
    struct Settings: Decodable {
        var typeSize: String?
        var scheme: String?
        var reduceMotion: Bool?
        var voiceOver: Bool?
        var differentiateWithoutColor: Bool?
    }

    private enum CodingKeys: String, CodingKey {
        case tap, set, text, on, option, date, focus, submit, key, back, dismiss, refresh, touch
        case phase, captured, screenshot, settings, world
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        tap = try values.decodeIfPresent(String.self, forKey: .tap)
        set = try values.decodeIfPresent(String.self, forKey: .set)
        text = try values.decodeIfPresent(String.self, forKey: .text)
        on = try values.decodeIfPresent(Bool.self, forKey: .on)
        option = try values.decodeIfPresent(String.self, forKey: .option)
        date = try values.decodeIfPresent(String.self, forKey: .date)
        submit = try values.decodeIfPresent(String.self, forKey: .submit)
        key = try values.decodeIfPresent(String.self, forKey: .key)
        back = try values.decodeIfPresent(Bool.self, forKey: .back)
        dismiss = try values.decodeIfPresent(String.self, forKey: .dismiss)
        refresh = try values.decodeIfPresent(String.self, forKey: .refresh)
        touch = try values.decodeIfPresent(Bool.self, forKey: .touch)
        phase = try values.decodeIfPresent(Phase.self, forKey: .phase)
        captured = try values.decodeIfPresent(Bool.self, forKey: .captured)
        screenshot = try values.decodeIfPresent(Bool.self, forKey: .screenshot)
        settings = try values.decodeIfPresent(Settings.self, forKey: .settings)
        world = try values.decodeIfPresent(Command.self, forKey: .world)
        if values.contains(.focus) {
            focus = .some(try values.decodeIfPresent(String.self, forKey: .focus))
        }
    }

    /// What it does to what is to be seen, if it does.
    var event: Event? {
        if let tap { return .tap(tap) }
        if let set {
            if let text { return .type(text, into: set) }
            if let on { return .toggle(set, on) }
            if let option { return .choose(set, tag: option) }
            if let date { return .day(set, date) }
        }
        if let focus { return .focus(focus) }
        if let submit { return .submit(submit) }
        if let key { return .key(key) }
        if back == true { return .back }
        if let dismiss { return .dismiss(dismiss) }
        if let refresh { return .refresh(refresh) }
        return nil
    }
}
