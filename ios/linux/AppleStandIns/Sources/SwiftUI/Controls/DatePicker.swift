import Foundation

/// Apple: documentation/swiftui/datepicker
public struct DatePicker<Label: View>: NodeView {
    private let selection: Binding<Date>
    private let first: Date?
    private let last: Date?
    private let label: Label

    private init(_ selection: Binding<Date>, _ first: Date?, _ last: Date?, _ label: Label) {
        self.selection = selection
        self.first = first
        self.last = last
        self.label = label
    }

    /// Apple: documentation/swiftui/datepickercomponents
    public typealias Components = DatePickerComponents

    /// Stand-in only: a day, and those that can be chosen instead. The time of the day stays as it is,
    /// unless the limits would have it otherwise.
    public func nodes(in scope: Scope) -> [Node] {
        let days = Days(scope.environment)
        if scope.environment.isEnabled {
            scope.on(
                scope.id,
                .day { day in
                    guard let chosen = days.date(of: day, at: selection.wrappedValue),
                        first.map({ days.day(of: $0) <= day }) ?? true,
                        last.map({ day <= days.day(of: $0) }) ?? true
                    else { return false }
                    selection.wrappedValue = min(max(chosen, first ?? chosen), last ?? chosen)
                    return true
                }
            )
        }
        let isRedacted = scope.environment.isRedacted
        let title = scope.inside("label").nodes(of: label).words
        return [
            Node(
                id: scope.id,
                "date",
                [
                    "title": .text(title),
                    "value": isRedacted ? nil : .text(days.day(of: selection.wrappedValue)),
                    "redacted": .flag(where: isRedacted),
                    "min": .text(first.map { days.day(of: $0) }),
                    "max": .text(last.map { days.day(of: $0) }),
                    "disabled": scope.disabled,
                    "labelHidden": .flag(where: scope.environment.controls.hidesLabels),
                ]
            )
        ]
    }
}

extension DatePicker where Label == Text {
    /// Apple: documentation/swiftui/datepicker/init(_:selection:displayedcomponents:)
    public init<S: StringProtocol>(
        _ title: S,
        selection: Binding<Date>,
        displayedComponents: Components
    ) {
        self.init(selection, nil, nil, Text(title))
    }

    /// Apple: documentation/swiftui/datepicker/init(_:selection:in:displayedcomponents:)
    public init<S: StringProtocol>(
        _ title: S,
        selection: Binding<Date>,
        in range: ClosedRange<Date>,
        displayedComponents: Components
    ) {
        self.init(selection, range.lowerBound, range.upperBound, Text(title))
    }

    /// Apple: documentation/swiftui/datepicker/init(_:selection:in:displayedcomponents:)
    public init<S: StringProtocol>(
        _ title: S,
        selection: Binding<Date>,
        in range: PartialRangeFrom<Date>,
        displayedComponents: Components
    ) {
        self.init(selection, range.lowerBound, nil, Text(title))
    }

    /// Apple: documentation/swiftui/datepicker/init(_:selection:in:displayedcomponents:)
    public init<S: StringProtocol>(
        _ title: S,
        selection: Binding<Date>,
        in range: PartialRangeThrough<Date>,
        displayedComponents: Components
    ) {
        self.init(selection, nil, range.upperBound, Text(title))
    }
}

/// Apple: documentation/swiftui/datepickercomponents
public struct DatePickerComponents: Sendable {
    /// Apple: documentation/swiftui/datepickercomponents/date
    public static let date = DatePickerComponents()
}

/// Days as they are written in the tree: `2026-11-23`.
private struct Days {
    private var calendar: Calendar

    init(_ environment: EnvironmentValues) {
        calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = environment.timeZone
    }

    func day(of date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return [(parts.year, 4), (parts.month, 2), (parts.day, 2)].map { part, length in
            let digits = String(part ?? 0)
            return String(repeating: "0", count: max(0, length - digits.count)) + digits
        }.joined(separator: "-")
    }

    /// The moment of that day with the time of the other one; none if there is no such day.
    func date(of day: String, at time: Date) -> Date? {
        let parts = day.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let date = parts[2]
        else {
            return nil
        }
        var whole = calendar.dateComponents([.hour, .minute, .second], from: time)
        whole.year = year
        whole.month = month
        whole.day = date
        guard let chosen = calendar.date(from: whole), self.day(of: chosen) == day else {
            return nil
        }
        return chosen
    }
}

/// Apple: documentation/swiftui/datepickerstyle
@MainActor
@preconcurrency
public protocol DatePickerStyle {
    /// Stand-in only: its name.
    func name(in scope: Scope) -> String
}

/// Apple: documentation/swiftui/compactdatepickerstyle
public struct CompactDatePickerStyle: DatePickerStyle {
    /// Apple: documentation/swiftui/compactdatepickerstyle/init()
    public nonisolated init() {}

    /// Stand-in only: its name.
    public func name(in scope: Scope) -> String { "compact" }
}

extension DatePickerStyle where Self == CompactDatePickerStyle {
    /// Apple: documentation/swiftui/datepickerstyle/compact
    public static var compact: CompactDatePickerStyle { CompactDatePickerStyle() }
}

extension View {
    /// Apple: documentation/swiftui/view/datepickerstyle(_:)
    public func datePickerStyle<S: DatePickerStyle>(_ style: S) -> some View {
        // There is no other.
        self
    }
}
