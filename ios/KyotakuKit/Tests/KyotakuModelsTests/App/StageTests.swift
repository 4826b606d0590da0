import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// Where the app goes, with the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct StageTests {
    @Test func aNewPhoneLeadsFromTheTermsToTheHomeScreen() async throws {
        // Given a phone on which the app was just installed
        let handset = try Handset()
        try await handset.start()

        // When staff accept the terms, register the phone and sign in
        try await handset.at(\.start) { $0.send(.termsAccepted) }
        try await handset.at(\.start) { start in
            #expect(start.state.step == .preparations)
            start.send(.continued)
        }
        let nurse = handset.clinic.nurse
        let code = try handset.clinic.clinic.issueCode()
        try await handset.at(\.registration) { form in
            form.send(.institutionTyped(nurse.institution))
            form.send(.userIDTyped(nurse.id))
            form.send(.passwordTyped(TypedSecret(nurse.password)))
            form.send(.codeTyped(TypedSecret(code)))
            form.send(.submitted)
            form.send(.submitted)
        }
        try await handset.at(\.registration) { $0.send(.continued) }
        try await handset.signIn(as: nurse)

        // Then they are at the home screen, and the server answers
        try await handset.at(\.home) { home in
            #expect(home.state.connection == .online)
            #expect(home.state.userName == nurse.name)
            #expect(!home.state.institution.isEmpty)
        }
    }

    @Test func aPhoneThatIsRegisteredAsksForThePasswordAndNothingElse() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.start()
        try await handset.at(\.signIn)
    }

    @Test func aPhoneThatWasNotUnlockedSinceItStartedWaitsAndThenOpens() async throws {
        // Given a vault that cannot be read yet
        let handset = try Handset()
        handset.phone.vault.trouble(.locked)

        // When the app is started
        try app(of: handset)
        try await waitUntil { handset.pauses.count == 1 }

        // Then it waits, and opens by itself
        try await handset.opening { opening in
            guard case .waitingForUnlock(let problem) = opening.state.phase else {
                Issue.record("it is at \(opening.state.phase)")
                return
            }
            #expect(problem.code == "MKA-E0007")
        }
        handset.phone.vault.trouble(nil)
        handset.pauses.pass()
        try await handset.app.settled()
        try await handset.at(\.start)
    }

    @Test func aStateWhoseKeyIsLostIsGivenUpOnlyAfterAQuestion() async throws {
        // Given a phone whose device key is gone
        let handset = try Handset()
        try await handset.startAtHome()
        handset.phone.vault.loseStoreKey()

        // When the app is started
        try await handset.start()

        // Then giving it up is offered, asked about, and leads to the registration
        try await handset.at(\.opening) { opening in
            #expect(opening.state.offersAnew)
            opening.send(.anewConfirmed)
            #expect(opening.state.offersAnew)
            opening.send(.anewChosen)
            opening.send(.anewDeclined)
            opening.send(.anewChosen)
            opening.send(.anewConfirmed)
        }
        try await handset.at(\.start) { start in
            start.send(.continued)
            start.send(.continued)
        }
        try await handset.at(\.registration)
    }

    @Test func aVaultThatDoesNotServeLosesNothing() async throws {
        // Given a phone whose vault does not serve
        let handset = try Handset()
        try await handset.startAtHome()
        handset.phone.vault.trouble(.faulty)
        try await handset.start()

        // When it serves again, then everything is there
        try await handset.at(\.opening) { opening in
            guard case .failed = opening.state.phase else {
                Issue.record("it is at \(opening.state.phase)")
                return
            }
            #expect(!opening.state.offersAnew)
            handset.phone.vault.trouble(nil)
            opening.send(.retried)
        }
        try await handset.at(\.signIn)
    }

    @Test func aPhoneThatWasRevokedSaysSoAndBeginsAnew() async throws {
        // Given a phone that the administrator has revoked
        let handset = try Handset()
        try await handset.startAtHome()
        let id = try #require(try handset.app.standing?.registration?.deviceId)
        try handset.clinic.clinic.revokeDevice(id: id)

        // When the home screen looks at the server
        try await handset.at(\.home) { $0.send(.refreshed) }

        // Then everything is gone, and staff are told why
        #expect(try handset.app.state.notice.map(code) == "MKA-E1107")
        try await handset.at(\.registration)
        #expect(try handset.app.visit == nil)
        try await handset.send(.noticeRead)
        #expect(try handset.app.state.notice == nil)
    }

    @Test func anAppThatIsTooOldLeadsNowhereUntilItIsNewer() async throws {
        let handset = try Handset(ClinicOptions(minimumAppVersion: "9.0.0"))
        try await MarksFile(at: handset.marks).acceptTerms(version: StartModel.terms)
        try await handset.start()
        try await handset.at(\.start) { $0.send(.continued) }
        try await handset.at(\.update) { #expect($0.code == "MKA-E0004") }
        try await handset.send(.retried)
        try await handset.at(\.start)
    }

    private func app(of handset: Handset) throws {
        Task { try await handset.start() }
    }

    private func code(_ notice: AppNotice) -> String? {
        if case .registration(let problem) = notice { problem.code } else { nil }
    }
}

extension Handset {
    /// What is going on while nothing settles.
    func opening(_ look: (OpeningModel) -> Void) async throws {
        look(try #require(try app.stage.opening))
    }
}
