import KyotakuModels
import KyotakuText
import SwiftUI

/// What is around a screen in the patient's hands: large type at least, the choice of the language,
/// and a way to call for staff. The stack of the visit puts it around such screens, in the patient's
/// language; screens themselves do not.
struct PatientFrame<Content: View>: View {
    @Environment(\.texts) private var texts
    @State private var spoken: String?
    private let language: Language
    private let callsStaff: Bool
    private let send: @MainActor (VisitFlowAction) -> Void
    private let content: Content

    /// A frame of the visit's.
    init(
        _ state: VisitFlowState,
        send: @escaping @MainActor (VisitFlowAction) -> Void,
        @ViewBuilder content: () -> Content
    ) {
        language = state.language
        callsStaff = state.callsStaff
        self.send = send
        self.content = content()
    }

    var body: some View {
        content
            .dynamicTypeSize(.xLarge ... .accessibility5)
            .safeAreaInset(edge: .top) {
                ViewThatFits(in: .horizontal) {
                    HStack {
                        languages
                        Spacer()
                        call
                    }
                    VStack(alignment: .leading) {
                        languages
                        call
                    }
                }
                .padding(.horizontal, 16)
                .padding(.bottom, 8)
                .frame(maxWidth: .infinity)
                .background { Color.page.ignoresSafeArea(edges: .top) }
                .dynamicTypeSize(.xLarge ... .accessibility5)
            }
            .fullPanel(isPresented: calling) {
                StaffCall { send(.staffCalled(false)) }
                    .environment(\.texts, texts)
            }
            .onChange(of: language) { _, language in
                spoken = Texts(in: language, from: texts.catalogue)(
                    .spokenLanguageChosen,
                    .text(texts(language.name))
                )
            }
            .announcing(spoken)
    }

    private var languages: some View {
        Picker(
            texts(.languageTitle),
            selection: Binding(get: { language }, set: { send(.languageChosen($0)) })
        ) {
            ForEach(Language.forPatients, id: \.self) { language in
                // Each in itself, so that whoever needs it finds it.
                Text(texts(language.name)).tag(language)
            }
        }
        .pickerStyle(.menu)
        .frame(minHeight: 44)
    }

    private var call: some View {
        Button(texts(.handoverCallStaff), systemImage: "hand.raised") { send(.staffCalled(true)) }
            .buttonStyle(.bordered)
            .controlSize(.large)
    }

    private var calling: Binding<Bool> {
        Binding(get: { callsStaff }, set: { if !$0 { send(.staffCalled(false)) } })
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
                .foregroundStyle(.orange)
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
