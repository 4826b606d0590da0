import KyotakuModels
import KyotakuText
import SwiftUI

/// Whose eligibility was confirmed today, and the way to 再照会.
struct HomePatients: View {
    @Environment(\.texts) private var texts
    let patients: HomeState.Patients
    let send: @MainActor (HomeAction) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            SectionTitle(texts(.homePatients))
            switch patients {
            case .locked: Label(texts(.homePatientsLocked), systemImage: "lock")
            case .shown(let lines) where lines.isEmpty: Text(texts(.homePatientsEmpty))
            case .shown(let lines):
                ForEach(lines) { line in
                    HomePatientRow(line: line) { send(.patientChosen(line.id)) }
                }
            }
            SecondaryButton(
                texts(.homeRequery),
                systemImage: "arrow.triangle.2.circlepath"
            ) { send(.patientsChosen) }
        }
    }
}

private struct HomePatientRow: View {
    @Environment(\.texts) private var texts
    let line: PatientLine
    let open: @MainActor () -> Void

    var body: some View {
        Button(action: open) {
            VStack(alignment: .leading, spacing: 4) {
                Text(line.name).font(.headline)
                Label(texts.value(line.band.word), systemImage: line.band.tone.symbol)
                Text(texts(.patientsConfirmedAt, .text(texts.time(at: line.confirmedAt))))
                    .font(.subheadline)
                    .foregroundStyle(.quiet)
            }
            .padding(16)
            .frame(maxWidth: .infinity, minHeight: 48, alignment: .leading)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .contentShape(RoundedRectangle(cornerRadius: 12))
        }
        .buttonStyle(.plain)
        .privacySensitive()
    }
}
