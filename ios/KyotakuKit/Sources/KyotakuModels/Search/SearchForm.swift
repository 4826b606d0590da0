import KyotakuCore
import KyotakuText

/// The conditions of 資格確認結果検索; what is empty does not limit.
public struct SearchForm: Equatable, Sendable {
    /// 確認日(自); without it, the longest time that may be searched.
    public var from = DayEntry()
    /// 確認日(至); without it, today.
    public var to = DayEntry()
    /// 氏名カナ, from its beginning, in any width and also in hiragana.
    public var kana = ""
    /// 生年月日.
    public var birthdate = DayEntry()
    /// 照会番号.
    public var referenceNumber = ""
    /// 診療区分.
    public var careKind: CareKind?

    /// The kinds of care to choose from, the usual one first.
    public static let careKinds: [CareKind] = [.homeVisit, .outpatient, .online]

    /// No conditions.
    public init() {}
}

extension SearchForm: Unprintable {}

/// A day as it is being typed, in any form that people write days in.
public struct DayEntry: Equatable, Sendable {
    /// What is in the field.
    public var text: String

    /// A field with this text.
    public init(_ text: String = "") {
        self.text = text
    }

    /// The day, once one can be told.
    public var day: CalendarDay? { CalendarDay(typed: text) }

    /// Whether there is something that is no day.
    var isUnclear: Bool { !text.trimmed.isEmpty && day == nil }
}

/// The fields that can be wrong.
public enum SearchField: Hashable, Sendable, CaseIterable {
    /// 確認日(自).
    case from
    /// 確認日(至).
    case to
    /// 氏名カナ.
    case kana
    /// 生年月日.
    case birthdate
    /// 照会番号.
    case referenceNumber
}

extension SearchForm {
    /// The codes of what cannot be found, so that the server need not be asked.
    ///
    /// - Parameters:
    ///   - longestSpan: Days that one search may span.
    ///   - today: The day in Japan.
    func problems(longestSpan: Int, today: CalendarDay) -> [SearchField: String] {
        var problems: [SearchField: String] = [:]
        if let from = from.day, (to.day ?? today) < from {
            problems[to.day == nil ? .from : .to] = Codes.searchMalformed
        } else if let from = from.day, (to.day ?? today).days(after: from) >= longestSpan {
            problems[.from] = Codes.searchTooWide
        }
        let entries: [(SearchField, DayEntry)] = [
            (.from, from), (.to, to), (.birthdate, birthdate),
        ]
        for (field, entry) in entries where entry.isUnclear {
            problems[field] = Codes.searchMalformed
        }
        if !kana.trimmed.isEmpty, !KanaName.isBeginning(kana.trimmed) {
            problems[.kana] = Codes.searchMalformed
        }
        if let birthdate = birthdate.day, today < birthdate {
            problems[.birthdate] = Codes.searchMalformed
        }
        if narrowText(text: referenceNumber).count > Self.longestText {
            problems[.referenceNumber] = Codes.searchMalformed
        }
        return problems
    }

    /// The same for the core.
    var query: ResultQuery {
        let number = narrowText(text: referenceNumber)
        return ResultQuery(
            from: from.day.map { CalendarDate($0) },
            to: to.day.map { CalendarDate($0) },
            kana: kana.trimmed.isEmpty ? nil : kana.trimmed,
            birthdate: birthdate.day.map { CalendarDate($0) },
            referenceNumber: number.isEmpty ? nil : number,
            careKind: careKind,
            cursor: nil
        )
    }

    private static let longestText = 40
}

/// 氏名カナ as people type it.
enum KanaName {
    /// Whether a name can begin with it: kana of either width or hiragana, with the marks and spaces
    /// that names have. The server folds the rest.
    static func isBeginning(_ text: String) -> Bool {
        text.count <= 40
            && text.unicodeScalars.allSatisfy { scalar in
                kana.contains { $0.contains(scalar.value) } || marks.contains(scalar)
            }
    }

    /// Hiragana, katakana, half-width katakana.
    private static let kana: [ClosedRange<UInt32>] = [
        0x3041...0x309F, 0x30A0...0x30FF, 0xFF65...0xFF9F,
    ]
    private static let marks = Set(" \u{3000}-－・.．'’,，".unicodeScalars)
}
