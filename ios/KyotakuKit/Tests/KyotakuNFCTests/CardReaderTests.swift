import CoreNFC
import Foundation
import KyotakuModels
import KyotakuNFC
import StandInTime
import Testing

@Suite(.timeLimit(.minutes(1))) struct CardReaderTests {
    @Test func aTapMovesEveryByteAndEndsWithATick() async throws {
        let world = World()
        let card = FixedCard()
        let conversation = ScriptedConversation()
        world.phone.place(card)
        #expect(try await world.tap(conversation).cause == nil)
        let instructions: [UInt8] = [0xA4, 0xB0, 0xB0, 0x20, 0x20, 0x2A]
        #expect(conversation.answers == instructions.map { Data([$0, 0x90, 0x00]) })
        // The first command is the phone's own SELECT.
        #expect(card.commands.dropFirst().map { $0[1] } == instructions)
        #expect(world.phone.lastEnding == .tick)
        #expect(
            world.phone.messages == [
                "tap_begin", "tap_found", "selecting 0", "readingCertificate 0",
                "verifyingPin 0", "signing 0", "tap_ending_read",
            ]
        )
        world.expectOrder(after: conversation)
    }

    @Test func aConversationThatEndsBadlyEndsWithACross() async throws {
        let world = World()
        let ending = TapEnding(succeeded: false, text: "tap_ending_wrongPin")
        let conversation = ScriptedConversation(ending: ending)
        world.phone.place(FixedCard())
        #expect(try await world.tap(conversation).cause == nil)
        #expect(world.phone.lastEnding == .cross("tap_ending_wrongPin"))
        world.expectOrder(after: conversation)
    }

    @Test func aCardMayComeLate() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        let placing = [Event].at(.seconds(50)) { $0.place(FixedCard()) }
        #expect(try await world.tap(conversation, meanwhile: placing).cause == nil)
        world.expectOrder(after: conversation)
    }

    @Test func withoutACardTheTapTimesOut() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        #expect(try await world.tap(conversation).cause == .timedOut)
        #expect(conversation.interruptions == [.sessionTimeout])
        #expect(world.clock.now.offset == .seconds(60))
        world.expectOrder(after: conversation)
    }

    @Test func aPhoneWithoutAReaderBeginsNothing() async throws {
        let world = World()
        world.phone.hindrance = .noReader
        let conversation = ScriptedConversation()
        VirtualReader.$current.withValue(world.phone) {
            #expect(world.reader.availability == .unsupported)
        }
        #expect(try await world.tap(conversation).cause == .unsupported)
        #expect(conversation.interruptions == [.other(code: 1)])
        #expect(world.phone.history.isEmpty)
        world.expectOrder(after: conversation)
    }

    @Test(arguments: [
        (VirtualReader.Hindrance.radioOff, TapFailure.radioOff),
        (.notEntitled, .misconfigured),
        (.other(NFCReaderError.Code(rawValue: 7) ?? .readerErrorInvalidParameter), .notPermitted),
    ])
    func aHindrance(_ hindrance: VirtualReader.Hindrance, is failure: TapFailure) async throws {
        let world = World()
        world.phone.hindrance = hindrance
        let conversation = ScriptedConversation()
        #expect(try await world.tap(conversation).cause == failure)
        #expect(conversation.interruptions == [.other(code: UInt32(hindrance.number))])
        world.expectOrder(after: conversation)
    }

    // MARK: - Sessions that do not start

    @Test(arguments: [true, false])
    func aStuckSessionIsReplacedWithoutAWord(tellsOfItsEnd: Bool) async throws {
        let world = World()
        world.phone.stuckStarts = 4
        world.phone.answersAfterEnd = tellsOfItsEnd
        world.phone.place(FixedCard())
        let conversation = ScriptedConversation()
        #expect(try await world.tap(conversation).cause == nil)
        #expect(world.phone.count(.began) == 5 && world.phone.count(.active) == 1)
        world.expectOrder(after: conversation)
    }

    @Test func sessionsThatNeverStartAreABusyReader() async throws {
        let world = World()
        world.phone.stuckStarts = 100
        let conversation = ScriptedConversation()
        #expect(try await world.tap(conversation).cause == .busy)
        #expect(world.phone.count(.began) == 5)
        #expect(world.clock.now.offset == .seconds(5))
        world.expectOrder(after: conversation)
    }

    @Test func theNextTapWaitsUntilTheSheetOfTheLastIsGone() async throws {
        let world = World()
        world.phone.place(FixedCard())
        for _ in 1...3 {
            let conversation = ScriptedConversation()
            #expect(try await world.tap(conversation).cause == nil)
            #expect(conversation.interruptions.isEmpty)
        }
        #expect(world.phone.count(.began) == 3 && world.phone.count(.active) == 3)
    }

    @Test func aBusySystemIsAskedOnceMore() async throws {
        for isBusyForLong in [false, true] {
            let world = World()
            world.phone.hindrance = .other(.readerSessionInvalidationErrorSystemIsBusy)
            world.phone.place(FixedCard())
            let conversation = ScriptedConversation()
            let freeing = [Event].at(.seconds(1)) { $0.hindrance = nil }
            let result = try await world.tap(
                conversation,
                meanwhile: isBusyForLong ? [] : freeing
            )
            #expect(result.cause == (isBusyForLong ? .busy : nil))
            #expect(world.phone.count(.began) == 2)
            world.expectOrder(after: conversation)
        }
    }

    @Test func aSecondTapAtTheSameTimeIsRefused() async throws {
        let world = World()
        let second = ScriptedConversation()
        let refused = Box<TapFailure?>(nil)
        let first = ScriptedConversation(
            .visual {
                refused.value = await world.result(of: second).cause
            }
        )
        world.phone.place(FixedCard())
        #expect(try await world.tap(first).cause == nil)
        #expect(refused.value == .busy)
        #expect(second.interruptions == [.cancelled])
        world.expectOrder(after: second)
        world.expectOrder(after: first)
    }

    // MARK: - Cards that are not found at once

    @Test func severalCardsAreAskedToBeOne() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.place(FixedCard(), FixedCard())
        let sorting = [Event].at(.milliseconds(600)) {
            $0.clearField()
            $0.place(FixedCard())
        }
        #expect(try await world.tap(conversation, meanwhile: sorting).cause == nil)
        #expect(world.phone.messages.prefix(3) == ["tap_begin", "tap_several", "tap_found"])
        #expect(world.phone.count(.restarted) == 1)
        world.expectOrder(after: conversation)
    }

    @Test func aChipThatIsNoCardIsToldAndWaitedOut() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.place(FixedCard(.miFare))
        let changing = [Event].at(.milliseconds(600)) {
            $0.clearField()
            $0.place(FixedCard())
        }
        #expect(try await world.tap(conversation, meanwhile: changing).cause == nil)
        #expect(world.phone.messages.prefix(2) == ["tap_begin", "tap_ending_notMyNumberCard"])
        world.expectOrder(after: conversation)
    }

    @Test func aCardThatDoesNotConnectIsLookedForAgainAndAskedForFromTheSecondTime() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.planFailures(
            ofConnections: [
                .readerTransceiveErrorTagConnectionLost, .readerTransceiveErrorRetryExceeded,
                .readerTransceiveErrorTagResponseError,
            ]
        )
        world.phone.place(FixedCard())
        #expect(try await world.tap(conversation).cause == nil)
        #expect(world.phone.count(.restarted) == 3)
        let expected = [
            "tap_begin", "tap_found", "tap_lost", "tap_found", "tap_lost", "tap_found",
            "selecting 0",
        ]
        #expect(world.phone.messages.prefix(7) == expected[...])
        world.expectOrder(after: conversation)
    }

    @Test func sixteenSecondsAfterTheFirstConnectionNoneIsLookedForAgain() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.planFailures(
            ofConnections: Array(repeating: .readerTransceiveErrorTagConnectionLost, count: 1000)
        )
        world.phone.place(FixedCard())
        #expect(try await world.tap(conversation).cause == .lostTooOften)
        #expect(conversation.interruptions == [.tagLost])
        #expect(world.phone.lastEnding == .cross("tap_ending_lostTooOften"))
        #expect(world.clock.now.offset > .seconds(16) && world.clock.now.offset < .seconds(17))
        world.expectOrder(after: conversation)
    }

    // MARK: - The conversation

    @Test func aConversationThatThrowsIsDropped() async throws {
        for lines in [
            [.fail], [.send([0x00, 0xB0, 0x8A, 0x00, 0x00], .readingCertificate), .fail],
            .visual { throw ScriptedConversation.Mistake() },
        ] as [[ScriptedConversation.Line]] {
            let world = World()
            let conversation = ScriptedConversation(lines)
            world.phone.place(FixedCard())
            #expect(try await world.tap(conversation).cause == .misconfigured)
            #expect(conversation.timesCancelled == 1)
            #expect(world.phone.lastEnding == .cross("tap_ending_failed"))
            world.expectOrder(after: conversation)
        }
    }

    @Test func aConversationThatThrowsWhenToldOfTheEndIsDropped() async throws {
        let world = World()
        let conversation = ScriptedConversation([.fail])
        #expect(try await world.tap(conversation).cause == .misconfigured)
        #expect(conversation.timesCancelled == 1)
        world.expectOrder(after: conversation)
    }

    @Test func aConversationThatWasDroppedElsewhereIsACancelledTap() async throws {
        let world = World()
        let conversation = ScriptedConversation(.visual { throw CancellationError() })
        world.phone.place(FixedCard())
        #expect(try await world.tap(conversation).cause == .cancelled)
        world.expectOrder(after: conversation)
    }

    @Test func theServerIsAskedWhileTheCardIsHeld() async throws {
        let world = World()
        let conversation = ScriptedConversation(
            .visual {
                try await world.clock.sleep(for: .seconds(4))
            }
        )
        world.phone.place(FixedCard())
        #expect(try await world.tap(conversation).cause == nil)
        #expect(world.phone.messages.contains("tap_relaying"))
        #expect(conversation.answers.count == 4)
        world.expectOrder(after: conversation)
    }

    @Test func aSessionThatEndsWhileTheServerIsAskedEndsTheRequest() async throws {
        let world = World()
        let conversation = ScriptedConversation(
            .visual {
                try await world.clock.sleep(for: .seconds(1000))
            }
        )
        world.phone.place(FixedCard())
        let ending = [Event].at(.seconds(2)) { $0.pressCancel() }
        #expect(try await world.tap(conversation, meanwhile: ending).cause == .cancelled)
        #expect(conversation.interruptions == [.cancelled])
        #expect(world.clock.now.offset == .seconds(2))
        world.expectOrder(after: conversation)
    }

    @Test func aServerThatAnswersAfterTheCardHasGoneChangesNothing() async throws {
        let world = World()
        let conversation = ScriptedConversation(
            .visual {
                try await world.clock.sleep(for: .seconds(3))
            }
        )
        world.phone.place(FixedCard())
        let taking = [Event].at(.seconds(2)) { $0.clearField() }
        #expect(try await world.tap(conversation, meanwhile: taking).cause == nil)
        #expect(conversation.interruptions == [.tagLost])
        world.expectOrder(after: conversation)
    }

    @Test func theSheetMakesTheSceneInactiveAndTheTapGoesOn() async throws {
        let world = World()
        let scenes = Box<[VirtualReader.Scene]>([])
        world.phone.onSceneChange { scene in scenes.value += [scene] }
        world.phone.place(FixedCard())
        let conversation = ScriptedConversation()
        #expect(try await world.tap(conversation).cause == nil)
        world.expectOrder(after: conversation)
        #expect(scenes.value == [.inactive, .active])
    }
}

extension VirtualReader.Hindrance {
    var number: Int {
        switch self {
        case .notEntitled: 2
        case .noReader: 1
        case .radioOff: 6
        case .other(let code): code.rawValue
        }
    }
}

final class Box<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: Value

    init(_ value: Value) {
        kept = value
    }

    var value: Value {
        get { lock.withLock { kept } }
        set { lock.withLock { kept = newValue } }
    }
}
