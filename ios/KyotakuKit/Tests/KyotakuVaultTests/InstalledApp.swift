import Foundation
import KyotakuCore
import KyotakuTesting
import StandInPhone

@testable import KyotakuVault

/// The app on a virtual phone: the real core over the real vault, and a clinic to talk to.
struct InstalledApp {
    let clinic: TestClinic
    let device: VirtualPhone
    /// Where the state is; elsewhere when a process that was killed still has the one before.
    var directory: URL

    /// Installs the app.
    init(on device: VirtualPhone, of clinic: TestClinic) throws {
        self.clinic = clinic
        self.device = device
        directory = device.container.appending(path: "state")
        try device.installApp()
    }

    /// Starts the app. It runs until the `Phone` is released.
    func start() throws -> Phone {
        let config = PhoneConfig(
            directory: directory.path,
            server: try clinic.clinic.url(),
            serverRoots: try clinic.clinic.rootCertificate(),
            cardAuthorities: try cardAuthorities(),
            referenceWorld: true,
            appVersion: "0.1.0",
            requestSeconds: 10
        )
        let vault = KeychainVault(service: "kyotaku")
        return try Phone.open(config: config, vault: vault, clock: clinic.clock)
    }

    /// Starts the app and registers the phone.
    func registered() async throws -> Phone {
        let phone = try start()
        try await register(phone)
        return phone
    }

    /// Registers a phone with a new activation code.
    func register(_ phone: Phone) async throws {
        let form = clinic.nurse.form(code: try clinic.clinic.issueCode())
        _ = try await phone.activate(form: form, cancellation: Cancellation())
    }

    /// Signs the nurse in, over a connection that the device key signs for.
    func signIn(_ phone: Phone) async throws {
        _ = try await phone.signIn(
            userId: clinic.nurse.id,
            password: clinic.nurse.secret,
            cancellation: Cancellation()
        )
    }

    /// The same state for the next process: one that was killed in this test never gives its
    /// directory back.
    func afterKill() throws -> InstalledApp {
        var next = self
        next.directory = device.container.appending(path: "state-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: directory, to: next.directory)
        return next
    }
}

extension Phone {
    /// Whether the phone knows the institution that it belongs to.
    func isRegistered() throws -> Bool {
        try overview().registration != nil
    }
}
