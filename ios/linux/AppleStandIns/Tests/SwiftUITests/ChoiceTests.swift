import SwiftUI
import Testing

/// What is chosen among several.
@MainActor
struct ChoiceTests {
    @Test
    func thePickerSaysWhatIsChosen() throws {
        let shown = Rendered(Choosing())
        let picker = try #require(shown.first("picker"))
        #expect(picker.text("title") == "Size")
        #expect(picker.text("selection") == "small")
        #expect(shown.all("option").map { $0.text("tag") } == ["small", "large"])
        #expect(shown.all("option").map { $0.flag("selected") } == [true, false])
    }

    @Test
    func anOptionIsChosenByItsTextOrItsTag() throws {
        let shown = Rendered(Choosing())
        try shown.choose("LARGE", in: "Size")
        #expect(shown.shows("now large"))
        let picker = try #require(shown.first("picker"))
        try shown.send(.choose(picker.id, tag: "small"))
        #expect(shown.shows("now small"))
    }

    @Test
    func whatIsNoOptionIsRefused() throws {
        let shown = Rendered(Choosing())
        let picker = try #require(shown.first("picker"))
        #expect(throws: Rendered.Fault.self) { try shown.send(.choose(picker.id, tag: "huge")) }
    }

    @Test
    func aDisabledPickerChoosesNothing() {
        let shown = Rendered(Choosing().disabled(true))
        #expect(shown.first("picker")?.flag("disabled") == true)
        #expect(throws: Rendered.Fault.self) { try shown.choose("LARGE", in: "Size") }
    }

    @Test
    func nothingMayBeAChoiceToo() throws {
        let shown = Rendered(Optionally())
        #expect(shown.all("option").map { $0.text("tag") } == ["nil", "small", "large"])
        try shown.choose("LARGE", in: "Size")
        #expect(shown.shows("now large"))
        try shown.choose("none", in: "Size")
        #expect(shown.shows("now nothing"))
    }

    @Test
    func aPickerInALineIsReadOptionByOption() {
        let shown = Rendered(Choosing().pickerStyle(.inline))
        #expect(shown.labels.prefix(2) == ["SMALL", "LARGE"])
        #expect(shown.reading.first?.traits.contains("selected") == true)
    }

    @Test
    func aDayIsTheOneInTheTimeZoneOfTheApp() throws {
        let shown = Rendered(Dating())
        // Eight hours before midnight in UTC it is the next day in Japan.
        #expect(shown.first("date")?.text("value") == "2026-11-24")
        #expect(shown.first("date")?.text("min") == "2026-11-20")
        #expect(shown.first("date")?.text("max") == "2026-11-30")
    }

    @Test
    func aDayIsChosenAndTheTimeStays() throws {
        let shown = Rendered(Dating())
        try shown.choose(day: "2026-11-25", in: "Day")
        #expect(shown.first("date")?.text("value") == "2026-11-25")
        #expect(shown.shows("86400 later"))
    }

    @Test
    func theLimitsThemselvesCanBeChosen() throws {
        let shown = Rendered(Dating())
        try shown.choose(day: "2026-11-20", in: "Day")
        // The first moment that may be is later on that day.
        #expect(shown.shows("-324000 later"))
        try shown.choose(day: "2026-11-30", in: "Day")
        #expect(shown.first("date")?.text("value") == "2026-11-30")
    }

    @Test(arguments: ["2026-11-19", "2026-12-01", "2026-02-30", "tomorrow", ""])
    func noOtherDayCanBeChosen(day: String) {
        let shown = Rendered(Dating())
        #expect(throws: Rendered.Fault.refused("Day", .takesNothing)) {
            try shown.choose(day: day, in: "Day")
        }
    }
}

private enum Size: String, CaseIterable {
    case small
    case large
}

private struct Choosing: View {
    @State private var size = Size.small

    var body: some View {
        Picker("Size", selection: $size) {
            ForEach(Size.allCases, id: \.self) { Text($0.rawValue.uppercased()).tag($0) }
        }
        Text("now \(size.rawValue)")
    }
}

private struct Optionally: View {
    @State private var size: Size?

    var body: some View {
        Picker("Size", selection: $size) {
            Text("none").tag(Size?.none)
            ForEach(Size.allCases, id: \.self) { Text($0.rawValue.uppercased()).tag($0) }
        }
        Text("now \(size?.rawValue ?? "nothing")")
    }
}

private struct Dating: View {
    // 2026-11-23T16:00:00Z
    private static let start = Date(timeIntervalSince1970: 1_795_449_600)
    @State private var day = Dating.start

    var body: some View {
        DatePicker(
            "Day",
            selection: $day,
            // From the 20th at 10 in the evening to the 30th at noon, in Japan.
            in: Self.start.addingTimeInterval(-324_000)...Self.start.addingTimeInterval(558_000),
            displayedComponents: .date
        )
        Text("\(Int(day.timeIntervalSince(Self.start))) later")
    }
}
