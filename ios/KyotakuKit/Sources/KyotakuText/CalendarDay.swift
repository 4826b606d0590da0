/// A day of the Gregorian calendar, without a time or a time zone.
public struct CalendarDay: Equatable, Hashable, Sendable {
    /// The year, such as 2026.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// A day that exists, in a year of four digits.
    public init?(year: Int, month: Int, day: Int) {
        guard (1000...9999).contains(year), (1...12).contains(month),
            (1...Self.length(of: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD`, and the `YYYYMMDD` of オンライン資格確認等システム.
    public init?(_ text: String) {
        let characters = Array(text)
        let digits =
            characters.count == 10 && characters[4] == "-" && characters[7] == "-"
            ? characters[0..<4] + characters[5..<7] + characters[8..<10] : characters[...]
        guard digits.count == 8, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(String(digits))
        else { return nil }
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDay: Comparable {
    /// The earlier day is less.
    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// Eras of the Japanese calendar (和暦).
struct Era {
    /// Its code in ``CodeList/era``.
    let code: String
    /// The first of its years, in the Gregorian calendar.
    let firstYear: Int
    /// How it is written before a year.
    let signs: [String]
    private let begin: (month: Int, day: Int)

    /// Newest first. The same list as in the core, and tested against the same days.
    static let all = [
        Era(code: "reiwa", firstYear: 2019, signs: ["令和", "R"], begin: (5, 1)),
        Era(code: "heisei", firstYear: 1989, signs: ["平成", "H"], begin: (1, 8)),
        Era(code: "showa", firstYear: 1926, signs: ["昭和", "S"], begin: (12, 25)),
        Era(code: "taisho", firstYear: 1912, signs: ["大正", "T"], begin: (7, 30)),
        Era(code: "meiji", firstYear: 1868, signs: ["明治", "M"], begin: (10, 23)),
    ]

    /// The era of a day; none before 1868-10-23.
    static func of(_ day: CalendarDay) -> Era? {
        all.first { era in
            (day.year, day.month, day.day) >= (era.firstYear, era.begin.month, era.begin.day)
        }
    }
}
