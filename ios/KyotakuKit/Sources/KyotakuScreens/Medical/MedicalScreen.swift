import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P65 医療情報.
struct MedicalScreen: View {
    @Environment(\.texts) private var texts
    let model: MedicalModel

    var body: some View {
        List {
            Section {
                kind
                month(.medicalFrom, model.state.from) { .fromChosen($0) }
                month(.medicalTo, model.state.to) { .toChosen($0) }
                if let code = model.state.periodProblem {
                    ProblemNotice(Problem(code: code, reaction: .correctInput))
                }
                Button(texts(.medicalShow)) { model.send(.submitted) }
                    .disabled(model.state.phase == .fetching)
                    .frame(minHeight: 44)
            } footer: {
                Text(texts(.medicalViewed))
            }
            found
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.medicalTitle))
        .privacySensitive()
    }

    @ViewBuilder
    private var found: some View {
        switch model.state.phase {
        case .ready: EmptyView()
        case .fetching: WorkingView(texts(.commonLoading))
        case .failed(let problem): ProblemNotice(problem) { model.send(.submitted) }
        case .refused(let code, let offersVisit):
            ProblemNotice(Problem(code: code, reaction: .refused))
            if offersVisit { EntryRow(texts(.homeBegin)) { model.send(.visitChosen) } }
        case .shown(let listing):
            Section {
                if listing.entries.isEmpty { Text(texts(.medicalEmpty)) }
                ForEach(Array(listing.entries.enumerated()), id: \.offset) { _, line in
                    MedicalRow(line: line)
                }
            } footer: {
                if listing.isLimited { Text(texts(.medicalLimited)) }
            }
        }
    }

    private var kind: some View {
        Picker(
            texts(.medicalTitle),
            selection: Binding(
                get: { model.state.kind },
                set: { model.send(.kindChosen($0)) }
            )
        ) {
            ForEach(MedicalState.kinds, id: \.self) { kind in
                Text(texts.label(kind.code, of: .medicalKind)).tag(kind)
            }
        }
        .pickerStyle(.menu)
    }

    private func month(
        _ title: TextKey,
        _ chosen: CalendarMonth?,
        _ action: @escaping @MainActor (CalendarMonth?) -> MedicalAction
    ) -> some View {
        Picker(
            texts(title),
            selection: Binding(get: { chosen }, set: { model.send(action($0)) })
        ) {
            Text(texts(.commonNotSet)).tag(CalendarMonth?.none)
            ForEach(model.state.months, id: \.self) { month in
                Text(texts.value(month.shown)).tag(CalendarMonth?.some(month))
            }
        }
        .pickerStyle(.menu)
    }
}

private struct MedicalRow: View {
    @Environment(\.texts) private var texts
    let line: MedicalLine

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(line.name).font(.headline)
            FactRow(texts(line.dayLabel), texts.value(line.day))
            if let detail = line.detail { FactRow(texts(.medicalDetail), detail) }
            if let quantity = line.quantity { FactRow(texts(.medicalQuantity), quantity) }
            if let institution = line.institution {
                FactRow(texts(.medicalInstitution), institution)
            }
        }
        .accessibilityElement(children: .combine)
    }
}
