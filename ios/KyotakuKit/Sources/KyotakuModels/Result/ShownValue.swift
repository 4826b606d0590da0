import Foundation
import KyotakuCore
import KyotakuText

/// A value of a row, before it is put into the language of whoever reads it.
public enum ShownValue: Equatable, Sendable {
    /// A name, a number or another text, as it is registered.
    case text(String)
    /// A code of a list.
    case code(CodeList, String)
    /// A day as it is registered: eight digits, which need not name one.
    case day(String)
    /// A date of birth as it is registered, with the age where it is known.
    case birthdate(String, age: Int?)
    /// From which day until which, as registered.
    case period(from: String?, until: String?)
    /// A month as it is registered, `YYYYMM`.
    case month(String)
    /// A moment.
    case moment(Date)
    /// An amount of yen as it is registered.
    case yen(String)
    /// Tenths of the cost, and where that is known from.
    case burden(tenths: Int, origin: BurdenOrigin)
    /// A consent that has ended, and why.
    case consentEnded(ConsentEndReason)
    /// A number that its day is shown apart in.
    case receptionNumber(String)
    /// A text of the catalogue.
    case phrase(TextKey)
}

extension ShownValue: Unprintable {}

extension Texts {
    /// A value of a row, in the language of the reader.
    public func value(_ value: ShownValue) -> String {
        switch value {
        case .text(let text): text
        case .code(let list, let code): label(code, of: list)
        case .day(let digits): registeredDay(digits)
        case .birthdate(let digits, let age): birthdate(digits, age: age)
        case .period(let from, let until): period(from: from, until: until)
        case .month(let digits): month(digits)
        case .moment(let date): dayAndTime(at: date)
        case .yen(let amount): Int(amount.filter { $0 != " " }).map(yen) ?? amount
        case .burden(let tenths, let origin):
            self(.resultBurdenValue, .number(tenths), .text(label(origin.code, of: .burdenOrigin)))
        case .consentEnded(let reason):
            self(.resultConsentExpired, .text(label(reason.code, of: .consentEndReason)))
        case .receptionNumber(let number): receptionNumber(number)
        case .phrase(let key): self(key)
        }
    }

    private func birthdate(_ digits: String, age years: Int?) -> String {
        let day = registeredDay(digits)
        guard let years else { return day }
        return self(.resultBirthdateWithAge, .text(day), .text(age(years)))
    }

    private func period(from: String?, until: String?) -> String {
        switch (from, until) {
        case (let from?, let until?):
            self(.commonPeriod, .text(registeredDay(from)), .text(registeredDay(until)))
        case (let from?, nil): self(.commonPeriodOpen, .text(registeredDay(from)))
        case (nil, let until?): self(.commonUntil, .text(registeredDay(until)))
        case (nil, nil): self(.commonUnknown)
        }
    }

    /// What names no month stays as it came.
    private func month(_ digits: String) -> String {
        guard let first = CalendarDay(digits + "01") else { return digits }
        return self(
            .commonMonth,
            .text(String(first.year)),
            .text(label(String(first.month), of: .month))
        )
    }
}
