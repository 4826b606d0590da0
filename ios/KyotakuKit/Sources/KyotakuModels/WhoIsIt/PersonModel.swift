import KyotakuCore
import KyotakuText
import Observation

/// Who is it? The certificate carries no name, and spouses who live together take each other's
/// cards, so nothing goes on before staff have compared.
@MainActor
@Observable
public final class PersonModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state: PersonState

    private let visit: any VisitRunning
    private let exit: @MainActor (PersonExit) -> Void
    private let work = Work()

    /// A visit at `identifying`.
    public init(visit: any VisitRunning, exit: @escaping @MainActor (PersonExit) -> Void) {
        self.visit = visit
        self.exit = exit
        state = PersonState()
        guard let presence = visit.overview().presence else { return }
        state.person = ShownPerson(presence)
        state.certificate = presence.certificate.code
        state.certificateUntil = presence.certificate.notAfter
        state.consentUntil = presence.currentConsent?.availableUntil
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: PersonAction) {
        guard !state.isBusy else { return }
        switch action {
        case .same: take { try await $0.confirmPerson() }
        case .differs: state.asksWhetherItDiffers = true
        case .differsConfirmed:
            guard state.asksWhetherItDiffers else { return }
            // The question goes with its answer, also where that cannot be taken up.
            state.asksWhetherItDiffers = false
            take { try await $0.personDiffers() }
        case .differsCancelled: state.asksWhetherItDiffers = false
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way, and forgets the person.
    public func stop() {
        work.cancel()
        state = PersonState()
    }

    private func take(_ answer: @escaping @Sendable (any VisitRunning) async throws -> Void) {
        let visit = visit
        state.isBusy = true
        state.problem = nil
        work.begin {
            try await answer(visit)
        } onEnd: { [weak self] result in
            self?.taken(result)
        }
    }

    private func taken(_ result: Result<Void, Problem>) {
        state.isBusy = false
        guard case .failure(let problem) = result else { return exit(.moved) }
        state.problem = problem
        if let detour = problem.detour {
            exit(.detour(detour))
        } else if visit.overview().step != .identifying {
            exit(.moved)
        }
    }
}

extension ShownPerson {
    /// Whom a proof has shown. Ages count from the day on which the server verified it.
    init(_ presence: PresenceAnswer) {
        let person = presence.person
        let today = CalendarDay(inJapanAt: presence.verifiedAt).map { CalendarDate($0) }
        let known = person.birthdate.day.flatMap { born in
            today.flatMap { KyotakuCore.age(birthdate: born, today: $0) }
        }
        self.init(
            name: person.name,
            kana: fullWidthKana(text: person.nameKana),
            otherName: person.nameOfOther,
            birthdate: person.birthdate.digits,
            age: known.map { Int($0) },
            sex: person.sex1.code
        )
    }
}
