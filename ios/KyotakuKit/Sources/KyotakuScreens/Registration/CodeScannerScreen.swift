import KyotakuModels
import KyotakuText
import SwiftUI

/// The camera, until a code is found or somebody would rather type it.
struct CodeScannerScreen: View {
    @Environment(\.texts) private var texts
    let model: RegistrationModel

    var body: some View {
        NavigationStack {
            ActionPage {
                Text(texts(.codeScannerLead))
                camera
                if model.state.scannedSomethingElse {
                    Notice(kind: .warning, title: texts(.codeScannerNotACode))
                }
            } actions: {
                if model.state.scan == .forbidden {
                    PrimaryButton(texts(.actionOpenSettings), systemImage: "gear") {
                        model.send(.settingsChosen)
                    }
                }
                SecondaryButton(texts(.codeScannerTypeInstead), systemImage: "keyboard") {
                    model.send(.scanLeft)
                }
            }
            .navigationTitle(texts(.codeScannerTitle))
            .navigationBarTitleDisplayMode(.inline)
            .announcing(
                model.state.scannedSomethingElse ? texts(.codeScannerNotACode) : nil,
                of: .warning
            )
        }
    }

    @ViewBuilder
    private var camera: some View {
        switch model.state.scan {
        case .looking:
            CodeScanner {
                model.send(.scanned($0))
            } lost: {
                model.send(.cameraAnswered(isAllowed: false))
            }
            .frame(height: 320)
            .accessibilityLabel(texts(.codeScannerTitle))
        case .forbidden:
            Notice(kind: .warning, title: texts(.codeScannerCameraDenied))
                .announcing(texts(.codeScannerCameraDenied), of: .warning)
        case .asking:
            Color.clear
                .frame(height: 320)
                .task { model.send(.cameraAnswered(isAllowed: await CodeScanner.isAllowed())) }
        case .off: EmptyView()
        }
    }
}
