import KyotakuModels
import KyotakuText
import SwiftUI

/// P62 資格確認結果検索. The conditions fold away when there is something to see.
struct SearchScreen: View {
    @Environment(\.texts) private var texts
    @State private var showsConditions = true
    let model: SearchModel

    var body: some View {
        ActionPage {
            if model.state.hasEnded {
                Notice(kind: .info, title: texts(.searchEnded))
                    .announcing(texts(.searchEnded))
            }
            DisclosureGroup(texts(.searchConditions), isExpanded: $showsConditions) {
                SearchConditions(model: model)
                    // Here, so that it does not reach the fields of the gate that lies over it.
                    .onSubmit { model.send(.submitted) }
                    .padding(.top, 12)
            }
            .font(.headline)
            ProblemNotice(model.state.problem) { model.send(.submitted) }
            if model.state.activity == .searching { WorkingView(texts(.commonLoading)) }
            if let listing = model.state.listing {
                SearchResults(listing: listing, isBusy: isBusy, send: model.send)
            }
            NoteList([texts(.searchNotKept)])
        } actions: {
            if showsConditions {
                PrimaryButton(
                    texts(.searchSubmit),
                    systemImage: "magnifyingglass",
                    isBusy: isBusy
                ) {
                    model.send(.submitted)
                }
            }
        }
        .navigationTitle(texts(.searchTitle))
        .gate(model.gate)
        .onChange(of: model.state.listing == nil) { _, isMissing in showsConditions = isMissing }
    }

    private var isBusy: Bool { model.state.activity != .none }
}
