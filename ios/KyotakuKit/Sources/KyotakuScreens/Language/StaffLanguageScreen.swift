import KyotakuText
import SwiftUI

/// The language of staff's screens.
struct StaffLanguageScreen: View {
    @Environment(\.texts) private var texts
    let chosen: Language
    let choose: @MainActor (Language) -> Void

    var body: some View {
        Form {
            Picker(
                texts(.languageTitle),
                selection: Binding(get: { chosen }, set: { choose($0) })
            ) {
                ForEach(Language.forStaff, id: \.self) { language in
                    // Each in itself, so that whoever needs it finds it.
                    Text(texts(language.name)).tag(language)
                }
            }
            .pickerStyle(.inline)
        }
        .navigationTitle(texts(.languageTitle))
    }
}
