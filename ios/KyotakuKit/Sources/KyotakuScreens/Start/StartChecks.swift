import KyotakuModels
import KyotakuText
import SwiftUI

/// What the app needs, and whether it is there.
struct StartChecks: View {
    @Environment(\.texts) private var texts
    let checks: [CheckLine]
    let isReady: Bool

    var body: some View {
        if isReady { Notice(kind: .success, title: texts(.startReady)) }
        VStack(alignment: .leading, spacing: 16) {
            ForEach(checks, id: \.check) { StartCheckRow(line: $0) }
        }
        .padding(16)
        .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
        .announcing(isReady ? texts(.startReady) : nil)
    }
}

private struct StartCheckRow: View {
    @Environment(\.texts) private var texts
    let line: CheckLine

    var body: some View {
        HStack(alignment: .top, spacing: 12) {
            Image(systemName: symbol.name)
                .foregroundStyle(symbol.color)
                .accessibilityHidden(true)
            VStack(alignment: .leading, spacing: 4) {
                Text(texts(line.check.title)).font(.headline)
                outcome
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        .accessibilityElement(children: .combine)
    }

    @ViewBuilder
    private var outcome: some View {
        switch line.outcome {
        case .pending: Text(texts(.startChecking)).foregroundStyle(.quiet)
        case .passed: Text(texts(.startPassed)).foregroundStyle(.quiet)
        case .later(let key): Text(texts(key)).foregroundStyle(.quiet)
        case .failed(let problem):
            let text = texts.error(problem.code)
            Text(texts(.startFailed)).fontWeight(.semibold)
            Text(text.title)
            Text(text.next)
        }
    }

    private var symbol: (name: String, color: Color) {
        switch line.outcome {
        case .pending: ("circle.dotted", .quiet)
        case .passed: ("checkmark.circle.fill", .good)
        case .later: ("clock", .quiet)
        case .failed: ("exclamationmark.triangle.fill", .caution)
        }
    }
}
