import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuTesting
import KyotakuText
import SwiftUI
import Synchronization
import XCTest

/// Does what the screens ask for, one after the other, wherever a visit stands.
@MainActor
extension SeenPhone {
    /// Does what the screen asks for now, as staff and patient do.
    ///
    /// - Parameter beginning: Whether another visit is begun where none is left to be taken up.
    /// - Returns: Whether there was anything to do.
    func goOn(with card: HeldCard, beginning: Bool = true) async throws -> Bool {
        if title == texts(.homeTitle) { return try await goOnFromHome(beginning) }
        switch title {
        case texts(.careKindTitle):
            try await tap(texts.label(CareKind.homeVisit.code, of: .careKind))
        case texts(.methodTitle): try await tap(.methodPin)
        case texts(.handoverTitle): try await tap(.handoverStart)
        case texts(.pinTitle):
            try key(NursesPhone.pin)
            try await tap(.pinSubmit)
        case texts(.handoverBackTitle): try await tap(.handoverBackStaff)
        case texts(.cardTitle) where offers(.cardStart): try await hold(card)
        case texts(.cardTitle), texts(.positionTitle): try await hold(card, by: .positionRetry)
        case texts(.personTitle): try await tap(.personSame)
        case texts(.consentTitle): try await tap(.consentAgreeAll)
        case texts(.prescriptionTitle): try await prescribe()
        case texts(.confirmTitle): try await tap(.confirmSubmit)
        case texts(.completeTitle): return false
        case texts(.lockTitle): try await tap(.lockUnlock)
        case texts(.signInTitle): try await signIn(as: nurse.clinic.nurse)
        case texts(.waitingTitle): return try await goOnFromWaiting()
        default:
            // Whatever it is, it has not succeeded, and may be tried again.
            try await tap(.actionRetry)
        }
        return true
    }

    /// Goes on until there is nothing more to do.
    func goOnToTheEnd(with card: HeldCard, beginning: Bool = true) async throws {
        var steps = 0
        while try await goOn(with: card, beginning: beginning) {
            steps += 1
            guard steps < 40 else { throw Elsewhere(line: #line, place: "\(screen.texts)") }
        }
        if title == texts(.completeTitle) { try await tap(.completeHome) }
        expect(.homeTitle)
    }

    private func goOnFromHome(_ beginning: Bool) async throws -> Bool {
        let banners = [texts(.spokenHomeBanner, 1), texts(.homeAnswerCount, 1)]
        if let banner = banners.first(where: { screen.offers($0) }) {
            try await tap(banner)
            return true
        }
        if beginning { try await tap(.homeBegin) }
        return beginning
    }

    /// What waits is taken up; where nothing does any more, somebody goes back.
    private func goOnFromWaiting() async throws -> Bool {
        let words = texts(.waitingResume)
        let resume = screen.reading.first { $0.label.hasPrefix(words) }?.label
        if let resume {
            try await tap(resume)
        } else {
            try screen.send(.back)
            await settle()
        }
        return true
    }

    /// Whether the screen says that the server could not be reached.
    var isHeldUp: Bool { screen.texts.contains { $0.contains("MKA-E5001") } }

    /// What can be done on the screen besides going back and calling for somebody.
    var waysOn: [String] {
        let others = [texts(.actionBack), texts(.handoverCallStaff), texts(.languageTitle)]
        return screen.reading
            .filter { $0.traits.contains("button") && !$0.traits.contains("disabled") }
            .map(\.label)
            .filter { !others.contains($0) }
    }

    /// Does something when so many more commands have gone to a card.
    func atCommand(_ number: Int, _ act: @escaping @Sendable () -> Void) {
        let left = Countdown(from: number)
        nurse.reader.onCommand { _ in if left.isDue() { act() } }
    }
}

private final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(from number: Int) {
        left = Mutex(number)
    }

    func isDue() -> Bool {
        left.withLock { left in
            left -= 1
            return left == 0
        }
    }
}
