import KyotakuModels
import KyotakuText
import SwiftUI

/// What is always at hand for the patient: another language, and staff.
struct PatientStrip: Sendable {
    let language: Language
    let send: @MainActor (VisitFlowAction) -> Void
}

extension EnvironmentValues {
    /// What a page in the patient's hands begins with, where it does not stay at the upper edge.
    var patientStrip: PatientStrip? {
        get { self[PatientStripKey.self] }
        set { self[PatientStripKey.self] = newValue }
    }
}

private struct PatientStripKey: EnvironmentKey {
    static let defaultValue: PatientStrip? = nil
}

/// Both beside each other, or one below the other.
struct PatientStripView: View {
    @Environment(\.texts) private var texts
    let strip: PatientStrip

    var body: some View {
        ViewThatFits(in: .horizontal) {
            HStack {
                languages
                Spacer()
                call
            }
            VStack(alignment: .leading) {
                languages
                call
            }
        }
    }

    private var languages: some View {
        Picker(
            texts(.languageTitle),
            selection: Binding(
                get: { strip.language },
                set: { strip.send(.languageChosen($0)) }
            )
        ) {
            ForEach(Language.forPatients, id: \.self) { language in
                // Each in itself, so that whoever needs it finds it.
                Text(texts(language.name)).tag(language)
            }
        }
        .pickerStyle(.menu)
        .frame(minHeight: 44)
    }

    private var call: some View {
        Button(texts(.handoverCallStaff), systemImage: "hand.raised") {
            strip.send(.staffCalled(true))
        }
        .buttonStyle(.bordered)
        .controlSize(.large)
    }
}
