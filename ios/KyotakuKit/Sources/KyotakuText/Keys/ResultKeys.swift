// P63 資格確認結果.

extension TextKey {
    /// Label.
    public static let resultAcquiredOn: TextKey = "screen_result_acquiredOn"
    /// Label; the value is folded.
    public static let resultAddress: TextKey = "screen_result_address"
    /// Label.
    public static let resultBirthdate: TextKey = "screen_result_birthdate"
    /// Value. %1$@ is the date of birth, %2$@ the age.
    public static let resultBirthdateWithAge: TextKey = "screen_result_birthdateWithAge"
    /// Label.
    public static let resultBranchNumber: TextKey = "screen_result_branchNumber"
    /// Label.
    public static let resultBurden: TextKey = "screen_result_burden"
    /// Value where nothing is known.
    public static let resultBurdenUnknown: TextKey = "screen_result_burdenUnknown"
    /// Value. %1$lld is in tenths of the cost, %2$@ where that is known from.
    public static let resultBurdenValue: TextKey = "screen_result_burdenValue"
    /// Label.
    public static let resultCardClassification: TextKey = "screen_result_cardClassification"
    /// Label.
    public static let resultCareKind: TextKey = "screen_result_careKind"
    /// Label.
    public static let resultCertificateUntil: TextKey = "screen_result_certificateUntil"
    /// Label.
    public static let resultConfirmedAt: TextKey = "screen_result_confirmedAt"
    /// Label, where there is a day only.
    public static let resultConfirmedOn: TextKey = "screen_result_confirmedOn"
    /// Label.
    public static let resultConsentEndedAt: TextKey = "screen_result_consentEndedAt"
    /// Value. %1$@ is the reason.
    public static let resultConsentExpired: TextKey = "screen_result_consentExpired"
    /// Label.
    public static let resultConsentedAt: TextKey = "screen_result_consentedAt"
    /// Label.
    public static let resultDisease: TextKey = "screen_result_disease"
    /// Label.
    public static let resultDiseaseLimit: TextKey = "screen_result_diseaseLimit"
    /// Label, of the certificate for people aged 70 to 74.
    public static let resultElderlyFrom: TextKey = "screen_result_elderlyFrom"
    /// Label, of the certificate for people aged 70 to 74.
    public static let resultElderlyIssuedOn: TextKey = "screen_result_elderlyIssuedOn"
    /// Label, of the certificate for people aged 70 to 74.
    public static let resultElderlyTo: TextKey = "screen_result_elderlyTo"
    /// Label.
    public static let resultFamily: TextKey = "screen_result_family"
    /// Button.
    public static let resultHideAddress: TextKey = "screen_result_hideAddress"
    /// Label: a free identifier of the institution.
    public static let resultIdentifier: TextKey = "screen_result_identifier"
    /// Label.
    public static let resultInsuredName: TextKey = "screen_result_insuredName"
    /// Label.
    public static let resultInsurerName: TextKey = "screen_result_insurerName"
    /// Label.
    public static let resultInsurerNumber: TextKey = "screen_result_insurerNumber"
    /// Label.
    public static let resultIssuedOn: TextKey = "screen_result_issuedOn"
    /// Label.
    public static let resultKana: TextKey = "screen_result_kana"
    /// Label.
    public static let resultLimitCategory: TextKey = "screen_result_limitCategory"
    /// Label.
    public static let resultLimitFrom: TextKey = "screen_result_limitFrom"
    /// Label.
    public static let resultLimitKind: TextKey = "screen_result_limitKind"
    /// Label.
    public static let resultLimitLongTerm: TextKey = "screen_result_limitLongTerm"
    /// Label.
    public static let resultLimitTo: TextKey = "screen_result_limitTo"
    /// Label.
    public static let resultLossReason: TextKey = "screen_result_lossReason"
    /// Label.
    public static let resultLostOn: TextKey = "screen_result_lostOn"
    /// Button.
    public static let resultMedical: TextKey = "screen_result_medical"
    /// Label.
    public static let resultMethod: TextKey = "screen_result_method"
    /// Label.
    public static let resultName: TextKey = "screen_result_name"
    /// Footnote.
    public static let resultNoScreenshot: TextKey = "screen_result_noScreenshot"
    /// In place of a section that was not agreed to.
    public static let resultNotFetched: TextKey = "screen_result_notFetched"
    /// Label.
    public static let resultNumber: TextKey = "screen_result_number"
    /// Label.
    public static let resultOtherKana: TextKey = "screen_result_otherKana"
    /// Label.
    public static let resultOtherName: TextKey = "screen_result_otherName"
    /// Label.
    public static let resultPeriod: TextKey = "screen_result_period"
    /// Label.
    public static let resultPostalCode: TextKey = "screen_result_postalCode"
    /// Label.
    public static let resultPreschool: TextKey = "screen_result_preschool"
    /// Label.
    public static let resultPrescription: TextKey = "screen_result_prescription"
    /// Label, under medical assistance.
    public static let resultPublicPayerNumber: TextKey = "screen_result_publicPayerNumber"
    /// Above the list, where there are several.
    public static let resultQualificationCount: TextKey = "screen_result_qualificationCount"
    /// Heading of one of several. %1$@ is which, %2$@ how many.
    public static let resultQualificationOf: TextKey = "screen_result_qualificationOf"
    /// Label.
    public static let resultReceptionNumber: TextKey = "screen_result_receptionNumber"
    /// Label, under medical assistance.
    public static let resultRecipientNumber: TextKey = "screen_result_recipientNumber"
    /// Label.
    public static let resultReferenceNumber: TextKey = "screen_result_referenceNumber"
    /// Button.
    public static let resultRequery: TextKey = "screen_result_requery"
    /// Label, of a result that was asked for again.
    public static let resultRequeryOf: TextKey = "screen_result_requeryOf"
    /// Section.
    public static let resultSectionBurden: TextKey = "screen_result_section_burden"
    /// Section.
    public static let resultSectionCheck: TextKey = "screen_result_section_check"
    /// Section.
    public static let resultSectionConsent: TextKey = "screen_result_section_consent"
    /// Section.
    public static let resultSectionDiseases: TextKey = "screen_result_section_diseases"
    /// Section.
    public static let resultSectionElderly: TextKey = "screen_result_section_elderly"
    /// Section.
    public static let resultSectionInsurance: TextKey = "screen_result_section_insurance"
    /// Section.
    public static let resultSectionLimit: TextKey = "screen_result_section_limit"
    /// Section: such as a certificate that expires soon.
    public static let resultSectionNotices: TextKey = "screen_result_section_notices"
    /// Section.
    public static let resultSectionPatient: TextKey = "screen_result_section_patient"
    /// Section.
    public static let resultSectionPrescription: TextKey = "screen_result_section_prescription"
    /// Section, under medical assistance.
    public static let resultSectionTickets: TextKey = "screen_result_section_tickets"
    /// Label.
    public static let resultSex: TextKey = "screen_result_sex"
    /// Button.
    public static let resultShowAddress: TextKey = "screen_result_showAddress"
    /// Label.
    public static let resultSymbol: TextKey = "screen_result_symbol"
    /// Label, of a medical ticket.
    public static let resultTicketConsistency: TextKey = "screen_result_ticketConsistency"
    /// Label, of a medical ticket.
    public static let resultTicketDesignation: TextKey = "screen_result_ticketDesignation"
    /// Label.
    public static let resultTicketDisease: TextKey = "screen_result_ticketDisease"
    /// Label, of a medical ticket.
    public static let resultTicketDistrictContact: TextKey = "screen_result_ticketDistrictContact"
    /// Label, of a medical ticket.
    public static let resultTicketHandlingContact: TextKey = "screen_result_ticketHandlingContact"
    /// Label, of a medical ticket.
    public static let resultTicketInfectionLaw: TextKey = "screen_result_ticketInfectionLaw"
    /// Label, of a medical ticket.
    public static let resultTicketInjury: TextKey = "screen_result_ticketInjury"
    /// Label.
    public static let resultTicketInstitution: TextKey = "screen_result_ticketInstitution"
    /// Label, of a medical ticket.
    public static let resultTicketIssuer: TextKey = "screen_result_ticketIssuer"
    /// Label, of a medical ticket.
    public static let resultTicketLateElderly: TextKey = "screen_result_ticketLateElderly"
    /// Label.
    public static let resultTicketMonth: TextKey = "screen_result_ticketMonth"
    /// Label.
    public static let resultTicketNumber: TextKey = "screen_result_ticketNumber"
    /// Label, of a medical ticket.
    public static let resultTicketPrefectural: TextKey = "screen_result_ticketPrefectural"
    /// Label.
    public static let resultTicketRemark: TextKey = "screen_result_ticketRemark"
    /// Label, of a medical ticket.
    public static let resultTicketRemarks: TextKey = "screen_result_ticketRemarks"
    /// Label.
    public static let resultTicketSelfPay: TextKey = "screen_result_ticketSelfPay"
    /// Label, of a medical ticket.
    public static let resultTicketSocialInsurance: TextKey = "screen_result_ticketSocialInsurance"
    /// Label.
    public static let resultTicketTreatment: TextKey = "screen_result_ticketTreatment"
    /// Label.
    public static let resultTicketType: TextKey = "screen_result_ticketType"
    /// Label, of a medical ticket.
    public static let resultTicketUse: TextKey = "screen_result_ticketUse"
    /// Label, of a medical ticket.
    public static let resultTicketValidity: TextKey = "screen_result_ticketValidity"
    /// Title.
    public static let resultTitle: TextKey = "screen_result_title"
    /// Label.
    public static let resultValidFrom: TextKey = "screen_result_validFrom"
    /// Label.
    public static let resultValidTo: TextKey = "screen_result_validTo"
    /// Label.
    public static let resultViewableUntil: TextKey = "screen_result_viewableUntil"
    /// Label, under medical assistance.
    public static let resultWelfareOffice: TextKey = "screen_result_welfareOffice"
}
