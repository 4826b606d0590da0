import Foundation
import KyotakuCore

@testable import KyotakuModels

/// A phone that answers as told, in the place of the core.
final class ScriptedPhone: Sendable {
    let activation = Scripted<ActivationForm, Registration>()
    let deregistration = Scripted<Void, Void>()
    let erasure = Scripted<Void, Void>()
    let signingIn = Scripted<String, SignedIn>()
    let signingOut = Scripted<Void, Void>()
    let settings = Scripted<Void, Void>()
    let standing = Scripted<Void, PhoneOverview>()
    let server = Scripted<Void, Void>()
    let unlocking = Scripted<Void, Void>()
    let opening = Scripted<Void, Void>()
    let searching = Scripted<ResultQuery, ResultList>()
    let showing = Scripted<String, ResultDetail>()
    let patientLists = Scripted<PatientsQuery, PatientList>()
    let requeries = Scripted<String, Requery>()
    let batches = Scripted<[String], [RequeryOutcome]>()
    let medical = Scripted<MedicalQuery, MedicalInformation>()
    let noticeLists = Scripted<Void, [Notice]>()
    let histories = Scripted<String?, History>()
    let deviceLists = Scripted<Void, SupportedDevices>()
    let taps = Scripted<Void, any TapConversing>()
    let reports = Scripted<DeviceCheckReport, Void>()
    let beginnings = Scripted<VisitPlan, any VisitRunning>()
    let resumptions = Scripted<String, any VisitRunning>()
    let waitingLists = Scripted<Void, [WaitingDelivery]>()
    let deliveries = Scripted<Void, DeliveryReport>()
    let discards = Scripted<String, Void>()
    let events = Scripted<NoticedEvent, Void>()
    /// Calls that answer at once, by name.
    let noted = Noted()

    /// What a test can look at afterwards.
    final class Noted: @unchecked Sendable {
        private let lock = NSLock()
        private var names: [String] = []
        private var now = ResultList(results: [], next: nil)

        var calls: [String] { lock.withLock { names } }
        var listed: ResultList { lock.withLock { now } }

        func add(_ name: String) { lock.withLock { names.append(name) } }
        func list(_ list: ResultList) { lock.withLock { now = list } }
    }
}

extension ScriptedPhone: Activating {
    func activate(_ form: ActivationForm) async throws -> Registration {
        try await activation(form)
    }
    func renewIfDue() async throws -> Bool { false }
    func deregister(password: Secret) async throws { try await deregistration() }
    func eraseWithoutServer() async throws { try await erasure() }
}

extension ScriptedPhone: SigningIn {
    func signIn(userId: String, password: Secret) async throws -> SignedIn {
        try await signingIn(userId)
    }
    func signOut() async throws { try await signingOut() }
    func refreshSettings() async throws { try await settings() }
}

extension ScriptedPhone: PhoneWatching {
    func overview() async throws -> PhoneOverview { try await standing() }
    func checkServer() async throws { try await server() }
    func touch() throws { noted.add("touch") }
    func leave() { noted.add("leave") }
    func comeBack() { noted.add("comeBack") }
    func unlockByOwner() async throws { try await unlocking() }
}

extension ScriptedPhone: ResultSearching {
    var longestSearch: Int { 31 }
    func openResults(password: Secret) async throws { try await opening() }
    func search(_ query: ResultQuery) async throws -> ResultList {
        let list = try await searching(query)
        noted.list(list)
        return list
    }
    func listed() -> ResultList { noted.listed }
    func showResult(_ receptionNumber: String) async throws -> ResultDetail {
        try await showing(receptionNumber)
    }
    func backToList() throws { noted.add("backToList") }
    func closeResults() {
        noted.add("closeResults")
        noted.list(ResultList(results: [], next: nil))
    }
}

extension ScriptedPhone: Requerying {
    func patients(_ query: PatientsQuery) async throws -> PatientList {
        try await patientLists(query)
    }
    func requery(_ receptionNumber: String) async throws -> Requery {
        try await requeries(receptionNumber)
    }
    func requeryAll(_ receptionNumbers: [String]) async throws -> [RequeryOutcome] {
        try await batches(receptionNumbers)
    }
}

extension ScriptedPhone: MedicalReading {
    func medicalInformation(
        of receptionNumber: String,
        _ query: MedicalQuery
    ) async throws -> MedicalInformation {
        try await medical(query)
    }
}

extension ScriptedPhone: NoticeReading {
    func notices() async throws -> [Notice] { try await noticeLists() }
}

extension ScriptedPhone: HistoryReading {
    func history(after cursor: String?) async throws -> History { try await histories(cursor) }
}

extension ScriptedPhone: DeviceListing {
    func supportedDevices() async throws -> SupportedDevices { try await deviceLists() }
}

extension ScriptedPhone: DeviceChecking {
    func checkDevice() async throws -> any TapConversing { try await taps() }
    func report(_ check: DeviceCheckReport) async throws { try await reports(check) }
}

extension ScriptedPhone: Visiting {
    func beginVisit(_ plan: VisitPlan) async throws -> any VisitRunning {
        try await beginnings(plan)
    }
    func resumeVisit(_ delivery: String) async throws -> any VisitRunning {
        try await resumptions(delivery)
    }
}

extension ScriptedPhone: Delivering {
    func waiting() async throws -> [WaitingDelivery] { try await waitingLists() }
    func deliverWaiting() async throws -> DeliveryReport { try await deliveries() }
    func discard(_ delivery: String) async throws { try await discards(delivery) }
}

extension ScriptedPhone: EventReporting {
    func report(_ event: NoticedEvent) async throws { try await events(event) }
}
