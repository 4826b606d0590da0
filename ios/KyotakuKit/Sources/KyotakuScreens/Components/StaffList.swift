import KyotakuModels
import KyotakuText
import SwiftUI

/// A list of staff's, with what went wrong above it.
struct StaffList<Content: View>: View {
    private let problem: Problem?
    private let retry: (@MainActor () -> Void)?
    private let content: Content

    /// A list.
    ///
    /// - Parameter retry: Does the same again; a button where it may do at another time.
    init(
        problem: Problem? = nil,
        retry: (@MainActor () -> Void)? = nil,
        @ViewBuilder content: () -> Content
    ) {
        self.problem = problem
        self.retry = retry
        self.content = content()
    }

    var body: some View {
        List {
            if let problem {
                Section { ProblemNotice(problem, retry: retry) }
                    .listRowInsets(EdgeInsets())
                    .listRowBackground(Color.clear)
            }
            content
        }
        .listStyle(.insetGrouped)
    }
}
