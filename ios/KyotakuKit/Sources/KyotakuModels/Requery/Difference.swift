import KyotakuCore
import KyotakuText

/// What a 再照会 has found changed, before and now.
public struct Difference: Equatable, Sendable {
    /// What.
    public var field: ChangedField
    /// Its label.
    public var label: TextKey
    /// What it was; nothing where it was not there, or is too much for a line.
    public var before: [ShownValue]
    /// What it is.
    public var now: [ShownValue]
}

extension Difference: Unprintable {}

extension Difference {
    /// Every change of a 再照会, in the order of the result.
    static func all(_ requery: Requery, today: CalendarDay) -> [Difference] {
        let (before, now) = (requery.previous, requery.result.qualification)
        return requery.changes.map { field in
            var difference = Difference(
                field: field,
                label: CodeList.changedField.key(field.code),
                before: [],
                now: []
            )
            if field == .validity {
                difference.before = [StatusBand(before.qualificationValidity).word]
                difference.now = [StatusBand(now.qualificationValidity).word]
            } else {
                let pairs = zipped(Line.all(before, today: today), Line.all(now, today: today))
                for (before, now) in pairs.map({ ($0?.values(field), $1?.values(field)) })
                where before != now {
                    difference.before += before ?? []
                    difference.now += now ?? []
                }
            }
            return difference
        }
    }

    private static func zipped(_ before: [Line], _ now: [Line]) -> [(Line?, Line?)] {
        (0..<max(before.count, now.count)).map { place in
            (
                before.indices.contains(place) ? before[place] : nil,
                now.indices.contains(place) ? now[place] : nil
            )
        }
    }

    /// A qualification, as far as it fits into a line for each field.
    private struct Line {
        let qualification: QualificationConfirmation
        let today: CalendarDay

        /// By 証区分, so that the same ones are compared in whatever order they come, as the server
        /// does.
        static func all(_ qualification: Qualification, today: CalendarDay) -> [Line] {
            let sorted = qualification.resultList.enumerated().sorted { one, other in
                let codes = [one, other].map { $0.element.insuredCardClassification?.code ?? "" }
                return (codes[0], one.offset) < (codes[1], other.offset)
            }
            return sorted.map { Line(qualification: $0.element, today: today) }
        }

        func values(_ field: ChangedField) -> [ShownValue] {
            let values: [ShownValue?]
            switch field {
            case .validity, .other: values = []
            case .cardClassification:
                values = [
                    qualification.insuredCardClassification.shown(in: .cardClassification)
                ]
            case .insurer: values = texts(qualification.insurerName, qualification.insurerNumber)
            case .insuredNumber:
                values = texts(
                    qualification.insuredCardSymbol,
                    qualification.insuredIdentificationNumber,
                    qualification.insuredBranchNumber
                )
            case .personalFamily:
                values = [
                    qualification.personalFamilyClassification.shown(in: .familyClassification)
                ]
            case .name: values = texts(qualification.name)
            case .burden: values = [burden(qualification)]
            case .period:
                values = [
                    .period(
                        qualification.insuredCardValidDate,
                        qualification.insuredCardExpirationDate
                    )
                ]
            case .limitCertificate: values = limit(qualification)
            case .specificDiseases:
                values = (qualification.specificDiseasesCertificateList ?? []).map {
                    $0.specificDiseasesDiseaseCategory.shown(in: .specificDisease)
                }
            case .medicalTickets:
                values = (qualification.publicExpenseResultList ?? []).map {
                    $0.medicalTreatmentMonth.map(ShownValue.month)
                }
            }
            return values.compactMap { $0 }
        }

        private func texts(_ texts: String?...) -> [ShownValue?] {
            texts.map { $0.map { .text($0.trimmed) } }
        }

        private func burden(_ qualification: QualificationConfirmation) -> ShownValue? {
            KyotakuCore.burden(qualification: qualification, today: CalendarDate(today))
                .map { .burden(tenths: Int($0.tenths), origin: $0.origin) }
        }

        private func limit(_ qualification: QualificationConfirmation) -> [ShownValue?] {
            guard let limit = qualification.limitApplicationCertificateRelatedInfo else {
                return []
            }
            let from = limit.limitApplicationCertificateValidStartDate
            let until = limit.limitApplicationCertificateValidEndDate
            return [
                limit.limitApplicationCertificateClassificationFlag.shown(in: .limitCategory),
                .period(from, until),
            ]
        }
    }
}
