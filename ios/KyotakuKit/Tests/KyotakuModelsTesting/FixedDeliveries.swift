import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText

@testable import KyotakuModels

/// Deliveries that are as they are.
final class FixedDeliveries: Delivering {
    private let problem: Problem?
    private let lines: Guarded<[WaitingDelivery]>
    private let report: DeliveryReport

    init(
        _ problem: Problem? = nil,
        lines: [WaitingDelivery] = [],
        report: DeliveryReport = .sample()
    ) {
        self.problem = problem
        self.lines = Guarded(lines)
        self.report = report
    }

    func waiting() async throws -> [WaitingDelivery] {
        if let problem { throw problem }
        return lines.with { $0 }
    }

    func deliverWaiting() async throws -> DeliveryReport {
        if let problem { throw problem }
        return report
    }

    func discard(_ delivery: String) async throws {
        if let problem { throw problem }
        lines.with { $0.removeAll { $0.id == delivery } }
    }
}

extension DeliveryReport {
    /// Nothing was sent, or so much.
    static func sample(registered: UInt32 = 0) -> DeliveryReport {
        DeliveryReport(
            registered: registered,
            delivered: 0,
            answersRefused: 0,
            refused: 0,
            unsent: 0,
            code: nil
        )
    }
}

extension WaitingDelivery {
    /// A delivery of a visit by PIN, so many minutes after nine.
    static func sample(
        _ id: String,
        minutes: Int = 0,
        delivered: Bool = false,
        answered: Bool = false,
        refusedAnswer: String? = nil,
        code: String? = nil
    ) -> WaitingDelivery {
        let tapped = Sample.now.addingTimeInterval(Double(minutes) * 60)
        return WaitingDelivery(
            id: id,
            careKind: .homeVisit,
            method: .pin,
            purpose: .visit,
            tappedAt: tapped,
            deliverBefore: tapped.addingTimeInterval(43_200),
            expired: false,
            delivered: delivered,
            answered: answered,
            refusedAnswer: refusedAnswer,
            code: code
        )
    }
}

extension TapModel {
    /// A tap of a visit.
    static func sample(
        _ visit: any VisitRunning,
        reader: any CardTapping = FixedReader(),
        log: TapLog = TapLog(),
        acceptsLastTry: Bool = false,
        visualRefused: String? = nil,
        exit: @escaping @MainActor (TapExit) -> Void
    ) -> TapModel {
        let reading = TapReading(
            reader: reader,
            messages: TapMessages(Texts(in: .japanese)),
            log: log,
            facts: DeviceFacts(model: "m", systemVersion: "s", appVersion: "a")
        )
        return TapModel(
            visit: visit,
            reading: reading,
            acceptsLastTry: acceptsLastTry,
            visualRefused: visualRefused,
            exit: exit
        )
    }
}
