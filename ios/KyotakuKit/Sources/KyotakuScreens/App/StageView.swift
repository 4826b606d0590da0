import KyotakuModels
import SwiftUI

/// The screen of where the app is.
struct StageView: View {
    let app: AppModel

    var body: some View {
        switch app.stage {
        case .launching: Color.page.ignoresSafeArea()
        case .opening(let model): NavigationStack { OpeningScreen(model: model) }
        case .start(let model): NavigationStack { StartScreen(model: model) }
        case .passcode(let model): NavigationStack { PasscodeScreen(model: model) }
        case .registration(let model): RegistrationScreen(model: model)
        case .signIn(let model): NavigationStack { SignInScreen(model: model) }
        case .locked(let model): NavigationStack { LockScreen(model: model) }
        case .update(let problem):
            NavigationStack {
                UpdateScreen(problem: problem, page: app.updatePage) { app.send(.retried) }
            }
        case .home(let home): use(home)
        }
    }

    /// A visit takes the place of the home screen: while a patient holds the phone, nothing else is
    /// there to be found.
    @ViewBuilder
    private func use(_ home: HomeModel) -> some View {
        if let visit = app.visit {
            VisitStack(app: app, visit: visit)
        } else {
            HomeStack(app: app, home: home)
        }
    }
}

/// The home screen, and what lies on it.
struct HomeStack: View {
    let app: AppModel
    let home: HomeModel

    var body: some View {
        NavigationStack(path: path) {
            HomeScreen(model: home)
                .navigationDestination(for: AppPage.self) { page in
                    AppPageView(page: page, app: app)
                }
        }
    }

    /// Back by the bar or by a swipe; several steps at once by holding the bar's button.
    private var path: Binding<[AppPage]> {
        Binding(
            get: { app.pages },
            set: { path in
                for _ in path.count..<max(path.count, app.pages.count) { app.send(.backChosen) }
            }
        )
    }
}
