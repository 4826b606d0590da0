import KyotakuCore
import KyotakuTesting

/// What the panel beside the phone shows of the world.
struct WorldReport: Encodable, Equatable {
    struct Card: Encodable, Equatable {
        var id: String
        var note: String
        var person: String?
        var pinTriesLeft: UInt8?
        var expired: Bool
    }

    struct Sheet: Encodable, Equatable {
        var message: String
        var ending: String?
        var cross: String?
    }

    struct Account: Encodable, Equatable {
        var id: String
        var name: String
        var password: String
        var role: String
    }

    struct Institution: Encodable, Equatable {
        var code: String
    }

    struct Visit: Encodable, Equatable {
        var person: String
        var method: String
        var careKind: String
        var receptionNumber: String?
    }

    struct Consent: Encodable, Equatable {
        var person: String
        var careKind: String
        var items: [String]
        var respondent: String
        var endReason: String?
    }

    struct Records: Encodable, Equatable {
        var proofs: Int
        var visits: [Visit]
        var consents: [Consent]
    }

    var cards: [Card]
    var held: String?
    var takeAwayAfter: Int?
    var callAfter: Int?
    var network: Command.Connection
    var now: String
    var nfcSheet: Sheet?
    var asksOwner: String?
    var code: String?
    var accounts: [Account]
    var institution: Institution
    var server: String
    var pin: String
    var visual: Bool
    var locked: Bool
    var passcode: Bool
    var records: Records
}

extension PreviewWorld {
    /// All of it, as it is now.
    func report() throws -> WorldReport {
        let own = clinic.clinic
        let accounts = try staffAccounts().filter { $0.institution == own.institution() }
        let visits = try own.visits()
        return WorldReport(
            cards: try cardDescriptions(),
            held: held,
            takeAwayAfter: plannedWithdrawal,
            callAfter: plannedCall,
            network: connection,
            now: try own.now(),
            nfcSheet: sheet,
            asksOwner: phone.owner.pendingCount > 0 ? phone.owner.prompts.last?.reason : nil,
            code: code,
            accounts: accounts.map {
                WorldReport.Account(
                    id: $0.id,
                    name: $0.name,
                    password: $0.password,
                    role: "\($0.role)"
                )
            },
            institution: WorldReport.Institution(code: own.institution()),
            server: try own.url(),
            pin: String(decoding: cardPin(), as: UTF8.self),
            visual: try own.settings().visual,
            locked: phone.lock != .unlocked,
            passcode: phone.hasPasscode,
            records: WorldReport.Records(
                proofs: visits.count,
                visits: visits.map(WorldReport.Visit.init),
                consents: try own.consents().map(WorldReport.Consent.init)
            )
        )
    }

    /// Whether nothing of the system lies over the app that did not at the last report.
    func hasSameSheets(as report: WorldReport) -> Bool {
        report.nfcSheet == sheet && (report.asksOwner != nil) == (phone.owner.pendingCount > 0)
    }

    private var sheet: WorldReport.Sheet? {
        reader.sheet.map { sheet in
            var shown = WorldReport.Sheet(message: sheet.message)
            switch sheet.ending {
            case .none?: shown.ending = "none"
            case .tick?: shown.ending = "tick"
            case .cross(let text)?:
                shown.ending = "cross"
                shown.cross = text
            case nil: break
            }
            return shown
        }
    }

    private func cardDescriptions() throws -> [WorldReport.Card] {
        try KyotakuTesting.cards().map { card in
            WorldReport.Card(
                id: card.name,
                note: card.about,
                person: card.person,
                pinTriesLeft: triesLeft(of: card.name),
                expired: isExpired(card.name)
            )
        }
    }
}

extension WorldReport {
    /// Who may sign in and with what, for the terminal. All of it is of the reference world, and public.
    var logIns: String {
        let people = accounts.map { account in
            let columns = [account.id, account.role].map {
                $0.padding(toLength: 16, withPad: " ", startingAt: 0)
            }
            return "    \(columns.joined())\(account.password)\n"
        }
        return """
            Server of this preview: \(server), with the institution \(institution.code):
            \(people.joined())  Activation code \(code ?? ""), PIN of every card \(pin).

            """
    }
}

extension WorldReport.Visit {
    init(_ visit: StoredVisit) {
        person = visit.person
        method = visit.method
        careKind = visit.careKind
        receptionNumber = visit.receptionNumber
    }
}

extension WorldReport.Consent {
    init(_ consent: StoredConsent) {
        person = consent.person
        careKind = consent.careKind
        items = consent.items
        respondent = consent.respondent
        endReason = consent.endReason
    }
}
