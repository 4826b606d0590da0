import KyotakuModels
import KyotakuText
import SwiftUI

/// P04 パスコード・生体認証の確認.
struct PasscodeScreen: View {
    @Environment(\.texts) private var texts
    let model: PasscodeModel

    var body: some View {
        ActionPage {
            switch model.state.availability {
            case .passcodeMissing:
                Notice(
                    kind: .error,
                    title: texts(.passcodeMissing),
                    text: texts(.passcodeMissingBody)
                )
            case .available: Notice(kind: .success, title: texts(.startPassed))
            }
            Text(texts.passcodeHowTo(with: model.state.biometry))
            if let biometry = model.state.biometry {
                Text(texts(.passcodeBiometry, .text(texts.name(biometry))))
                    .foregroundStyle(.quiet)
            }
        } actions: {
            PrimaryButton(texts(.actionOpenSettings), systemImage: "gear") {
                model.send(.settingsChosen)
            }
            SecondaryButton(texts(.passcodeRecheck)) { model.send(.rechecked) }
        }
        .navigationTitle(texts(.passcodeTitle))
        .navigationBarTitleDisplayMode(.inline)
        .onAppear { model.send(.appeared) }
    }
}
