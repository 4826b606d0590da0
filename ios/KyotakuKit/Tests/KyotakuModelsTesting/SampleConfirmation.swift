import Foundation
import KyotakuCore

@testable import KyotakuModels

/// A qualification with what a test is about, and nothing else.
struct SampleConfirmation {
    var insuredCardClassification: CodedValue?
    var insurerNumber: String?
    var insuredCardSymbol: String?
    var insuredIdentificationNumber: String?
    var insuredBranchNumber: String?
    var personalFamilyClassification: CodedValue?
    var insuredName: String?
    var name: String?
    var nameOfOther: String?
    var nameKana: String?
    var nameOfOtherKana: String?
    var sex1: CodedValue?
    var sex2: CodedValue?
    var birthdate: RegisteredDate?
    var address: String?
    var postNumber: String?
    var qualificationDate: RegisteredDate?
    var disqualificationDate: RegisteredDate?
    var insuredCertificateIssuanceDate: RegisteredDate?
    var insuredCardValidDate: RegisteredDate?
    var insuredCardExpirationDate: RegisteredDate?
    var insuredPartialContributionRatio: String?
    var preschoolClassification: CodedValue?
    var reasonOfLoss: CodedValue?
    var insurerName: String?
    var limitApplicationCertificateRelatedConsFlg: CodedValue?
    var limitApplicationCertificateRelatedConsTime: RegisteredTime?
    var specificDiseasesCertificateRelatedConsFlg: CodedValue?
    var specificDiseasesCertificateRelatedConsTime: RegisteredTime?
    var specificHealthCheckupsInfoConsFlg: CodedValue?
    var specificHealthCheckupsInfoConsTime: RegisteredTime?
    var specificHealthCheckupsInfoAvailableTime: RegisteredTime?
    var pharmacistsInfoConsFlg: CodedValue?
    var pharmacistsInfoConsTime: RegisteredTime?
    var pharmacistsInfoAvailableTime: RegisteredTime?
    var diagnosisInfoConsFlg: CodedValue?
    var diagnosisInfoConsTime: RegisteredTime?
    var diagnosisInfoAvailableTime: RegisteredTime?
    var operationInfoConsFlg: CodedValue?
    var operationInfoConsTime: RegisteredTime?
    var operationInfoAvailableTime: RegisteredTime?
    var referenceNumber: String?
    var arbitraryIdentifier: String?
    var prescriptionIssueSelect: CodedValue?
    var elderlyRecipientCertificateInfo: ElderlyRecipientCertificate?
    var limitApplicationCertificateRelatedInfo: LimitApplicationCertificate?
    var specificDiseasesCertificateList: [SpecificDiseasesCertificate]?
    var publicExpenseResultList: [MedicalTicket]?

    /// As the exchange has it.
    var record: QualificationConfirmation {
        QualificationConfirmation(
            insuredCardClassification: insuredCardClassification,
            insurerNumber: insurerNumber,
            insuredCardSymbol: insuredCardSymbol,
            insuredIdentificationNumber: insuredIdentificationNumber,
            insuredBranchNumber: insuredBranchNumber,
            personalFamilyClassification: personalFamilyClassification,
            insuredName: insuredName,
            name: name,
            nameOfOther: nameOfOther,
            nameKana: nameKana,
            nameOfOtherKana: nameOfOtherKana,
            sex1: sex1,
            sex2: sex2,
            birthdate: birthdate,
            address: address,
            postNumber: postNumber,
            qualificationDate: qualificationDate,
            disqualificationDate: disqualificationDate,
            insuredCertificateIssuanceDate: insuredCertificateIssuanceDate,
            insuredCardValidDate: insuredCardValidDate,
            insuredCardExpirationDate: insuredCardExpirationDate,
            insuredPartialContributionRatio: insuredPartialContributionRatio,
            preschoolClassification: preschoolClassification,
            reasonOfLoss: reasonOfLoss,
            insurerName: insurerName,
            limitApplicationCertificateRelatedConsFlg: limitApplicationCertificateRelatedConsFlg,
            limitApplicationCertificateRelatedConsTime: limitApplicationCertificateRelatedConsTime,
            specificDiseasesCertificateRelatedConsFlg: specificDiseasesCertificateRelatedConsFlg,
            specificDiseasesCertificateRelatedConsTime: specificDiseasesCertificateRelatedConsTime,
            specificHealthCheckupsInfoConsFlg: specificHealthCheckupsInfoConsFlg,
            specificHealthCheckupsInfoConsTime: specificHealthCheckupsInfoConsTime,
            specificHealthCheckupsInfoAvailableTime: specificHealthCheckupsInfoAvailableTime,
            pharmacistsInfoConsFlg: pharmacistsInfoConsFlg,
            pharmacistsInfoConsTime: pharmacistsInfoConsTime,
            pharmacistsInfoAvailableTime: pharmacistsInfoAvailableTime,
            diagnosisInfoConsFlg: diagnosisInfoConsFlg,
            diagnosisInfoConsTime: diagnosisInfoConsTime,
            diagnosisInfoAvailableTime: diagnosisInfoAvailableTime,
            operationInfoConsFlg: operationInfoConsFlg,
            operationInfoConsTime: operationInfoConsTime,
            operationInfoAvailableTime: operationInfoAvailableTime,
            referenceNumber: referenceNumber,
            arbitraryIdentifier: arbitraryIdentifier,
            prescriptionIssueSelect: prescriptionIssueSelect,
            elderlyRecipientCertificateInfo: elderlyRecipientCertificateInfo,
            limitApplicationCertificateRelatedInfo: limitApplicationCertificateRelatedInfo,
            specificDiseasesCertificateList: specificDiseasesCertificateList,
            publicExpenseResultList: publicExpenseResultList
        )
    }
}
