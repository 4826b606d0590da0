import KyotakuCore
import KyotakuText
import SwiftUI
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

@MainActor
@Suite struct ResultScreenTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<ResultExit>()
    private let japanese = Texts(in: .japanese)

    private func result(
        _ qualification: Qualification,
        mayViewMedical: Bool = false
    ) -> ResultModel {
        ResultModel(
            .known(ResultContent(Sample.detail(qualification: qualification))),
            searching: phone,
            mayViewMedical: mayViewMedical,
            now: { Sample.now },
            exit: exits.add
        )
    }

    private var insurance: SampleConfirmation {
        var one = SampleConfirmation()
        one.insuredCardClassification = Sample.coded("01")
        one.insurerNumber = "06990008"
        one.insurerName = "参考●組合"
        one.insuredCardSymbol = "９９"
        one.address = "参考県参考市"
        one.postNumber = "999-9999"
        one.limitApplicationCertificateRelatedConsFlg = Sample.coded("0")
        one.pharmacistsInfoConsFlg = Sample.coded("1")
        one.prescriptionIssueSelect = Sample.coded("2")
        return one
    }

    @Test(arguments: ["1", "2", "3", "4", "5", "6"])
    func theBandSaysInWordsHowItStandsAndWhatToDo(_ code: String) {
        expect(
            ResultScreen(model: result(Sample.qualification(code, insurance))),
            says: {
                [
                    $0.label(code, of: .validity), $0.label(code, of: .validityMeaning),
                    $0.label(code, of: .validityNext),
                    $0(.spokenResultBand, .text($0.label(code, of: .validity))),
                ]
            },
            offers: { [$0(.resultRequery)] },
            withholds: { [$0(.resultMedical)] }
        )
    }

    @Test(arguments: ["MKA-I3001", "MKA-I4011"])
    func nobodyWhoSeesTheResultIsToldToSeeIt(_ code: String) {
        let detail = Sample.detail(qualification: Sample.qualification("1", insurance))
        let model = ResultModel(
            .known(ResultContent(detail, message: code)),
            searching: phone,
            mayViewMedical: false,
            now: { Sample.now },
            exit: exits.add
        )
        for language in Language.forStaff {
            let text = texts(in: language).error(code)
            let shown = seen(ResultScreen(model: model), in: language)
            #expect(shown.shows(text.title) && shown.shows(text.explanation))
            #expect(!shown.shows(text.next))
        }
    }

    @Test func aBandOfANewerServerIsShownInItsOwnWords() {
        let newer = Qualification(
            processingResultStatus: "1",
            qualificationValidity: Sample.coded("9", "確認中"),
            resultList: []
        )
        expect(ResultScreen(model: result(newer)), says: { _ in ["確認中"] })
    }

    @Test func thePartsComeInTheirOrderUnderHeadings() {
        let shown = seen(ResultScreen(model: result(Sample.qualification("1", insurance))))
        let kinds: [ResultSection.Kind] = [
            .check, .patient, .insurance, .burden, .limit, .consent, .prescription,
        ]
        let expected = kinds.map { japanese($0.title) }
        #expect(shown.headings.filter(expected.contains) == expected)
        for text in [
            "20261120-000001", "試験　花子", "06990008", "参考●組合", "1945(昭和20)年1月1日",
            japanese(.commonUnreadableCharacters), japanese(.resultNotFetched),
            japanese(.resultNoScreenshot),
        ] {
            #expect(shown.shows(text), "\(text)")
        }
    }

    @Test func theAddressIsHiddenUntilSomebodyWantsToSeeIt() throws {
        let shown = seen(ResultScreen(model: result(Sample.qualification("1", insurance))))
        #expect(!shown.shows("参考県"))
        let button = shown.element(japanese(.resultShowAddress))
        #expect(button?.value == japanese(.spokenResultFolded))
        try shown.tap(japanese(.resultShowAddress))
        #expect(shown.shows("999-9999 参考県参考市"))
        try shown.tap(japanese(.resultHideAddress))
        #expect(!shown.shows("参考県"))
    }

    @Test func severalQualificationsAreCounted() {
        let several = Sample.qualification("5", insurance, insurance)
        expect(
            ResultScreen(model: result(several)),
            says: {
                [$0(.resultQualificationOf, "1", "2"), $0(.resultQualificationOf, "2", "2")]
            }
        )
    }

    @Test func fromAResultOneGoesOnWithoutTheCard() throws {
        let model = result(Sample.qualification("1", insurance), mayViewMedical: true)
        let shown = seen(ResultScreen(model: model))
        try shown.tap(japanese(.resultRequery))
        try shown.tap(japanese(.resultMedical))
        #expect(
            exits.all == [
                .requery(receptionNumber: "20261120000001"),
                .medical(receptionNumber: "20261120000001"),
            ]
        )
    }

    @Test func aResultThatCouldNotBeFetchedIsFetchedAgain() async throws {
        phone.showing.fail(Problem(code: "MKA-E5001", reaction: .offline))
        phone.showing.answer(Sample.detail("1"))
        let model = ResultModel(
            .listed("1"),
            searching: phone,
            mayViewMedical: false,
            now: { Sample.now },
            exit: exits.add
        )
        let shown = seen(ResultScreen(model: model))
        #expect(shown.shows(japanese(.commonLoading)))
        await model.settled()
        #expect(shown.shows(japanese.error("MKA-E5001").next))
        try shown.tap(japanese(.actionRetry))
        await model.settled()
        #expect(shown.shows("試験　花子"))
        model.stop()
        #expect(!shown.shows("試験　花子"))
    }
}
