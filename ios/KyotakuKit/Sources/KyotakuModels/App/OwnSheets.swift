/// Sheets of the system that the app itself has asked for: while one is there the app is not active,
/// and must not be covered.
@MainActor
final class OwnSheets {
    private var count = 0

    /// Whether one is there.
    var areShown: Bool { count > 0 }

    func open() {
        count += 1
    }

    func close() {
        count -= 1
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
            await sheets.close()
            throw error
        }
        await sheets.close()
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
            await sheets.close()
            throw error
        }
        await sheets.close()
    }
}
