import Foundation
import KyotakuModels
import LocalAuthentication
import StandInPhone
import XCTest

@testable import KyotakuVault

final class DeviceOwnerGateTests: VaultTestCase {
    private let gate = DeviceOwnerGate()

    func testTheOwnerIsAskedForWithTheReasonAndMayUseThePasscode() async {
        let failure = await confirm()
        XCTAssertNil(failure)
        XCTAssertEqual(phone.owner.prompts, [.init(reason: "why", offersPasscode: true)])
    }

    func testEachQuestionIsAskedAnew() async {
        for _ in 0..<3 {
            let failure = await confirm()
            XCTAssertNil(failure)
        }
        XCTAssertEqual(phone.owner.prompts.count, 3)
    }

    func testEachErrorOfTheSystemHasItsReaction() async {
        let reactions: [LAError.Code: OwnerCheckFailure] = [
            .appCancel: .cancelled,
            .authenticationFailed: .failed,
            .biometryDisconnected: .failed,
            .biometryLockout: .lockedOut,
            .biometryNotAvailable: .failed,
            .biometryNotEnrolled: .failed,
            .biometryNotPaired: .failed,
            .companionNotAvailable: .failed,
            .invalidContext: .cancelled,
            .invalidDimensions: .failed,
            .notInteractive: .interrupted,
            .passcodeNotSet: .passcodeMissing,
            .systemCancel: .interrupted,
            .userCancel: .cancelled,
            .userFallback: .failed,
        ]
        XCTAssertEqual(Set(reactions.keys), Set(LAError.Code.allCases))
        for (code, expected) in reactions {
            phone.owner.reactions = [.ends(code: code.rawValue)]
            let failure = await confirm()
            XCTAssertEqual(failure, expected, "\(code)")
        }
    }

    func testWithoutAPasscodeNobodyIsAsked() async {
        phone.removePasscode()
        XCTAssertEqual(gate.availability, .passcodeMissing)
        let failure = await confirm()
        XCTAssertEqual(failure, .passcodeMissing)
        XCTAssertEqual(phone.owner.prompts, [])
        // Its settings name the biometry that waits for a passcode.
        XCTAssertEqual(gate.biometry, .faceID)
        phone.setPasscode()
        XCTAssertEqual(gate.availability, .available(biometry: .faceID))
    }

    func testTheBiometryIsNamedWhenItKnowsTheOwner() {
        let kinds: [(Biometry, OwnerBiometry?)] = [
            (.faceID, .faceID), (.touchID, .touchID), (.opticID, nil), (.none, nil),
        ]
        for (biometry, expected) in kinds {
            phone.owner.biometry = biometry
            XCTAssertEqual(gate.availability, .available(biometry: expected))
            XCTAssertEqual(gate.biometry, expected)
        }
        phone.owner.biometry = .faceID
        phone.owner.isEnrolled = false
        XCTAssertEqual(gate.availability, .available(biometry: nil))
        XCTAssertEqual(gate.biometry, .faceID)
        phone.owner.isEnrolled = true
        phone.owner.isLockedOut = true
        XCTAssertEqual(gate.availability, .available(biometry: .faceID))
        XCTAssertEqual(gate.biometry, .faceID)
        XCTAssertEqual(phone.owner.prompts, [])
    }

    func testAnotherAppInFrontInterruptsTheQuestion() async throws {
        phone.owner.reactions = [.hesitates]
        async let failure = confirm()
        try await untilAsked()
        phone.sendAppToBack()
        let ended = await failure
        XCTAssertEqual(ended, .interrupted)
        let inTheBack = await confirm()
        XCTAssertEqual(inTheBack, .interrupted)
    }

    func testCancellingTheTaskWithdrawsTheQuestionAndEndsTheWait() async throws {
        phone.owner.reactions = [.hesitates]
        let task = Task { await confirm() }
        try await untilAsked()
        task.cancel()
        let failure = await task.value
        XCTAssertEqual(failure, .cancelled)
        XCTAssertEqual(phone.owner.pendingCount, 0)
    }

    func testATaskThatIsCancelledAlreadyAsksNobody() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await confirm()
        }
        let failure = await task.value
        XCTAssertEqual(failure, .cancelled)
        XCTAssertEqual(phone.owner.prompts, [])
    }

    func testAnAnswerThatComesAfterAllIsNotTakenBackByCancelling() async throws {
        phone.owner.reactions = [.hesitates]
        let task = Task { await confirm() }
        try await untilAsked()
        phone.owner.answer(.confirms)
        let failure = await task.value
        task.cancel()
        XCTAssertNil(failure)
    }

    /// Waits until the question is shown. The watchdog ends a wait that is in vain.
    private func untilAsked() async throws {
        while phone.owner.pendingCount == 0 {
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}

/// Asks for the owner, and gives what came in the place of a confirmation.
private func confirm() async -> OwnerCheckFailure? {
    do {
        try await DeviceOwnerGate().confirm(reason: "why")
        return nil
    } catch {
        return error
    }
}
