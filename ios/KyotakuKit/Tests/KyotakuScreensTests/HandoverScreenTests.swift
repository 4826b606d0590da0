import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct HandoverScreenTests {
    private func screen(
        _ state: HandoverState,
        owner: FixedOwner = FixedOwner(),
        exit: @escaping @MainActor (HandoverExit) -> Void = { _ in }
    ) -> (HandoverScreen, HandoverModel) {
        let model = HandoverModel(state, owner: owner, reason: "?", exit: exit)
        return (HandoverScreen(model: model), model)
    }

    @Test func thePatientIsGreetedAndAskedForTheConsent() {
        let state = HandoverState(direction: .toPatient, institution: "参考診療所")
        expect(
            screen(state).0,
            says: {
                [
                    $0(.handoverTitle), $0(.handoverGreeting, "参考診療所"), $0(.handoverOnlyThis),
                    $0(.handoverStaffHelps),
                ]
            },
            offers: { [$0(.handoverStart)] },
            withholds: { [$0(.methodVisualInstead)] }
        )
    }

    @Test func aPinThatIsAskedForAgainSaysWhyAndHowManyTriesAreLeft() {
        let request = PinRequest(code: "MKA-E2010", triesLeft: 2, fate: .counted)
        let state = HandoverState(direction: .toPatient, institution: "", pin: request)
        expect(
            screen(state).0,
            says: {
                [
                    $0.error("MKA-E2010").title, $0(.pinTriesLeft, 2), $0(.pinFateCounted),
                    $0.error("MKA-E2010").next,
                ]
            },
            offers: { [$0(.handoverStart), $0(.methodVisualInstead)] }
        )
    }

    @Test func whereVisualIsRefusedNothingRecommendsIt() {
        let request = PinRequest(code: "MKA-E2011", triesLeft: 1, isLastTry: true)
        let state = HandoverState(
            direction: .toPatient,
            institution: "",
            pin: request,
            visualRefused: "MKA-E2047"
        )
        expect(
            screen(state).0,
            says: { [$0(.errorLastTryPinOnlyTitle), $0(.errorLastTryPinOnlyNext)] },
            withholds: { [$0(.methodVisualInstead)] }
        )
        #expect(!seen(screen(state).0).texts.contains { $0.contains("目視") })
    }

    @Test func everyButtonDoesWhatItSays() throws {
        var exits: [HandoverExit] = []
        let state = HandoverState(direction: .toPatient, institution: "", pin: PinRequest())
        let shown = seen(screen(state) { exits.append($0) }.0)
        try shown.tap(Texts(in: .japanese)(.methodVisualInstead))
        try shown.tap(Texts(in: .japanese)(.handoverStart))
        #expect(exits == [.visual, .started])
    }

    @Test(arguments: Language.allCases)
    func staffShowThatItIsThemByWhatThePhoneHas(in language: Language) async throws {
        let words = texts(in: language)
        let ways: [(OwnerBiometry?, String, String)] = [
            (.faceID, "faceid", words(.handoverBackGate, "Face ID")),
            (.touchID, "touchid", words(.handoverBackGate, "Touch ID")),
            (nil, "lock", words(.handoverBackGatePasscode)),
        ]
        for (biometry, symbol, gate) in ways {
            let owner = FixedOwner(biometry: biometry)
            owner.answer(.lockedOut)
            let back = HandoverState(direction: .toStaff, institution: "")
            let (screen, model) = screen(back, owner: owner)
            let shown = seen(screen, in: language)
            #expect(shown.shows(gate))
            #expect(shown.nodes.contains { $0.text("system") == symbol })
            try shown.tap(words(.handoverBackStaff))
            await model.settled()
            let locked = biometry.map { words(.handoverOwnerLockedOut, .text(words.name($0))) }
            #expect(shown.shows(locked ?? words(.handoverOwnerFailed)))
        }
    }

    @Test func thePhoneComesBackToItsOwnerOnly() async throws {
        let owner = FixedOwner()
        owner.answer(.failed)
        var exits: [HandoverExit] = []
        let (screen, model) = screen(
            HandoverState(direction: .toStaff, institution: ""),
            owner: owner
        ) { exits.append($0) }
        expect(screen, says: { [$0(.handoverBackTitle)] }, offers: { [$0(.handoverBackStaff)] })
        let shown = seen(screen)
        try shown.tap(Texts(in: .japanese)(.handoverBackStaff))
        #expect(!shown.offers(Texts(in: .japanese)(.handoverBackStaff)))
        await model.settled()
        expect(
            screen,
            says: { [$0(.handoverOwnerFailed)] },
            offers: { [$0(.handoverBackStaff)] },
            withholds: { [$0(.actionOpenSettings)] }
        )
        owner.answer(.passcodeMissing)
        model.send(.received)
        await model.settled()
        expect(
            screen,
            says: { [$0.error("MKA-E0003").title, $0.error("MKA-E0003").next] },
            offers: { [$0(.actionOpenSettings)] }
        )
        try shown.tap(Texts(in: .japanese)(.actionOpenSettings))
        #expect(exits == [.settings])
    }
}
