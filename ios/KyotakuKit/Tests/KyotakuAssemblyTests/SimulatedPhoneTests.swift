import Foundation
import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuTesting
import KyotakuText
import StandInPhone
import XCTest
import os

@testable import Kyotaku

/// The app as it is put together in the iPhone simulator, with the real core, a clinic, and the program
/// that has the cards.
final class SimulatedPhoneTests: XCTestCase {
    private let device = VirtualPhone()

    override func setUp() {
        super.setUp()
        device.enclave.engine = SoftwareEnclave()
        device.pickUp()
    }

    /// A clinic, the program with its cards, and the app, with a nurse signed in.
    private func begin() async throws -> (TestClinic, CardProgram, AppDependencies, OpenedPhone) {
        let clinic = try TestClinic()
        let program = try await CardProgram(now: clinic.clinic.now())
        let app = try dependencies(of: clinic, port: program.port)
        let opened = try app.opening()
        let form = clinic.nurse.form(code: try clinic.clinic.issueCode())
        _ = try await opened.phone.activate(form)
        _ = try await opened.phone.signIn(userId: clinic.nurse.id, password: clinic.nurse.secret)
        return (clinic, program, app, opened)
    }

    private func dependencies(of clinic: TestClinic, port: UInt16) throws -> AppDependencies {
        let authorities = Certificates.pem(try cardAuthorities())
        let values: [String: Any] = [
            "server": try clinic.clinic.url(),
            "serverRoots": String(decoding: try clinic.clinic.rootCertificate(), as: UTF8.self),
            "cardAuthorities": String(decoding: authorities, as: UTF8.self),
        ]
        return .ofThisPhone(
            Result { () throws(ConfigurationFault) in
                try AppConfiguration(values, isReferenceWorld: true)
            },
            container: device.container,
            clock: clinic.clock,
            roles: .ofSimulator(container: device.container, port: port),
            openSettings: {}
        )
    }

    /// A visit that waits for its card.
    private func visit(
        by method: ConfirmationMethod,
        pin: Data = cardPin(),
        on opened: OpenedPhone
    ) async throws -> (any VisitRunning, any TapConversing) {
        let plan = VisitPlan(careKind: .homeVisit, method: method, purpose: .visit)
        let visit = try await opened.phone.beginVisit(plan)
        if method == .visual {
            let checks = VisualChecks(photoMatchesFace: true, noSignOfTampering: true)
            try await visit.confirmBySight(checks)
        }
        try await visit.prepare()
        if method == .pin { try visit.enterPin(digits: pin) }
        return (visit, try await visit.tap(acceptsLastTry: false))
    }

    func testAVisitByPin() async throws {
        let (clinic, program, app, opened) = try await begin()
        XCTAssertEqual(app.reader.availability, .available)
        let (visit, tap) = try await visit(by: .pin, on: opened)
        try await program.hold("T01")
        try await app.reader.tap(tap, messages: plainMessages)
        XCTAssertEqual(tap.result, .outcome(.signed(notice: nil)))
        let world = try await program.shows { $0.nfcSheet?.ending != nil }
        XCTAssertEqual(world.nfcSheet?.ending, "tick")
        try await visit.deliver()
        XCTAssertEqual(try clinic.clinic.visits().map(\.person), ["T01"])
        XCTAssertEqual(try clinic.clinic.visits().map(\.method), ["pin"])
        program.stop()
        try clinic.close()
    }

    func testAVisitBySight() async throws {
        let (clinic, program, app, opened) = try await begin()
        let (visit, tap) = try await visit(by: .visual, on: opened)
        try await program.hold("T02")
        try await app.reader.tap(tap, messages: plainMessages)
        XCTAssertEqual(tap.result, .outcome(.signed(notice: nil)))
        try await visit.deliver()
        XCTAssertEqual(try clinic.clinic.visits().map(\.person), ["T02"])
        XCTAssertEqual(try clinic.clinic.visits().map(\.method), ["visual"])
        program.stop()
        try clinic.close()
    }

    func testAWrongPinIsCountedByTheCard() async throws {
        let (clinic, program, app, opened) = try await begin()
        let (_, tap) = try await visit(by: .pin, pin: Data("9999".utf8), on: opened)
        try await program.hold("T01")
        try await app.reader.tap(tap, messages: plainMessages)
        XCTAssertEqual(tap.result, .outcome(.wrongPin(code: "MKA-E2010", triesLeft: 2)))
        try await program.shows { $0.cards.first?.pinTriesLeft == 2 }
        program.stop()
        try clinic.close()
    }

    func testACardThatIsTakenAwayIsLostAndTheNextTapSucceeds() async throws {
        let (clinic, program, app, opened) = try await begin()
        let (visit, lost) = try await visit(by: .pin, on: opened)
        try await program.hold("T01")
        try await program.act("{\"takeAwayAfter\": 4}") { _ in true }
        try await app.reader.tap(lost, messages: plainMessages)
        guard case .outcome(.holdAgain(let code, _)) = lost.result else {
            return XCTFail("\(String(describing: lost.result))")
        }
        XCTAssertEqual(code, "MKA-E2002")
        try await program.hold("T01")
        try visit.enterPin(digits: cardPin())
        let tap = try await visit.tap(acceptsLastTry: false)
        try await app.reader.tap(tap, messages: plainMessages)
        XCTAssertEqual(tap.result, .outcome(.signed(notice: nil)))
        program.stop()
        try clinic.close()
    }

    func testTheButtonOfThePanelAndACallEndATapBeforeACardIsThere() async throws {
        let (clinic, program, app, opened) = try await begin()
        let ends: [(String, TapFailure)] = [("cancel", .cancelled), ("call", .takenOver)]
        for (touch, failure) in ends {
            let (_, tap) = try await visit(by: .pin, on: opened)
            async let end = ending(of: tap, on: app)
            try await program.shows { $0.nfcSheet != nil }
            try await program.act("{\"nfc\": \"\(touch)\"}") { $0.nfcSheet == nil }
            let ended = await end
            XCTAssertEqual(ended, failure)
            XCTAssertNotNil(tap.result, "the conversation has come to its own end")
        }
        program.stop()
        try clinic.close()
    }

    func testACancelledTaskEndsTheTapAndTheSheet() async throws {
        let (clinic, program, app, opened) = try await begin()
        let (_, tap) = try await visit(by: .pin, on: opened)
        let reader = app.reader
        let task = Task { try await reader.tap(tap, messages: plainMessages) }
        try await program.shows { $0.nfcSheet != nil }
        task.cancel()
        let result = await task.result
        XCTAssertThrowsError(try result.get()) { XCTAssertEqual($0 as? TapFailure, .cancelled) }
        XCTAssertNotNil(tap.result)
        try await program.shows { $0.nfcSheet == nil }
        program.stop()
        try clinic.close()
    }

    func testAProgramThatEndsDuringATapIsAReaderThatIsGone() async throws {
        let (clinic, program, app, opened) = try await begin()
        let (_, tap) = try await visit(by: .pin, on: opened)
        async let end = ending(of: tap, on: app)
        try await program.shows { $0.nfcSheet != nil }
        program.stop()
        let ended = await end
        XCTAssertEqual(ended, .takenOver)
        try clinic.close()
    }

    func testWithoutTheProgramThePhoneHasNoReaderAndTheLogSaysWhatToDo() async throws {
        let (clinic, program, app, opened) = try await begin()
        let (_, tap) = try await visit(by: .pin, on: opened)
        program.stop()
        XCTAssertEqual(app.reader.availability, .unsupported)
        VirtualLog.clear()
        let ended = await ending(of: tap, on: app)
        XCTAssertEqual(ended, .unsupported)
        XCTAssertNotNil(tap.result)
        XCTAssertTrue(VirtualLog.entries.contains { $0.publicText.contains("make run") })
        try clinic.close()
    }

    func testKeysAreTheSameAfterTheAppWasStartedAgainUntilTheyAreErased() throws {
        try device.installApp()
        let file = device.container.appending(path: "keys.plist")
        let first = SimulatedVault(at: file)
        XCTAssertThrowsError(try first.devicePublicKey()) { self.isLost($0) }
        XCTAssertThrowsError(try first.generation()) { self.isLost($0) }
        XCTAssertThrowsError(try first.setGeneration(generation: 1)) { self.isLost($0) }
        try first.erase()
        try first.newDeviceKey()
        try first.keepStoreKey(key: Data(repeating: 7, count: 32))
        try first.setGeneration(generation: 5)
        XCTAssertThrowsError(try first.keepStoreKey(key: Data(repeating: 8, count: 32)))

        let again = SimulatedVault(at: file)
        XCTAssertEqual(try again.storeKey(), Data(repeating: 7, count: 32))
        XCTAssertEqual(try again.generation(), 5)
        XCTAssertEqual(try again.devicePublicKey(), try first.devicePublicKey())
        XCTAssertEqual(try again.sign(message: Data([1])), try first.sign(message: Data([1])))
        let former = try again.devicePublicKey()
        try again.newDeviceKey()
        XCTAssertNotEqual(try first.devicePublicKey(), former)
        try again.erase()
        XCTAssertThrowsError(try first.storeKey()) { self.isLost($0) }
    }

    func testAFileThatIsNoVaultDoesNotServe() throws {
        try device.installApp()
        let file = device.container.appending(path: "keys.plist")
        try Data("no keys".utf8).write(to: file)
        XCTAssertThrowsError(try SimulatedVault(at: file).storeKey()) { error in
            XCTAssertEqual(error as? VaultError, .Faulty)
        }
    }

    private func isLost(_ error: any Error) {
        XCTAssertEqual(error as? VaultError, .KeyLost)
    }
}

private let plainMessages = TapMessages(text: { $0.rawValue }, progress: { "\($0.phase)" })

/// How a tap ends that comes to nothing.
private func ending(of tap: any TapConversing, on app: AppDependencies) async -> TapFailure? {
    do throws(TapFailure) {
        try await app.reader.tap(tap, messages: plainMessages)
        return nil
    } catch {
        return error
    }
}
