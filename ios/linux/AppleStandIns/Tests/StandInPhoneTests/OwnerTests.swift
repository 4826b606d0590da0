import Foundation
import LocalAuthentication
import StandInPhone
import XCTest

final class OwnerTests: PhoneTestCase {
    private func evaluate(
        _ context: LAContext = LAContext(),
        _ policy: LAPolicy = .deviceOwnerAuthentication
    ) async -> LAError.Code? {
        await withCheckedContinuation { continuation in
            context.evaluatePolicy(policy, localizedReason: "why") { isConfirmed, error in
                // The context has to live until its owner has reacted.
                withExtendedLifetime(isConfirmed) {
                    continuation.resume(returning: (error as? LAError)?.code)
                }
            }
        }
    }

    private func canEvaluate(_ policy: LAPolicy) -> LAError.Code? {
        var error: NSError?
        let can = LAContext().canEvaluatePolicy(policy, error: &error)
        XCTAssertEqual(can, error == nil)
        XCTAssertEqual(error?.domain ?? LAErrorDomain, LAErrorDomain)
        return error.flatMap { LAError.Code(rawValue: $0.code) }
    }

    func testTheOwnerReactsAsToldAndConfirmsOtherwise() async throws {
        phone.owner.reactions = [.fails, .cancels, .fallsBack]
        let context = LAContext()
        var codes: [LAError.Code?] = []
        for _ in 0..<4 {
            codes.append(await evaluate(context))
        }
        XCTAssertEqual(codes, [.authenticationFailed, .userCancel, .userFallback, nil])
        XCTAssertEqual(
            phone.owner.prompts.last,
            .init(reason: "why", offersPasscode: true)
        )
        let isConfirmed = try await context.evaluatePolicy(
            .deviceOwnerAuthenticationWithBiometrics,
            localizedReason: "again"
        )
        XCTAssertTrue(isConfirmed)
        XCTAssertEqual(
            phone.owner.prompts.last,
            .init(reason: "again", offersPasscode: false)
        )
    }

    func testEachObstacleHasItsCode() async {
        let biometrics = LAPolicy.deviceOwnerAuthenticationWithBiometrics
        XCTAssertNil(canEvaluate(biometrics))
        phone.owner.isLockedOut = true
        XCTAssertEqual(canEvaluate(biometrics), .biometryLockout)
        phone.owner.isEnrolled = false
        XCTAssertEqual(canEvaluate(biometrics), .biometryNotEnrolled)
        phone.owner.biometry = .none
        XCTAssertEqual(canEvaluate(biometrics), .biometryNotAvailable)
        XCTAssertNil(canEvaluate(.deviceOwnerAuthentication))
        phone.removePasscode()
        XCTAssertEqual(canEvaluate(.deviceOwnerAuthentication), .passcodeNotSet)
        let code = await evaluate()
        XCTAssertEqual(code, .passcodeNotSet)
        XCTAssertEqual(phone.owner.prompts, [])
    }

    func testTheKindOfBiometryIsKnownOnceAPolicyWasLookedAt() {
        let kinds: [(Biometry, LABiometryType)] = [
            (.none, .none), (.touchID, .touchID), (.faceID, .faceID), (.opticID, .opticID),
        ]
        for (biometry, type) in kinds {
            phone.owner.biometry = biometry
            let context = LAContext()
            XCTAssertEqual(context.biometryType, .none)
            _ = context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil)
            XCTAssertEqual(context.biometryType, type)
        }
    }

    func testAnInvalidatedContextEndsWhatWaitsAndServesNoMore() async {
        phone.owner.reactions = [.hesitates]
        let context = LAContext()
        let codes = Codes()
        let ended = expectation(description: "ended")
        context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: "why") { _, error in
            codes.add(error)
            ended.fulfill()
        }
        XCTAssertEqual(phone.owner.pendingCount, 1)
        context.invalidate()
        await fulfillment(of: [ended], timeout: 10)
        XCTAssertEqual(codes.all, [.appCancel])
        let code = await evaluate(context)
        XCTAssertEqual(code, .invalidContext)
        XCTAssertFalse(context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil))
    }

    func testAContextThatNobodyHoldsEndsWhatWaits() async {
        phone.owner.reactions = [.hesitates]
        let codes = Codes()
        let ended = expectation(description: "ended")
        LAContext().evaluatePolicy(.deviceOwnerAuthentication, localizedReason: "why") { _, error in
            codes.add(error)
            ended.fulfill()
        }
        await fulfillment(of: [ended], timeout: 10)
        XCTAssertEqual(codes.all, [.appCancel])
    }

    func testTheSystemEndsWhatWaitsWhenTheAppGoesToTheBack() async {
        phone.owner.reactions = [.hesitates]
        let context = LAContext()
        let codes = Codes()
        let ended = expectation(description: "ended")
        context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: "why") { _, error in
            codes.add(error)
            ended.fulfill()
        }
        phone.lockScreen()
        await fulfillment(of: [ended], timeout: 10)
        XCTAssertEqual(codes.all, [.systemCancel])
        var code = await evaluate(context)
        XCTAssertEqual(code, .notInteractive)
        phone.unlock()
        code = await evaluate(context)
        XCTAssertNil(code)
        context.interactionNotAllowed = true
        code = await evaluate(context)
        XCTAssertEqual(code, .notInteractive)
    }
}

private final class Codes: @unchecked Sendable {
    // Under the lock alone.
    private let lock = NSLock()
    private var seen: [LAError.Code?] = []

    var all: [LAError.Code?] {
        lock.withLock { seen }
    }

    func add(_ error: (any Error)?) {
        lock.withLock { seen.append((error as? LAError)?.code) }
    }
}
