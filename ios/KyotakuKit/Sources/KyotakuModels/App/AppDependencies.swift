import Foundation
import KyotakuCore
import KyotakuText

/// What the app is made of that differs between a phone, a test and a preview.
public struct AppDependencies: Sendable {
    /// Opens the phone's state; called off the main actor.
    public var opening: @Sendable () throws -> OpenedPhone
    /// Destroys a state that cannot be opened.
    public var beginAnew: @Sendable () throws -> Void
    /// Reads cards.
    public var reader: any CardTapping
    /// Tells the owner of the phone.
    public var owner: any OwnerChecking
    /// Waits.
    public var pausing: any Pausing
    /// What was read and accepted on this phone, and in which language.
    public var marks: any TermsKeeping & NoticeMarking & LanguageKeeping
    /// How the phone is connected.
    public var network: any NetworkPathReading
    /// The phone and the app.
    public var facts: DeviceFacts
    /// The server, `https://host:port`.
    public var server: String
    /// Whether cards and institutions are those of the reference world.
    public var isReferenceWorld: Bool
    /// Where the app is updated; nothing where an administrator does that.
    public var updatePage: URL?
    /// Opens the settings of the phone.
    public var openSettings: @MainActor @Sendable () -> Void
    /// The phone's time.
    public var now: @Sendable () -> Date

    /// All of it, one by one.
    public init(
        opening: @escaping @Sendable () throws -> OpenedPhone,
        beginAnew: @escaping @Sendable () throws -> Void,
        reader: any CardTapping,
        owner: any OwnerChecking,
        pausing: any Pausing = SystemPauses(),
        marks: any TermsKeeping & NoticeMarking & LanguageKeeping,
        network: any NetworkPathReading,
        facts: DeviceFacts,
        server: String,
        isReferenceWorld: Bool,
        updatePage: URL? = nil,
        openSettings: @escaping @MainActor @Sendable () -> Void,
        now: @escaping @Sendable () -> Date
    ) {
        self.opening = opening
        self.beginAnew = beginAnew
        self.reader = reader
        self.owner = owner
        self.pausing = pausing
        self.marks = marks
        self.network = network
        self.facts = facts
        self.server = server
        self.isReferenceWorld = isReferenceWorld
        self.updatePage = updatePage
        self.openSettings = openSettings
        self.now = now
    }

    /// The same with the core's phone.
    public init(
        config: PhoneConfig,
        vault: any KeyVault,
        clock: PhoneClock,
        reader: any CardTapping,
        owner: any OwnerChecking,
        pausing: any Pausing = SystemPauses(),
        marks: any TermsKeeping & NoticeMarking & LanguageKeeping,
        network: any NetworkPathReading,
        facts: DeviceFacts,
        openSettings: @escaping @MainActor @Sendable () -> Void
    ) {
        self.init(
            opening: {
                let phone = try Phone.open(config: config, vault: vault, clock: clock)
                return OpenedPhone(phone, reset: phone.stateReset())
            },
            beginAnew: { try KyotakuCore.beginAnew(config: config, vault: vault) },
            reader: reader,
            owner: owner,
            pausing: pausing,
            marks: marks,
            network: network,
            facts: facts,
            server: config.server,
            isReferenceWorld: config.referenceWorld,
            openSettings: openSettings,
            now: { clock.now() }
        )
    }
}
