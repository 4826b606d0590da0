import KyotakuText

/// What is said about the owner of the phone names the biometry of that phone, and no other.
extension Texts {
    /// The name of a biometry.
    public func name(_ biometry: OwnerBiometry) -> String {
        switch biometry {
        case .faceID: self(.commonFaceID)
        case .touchID: self(.commonTouchID)
        }
    }

    /// By what staff show that they have the phone back.
    public func handBackGate(by biometry: OwnerBiometry?) -> String {
        biometry.map { self(.handoverBackGate, .text(name($0))) } ?? self(.handoverBackGatePasscode)
    }

    /// Where a passcode is set.
    public func passcodeHowTo(with biometry: OwnerBiometry?) -> String {
        biometry.map { self(.passcodeHowTo, .text(name($0))) } ?? self(.passcodeHowToPasscode)
    }

    /// What came in the place of the owner's confirmation.
    public func ownerFailure(_ failure: OwnerCheckFailure, of biometry: OwnerBiometry?) -> String {
        switch (failure, biometry) {
        case (.lockedOut, let biometry?): self(.passcodeOwnerLockedOut, .text(name(biometry)))
        case (.passcodeMissing, _): self(.passcodeMissing)
        case (.cancelled, _), (.failed, _), (.interrupted, _), (.lockedOut, nil):
            self(.passcodeOwnerFailed)
        }
    }
}

extension OwnerBiometry? {
    /// The name of the icon for what tells the owner: biometry, or the passcode.
    public var symbol: String {
        switch self {
        case .faceID: "faceid"
        case .touchID: "touchid"
        case nil: "lock"
        }
    }
}
