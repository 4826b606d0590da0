import Foundation
import KyotakuModels
import LocalAuthentication

/// Asks for the owner of the phone with the system's own question: Face ID or Touch ID, and else the
/// passcode.
///
/// Each question has a context of its own, so no earlier answer counts for a later one.
public struct DeviceOwnerGate: OwnerChecking {
    /// A gate of this phone.
    public init() {}

    public var availability: OwnerCheckAvailability {
        let context = LAContext()
        guard context.canEvaluatePolicy(.deviceOwnerAuthentication, error: nil) else {
            return .passcodeMissing
        }
        var error: NSError?
        let knowsOwner =
            context.canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: &error)
            || error?.code == LAError.Code.biometryLockout.rawValue
        return .available(biometry: knowsOwner ? OwnerBiometry(context.biometryType) : nil)
    }

    public var biometry: OwnerBiometry? {
        let context = LAContext()
        // The type is known once this was asked, whatever the answer is.
        _ = context.canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
        return OwnerBiometry(context.biometryType)
    }

    public func confirm(reason: String) async throws(OwnerCheckFailure) {
        let question = OwnerQuestion()
        let answer = await withTaskCancellationHandler {
            await question.ask(reason)
        } onCancel: {
            Task { await question.withdraw() }
        }
        try answer.get()
    }
}

/// One question to the owner. The actor keeps the context, which is not made for several threads,
/// and keeps it alive: a context that is let go of withdraws its question.
private actor OwnerQuestion {
    private let context = LAContext()

    func ask(_ reason: String) async -> Result<Void, OwnerCheckFailure> {
        if Task.isCancelled {
            return .failure(.cancelled)
        }
        return await withCheckedContinuation { continuation in
            // The reply comes on a queue of the system, not on the actor.
            context.evaluatePolicy(.deviceOwnerAuthentication, localizedReason: reason) {
                @Sendable isConfirmed, error in
                continuation.resume(
                    returning: isConfirmed ? .success(()) : .failure(OwnerCheckFailure(error))
                )
            }
        }
    }

    /// Ends the question, also one that is not asked yet.
    func withdraw() {
        context.invalidate()
    }
}

extension OwnerBiometry {
    /// What the system calls it; nothing for what no iPhone has.
    fileprivate init?(_ type: LABiometryType) {
        switch type {
        case .faceID: self = .faceID
        case .touchID: self = .touchID
        default: return nil
        }
    }
}

extension OwnerCheckFailure {
    /// What an error of the system means.
    fileprivate init(_ error: (any Error)?) {
        switch (error as? LAError)?.code {
        case .appCancel, .invalidContext, .userCancel:
            self = .cancelled
        case .notInteractive, .systemCancel:
            self = .interrupted
        case .biometryLockout:
            self = .lockedOut
        case .passcodeNotSet:
            self = .passcodeMissing
        default:
            // It was not the owner, or a way was chosen or missing that this question does not
            // depend on: with a passcode there is always one more.
            self = .failed
        }
    }
}
