import Foundation
import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P33 カードのセット and P34 読み取り中: the reader's own sheet lies over it while a card is read.
struct TapScreen: View {
    let model: TapModel

    var body: some View {
        switch model.state.stage {
        case .ready: TapReady(model: model)
        case .reading: TapReading(model: model)
        case .position: TapPosition(model: model)
        case .report(let report): ReportScreen(report: report)
        }
    }
}

/// How to hold the card, what came of the tap before, and what can be done now.
private struct TapReady: View {
    @Environment(\.texts) private var texts
    let model: TapModel

    var body: some View {
        ActionPage {
            Text(texts(.cardLead))
            TapNewsNotice(state: model.state)
            if model.state.offersReading {
                CardPicture()
                NoteList(notes)
                SecondaryButton(texts(.positionTitle), systemImage: "questionmark.circle") {
                    model.send(.positionToggled)
                }
            }
        } actions: {
            TapOffers(state: model.state, send: model.send)
        }
        .navigationTitle(texts(.cardTitle))
    }

    private var notes: [String] {
        let limit = model.state.tapBefore.map {
            texts(.cardTapBefore, .text(texts.time(at: $0)))
        }
        return [texts(.cardFlat), texts(.cardStill), texts(.cardTimeLimit)]
            + [limit].compactMap { $0 }
    }
}

/// What can be done, the best first.
private struct TapOffers: View {
    @Environment(\.texts) private var texts
    let state: TapState
    let send: @MainActor (TapAction) -> Void

    var body: some View {
        ForEach(Array(state.offers.enumerated()), id: \.element) { index, offer in
            if index == 0 {
                PrimaryButton(texts(state.title(of: offer))) { send(offer.action) }
            } else {
                SecondaryButton(texts(state.title(of: offer))) { send(offer.action) }
            }
        }
    }
}

/// While the card is read.
private struct TapReading: View {
    @Environment(\.texts) private var texts
    let model: TapModel

    var body: some View {
        ActionPage {
            CardPicture()
            WorkingView(texts(.spokenCardReading))
        } actions: {
            SecondaryButton(texts(.actionCancel)) { model.send(.backChosen) }
        }
        .navigationTitle(texts(.cardTitle))
    }
}

/// Help with the position, and from there a report for support.
private struct TapPosition: View {
    @Environment(\.texts) private var texts
    let model: TapModel

    var body: some View {
        ActionPage {
            if model.state.news != nil { Text(texts(.positionLead)) }
            CardPicture()
            StepList([
                .positionTipCase, .positionTipPhoneCase, .positionTipTable, .positionTipTop,
                .positionTipStill, .positionTipSlow,
            ])
            TapNewsNotice(state: model.state)
            Text(texts(.positionStillFails))
        } actions: {
            PrimaryButton(texts(.positionRetry)) { model.send(.started) }
            SecondaryButton(texts(.positionMakeReport)) { model.send(.reportToggled) }
        }
        .navigationTitle(texts(.positionTitle))
    }
}

/// What came of the tap before: what has happened, and what to do about it.
private struct TapNewsNotice: View {
    @Environment(\.texts) private var texts
    let state: TapState

    var body: some View {
        switch state.news {
        case .reader(let failure): reader(failure)
        case .card(let code, let date):
            CodeNotice(
                texts.error(code, offersVisual: state.offersVisual),
                detail: date.map(ended)
            )
        case .problem(let problem): ProblemNotice(problem)
        case nil: EmptyView()
        }
    }

    private func reader(_ failure: TapFailure) -> some View {
        let next = failure.code.map { texts.error($0).next }
        return Notice(kind: .warning, title: texts(failure.text), text: next)
            .announcing(texts(failure.text), of: .warning)
    }

    private func ended(_ date: Date) -> String {
        texts(
            .commonLabelValue,
            .text(texts(.resultCertificateUntil)),
            .text(texts.day(at: date))
        )
    }
}
