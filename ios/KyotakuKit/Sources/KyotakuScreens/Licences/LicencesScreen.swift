import Foundation
import KyotakuText
import SwiftUI

/// The software used, each with the way to its licence.
struct LicencesScreen: View {
    @Environment(\.texts) private var texts
    let choose: @MainActor (String) -> Void

    var body: some View {
        List {
            Section { Text(texts(.aboutOwnLicence)) }
            Section(texts(.aboutThirdParty)) {
                ForEach(Licence.all) { licence in
                    EntryRow(licence.software, detail: licence.terms) { choose(licence.id) }
                }
            }
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.aboutLicences))
    }
}

/// The licence of some software, with all its texts.
struct LicenceScreen: View {
    @Environment(\.texts) private var texts
    let licence: Licence?

    /// The licence of this software.
    init(of software: String) {
        licence = Licence.all.first { $0.software == software }
    }

    var body: some View {
        ScrollingPage {
            if let licence {
                FactRow(texts(.aboutLicenceSource), licence.source)
                VStack(alignment: .leading, spacing: 24) {
                    ForEach(licence.texts, id: \.self) { Text($0) }
                }
                // They are the authors' words, in their language.
                .environment(\.locale, Locale(identifier: "en"))
            }
        }
        .navigationTitle(licence?.software ?? "")
    }
}
