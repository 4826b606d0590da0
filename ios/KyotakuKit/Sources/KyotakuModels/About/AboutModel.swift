import KyotakuCore
import KyotakuText
import Observation

/// アプリ情報・ライセンス: versions, and what this app is: an implementation by a reference profile, of
/// what is not public.
@MainActor
@Observable
public final class AboutModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public let state: AboutState

    private let exit: @MainActor (AboutExit) -> Void

    /// What the configuration says.
    ///
    /// - Parameters:
    ///   - server: Where the phone's server is, as in its configuration.
    ///   - referenceWorld: Whether it is the reference world, whose cards and institutions do not
    ///     exist.
    public init(
        facts: DeviceFacts,
        server: String,
        referenceWorld: Bool,
        exit: @escaping @MainActor (AboutExit) -> Void
    ) {
        self.exit = exit
        let always: [TextKey] = [.aboutOwnLicence, .aboutNotOfficial, .aboutReferenceProfile]
        state = AboutState(
            appVersion: facts.appVersion,
            coreVersion: libraryVersion(),
            serverName: serverName(of: server),
            statements: always + (referenceWorld ? [.aboutReferenceWorld] : [])
        )
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: AboutAction) {
        switch action {
        case .termsChosen: exit(.terms)
        case .licencesChosen: exit(.licences)
        case .reportChosen: exit(.report)
        case .backChosen: exit(.back)
        }
    }

    /// Returns at once: nothing is ever under way.
    public func settled() async {}

    /// Does nothing: nothing is kept.
    public func stop() {}
}
