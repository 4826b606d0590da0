import KyotakuModels
import KyotakuText
import SwiftUI

/// What the administrator does at the console before 初期登録, to be ticked.
struct Preparations: View {
    @Environment(\.texts) private var texts
    let prepared: Set<Preparation>
    let toggle: @MainActor (Preparation) -> Void

    var body: some View {
        Text(texts(.registrationWhere))
        VStack(alignment: .leading, spacing: 16) {
            ForEach(Preparation.allCases, id: \.self) { preparation in
                Toggle(
                    texts(preparation.title),
                    isOn: Binding(
                        get: { prepared.contains(preparation) },
                        set: { _ in toggle(preparation) }
                    )
                )
                .frame(minHeight: 44)
            }
        }
        .padding(16)
        .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
        Text(texts(.registrationFirstSignIn))
            .font(.subheadline)
            .foregroundStyle(.quiet)
    }
}
