import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@Suite struct ResultSectionTests {
    private func sections(_ detail: ResultDetail) throws -> [ResultSection] {
        let today = try #require(CalendarDay("2026-11-20"))
        return ResultSections(content: ResultContent(detail), today: today).all()
    }

    private func rows(
        _ kind: ResultSection.Kind,
        of sections: [ResultSection]
    ) -> [TextKey: ShownValue] {
        let rows = sections.first { $0.kind == kind }?.rows ?? []
        return Dictionary(
            rows.map { ($0.label, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private var everything: SampleConfirmation {
        var one = SampleConfirmation()
        one.insuredCardClassification = Sample.coded("01")
        one.insurerNumber = "   39990"
        one.insurerName = "参考●組合"
        one.address = "参考県参考市"
        one.postNumber = "999-9999"
        one.insuredCardValidDate = Sample.day("20260801")
        one.disqualificationDate = Sample.day("20261101")
        one.reasonOfLoss = Sample.coded("03")
        one.insuredPartialContributionRatio = "010"
        one.limitApplicationCertificateRelatedConsFlg = Sample.coded("0")
        one.specificDiseasesCertificateRelatedConsFlg = Sample.coded("0")
        one.pharmacistsInfoConsFlg = Sample.coded("1")
        one.publicExpenseResultList = []
        one.prescriptionIssueSelect = Sample.coded("2")
        return one
    }

    @Test func theOrderIsThatOfTheGuide() throws {
        let found = try sections(
            Sample.detail(qualification: Sample.qualification("1", everything))
        )
        #expect(
            found.map(\.kind) == [
                .check, .patient, .insurance, .burden, .limit, .diseases, .consent, .prescription,
            ]
        )
        #expect(found.map(\.kind.rawValue) == found.map(\.kind.rawValue).sorted())
        #expect(
            found.first?.rows.map(\.label) == [
                .resultConfirmedAt, .resultMethod, .resultCareKind, .resultReceptionNumber,
            ]
        )
    }

    @Test func whatWasNotAgreedToIsSaidInThePlaceOfTheRows() throws {
        let found = try sections(
            Sample.detail(qualification: Sample.qualification("1", everything))
        )
        for kind in [ResultSection.Kind.limit, .diseases] {
            #expect(found.first { $0.kind == kind }?.placeholder == .resultNotFetched)
        }
    }

    @Test func numbersAreSpelledAndAddressesFoldedAndUnreadableNamesRemarked() throws {
        let found = try sections(
            Sample.detail(qualification: Sample.qualification("1", everything))
        )
        let insurance = try #require(found.first { $0.kind == .insurance }).rows
        let number = try #require(insurance.first { $0.label == .resultInsurerNumber })
        #expect(number.isSpelled)
        #expect(number.value == .text("39990"))
        let name = try #require(insurance.first { $0.label == .resultInsurerName })
        #expect(name.remark == .commonUnreadableCharacters)
        let patient = try #require(found.first { $0.kind == .patient }).rows
        #expect(patient.filter(\.isFolded).map(\.label) == [.resultAddress])
        #expect(rows(.patient, of: found)[.resultBirthdate] == .birthdate("19450101", age: 81))
        #expect(rows(.patient, of: found)[.resultKana] == .text("シケン\u{3000}ハナコ"))
    }

    @Test func aShareAlwaysSaysWhereItIsFrom() throws {
        let share = { (change: (inout SampleConfirmation) -> Void) in
            var one = SampleConfirmation()
            change(&one)
            let detail = Sample.detail(qualification: Sample.qualification("1", one))
            return try self.sections(detail).first { $0.kind == .burden }?.rows.first
        }
        let recorded = try share { $0.insuredPartialContributionRatio = "010" }
        #expect(recorded?.value == .burden(tenths: 1, origin: .lateElderlyRecord))
        let estimated = try share { $0.birthdate = Sample.day("19800101") }
        #expect(estimated?.value == .burden(tenths: 3, origin: .ageEstimate))
        #expect(estimated?.messages == ["MKA-W4004"])
        let unknown = try share { $0.birthdate = Sample.day("19500101") }
        #expect(unknown?.value == .phrase(.resultBurdenUnknown))
        #expect(try share { $0.insuredCardClassification = Sample.coded("A1") } == nil)
    }

    @Test func ofSeveralQualificationsEachHasItsPlace() throws {
        let two = Sample.qualification("5", everything, everything)
        let found = try sections(Sample.detail(qualification: two))
        #expect(found.filter { $0.kind == .insurance }.map(\.place?.number) == [1, 2])
        #expect(found.filter { $0.kind == .insurance }.map(\.place?.count) == [2, 2])
        #expect(found.filter { $0.kind == .patient }.map(\.place) == [nil])
        #expect(found.filter { $0.kind == .consent }.count == 1)
    }

    @Test func aRequeryIsNamedAsSuchAndNamesTheResultBefore() throws {
        let found = try sections(Sample.detail(requeryOf: "20261119000001"))
        #expect(rows(.check, of: found)[.resultMethod] == .code(.method, "requery"))
        #expect(
            rows(.check, of: found)[.resultRequeryOf] == .receptionNumber("20261119000001")
        )
    }

    @Test func anEndedConsentSaysWhy() throws {
        var one = SampleConfirmation()
        one.pharmacistsInfoConsFlg = Sample.coded("2")
        one.pharmacistsInfoConsTime = RegisteredTime(digits: "20261120090000", time: Sample.now)
        let consent = RecordedConsent(
            items: ConsentItems(
                pharmacistsInfo: true,
                diagnosisInfo: false,
                operationInfo: false,
                specificHealthCheckupsInfo: false,
                specificDiseasesCertificate: false,
                limitApplicationCertificate: true
            ),
            respondent: .proxy(relationship: .spouse),
            consentedAt: Sample.now,
            availableUntil: Sample.now,
            ended: EndedConsent(at: Sample.now, reason: .patient)
        )
        let medicines = CodeList.consentItem.key("pharmacistsInfo")
        // As the exchange has it
        let told = try sections(
            Sample.detail(qualification: Sample.qualification("1", one), consent: consent)
        )
        #expect(rows(.consent, of: told)[medicines] == .consentEnded(.patient))
        #expect(rows(.consent, of: told)[.confirmRespondent] == .code(.relationship, "spouse"))
        #expect(rows(.consent, of: told)[.resultConsentEndedAt] == .moment(Sample.now))
        let row = told.first { $0.kind == .consent }?.rows.first { $0.label == medicines }
        #expect(row?.details.map(\.label) == [.resultConsentedAt])
        // As the server has recorded it
        let recorded = try sections(Sample.detail(consent: consent))
        #expect(rows(.consent, of: recorded)[medicines] == .consentEnded(.patient))
        let treatments = CodeList.consentItem.key("diagnosisInfo")
        #expect(rows(.consent, of: recorded)[treatments] == .code(.consentFlag, "0"))
    }

    @Test func aBandHasAnIconAWordAMeaningAndANextStep() {
        let bands = ["1", "2", "3", "4", "5", "6"].map { StatusBand(Sample.coded($0)) }
        #expect(bands.map(\.tone) == [.good, .bad, .caution, .bad, .caution, .caution])
        for band in bands {
            #expect(band.meaning != nil && band.next != nil)
        }
        #expect(Set(StatusBand.Tone.allCases.map(\.symbol)).count == 4)
        let strange = StatusBand(Sample.coded("9", "9"))
        #expect(strange.tone == .unknown)
        #expect(strange.word == .text("9"))
        #expect(strange.next == nil)
    }

    @Test func everyValueIsPutIntoWords() {
        let texts = Texts(in: .japanese)
        let cases: [(ShownValue, String)] = [
            (.text("試験"), "試験"),
            (.code(.sex, "2"), "女"),
            (.code(.sex, "8"), "8"),
            (.day("20260801"), "2026(令和8)年8月1日"),
            (.day("19450000"), "19450000"),
            (.birthdate("19450101", age: 81), "1945(昭和20)年1月1日(満81歳)"),
            (.birthdate("19450000", age: nil), "19450000"),
            (.month("202611"), "2026年11月"),
            (.month("2026"), "2026"),
            (.yen("10000"), "10,000円"),
            (.yen("約1万"), "約1万"),
            (.burden(tenths: 3, origin: .ageEstimate), "3割(年齢区分による推定)"),
            (.consentEnded(.patient), "有効期限切れ(患者による同意取り消し)"),
            (.receptionNumber("20261120000001"), "20261120-000001"),
            (.phrase(.resultNotFetched), "取得していません(同意なし)"),
        ]
        for (value, words) in cases { #expect(texts.value(value) == words) }
        #expect("\(ShownValue.text("試験"))" == "ShownValue(****)")
    }
}
