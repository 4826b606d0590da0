import KyotakuModels
import Testing

@testable import KyotakuNFC

@Suite struct SheetTextTests {
    @Test func theTextChangesWithThePhaseAndHalfWayThroughTheCertificate() {
        var sheet = SheetText()
        let reading = [(0, nil), (256, 1577), (512, 1577), (789, 1577), (1024, 1577), (1536, 1577)]
            .map { TapProgress(phase: .readingCertificate, received: $0.0, total: $0.1) }
        let progress =
            [TapProgress(phase: .selecting), TapProgress(phase: .selecting)] + reading
            + [
                TapProgress(phase: .askingTries), TapProgress(phase: .verifyingPin),
                TapProgress(phase: .signing),
            ]
        let changes = progress.filter { sheet.changes(at: $0) }
        #expect(
            changes == [
                TapProgress(phase: .selecting), reading[0], reading[3],
                TapProgress(phase: .verifyingPin), TapProgress(phase: .signing),
            ]
        )
    }

    @Test func everyPhaseButTheShortestHasItsText() {
        for phase in TapPhase.allCases {
            var sheet = SheetText()
            #expect(sheet.changes(at: TapProgress(phase: phase)) == (phase != .askingTries))
        }
    }
}
