import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// Deliveries that wait: what patients have tapped for, and the server does not have yet.
struct WaitingScreen: View {
    @Environment(\.texts) private var texts
    let model: WaitingModel

    var body: some View {
        ActionPage {
            Text(texts(.waitingLead))
            if let report = model.state.report { DeliveryReportView(report: report) }
            ProblemNotice(model.state.problem) { model.send(.appeared) }
            if model.state.activity == .listing { WorkingView(texts(.commonLoading)) }
            if model.state.activity == .sending { WorkingView(texts(.waitingSending)) }
            if let lines = model.state.lines {
                if lines.isEmpty { Text(texts(.waitingEmpty)) }
                ForEach(lines) { line in
                    WaitingCard(line: line, isBusy: isBusy, send: model.send)
                }
            }
        } actions: {
            if model.state.lines?.isEmpty == false {
                PrimaryButton(
                    texts(.waitingSendAll),
                    systemImage: "tray.and.arrow.up",
                    isBusy: isBusy
                ) {
                    model.send(.sendChosen)
                }
            }
        }
        .navigationTitle(texts(.waitingTitle))
        .onAppear { model.send(.appeared) }
        .question(
            texts(.waitingDiscardTitle),
            isAsked: model.state.discarding != nil,
            message: texts(.waitingDiscardBody)
        ) {
            Button(texts(.actionCancel), role: .cancel) { model.send(.discardCancelled) }
            Button(texts(.waitingDiscard), role: .destructive) { model.send(.discardConfirmed) }
        }
    }

    private var isBusy: Bool { model.state.activity != .none }
}

/// What became of all that were sent: only what there is something of.
private struct DeliveryReportView: View {
    @Environment(\.texts) private var texts
    let report: DeliveryReport

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            ForEach(lines, id: \.self) { Text($0) }
            if let code = report.code { CodeNotice(texts.error(code)) }
        }
        .announcing(lines.joined(separator: " "))
    }

    private var lines: [String] {
        let counts: [(UInt32, (Int) -> String)] = [
            (report.registered, { texts(.waitingRegisteredCount, .number($0)) }),
            (report.delivered, { count(.waitingStateDelivered, $0) }),
            (report.answersRefused, { count(.waitingStateAnswerRefused, $0) }),
            (report.refused, { count(.waitingStateRefused, $0) }),
            (report.unsent, { texts(.waitingRemainingCount, .number($0)) }),
        ]
        return counts.filter { $0.0 > 0 }.map { $0.1(Int($0.0)) }
    }

    private func count(_ key: TextKey, _ count: Int) -> String {
        texts(.commonLabelValue, .text(texts(key)), .text(String(count)))
    }
}

/// One delivery, without anything about the person.
private struct WaitingCard: View {
    @Environment(\.texts) private var texts
    let line: WaitingLine
    let isBusy: Bool
    let send: @MainActor (WaitingAction) -> Void

    var body: some View {
        Card {
            Label(texts(line.standing.text), systemImage: line.standing.symbol)
                .font(.headline)
            Text(texts(.waitingTappedAt, .text(texts.dayAndTime(at: line.tappedAt))))
            Text(texts.label(line.careKind.code, of: .careKind))
            if let code = line.standing.code {
                MessageText(texts.error(code))
            } else {
                Text(
                    texts(.waitingDeliverBefore, .text(texts.dayAndTime(at: line.deliverBefore)))
                )
            }
            if line.mayResume {
                SecondaryButton(texts(.waitingResume)) { send(.resumeChosen(line.id)) }
                    .accessibilityLabel(named(.waitingResume))
                    .disabled(isBusy)
            }
            DestructiveButton(texts(.waitingDiscard)) { send(.discardChosen(line.id)) }
                .accessibilityLabel(named(.waitingDiscard))
                .disabled(isBusy)
        }
    }

    /// What the button does, and to which of them.
    private func named(_ key: TextKey) -> String {
        texts(
            .commonLabelValue,
            .text(texts(key)),
            .text(texts.dayAndTime(at: line.tappedAt))
        )
    }
}

extension WaitingLine.Standing {
    /// Its icon.
    fileprivate var symbol: String {
        switch self {
        case .unsent, .answered: "tray.and.arrow.up"
        case .delivered: "person.crop.circle.badge.questionmark"
        case .answerRefused: "exclamationmark.triangle"
        case .refused: "xmark.octagon"
        }
    }
}
