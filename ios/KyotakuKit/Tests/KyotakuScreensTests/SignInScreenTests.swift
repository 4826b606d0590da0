import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// P10 ログイン, and the lock.
@MainActor
@Suite struct SignInScreenTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<SignInExit>()

    private func model(userID: String? = nil, problem: Problem? = nil) -> SignInModel {
        .scripted(phone, userID: userID, problem: problem, exit: exits.add)
    }

    @Test(arguments: Language.forStaff)
    func whoSignedInLastOnlyTypesThePassword(in language: Language) async throws {
        phone.standing.answer(Sample.overview(account: .signedOut, waiting: 1))
        phone.signingIn.answer(Sample.signedIn())
        let (model, texts) = (model(), texts(in: language))
        let screen = shown(NavigationStack { SignInScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.shows("参考診療所"))
        #expect(screen.shows(texts(.signInWaiting)))
        #expect(screen.shows(texts(.signInLastUser, .text(Sample.nurse.name))))
        #expect(screen.unnamed == [])
        try screen.type("a password", into: texts(.signInPassword))
        try screen.tap(texts(.signInSubmit))
        // What was sent is not in the field any more, whatever comes of it.
        #expect(screen.element(texts(.signInPassword))?.value == nil)
        #expect(screen.withholds(texts(.signInSigningIn)))
        await model.settled()
        #expect(phone.signingIn.arguments == [Sample.nurse.id])
        #expect(exits.all == [.signedIn])
    }

    @Test func aPasswordThatEndsSoonIsToldBeforeGoingOn() async throws {
        phone.standing.answer(Sample.overview(account: .signedOut))
        phone.signingIn.answer(Sample.signedIn(daysLeft: 3))
        let (model, texts) = (model(), texts())
        let screen = shown(NavigationStack { SignInScreen(model: model) })
        await model.settled()
        try screen.type("a password", into: texts(.signInPassword))
        try screen.tap(texts(.signInSubmit))
        await model.settled()
        #expect(screen.shows(texts(.signInPasswordExpires, .number(3))))
        try screen.tap(texts(.actionContinue))
        #expect(exits.all == [.signedIn])
    }

    @Test(arguments: Language.forStaff)
    func whatIsWrongIsSaidWithTheOneThingToDo(in language: Language) async throws {
        phone.standing.answer(Sample.overview(account: .signedOut))
        phone.signingIn.fail(Problem(code: "MKA-E1103", reaction: .refused))
        phone.signingIn.fail(
            Problem(
                code: "MKA-E6001",
                reaction: .correctInput,
                fields: [FieldProblem(field: .password, code: "MKA-E6002")]
            )
        )
        let (model, texts) = (model(), texts(in: language))
        let screen = shown(NavigationStack { SignInScreen(model: model) }, in: language)
        await model.settled()
        try screen.tap(texts(.signInSubmit))
        await model.settled()
        let problem = texts.error("MKA-E1103")
        #expect(screen.shows(problem.title) && screen.shows(problem.next))
        #expect(screen.shows(texts(.commonCodeLine, .text("MKA-E1103"))))
        #expect(screen.shows(texts(.signInChangePassword)))
        try screen.tap(texts(.signInSubmit))
        await model.settled()
        let password = try #require(screen.element(texts(.signInPassword)))
        #expect(password.hint?.contains(texts.error("MKA-E6002").title) == true)
        #expect(screen.screen.focus != nil)
    }

    @Test func whoHasForgottenThePasswordLearnsWhoHelps() async throws {
        phone.standing.answer(Sample.overview(account: .signedOut))
        let (model, texts) = (model(), texts())
        let screen = shown(NavigationStack { SignInScreen(model: model) })
        await model.settled()
        #expect(!screen.shows(texts(.signInForgottenBody)))
        try screen.tap(texts(.signInForgotten))
        #expect(screen.shows(texts(.signInForgottenBody)))
        try screen.tap(texts(.signInForgotten))
        #expect(!screen.shows(texts(.signInForgottenBody)))
    }

    @Test func returnLeadsFromTheUserToThePasswordAndOn() async throws {
        phone.standing.answer(Sample.overview(account: .signedOut))
        phone.signingIn.answer(Sample.signedIn())
        let model = model()
        let screen = shown(NavigationStack { SignInScreen(model: model) })
        await model.settled()
        let fields = screen.screen.reachable.filter { $0.kind == "field" }
        try screen.send(.focus(fields[0].id))
        try screen.send(.submit(fields[0].id))
        #expect(screen.screen.focus == fields[1].id)
        try screen.send(.type("a password", into: fields[1].id))
        try screen.send(.submit(fields[1].id))
        await model.settled()
        #expect(exits.all == [.signedIn])
    }

    @Test(arguments: Language.forStaff)
    func theLockSaysWhatIsKeptAndOpensForItsOwner(in language: Language) async throws {
        phone.standing.answer(Sample.overview(account: .locked))
        phone.unlocking.succeed()
        let (owner, exits) = (ScriptedOwner(), Exits<LockExit>())
        let model = LockModel(
            watching: phone,
            signing: phone,
            owner: owner,
            visit: VisitFlowState(intent: .visit),
            exit: exits.add
        )
        let texts = texts(in: language)
        let screen = shown(NavigationStack { LockScreen(model: model) }, in: language)
        await model.settled()
        #expect(screen.shows(texts(.lockKept)))
        #expect(screen.shows(texts(.lockUser, .text(Sample.nurse.name))))
        #expect(screen.unnamed == [])
        owner.answer(.lockedOut)
        try screen.tap(texts(.lockUnlock))
        await model.settled()
        #expect(screen.shows(texts(.passcodeOwnerLockedOut, "Face ID")))
        owner.answer(nil)
        try screen.tap(texts(.lockUnlock))
        await model.settled()
        #expect(owner.reasons.last == texts(.passcodeReasonUnlock))
        #expect(exits.all == [.unlocked])
    }

    @Test(arguments: Language.forStaff)
    func theLockNamesTheBiometryOfThisPhone(in language: Language) async throws {
        let texts = texts(in: language)
        let said: [(OwnerBiometry?, String)] = [
            (.faceID, texts(.passcodeOwnerLockedOut, "Face ID")),
            (.touchID, texts(.passcodeOwnerLockedOut, "Touch ID")),
            (nil, texts(.passcodeOwnerFailed)),
        ]
        for (biometry, text) in said {
            phone.standing.answer(Sample.overview(account: .locked))
            let owner = ScriptedOwner(biometry: biometry)
            owner.answer(.lockedOut)
            let model = LockModel(watching: phone, signing: phone, owner: owner, visit: nil) { _ in
            }
            let screen = shown(NavigationStack { LockScreen(model: model) }, in: language)
            await model.settled()
            try screen.tap(texts(.lockUnlock))
            await model.settled()
            #expect(screen.shows(text))
        }
    }

    @Test func whoeverElseHoldsThePhoneSignsIn() async throws {
        phone.standing.answer(Sample.overview(account: .locked))
        phone.signingOut.succeed()
        let exits = Exits<LockExit>()
        let model = LockModel(
            watching: phone,
            signing: phone,
            owner: ScriptedOwner(),
            visit: nil,
            exit: exits.add
        )
        let screen = shown(NavigationStack { LockScreen(model: model) })
        await model.settled()
        try screen.tap(texts()(.lockOtherUser))
        #expect(screen.headings == [texts()(.menuSignOutTitle)])
        try screen.tap(texts()(.actionCancel))
        #expect(screen.screen.over.isEmpty)
        try screen.tap(texts()(.lockOtherUser))
        try screen.tap(texts()(.menuSignOut))
        #expect(screen.screen.over.isEmpty)
        await model.settled()
        #expect(exits.all == [.signIn(nil)])
    }

    @Test(arguments: Language.forPatients)
    func whoeverIsAPatientIsAskedToGiveThePhoneBack(in language: Language) async throws {
        phone.standing.answer(Sample.overview(account: .locked))
        phone.unlocking.succeed()
        let (owner, exits) = (ScriptedOwner(), Exits<LockExit>())
        let model = LockModel(
            watching: phone,
            signing: phone,
            owner: owner,
            visit: VisitFlowState(intent: .visit, holder: .patient, language: language),
            exit: exits.add
        )
        let screen = shown(NavigationStack { LockScreen(model: model) })
        await model.settled()
        let words = texts(in: language)
        #expect(screen.shows(words(.handoverBackTitle)))
        #expect(screen.shows(words(.handoverBackGate, "Face ID")))
        #expect(!screen.shows(Sample.nurse.name))
        #expect(!screen.offers(words(.lockOtherUser)))
        #expect(screen.unnamed == [])
        try screen.tap(words(.handoverBackStaff))
        await model.settled()
        #expect(owner.reasons == [texts()(.passcodeReasonUnlock)])
        #expect(exits.all == [.unlocked])
    }
}
