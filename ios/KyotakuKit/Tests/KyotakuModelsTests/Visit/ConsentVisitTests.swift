import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What patients agree to, against the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct ConsentVisitTests {
    @Test func aPatientMayChooseItemByItem() async throws {
        // Given a patient who is asked
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.handover) { $0.send(.started) }

        // When they choose operations only, and object to 限度額
        try await bedside.on(\.consent) { consent in
            consent.send(.limitToggled)
            consent.send(.itemsChosen)
        }
        try await bedside.on(\.items) { items in
            items.send(.submitted)
            #expect(items.state.problem?.code == "MKA-E3002")
            items.send(.toggled(.operations))
            #expect(items.state.chosenCount == 1)
            items.send(.submitted)
        }
        try await bedside.choosePrescription()
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()

        // Then that is what is registered
        try bedside.expect(.done)
        #expect(try bedside.clinic.clinic.consents().map(\.items) == [["operationInfo"]])
    }

    @Test func aPatientWhoAgreesToNothingIsTreatedAllTheSame() async throws {
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.consent) { $0.send(.declined) }
        try await bedside.choosePrescription()
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()
        try await bedside.on(\.done) { done in
            guard case .registered(let registered) = done.state.outcome else {
                Issue.record("it came to \(done.state.outcome)")
                return
            }
            #expect(registered.items?.isAnything == false)
        }
    }

    @Test func whoAnswersForThePatientGivesNoMedicalInformationAway() async throws {
        // Given an institution where that is not theirs to give
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.handover) { $0.send(.started) }

        // When the spouse answers and agrees to all
        try await bedside.on(\.consent) { consent in
            consent.send(.respondentChosen(.proxy(relationship: .spouse)))
            #expect(consent.state.draft?.medicalRefused == "MKA-E3011")
            consent.send(.itemsChosen)
        }
        try await bedside.on(\.items) { items in
            items.send(.toggled(.operations))
            #expect(items.state.problem?.code == "MKA-E3011")
            items.send(.toggled(.diseases))
            items.send(.submitted)
        }
        try await bedside.choosePrescription()
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()

        // Then nothing medical is registered
        try bedside.expect(.done)
        let consent = try #require(try bedside.clinic.clinic.consents().first)
        #expect(
            Set(consent.items) == [
                "specificDiseasesCertificate", "limitApplicationCertificate",
            ]
        )
    }

    @Test func backInThePatientsHandsLeadsFromQuestionToQuestionAndThenToStaff() async throws {
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.consent) { $0.send(.itemsChosen) }
        try await bedside.on(\.items) { items in
            items.send(.toggled(.checkups))
            items.send(.submitted)
        }
        try await bedside.choosePrescription()
        while try bedside.flow.path.last != .items { try await bedside.back() }
        try await bedside.on(\.items) { #expect($0.state.draft?[.checkups] == true) }
        try await bedside.back()
        try bedside.expect(.consent)
        try await bedside.back()
        try bedside.expect(.handBack)
        try await bedside.handBack()
        try bedside.expect(.handover)
        try await bedside.back()
        #expect(try bedside.flow.state.question == .leave(isKept: true))
    }

    @Test func aPrescriptionIsAskedForWhereTheInstitutionAsks() async throws {
        // Given an institution that issues both forms, and asks in a visit
        let bedside = try await Bedside()
        var settings = try bedside.clinic.clinic.settings()
        settings.electronicPrescription = "2"
        settings.prescriptionTiming = "2"
        try bedside.clinic.clinic.changeSettings(settings: settings)
        try await bedside.core.refreshSettings()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.handover) { $0.send(.started) }

        // When the patient agrees, and chooses none, and then paper
        try await bedside.on(\.consent) { $0.send(.agreedToAll) }
        try await bedside.on(\.prescription) { prescription in
            #expect(prescription.state.draft?.prescriptions.count == 2)
            prescription.send(.submitted)
            #expect(prescription.state.problem?.code == "MKA-E3013")
            let last = prescription.state.draft?.prescriptions.last
            prescription.send(.chosen(last?.code ?? ""))
            prescription.send(.submitted)
        }
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()

        // Then that is what is registered
        try await bedside.on(\.done) { done in
            guard case .registered(let registered) = done.state.outcome else {
                Issue.record("it came to \(done.state.outcome)")
                return
            }
            #expect(registered.prescription == "2")
        }
    }

    @Test func anAnswerThatTheServerDoesNotTakeIsAskedForAgain() async throws {
        // Given an institution that stops asking for consents while the patient answers
        let bedside = try await Bedside()
        try await bedside.identify()
        try await bedside.on(\.person) { $0.send(.same) }
        var settings = try bedside.clinic.clinic.settings()
        settings.viewConsent = false
        try bedside.clinic.clinic.changeSettings(settings: settings)

        // When the patient agrees to all
        try await bedside.agreeToAll()

        // Then the phone goes to the patient again, who is told why
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.consent) { consent in
            #expect(consent.state.notice == "MKA-E3012")
            consent.send(.declined)
        }
        try await bedside.choosePrescription()
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()
        try bedside.expect(.done)
    }

    @Test func aConsentThatHoldsIsSaidAndCanStayAsItIs() async throws {
        // Given a patient who has agreed before
        let bedside = try await Bedside()
        try await bedside.visit()

        // When they are visited again
        try await bedside.identify()
        try await bedside.on(\.person) { person in
            #expect(person.state.consentUntil != nil)
            person.send(.same)
        }
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.consent) { consent in
            #expect(consent.state.notice == "MKA-W3006")
            consent.send(.keptAsBefore)
        }
        try await bedside.choosePrescription()
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()

        // Then it is as it was
        try await bedside.on(\.done) { done in
            guard case .registered(let registered) = done.state.outcome else { return }
            #expect(registered.items?.isMedical == true)
        }
    }

    @Test func anExpiredCertificateIsForTheQualificationOnly() async throws {
        let bedside = try await Bedside()
        try await bedside.identify("T13")
        try await bedside.on(\.person) { person in
            #expect(person.state.certificate == "MKA-E2020")
            person.send(.same)
        }
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.consent) { consent in
            #expect(consent.state.draft?.medicalRefused == "MKA-E2020")
            consent.send(.agreedToAll)
        }
        try await bedside.choosePrescription()
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()
        try bedside.expect(.done)
    }

    @Test func aConsentIsChangedWithTheCardAgain() async throws {
        // Given a patient who has agreed to all
        let bedside = try await Bedside()
        try await bedside.visit()

        // When they would rather not have operations seen
        try await bedside.identify("T01", .consents)
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.consents) { consents in
            #expect(consents.state.holding == [.homeVisit])
            consents.send(.changeChosen(.homeVisit))
        }
        try await bedside.on(\.handover) { $0.send(.started) }
        try await bedside.on(\.consent) { $0.send(.itemsChosen) }
        try await bedside.on(\.items) { items in
            #expect(items.state.draft?[.operations] == true)
            items.send(.toggled(.operations))
            items.send(.submitted)
        }
        try await bedside.on(\.review) { $0.send(.submitted) }
        try await bedside.handBack()

        // Then they are not any more
        try await bedside.on(\.done) { done in
            guard case .changed = done.state.outcome else {
                Issue.record("it came to \(done.state.outcome)")
                return
            }
        }
        let newest = try #require(try bedside.clinic.clinic.consents().last)
        #expect(!newest.items.contains("operationInfo"))
        #expect(newest.items.contains("specificHealthCheckupsInfo"))
    }

    @Test func consentsThatAreLookedAtStayAsTheyAre() async throws {
        let bedside = try await Bedside()
        try await bedside.visit()
        try await bedside.identify("T01", .consents)
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.consents) { $0.send(.kept) }
        try await bedside.on(\.done) { #expect($0.state.outcome == .unchanged) }
        #expect(try await bedside.core.waiting().isEmpty)
    }

    @Test func aRevocationIsAskedForTwiceAndThenHolds() async throws {
        // Given a patient who has agreed
        let bedside = try await Bedside()
        try await bedside.visit()

        // When staff have chosen to revoke, and the patient is sure
        try await bedside.identify("T01", .revoke)
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.revoke) { revoke in
            revoke.send(.confirmed)
            #expect(!revoke.state.isBusy)
            revoke.send(.submitted)
            revoke.send(.kept)
            revoke.send(.submitted)
            #expect(revoke.state.asksAgain)
            revoke.send(.confirmed)
        }

        // Then the consent has ended, by the patient
        try bedside.expect(.done)
        #expect(try bedside.clinic.clinic.consents().map(\.endReason) == ["patient"])
    }

    @Test func whoHasNothingToRevokeSeesThatThereIsNone() async throws {
        let bedside = try await Bedside()
        try await bedside.identify("T01", .revoke)
        try await bedside.on(\.person) { $0.send(.same) }
        try await bedside.on(\.consents) { consents in
            #expect(consents.state.consents?.isEmpty == true)
            consents.send(.revokeChosen)
        }
        try bedside.expect(.consents)
    }
}
