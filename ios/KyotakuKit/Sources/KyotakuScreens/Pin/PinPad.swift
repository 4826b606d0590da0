import KyotakuModels
import KyotakuText
import SwiftUI

/// How many digits are there, as dots. VoiceOver says the number.
struct PinDots: View {
    @Environment(\.texts) private var texts
    @ScaledMetric private var size = 20.0
    let count: Int

    var body: some View {
        HStack(spacing: 20) {
            ForEach(0..<PinState.length, id: \.self) { place in
                Circle()
                    .fill(place < count ? Color.primary : .clear)
                    .overlay { Circle().strokeBorder(Color.primary, lineWidth: 2) }
                    .frame(width: size, height: size)
            }
        }
        .frame(maxWidth: .infinity)
        .padding(.vertical, 8)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(texts(.spokenPinField, .number(count)))
    }
}

/// The keys of a PIN: ten digits, large, in the order of the state; one for the last digit away, and
/// one for all.
struct PinPad: View {
    @Environment(\.texts) private var texts
    let state: PinState
    let send: @MainActor (PinAction) -> Void

    var body: some View {
        VStack(spacing: 10) {
            ForEach(rows, id: \.self) { row in
                HStack(spacing: 10) {
                    ForEach(row, id: \.self) { digit($0) }
                }
            }
            HStack(spacing: 10) {
                key(texts(.spokenPinDeleteAll), symbol: "xmark") { send(.cleared) }
                ForEach(state.pad.suffix(1), id: \.self) { digit($0) }
                key(texts(.spokenPinDelete), symbol: "delete.backward") { send(.deleted) }
            }
        }
        .accessibilityElement(children: .contain)
        .accessibilityLabel(texts(.spokenPinKeypad))
    }

    /// Three rows of three; the tenth stands between the two other keys.
    private var rows: [[Int]] {
        stride(from: 0, to: 9, by: 3).map { Array(state.pad[$0..<$0 + 3]) }
    }

    private func digit(_ digit: Int) -> some View {
        Button {
            send(.digit(digit))
        } label: {
            Text(verbatim: "\(digit)").font(.title)
        }
        .buttonStyle(PadKeyStyle())
    }

    private func key(
        _ label: String,
        symbol: String,
        action: @escaping @MainActor () -> Void
    ) -> some View {
        Button(action: action) {
            ViewThatFits(in: .horizontal) {
                Label(label, systemImage: symbol)
                Text(label)
                Image(systemName: symbol)
            }
            .font(.headline)
        }
        .buttonStyle(PadKeyStyle())
        .disabled(state.count == 0)
        .accessibilityLabel(label)
    }
}

/// A key that a trembling finger hits.
private struct PadKeyStyle: ButtonStyle {
    func makeBody(configuration: Configuration) -> some View {
        configuration.label
            .frame(maxWidth: .infinity, minHeight: 56)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .overlay {
                RoundedRectangle(cornerRadius: 12).strokeBorder(Color.outline, lineWidth: 1)
            }
            .contentShape(RoundedRectangle(cornerRadius: 12))
            .opacity(configuration.isPressed ? 0.5 : 1)
    }
}
