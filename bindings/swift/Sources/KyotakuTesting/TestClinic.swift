import Foundation
import KyotakuCore

/// A clinic and the phones of its staff, all by the same clock.
///
/// Close it at the end of a test; what is left of it goes with it otherwise.
public final class TestClinic: Sendable {
    /// The server, its administrator, its network and its records.
    public let clinic: Clinic
    /// The clock of every phone.
    public let clock: PhoneClock
    /// A nurse (一般利用者).
    public let nurse: StaffAccount
    /// A doctor (医療情報閲覧).
    public let doctor: StaffAccount
    /// The administrator, who does not use the app.
    public let administrator: StaffAccount

    /// The directories of its phones.
    private let homes = Guarded<[URL]>([])

    /// Opens a clinic.
    public init(_ options: ClinicOptions = ClinicOptions()) throws {
        _ = Self.brokenPipesAreErrors
        clinic = try Clinic.open(options: options)
        clock = try PhoneClock.described(description: clinic.now())
        nurse = try clinic.account("staff11")
        doctor = try clinic.account("doctor01")
        administrator = try clinic.account("kanri01")
    }

    /// A connection that the other side has closed is an error to whoever writes, and must not end the
    /// process: programs in Rust see to that when they start, and sockets of Apple's systems do.
    private static let brokenPipesAreErrors: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()

    /// A phone with the app installed, never started, whose vault is empty.
    public func phone() throws -> TestPhone {
        try TestPhone(of: self)
    }

    /// Lets so many seconds pass, here and on the phones.
    public func advance(seconds: UInt32) throws {
        try clinic.advance(seconds: seconds)
        clock.advance(seconds: seconds)
    }

    /// Stops the server and removes its files, and those of its phones.
    public func close() throws {
        forgetPhones()
        try clinic.close()
    }

    deinit {
        forgetPhones()
    }

    /// A phone's directory goes with the clinic.
    func remember(_ home: URL) {
        homes.with { $0.append(home) }
    }

    private func forgetPhones() {
        let homes = homes.with { homes in
            defer { homes = [] }
            return homes
        }
        for home in homes {
            // A directory that cannot be removed is no reason to fail.
            try? FileManager.default.removeItem(at: home)
        }
    }
}

extension Clinic {
    /// An account of the clinic by its ユーザーID.
    public func account(_ id: String) throws -> StaffAccount {
        let own = try staffAccounts().first { $0.institution == institution() && $0.id == id }
        guard let own else { throw TestingError.Malformed(text: id) }
        return own
    }
}

extension StaffAccount {
    /// The password, as staff type it.
    public var secret: Secret {
        Secret(utf8: Data(password.utf8))
    }

    /// The four inputs of the first use.
    public func form(code: String, deviceName: String? = nil) -> ActivationForm {
        ActivationForm(
            institution: institution,
            userId: id,
            password: secret,
            activationCode: Secret(utf8: Data(code.utf8)),
            deviceName: deviceName
        )
    }
}
