import KyotakuText
import SwiftUI

/// Where to hold the phone: its top edge on the middle of the card.
struct CardPicture: View {
    @Environment(\.texts) private var texts

    var body: some View {
        ZStack(alignment: .top) {
            RoundedRectangle(cornerRadius: 12)
                .fill(Color.card)
                .overlay { RoundedRectangle(cornerRadius: 12).strokeBorder(.tint, lineWidth: 2) }
                .overlay(alignment: .topTrailing) {
                    Image(systemName: "person.crop.square")
                        .font(.largeTitle)
                        .foregroundStyle(.quiet)
                        .padding(12)
                }
                .frame(width: 240, height: 150)
            RoundedRectangle(cornerRadius: 20)
                .fill(Color.page)
                .overlay { RoundedRectangle(cornerRadius: 20).strokeBorder(.primary, lineWidth: 3) }
                .overlay(alignment: .top) {
                    Image(systemName: "wave.3.up")
                        .font(.title)
                        .foregroundStyle(.tint)
                        .padding(.top, 16)
                }
                .frame(width: 110, height: 140)
                .padding(.top, 70)
        }
        // A picture, not a text: its signs stay in their places.
        .dynamicTypeSize(.large)
        .frame(maxWidth: .infinity)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(texts(.cardPicture))
        .accessibilityAddTraits(.isImage)
    }
}
