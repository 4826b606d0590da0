import KyotakuModels
import KyotakuText
import SwiftUI

/// 通信環境の確認.
struct NetworkScreen: View {
    @Environment(\.texts) private var texts
    let model: NetworkModel

    var body: some View {
        List {
            Section {
                ForEach(model.state.steps, id: \.step) { NetworkStepRow(line: $0) }
            }
            Section {
                if let path = model.state.path { Text(texts(path.text)) }
                if let milliseconds = model.state.milliseconds {
                    Text(texts(.networkDuration, .number(milliseconds)))
                }
                if let minutes = model.state.minutesOff {
                    Text(texts(.networkClockOff, .number(minutes)))
                }
                if model.state.suggestsMobile { Text(texts(.networkWifiHint)) }
                if model.state.isAllFine {
                    Label(texts(.networkAllFine), systemImage: "checkmark.circle.fill")
                }
            }
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.networkTitle))
        .safeAreaInset(edge: .bottom) {
            BottomActions {
                PrimaryButton(
                    texts(model.state.isChecking ? .networkChecking : .networkStart),
                    isBusy: model.state.isChecking
                ) { model.send(.started) }
            }
        }
        .announcing(model.state.isAllFine ? texts(.networkAllFine) : nil)
    }
}

private struct NetworkStepRow: View {
    @Environment(\.texts) private var texts
    let line: NetworkStepLine

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(texts(line.step.title)).font(.headline)
            switch line.outcome {
            case .unknown:
                Label(texts(.networkNotChecked), systemImage: "circle.dotted")
                    .foregroundStyle(.quiet)
            case .passed:
                Label(texts(.networkOk), systemImage: "checkmark.circle.fill")
            case .failed(let problem):
                let text = texts.error(problem.code)
                Label(texts(.networkFailed), systemImage: "exclamationmark.triangle.fill")
                    .fontWeight(.semibold)
                Text(text.title)
                Text(text.next)
                Text(texts(.commonCodeLine, .text(text.code)))
                    .font(.footnote)
                    .foregroundStyle(.quiet)
            }
        }
        .frame(minHeight: 44)
        .accessibilityElement(children: .combine)
    }
}

extension NetworkPath {
    /// How the phone is connected.
    fileprivate var text: TextKey {
        switch self {
        case .wiFi: .networkViaWiFi
        case .mobile: .networkViaMobile
        case .other: .networkViaOther
        case .none: .networkViaNone
        }
    }
}
