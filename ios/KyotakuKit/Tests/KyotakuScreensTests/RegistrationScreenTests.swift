import AVFoundation
import KyotakuCore
import KyotakuText
import SwiftUI
import Testing
import VisionKit

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// P02 初期登録 and P03 端末名の設定, as they are typed.
@MainActor
@Suite struct RegistrationScreenTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<RegistrationExit>()

    private func model() -> RegistrationModel {
        RegistrationModel(
            activating: phone,
            deviceName: "iPhone",
            referenceWorld: true,
            exit: exits.add
        )
    }

    private func fillIn(_ screen: Rendered, _ texts: Texts) throws {
        try screen.type("９９１９９９９０１２ ", into: texts(.registrationInstitution))
        try screen.type("0000-0000 0000-0000", into: texts(.registrationActivationCode))
        try screen.type("staff11", into: texts(.registrationUserID))
        try screen.type("a password", into: texts(.registrationPassword))
    }

    @Test(arguments: Language.forStaff)
    func aPhoneIsRegisteredByFourInputsAndAName(in language: Language) async throws {
        phone.activation.answer(Sample.registration)
        let (model, texts) = (model(), texts(in: language))
        let screen = shown(RegistrationScreen(model: model), in: language)
        #expect(screen.unnamed == [])
        try fillIn(screen, texts)
        try screen.tap(texts(.actionContinue))
        #expect(screen.headings == [texts(.deviceNameTitle)])
        try screen.type("訪問1号機", into: texts(.deviceNameField))
        try screen.tap(texts(.registrationSubmit))
        await model.settled()
        #expect(screen.shows(texts(.deviceNameRegistered)))
        #expect(screen.shows("参考診療所"))
        #expect(screen.shows("訪問1号機"))
        try screen.tap(texts(.deviceNameNext))
        #expect(exits.all == [.signIn(userID: "staff11")])
        #expect(phone.activation.arguments.map(\.institution) == ["９９１９９９９０１２ "])
    }

    @Test(arguments: Language.forStaff)
    func whatIsWrongIsSaidAtItsFieldAndTheFirstOfThemIsGoneTo(in language: Language) throws {
        let (model, texts) = (model(), texts(in: language))
        let screen = shown(RegistrationScreen(model: model), in: language)
        try screen.type("9919999012", into: texts(.registrationInstitution))
        try screen.type("a", into: texts(.registrationUserID))
        try screen.tap(texts(.actionContinue))
        let code = try #require(screen.element(texts(.registrationActivationCode)))
        let user = try #require(screen.element(texts(.registrationUserID)))
        #expect(code.hint?.contains(texts.error("MKA-E1004").title) == true)
        #expect(user.hint?.contains(texts.error("MKA-E1003").title) == true)
        #expect(screen.shows(texts.error("MKA-E1003").next))
        #expect(model.state.firstWrong == .activationCode)
        let focused = screen.screen.reachable.first { $0.id == screen.screen.focus }
        #expect(focused?.text("title") == texts(.registrationActivationCode))
    }

    @Test func whatWasRefusedIsComparedWithTheSlipAndASpentCodeIsGone() async throws {
        phone.activation.fail(Problem(code: "MKA-E1010", reaction: .refused))
        phone.activation.fail(Problem(code: "MKA-E1012", reaction: .refused))
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        try fillIn(screen, texts)
        #expect(!screen.texts.contains("a password"))
        try screen.tap(texts(.actionContinue))
        try screen.tap(texts(.registrationSubmit))
        await model.settled()
        #expect(screen.shows(texts.error("MKA-E1010").next))
        let code = screen.element(texts(.registrationActivationCode))
        #expect(code?.value == "0000-0000 0000-0000")
        try screen.tap(texts(.actionContinue))
        try screen.tap(texts(.registrationSubmit))
        await model.settled()
        #expect(screen.shows(texts.error("MKA-E1012").next))
        #expect(screen.element(texts(.registrationActivationCode))?.value == nil)
        #expect(screen.element(texts(.registrationPassword))?.value == "••••••••••")
    }

    @Test func theWayBackFromTheNameIsTheForm() throws {
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        try fillIn(screen, texts)
        try screen.tap(texts(.actionContinue))
        try screen.tap(texts(.actionBack))
        #expect(model.state.step == .entering)
        #expect(screen.element(texts(.registrationUserID))?.value == "staff11")
        try screen.tap(texts(.actionBack))
        #expect(exits.all == [.back])
    }

    @Test func outOfSightThePasswordIsForgottenAndItsFieldIsEmpty() throws {
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        try fillIn(screen, texts)
        #expect(screen.element(texts(.registrationPassword))?.value == "••••••••••")
        model.send(.hidden)
        #expect(screen.element(texts(.registrationPassword))?.value == nil)
        #expect(screen.element(texts(.registrationUserID))?.value == "staff11")
        try screen.type("b", into: texts(.registrationPassword))
        #expect(model.state.hasPassword)
    }

    @Test func aPastedSlipFillsInTwoFieldsAndCanBeDiscarded() throws {
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        let slip = "mka1:9919999012:0000000000000000"
        try screen.type(slip, into: texts(.registrationActivationCode))
        #expect(screen.shows(texts(.registrationCodeScanned)))
        #expect(screen.element(texts(.registrationInstitution))?.value == "9919999012")
        #expect(!screen.shows("0000000000000000"))
        try screen.tap(texts(.codeScannerTypeInstead))
        #expect(screen.element(texts(.registrationActivationCode)) != nil)
    }

    @Test func anAnswerThatDidNotComeIsAskedForOnceMore() async throws {
        phone.activation.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.activation.answer(Sample.registration)
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        try fillIn(screen, texts)
        try screen.tap(texts(.actionContinue))
        try screen.tap(texts(.registrationSubmit))
        await model.settled()
        #expect(screen.shows(texts(.registrationUnanswered)))
        try screen.tap(texts(.registrationSubmit))
        await model.settled()
        #expect(screen.shows(texts(.deviceNameRegistered)))
    }

    @Test func returnGoesFromFieldToFieldAndFromTheLastOneOn() throws {
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        try fillIn(screen, texts)
        let names: [TextKey] = [
            .registrationInstitution, .registrationActivationCode, .registrationUserID,
            .registrationPassword,
        ]
        let fields = screen.screen.reachable.filter { $0.kind == "field" }
        #expect(fields.map { $0.text("title") } == names.map { texts($0) })
        try screen.send(.focus(fields[0].id))
        for field in fields {
            #expect(screen.screen.focus == field.id)
            try screen.send(.submit(field.id))
        }
        #expect(model.state.step == .naming)
    }

    @Test func whileTheServerIsAskedThereIsNoWayBack() async throws {
        phone.activation.hold()
        phone.activation.answer(Sample.registration)
        let (model, texts) = (model(), texts())
        let screen = shown(RegistrationScreen(model: model))
        try fillIn(screen, texts)
        try screen.tap(texts(.actionContinue))
        try screen.tap(texts(.registrationSubmit))
        #expect(screen.shows(texts(.registrationRegistering)))
        #expect(!screen.offers(texts(.actionBack)))
        phone.activation.letGo()
        await model.settled()
    }

    @Test func aSlipIsScannedWhereThereIsACameraAndNothingElseIsTaken() async throws {
        let camera = VirtualCamera(isSupported: true)
        try await VirtualCamera.$current.withValue(camera) {
            let (model, texts) = (model(), texts())
            let screen = shown(RegistrationScreen(model: model))
            try screen.tap(texts(.registrationScanCode))
            #expect(screen.headings == [texts(.codeScannerTitle)])
            // Whoever has not been asked for the camera is asked before anything looks through it.
            #expect(!camera.hold("https://example.jp"))
            try await screen.comes { model.state.scan == .looking }
            #expect(camera.questions == 1)
            #expect(camera.hold("https://example.jp"))
            #expect(screen.shows(texts(.codeScannerNotACode)))
            // It looks on, and has not begun anew with what the screen says.
            #expect(camera.starts == 1)
            camera.hold("mka1:9919999012:0000000000000000")
            #expect(screen.shows(texts(.registrationCodeScanned)))
            #expect(screen.screen.over.isEmpty)
            #expect(!camera.hold("mka1:9919999012:0000000000000000"))
            // Another slip: nobody is asked twice.
            try screen.tap(texts(.registrationScanCode))
            try await screen.comes { model.state.scan == .looking }
            #expect(camera.hold("mka1:9919999012:0000000000000000"))
            #expect(screen.screen.over.isEmpty)
            #expect(camera.questions == 1)
        }
    }

    @Test(arguments: [AVAuthorizationStatus.notDetermined, .restricted, .denied])
    func whereTheCameraIsForbiddenTheCodeIsTyped(_ status: AVAuthorizationStatus) async throws {
        let camera = VirtualCamera(isSupported: true, status: status, allows: false)
        try await VirtualCamera.$current.withValue(camera) {
            let (model, texts) = (model(), texts())
            let screen = shown(RegistrationScreen(model: model))
            try screen.tap(texts(.registrationScanCode))
            try await screen.comes { model.state.scan == .forbidden }
            #expect(screen.shows(texts(.codeScannerCameraDenied)))
            try screen.tap(texts(.actionOpenSettings))
            #expect(exits.all == [.settings])
            try screen.tap(texts(.codeScannerTypeInstead))
            #expect(screen.element(texts(.registrationActivationCode)) != nil)
        }
    }

    @Test func aCameraThatIsLostIsSaid() async throws {
        let camera = VirtualCamera(isSupported: true, status: .authorized)
        try await VirtualCamera.$current.withValue(camera) {
            let (model, texts) = (model(), texts())
            let screen = shown(RegistrationScreen(model: model))
            try screen.tap(texts(.registrationScanCode))
            try await screen.comes { model.state.scan == .looking }
            camera.takeAway()
            #expect(screen.shows(texts(.codeScannerCameraDenied)))
            #expect(screen.offers(texts(.actionOpenSettings)))
        }
    }
}

extension Rendered {
    /// Looks at the screen until something is so, and then once more.
    fileprivate func comes(_ isSo: @MainActor () -> Bool) async throws {
        try await waitUntil {
            _ = screen
            return isSo()
        }
        _ = screen
    }
}
