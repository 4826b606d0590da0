import CoreNFC
import Foundation
import StandInTime
import Testing

@Suite struct TagTests {
    @Test func theFirstListedApplicationOfTheCardIsSelected() throws {
        for (applications, selected) in [
            ([text, jpki], identifiers[0]), ([text], identifiers[1]),
        ] {
            let desk = try #require(Desk())
            desk.reader.place(FixedCard(applications: applications))
            desk.session.begin()
            desk.pass(.seconds(1))
            guard case .iso7816(let card) = desk.delegate.tags.first else {
                Issue.record("no card")
                continue
            }
            #expect(card.initialSelectedAID == selected)
            #expect(card.identifier == Data([1, 2, 3, 4]))
            #expect(card.applicationData == Data([9]) && card.historicalBytes == nil)
        }
    }

    @Test func aCardWithoutAListedApplicationIsNotDetected() throws {
        let desk = try #require(Desk())
        desk.reader.place(FixedCard(applications: []))
        desk.session.begin()
        desk.pass(.seconds(10))
        #expect(desk.delegate.told == [.active])
    }

    @Test func othersChipsAreToldByTheirKind() throws {
        let desk = try #require(Desk(polling: [.iso14443, .iso15693]))
        desk.reader.place(FixedCard(.miFare), FixedCard(.vicinity), FixedCard(.feliCa))
        desk.session.begin()
        desk.pass(.seconds(1))
        let kinds = desk.delegate.tags.map { tag in
            switch tag {
            case .feliCa: "feliCa"
            case .iso7816: "iso7816"
            case .iso15693: "iso15693"
            case .miFare: "miFare"
            }
        }
        #expect(kinds == ["miFare", "iso15693"])
    }

    @Test func tagsInTheFieldAreToldTogetherAndLaterOnesAfterARestart() throws {
        let desk = try #require(Desk())
        desk.session.begin()
        desk.pass(.seconds(1))
        desk.reader.place(FixedCard(), FixedCard(.miFare))
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.active, .detected(2)])
        let early = desk.delegate.tags[0]
        #expect(early.isAvailable)
        desk.reader.place(FixedCard())
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.active, .detected(2)])
        desk.session.restartPolling()
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.active, .detected(2), .detected(3)])
        #expect(!early.isAvailable)
    }

    @Test func aConnectedCardAnswersOnTheQueue() throws {
        let card = FixedCard()
        let desk = try #require(Desk.connected(to: card))
        #expect(desk.session.connectedTag != nil)
        let answer = desk.send([0x00, 0x20, 0x00, 0x80])
        #expect(answer.value == nil)
        desk.pass(.milliseconds(20))
        #expect(answer.value == .answered(Data([0xCA, 0xFE, 0x90, 0x00])))
        #expect(card.commands == [Data([0x00, 0x20, 0x00, 0x80])])
    }

    @Test func anApduOfNoCommandFormIsNone() {
        for bytes in [
            [0x00, 0xA4, 0x04], [0x00, 0xA4, 0x04, 0x00, 0x02, 0xAA],
            [0x00, 0xA4, 0x04, 0x00, 0x00, 0x01], [0x00, 0xA4, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00],
            [0x00, 0xA4, 0x04, 0x00, 0x01, 0xAA, 0x01, 0x00],
            [0x00, 0xA4, 0x04, 0x00, 0x00, 0x00, 0x01, 0xAA, 0x01],
        ] as [[UInt8]] {
            #expect(NFCISO7816APDU(data: Data(bytes)) == nil)
        }
    }

    @Test(
        arguments: [
            ([], nil, -1), ([0x00], nil, 256), ([0x10], nil, 16),
            ([0x02, 0xAA, 0xBB], [0xAA, 0xBB], -1), ([0x01, 0xAA, 0x00], [0xAA], 256),
            ([0x00, 0x01, 0x00], nil, 256), ([0x00, 0x00, 0x00], nil, 65536),
            ([0x00, 0x00, 0x01, 0xAA], [0xAA], -1),
            ([0x00, 0x00, 0x01, 0xAA, 0x00, 0x00], [0xAA], 65536),
        ] as [([UInt8], [UInt8]?, Int)]
    )
    func anApdu(body: [UInt8], has data: [UInt8]?, expects length: Int) throws {
        let apdu = try #require(NFCISO7816APDU(data: Data([0x80, 0x2A, 0x01, 0x02] + body)))
        #expect(apdu.instructionClass == 0x80 && apdu.instructionCode == 0x2A)
        #expect(apdu.p1Parameter == 0x01 && apdu.p2Parameter == 0x02)
        #expect(apdu.data == data.map { Data($0) })
        #expect(apdu.expectedResponseLength == length)
    }

    @Test func aCardTakenAwayBeforeTheCommandArrivesNeverSeesIt() throws {
        let card = FixedCard()
        let desk = try #require(Desk.connected(to: card))
        let answer = desk.send([0x00, 0x20, 0x00, 0x80])
        desk.pass(.milliseconds(5))
        desk.reader.clearField()
        desk.pass(.seconds(1))
        #expect(answer.value == .failed(.readerTransceiveErrorTagConnectionLost))
        #expect(card.commands.isEmpty && !card.hasPower)
        let next = desk.send([0x00, 0x20, 0x00, 0x80])
        desk.pass(.seconds(1))
        #expect(next.value == .failed(.readerTransceiveErrorTagNotConnected))
    }

    @Test func aCardTakenAwayBeforeItsAnswerArrivesHasActed() throws {
        let card = FixedCard()
        let desk = try #require(Desk.connected(to: card))
        let answer = desk.send([0x00, 0x20, 0x00, 0x80])
        desk.pass(.milliseconds(15))
        desk.reader.clearField()
        desk.pass(.seconds(1))
        #expect(answer.value == .failed(.readerTransceiveErrorTagConnectionLost))
        #expect(card.commands.count == 1)
    }

    @Test func plannedFaultsHappenToTheirCommands() throws {
        let card = FixedCard()
        let desk = try #require(Desk.connected(to: card))
        desk.reader.plan(.delayed(.seconds(2)), at: 1)
        desk.reader.plan(.lostAfter(.readerTransceiveErrorTagResponseError), at: 2)
        let slow = desk.send([0x00, 0x84, 0x00, 0x00])
        desk.pass(.seconds(1))
        #expect(slow.value == nil)
        desk.pass(.seconds(2))
        #expect(slow.value == .answered(Data([0xCA, 0xFE, 0x90, 0x00])))
        let lost = desk.send([0x00, 0x84, 0x00, 0x00])
        desk.pass(.seconds(1))
        #expect(lost.value == .failed(.readerTransceiveErrorTagResponseError))
        #expect(card.commands.count == 2 && desk.session.connectedTag == nil)
    }

    @Test func aHandlerMayBeCalledTwice() throws {
        let desk = try #require(Desk.connected())
        desk.reader.plan(.answeredTwice, at: 1)
        let calls = Box(0)
        guard case .iso7816(let card) = desk.delegate.tags.first,
            let command = NFCISO7816APDU(data: Data([0x00, 0x84, 0x00, 0x00]))
        else { return }
        card.sendCommand(apdu: command) { _, _, _, _ in calls.value += 1 }
        desk.pass(.seconds(1))
        #expect(calls.value == 2)
    }

    @Test func aCommandLongerThanThePhoneSendsIsRefused() throws {
        let desk = try #require(Desk.connected())
        desk.reader.commandLimit = 9
        let answer = desk.send([0x00, 0x2A, 0x00, 0x80, 0x05, 1, 2, 3, 4, 5])
        desk.pass(.seconds(1))
        #expect(answer.value == .failed(.readerTransceiveErrorPacketTooLong))
    }

    @Test func selectingAnUnlistedApplicationIsASecurityViolation() throws {
        let desk = try #require(Desk.connected())
        let answer = desk.send([0x00, 0xA4, 0x04, 0x0C, 0x05, 1, 2, 3, 4, 5])
        let listed = desk.send([0x00, 0xA4, 0x04, 0x0C, 0x0A] + jpki)
        desk.pass(.seconds(1))
        #expect(answer.value == .failed(.readerErrorSecurityViolation))
        #expect(listed.value == .answered(Data([0x90, 0x00])))
    }

    @Test func handlersOfAnEndedSessionAreCalledUnlessThePhoneForgetsThem() throws {
        for answers in [true, false] {
            let desk = try #require(Desk.connected())
            desk.reader.answersAfterEnd = answers
            let answer = desk.send([0x00, 0x84, 0x00, 0x00])
            desk.reader.pressCancel()
            desk.pass(.seconds(1))
            let expected = Answer.failed(.readerTransceiveErrorSessionInvalidated)
            #expect(answer.value == (answers ? expected : nil))
            let late = desk.send([0x00, 0x84, 0x00, 0x00])
            desk.pass(.seconds(1))
            #expect(late.value == expected)
            #expect(desk.connect() == .readerTransceiveErrorSessionInvalidated)
        }
    }

    @Test func plannedConnectionsFailAndTheNextSucceeds() throws {
        let desk = try #require(Desk())
        desk.reader.planFailures(ofConnections: [.readerTransceiveErrorRetryExceeded])
        desk.reader.place(FixedCard())
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.connect() == .readerTransceiveErrorRetryExceeded)
        desk.session.restartPolling()
        desk.pass(.seconds(1))
        #expect(desk.connect() == nil)
    }

    @Test func aTagOfAnEarlierPollingCannotBeConnected() throws {
        let desk = try #require(Desk.connected())
        desk.session.restartPolling()
        #expect(desk.connect() == .readerTransceiveErrorTagConnectionLost)
    }

    @Test func twentySecondsAfterTheFirstConnectionTheTagIsDroppedForGood() throws {
        let card = FixedCard()
        let desk = try #require(Desk.connected(to: card))
        desk.pass(.seconds(10))
        desk.session.restartPolling()
        desk.pass(.seconds(1))
        #expect(desk.connect() == nil)
        desk.pass(.milliseconds(8700))
        let early = desk.send([0x00, 0x84, 0x00, 0x00])
        desk.pass(.milliseconds(100))
        #expect(early.value == .answered(Data([0xCA, 0xFE, 0x90, 0x00])))
        desk.reader.plan(.delayed(.seconds(5)), at: 2)
        let late = desk.send([0x00, 0x84, 0x00, 0x00])
        desk.pass(.seconds(1))
        #expect(late.value == .failed(.readerTransceiveErrorTagConnectionLost))
        #expect(!card.hasPower)
        let told = desk.delegate.told
        desk.session.restartPolling()
        desk.pass(.seconds(10))
        #expect(desk.delegate.told == told)
    }

    @Test func powerComesWithTheSessionAndGoesWithIt() throws {
        let card = FixedCard()
        let desk = try #require(Desk())
        desk.reader.place(card)
        #expect(!card.hasPower)
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(card.hasPower)
        desk.session.invalidate()
        #expect(!card.hasPower)
    }

    @Test func theHistoryHoldsHeadersOfCommandsAndNoMore() throws {
        let desk = try #require(Desk.connected())
        _ = desk.send([0x00, 0x20, 0x00, 0x80, 0x04, 0x31, 0x32, 0x33, 0x34])
        desk.pass(.seconds(1))
        #expect(
            desk.reader.history
                == [.began, .active, .detected(1), .connected, .command(0x00, 0x20)]
        )
    }
}
