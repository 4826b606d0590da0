import KyotakuText

/// The texts of the reader sheet, already in the language of the person who sees it.
public struct TapMessages: Sendable {
    /// A text of the sheet.
    public var text: @Sendable (TextKey) -> String
    /// The line for a progress.
    public var progress: @Sendable (TapProgress) -> String

    /// Texts made some other way.
    public init(
        text: @escaping @Sendable (TextKey) -> String,
        progress: @escaping @Sendable (TapProgress) -> String
    ) {
        self.text = text
        self.progress = progress
    }

    /// The texts of the catalogue.
    public init(_ texts: Texts) {
        self.init(text: { texts($0) }, progress: { $0.line(in: texts) })
    }
}

extension TapProgress {
    /// How much of the file is there, in per cent, once its length is known.
    public var percent: Int? {
        guard let total, total > 0 else { return nil }
        return min(received, total) * 100 / total
    }

    func line(in texts: Texts) -> String {
        if phase == .readingCertificate, let percent {
            return texts(.tapProgress, .number(percent))
        }
        return texts(phase.text)
    }
}

extension TapPhase {
    /// The line of the sheet for a phase.
    public var text: TextKey {
        switch self {
        case .selecting: .tapPhaseSelecting
        case .identifying: .tapPhaseIdentifying
        case .readingCertificate: .tapPhaseReadingCertificate
        case .askingTries: .tapPhaseAskingTries
        case .verifyingPin: .tapPhaseVerifyingPin
        case .authenticatingTerminal: .tapPhaseAuthenticatingTerminal
        case .signing: .tapPhaseSigning
        }
    }
}
