import KyotakuText

/// A month of a year, 診療年月.
public struct CalendarMonth: Equatable, Hashable, Sendable {
    /// The year, such as 2026.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int

    /// A month that exists, in a year of four digits.
    public init?(year: Int, month: Int) {
        guard CalendarDay(year: year, month: month, day: 1) != nil else { return nil }
        self.year = year
        self.month = month
    }

    /// The month of a day.
    public init(_ day: CalendarDay) {
        year = day.year
        month = day.month
    }

    /// The month as a value of a row.
    public var shown: ShownValue { .month(String(year * 100 + month)) }

    /// Its first day.
    var firstDay: CalendarDay? { CalendarDay(year: year, month: month, day: 1) }

    /// Its last day.
    var lastDay: CalendarDay? {
        (28...31).reversed().lazy
            .compactMap { CalendarDay(year: year, month: month, day: $0) }
            .first
    }

    /// The month so many months before.
    func earlier(by months: Int) -> CalendarMonth? {
        let place = year * 12 + month - 1 - months
        return CalendarMonth(year: place / 12, month: place % 12 + 1)
    }
}

extension CalendarMonth: Comparable {
    /// The earlier month is less.
    public static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}
