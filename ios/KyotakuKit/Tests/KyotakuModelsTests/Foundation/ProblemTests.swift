import KyotakuCore
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@Suite struct ProblemTests {
    @Test func aCancellationIsNoProblem() {
        #expect(Problem(KyotakuError.Cancelled) == nil)
        #expect(Problem(CancellationError()) == nil)
    }

    @Test func whatNobodyKnowsIsAFaultOfTheApp() {
        struct Strange: Error {}
        #expect(Problem(Strange()) == .internalFault)
    }

    @Test func everyErrorOfTheCoreHasItsReaction() {
        let code = "MKA-E5001"
        let field = FieldProblem(field: .password, code: code)
        let errors: [(KyotakuError, Reaction)] = [
            (.Activate(code: code), .activate),
            (.ClockWrong(code: code, aheadSeconds: 90), .clockWrong),
            (.CorrectInput(code: code, fields: [field]), .correctInput),
            (.DeviceLocked(code: code), .deviceLocked),
            (.Internal(code: code), .internalFault),
            (.Maintenance(code: code, until: nil), .maintenance),
            (.NotNow(code: code), .notNow),
            (.Offline(code: code), .offline),
            (.Reauthenticate(code: code), .reauthenticate),
            (.Refused(code: code), .refused),
            (.SignIn(code: code), .signIn),
            (.Storage(code: code), .storage),
            (.Unlock(code: code), .unlock),
            (.Update(code: code), .update),
        ]
        #expect(errors.map { Problem($0.0)?.reaction } == Reaction.allCases.map { $0 })
        #expect(errors.map(\.1) == Reaction.allCases.map { $0 })
        #expect(errors.allSatisfy { Problem($0.0)?.code == code })
        #expect(Problem(errors[1].0)?.aheadSeconds == 90)
        #expect(Problem(errors[2].0)?.fields == [field])
    }
}
