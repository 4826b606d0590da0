import KyotakuText
import SwiftUI

extension EnvironmentValues {
    /// The texts in the language of whoever holds the phone.
    var texts: Texts {
        get { self[TextsKey.self] }
        set { self[TextsKey.self] = newValue }
    }
}

private struct TextsKey: EnvironmentKey {
    static let defaultValue = Texts(in: .japanese)
}
