import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// Who answers: the patient, or somebody in their place, who then says what they are to the patient.
struct RespondentChoice: View {
    @Environment(\.texts) private var texts
    let title: String
    let chosen: Respondent
    let choose: @MainActor (Respondent) -> Void

    var body: some View {
        Card {
            SectionTitle(title)
            Picker(title, selection: selection) {
                ForEach(Respondent.all, id: \.self) { respondent in
                    Text(texts.respondent(respondent)).tag(respondent)
                }
            }
            .pickerStyle(.menu)
            .frame(minHeight: 44)
            if chosen.isProxy { Text(texts(.respondentProxy)) }
        }
    }

    private var selection: Binding<Respondent> {
        Binding(get: { chosen }, set: choose)
    }
}
