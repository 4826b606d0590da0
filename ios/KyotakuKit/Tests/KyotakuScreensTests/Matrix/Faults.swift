import Foundation
import KyotakuText
import SwiftUI

@testable import KyotakuModelsTesting

extension Screen {
    /// What is wrong with a screen for whoever reads this language, in words.
    @MainActor
    func faults(for language: Language) -> [String] {
        let nodes = (uppermost + (over.last?.message ?? [])).flatMap(\.inSight)
        let elements = reading
        var faults: [String] = []
        if nodes.isEmpty && over.isEmpty { faults.append("nothing is there") }
        let named = Set(elements.map(\.id))
        faults += uppermost.flatMap { $0.nameless(named) }.map { "\($0) has no name" }
        faults += nodes.filter { $0.kind == "text" && ($0.text("text") ?? "").isEmpty }
            .map { "\($0.id) is a text without text" }
        let seen = nodes.flatMap { node in
            ["title", "text", "label", "prompt"].compactMap { node.text($0) }
        }
        let heard = elements.flatMap { [$0.label, $0.value ?? "", $0.hint ?? ""] }
        for text in Set(seen + heard) {
            if text.contains(Self.raw) { faults.append("\(text) is no text for people") }
            if language == .english, text.withoutData.contains(where: \.isJapanese) {
                faults.append("\(text) is Japanese")
            }
        }
        let buttons = elements.filter {
            $0.traits.contains("button") && !$0.traits.contains("disabled")
        }
        let names = Dictionary(grouping: buttons) { [$0.label, $0.value ?? ""] }
        // The one in the bar leads where the one below leads.
        let back = Texts(in: language)(.actionBack)
        faults += names.filter { $0.value.count > 1 && $0.key[0] != back }
            .map { "\($0.key[0]) is the name of several" }
        return faults.sorted()
    }

    /// A key, or a template that nothing was put into.
    nonisolated(unsafe) private static let raw =
        /\b(screen|spoken|code|error)_[a-z]|%[0-9]?\$?[@d]|\bnil\b|Optional\(/
}

extension Node {
    private static let controls: Set<Kind> = [
        "button", "date", "disclosure", "field", "link", "picker", "tap", "toggle",
    ]

    /// It and all that is to be seen in it.
    fileprivate var inSight: [Node] {
        kind == "opacity" && number("value") == 0 ? [] : [self] + shown.flatMap(\.inSight)
    }

    /// What is in it, but for the pages below another one.
    private var shown: [Node] {
        kind == "navigation" ? Array(children.suffix(1)) : children
    }

    /// The controls in it that no element of those stands for.
    fileprivate func nameless(_ named: Set<String>) -> [String] {
        if named.contains(id) || kind == "accessible" && flag("hidden") { return [] }
        // All alternatives have the same names.
        let inner = kind == "fits" ? Array(children.prefix(1)) : shown
        let below = inner.flatMap { $0.nameless(named) }
        guard Self.controls.contains(kind) else { return below }
        return all.contains { named.contains($0.id) } ? below : ["\(kind.rawValue) \(id)"]
    }
}

extension String {
    /// Without what is the same in every language: names, and what a server said.
    fileprivate var withoutData: String {
        Self.data.reduce(self) { $0.replacingOccurrences(of: $1, with: "") }
    }

    private static let data = [
        Sample.institution.name, Long.institutionName, Sample.nurse.name, Long.nurse.name,
        Sample.person.name, Long.person.name, Long.person.nameOfOther ?? "", "試験　一子",
        "試験　二子", "試験　三子", "シケン　ハナコ", "シケン　クリスティアーネ　エリーザベト　アウグステ",
        "参考●健康保険組合　東日本支部　第一事務所", "参考県後期高齢者医療広域連合",
        "参考県参考市参考町一丁目２番３号　参考ハイツ４０５号室", "参考薬甲錠", "参考薬局", "参考薬",
        "1日3回毎食後", "対応端末一覧", "古い試験機", "試験機", "訪問1号機", "本文", "題", "確認中",
        // What was typed.
        "しけん", "試験",
        // Languages are called as they call themselves.
        "やさしい日本語", "日本語",
        // It is printed on the card.
        "顔認証",
    ]
}

extension Character {
    /// Whether it is of a script that is used for Japanese.
    fileprivate var isJapanese: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x3041...0x30FF, 0x3400...0x9FFF, 0xFF66...0xFF9F: true
            default: false
            }
        }
    }
}
