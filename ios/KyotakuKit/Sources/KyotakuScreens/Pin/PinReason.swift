import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// Why the patient is asked for the PIN again: what the card said, what became of the PIN before, and
/// how many tries are left. Nothing where they are asked for the first time.
struct PinReason: View {
    @Environment(\.texts) private var texts
    let request: PinRequest
    let offersVisual: Bool

    var body: some View {
        if let code = request.code {
            CodeNotice(texts.error(code, offersVisual: offersVisual), detail: detail)
        }
    }

    private var detail: String? {
        let fate = request.fate.map { texts($0.text) }
        let tries = request.triesLeft.map { texts(.pinTriesLeft, .number($0)) }
        let said = [fate, tries].compactMap { $0 }
        return said.isEmpty ? nil : said.joined(separator: "\n")
    }
}
