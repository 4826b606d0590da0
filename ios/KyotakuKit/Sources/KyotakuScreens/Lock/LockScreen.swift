import Foundation
import KyotakuModels
import KyotakuText
import SwiftUI

/// The lock. Whoever is a patient is asked to give the phone back, and sees nothing of staff's.
struct LockScreen: View {
    @Environment(\.texts) private var texts
    let model: LockModel

    var body: some View {
        ActionPage {
            Image(systemName: "lock.fill")
                .font(.largeTitle)
                .foregroundStyle(.quiet)
                .accessibilityHidden(true)
            if isWithPatient { forPatient } else { forStaff }
            if let failure = model.state.failure {
                let text = words.ownerFailure(failure, of: model.state.biometry)
                Notice(kind: .warning, title: text).announcing(text, of: .warning)
            }
            ProblemNotice(model.state.problem)
        } actions: {
            PrimaryButton(
                words(isWithPatient ? .handoverBackStaff : .lockUnlock),
                systemImage: "lock.open",
                isBusy: model.state.isWorking
            ) {
                // The owner is staff, whoever looks now.
                model.send(.unlockChosen(reason: texts(.passcodeReasonUnlock)))
            }
            if model.state.offersOtherUser {
                SecondaryButton(words(.lockOtherUser)) { model.send(.otherUserChosen) }
                    .disabled(model.state.isWorking)
            }
        }
        .navigationTitle(words(.lockTitle))
        .navigationBarTitleDisplayMode(.inline)
        .announcing(words(.spokenLockLocked))
        .question(
            words(.menuSignOutTitle),
            isAsked: model.state.asksToSignOut,
            message: model.state.keepsVisit ? words(.lockKept) : nil
        ) {
            Button(words(.actionCancel), role: .cancel) { model.send(.signOutDeclined) }
            Button(words(.menuSignOut), role: .destructive) { model.send(.signOutConfirmed) }
        }
        .environment(\.texts, words)
        .environment(\.locale, Locale(identifier: words.language.tag))
        .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private var forStaff: some View {
        Text(words(.lockLead))
        if let name = model.state.userName {
            Text(words(.lockUser, .text(name))).font(.headline)
        }
        if model.state.keepsVisit { Notice(kind: .info, title: words(.lockKept)) }
    }

    @ViewBuilder
    private var forPatient: some View {
        Text(words(.handoverBackTitle))
            .font(.title2)
            .bold()
            .accessibilityAddTraits(.isHeader)
        Label(
            words.handBackGate(by: model.state.biometry),
            systemImage: model.state.biometry.symbol
        )
    }

    private var isWithPatient: Bool { model.state.patientsLanguage != nil }

    /// The texts of whoever looks.
    private var words: Texts {
        model.state.patientsLanguage.map { Texts(in: $0, from: texts.catalogue) } ?? texts
    }
}
