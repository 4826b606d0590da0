import KyotakuModels
import KyotakuText
import SwiftUI

/// Hides the app from the app switcher, and from recordings and other screens.
struct CoverScreen: View {
    @Environment(\.texts) private var texts
    let cover: AppCover

    var body: some View {
        ScrollView {
            VStack(spacing: 16) {
                Image(systemName: isCaptured ? "rectangle.on.rectangle.slash" : "lock.shield")
                    .font(.largeTitle)
                    .foregroundStyle(.quiet)
                    .accessibilityHidden(true)
                Text(texts(.commonAppName)).font(.headline)
                Text(texts(.coverTitle))
                    .font(.title2)
                    .bold()
                    .accessibilityAddTraits(.isHeader)
                if isCaptured {
                    Text(texts(.coverCaptured))
                    Text(texts(.coverCapturedNext))
                }
            }
            .multilineTextAlignment(.center)
            .padding(32)
            .frame(maxWidth: .infinity)
        }
        .background { Color.page.ignoresSafeArea() }
        .announcing(isCaptured ? texts(.coverCaptured) : nil)
    }

    private var isCaptured: Bool { cover == .captured }
}
