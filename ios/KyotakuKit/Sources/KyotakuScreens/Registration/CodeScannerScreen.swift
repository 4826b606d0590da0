import KyotakuModels
import KyotakuText
import SwiftUI

/// The camera, over the whole screen, until a code is found or somebody would rather type it.
struct CodeScannerScreen: View {
    @Environment(\.texts) private var texts
    @Environment(\.dismiss) private var dismiss
    let foundSomethingElse: Bool
    let openSettings: @MainActor () -> Void
    let found: @MainActor (TypedSecret) -> Void

    var body: some View {
        NavigationStack {
            VStack(spacing: 0) {
                Text(texts(.codeScannerLead)).padding(16)
                if CodeScanner.isAvailable {
                    CodeScanner(found: found)
                        .accessibilityLabel(texts(.codeScannerTitle))
                } else {
                    Notice(kind: .warning, title: texts(.codeScannerCameraDenied)).padding(16)
                    Spacer()
                }
                if foundSomethingElse {
                    Notice(kind: .warning, title: texts(.codeScannerNotACode)).padding(16)
                }
            }
            .navigationTitle(texts(.codeScannerTitle))
            .navigationBarTitleDisplayMode(.inline)
            .safeAreaInset(edge: .bottom) {
                BottomActions {
                    if !CodeScanner.isAvailable {
                        PrimaryButton(
                            texts(.actionOpenSettings),
                            systemImage: "gear",
                            action: openSettings
                        )
                    }
                    SecondaryButton(texts(.codeScannerTypeInstead), systemImage: "keyboard") {
                        dismiss()
                    }
                }
            }
            .announcing(foundSomethingElse ? texts(.codeScannerNotACode) : nil)
        }
    }
}
