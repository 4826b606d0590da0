import Foundation
import KyotakuCore

@testable import KyotakuModels

extension ScriptedPhone {
    /// A phone that somebody is signed in on, with all that the home screen asks for.
    ///
    /// - Parameters:
    ///   - patients: The patients of today.
    ///   - problem: What the home screen meets, if something is wrong.
    static func atHome(
        patients: PatientList = Sample.patients(),
        noticing problem: Problem? = nil
    ) -> ScriptedPhone {
        let phone = ScriptedPhone()
        phone.standing.answer(Sample.overview())
        phone.server.succeed()
        phone.waitingLists.answer([])
        phone.patientLists.answer(patients)
        phone.settings.succeed()
        phone.events.succeed()
        if let problem { phone.noticeLists.fail(problem) } else { phone.noticeLists.answer([]) }
        return phone
    }
}

extension AppModel {
    /// An app on a phone that answers as told. It was not started yet.
    ///
    /// - Parameters:
    ///   - phone: The phone.
    ///   - network: How it is connected.
    static func scripted(
        _ phone: ScriptedPhone,
        in network: any NetworkPathReading = FixedPath(.mobile)
    ) -> AppModel {
        AppModel(
            AppDependencies(
                opening: { OpenedPhone(phone) },
                beginAnew: {},
                reader: ScriptedReader(),
                owner: ScriptedOwner(),
                pausing: HeldPauses(),
                marks: ScriptedMarks(terms: StartModel.terms),
                network: network,
                facts: Sample.facts,
                server: "https://kyotaku.example.jp:8443",
                isReferenceWorld: true,
                openSettings: {},
                now: { Sample.now }
            )
        )
    }
}

extension SignInModel {
    /// P10 on a phone that answers as told.
    static func scripted(
        _ phone: ScriptedPhone,
        userID: String? = nil,
        problem: Problem? = nil,
        exit: @escaping @MainActor (SignInExit) -> Void
    ) -> SignInModel {
        SignInModel(
            signing: phone,
            watching: phone,
            userID: userID,
            problem: problem,
            now: { Sample.now },
            exit: exit
        )
    }
}

extension Sample {
    /// The nurse, signed in, with a password that ends in so many days.
    static func signedIn(daysLeft: Double? = nil) -> SignedIn {
        SignedIn(
            account: nurse,
            passwordExpiresAt: daysLeft.map { now.addingTimeInterval($0 * 86_400) }
        )
    }
}

/// A connection that is as it is.
struct FixedPath: NetworkPathReading {
    private let fixed: NetworkPath

    init(_ path: NetworkPath) {
        fixed = path
    }

    func path() async -> NetworkPath { fixed }
}
