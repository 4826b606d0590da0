import KyotakuCore
import KyotakuText

/// The parts of a result in their order.
struct ResultSections {
    let content: ResultContent
    /// The day in Japan: ages and estimates count from it.
    let today: CalendarDay

    /// All parts that have something to show. Where several qualifications are meant, 保険 to
    /// 医療券 come once for each.
    func all() -> [ResultSection] {
        let found = content.qualification.resultList
        let each = found.enumerated().flatMap { index, qualification in
            let place =
                found.count > 1 ? ResultSection.Place(number: index + 1, count: found.count) : nil
            return [
                insurance(qualification), burden(qualification), limit(qualification),
                diseases(qualification), tickets(qualification),
            ].map { section in
                var section = section
                section.place = place
                return section
            }
        }
        return ([check, patient] + each + [consent, prescription, notices]).filter { !$0.isEmpty }
    }

    private var check: ResultSection {
        let method = content.requeryOf == nil ? content.method.code : "requery"
        let rows = [
            ResultRow(.resultConfirmedAt, .moment(content.confirmedAt)),
            ResultRow(.resultMethod, .code(.method, method)),
            ResultRow(.resultCareKind, .code(.careKind, content.careKind.code)),
            number(.resultReceptionNumber, content.receptionNumber),
            content.requeryOf.map { number(.resultRequeryOf, $0) },
        ]
        return ResultSection(kind: .check, rows: rows.compactMap { $0 })
    }

    private func number(_ label: TextKey, _ number: String) -> ResultRow {
        var row = ResultRow(label, .receptionNumber(number))
        row.isSpelled = true
        return row
    }

    private var patient: ResultSection {
        let person = content.person
        let first = content.qualification.resultList.first
        let rows = [
            ResultRow.name(.resultName, person.name),
            ResultRow(.resultKana, .text(fullWidthKana(text: person.nameKana))),
            ResultRow.name(.resultOtherName, person.nameOfOther),
            ResultRow(.resultBirthdate, .birthdate(person.birthdate.digits, age: age)),
            ResultRow(.resultSex, .code(.sex, person.sex1.code)),
            address(first),
            ResultRow.spelled(.resultReferenceNumber, first?.referenceNumber),
        ]
        return ResultSection(kind: .patient, rows: rows.compactMap { $0 })
    }

    private var age: Int? {
        guard let birthdate = content.person.birthdate.day else { return nil }
        return KyotakuCore.age(birthdate: birthdate, today: CalendarDate(today)).map { Int($0) }
    }

    private func address(_ qualification: QualificationConfirmation?) -> ResultRow? {
        let parts = [qualification?.postNumber, qualification?.address].compactMap { $0 }
        guard !parts.isEmpty else { return nil }
        var row = ResultRow(.resultAddress, .text(parts.joined(separator: " ")))
        row.isFolded = true
        return row
    }

    private var prescription: ResultSection {
        let chosen = content.qualification.resultList.lazy.compactMap(\.prescriptionIssueSelect)
        let row = ResultRow(.resultPrescription, chosen.first.shown(in: .prescription))
        return ResultSection(kind: .prescription, rows: [row].compactMap { $0 })
    }

    private var notices: ResultSection {
        let certificate = content.certificate
        let until = certificate?.code == nil ? nil : certificate?.notAfter
        return ResultSection(
            kind: .notices,
            rows: [ResultRow(.resultCertificateUntil, until.map(ShownValue.moment))]
                .compactMap { $0 },
            messages: [certificate?.code, content.message].compactMap { $0 }
        )
    }
}

extension CodedValue? {
    /// The value of a code. One that this version does not know is shown in the words it came with.
    func shown(in list: CodeList) -> ShownValue? {
        map { .code(list, $0.code) }
    }
}

extension RegisteredDate? {
    var shown: ShownValue? { map { .day($0.digits) } }
}

extension RegisteredTime? {
    var shown: ShownValue? {
        map { registered in registered.time.map(ShownValue.moment) ?? .text(registered.digits) }
    }
}

extension ShownValue {
    /// From which day until which; nothing where neither is registered.
    static func period(_ from: RegisteredDate?, _ until: RegisteredDate?) -> ShownValue? {
        guard from != nil || until != nil else { return nil }
        return .period(from: from?.digits, until: until?.digits)
    }
}
