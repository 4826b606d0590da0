import KyotakuCore
import KyotakuText

/// 医療券・調剤券 of 医療扶助.
extension ResultSections {
    func tickets(_ qualification: QualificationConfirmation) -> ResultSection {
        let tickets = qualification.publicExpenseResultList ?? []
        return ResultSection(kind: .tickets, rows: tickets.flatMap(rows))
    }

    private func rows(_ ticket: MedicalTicket) -> [ResultRow] {
        let rows = [
            ResultRow(.resultTicketType, ticket.ticketType.shown(in: .ticketType)),
            ResultRow(.resultTicketMonth, ticket.medicalTreatmentMonth.map(ShownValue.month)),
            ResultRow.spelled(.resultTicketNumber, ticket.issueNumber),
            ResultRow(
                .resultPeriod,
                .period(ticket.medicalTicketValidDate, ticket.medicalTicketExpirationDate)
            ),
            ResultRow(
                .resultTicketTreatment,
                ticket.medicalTreatmentType.shown(in: .treatmentType)
            ),
            designated(ticket),
            ResultRow(.resultTicketSelfPay, ticket.selfPayAmount.map(ShownValue.yen)),
        ]
        let diseases = [ticket.injuryName1, ticket.injuryName2, ticket.injuryName3]
            .map { ResultRow(.resultTicketDisease, $0.map(ShownValue.text)) }
        let remarks = [ticket.remarks1, ticket.remarks2, ticket.remarks3]
            .map { ResultRow(.resultTicketRemark, $0.map(ShownValue.text)) }
        return (rows + diseases + remarks).compactMap { $0 }
    }

    private func designated(_ ticket: MedicalTicket) -> ResultRow? {
        var row = ResultRow.name(
            .resultTicketInstitution,
            ticket.designatedMedicalInstitutionName
        )
        if ticket.designatedMedicalInstitutionFlag == "1" {
            row?.remark = CodeList.designatedInstitution.key("1")
        }
        return row
    }
}
