import Accessibility
import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import Observation
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct PinScreenTests {
    private let visit = ScriptedVisit(at: .ready)
    private let exits = Exits<PinExit>()
    private let japanese = Texts(in: .japanese)

    private func pad(_ request: PinRequest = PinRequest(), offersVisual: Bool = true) -> PinModel {
        PinModel(visit: visit, request: request, offersVisual: offersVisual, exit: exits.add)
    }

    @Test func thePadHasTenDigitsAndSaysHowManyAreThere() throws {
        let model = pad()
        expect(
            PinScreen(model: model),
            says: {
                [
                    $0(.pinTitle), $0(.pinPatientOnly), $0(.pinLabel), $0(.pinWhich),
                    $0(.spokenPinField, 0), $0(.pinHidden), $0(.pinNotKept),
                ]
            },
            offers: { texts in (0...9).map(String.init) + [texts(.pinForgotten)] },
            withholds: { [$0(.pinSubmit), $0(.spokenPinDelete), $0(.spokenPinDeleteAll)] }
        )
        let shown = seen(PinScreen(model: model))
        for digit in ["7", "0", "7", "0"] { try shown.tap(digit) }
        #expect(shown.reading.contains { $0.label == japanese(.spokenPinField, 4) })
        try shown.tap(japanese(.spokenPinDelete))
        #expect(!shown.offers(japanese(.pinSubmit)))
        try shown.tap(japanese(.spokenPinDeleteAll))
        #expect(model.state.count == 0)
    }

    @Test func theDigitsAreNeitherShownNorSaid() throws {
        let heard = Guarded<[String]>([])
        VirtualListener.listen { said in heard.with { $0.append(said.text) } }
        defer { VirtualListener.listen(nil) }
        let shown = seen(PinScreen(model: pad()))
        let before = Set(shown.texts)
        for digit in ["9", "8", "9", "8"] { try shown.tap(digit) }
        _ = shown.screen
        // The keys are there before and after, and nothing else has a digit of these.
        let said = shown.texts.filter { !before.contains($0) } + heard.with { $0 }
        #expect(!said.contains { $0.contains("9") || $0.contains("8") })
        #expect(heard.with { $0 }.last == japanese(.spokenPinComplete))
        #expect(heard.with { $0 }.contains(japanese(.spokenPinEntered, 1)))
    }

    @Test(arguments: Language.forPatients)
    func whoHearsTheKeysIsToldHowNobodyElseDoes(in language: Language) throws {
        let words = texts(in: language)
        let heard = Guarded<[VirtualListener.Heard]>([])
        VirtualListener.listen { said in heard.with { $0.append(said) } }
        defer { VirtualListener.listen(nil) }
        let seeing = seen(PinScreen(model: pad()), in: language)
        #expect(!seeing.shows(words(.pinSpokenAloud)))
        let listening = seen(PinScreen(model: pad()), in: language)
        listening.graph.hasVoiceOver = true
        let labels = listening.reading.map(\.label)
        let told = try #require(labels.firstIndex(of: words(.pinSpokenAloud)))
        #expect(try told < #require(labels.firstIndex(of: "1")))
        #expect(heard.with { $0 } == [.init(text: words(.pinSpokenAloud), priority: "high")])
        // Entered digits are counted, and no element says which: what is read is what was read.
        let before = Set(listening.reading.flatMap { [$0.label, $0.value ?? "", $0.hint ?? ""] })
        heard.with { $0 = [] }
        for digit in ["9", "8", "9", "8"] { try listening.tap(digit) }
        let after = listening.reading.flatMap { [$0.label, $0.value ?? "", $0.hint ?? ""] }
        let said = after.filter { !before.contains($0) } + heard.with { $0.map(\.text) }
        #expect(said.contains(words(.spokenPinComplete)))
        #expect(!said.contains { $0.contains("9") || $0.contains("8") })
        #expect(!listening.screen.json().contains("9898"))
    }

    @Test func aKeyboardEntersDigitsOfEitherWidth() throws {
        let model = pad()
        let shown = seen(PinScreen(model: model))
        for key in ["1", "２", "x", "3"] { try? shown.send(.key(key)) }
        #expect(model.state.count == 3)
        try shown.send(.key("delete"))
        #expect(model.state.count == 2)
        try shown.send(.key("return"))
        #expect(exits.all.isEmpty)
        for key in ["5", "５"] { try shown.send(.key(key)) }
        try shown.send(.key("return"))
        #expect(visit.digits == Data("1255".utf8))
        #expect(exits.all == [.entered(acceptsLastTry: false)])
    }

    @Test func theKeyboardComesBackWhenWhatLayOverThePadIsGone() throws {
        let model = pad()
        let (covering, presented) = (Covering(), Presented())
        let shown = seen(Covered(covering: covering, model: model).environment(presented))
        try shown.send(.key("1"))
        covering.isCovered = true
        #expect(throws: Rendered.Fault.self) { try shown.send(.key("2")) }
        covering.isCovered = false
        try shown.send(.key("3"))
        #expect(model.state.count == 2)
    }

    @Test func theKeyboardComesBackWithTheApp() throws {
        let model = pad()
        let shown = seen(PinScreen(model: model))
        shown.graph.phase = .inactive
        try shown.send(.focus(nil))
        #expect(throws: Rendered.Fault.self) { try shown.send(.key("1")) }
        shown.graph.phase = .active
        try shown.send(.key("1"))
        #expect(model.state.count == 1)
    }

    @Test func nothingStandsBetweenTheDotsAndThePadAndWhatIsBesidesComesAfterIt() throws {
        let labels = seen(PinScreen(model: pad())).reading.map(\.label)
        let dots = try #require(labels.firstIndex(of: japanese(.spokenPinField, 0)))
        let last = try #require(labels.firstIndex(of: japanese(.spokenPinDelete)))
        #expect(labels[dots + 1].count == 1 && last == dots + 12)
        for note in [japanese(.pinPatientOnly), japanese(.pinWhich), japanese(.pinNotKept)] {
            #expect(try #require(labels.firstIndex { $0.contains(note) }) > last)
        }
    }

    @Test func theKeysCanBeInAnotherOrderAndStayTenDigits() throws {
        let model = pad()
        let shown = seen(PinScreen(model: model))
        try shown.toggle(japanese(.pinShuffle))
        #expect(model.state.isShuffled || model.state.pad.sorted() == Array(0...9))
        for digit in 0...9 { #expect(shown.offers("\(digit)")) }
        try shown.tap("4")
        #expect(model.state.count == 1)
    }

    @Test func whoHasForgottenThePinIsToldWhatToDo() throws {
        let model = pad()
        model.send(.forgottenToggled)
        expect(
            PinScreen(model: model),
            says: { [$0(.pinForgottenBody)] },
            offers: { [$0(.pinUseVisual), $0(.handoverGiveBack)] }
        )
        try seen(PinScreen(model: model)).tap(japanese(.handoverGiveBack))
        #expect(exits.all == [.givenBack])
        let only = pad(offersVisual: false)
        only.send(.forgottenToggled)
        expect(
            PinScreen(model: only),
            says: { [$0(.pinForgottenPinOnly)] },
            withholds: { [$0(.pinUseVisual)] }
        )
    }

    @Test func theLastTryIsAgreedToBeforeThereIsAPad() throws {
        let request = PinRequest(code: "MKA-E2011", triesLeft: 1, isLastTry: true)
        let model = pad(request)
        expect(
            PinScreen(model: model),
            says: { [$0(.pinLastTryTitle), $0(.pinLastTryBody)] },
            offers: { [$0(.pinUseVisual), $0(.pinLastTryAgree), $0(.handoverGiveBack)] },
            withholds: { _ in ["1", "2"] }
        )
        expect(
            PinScreen(model: pad(request, offersVisual: false)),
            says: { [$0(.pinLastTryPinOnly)] },
            offers: { [$0(.pinLastTryAgree), $0(.handoverGiveBack)] },
            withholds: { [$0(.pinUseVisual)] }
        )
        let shown = seen(PinScreen(model: model))
        try shown.tap(japanese(.pinLastTryAgree))
        #expect(shown.offers("1"))
        #expect(shown.shows(japanese(.pinTriesLeft, 1)))
    }

    @Test func aPinThatWasNotTakenSaysWhy() {
        for fate in [VerifyFate.counted, .notCounted, .right, .rightOrNotCounted] {
            let request = PinRequest(code: "MKA-E2014", triesLeft: 2, fate: fate)
            expect(
                PinScreen(model: pad(request)),
                says: { [$0.error("MKA-E2014").title, $0(fate.text), $0(.pinTriesLeft, 2)] }
            )
        }
    }
}

@MainActor @Observable
private final class Covering {
    var isCovered = false
}

private struct Covered: View {
    let covering: Covering
    let model: PinModel

    var body: some View {
        PinScreen(model: model)
            .fullPanel(isPresented: Bindable(covering).isCovered) { Text("cover") }
    }
}
