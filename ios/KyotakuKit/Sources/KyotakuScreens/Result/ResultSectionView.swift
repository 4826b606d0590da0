import KyotakuModels
import KyotakuText
import SwiftUI

/// A part of a result: its heading, its rows, and the messages that belong to it.
struct ResultSectionView: View {
    @Environment(\.texts) private var texts
    let section: ResultSection
    let isUnfolded: Bool
    let toggleFold: @MainActor () -> Void

    var body: some View {
        Card {
            SectionTitle(texts(section.kind.title))
            if let place = section.place {
                Text(
                    texts(
                        .resultQualificationOf,
                        .text(String(place.number)),
                        .text(String(place.count))
                    )
                )
                .foregroundStyle(.quiet)
            }
            if let placeholder = section.placeholder { Text(texts(placeholder)) }
            ForEach(Array(section.rows.enumerated()), id: \.offset) { _, row in
                if row.isFolded {
                    FoldedRow(row: row, isUnfolded: isUnfolded, toggle: toggleFold)
                } else {
                    ResultRowView(row: row)
                }
            }
            ForEach(section.messages, id: \.self) { code in
                let text = texts.error(code)
                MessageText(text, saysNext: !text.leadsToResult)
            }
        }
    }
}

/// A row, what belongs to its value, and what is to be said about it.
private struct ResultRowView: View {
    @Environment(\.texts) private var texts
    let row: ResultRow

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            FactRow(texts(row.label), texts.value(row.value))
                .speechSpellsOutCharacters(row.isSpelled)
            ForEach(Array(row.details.enumerated()), id: \.offset) { _, detail in
                FactRow(texts(detail.label), texts.value(detail.value))
                    .font(.subheadline)
                    .padding(.leading, 16)
            }
            if let remark = row.remark {
                Label(texts(remark), systemImage: "info.circle")
                    .font(.footnote)
            }
            ForEach(row.messages, id: \.self) { MessageText(texts.error($0)) }
        }
    }
}

/// The address, hidden until somebody wants to see it.
private struct FoldedRow: View {
    @Environment(\.texts) private var texts
    let row: ResultRow
    let isUnfolded: Bool
    let toggle: @MainActor () -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            if isUnfolded { FactRow(texts(row.label), texts.value(row.value)) }
            Button(
                texts(isUnfolded ? .resultHideAddress : .resultShowAddress),
                systemImage: isUnfolded ? "eye.slash" : "eye",
                action: toggle
            )
            .buttonStyle(.bordered)
            .controlSize(.large)
            .accessibilityValue(
                texts(isUnfolded ? .spokenResultUnfolded : .spokenResultFolded)
            )
        }
    }
}
