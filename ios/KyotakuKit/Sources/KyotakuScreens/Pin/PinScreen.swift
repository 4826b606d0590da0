import KyotakuModels
import KyotakuText
import SwiftUI

/// P31 暗証番号の入力, in the patient's hands. What is entered is neither shown nor read aloud: only
/// how many digits there are. With VoiceOver the key under the finger is read, as on every keyboard of
/// the phone, because nobody could find it otherwise; the patient is told so before.
struct PinScreen: View {
    let model: PinModel

    var body: some View {
        switch model.state.stage {
        case .lastTry: LastTry(model: model)
        case .entry: PinEntry(model: model)
        }
    }
}

/// One try is left: nobody spends it without having been told.
private struct LastTry: View {
    @Environment(\.texts) private var texts
    let model: PinModel

    var body: some View {
        ActionPage {
            Notice(
                kind: .warning,
                title: texts(.pinLastTryTitle),
                text: texts(model.state.lastTryAdvice)
            )
        } actions: {
            if model.state.offersVisual {
                PrimaryButton(texts(.pinUseVisual)) { model.send(.visualChosen) }
            }
            SecondaryButton(texts(.handoverGiveBack)) { model.send(.givenBack) }
            SecondaryButton(texts(.pinLastTryAgree)) { model.send(.lastTryAgreed) }
        }
    }
}

/// The pad.
private struct PinEntry: View {
    @Environment(\.texts) private var texts
    @Environment(\.scenePhase) private var phase
    @Environment(\.accessibilityVoiceOverEnabled) private var isRead
    @Environment(Presented.self) private var presented: Presented?
    @FocusState private var takesKeys: Bool
    let model: PinModel

    var body: some View {
        ActionPage {
            // The pad is to be in view whole, on a small phone too.
            VStack(alignment: .leading, spacing: 8) {
                StepHeader(texts(.pinTitle))
                PinReason(
                    model.state.request,
                    offersVisual: model.state.offersVisual,
                    isBrief: true
                )
                ProblemNotice(model.state.problem)
                if isRead {
                    Label(texts(.pinSpokenAloud), systemImage: "headphones")
                        .announcing(texts(.pinSpokenAloud), of: .warning)
                }
                PinDots(count: model.state.count)
                PinPad(state: model.state, send: model.send)
            }
            Text(texts(.pinPatientOnly))
            Text(texts(.pinLabel)).font(.headline)
            Text(texts(.pinWhich))
            PinForgotten(model: model)
            Toggle(texts(.pinShuffle), isOn: isShuffled)
                .frame(minHeight: 44)
            NoteList([texts(.pinHidden), texts(.pinNotKept)])
        } actions: {
            PrimaryButton(texts(.pinSubmit), systemImage: "checkmark") { model.send(.submitted) }
                .disabled(!model.state.isComplete)
        }
        .announcing(announcement)
        .sensoryFeedback(.selection, trigger: model.state.count)
        .focusable()
        .focused($takesKeys)
        .onKeyPress(phases: .down) { press in take(press) }
        .onAppear { takesKeys = true }
        // What lay over the pad has taken the keyboard from it.
        .onChange(of: presented?.isAny) { _, isAny in if isAny != true { takesKeys = true } }
        .onChange(of: phase) { _, phase in if phase == .active { takesKeys = true } }
    }

    private var isShuffled: Binding<Bool> {
        Binding(get: { model.state.isShuffled }, set: { _ in model.send(.shuffled) })
    }

    /// How many digits there are; never which.
    private var announcement: String? {
        if model.state.isComplete { return texts(.spokenPinComplete) }
        guard model.state.count > 0 else { return nil }
        return texts(.spokenPinEntered, .number(model.state.count))
    }

    /// A key of a keyboard. What the model has no use for is left to others.
    private func take(_ press: KeyPress) -> KeyPress.Result {
        switch press.key {
        case .delete: model.send(.deleted)
        case .return: model.send(.submitted)
        default:
            guard press.characters.contains(where: \.isNumber) else { return .ignored }
            press.characters.forEach { model.send(.typed($0)) }
        }
        return .handled
    }
}

/// What to do without the PIN, folded until somebody wants it.
private struct PinForgotten: View {
    @Environment(\.texts) private var texts
    let model: PinModel

    var body: some View {
        DisclosureGroup(texts(.pinForgotten), isExpanded: isOpen) {
            VStack(alignment: .leading, spacing: 12) {
                Text(texts(model.state.forgottenAdvice))
                if model.state.offersVisual {
                    SecondaryButton(texts(.pinUseVisual)) { model.send(.visualChosen) }
                }
                SecondaryButton(texts(.handoverGiveBack)) { model.send(.givenBack) }
            }
            .padding(.top, 12)
        }
        .frame(minHeight: 44)
    }

    private var isOpen: Binding<Bool> {
        Binding(
            get: { model.state.showsForgotten },
            set: { _ in model.send(.forgottenToggled) }
        )
    }
}
