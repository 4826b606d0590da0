import SwiftUI

extension Color {
    /// Behind everything.
    static let page = Color(uiColor: .systemGroupedBackground)
    /// Of what stands out from the page: cards and fields.
    static let card = Color(uiColor: .secondarySystemGroupedBackground)
}
