import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// 端末情報, and the check of what this phone passes.
struct DeviceScreen: View {
    @Environment(\.texts) private var texts
    let model: DeviceModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.retried) }) {
            Section { facts }
            Section { capabilities }
            if model.state.canCheck { Section { check } }
        }
        .navigationTitle(texts(.deviceTitle))
        .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var facts: some View {
        FactRow(texts(.deviceModel), model.state.facts.model)
        FactRow(texts(.deviceSystem), model.state.facts.systemVersion)
        FactRow(texts(.aboutVersion), model.state.facts.appVersion)
        if let id = model.state.deviceID { FactRow(texts(.deviceDeviceID), id) }
        if let until = model.state.certificateUntil {
            FactRow(texts(.deviceCertificateUntil), texts.day(at: until))
        }
    }

    @ViewBuilder
    private var capabilities: some View {
        FactRow(
            texts(.deviceLongAnswers),
            texts.label(model.state.longResponses.code, of: .capability)
        )
        FactRow(
            texts(.deviceLongCommands),
            texts.label(model.state.longCommands.code, of: .capability)
        )
        if let code = model.state.visualRefused {
            FactRow(texts(.deviceVisual), texts.error(code).title)
        }
    }

    @ViewBuilder
    private var check: some View {
        Text(texts(.deviceCheckLead))
        switch model.state.check {
        case .ready: EmptyView()
        case .tapping: WorkingView(texts(.deviceChecking))
        case .failed(let code): ProblemNotice(Problem(code: code, reaction: .refused))
        case .learned(let isReported):
            Notice(
                kind: .success,
                title: texts(.deviceChecked),
                text: texts(isReported ? .deviceReported : .deviceNotReported)
            )
        }
        Button(texts(.deviceCheck), systemImage: "wave.3.right") { model.send(.checkChosen) }
            .disabled(model.state.check == .tapping)
            .frame(minHeight: 44)
    }
}
