extension CalendarDay {
    /// Reads a day as people write it: `19450121`, `1945-1-21`, `1945/01/21`, 「1945年1月21日」, and with
    /// an era 「昭和20年1月21日」, 「令和元年5月1日」, `S20.1.21`; digits of either width, spaces anywhere.
    /// What is in brackets is left aside, as the era is where the app itself writes a day.
    ///
    /// A year of two digits without its era is no year: nobody could tell which century is meant.
    public init?(typed text: String) {
        var rest = Substring(text.narrowed)
        let firstYear = Era.typed(at: &rest)
        if firstYear == nil, rest.count == 8, let day = CalendarDay(String(rest)) {
            self = day
            return
        }
        if firstYear != nil, rest.first == "元" { rest = "1" + rest.dropFirst() }
        if rest.last == "日" { rest.removeLast() }
        let parts = rest.split(omittingEmptySubsequences: false) { "-/.年月".contains($0) }
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), parts.allSatisfy({ (1...4).contains($0.count) })
        else { return nil }
        guard let firstYear else {
            self.init(year: year, month: month, day: day)
            return
        }
        guard (1...99).contains(year) else { return nil }
        self.init(year: firstYear + year - 1, month: month, day: day)
    }
}

extension Era {
    /// Takes an era away from the beginning of a day, if there is one.
    ///
    /// - Returns: The first of its years.
    fileprivate static func typed(at text: inout Substring) -> Int? {
        for era in all {
            for sign in era.signs where text.hasPrefix(sign) {
                text = text.dropFirst(sign.count)
                return era.firstYear
            }
        }
        return nil
    }
}

extension String {
    /// Without spaces and brackets; digits, letters and separators in their narrow form, letters in capitals.
    fileprivate var narrowed: String {
        let narrow = unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
            switch scalar.value {
            // Full-width ASCII.
            case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
            // What is typed for a dash on a Japanese keyboard.
            case 0x30FC, 0x2010...0x2015, 0x2212: "-"
            // 。and ・
            case 0x3002, 0x30FB: "."
            default: scalar.properties.isWhitespace ? nil : scalar
            }
        }
        let text = String(String.UnicodeScalarView(narrow)).uppercased()
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"),
            open < close
        else { return text }
        return String(text[..<open] + text[text.index(after: close)...])
    }
}
