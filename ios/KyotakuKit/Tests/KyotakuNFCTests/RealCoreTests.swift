import CoreNFC
import Foundation
import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuTesting
import StandInTime
import Testing

/// The reader between the real core, with a real server behind it, and emulated cards.
@Suite(.timeLimit(.minutes(5))) struct RealCoreTests {
    @Test func aPatientIsConfirmedByPin() async throws {
        let ward = try await Ward(.pin)
        let card = try HeldCard("T01")
        try ward.visit.enterPin(digits: cardPin())
        let (failure, world) = try await ward.tap(card)
        #expect(failure == nil)
        #expect(ward.step == .delivering)
        #expect(world.phone.lastEnding == .tick)
        #expect(world.phone.messages.last == "tap_ending_read")
        #expect(card.card.forbiddenCount() == 0 && !card.card.isPowered())
        try ward.close()
    }

    @Test func aPatientIsConfirmedBySightWithTheServersHelp() async throws {
        let ward = try await Ward(.visual)
        let card = try HeldCard("T01")
        let (failure, world) = try await ward.tap(card)
        #expect(failure == nil)
        #expect(ward.step == .delivering)
        #expect(world.phone.messages.contains("tap_relaying"))
        #expect(!card.instructions.contains(0x20))
        #expect(card.card.forbiddenCount() == 0)
        try ward.close()
    }

    @Test func aWrongPinIsACross() async throws {
        let ward = try await Ward(.pin)
        let card = try HeldCard("T01")
        try ward.visit.enterPin(digits: Data("0000".utf8))
        let (failure, world) = try await ward.tap(card)
        #expect(failure == nil)
        #expect(world.phone.lastEnding == .cross("tap_ending_wrongPin"))
        #expect(card.card.pinTriesLeft() == 2 && ward.step == .ready)
        try ward.close()
    }

    @Test(arguments: [false, true])
    func aCardLostAtAnyCommandIsHeldAgainAndCostsNothing(cardHasActed: Bool) async throws {
        let ward = try await Ward(.pin)
        let card = try HeldCard("T01")
        let lost = NFCReaderError.Code.readerTransceiveErrorTagConnectionLost
        var command = 1
        while ward.step == .ready {
            try ward.visit.enterPin(digits: cardPin())
            let fault: VirtualReader.CommandFault =
                cardHasActed ? .lostAfter(lost) : .lostBefore(lost)
            let (failure, world) = try await ward.tap(card, on: { $0.plan(fault, at: command) })
            #expect(failure == nil)
            if ward.step == .ready {
                #expect(world.phone.lastEnding == .cross("tap_ending_failed"))
            }
            #expect(card.card.pinTriesLeft() == 3)
            command += 1
        }
        #expect(ward.step == .delivering)
        // Select, the certificate in some reads, the tries, the PIN, the signature.
        #expect(command > 6 && command < 40)
        try ward.close()
    }

    @Test func aTapByPinThatIsEndedAtAnyMomentLeavesTheVisitWhereItWas() async throws {
        let ward = try await Ward(.pin)
        let card = try HeldCard("T01")
        var moment = Duration.milliseconds(5)
        for cut in Self.cuts(100) {
            guard ward.step == .ready else { break }
            try ward.visit.enterPin(digits: cardPin())
            let (failure, world) = try await ward.tap(card, meanwhile: cut.event(at: moment))
            if ward.step == .ready {
                #expect(failure == cut.failure)
            } else {
                #expect(failure == nil && world.phone.lastEnding == .tick)
            }
            #expect(card.card.pinTriesLeft() == 3 && !card.card.isPowered())
            moment += .milliseconds(15)
        }
        #expect(ward.step == .delivering)
        try ward.close()
    }

    @Test func aTapBySightThatIsEndedWhileTheServerIsAskedEndsAtOnce() async throws {
        for cut in Cut.allCases {
            let ward = try await Ward(.visual)
            let (failure, world) = try await ward.tap(
                try HeldCard("T01"),
                whileAsking: { cut.event(at: .zero).first }
            )
            #expect(failure == cut.failure)
            #expect(ward.step == .ready)
            #expect(world.phone.sessionObjects == 0)
            try ward.close()
        }
    }

    @Test func aPhoneThatSendsNoLongCommandsSaysSo() async throws {
        let ward = try await Ward(.visual)
        let (failure, world) = try await ward.tap(
            try HeldCard("T01"),
            on: { $0.commandLimit = 261 }
        )
        #expect(failure == nil)
        #expect(world.phone.lastEnding == .cross("tap_ending_lengthRefused"))
        try ward.close()
    }

    @Test func withoutACardThePinIsKeptForTheNextTap() async throws {
        let ward = try await Ward(.pin)
        try ward.visit.enterPin(digits: cardPin())
        let (failure, _) = try await ward.tap(nil)
        #expect(failure == .timedOut && ward.step == .ready)
        let (second, _) = try await ward.tap(try HeldCard("T01"))
        #expect(second == nil && ward.step == .delivering)
        try ward.close()
    }

    private static func cuts(_ count: Int) -> [Cut] {
        (0..<count).map { Cut.allCases[$0 % Cut.allCases.count] }
    }
}

/// A visit of a patient that is ready for the card, on a phone of a clinic.
private struct Ward {
    let clinic: TestClinic
    let own: TestPhone
    let visit: Visit

    init(_ method: ConfirmationMethod) async throws {
        clinic = try TestClinic()
        own = try clinic.phone()
        let phone = try await own.signedIn()
        let plan = VisitPlan(careKind: .homeVisit, method: method, purpose: .visit)
        visit = try phone.beginVisit(plan: plan)
        if method == .visual {
            let checks = VisualChecks(photoMatchesFace: true, noSignOfTampering: true)
            try visit.confirmBySight(checks: checks)
        }
        try await visit.prepare(cancellation: Cancellation())
    }

    var step: VisitStep { visit.overview().step }

    func close() throws {
        try clinic.close()
    }

    /// A tap on a phone of its own time, and what has happened there.
    func tap(
        _ card: HeldCard?,
        meanwhile: [Event] = [],
        whileAsking: @escaping @Sendable () -> Event? = { nil },
        on prepare: (VirtualReader) -> Void = { _ in }
    ) async throws -> (TapFailure?, World) {
        let world = World()
        prepare(world.phone)
        if let card {
            world.phone.place(card)
        }
        let conversation = Timeless(
            conversation: try await visit.tap(acceptsLastTry: false),
            clock: world.clock,
            asking: { if let event = whileAsking() { world.now(event) } }
        )
        let failure = try await world.tap(conversation, meanwhile: meanwhile).cause
        world.clock.advance(by: .seconds(5))
        #expect(world.phone.sessionObjects == 0 && world.phone.sheet == nil)
        return (failure, world)
    }
}
