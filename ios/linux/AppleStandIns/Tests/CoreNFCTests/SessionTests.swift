import CoreNFC
import Foundation
import StandInTime
import Testing

@Suite struct SessionTests {
    @Test func aSessionBecomesActiveThenFindsThenEndsOnItsQueue() throws {
        let desk = try #require(Desk())
        desk.reader.place(FixedCard())
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
        let reader = VirtualReader(clock: WorldClock())
        weak var gone: RecordingDelegate?
        let session = try #require(
            VirtualReader.$current.withValue(reader) {
                let delegate = RecordingDelegate()
                gone = delegate
                return NFCTagReaderSession(pollingOption: .iso14443, delegate: delegate)
            }
        )
        #expect(gone == nil && session.delegate == nil)
        session.begin()
        reader.clock.advance(by: .seconds(70))
        #expect(reader.history.last == .ended(.readerSessionInvalidationErrorSessionTimeout, .none))
    }

    @Test func aSessionThatTheAppForgetsGoesAway() throws {
        let reader = VirtualReader(clock: WorldClock())
        do {
            let desk = try #require(Desk(reader))
            desk.session.begin()
            desk.pass(.seconds(1))
            #expect(reader.sheet != nil && reader.sessionObjects == 1)
        }
        #expect(reader.sessionObjects == 0)
        reader.clock.advance(by: .seconds(3))
        #expect(reader.sheet == nil)
    }

    @Test func aSessionThatIsInvalidatedFirstNeverBegins() throws {
        let desk = try #require(Desk())
        desk.session.invalidate()
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.delegate.told.isEmpty && desk.reader.history.isEmpty)
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
        let second = try #require(Desk(first.reader))
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
        let early = try #require(Desk(first.reader))
        early.session.begin()
        first.pass(.milliseconds(100))
        #expect(early.delegate.told == [.ended(.readerSessionInvalidationErrorSystemIsBusy)])
        let late = try #require(Desk(first.reader))
        late.session.begin()
        first.pass(.seconds(1))
        #expect(late.delegate.told == [.active])
    }

    @Test(arguments: [
        (VirtualReader.Hindrance.noReader, NFCReaderError.Code.readerErrorUnsupportedFeature),
        (.notEntitled, .readerErrorSecurityViolation),
        (.radioOff, .readerErrorRadioDisabled),
    ])
    func aHindrance(_ hindrance: VirtualReader.Hindrance, ends code: NFCReaderError.Code) throws {
        let desk = try #require(Desk())
        desk.reader.hindrance = hindrance
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.ended(code)])
        #expect(desk.reader.sheet == nil)
    }

    @Test func aCodeOfANewerSystemArrivesUnchanged() throws {
        let desk = try #require(Desk())
        let unknown = try #require(NFCReaderError.Code(rawValue: 7))
        desk.reader.hindrance = .other(unknown)
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.delegate.told == [.ended(unknown)])
    }

    @Test func onlyAPhoneWithoutAReaderCannotRead() {
        let reader = VirtualReader(clock: WorldClock())
        VirtualReader.$current.withValue(reader) {
            #expect(NFCTagReaderSession.readingAvailable)
            reader.hindrance = .radioOff
            #expect(NFCTagReaderSession.readingAvailable)
            reader.hindrance = .noReader
            #expect(!NFCTagReaderSession.readingAvailable)
        }
    }

    @Test func aStuckSessionIsSilentUntilItIsInvalidated() throws {
        let desk = try #require(Desk())
        desk.reader.stuckStarts = 1
        desk.session.begin()
        desk.pass(.seconds(90))
        #expect(desk.delegate.told.isEmpty && desk.reader.sheet == nil)
        desk.session.invalidate()
        desk.pass(.zero)
        #expect(desk.delegate.told == [.ended(.readerSessionInvalidationErrorUserCanceled)])
        desk.reader.stuckStarts = 1
        desk.reader.answersAfterEnd = false
        let silent = try #require(Desk(desk.reader))
        silent.session.begin()
        silent.session.invalidate()
        desk.pass(.seconds(1))
        #expect(silent.delegate.told.isEmpty)
        let next = try #require(Desk(desk.reader))
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
        ] as [((VirtualReader) -> Void, NFCReaderError.Code)] {
            let desk = try #require(Desk())
            desk.session.begin()
            desk.pass(.seconds(1))
            act(desk.reader)
            desk.session.invalidate()
            desk.pass(.seconds(1))
            #expect(desk.delegate.told == [.active, .ended(code)])
        }
    }

    @Test func theSheetShowsTheMessageAndHowItEnded() throws {
        let desk = try #require(Desk())
        let scenes = Box<[VirtualReader.Scene]>([])
        desk.reader.onSceneChange { scenes.value.append($0) }
        desk.session.alertMessage = "hold"
        desk.session.begin()
        desk.pass(.seconds(1))
        #expect(desk.reader.sheet?.message == "hold" && desk.reader.sheet?.ending == nil)
        desk.session.alertMessage = "reading"
        #expect(desk.session.alertMessage == "reading")
        desk.session.invalidate(errorMessage: "again")
        desk.session.alertMessage = "too late"
        #expect(desk.reader.sheet?.message == "reading")
        #expect(desk.reader.sheet?.ending == .cross("again"))
        #expect(scenes.value == [.inactive])
        desk.pass(.seconds(3))
        #expect(desk.reader.sheet == nil)
        #expect(scenes.value == [.inactive, .active])
    }
}
