import KyotakuCore
import KyotakuText

extension CalendarDay {
    init?(_ date: CalendarDate) {
        self.init(year: Int(date.year), month: Int(date.month), day: Int(date.day))
    }

    /// How many days it is after another day.
    func days(after other: CalendarDay) -> Int {
        dayNumber - other.dayNumber
    }

    /// Days since a day long ago. Years are counted from March, so that the leap day is the last.
    private var dayNumber: Int {
        let shifted = month > 2 ? year : year - 1
        let months = (month + 9) % 12
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400
        return days + (months * 306 + 5) / 10 + day
    }
}

extension CalendarDate {
    /// The same day for the core.
    init(_ day: CalendarDay) {
        self.init(year: Int16(day.year), month: UInt8(day.month), day: UInt8(day.day))
    }
}
