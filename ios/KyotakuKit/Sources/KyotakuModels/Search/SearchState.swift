import Foundation
import KyotakuCore
import KyotakuText

/// P62 資格確認結果検索.
public struct SearchState: Equatable, Sendable {
    /// What is under way.
    public enum Activity: Equatable, Sendable {
        /// Nothing.
        case none
        /// A search.
        case searching
        /// The next page of the list.
        case addingPage
    }

    /// The conditions.
    public var form = SearchForm()
    /// The codes of the fields that cannot be right.
    public var fieldProblems: [SearchField: String] = [:]
    /// What was found; nothing before a search, and when the time of the password is over.
    public var listing: Listing?
    /// What is under way.
    public var activity = Activity.none
    /// Why the last search did not come to anything.
    public var problem: Problem?
    /// Whether the list was closed because the time of the password is over.
    public var hasEnded = false
    /// Days that one search may span.
    public var longestSpan: Int

    /// What to do about a field that cannot be right; nothing where its code says it.
    public func advice(on field: SearchField) -> TextKey? {
        guard fieldProblems[field] == Codes.searchMalformed else { return nil }
        switch field {
        case .from: return form.from.isUnclear ? .searchDayUnclear : .searchDayAhead
        case .to: return form.to.isUnclear ? .searchDayUnclear : .searchDayOrder
        case .birthdate: return form.birthdate.isUnclear ? .searchDayUnclear : .searchDayAhead
        case .kana: return .searchKanaUnclear
        case .referenceNumber: return .searchNumberTooLong
        }
    }

    /// What a search has found so far.
    public struct Listing: Equatable, Sendable {
        /// The results, newest first.
        public var results: [ResultLine]
        /// Whether there are more than these.
        public var hasMore: Bool
    }
}

/// A line of the list.
public struct ResultLine: Equatable, Sendable, Identifiable {
    /// 受付番号.
    public var id: String
    /// 確認日時.
    public var confirmedAt: Date
    /// 資格有効性.
    public var band: StatusBand
    /// 氏名.
    public var name: String
    /// 氏名カナ, full-width.
    public var kana: String
    /// 生年月日.
    public var birthdate: ShownValue
    /// 診療区分.
    public var careKind: CareKind
    /// 確認方法.
    public var method: ResultMethod
    /// 照会番号.
    public var referenceNumber: String?
    /// Whether it was asked for again without the card.
    public var isRequery: Bool

    init(_ summary: ResultSummary) {
        id = summary.receptionNumber
        confirmedAt = summary.confirmedAt
        band = StatusBand(summary.qualificationValidity)
        name = summary.name
        kana = fullWidthKana(text: summary.nameKana)
        birthdate = .birthdate(summary.birthdate.digits, age: nil)
        careKind = summary.careKind
        method = summary.method
        referenceNumber = summary.referenceNumber
        isRequery = summary.requeryOf != nil
    }
}

extension ResultLine: Unprintable {}

/// What somebody does on P62.
public enum SearchAction: Sendable, Equatable {
    /// The conditions are these now.
    case edited(SearchForm)
    /// Empty all conditions.
    case cleared
    /// Search.
    case submitted
    /// The next page.
    case moreChosen
    /// A line of the list.
    case resultChosen(String)
    /// Back.
    case backChosen
    /// The result of the list was left because the time of the password is over.
    case resultEnded
}

/// How P62 is left.
public enum SearchExit: Equatable, Sendable {
    /// Back to セキュリティ設定.
    case back
    /// To a result of the list.
    case result(receptionNumber: String)
    /// Elsewhere.
    case detour(Detour)
}
