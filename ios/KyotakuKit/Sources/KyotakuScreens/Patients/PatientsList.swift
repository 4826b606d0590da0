import Foundation
import KyotakuModels
import KyotakuText
import SwiftUI

/// The patients, and how many of them are chosen.
struct PatientsList: View {
    @Environment(\.texts) private var texts
    let model: PatientsModel
    let listing: PatientsState.Listing

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            if listing.patients.isEmpty { Text(texts(.patientsEmpty)) }
            if let selection = model.state.selection {
                Text(texts(.patientsSelectedCount, .number(selection.count))).font(.headline)
                if model.state.isSelectionFull { Text(texts(.patientsSelectLimit)) }
            }
            ForEach(listing.patients) { patient in
                PatientRow(
                    patient: patient,
                    isSelected: model.state.selection?.contains(patient.id)
                ) {
                    model.send(.patientChosen(patient.id))
                }
            }
            if listing.hasMore {
                SecondaryButton(
                    texts(.patientsMore),
                    isBusy: model.state.activity == .addingPage
                ) {
                    model.send(.moreChosen)
                }
            }
        }
        .privacySensitive()
    }
}

/// A patient: who, how the eligibility and the consent stand, and whether the card is needed.
private struct PatientRow: View {
    @Environment(\.texts) private var texts
    let patient: PatientLine
    /// Whether it is chosen, while several are being chosen.
    let isSelected: Bool?
    let choose: @MainActor () -> Void

    var body: some View {
        Button(action: choose) {
            HStack(alignment: .top, spacing: 12) {
                if let isSelected {
                    Image(systemName: isSelected ? "checkmark.circle.fill" : "circle")
                        .font(.title2)
                        .foregroundStyle(.tint)
                        .accessibilityHidden(true)
                }
                VStack(alignment: .leading, spacing: 4) {
                    BandWord(band: patient.band)
                    Text(patient.name).font(.headline)
                    Text(patient.kana).font(.subheadline).foregroundStyle(.quiet)
                    Text(texts.value(patient.birthdate))
                    ForEach(facts, id: \.self) { Text($0).font(.subheadline) }
                    if patient.requeryRefused != nil {
                        Label(texts(.patientsCannotRequery), systemImage: "creditcard")
                    }
                }
                .multilineTextAlignment(.leading)
                .frame(maxWidth: .infinity, alignment: .leading)
            }
            .padding(16)
            .frame(maxWidth: .infinity, minHeight: 56)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .contentShape(RoundedRectangle(cornerRadius: 12))
        }
        .buttonStyle(.plain)
        .disabled(isSelected != nil && patient.requeryRefused != nil)
        .accessibilityAddTraits(isSelected == true ? .isSelected : [])
    }

    private var facts: [String] {
        let consentDay = patient.consent.day.map { texts.day(at: $0) } ?? ""
        return [
            texts(.patientsConfirmedAt, .text(texts.day(at: patient.confirmedAt))),
            texts(.patientsCardCheckedAt, .text(texts.day(at: patient.cardCheckedAt))),
            texts(patient.consent.text, .text(consentDay)),
        ] + certificate
    }

    /// The certificate is spoken of where something is to be said about it.
    private var certificate: [String] {
        guard let code = patient.certificateCode else { return [] }
        return [
            texts(
                .patientsCertificateUntil,
                .text(texts.day(at: patient.certificateNotAfter))
            ),
            texts.error(code).title,
        ]
    }
}
