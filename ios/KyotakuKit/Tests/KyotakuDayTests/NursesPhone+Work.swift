import KyotakuCore
import KyotakuKitTesting
import KyotakuModels
import KyotakuTesting
import XCTest

/// What a nurse does again and again.
@MainActor
extension NursesPhone {
    /// P01 and P02: a new phone, until somebody may sign in.
    func register() async throws {
        await send(.started)
        try await at(\.start) { $0.send(.termsAccepted) }
        // What the app needs is there; what the administrator prepares is read.
        try await at(\.start) { start in
            XCTAssertEqual(start.state.step, .preparations)
            start.send(.continued)
        }
        let code = try clinic.clinic.issueCode()
        try await at(\.registration) { form in
            form.send(.institutionTyped(clinic.nurse.institution))
            form.send(.userIDTyped("ｓｔａｆｆ１１"))
            form.send(.passwordTyped(TypedSecret(clinic.nurse.password)))
            form.send(.codeTyped(TypedSecret(" " + code.lowercased())))
            form.send(.submitted)
        }
        try await at(\.registration) { form in
            form.send(.deviceNameTyped("訪問1号"))
            form.send(.submitted)
        }
        try await at(\.registration) { $0.send(.continued) }
    }

    /// P10.
    func signIn(as staff: StaffAccount, line: UInt = #line) async throws {
        try await at(\.signIn, line: line) { form in
            form.send(.userIDTyped(staff.id))
            form.send(.passwordTyped(TypedSecret(staff.password)))
            form.send(.submitted)
        }
        if let form = signIn, form.state.problem == nil {
            form.send(.continued)
            await app.settled()
        }
    }

    /// From the home screen to the method of a visit.
    func begin(
        _ intent: VisitIntent = .visit,
        by method: ConfirmationMethod,
        line: UInt = #line
    ) async throws {
        try await at(\.home, line: line) { $0.send(.begun(intent)) }
        if careKind != nil {
            try await at(\.careKind, line: line) { $0.send(.chosen(.homeVisit)) }
        }
        try await at(\.method, line: line) { $0.send(.chosen(method)) }
    }

    /// The patient takes the phone, enters a PIN, and gives the phone back.
    func enterPin(_ digits: [Int] = NursesPhone.pin, line: UInt = #line) async throws {
        try await at(\.handover, line: line) { $0.send(.started) }
        try await at(\.pin, line: line) { pad in
            digits.forEach { pad.send(.digit($0)) }
            pad.send(.submitted)
        }
        try await at(\.handBack, line: line) { $0.send(.received) }
    }

    /// The card lies under the phone for one reading.
    @discardableResult
    func hold(_ name: String, line: UInt = #line) async throws -> EmulatedCard {
        let card = try HeldCard(name)
        try await hold(card, line: line)
        return card.card
    }

    /// The same with a card that is there already.
    func hold(_ card: HeldCard, line: UInt = #line) async throws {
        reader.place(card)
        try await at(\.tap, line: line) { $0.send(.started) }
        reader.clearField()
    }

    /// The patient takes the phone and agrees to all.
    func agreeToAll(line: UInt = #line) async throws {
        try await at(\.handover, line: line) { $0.send(.started) }
        try await at(\.consent, line: line) { $0.send(.agreedToAll) }
        if prescription != nil {
            try await at(\.prescription, line: line) { model in
                guard let first = model.state.draft?.prescriptions.first else { return }
                model.send(.chosen(first.code))
                model.send(.submitted)
            }
        }
        try await at(\.review, line: line) { $0.send(.submitted) }
        try await at(\.handBack, line: line) { $0.send(.received) }
    }

    /// A whole visit by PIN; its 受付番号. The app is at P44 then.
    @discardableResult
    func visitByPin(_ name: String, line: UInt = #line) async throws -> String {
        try await begin(by: .pin, line: line)
        try await enterPin(line: line)
        try await hold(name, line: line)
        try await at(\.person, line: line) { $0.send(.same) }
        try await agreeToAll(line: line)
        return try receptionNumber(line: line)
    }

    /// The number at P44.
    func receptionNumber(line: UInt = #line) throws -> String {
        guard case .registered(let registered) = done?.state.outcome else {
            throw Elsewhere(line: line, place: place)
        }
        return registered.receptionNumber
    }

    /// Staff have looked, and all is as it should be.
    func confirmBySight(line: UInt = #line) async throws {
        try await at(\.sight, line: line) { sight in
            sight.send(.photoToggled)
            sight.send(.tamperingToggled)
            sight.send(.confirmed)
        }
    }

    /// 歯車 → メニュー → セキュリティ設定 → an entry.
    func goTo(_ entry: SecurityEntry, line: UInt = #line) async throws {
        try await at(\.home, line: line) { $0.send(.menuChosen) }
        try await at(\.menu, line: line) { $0.send(.chosen(.security)) }
        try await at(\.security, line: line) { $0.send(.appeared) }
        await openGate(security?.gate)
        try await at(\.security, line: line) { $0.send(.chosen(entry)) }
    }

    /// The password again, where it is asked for.
    func openGate(_ gate: PasswordGateModel?) async {
        guard let gate else { return }
        gate.send(.typed(TypedSecret(clinic.nurse.password)))
        gate.send(.submitted)
        await app.settled()
    }

    /// Back, until the home screen is there.
    func goHome() async {
        for _ in 0..<6 where !app.pages.isEmpty {
            await send(.backChosen)
        }
    }
}
