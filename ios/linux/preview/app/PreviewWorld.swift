import CoreNFC
import Foundation
import KyotakuCore
import KyotakuKitTesting
import KyotakuTesting
import Network
import StandInPhone
import StandInTime
import Synchronization

/// What is around the app: a phone, a clinic with its server, patients' cards.
///
/// All of it is of the reference world. The server is a real one, over TLS, and so is what is kept.
@MainActor
final class PreviewWorld {
    let clinic: TestClinic
    let phone = VirtualPhone()
    let reader: VirtualReader
    /// The cards that there are, made when they are needed first.
    private var cards: [String: HeldCard] = [:]
    private(set) var held: String?
    private(set) var connection = Command.Connection.up
    private(set) var code: String?
    private let withdrawal = Mishap()
    private let call = Mishap()
    private var expired: Set<String> = []
    /// How many answers of each kind of request are late while the network is slow: more than anybody
    /// waits for.
    private static let slowAnswers: UInt32 = 500

    /// The phone has the app, which was never started.
    init() throws {
        clinic = try TestClinic()
        phone.enclave.engine = SoftwareEnclave()
        phone.pickUp()
        try phone.installApp()
        reader = VirtualReader(
            clock: WorldClock(pace: .real),
            selectIdentifiers: ["D392F000260100000001"]
        )
        reader.onCommand { [withdrawal, call, weak reader] number in
            if withdrawal.isDue(at: number) { reader?.clearField() }
            if call.isDue(at: number) { reader?.takeOver() }
        }
        code = try clinic.clinic.issueCode()
    }

    /// Does what the panel says, as far as it is not about the app itself.
    func act(_ command: Command) throws {
        if let card = command.card { try hold(card) }
        if let number = command.takeAwayAfter { withdrawal.plan(after: number) }
        if let number = command.callAfter { call.plan(after: number) }
        if let card = command.expire { try expire(card) }
        if let tries = command.tries {
            try card(tries.card).card.setPinTriesLeft(tries: tries.left)
        }
        if let connection = command.network { try connect(connection) }
        if let seconds = command.advance { try clinic.advance(seconds: seconds) }
        switch command.nfc {
        case .cancel: reader.pressCancel()
        case .call: reader.takeOver()
        case nil: break
        }
        if let has = command.passcode { has ? phone.setPasscode() : phone.removePasscode() }
        switch command.owner {
        case .agrees: phone.owner.answer(.confirms)
        case .refuses: phone.owner.answer(.fails)
        case .cancels: phone.owner.answer(.cancels)
        case nil: break
        }
        if command.issueCode == true { code = try clinic.clinic.issueCode() }
        if let visual = command.visual {
            var settings = try clinic.clinic.settings()
            settings.visual = visual
            try clinic.clinic.changeSettings(settings: settings)
        }
        if command.revokeDevice == true {
            let device = try clinic.clinic.devices().first { $0.state == "active" }
            if let device { try clinic.clinic.revokeDevice(id: device.id) }
        }
        if command.reportChanges == true { _ = try clinic.clinic.reportChanges() }
    }

    /// A second of the world's time. Its clocks stand still otherwise, so that tests may hold them.
    func tick() {
        // A clinic that is closed has no time.
        try? clinic.advance(seconds: 1)
    }

    /// The next question for the owner of the phone waits for an answer from the panel.
    func holdOwner() {
        phone.owner.reactions = Array(repeating: .hesitates, count: 64)
    }

    private func hold(_ name: String?) throws {
        reader.clearField()
        held = nil
        guard let name else { return }
        reader.place(try card(name))
        held = name
    }

    private func expire(_ name: String) throws {
        let isHeld = held == name
        if isHeld { try hold(nil) }
        try card(name).card.expireCertificate()
        expired.insert(name)
        if isHeld { try hold(name) }
    }

    /// Whether the panel has let the certificate of a card end.
    func isExpired(_ name: String) -> Bool { expired.contains(name) }

    private func card(_ name: String) throws -> HeldCard {
        if let known = cards[name] { return known }
        let card = try HeldCard(name)
        cards[name] = card
        return card
    }

    private func connect(_ next: Command.Connection) throws {
        switch connection {
        case .up: break
        case .cut: try clinic.clinic.mendNetwork()
        case .portal: try clinic.clinic.leadBack()
        case .slow: _ = try clinic.clinic.unplan()
        }
        connection = next
        switch next {
        case .up: VirtualNetwork.connect(by: .wifi)
        case .cut:
            VirtualNetwork.connect()
            try clinic.clinic.cutNetwork()
        case .portal:
            VirtualNetwork.connect(by: .wifi)
            try clinic.clinic.leadAstray(disguise: .plain)
        case .slow:
            VirtualNetwork.connect(by: .cellular)
            for method in ["GET", "POST", "PUT", "DELETE"] {
                try clinic.clinic.plan(
                    line: "\(method) /*",
                    times: Self.slowAnswers,
                    fate: .delayedAnswer(milliseconds: 2000)
                )
            }
        }
    }

    /// Tries left of a card, as far as it was used.
    func triesLeft(of name: String) -> UInt8? {
        cards[name]?.card.pinTriesLeft()
    }

    var plannedWithdrawal: Int? { withdrawal.planned }

    var plannedCall: Int? { call.planned }
}

/// Something that happens in the middle of a reading, once.
private final class Mishap: Sendable {
    private struct State {
        var planned: Int?
        var due: Int?
        var seen = 0
    }

    private let state = Mutex(State())

    var planned: Int? { state.withLock { $0.planned } }

    func plan(after number: Int?) {
        state.withLock { state in
            state.planned = number
            state.due = number.map { state.seen + max(1, $0) }
        }
    }

    func isDue(at number: Int) -> Bool {
        state.withLock { state in
            state.seen = number
            guard let due = state.due, number >= due else { return false }
            state.due = nil
            state.planned = nil
            return true
        }
    }
}
