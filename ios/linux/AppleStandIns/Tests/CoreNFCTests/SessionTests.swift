import CoreNFC
import Foundation
import StandInTime
import Testing

@Suite struct SessionTests {
    @Test func aSessionBecomesActiveThenFindsThenEndsOnItsQueue() throws {
        let desk = try #require(Desk())
        desk.phone.place(FixedCard())
        desk.session.begin()
        #expect(!desk.session.isReady)
        desk.pass(.seconds(1))
        #expect(desk.session.isReady)
        desk.session.invalidate()
        desk.pass(.seconds(1))
        #expect(!desk.session.isReady)
        #expect(
            desk.delegate.told
                == [.active, .detected(1), .ended(.readerSessionInvalidationErrorUserCanceled)]
        )
        #expect(desk.delegate.callsElsewhere == 0)
    }

    @Test func withoutAPollingOptionThereIsNoSession() {
        #expect(Desk(polling: []) == nil)
    }

    @Test func theDelegateIsNotKept() throws {
        let phone = VirtualPhone(clock: WorldClock())
        weak var gone: RecordingDelegate?
        let session = try #require(
            VirtualPhone.$current.withValue(phone) {
                let delegate = RecordingDelegate()
                gone = delegate
                return NFCTagReaderSession(pollingOption: .iso14443, delegate: delegate)
            }
        )
        #expect(gone == nil && session.delegate == nil)
        session.begin()
        phone.clock.advance(by: .seconds(70))
        #expect(phone.history.last == .ended(.readerSessionInvalidationErrorSessionTimeout, .none))
    }

    @Test func aSessionThatTheAppForgetsGoesAway() throws {
        let phone = VirtualPhone(clock: WorldClock())
        do {
            let desk = try #require(Desk(phone))
            desk.session.begin()
            desk.pass(.seconds(1))
            #expect(phone.sheet != nil)
        }
        phone.clock.advance(by: .seconds(3))
        #expect(phone.sheet == nil)
    }

    @Test func sixtySecondsAfterBeginningTheSessionEnds() throws {
        let desk = try #require(Desk())
        desk.session.begin()
        desk.pass(.milliseconds(59_999))
        #expect(desk.session.isReady)
        desk.pass(.milliseconds(1))
        #expect(desk.delegate.told.last == .ended(.readerSessionInvalidationErrorSessionTimeout))
    }

    @Test func aSecondSessionFindsTheSystemBusy() throws {
        let first = try #require(Desk())
        let second = try #require(Desk(first.phone))
        first.session.begin()
        second.session.begin()
        first.pass(.seconds(1))
        #expect(first.delegate.told == [.active])
        #expect(second.delegate.told == [.ended(.readerSessionInvalidationErrorSystemIsBusy)])
    }

    @Test func untilTheSheetIsGoneTheSystemIsBusy() throws {
        let first = try #require(Desk())
        first.session.begin()
        first.pass(.seconds(1))
        first.session.invalidate()
        first.pass(.milliseconds(2400))
        let early = try #require(Desk(first.phone))
        early.session.begin()
        first.pass(.milliseconds(100))
        #expect(early.delegate.told == [.ended(.readerSessionInvalidationErrorSystemIsBusy)])
        let late = try #require(Desk(first.phone))
        late.session.begin()
        first.pass(.seconds(1))
        #expect(late.delegate.told == [.active])
    }

    @Test(arguments: [
        (VirtualPhone.Hindrance.noReader, NFCReaderError.Code.readerErrorUnsupportedFeature),
        (.notEntitled, .readerErrorSecurityViolation),
        (.radioOff, .readerErrorRadioDisabled),
    ])
    func aHindrance(_ hindrance: VirtualPhone.Hindrance, ends code: NFCReaderError.Code) throws {
        let desk = try #require(Desk())
        desk.phone.hindrance = hindrance
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.ended(code)])
        #expect(desk.phone.sheet == nil)
    }

    @Test func aCodeOfANewerSystemArrivesUnchanged() throws {
        let desk = try #require(Desk())
        let unknown = try #require(NFCReaderError.Code(rawValue: 7))
        desk.phone.hindrance = .other(unknown)
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.ended(unknown)])
    }

    @Test func onlyAPhoneWithoutAReaderCannotRead() {
        let phone = VirtualPhone(clock: WorldClock())
        VirtualPhone.$current.withValue(phone) {
            #expect(NFCTagReaderSession.readingAvailable)
            phone.hindrance = .radioOff
            #expect(NFCTagReaderSession.readingAvailable)
            phone.hindrance = .noReader
            #expect(!NFCTagReaderSession.readingAvailable)
        }
    }

    @Test func aStuckSessionIsSilentUntilItIsInvalidated() throws {
        let desk = try #require(Desk())
        desk.phone.stuckStarts = 1
        desk.session.begin()
        desk.pass(.seconds(90))
        #expect(desk.delegate.told.isEmpty && desk.phone.sheet == nil)
        desk.session.invalidate()
        desk.pass(.zero)
        #expect(desk.delegate.told == [.ended(.readerSessionInvalidationErrorUserCanceled)])
        let next = try #require(Desk(desk.phone))
        next.session.begin()
        desk.pass(.seconds(1))
        #expect(next.delegate.told == [.active])
    }

    @Test func thePersonAndTheSystemEndSessionsWithTheirCodes() throws {
        for (act, code) in [
            ({ $0.pressCancel() }, .readerSessionInvalidationErrorUserCanceled),
            ({ $0.takeOver() }, .readerSessionInvalidationErrorSessionTerminatedUnexpectedly),
            (
                { $0.sendToBackground() },
                .readerSessionInvalidationErrorSessionTerminatedUnexpectedly
            ),
        ] as [((VirtualPhone) -> Void, NFCReaderError.Code)] {
            let desk = try #require(Desk())
            desk.session.begin()
            desk.pass(.seconds(1))
            act(desk.phone)
            desk.session.invalidate()
            desk.pass(.seconds(1))
            #expect(desk.delegate.told == [.active, .ended(code)])
        }
    }

    @Test func theSheetShowsTheMessageAndHowItEnded() throws {
        let desk = try #require(Desk())
        let scenes = Box<[VirtualPhone.Scene]>([])
        desk.phone.onSceneChange { scenes.value.append($0) }
        desk.session.alertMessage = "hold"
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.phone.sheet?.message == "hold" && desk.phone.sheet?.ending == nil)
        desk.session.alertMessage = "reading"
        #expect(desk.session.alertMessage == "reading")
        desk.session.invalidate(errorMessage: "again")
        desk.session.alertMessage = "too late"
        #expect(desk.phone.sheet?.message == "reading")
        #expect(desk.phone.sheet?.ending == .cross("again"))
        #expect(scenes.value == [.inactive])
        desk.pass(.seconds(3))
        #expect(desk.phone.sheet == nil)
        #expect(scenes.value == [.inactive, .active])
    }
}
