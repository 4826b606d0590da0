import Foundation
import KyotakuCore
import KyotakuTesting
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@Suite struct TapConversationTests {
    @Test func everyOutcomeEndsTheSheetWithItsText() {
        let code = "MKA-E9999"
        let endings: [(TapOutcome, TextKey)] = [
            (.signed(notice: nil), .tapEndingRead),
            (.wrongPin(code: code, triesLeft: 2), .tapEndingWrongPin),
            (.pinBlocked(code: code), .tapEndingPinBlocked),
            (.lastTry(code: code), .tapEndingLastTry),
            (.pinNeeded(code: code, triesLeft: 2, lostPin: nil), .tapEndingPinNeeded),
            (.cardUnsuitable(code: code, date: nil), .tapEndingUnsuitable),
            (.cardUnsuitable(code: "MKA-E2003", date: nil), .tapEndingNotMyNumberCard),
            (.cardChanged(code: code), .tapEndingCardChanged),
            (.visualRefused(code: code), .tapEndingVisualRefused),
            (.visualRefused(code: "MKA-E0002"), .tapEndingLengthRefused),
            (.visualRefused(code: "MKA-E2071"), .tapEndingOffline),
            (.tooLate(code: code), .tapEndingTooLate),
            (.holdAgain(code: "MKA-E2007", during: .signing), .tapEndingTimedOut),
            (.holdAgain(code: nil, during: .signing), .tapEndingFailed),
            (.cardFault(code: code), .tapEndingFault),
            (.learned(longResponses: .yes, longCommands: .no), .tapEndingRead),
        ]
        for (outcome, text) in endings {
            #expect(TapEnding(outcome) == TapEnding(succeeded: text == .tapEndingRead, text: text))
            #expect(Catalogue.bundled.contains(text))
        }
    }

    @Test func theSheetSaysWhatIsGoingOnAndHowFarItIs() {
        let messages = TapMessages(Texts(in: .english))
        let half = TapProgress(phase: .readingCertificate, received: 600, total: 1200)
        #expect(messages.progress(half).contains("50"))
        #expect(TapProgress(phase: .readingCertificate, received: 9, total: 0).percent == nil)
        for phase in TapPhase.allCases {
            let line = messages.progress(TapProgress(phase: phase))
            #expect(!line.isEmpty && line != phase.text.rawValue)
        }
    }

    @Test func aCommandIsInNoDescription() {
        let step = CardStep.transmit(
            command: Data([0x00, 0x20, 0x31, 0x32]),
            progress: TapProgress(phase: .verifyingPin)
        )
        #expect("\(step)" == "transmit(**** verifyingPin)")
        #expect(String(reflecting: step) == "transmit(**** verifyingPin)")
    }

    @Test func aConversationRemembersWhatItCameTo() async throws {
        // Given the device check of a phone
        let clinic = try TestClinic()
        let handset = try clinic.phone()
        let phone = try await handset.signedIn()
        let conversation = try await phone.checkDevice()
        #expect(conversation.result == nil)

        // When a card is held
        let reader = CardInHand()
        reader.hold(try EmulatedCard(name: "T01"))
        try await reader.tap(conversation, messages: TapMessages(Texts(in: .japanese)))

        // Then it has learned what the phone passes, and cannot begin again
        guard case .outcome(.learned(let responses, _)) = conversation.result else {
            Issue.record("it came to \(String(describing: conversation.result))")
            return
        }
        #expect(responses == .yes)
        guard case .done(let ending) = try conversation.begin() else { return }
        #expect(!ending.succeeded)
    }
}
