import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// The conditions of a search; what is empty does not limit.
struct SearchConditions: View {
    @Environment(\.texts) private var texts
    let model: SearchModel

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            day(.searchFrom, \.from, .from)
            day(.searchTo, \.to, .to)
            Text(texts(.searchSpanHint, .number(model.state.longestSpan)))
                .font(.footnote)
                .foregroundStyle(.quiet)
            field(.searchKana, \.kana, .kana, hint: texts(.searchKanaHint))
                .autocorrectionDisabled()
            day(.searchBirthdate, \.birthdate, .birthdate)
            field(.searchReferenceNumber, \.referenceNumber, .referenceNumber, hint: nil)
                .keyboardType(.asciiCapable)
                .autocorrectionDisabled()
                .textInputAutocapitalization(.never)
            VStack(alignment: .leading, spacing: 6) {
                Text(texts(.searchCareKind))
                    .font(.subheadline)
                    .fontWeight(.semibold)
                    .accessibilityHidden(true)
                Picker(texts(.searchCareKind), selection: form.careKind) {
                    Text(texts(.searchAnyKind)).tag(CareKind?.none)
                    ForEach(SearchForm.careKinds, id: \.self) { kind in
                        Text(texts.label(kind.code, of: .careKind)).tag(CareKind?.some(kind))
                    }
                }
                .pickerStyle(.menu)
                .frame(minHeight: 44)
            }
            SecondaryButton(texts(.actionClear)) { model.send(.cleared) }
        }
        .font(.body)
        .announcing(
            faults: texts.faults([
                .searchFrom: error(of: .from),
                .searchTo: error(of: .to),
                .searchKana: error(of: .kana),
                .searchBirthdate: error(of: .birthdate),
                .searchReferenceNumber: error(of: .referenceNumber),
            ])
        )
    }

    private var form: Binding<SearchForm> {
        Binding(get: { model.state.form }, set: { model.send(.edited($0)) })
    }

    private func field(
        _ title: TextKey,
        _ text: WritableKeyPath<SearchForm, String>,
        _ field: SearchField,
        hint: String?
    ) -> some View {
        FieldRow(
            texts(title),
            text: form[dynamicMember: text],
            hint: hint,
            error: error(of: field)
        )
    }

    /// A field for a day, which says below how it was understood.
    private func day(
        _ title: TextKey,
        _ entry: WritableKeyPath<SearchForm, DayEntry>,
        _ field: SearchField
    ) -> some View {
        FieldRow(
            texts(title),
            text: form[dynamicMember: entry].text,
            hint: model.state.form[keyPath: entry].day.map(texts.day) ?? texts(.searchDayHint),
            error: error(of: field)
        )
        .keyboardType(.numbersAndPunctuation)
        .autocorrectionDisabled()
        .textInputAutocapitalization(.never)
    }

    private func error(of field: SearchField) -> String? {
        guard let code = model.state.fieldProblems[field] else { return nil }
        guard let advice = model.state.advice(on: field) else { return texts.error(code).title }
        guard advice == .searchDayUnclear else { return texts(advice) }
        return "\(texts(advice)) \(texts(.searchDayHint))"
    }
}
