/// Apple: documentation/swiftui/sensoryfeedback
public struct SensoryFeedback: Equatable, Sendable {
    let name: String

    /// Apple: documentation/swiftui/sensoryfeedback/success
    public static let success = SensoryFeedback(name: "success")
    /// Apple: documentation/swiftui/sensoryfeedback/warning
    public static let warning = SensoryFeedback(name: "warning")
    /// Apple: documentation/swiftui/sensoryfeedback/error
    public static let error = SensoryFeedback(name: "error")
    /// Apple: documentation/swiftui/sensoryfeedback/selection
    public static let selection = SensoryFeedback(name: "selection")
    /// Apple: documentation/swiftui/sensoryfeedback/impact
    public static let impact = SensoryFeedback(name: "impact")
}

extension View {
    /// Apple: documentation/swiftui/view/sensoryfeedback(_:trigger:)
    public func sensoryFeedback<T: Equatable>(
        _ feedback: SensoryFeedback,
        trigger: T
    ) -> some View {
        sensoryFeedback(trigger: trigger) { _, _ in feedback }
    }

    /// Apple: documentation/swiftui/view/sensoryfeedback(_:trigger:condition:)
    public func sensoryFeedback<T: Equatable>(
        _ feedback: SensoryFeedback,
        trigger: T,
        condition: @escaping (_ oldValue: T, _ newValue: T) -> Bool
    ) -> some View {
        sensoryFeedback(trigger: trigger) { condition($0, $1) ? feedback : nil }
    }

    /// Apple: documentation/swiftui/view/sensoryfeedback(trigger:_:)
    public func sensoryFeedback<T: Equatable>(
        trigger: T,
        _ feedback: @escaping (_ oldValue: T, _ newValue: T) -> SensoryFeedback?
    ) -> some View {
        ModifiedView(self) { content, scope in
            let graph = scope.graph
            return scope.inside("f").nodes(
                of: content.onChange(of: trigger) { old, new in
                    guard let felt = feedback(old, new) else { return }
                    MainActor.assumeIsolated { graph.onFeedback?(felt.name) }
                }
            )
        }
    }
}
