import CoreNFC
import Foundation
import KyotakuModels
import KyotakuNFC
import StandInTime
import Testing

/// Cuts a tap at every command and at every moment, in every way there is.
///
/// Virtual time makes each run the same on every machine. A run that waits for something that never
/// comes is ``Stalled``; the time limit of the suite catches one that never rests.
@Suite(.timeLimit(.minutes(2))) struct FaultSweepTests {
    /// Moments that lie close enough to hit each wait of a tap, which all last ten milliseconds at
    /// least.
    private static let moments = (1...240).map { Duration.milliseconds(5 * $0) }

    @Test(
        arguments: 1...6,
        [
            NFCReaderError.Code.readerTransceiveErrorTagConnectionLost,
            .readerTransceiveErrorRetryExceeded, .readerTransceiveErrorTagResponseError,
            .readerTransceiveErrorTagNotConnected, .readerTransceiveErrorPacketTooLong,
            .readerErrorSecurityViolation, .readerErrorInvalidParameter,
        ]
    )
    func aFailureOfACommandIsForTheConversation(
        _ number: Int,
        code: NFCReaderError.Code
    ) async throws {
        for fault in [VirtualReader.CommandFault.lostBefore(code), .lostAfter(code)] {
            let world = World()
            let conversation = ScriptedConversation()
            world.phone.place(FixedCard())
            world.phone.plan(fault, at: number)
            #expect(try await world.tap(conversation).cause == nil)
            let expected: CardInterruption =
                switch code {
                case .readerTransceiveErrorPacketTooLong: .packetTooLong
                case .readerErrorSecurityViolation: .other(code: 2)
                case .readerErrorInvalidParameter: .other(code: 3)
                default: .tagLost
                }
            #expect(conversation.interruptions == [expected])
            #expect(conversation.answers.count == number - 1)
            #expect(world.phone.lastEnding == .cross("tap_ending_failed"))
            world.expectOrder(after: conversation)
        }
    }

    @Test(arguments: 1...6)
    func aCommandThatIsNeverAnsweredEndsWithTheTimeOfTheConnection(_ number: Int) async throws {
        for fault in [VirtualReader.CommandFault.unanswered, .delayed(.seconds(100))] {
            let world = World()
            let conversation = ScriptedConversation()
            world.phone.place(FixedCard())
            world.phone.plan(fault, at: number)
            #expect(try await world.tap(conversation).cause == nil)
            #expect(conversation.interruptions == [.tagLost])
            #expect(world.clock.now.offset < .seconds(21))
            world.expectOrder(after: conversation)
        }
    }

    @Test(arguments: 1...6)
    func anAnswerThatComesTwiceCountsOnce(_ number: Int) async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.place(FixedCard())
        world.phone.plan(.answeredTwice, at: number)
        #expect(try await world.tap(conversation).cause == nil)
        #expect(conversation.answers.map { $0[0] } == [0xA4, 0xB0, 0xB0, 0x20, 0x20, 0x2A])
        world.expectOrder(after: conversation)
    }

    @Test(arguments: 1...6)
    func aHandlerThatOnlySaysThatItIsOverEndsTheSession(_ number: Int) async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.place(FixedCard())
        world.phone.plan(.lostBefore(.readerTransceiveErrorSessionInvalidated), at: number)
        #expect(try await world.tap(conversation).cause == .takenOver)
        #expect(conversation.interruptions == [.cancelled])
        world.expectOrder(after: conversation)
    }

    @Test func aConnectionThatOnlySaysThatItIsOverEndsTheSession() async throws {
        let world = World()
        let conversation = ScriptedConversation()
        world.phone.place(FixedCard())
        world.phone.planFailures(ofConnections: [.readerTransceiveErrorSessionInvalidated])
        #expect(try await world.tap(conversation).cause == .takenOver)
        world.expectOrder(after: conversation)
    }

    @Test(arguments: [true, false], [Cut.user, .system, .background, .task])
    func aSessionThatEndsAtAnyMomentEndsTheTap(answersAfterEnd: Bool, cut: Cut) async throws {
        for moment in Self.moments {
            for relays in [false, true] {
                let world = World()
                world.phone.answersAfterEnd = answersAfterEnd
                let conversation = relays ? world.asking(for: .milliseconds(200)) : .init()
                world.phone.place(FixedCard())
                let result = try await world.tap(conversation, meanwhile: cut.event(at: moment))
                if conversation.interruptions.isEmpty {
                    #expect(result.cause == nil, "\(moment)")
                } else {
                    #expect(result.cause == cut.failure, "\(moment)")
                    #expect(conversation.interruptions == [.cancelled], "\(moment)")
                }
                world.expectOrder(after: conversation)
            }
        }
    }

    @Test func aCardTakenAwayAtAnyMomentEndsTheTap() async throws {
        for moment in Self.moments {
            for relays in [false, true] {
                let world = World()
                let conversation = relays ? world.asking(for: .milliseconds(200)) : .init()
                world.phone.place(FixedCard())
                let taking = [Event].at(moment) { $0.clearField() }
                let result = try await world.tap(conversation, meanwhile: taking)
                if conversation.interruptions == [.tagLost] {
                    #expect(result.cause == nil, "\(moment)")
                    #expect(world.phone.lastEnding == .cross("tap_ending_failed"), "\(moment)")
                } else if conversation.interruptions == [.sessionTimeout] {
                    #expect(result.cause == .timedOut, "\(moment)")
                } else {
                    #expect(result.cause == nil && conversation.interruptions.isEmpty, "\(moment)")
                }
                world.expectOrder(after: conversation)
            }
        }
    }

    @Test func aTapIsCancelledWhileItWaitsForAnything() async throws {
        let places: [(World) -> Void] = [
            { $0.phone.stuckStarts = 100 },
            { $0.phone.hindrance = .other(.readerSessionInvalidationErrorSystemIsBusy) },
            { $0.phone.place(FixedCard(), FixedCard()) },
            { $0.phone.place(FixedCard(.miFare)) },
            {
                $0.phone.place(FixedCard())
                $0.phone.planFailures(
                    ofConnections: Array(
                        repeating: .readerTransceiveErrorTagConnectionLost,
                        count: 1000
                    )
                )
            },
            {
                $0.phone.place(FixedCard())
                $0.phone.plan(.unanswered, at: 3)
            },
        ]
        for place in places {
            for moment in stride(from: 0, through: 4500, by: 25) {
                let world = World()
                place(world)
                let conversation = ScriptedConversation()
                let moment = Duration.milliseconds(moment)
                let result = try await world.tap(conversation, meanwhile: .cancelling(at: moment))
                if result.cause == .busy {
                    #expect(moment > .seconds(3))
                } else {
                    #expect(result.cause == .cancelled)
                    #expect(world.clock.now.offset == moment)
                }
                world.expectOrder(after: conversation)
            }
        }
    }

    @Test func aTapIsCancelledWhileItWaitsForTheSheetOfTheLast() async throws {
        let world = World()
        world.phone.place(FixedCard())
        _ = try await world.tap()
        let conversation = ScriptedConversation()
        let result = try await world.tap(
            conversation,
            meanwhile: .cancelling(at: .milliseconds(500))
        )
        #expect(result.cause == .cancelled)
        #expect(world.phone.count(.began) == 1)
        world.expectOrder(after: conversation)
    }

    @Test func theNextTapWaitsForTheSheetOfOneThatWasCancelledWhileItOpened() async throws {
        let world = World()
        let first = try await world.tap(meanwhile: .cancelling(at: .milliseconds(1)))
        #expect(first.cause == .cancelled)
        #expect(world.phone.count(.began) == 1)
        world.phone.place(FixedCard())
        #expect(try await world.tap().cause == nil)
        #expect(world.phone.count(.began) == 2)
        #expect(world.clock.now.offset > .seconds(3))
    }

    @Test func aTapThatIsCancelledWhileItsSessionIsMadeBeginsNothing() async throws {
        let world = World()
        world.phone.onSession {
            world.now(Event(time: .zero) { _, tap in tap.cancel() })
        }
        let conversation = ScriptedConversation()
        #expect(try await world.tap(conversation).cause == .cancelled)
        #expect(world.clock.now.offset == .zero)
        #expect(world.phone.count(.began) == 0)
        world.expectOrder(after: conversation)
    }
}

/// Ways to end a session.
enum Cut: Sendable, CaseIterable {
    case user, system, background, task

    func event(at moment: Duration) -> [Event] {
        switch self {
        case .user: .at(moment) { $0.pressCancel() }
        case .system: .at(moment) { $0.takeOver() }
        case .background: .at(moment) { $0.sendToBackground() }
        case .task: .cancelling(at: moment)
        }
    }

    var failure: TapFailure {
        switch self {
        case .user, .task: .cancelled
        case .system, .background: .takenOver
        }
    }
}

extension World {
    /// A tap by sight whose server takes so long, and stops when it is told to.
    func asking(for duration: Duration) -> ScriptedConversation {
        ScriptedConversation(.visual { [clock] in try await clock.sleep(for: duration) })
    }
}
