import KyotakuCore
import KyotakuText

/// The insurance, and what the patient pays.
extension ResultSections {
    func insurance(_ qualification: QualificationConfirmation) -> ResultSection {
        let isWelfare = qualification.insuredCardClassification?.code == "A1"
        let rows = [
            ResultRow.name(
                isWelfare ? .resultWelfareOffice : .resultInsurerName,
                qualification.insurerName
            ),
            ResultRow.spelled(
                isWelfare ? .resultPublicPayerNumber : .resultInsurerNumber,
                qualification.insurerNumber
            ),
            ResultRow.spelled(.resultSymbol, qualification.insuredCardSymbol),
            ResultRow.spelled(
                isWelfare ? .resultRecipientNumber : .resultNumber,
                qualification.insuredIdentificationNumber
            ),
            ResultRow.spelled(.resultBranchNumber, qualification.insuredBranchNumber),
            ResultRow(
                .resultFamily,
                qualification.personalFamilyClassification.shown(in: .familyClassification)
            ),
            ResultRow.name(.resultInsuredName, qualification.insuredName),
            ResultRow(
                .resultCardClassification,
                qualification.insuredCardClassification.shown(in: .cardClassification)
            ),
            ResultRow(
                .resultPreschool,
                qualification.preschoolClassification.shown(in: .preschool)
            ),
            ResultRow(.resultAcquiredOn, qualification.qualificationDate.shown),
            ResultRow(
                .resultPeriod,
                .period(
                    qualification.insuredCardValidDate,
                    qualification.insuredCardExpirationDate
                )
            ),
            ResultRow(.resultLostOn, qualification.disqualificationDate.shown),
            ResultRow(.resultLossReason, qualification.reasonOfLoss.shown(in: .lossReason)),
        ]
        return ResultSection(kind: .insurance, rows: rows.compactMap { $0 })
    }

    /// Always with where it is known from. 医療扶助 has no such share.
    func burden(_ qualification: QualificationConfirmation) -> ResultSection {
        guard qualification.insuredCardClassification?.code != "A1" else {
            return ResultSection(kind: .burden)
        }
        let share = KyotakuCore.burden(qualification: qualification, today: CalendarDate(today))
        guard let share else {
            let row = ResultRow(.resultBurden, .phrase(.resultBurdenUnknown))
            return ResultSection(kind: .burden, rows: [row])
        }
        let value = ShownValue.burden(tenths: Int(share.tenths), origin: share.origin)
        var row = ResultRow(.resultBurden, value)
        switch share.origin {
        case .ageEstimate:
            row.messages = [Codes.burdenEstimated]
        case .elderlyRecipientCertificate:
            let certificate = qualification.elderlyRecipientCertificateInfo
            let period = ShownValue.period(
                certificate?.elderlyRecipientValidStartDate,
                certificate?.elderlyRecipientValidEndDate
            )
            row.details = [ResultRow(.resultPeriod, period)].compactMap { $0 }
        case .lateElderlyRecord: break
        }
        return ResultSection(kind: .burden, rows: [row])
    }

    func limit(_ qualification: QualificationConfirmation) -> ResultSection {
        guard let limit = qualification.limitApplicationCertificateRelatedInfo else {
            return unfetched(.limit, qualification.limitApplicationCertificateRelatedConsFlg)
        }
        let rows = [
            ResultRow(
                .resultLimitCategory,
                limit.limitApplicationCertificateClassificationFlag.shown(in: .limitCategory)
            ),
            ResultRow(
                .resultLimitKind,
                limit.limitApplicationCertificateClassification.shown(in: .limitCertificate)
            ),
            ResultRow(.resultLimitFrom, limit.limitApplicationCertificateValidStartDate.shown),
            ResultRow(.resultLimitTo, limit.limitApplicationCertificateValidEndDate.shown),
            ResultRow(
                .resultLimitLongTerm,
                limit.limitApplicationCertificateLongTermDate.shown
            ),
        ]
        return ResultSection(kind: .limit, rows: rows.compactMap { $0 })
    }

    func diseases(_ qualification: QualificationConfirmation) -> ResultSection {
        let certificates = qualification.specificDiseasesCertificateList ?? []
        guard !certificates.isEmpty else {
            return unfetched(.diseases, qualification.specificDiseasesCertificateRelatedConsFlg)
        }
        let rows = certificates.flatMap { certificate in
            [
                ResultRow(
                    .resultDisease,
                    certificate.specificDiseasesDiseaseCategory.shown(in: .specificDisease)
                ),
                ResultRow(
                    .resultDiseaseLimit,
                    certificate.specificDiseasesSelfPay.map(ShownValue.yen)
                ),
                ResultRow(
                    .resultPeriod,
                    .period(
                        certificate.specificDiseasesValidStartDate,
                        certificate.specificDiseasesValidEndDate
                    )
                ),
            ]
        }
        return ResultSection(kind: .diseases, rows: rows.compactMap { $0 })
    }

    /// What the patient has not agreed to is not there, which is said.
    private func unfetched(_ kind: ResultSection.Kind, _ consent: CodedValue?) -> ResultSection {
        ResultSection(kind: kind, placeholder: consent?.code == "0" ? .resultNotFetched : nil)
    }
}
