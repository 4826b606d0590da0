import KyotakuModels
import KyotakuText
import SwiftUI

/// A visit, and what lies on it.
struct VisitStack: View {
    @Environment(\.texts) private var texts
    let app: AppModel
    let visit: VisitFlowModel

    var body: some View {
        NavigationStack(path: path) {
            VisitRootScreen(visit: visit)
                .navigationDestination(for: Place.self) { place in
                    switch place {
                    case .visit(let page): VisitPageView(page: page, visit: visit)
                    case .app(let page): AppPageView(page: page, app: app)
                    }
                }
        }
        .question(
            failure?.title ?? texts(.visitAbandonTitle),
            isAsked: question != nil,
            message: body(of: question)
        ) {
            Button(texts(.visitGoOn), role: .cancel) { visit.send(.wentOn) }
            if question?.isKept == true {
                Button(texts(.visitLeaveForLater)) { visit.send(.leftForLater) }
            }
            Button(texts(question?.abandoning ?? .visitAbandon), role: .destructive) {
                visit.send(.abandoned)
            }
        }
    }

    private var question: VisitQuestion? { visit.state.question }

    private func body(of question: VisitQuestion?) -> String? {
        if let failure { return "\(failure.explanation)\n\(failure.next)" }
        return question.map { texts($0.body) }
    }

    /// Why the visit could not be given up, if that was tried.
    private var failure: ErrorText? { question?.problem.map { texts.error($0.code) } }

    /// A screen of the visit, or one that lies over it.
    private enum Place: Hashable {
        case visit(VisitPage)
        case app(AppPage)
    }

    /// On the visit's own screens the system offers no way back, so that this is asked for others only.
    private var path: Binding<[Place]> {
        Binding(
            get: { visit.pages.map(Place.visit) + app.pages.map(Place.app) },
            set: { path in
                let count = visit.pages.count + app.pages.count
                for _ in path.count..<max(path.count, count) { goBack() }
            }
        )
    }

    private func goBack() {
        if app.pages.isEmpty { visit.send(.backChosen) } else { app.send(.backChosen) }
    }
}

/// Where a visit has no screen: it is being taken up, or could not be.
private struct VisitRootScreen: View {
    @Environment(\.texts) private var texts
    let visit: VisitFlowModel

    var body: some View {
        ScrollingPage {
            if let problem = visit.state.problem {
                ProblemNotice(problem) { visit.send(.retried) }
            } else {
                WorkingView(texts(.visitPreparing))
            }
        }
        .goingBack { visit.send(.backChosen) }
    }
}
