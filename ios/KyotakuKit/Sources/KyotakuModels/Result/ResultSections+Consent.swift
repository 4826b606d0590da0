import KyotakuCore
import KyotakuText

/// What was agreed to, since when and until when.
extension ResultSections {
    var consent: ResultSection {
        let registered = content.qualification.resultList.lazy.map(flags).first { !$0.isEmpty }
        let items = registered ?? content.consent.map(items) ?? []
        let rows = items + (content.consent.map(circumstances) ?? [])
        return ResultSection(kind: .consent, rows: rows)
    }

    /// Each item as the exchange has it.
    private func flags(_ qualification: QualificationConfirmation) -> [ResultRow] {
        let rows = [
            flag(
                "pharmacistsInfo",
                qualification.pharmacistsInfoConsFlg,
                qualification.pharmacistsInfoConsTime,
                qualification.pharmacistsInfoAvailableTime
            ),
            flag(
                "diagnosisInfo",
                qualification.diagnosisInfoConsFlg,
                qualification.diagnosisInfoConsTime,
                qualification.diagnosisInfoAvailableTime
            ),
            flag(
                "operationInfo",
                qualification.operationInfoConsFlg,
                qualification.operationInfoConsTime,
                qualification.operationInfoAvailableTime
            ),
            flag(
                "specificHealthCheckupsInfo",
                qualification.specificHealthCheckupsInfoConsFlg,
                qualification.specificHealthCheckupsInfoConsTime,
                qualification.specificHealthCheckupsInfoAvailableTime
            ),
            flag(
                "specificDiseasesCertificate",
                qualification.specificDiseasesCertificateRelatedConsFlg,
                qualification.specificDiseasesCertificateRelatedConsTime
            ),
            flag(
                "limitApplicationCertificate",
                qualification.limitApplicationCertificateRelatedConsFlg,
                qualification.limitApplicationCertificateRelatedConsTime
            ),
        ]
        return rows.compactMap { $0 }
    }

    private func flag(
        _ item: String,
        _ flag: CodedValue?,
        _ since: RegisteredTime?,
        _ until: RegisteredTime? = nil
    ) -> ResultRow? {
        guard let flag else { return nil }
        let ended = flag.code == "2" ? content.consent?.ended?.reason : nil
        let value = ended.map(ShownValue.consentEnded) ?? .code(.consentFlag, flag.code)
        var row = ResultRow(CodeList.consentItem.key(item), value)
        row.details = [
            ResultRow(.resultConsentedAt, since.shown),
            ResultRow(.resultViewableUntil, until.shown),
        ].compactMap { $0 }
        return row
    }

    /// Each item as the server has recorded the answer.
    private func items(_ consent: RecordedConsent) -> [ResultRow] {
        let items = consent.items
        return [
            ("pharmacistsInfo", items.pharmacistsInfo),
            ("diagnosisInfo", items.diagnosisInfo),
            ("operationInfo", items.operationInfo),
            ("specificHealthCheckupsInfo", items.specificHealthCheckupsInfo),
            ("specificDiseasesCertificate", items.specificDiseasesCertificate),
            ("limitApplicationCertificate", items.limitApplicationCertificate),
        ].map { item, agreed in
            let value: ShownValue
            if agreed, let ended = consent.ended {
                value = .consentEnded(ended.reason)
            } else {
                value = .code(.consentFlag, agreed ? "1" : "0")
            }
            return ResultRow(CodeList.consentItem.key(item), value)
        }
    }

    /// Who answered when, and until when it holds or how it has ended.
    private func circumstances(_ consent: RecordedConsent) -> [ResultRow] {
        let respondent: ShownValue =
            switch consent.respondent {
            case .patient: .code(.respondent, "patient")
            case .proxy(let relationship): .code(.relationship, relationship.code)
            }
        let end =
            consent.ended.map { ResultRow(.resultConsentEndedAt, .moment($0.at)) }
            ?? ResultRow(.resultViewableUntil, .moment(consent.availableUntil))
        return [
            ResultRow(.confirmRespondent, respondent),
            ResultRow(.resultConsentedAt, .moment(consent.consentedAt)),
            end,
        ]
    }
}
