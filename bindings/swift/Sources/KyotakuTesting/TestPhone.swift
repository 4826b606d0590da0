import Foundation
import KyotakuCore

/// A phone with the app installed: its directory, its vault, its clock, and whom it talks to.
///
/// The directory goes with the clinic, so that a `Phone` may outlive the value it was started by.
public final class TestPhone: Sendable {
    /// What the phone keeps: `state`, and whatever a test puts beside it.
    public let home: URL
    /// The vault, which outlives the app.
    public let vault = SoftwareVault()
    /// The clock of the clinic's phones.
    public let clock: PhoneClock
    /// Where the state is and whom the phone talks to.
    public let config: PhoneConfig

    private let clinic: TestClinic

    init(of clinic: TestClinic) throws {
        let files = FileManager.default
        home = files.temporaryDirectory.appending(path: "kyotaku-phone-\(UUID().uuidString)")
        try files.createDirectory(at: home, withIntermediateDirectories: true)
        clinic.remember(home)
        self.clinic = clinic
        clock = clinic.clock
        config = PhoneConfig(
            directory: home.appending(path: "state").path,
            server: try clinic.clinic.url(),
            serverRoots: try clinic.clinic.rootCertificate(),
            cardAuthorities: try cardAuthorities(),
            referenceWorld: true,
            appVersion: "0.1.0",
            requestSeconds: 10
        )
    }

    /// Starts the app with what the phone keeps. It runs until the `Phone` is released, and can be
    /// started again then.
    public func start() throws -> Phone {
        try Phone.open(config: config, vault: vault, clock: clock)
    }

    /// Starts the app and registers the phone with a new activation code.
    public func registered(by staff: StaffAccount? = nil) async throws -> Phone {
        let phone = try start()
        let code = try clinic.clinic.issueCode()
        let form = (staff ?? clinic.nurse).form(code: code)
        _ = try await phone.activate(form: form, cancellation: Cancellation())
        return phone
    }

    /// The same, with somebody signed in: the nurse, unless it is somebody else.
    public func signedIn(as staff: StaffAccount? = nil) async throws -> Phone {
        let staff = staff ?? clinic.nurse
        let phone = try await registered(by: staff)
        _ = try await phone.signIn(
            userId: staff.id,
            password: staff.secret,
            cancellation: Cancellation()
        )
        return phone
    }
}
