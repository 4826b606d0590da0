import KyotakuText
import SwiftUI

@testable import KyotakuModels
@testable import KyotakuModelsTesting
@testable import KyotakuScreens

/// A screen in one of its states.
struct ScreenCase: Sendable {
    /// The screen: the name of its page, `pin`, or of the stage that it is.
    let screen: String
    /// The state, `lastTry`.
    let state: String
    /// Who reads it, in which languages.
    let languages: [Language]
    /// Brings a model into the state, and shows its screen.
    let show: @MainActor @Sendable (Reader) async throws -> ShownScreen
}

extension ScreenCase {
    /// The first screen of the app, while it is at a stage.
    static func stage(
        _ screen: String,
        _ state: String,
        _ show: @escaping @MainActor @Sendable (Reader) async throws -> ShownScreen
    ) -> ScreenCase {
        ScreenCase(screen: screen, state: state, languages: Language.forStaff, show: show)
    }

    /// A page that lies on the home screen.
    static func page(
        _ place: AppPlace,
        _ state: String,
        _ show: @escaping @MainActor @Sendable (Reader) async throws -> ShownScreen
    ) -> ScreenCase {
        ScreenCase(screen: "\(place)", state: state, languages: Language.forStaff, show: show)
    }

    /// A page of a visit.
    static func visit(
        _ screen: VisitScreen,
        _ state: String,
        _ show: @escaping @MainActor @Sendable (Reader) async throws -> ShownScreen
    ) -> ScreenCase {
        let isForPatients = screen.holder == .patient
        return ScreenCase(
            screen: "\(screen)",
            state: state,
            languages: isForPatients ? Language.forPatients : Language.forStaff,
            show: show
        )
    }

    /// All there are.
    static let all: [ScreenCase] =
        opening + start + registration + signIn + home + covers + careKinds + handovers + pins
        + sights + taps + exchanges + people + consents + items + reviews + held + ends + menu
        + entries + devices + notices + searches + results + requeries + medical + patients
        + waiting
}

/// A screen that is to be seen, and how far its model is.
@MainActor
struct ShownScreen {
    let rendered: Rendered
    /// The name of the screen.
    let screen: String
    /// The stages that its model is at now.
    let stages: @MainActor () -> [ScreenStage]
    /// Whatever works behind it.
    let model: (any ScreenModel)?

    /// The same when its model has come to rest.
    func settled() async -> ShownScreen {
        await model?.settled()
        return self
    }

    /// The same after something was done on it. What this begins is then under way.
    func after(_ change: (Rendered) throws -> Void) rethrows -> ShownScreen {
        try change(rendered)
        return self
    }
}
