import Foundation
import KyotakuCore
import KyotakuTesting

/// What it costs that Swift drives the core: single calls, and whole taps beside the same taps in Rust.
///
/// Prints `measured NAME VALUE`, times in microseconds, which tests/bench/table.py makes a table of.
@main
struct SwiftBench {
    /// Most that a call may cost, in microseconds.
    static let budget = 20.0

    static func main() async throws {
        let clinic = try TestClinic()
        let phone = try await clinic.phone().signedIn()
        let visit = try phone.beginVisit(plan: .byPin)
        let cancellation = Cancellation()

        let clock = clinic.clock
        var calls: [(name: String, time: Double)] = []
        calls.append(("now", time(of: 100_000) { _ = clock.now() }))
        calls.append(("text", time(of: 20_000) { _ = narrowText(text: "１３１２３４５６７８") }))
        calls.append(("overview", time(of: 20_000) { _ = visit.overview() }))
        calls.append(
            (
                "async",
                try await time(of: 5_000) {
                    _ = try await phone.renewIfDue(cancellation: cancellation)
                }
            )
        )
        for (name, time) in calls {
            print("measured swift.\(name) \(time)")
        }

        // By turns, so that whatever else the machine does meets both alike.
        let taps = 15
        var (inSwift, inRust): ([Double], [Double]) = ([], [])
        let card = try EmulatedCard(name: "T01")
        let pin = cardPin()
        for _ in 0..<3 {
            for _ in 0..<taps {
                inSwift.append(try await tap(phone, card, pin))
            }
            inRust += try clinic.clinic.timePinTaps(taps: UInt32(taps)).map { Double($0) / 1_000 }
        }
        print("measured swift.tap \(median(inSwift))")
        print("measured swift.tap-rust \(median(inRust))")
        try clinic.close()

        let late = calls.filter { $0.name != "async" && $0.time > budget }
        if !late.isEmpty {
            let names = late.map(\.name).joined(separator: ", ")
            print("over \(budget) microseconds: \(names)")
            exit(1)
        }
    }

    /// One tap by PIN, from its first command to the kept proof, in microseconds.
    static func tap(_ phone: Phone, _ card: EmulatedCard, _ pin: Data) async throws -> Double {
        let visit = try phone.beginVisit(plan: .byPin)
        try await visit.prepare(cancellation: Cancellation())
        let begun = ContinuousClock.now
        try visit.enterPin(digits: pin)
        let outcome = try await card.hold(for: visit.tap(acceptsLastTry: false))
        let time = begun.duration(to: .now)
        guard case .signed = outcome else { fatalError("the card has not signed") }
        try await visit.deliver(cancellation: Cancellation())
        return microseconds(time)
    }

    /// Mean time of a call, in microseconds.
    static func time(of calls: Int, _ call: () -> Void) -> Double {
        let begun = ContinuousClock.now
        for _ in 0..<calls {
            call()
        }
        return microseconds(begun.duration(to: .now)) / Double(calls)
    }

    /// The same for a call that is awaited.
    static func time(
        of calls: Int,
        _ call: @Sendable () async throws -> Void
    ) async rethrows -> Double {
        let begun = ContinuousClock.now
        for _ in 0..<calls {
            try await call()
        }
        return microseconds(begun.duration(to: .now)) / Double(calls)
    }

    static func microseconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) * 1e6 + Double(attoseconds) / 1e12
    }

    static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}

extension VisitPlan {
    fileprivate static let byPin = VisitPlan(careKind: .homeVisit, method: .pin, purpose: .visit)
}
