import CoreNFC
import Foundation
import KyotakuTesting

/// An emulated card, held to the phone's reader.
public final class HeldCard: VirtualTag {
    /// The card.
    public let card: EmulatedCard

    /// A card of the reference world, by its name.
    public init(_ name: String) throws {
        card = try EmulatedCard(name: name)
    }

    /// Its technology.
    public var technology: VirtualTechnology { .typeB(applicationData: card.applicationData()) }

    /// The card answers by a PUPI that nobody reads.
    public var identifier: Data { Data([0xC0, 0xFF, 0xEE, 0x00]) }

    /// It comes into the field.
    public func powerOn() {
        // A card that cannot be powered answers nothing, which is what the reader then finds.
        try? card.powerOn()
    }

    /// It leaves the field.
    public func powerOff() {
        card.powerOff()
    }

    /// Answers a command.
    public func transmit(_ command: Data) throws -> Data {
        try card.transmit(command: command)
    }

    /// Instructions of the commands that the card has been sent.
    public var instructions: [UInt8] { card.log().map { $0.header[$0.header.startIndex + 1] } }
}
