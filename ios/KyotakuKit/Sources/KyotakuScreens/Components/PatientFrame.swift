import KyotakuModels
import KyotakuText
import SwiftUI

/// What is around a screen in the patient's hands: large type at least, the choice of the language,
/// and a way to call for staff. The stack of the visit puts it around such screens, in the patient's
/// language; screens themselves do not.
///
/// Language and call stay at the upper edge. At the largest types they would leave no room for what is
/// asked; there they come before it, and scroll with it.
struct PatientFrame<Content: View>: View {
    @Environment(\.dynamicTypeSize) private var typeSize
    @Environment(\.texts) private var texts
    @State private var spoken: String?
    private let strip: PatientStrip
    private let callsStaff: Bool
    private let content: Content

    /// A frame of the visit's.
    init(
        _ state: VisitFlowState,
        send: @escaping @MainActor (VisitFlowAction) -> Void,
        @ViewBuilder content: () -> Content
    ) {
        strip = PatientStrip(language: state.language, send: send)
        callsStaff = state.callsStaff
        self.content = content()
    }

    var body: some View {
        content
            .environment(\.patientStrip, typeSize.isAccessibilitySize ? strip : nil)
            .dynamicTypeSize(.xLarge ... .accessibility5)
            .safeAreaInset(edge: .top, spacing: 0) {
                if !typeSize.isAccessibilitySize {
                    PatientStripView(strip: strip)
                        .padding(.horizontal, 16)
                        .padding(.bottom, 8)
                        .frame(maxWidth: .infinity)
                        .background { Color.page.ignoresSafeArea(edges: .top) }
                        .dynamicTypeSize(.xLarge ... .accessibility5)
                }
            }
            .fullPanel(isPresented: calling) {
                StaffCall { strip.send(.staffCalled(false)) }
                    .environment(\.texts, texts)
            }
            .onChange(of: strip.language) { _, language in
                spoken = Texts(in: language, from: texts.catalogue)(
                    .spokenLanguageChosen,
                    .text(texts(language.name))
                )
            }
            .announcing(spoken)
    }

    private var calling: Binding<Bool> {
        Binding(get: { callsStaff }, set: { if !$0 { strip.send(.staffCalled(false)) } })
    }
}

/// A large note that calls for staff, over all that the patient sees.
private struct StaffCall: View {
    @Environment(\.texts) private var texts
    let close: @MainActor () -> Void

    var body: some View {
        ScrollingPage {
            Image(systemName: "hand.raised.fill")
                .font(.largeTitle)
                .foregroundStyle(.caution)
                .accessibilityHidden(true)
            Text(texts(.handoverCallStaffNote))
                .font(.largeTitle)
                .bold()
                .accessibilityAddTraits(.isHeader)
        }
        .safeAreaInset(edge: .bottom) {
            BottomActions { SecondaryButton(texts(.actionClose), action: close) }
        }
        .announcing(texts(.handoverCallStaffNote))
    }
}
