import KyotakuModels
import KyotakuText
import SwiftUI

/// The screen of a page of a visit, in the language of whoever holds the phone then.
struct VisitPageView: View {
    @Environment(\.texts) private var texts
    let page: VisitPage
    let visit: VisitFlowModel

    var body: some View {
        framed
            .goingBack(isOffered: page.offersBack) { visit.send(.backChosen) }
            .environment(\.texts, readersTexts)
            .environment(\.locale, Locale(identifier: readersTexts.language.tag))
            .navigationBarTitleDisplayMode(.inline)
    }

    private var readersTexts: Texts {
        switch page.screen.holder {
        case .staff: texts
        case .patient: Texts(in: visit.state.language, from: texts.catalogue)
        }
    }

    @ViewBuilder
    private var framed: some View {
        switch page.screen.holder {
        case .staff: screen
        case .patient: PatientFrame(visit.state, send: visit.send) { screen }
        }
    }

    @ViewBuilder
    private var screen: some View {
        switch page {
        case .careKind(let model): CareKindScreen(model: model)
        case .method(let model): MethodScreen(model: model)
        case .sight(let model): SightScreen(model: model)
        case .handover(let model), .handBack(let model): HandoverScreen(model: model)
        case .pin(let model): PinScreen(model: model)
        case .tap(let model): TapScreen(model: model)
        case .exchange(let model): ExchangeScreen(model: model)
        case .person(let model): PersonScreen(model: model)
        case .consent(let model): ConsentScreen(model: model)
        case .items(let model): ItemsScreen(model: model)
        case .prescription(let model): PrescriptionScreen(model: model)
        case .review(let model): ReviewScreen(model: model)
        case .consents(let model): ConsentsScreen(model: model)
        case .revoke(let model): RevokeScreen(model: model)
        case .done(let model): DoneScreen(model: model)
        case .stopped(let model): StoppedScreen(model: model)
        }
    }
}
