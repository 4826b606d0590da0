import CoreNFC
import Foundation
import KyotakuModels
import KyotakuTesting
import StandInTime

/// An emulated card, held to the phone's reader.
final class HeldCard: VirtualTag {
    let card: EmulatedCard

    init(_ name: String) throws {
        card = try EmulatedCard(name: name)
    }

    var technology: VirtualTechnology { .typeB(applicationData: card.applicationData()) }

    /// The card answers by a PUPI that nobody reads.
    var identifier: Data { Data([0xC0, 0xFF, 0xEE, 0x00]) }

    func powerOn() {
        // A card that cannot be powered answers nothing, which is what the reader then finds.
        try? card.powerOn()
    }

    func powerOff() {
        card.powerOff()
    }

    func transmit(_ command: Data) throws -> Data {
        try card.transmit(command: command)
    }

    /// Instructions of the commands that the card has been sent.
    var instructions: [UInt8] { card.log().map { $0.header[$0.header.startIndex + 1] } }
}

/// A conversation of the core, whose requests to a real server take no virtual time.
struct Timeless: CardConversation {
    let conversation: any CardConversation
    let clock: WorldClock
    /// Is called when the server is about to be asked.
    var asking: @Sendable () -> Void = {}

    func begin() throws -> CardStep {
        try conversation.begin()
    }

    func resume(_ event: CardEvent) throws -> CardStep {
        try conversation.resume(event)
    }

    func relay() async throws -> CardStep {
        let hold = clock.hold()
        defer { hold.release() }
        asking()
        return try await conversation.relay()
    }

    func cancel() {
        conversation.cancel()
    }
}
