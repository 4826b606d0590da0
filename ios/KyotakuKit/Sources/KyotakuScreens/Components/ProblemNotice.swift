import Foundation
import KyotakuModels
import KyotakuText
import SwiftUI

/// What went wrong, why, and the one thing to do next. Nothing where nothing is wrong.
struct ProblemNotice: View {
    @Environment(\.texts) private var texts
    private let problem: Problem?
    private let retry: (@MainActor () -> Void)?

    /// A problem.
    ///
    /// - Parameter retry: Does the same again; a button where it may do at another time.
    init(_ problem: Problem?, retry: (@MainActor () -> Void)? = nil) {
        self.problem = problem
        self.retry = retry
    }

    var body: some View {
        // Nothing at all takes no room.
        if let problem {
            let text = texts.error(problem.code)
            NoticeCard(kind: text.kind.notice) {
                MessageText(text, detail: problem.until.map(until))
                if let retry, problem.mayPass {
                    Button(texts(.actionRetry), systemImage: "arrow.clockwise", action: retry)
                        .buttonStyle(.bordered)
                        .controlSize(.large)
                }
            }
            .announcing("\(text.title) \(text.next)", of: text.kind.notice)
        }
    }

    private func until(_ date: Date) -> String {
        texts(.commonUntil, .text(texts.dayAndTime(at: date)))
    }
}

extension ErrorText.Kind {
    /// The look of what it says.
    var notice: Notice.Kind {
        switch self {
        case .notice: .info
        case .warning: .warning
        case .problem: .error
        }
    }
}
