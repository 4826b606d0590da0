import KyotakuCore
import KyotakuTesting
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What is behind the gear, with the real core and a real clinic.
@MainActor
@Suite(.serialized)
struct GearTests {
    /// A phone at the home screen, after a visit of today.
    private func afterAVisit() async throws -> Handset {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.begun(.visit)) }
        try await handset.identify()
        try await handset.agreeAndLeave()
        try await handset.visit(\.done) { $0.send(.homeChosen) }
        return handset
    }

    /// From the home screen to セキュリティ設定, behind the password.
    private func openSecurity(_ handset: Handset) async throws {
        try await handset.at(\.home) { $0.send(.menuChosen) }
        try await handset.on(\.menu) { $0.send(.appeared) }
        try await handset.on(\.menu) { $0.send(.chosen(.security)) }
        try await handset.on(\.security) { $0.send(.appeared) }
        let password = TypedSecret(handset.clinic.nurse.password)
        try await handset.on(\.security) { security in
            security.gate?.send(.typed(password))
            security.gate?.send(.submitted)
        }
    }

    @Test func whoTapsTwiceOpensAScreenOnce() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { home in
            home.send(.menuChosen)
            home.send(.menuChosen)
        }
        #expect(try handset.app.pages.map(\.place) == [.menu])
        try await handset.send(.backChosen)
        try await handset.at(\.home)
    }

    @Test func theResultIsFoundByTheGearTheMenuTheSecuritySettingsAndTheSearch() async throws {
        // Given a patient who has agreed today
        let handset = try await afterAVisit()
        // When staff go the way that the guide says
        try await openSecurity(handset)
        try await handset.on(\.security) { $0.send(.chosen(.search)) }
        try await handset.on(\.search) { $0.send(.submitted) }
        // Then the password that was given counts, and the result is there
        try await handset.on(\.search) { search in
            #expect(search.gate == nil)
            #expect(search.state.listing?.results.map(\.name) == ["試験　花子"])
            if let first = search.state.listing?.results.first {
                search.send(.resultChosen(first.id))
            }
        }
        try await handset.on(\.result) { $0.send(.appeared) }
        try await handset.on(\.result) { result in
            if case .shown(let shown) = result.state.phase {
                #expect(shown.band.tone == .good)
            } else {
                Issue.record("it is \(result.state.phase)")
            }
            result.send(.requeryChosen)
        }
        // And asked for again, it leads to a new result, and all the way back.
        try await handset.on(\.requery) { $0.send(.submitted) }
        try await handset.on(\.requery) { $0.send(.resultChosen) }
        try await handset.on(\.result) { $0.send(.appeared) }
        for _ in 0..<6 { try await handset.send(.backChosen) }
        #expect(try handset.app.pages.isEmpty)
        #expect(try handset.app.stage.home != nil)
    }

    @Test func whenTheTimeOfThePasswordIsOverTheResultGivesWayToTheSearchThatAsksForIt()
        async throws
    {
        let handset = try await afterAVisit()
        try await openSecurity(handset)
        try await handset.on(\.security) { $0.send(.chosen(.search)) }
        try await handset.on(\.search) { $0.send(.submitted) }
        for _ in 0..<2 {
            try handset.clinic.advance(seconds: 160)
            try await handset.send(.touched)
        }
        try await handset.on(\.search) { search in
            if let first = search.state.listing?.results.first {
                search.send(.resultChosen(first.id))
            }
        }
        try await handset.on(\.result) { $0.send(.appeared) }
        try await handset.on(\.search) { search in
            #expect(search.state.hasEnded)
            #expect(search.state.listing == nil)
            search.send(.submitted)
        }
        try await handset.on(\.search) { #expect($0.gate != nil) }
    }

    @Test func inTheBackgroundNothingOfTheSearchIsLeft() async throws {
        let handset = try await afterAVisit()
        try await openSecurity(handset)
        try await handset.on(\.security) { $0.send(.chosen(.search)) }
        try await handset.on(\.search) { $0.send(.submitted) }
        try await handset.goAway(seconds: 5)
        #expect(try handset.app.pages.map(\.place) == [.menu])
        #expect(try handset.app.stage.home != nil)
    }

    @Test func whatIsAboutNobodyIsFoundAgainAfterAMomentInTheBackground() async throws {
        // Given somebody who looks why there is no network, and mends it in the settings
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.menuChosen) }
        try await handset.on(\.menu) { $0.send(.chosen(.network)) }
        try await handset.goAway(seconds: 20)
        #expect(try handset.app.pages.map(\.place) == [.menu, .network])

        // When the phone was away for too long
        try await handset.goAway(seconds: 60)

        // Then it is locked, and nothing is left
        try await handset.at(\.locked)
        #expect(try handset.app.pages.isEmpty)
    }

    @Test func noScreenThatIsAboutSomebodyStaysInTheBackground() {
        let staying = AppPlace.allCases.filter(\.outlivesTheBackground)
        #expect(
            staying == [
                .menu, .account, .notices, .guide, .network, .devices, .about, .language, .terms,
                .licences, .licence, .report,
            ]
        )
    }

    @Test func aPasswordThatWasTypedIsForgottenInTheBackground() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await handset.at(\.home) { $0.send(.menuChosen) }
        try await handset.on(\.menu) { $0.send(.chosen(.signOut)) }
        try await handset.on(\.menu) { $0.send(.signOutConfirmed) }
        try await handset.at(\.signIn) { $0.send(.passwordTyped("secret")) }
        try await handset.at(\.signIn) { #expect($0.state.hasPassword) }
        try await handset.goAway(seconds: 5)
        try await handset.at(\.signIn) { #expect(!$0.state.hasPassword) }
    }

    @Test func aPhoneThatIsGivenUpBeginsAnew() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try await openSecurity(handset)
        try await handset.on(\.security) { $0.send(.chosen(.deregister)) }
        try await handset.on(\.deregister) { $0.send(.appeared) }
        let password = TypedSecret(handset.clinic.nurse.password)
        try await handset.on(\.deregister) { model in
            model.send(.passwordTyped(password))
            model.send(.submitted)
            model.send(.confirmed(reason: ""))
        }
        try await handset.on(\.deregister) { model in
            #expect(model.state.step == .erased(serverKnows: true))
            model.send(.continued)
        }
        try await handset.at(\.start) { $0.send(.appeared) }
        try await handset.at(\.start) { #expect($0.state.step == .preparations) }
        #expect(try handset.clinic.clinic.devices().map(\.state) == ["deregistered"])
    }

    @Test func withoutAServerAPhoneCanStillBeGivenUp() async throws {
        let handset = try Handset()
        try await handset.startAtHome()
        try handset.clinic.clinic.cutNetwork()
        try await openSecurity(handset)
        try await handset.on(\.security) { security in
            #expect(security.entries == [.device, .deregister])
            security.send(.chosen(.deregister))
        }
        try await handset.on(\.deregister) { $0.send(.appeared) }
        let password = TypedSecret(handset.clinic.nurse.password)
        try await handset.on(\.deregister) { model in
            model.send(.passwordTyped(password))
            model.send(.submitted)
            model.send(.confirmed(reason: ""))
        }
        try await handset.on(\.deregister) { model in
            model.send(.erasureChosen)
            model.send(.confirmed(reason: ""))
            model.send(.confirmed(reason: "解除"))
        }
        try await handset.on(\.deregister) { model in
            #expect(model.state.step == .erased(serverKnows: false))
            model.send(.continued)
        }
        #expect(try handset.app.stage.start != nil)
        #expect(handset.owner.asked == 1)
    }
}

extension AppPage {
    fileprivate var requery: RequeryModel? {
        if case .requery(let model) = self { model } else { nil }
    }
    fileprivate var deregister: DeregisterModel? {
        if case .deregister(let model) = self { model } else { nil }
    }
}
