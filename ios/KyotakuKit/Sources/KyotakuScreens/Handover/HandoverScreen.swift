import KyotakuModels
import KyotakuText
import SwiftUI

/// The phone goes from hand to hand: to the patient, or back to staff.
struct HandoverScreen: View {
    let model: HandoverModel

    var body: some View {
        switch model.state.direction {
        case .toPatient: HandToPatient(model: model)
        case .toStaff: HandBack(model: model)
        }
    }
}

/// Before the patient has the phone: what they are asked for, and that nothing else is to be seen.
private struct HandToPatient: View {
    @Environment(\.texts) private var texts
    let model: HandoverModel

    var body: some View {
        ActionPage {
            StepHeader(texts(.handoverTitle), lead: texts(.handoverLead))
            if let pin = model.state.pin {
                PinReason(pin, offersVisual: model.state.offersVisual)
            }
            Notice(
                kind: .info,
                title: texts(.handoverGreeting, .text(model.state.institution)),
                text: texts(.handoverOnlyThis)
            )
            Label(texts(.handoverStaffHelps), systemImage: "hand.raised")
        } actions: {
            PrimaryButton(texts(.handoverStart), systemImage: "arrow.forward") {
                model.send(.started)
            }
            if model.state.offersVisual {
                SecondaryButton(texts(.methodVisualInstead)) { model.send(.visualChosen) }
            }
        }
    }
}

/// The patient is done. It takes the owner of the phone to go on.
private struct HandBack: View {
    @Environment(\.texts) private var texts
    let model: HandoverModel

    var body: some View {
        ActionPage {
            StepHeader(texts(.handoverBackTitle), lead: texts(.handoverBackBody))
            if let failure = model.state.failureText(in: texts) {
                Notice(kind: .warning, title: failure).announcing(failure, of: .warning)
            }
            ProblemNotice(model.state.problem)
            Label(
                texts.handBackGate(by: model.state.biometry),
                systemImage: model.state.biometry.symbol
            )
        } actions: {
            PrimaryButton(
                texts(.handoverBackStaff),
                systemImage: "lock.open",
                isBusy: model.state.isBusy
            ) {
                model.send(.received)
            }
            if model.state.offersSettings {
                SecondaryButton(texts(.actionOpenSettings), systemImage: "gear") {
                    model.send(.settingsChosen)
                }
            }
        }
        .announcing(texts(.spokenHandoverBack))
    }
}
