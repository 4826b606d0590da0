import KyotakuModels
import KyotakuText
import SwiftUI

/// 資格有効性, where the eye falls first: icon, word, what it means and what to do. The colour only
/// repeats them.
struct Band: View {
    @Environment(\.texts) private var texts
    let band: StatusBand

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            BandWord(band: band)
                .font(.title2)
                .bold()
                .accessibilityLabel(texts(.spokenResultBand, .text(texts.value(band.word))))
                .accessibilityAddTraits(.isHeader)
            if let lost = band.lostOn { FactRow(texts(.resultLostOn), texts.value(lost)) }
            if let meaning = band.meaning { Text(texts(meaning)) }
            if let next = band.next {
                Label(texts(next), systemImage: "arrow.forward.circle")
                    .fontWeight(.semibold)
            }
        }
        .padding(16)
        .frame(maxWidth: .infinity, alignment: .leading)
        .background { RoundedRectangle(cornerRadius: 12).fill(band.tone.color.opacity(0.15)) }
        .overlay {
            RoundedRectangle(cornerRadius: 12).strokeBorder(band.tone.color, lineWidth: 2)
        }
    }
}

/// The word of 資格有効性 with its icon.
struct BandWord: View {
    @Environment(\.texts) private var texts
    let band: StatusBand

    var body: some View {
        Label {
            Text(texts.value(band.word)).fontWeight(.semibold)
        } icon: {
            Image(systemName: band.tone.symbol)
                .foregroundStyle(band.tone.color)
                .accessibilityHidden(true)
        }
    }
}

extension StatusBand.Tone {
    /// Its colour, beside an icon of its own shape.
    fileprivate var color: Color {
        switch self {
        case .good: .good
        case .caution: .caution
        case .bad: .bad
        case .unknown: .quiet
        }
    }
}
