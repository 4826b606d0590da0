import Foundation
import StandInPhone
import Synchronization

/// Apple: documentation/localauthentication/lapolicy
public enum LAPolicy: Int, Sendable {
    /// Apple: documentation/localauthentication/lapolicy/deviceownerauthenticationwithbiometrics
    case deviceOwnerAuthenticationWithBiometrics = 1
    /// Apple: documentation/localauthentication/lapolicy/deviceownerauthentication
    case deviceOwnerAuthentication = 2
}

/// Apple: documentation/localauthentication/labiometrytype
public enum LABiometryType: Int, Sendable {
    /// Apple: documentation/localauthentication/labiometrytype/none
    case none = 0
    /// Apple: documentation/localauthentication/labiometrytype/touchid
    case touchID = 1
    /// Apple: documentation/localauthentication/labiometrytype/faceid
    case faceID = 2
    /// Apple: documentation/localauthentication/labiometrytype/opticid
    case opticID = 4
}

/// Apple: documentation/localauthentication/lacontext
///
/// Here as there, a context is not said to be safe for use from several threads at once.
open class LAContext: NSObject {
    /// Apple: documentation/localauthentication/lacontext/biometrytype
    public private(set) var biometryType = LABiometryType.none

    /// Apple: documentation/localauthentication/lacontext/localizedfallbacktitle
    public var localizedFallbackTitle: String?

    /// Apple: documentation/localauthentication/lacontext/interactionnotallowed
    public var interactionNotAllowed = false

    private let phone = VirtualPhone.inHand
    private let evaluations = Evaluations()

    /// Apple: documentation/objectivec/nsobject-swift.class/init()
    public override init() {
        super.init()
    }

    deinit {
        // A context that is let go of takes what it asks for with it.
        evaluations.invalidate(phone.owner)
    }

    /// Apple: documentation/localauthentication/lacontext/canevaluatepolicy(_:error:)
    open func canEvaluatePolicy(
        _ policy: LAPolicy,
        error: UnsafeMutablePointer<NSError?>?
    ) -> Bool {
        biometryType = LABiometryType(phone.owner.biometry)
        let code = evaluations.isInvalid ? .invalidContext : obstacle(policy)
        error?.pointee = code.map { NSError(domain: LAErrorDomain, code: $0.rawValue) }
        return code == nil
    }

    /// Apple: documentation/localauthentication/lacontext/evaluatepolicy(_:localizedreason:reply:)
    open func evaluatePolicy(
        _ policy: LAPolicy,
        localizedReason: String,
        reply: @escaping @Sendable (Bool, (any Error)?) -> Void
    ) {
        precondition(!localizedReason.isEmpty, "Apple's raises an exception for an empty reason")
        // The reply comes on a queue of the framework, never before this returns.
        let end: @Sendable (OwnerReaction) -> Void = { reaction in
            DispatchQueue.global().async {
                switch reaction {
                case .confirms: reply(true, nil)
                case .ends(let code): reply(false, LAError(code: code))
                case .hesitates: preconditionFailure("a request ends with an answer")
                }
            }
        }
        let name = UUID()
        let code = evaluations.begin(name) ? obstacle(policy) ?? absence : .invalidContext
        if let code {
            end(.ends(code: code.rawValue))
            return
        }
        let prompt = VirtualOwner.Prompt(
            reason: localizedReason,
            offersPasscode: policy == .deviceOwnerAuthentication
        )
        phone.owner.ask(prompt, as: name, reply: end)
    }

    /// Apple: documentation/localauthentication/lacontext/evaluatepolicy(_:localizedreason:)
    open func evaluatePolicy(_ policy: LAPolicy, localizedReason: String) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            evaluatePolicy(policy, localizedReason: localizedReason) { isConfirmed, error in
                if let error {
                    continuation.resume(throwing: error)
                } else {
                    continuation.resume(returning: isConfirmed)
                }
            }
        }
    }

    /// Apple: documentation/localauthentication/lacontext/invalidate()
    open func invalidate() {
        evaluations.invalidate(phone.owner)
    }

    /// Why the policy cannot be met on this phone.
    private func obstacle(_ policy: LAPolicy) -> LAError.Code? {
        if !phone.hasPasscode {
            return .passcodeNotSet
        }
        guard policy == .deviceOwnerAuthenticationWithBiometrics else {
            return nil
        }
        if phone.owner.biometry == .none {
            return .biometryNotAvailable
        }
        if !phone.owner.isEnrolled {
            return .biometryNotEnrolled
        }
        return phone.owner.isLockedOut ? .biometryLockout : nil
    }

    /// Why nobody can be asked now.
    private var absence: LAError.Code? {
        interactionNotAllowed || !phone.isAppInFront ? .notInteractive : nil
    }
}

/// What a context has asked for and may have to withdraw, from whichever thread that comes.
private final class Evaluations: Sendable {
    private let names = Mutex<[UUID]?>([])

    var isInvalid: Bool {
        names.withLock { $0 == nil }
    }

    /// Notes a request, unless the context is invalid.
    func begin(_ name: UUID) -> Bool {
        names.withLock { names in
            names?.append(name)
            return names != nil
        }
    }

    func invalidate(_ owner: VirtualOwner) {
        let withdrawn = names.withLock { names in
            defer { names = nil }
            return names ?? []
        }
        for name in withdrawn {
            owner.withdraw(name)
        }
    }
}

extension LAError {
    fileprivate init(code: Int) {
        self.init(Code(rawValue: code) ?? .authenticationFailed)
    }
}

extension LABiometryType {
    fileprivate init(_ biometry: Biometry) {
        switch biometry {
        case .none: self = .none
        case .faceID: self = .faceID
        case .touchID: self = .touchID
        case .opticID: self = .opticID
        }
    }
}
