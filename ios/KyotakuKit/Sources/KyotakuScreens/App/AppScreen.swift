import KyotakuModels
import KyotakuText
import SwiftUI

/// The whole app: the screen of where it is, or a cover over it while nothing may be seen.
public struct AppScreen: View {
    @Environment(\.scenePhase) private var phase
    @Environment(\.isSceneCaptured) private var isCaptured
    @State private var presented = Presented()
    private let model: AppModel

    /// The app's screen.
    public init(_ model: AppModel) {
        self.model = model
    }

    /// What is to be seen.
    public var body: some View {
        StageView(app: model)
            .covered()
            .question(
                noticeText.title,
                isAsked: model.state.notice != nil,
                message: noticeText.body
            ) {
                Button(model.texts(.actionOk)) { model.send(.noticeRead) }
            }
            .environment(presented)
            .announcing(warning.map { $0.texts(.lockSoonTitle) })
            .environment(\.lockWarning, warning)
            .environment(\.cover, model.state.cover)
            .environment(\.texts, model.texts)
            .tint(.action)
            .environment(\.locale, Locale(identifier: model.state.language.tag))
            // Names and places are Japanese in every language, and so are their glyphs, whatever the
            // phone prefers: Chinese ones of the same character may look like another.
            .typesettingLanguage(Locale.Language(languageCode: .japanese))
            .onAppear { model.send(.started) }
            .onChange(of: phase, initial: true) { _, phase in
                model.send(.phaseChanged(AppPhase(phase)))
            }
            .onChange(of: isCaptured, initial: true) { _, isCaptured in
                model.send(.captureChanged(isCaptured))
            }
            .onScreenshot { model.send(.screenshotTaken) }
            .onTouch { model.send(.touched) }
            .onReading { model.send(.readOn) }
    }

    private var warning: LockWarning? {
        model.state.lockWarning.map { language in
            LockWarning(texts: Texts(in: language, from: model.texts.catalogue)) {
                model.send(.lockPostponed)
            }
        }
    }

    private var noticeText: (title: String, body: String) {
        let texts = model.texts
        switch model.state.notice {
        case .registration(let problem):
            let text = texts.error(problem.code)
            return (text.title, "\(text.explanation)\n\(text.next)")
        case .screenshot: return (texts(.coverScreenshot), texts(.coverScreenshotBody))
        case nil: return ("", "")
        }
    }
}

extension AppPhase {
    /// What a phase of the scene is for the app. What is not known hides what there is to see.
    init(_ phase: ScenePhase) {
        switch phase {
        case .active: self = .active
        case .inactive: self = .inactive
        case .background: self = .background
        @unknown default: self = .inactive
        }
    }
}
