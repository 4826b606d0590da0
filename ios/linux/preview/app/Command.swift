/// Something that is done to the world around the phone, by the panel beside it.
struct Command: Decodable {
    /// Holds a card of the reference world to the phone, in the place of any other; none takes all away.
    private(set) var card: String??
    /// At which command of the next reading the card is taken away.
    private(set) var takeAwayAfter: Int??
    /// At which command of the next reading the telephone rings.
    private(set) var callAfter: Int??
    /// Gives a card so many tries of its PIN.
    var tries: Tries?
    /// Lets the certificate of a card have ended a month ago.
    var expire: String?
    /// How the phone is connected.
    var network: Connection?
    /// Lets so many seconds pass.
    var advance: UInt32?
    /// Something that a person or the system does to the sheet for cards.
    var nfc: Sheet?
    /// Whether the phone has a passcode.
    var passcode: Bool?
    /// What the owner answers.
    var owner: Owner?
    /// Locks the phone, or unlocks it.
    var lock: Bool?
    /// The battery is empty, and is full again.
    var kill: Bool?
    /// The app is taken off the phone, and put on it again.
    var reinstall: Bool?
    /// The administrator issues an activation code.
    var issueCode: Bool?
    /// The administrator permits 目視確認, or does not.
    var visual: Bool?
    /// The administrator revokes the phone's registration.
    var revokeDevice: Bool?
    /// Insurers report what they have for later.
    var reportChanges: Bool?

    /// Tries of a card's PIN.
    struct Tries: Decodable {
        var card: String
        var left: UInt8
    }

    /// How the phone is connected.
    enum Connection: String, Codable {
        /// As it should be.
        case up
        /// Not at all.
        case cut
        /// To somebody else, who answers in the server's place, as networks of hotels do.
        case portal
        /// Every answer takes its time.
        case slow
    }

    /// What ends a sheet for cards.
    enum Sheet: String, Decodable {
        /// Its button.
        case cancel
        /// A telephone call.
        case call
    }

    /// What the owner of the phone answers.
    enum Owner: String, Decodable {
        case agrees, refuses, cancels
    }

    private enum CodingKeys: String, CodingKey {
        case card, takeAwayAfter, callAfter, tries, expire
        case network, advance, nfc, passcode, owner, lock, kill, reinstall
        case issueCode, visual, revokeDevice, reportChanges
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if values.contains(.card) {
            card = .some(try values.decodeIfPresent(String.self, forKey: .card))
        }
        if values.contains(.takeAwayAfter) {
            takeAwayAfter = .some(try values.decodeIfPresent(Int.self, forKey: .takeAwayAfter))
        }
        if values.contains(.callAfter) {
            callAfter = .some(try values.decodeIfPresent(Int.self, forKey: .callAfter))
        }
        tries = try values.decodeIfPresent(Tries.self, forKey: .tries)
        expire = try values.decodeIfPresent(String.self, forKey: .expire)
        network = try values.decodeIfPresent(Connection.self, forKey: .network)
        advance = try values.decodeIfPresent(UInt32.self, forKey: .advance)
        nfc = try values.decodeIfPresent(Sheet.self, forKey: .nfc)
        passcode = try values.decodeIfPresent(Bool.self, forKey: .passcode)
        owner = try values.decodeIfPresent(Owner.self, forKey: .owner)
        lock = try values.decodeIfPresent(Bool.self, forKey: .lock)
        kill = try values.decodeIfPresent(Bool.self, forKey: .kill)
        reinstall = try values.decodeIfPresent(Bool.self, forKey: .reinstall)
        issueCode = try values.decodeIfPresent(Bool.self, forKey: .issueCode)
        visual = try values.decodeIfPresent(Bool.self, forKey: .visual)
        revokeDevice = try values.decodeIfPresent(Bool.self, forKey: .revokeDevice)
        reportChanges = try values.decodeIfPresent(Bool.self, forKey: .reportChanges)
    }
}
