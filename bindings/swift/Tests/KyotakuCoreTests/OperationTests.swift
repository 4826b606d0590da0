import Foundation
import KyotakuCore
import KyotakuTesting
import XCTest

final class OperationTests: CoreTestCase {
    func testWhatASignedInAccountMayAsk() async throws {
        let phone = try await openClinic().phone().signedIn()
        let nobody = Cancellation()
        let notices = try await phone.notices(cancellation: nobody)
        XCTAssertEqual(Set(notices.map(\.id)).count, notices.count)
        let history = try await phone.history(cursor: nil, cancellation: nobody)
        XCTAssertFalse(history.entries.isEmpty)
        let devices = try await phone.supportedDevices(cancellation: nobody)
        XCTAssertNil(devices.source)
    }

    func testNobodyElseMay() async throws {
        let phone = try await openClinic().phone().registered()
        let nobody = Cancellation()
        await expect("MKA-E1118") { _ = try await phone.notices(cancellation: nobody) }
        await expect("MKA-E1118") { _ = try await phone.history(cursor: nil, cancellation: nobody) }
        await expect("MKA-E1118") { _ = try await phone.supportedDevices(cancellation: nobody) }
        await expect("MKA-E1118") {
            try await phone.reportEvent(event: .screenshot, cancellation: nobody)
        }
    }

    func testACheckIsReportedByARegisteredPhone() async throws {
        let clinic = try openClinic()
        let report = DeviceCheckReport(
            nfc: true,
            longResponses: .yes,
            longCommands: .unknown,
            model: "iPhone16,1",
            systemVersion: "17.0",
            appVersion: "0.1.0"
        )
        let stranger = try clinic.phone().start()
        await expect("MKA-E1111") {
            try await stranger.reportCheck(report: report, cancellation: Cancellation())
        }
        let phone = try await clinic.phone().registered()
        try await phone.reportCheck(report: report, cancellation: Cancellation())
    }

    func testAnEventIsReportedOnceThereIsAConnection() async throws {
        let clinic = try openClinic()
        let phone = try await clinic.phone().signedIn()
        try clinic.clinic.cutNetwork()
        try await phone.reportEvent(event: .screenCaptured, cancellation: Cancellation())
        try clinic.clinic.mendNetwork()
        let before = try await phone.history(cursor: nil, cancellation: Cancellation())
        XCTAssertFalse(before.entries.contains { $0.action.contains("captured") })
        try await phone.reportEvent(event: .screenshot, cancellation: Cancellation())
        let after = try await phone.history(cursor: nil, cancellation: Cancellation())
        XCTAssertEqual(after.entries.count, before.entries.count + 2)
    }
}
