/// What came of asking for the owner of the phone, as screens take it.
enum OwnerAnswer: Equatable, Sendable {
    /// It is the owner.
    case confirmed
    /// Nobody has answered, and nobody needs to be told why.
    case declined
    /// It is not the owner, or the phone cannot tell.
    case refused(OwnerCheckFailure)
}

extension OwnerChecking {
    /// Asks for the owner.
    func answer(reason: String) async -> OwnerAnswer {
        do {
            try await confirm(reason: reason)
            return .confirmed
        } catch {
            switch error {
            case .cancelled, .interrupted:
                return .declined
            case .failed, .lockedOut, .passcodeMissing:
                return .refused(error)
            }
        }
    }
}
