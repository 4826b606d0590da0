import KyotakuModels
import KyotakuText
import SwiftUI

/// 利用規約・個人情報の取扱い, section by section.
struct TermsText: View {
    @Environment(\.texts) private var texts

    var body: some View {
        Text(texts(.termsLead))
        ForEach(TermsSection.allCases, id: \.self) { section in
            VStack(alignment: .leading, spacing: 6) {
                SectionTitle(texts(section.heading))
                Text(texts(section.body))
            }
        }
    }
}

/// 利用規約・個人情報の取扱い, to be read again.
struct TermsScreen: View {
    @Environment(\.texts) private var texts

    var body: some View {
        ScrollingPage { TermsText() }
            .navigationTitle(texts(.termsTitle))
    }
}
