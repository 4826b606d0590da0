import Foundation

extension Texts {
    /// A day with its era, such as 「1955(昭和30)年1月1日」 and "1 January 1955 (Shōwa 30)": cards
    /// are printed with eras, and people are compared with cards.
    public func day(_ day: CalendarDay) -> String {
        let year = TextArgument.text(String(day.year))
        let month = TextArgument.text(label(String(day.month), of: .month))
        let date = TextArgument.text(String(day.day))
        guard let era = Era.of(day) else { return self(.commonDate, year, month, date) }
        let name = TextArgument.text(label(era.code, of: .era))
        let eraYear =
            day.year == era.firstYear
            ? self(.commonEraFirstYear, name)
            : self(.commonEraYear, name, .text(String(day.year - era.firstYear + 1)))
        return self(.commonDateWithEra, year, .text(eraYear), month, date)
    }

    /// A date as it is registered. Birth dates without a known day exist (`19450000`): those are
    /// shown as they came.
    public func registeredDay(_ text: String) -> String {
        CalendarDay(text).map(day) ?? text
    }

    /// The day in Japan at a moment.
    public func day(at moment: Date) -> String {
        CalendarDay(inJapanAt: moment).map(day) ?? ""
    }

    /// The time in Japan at a moment, such as `14:05`.
    public func time(at moment: Date) -> String {
        let parts = japanCalendar.dateComponents([.hour, .minute], from: moment)
        let minutes = String((parts.minute ?? 0) + 100).dropFirst()
        return self(.commonTime, .text(String(parts.hour ?? 0)), .text(String(minutes)))
    }

    /// Day and time in Japan at a moment.
    public func dayAndTime(at moment: Date) -> String {
        self(.commonDateTime, .text(day(at: moment)), .text(time(at: moment)))
    }

    /// An age in full years, which the core has counted.
    public func age(_ years: Int) -> String {
        self(.commonAge, .number(years))
    }

    /// An amount in yen, with its thousands apart.
    public func yen(_ amount: Int) -> String {
        let digits = String(amount.magnitude)
        let groups = stride(from: digits.count, to: 0, by: -3).map { end in
            String(digits.prefix(end).suffix(3))
        }
        let grouped = groups.reversed().joined(separator: ",")
        return self(.commonYen, .text(amount < 0 ? "-\(grouped)" : grouped))
    }

    /// A 受付番号 with the day it begins with apart: `20261122-00001`. What has another form stays
    /// as it is.
    public func receptionNumber(_ number: String) -> String {
        guard number.count > 8, CalendarDay(String(number.prefix(8))) != nil else { return number }
        return "\(number.prefix(8))-\(number.dropFirst(8))"
    }
}

extension CalendarDay {
    /// The day in Japan at a moment, wherever the phone believes to be.
    public init?(inJapanAt moment: Date) {
        let parts = japanCalendar.dateComponents([.year, .month, .day], from: moment)
        self.init(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
    }
}

/// Days and times are those of Japan, wherever the phone believes to be.
private let japanCalendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    // Japan has had no summer time since 1951.
    calendar.timeZone = TimeZone(secondsFromGMT: 9 * 60 * 60) ?? .gmt
    return calendar
}()
