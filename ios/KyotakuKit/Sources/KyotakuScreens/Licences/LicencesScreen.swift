import KyotakuText
import SwiftUI

/// The licences of the software used.
struct LicencesScreen: View {
    @Environment(\.texts) private var texts

    var body: some View {
        List {
            Section { Text(texts(.aboutOwnLicence)) }
            Section(texts(.aboutThirdParty)) {
                ForEach(Licence.all) { licence in
                    VStack(alignment: .leading, spacing: 4) {
                        Text(licence.software).font(.headline)
                        Text(licence.terms)
                    }
                    .accessibilityElement(children: .combine)
                }
            }
        }
        .listStyle(.insetGrouped)
        .navigationTitle(texts(.aboutLicences))
    }
}
