import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// What a consent agrees to, a line for each item; or that it agrees to nothing.
struct AgreedItems: View {
    @Environment(\.texts) private var texts
    let items: ConsentItems

    var body: some View {
        let agreed = ConsentItem.asked.filter { items.agreed.contains($0) }
        if agreed.isEmpty {
            Label(texts(.completeNoItems), systemImage: "minus.circle")
        } else {
            ForEach(agreed, id: \.self) { item in
                Label(texts(item.label), systemImage: "checkmark.circle.fill")
            }
        }
    }
}
