import KyotakuCore
import KyotakuModels
import KyotakuText
import SwiftUI

/// P21 診療区分の選択.
struct CareKindScreen: View {
    @Environment(\.texts) private var texts
    let model: CareKindModel

    var body: some View {
        ScrollingPage {
            if let code = model.state.refused {
                ProblemNotice(Problem(code: code, reaction: .refused))
            } else {
                Text(texts(.careKindLead))
                ForEach(model.state.offered, id: \.self) { kind in
                    ChoiceCard(
                        texts.label(kind.code, of: .careKind),
                        hint: kind.hint.map { texts($0) },
                        systemImage: kind.symbol
                    ) { model.send(.chosen(kind)) }
                }
                Text(texts(.careKindOnlyEnabled))
                    .font(.subheadline)
                    .foregroundStyle(.quiet)
            }
        }
        .navigationTitle(texts(.careKindTitle))
    }
}

extension CareKind {
    /// What belongs to it.
    fileprivate var hint: TextKey? {
        switch self {
        case .homeVisit: .careKindHomeVisitHint
        case .outpatient: .careKindOutpatientHint
        case .online: nil
        }
    }

    fileprivate var symbol: String {
        switch self {
        case .homeVisit: "house"
        case .outpatient: "cross.case"
        case .online: "video"
        }
    }
}
