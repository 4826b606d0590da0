import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// Why the patient is asked for the PIN again: what the card said, what became of the PIN before, and
/// how many tries are left. Nothing where they are asked for the first time.
struct PinReason: View {
    @Environment(\.texts) private var texts
    private let request: PinRequest
    private let offersVisual: Bool
    private let isBrief: Bool

    /// A reason.
    ///
    /// - Parameter isBrief: Whether it stands above the pad, which shall be seen with it.
    init(_ request: PinRequest, offersVisual: Bool, isBrief: Bool = false) {
        self.request = request
        self.offersVisual = offersVisual
        self.isBrief = isBrief
    }

    var body: some View {
        if let code = request.code {
            let text = texts.error(code, offersVisual: offersVisual)
            if isBrief {
                Notice(kind: text.kind.notice, title: text.title, text: detail)
                    .announcing(
                        [text.title, detail].compactMap { $0 }.joined(separator: " "),
                        of: text.kind.notice
                    )
            } else {
                CodeNotice(text, detail: detail)
            }
        }
    }

    private var detail: String? {
        let fate = request.fate.map { texts($0.text) }
        let tries = request.triesLeft.map { texts(.pinTriesLeft, .number($0)) }
        let said = [fate, tries].compactMap { $0 }
        return said.isEmpty ? nil : said.joined(separator: "\n")
    }
}
