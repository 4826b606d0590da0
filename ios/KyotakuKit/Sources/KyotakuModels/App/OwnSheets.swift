/// Sheets of the system that the app itself has asked for: while one is there the app is not active,
/// and must not be covered.
///
/// The system tells an app that it is not active, and never why. While an own sheet is there, that is
/// why; whether a call or the app switcher has come as well cannot be known. It shows when the sheet
/// ends:
///
/// - Ended by the system, for something else that has taken the front: that is what is in front now.
/// - Ended in any other way, the sheet takes up to two and a half seconds to go, and then the app is
///   active again. If it is not, something else is in front.
@MainActor
final class OwnSheets {
    /// How a sheet has ended.
    enum Ending {
        /// It goes by itself: its question was answered, or whoever was asked closed it.
        case closing
        /// The system took it away for something else.
        case takenAway
    }

    /// Longer than a sheet takes to go.
    static let closingTakes = Duration.seconds(3)

    /// Called when the last of them has ended.
    var onEnd: ((Ending) -> Void)?
    private var count = 0

    /// Whether one is there.
    var areShown: Bool { count > 0 }

    func open() {
        count += 1
    }

    func close(_ ending: Ending) {
        count -= 1
        if count == 0 { onEnd?(ending) }
    }
}

/// A reader whose sheet is known of.
struct WatchedReader: CardTapping {
    let reader: any CardTapping
    let sheets: OwnSheets

    var availability: CardReaderAvailability { reader.availability }

    func tap(
        _ conversation: any CardConversation,
        messages: TapMessages
    ) async throws(TapFailure) {
        await sheets.open()
        do {
            try await reader.tap(conversation, messages: messages)
        } catch {
            await sheets.close(error == .takenOver ? .takenAway : .closing)
            throw error
        }
        await sheets.close(.closing)
    }
}

/// An owner's check whose sheet is known of.
struct WatchedOwner: OwnerChecking {
    let owner: any OwnerChecking
    let sheets: OwnSheets

    var availability: OwnerCheckAvailability { owner.availability }
    var biometry: OwnerBiometry? { owner.biometry }

    func confirm(reason: String) async throws(OwnerCheckFailure) {
        await sheets.open()
        do {
            try await owner.confirm(reason: reason)
        } catch {
            await sheets.close(error == .interrupted ? .takenAway : .closing)
            throw error
        }
        await sheets.close(.closing)
    }
}
