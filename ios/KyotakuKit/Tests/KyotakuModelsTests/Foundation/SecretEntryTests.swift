import Foundation
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@Suite struct SecretEntryTests {
    @Test func anEntryHoldsTheLastTextAndNoneAfterItWasWiped() {
        let entry = SecretEntry()
        #expect(entry.isEmpty)
        entry.replace(with: "first")
        #expect(!entry.isEmpty)
        entry.replace(with: "")
        #expect(entry.isEmpty)
        entry.replace(with: TypedSecret(String(repeating: "長い合言葉", count: 100)))
        #expect(!entry.isEmpty)
        entry.wipe()
        #expect(entry.isEmpty)
    }
}

@Suite struct DayTests {
    @Test func daysAreCountedOverMonthsYearsAndLeapDays() throws {
        let cases = [
            ("2026-11-20", "2026-11-20", 0), ("2026-11-20", "2026-10-21", 30),
            ("2026-03-01", "2026-02-28", 1), ("2024-03-01", "2024-02-28", 2),
            ("2000-03-01", "2000-02-28", 2), ("1900-03-01", "1900-02-28", 1),
            ("2026-01-01", "2025-12-31", 1), ("2026-01-01", "2027-01-01", -365),
        ]
        for (day, other, days) in cases {
            let (one, two) = (try #require(CalendarDay(day)), try #require(CalendarDay(other)))
            #expect(one.days(after: two) == days, "\(day) \(other)")
        }
    }

    @Test func theDayIsThatOfJapan() {
        let beforeMidnight = Date(timeIntervalSince1970: 1_795_100_399)
        #expect(CalendarDay(inJapanAt: beforeMidnight) == CalendarDay("2026-11-19"))
        let midnight = beforeMidnight.addingTimeInterval(1)
        #expect(CalendarDay(inJapanAt: midnight) == CalendarDay("2026-11-20"))
    }
}

@Suite struct MarksFileTests {
    private func place() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "marks-\(UUID().uuidString)")
    }

    @Test func whatWasAcceptedAndReadIsKnownAfterAStart() async throws {
        let url = place()
        defer { try? FileManager.default.removeItem(at: url) }
        let marks = MarksFile(at: url)
        #expect(await marks.acceptedTerms() == nil)
        #expect(await marks.readNotices() == [])
        try await marks.acceptTerms(version: 2)
        try await marks.keepReadNotices(["a", "b"])
        try await marks.keepReadNotices(["b"])
        let later = MarksFile(at: url)
        #expect(await later.acceptedTerms() == 2)
        #expect(await later.readNotices() == ["b"])
    }

    @Test func aFileThatCannotBeReadOrWrittenLosesNothingButTheMarks() async throws {
        let url = place()
        defer { try? FileManager.default.removeItem(at: url) }
        try Data("damaged".utf8).write(to: url)
        #expect(await MarksFile(at: url).acceptedTerms() == nil)
        let nowhere = MarksFile(at: url.appending(path: "below a file"))
        await #expect(throws: Problem(code: "MKA-E0011", reaction: .storage)) {
            try await nowhere.acceptTerms(version: 1)
        }
    }
}
