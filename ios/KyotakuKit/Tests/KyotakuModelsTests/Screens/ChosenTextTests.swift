import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

/// What a screen says depends on what there is to be done.
@Suite struct ChosenTextTests {
    @Test func visualIsRecommendedOnlyWhereItIsOffered() {
        var pin = PinState(stage: .entry, request: PinRequest(), offersVisual: true)
        #expect(pin.lastTryAdvice == .pinLastTryBody)
        #expect(pin.forgottenAdvice == .pinForgottenBody)
        pin.offersVisual = false
        #expect(pin.lastTryAdvice == .pinLastTryPinOnly)
        #expect(pin.forgottenAdvice == .pinForgottenPinOnly)

        var tap = TapState(stage: .ready, method: .pin)
        #expect(!tap.offersVisual)
        #expect(tap.offersReading)
        tap.offers = [.visual, .stop]
        #expect(tap.offersVisual)
        #expect(!tap.offersReading)
        tap.offers = [.holdAnother, .stop]
        #expect(tap.offersReading)
    }

    @Test func handingOverOffersVisualWhereAPinIsAskedForAndVisualIsNotRefused() {
        var state = HandoverState(direction: .toPatient, institution: "")
        #expect(!state.offersVisual)
        state.pin = PinRequest()
        #expect(state.offersVisual)
        state.visualRefused = "MKA-E2047"
        #expect(!state.offersVisual)
    }

    @Test(arguments: OwnerCheckFailure.allCases)
    func anOwnerWhoWasNotConfirmedIsToldWhyUnlessItIsClear(_ failure: OwnerCheckFailure) {
        var state = HandoverState(direction: .toStaff, institution: "")
        let texts = Texts(in: .japanese)
        for biometry in [OwnerBiometry.faceID, .touchID, nil] {
            state.biometry = biometry
            state.failure = nil
            #expect(state.failureText(in: texts) == nil)
            state.failure = failure
            let isTold = [.failed, .lockedOut].contains(failure)
            #expect((state.failureText(in: texts) != nil) == isTold)
        }
    }

    @Test func onlyToSeeTheResultIsWhatThoseCodesLeadTo() {
        let texts = Texts(in: .japanese)
        let leading = ["MKA-I3001", "MKA-I3003", "MKA-I4011"]
        #expect(leading.allSatisfy { texts.error($0).leadsToResult })
        #expect(leading.allSatisfy { texts.error($0).next.contains("結果を") })
        #expect(Codes.all.filter { texts.error($0).leadsToResult }.sorted() == leading)
    }

    @Test func everyOfferAfterATapDoesWhatItSays() {
        #expect(
            TapOffer.allCases.map(\.action) == [
                .started, .started, .methodChosen(.pin), .methodChosen(.visual), .stopChosen,
            ]
        )
        #expect(Set(TapOffer.allCases.map(\.title)).count == TapOffer.allCases.count)
    }

    @Test func whatIsWaitedForCannotBeLeft() {
        for task in ExchangeTask.allCases {
            var state = ExchangeState(task: task)
            #expect(state.mayLeave)
            state.isBusy = true
            #expect(state.mayLeave == (task != .keep))
        }
        #expect(Set(ExchangeTask.allCases.map(\.text)).count == ExchangeTask.allCases.count)
    }

    @Test func whatNobodyCanAgreeToIsNotAsked() {
        var draft = ConsentDraft(
            institution: .sample(),
            presence: .sample(),
            careKind: .homeVisit
        )
        #expect(draft.offered == [.treatments, .operations, .checkups, .diseases])
        draft.items = draft.everything
        #expect(draft.agreed == draft.offered)
        #expect(draft.declined == [])
        draft[.operations] = false
        #expect(draft.declined == [.operations])
        draft.respondent = .proxy(relationship: .spouse)
        #expect(draft.offered == [.diseases])
        #expect(draft.agreed == [.diseases])
        #expect(draft.declined == [])
    }

    @Test func everyItemHasItsWords() {
        let texts = Texts(in: .plainJapanese)
        for item in ConsentItem.allCases {
            for key in [item.title, item.label] + item.details {
                #expect(texts.catalogue.contains(key))
            }
        }
    }

    @Test func whoAnswersIsNamedInEveryLanguage() {
        #expect(Respondent.all.count == 7)
        for language in Language.allCases {
            let names = Respondent.all.map { Texts(in: language).respondent($0) }
            #expect(Set(names).count == 7)
        }
        #expect(Texts(in: .japanese).respondent(.patient) == "患者様ご本人")
        #expect(Texts(in: .english).respondent(.proxy(relationship: .spouse)) == "Husband or wife")
        #expect(Respondent.all.filter(\.isProxy).count == 6)
    }

    @Test func theQuestionSaysWhatBecomesOfWhatIsKept() {
        #expect(VisitQuestion.leave(isKept: true).body == .visitAbandonKeptBody)
        #expect(VisitQuestion.leave(isKept: false).body == .visitAbandonBody)
    }

    @Test func aKindOfCareIsChosenOnlyWhereThereAreSeveral() {
        #expect(RevokeState(institution: "", kinds: [.homeVisit]).choices == [nil])
        let several = RevokeState(institution: "", kinds: [.homeVisit, .outpatient])
        #expect(several.choices == [nil, .homeVisit, .outpatient])
        #expect(Set(RevokeState.reasons.map(\.code)).count == 3)
    }

    @Test func aDeliveryThatWasNotTakenSaysWhy() {
        let standings: [WaitingLine.Standing] = [
            .unsent, .answered, .delivered, .answerRefused("MKA-E3009"), .refused("MKA-E2051"),
        ]
        #expect(Set(standings.map(\.text)).count == 5)
        #expect(standings.map(\.code) == [nil, nil, nil, "MKA-E3009", "MKA-E2051"])
    }

    @Test(arguments: StoppedOffer.allCases)
    func everyOfferAfterAStopHasItsWords(_ offer: StoppedOffer) {
        #expect(Texts(in: .english).catalogue.contains(offer.title))
    }
}
