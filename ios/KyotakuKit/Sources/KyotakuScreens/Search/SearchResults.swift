import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// What a search has found, newest first.
struct SearchResults: View {
    @Environment(\.texts) private var texts
    let listing: SearchState.Listing
    let isBusy: Bool
    let send: @MainActor (SearchAction) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 12) {
            if listing.results.isEmpty {
                Text(texts(.searchEmpty))
            } else {
                SectionTitle(count)
            }
            ForEach(listing.results) { line in
                ResultLineRow(line: line) { send(.resultChosen(line.id)) }
            }
            if listing.hasMore {
                SecondaryButton(texts(.searchMore), isBusy: isBusy) { send(.moreChosen) }
            }
        }
        .announcing(announcement)
    }

    private var count: String {
        let key: TextKey = listing.hasMore ? .searchResultCountMore : .searchResultCount
        return texts(key, .number(listing.results.count))
    }

    private var announcement: String {
        listing.results.isEmpty
            ? texts(.searchEmpty) : texts(.spokenSearchFound, .number(listing.results.count))
    }
}

/// A result: whose, how it stands, when and how it was confirmed.
private struct ResultLineRow: View {
    @Environment(\.texts) private var texts
    let line: ResultLine
    let choose: @MainActor () -> Void

    var body: some View {
        Button(action: choose) {
            VStack(alignment: .leading, spacing: 6) {
                BandWord(band: line.band)
                Text(line.name).font(.headline)
                Text(line.kana).font(.subheadline).foregroundStyle(.quiet)
                Text(texts.value(line.birthdate))
                Text(texts.dayAndTime(at: line.confirmedAt))
                Text(circumstances).font(.subheadline).foregroundStyle(.quiet)
            }
            .multilineTextAlignment(.leading)
            .padding(16)
            .frame(maxWidth: .infinity, minHeight: 56, alignment: .leading)
            .background { RoundedRectangle(cornerRadius: 12).fill(Color.card) }
            .contentShape(RoundedRectangle(cornerRadius: 12))
        }
        .buttonStyle(.plain)
        .privacySensitive()
    }

    private var circumstances: String {
        [
            texts.label(line.careKind.code, of: .careKind),
            line.isRequery
                ? texts(.searchRequeryMark) : texts.label(line.method.code, of: .method),
            line.referenceNumber.map {
                texts(.commonLabelValue, .text(texts(.searchReferenceNumber)), .text($0))
            },
        ]
        .compactMap { $0 }.joined(separator: " / ")
    }
}
