extension Texts {
    /// What a code says to whoever has, or has not, 目視 to fall back on: what is not offered on this
    /// phone or in this visit is not recommended either.
    public func error(_ code: String, offersVisual: Bool) -> ErrorText {
        let text = error(code)
        guard !offersVisual else { return text }
        let keys: [TextKey]
        switch code {
        case "MKA-E2011":
            keys = [
                .errorLastTryPinOnlyTitle, .errorLastTryPinOnlyExplanation,
                .errorLastTryPinOnlyNext,
            ]
        case "MKA-E2012":
            keys = [
                .errorBlockedPinOnlyTitle, .errorBlockedPinOnlyExplanation,
                .errorBlockedPinOnlyNext,
            ]
        case "MKA-E2013":
            keys = [
                .errorPinlessPinOnlyTitle, .errorPinlessPinOnlyExplanation,
                .errorPinlessPinOnlyNext,
            ]
        default: return text
        }
        return ErrorText(
            code: text.code,
            kind: text.kind,
            title: self(keys[0]),
            explanation: self(keys[1]),
            next: self(keys[2])
        )
    }
}
