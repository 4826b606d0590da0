import KyotakuCore

/// 資格確認結果検索.
public protocol ResultSearching: Sendable {
    /// Days that one search may span, as the server last said.
    var longestSearch: Int { get }
    /// Opens the search with the password of whoever is signed in, for a few minutes.
    func openResults(password: Secret) async throws
    /// Searches. A query with the cursor of the list before adds to it.
    func search(_ query: ResultQuery) async throws -> ResultList
    /// What is listed now. Nothing when the time of the password is over.
    func listed() -> ResultList
    /// Fetches one result of the list.
    func showResult(_ receptionNumber: String) async throws -> ResultDetail
    /// From a result back to the list.
    func backToList() throws
    /// Ends the search, and forgets what it found.
    func closeResults()
}

/// 再照会, and the patients whom it is for.
public protocol Requerying: Sendable {
    /// The patients in a continuing relation.
    func patients(_ query: PatientsQuery) async throws -> PatientList
    /// 再照会 of one result, without the card.
    func requery(_ receptionNumber: String) async throws -> Requery
    /// 再照会 of several results, 50 at most.
    func requeryAll(_ receptionNumbers: [String]) async throws -> [RequeryOutcome]
}

/// 医療情報.
public protocol MedicalReading: Sendable {
    /// Medical information about the person of a result.
    func medicalInformation(
        of receptionNumber: String,
        _ query: MedicalQuery
    ) async throws -> MedicalInformation
}

extension Phone: ResultSearching {
    /// Days that one search may span, as the server last said.
    public var longestSearch: Int { Int(longestSearchDays()) }

    /// Opens the search with the password of whoever is signed in, for a few minutes.
    public func openResults(password: Secret) async throws {
        try await cancellable { try await self.openResults(password: password, cancellation: $0) }
    }

    /// Searches.
    public func search(_ query: ResultQuery) async throws -> ResultList {
        try await cancellable { try await self.search(query: query, cancellation: $0) }
    }

    /// Fetches one result of the list.
    public func showResult(_ receptionNumber: String) async throws -> ResultDetail {
        try await cancellable {
            try await self.showResult(receptionNumber: receptionNumber, cancellation: $0)
        }
    }
}

extension Phone: Requerying {
    /// The patients in a continuing relation.
    public func patients(_ query: PatientsQuery) async throws -> PatientList {
        try await cancellable { try await self.patients(query: query, cancellation: $0) }
    }

    /// 再照会 of one result, without the card.
    public func requery(_ receptionNumber: String) async throws -> Requery {
        try await cancellable {
            try await self.requery(receptionNumber: receptionNumber, cancellation: $0)
        }
    }

    /// 再照会 of several results, 50 at most.
    public func requeryAll(_ receptionNumbers: [String]) async throws -> [RequeryOutcome] {
        try await cancellable {
            try await self.requeryAll(receptionNumbers: receptionNumbers, cancellation: $0)
        }
    }
}

extension Phone: MedicalReading {
    /// Medical information about the person of a result.
    public func medicalInformation(
        of receptionNumber: String,
        _ query: MedicalQuery
    ) async throws -> MedicalInformation {
        try await cancellable {
            try await self.medicalInformation(
                receptionNumber: receptionNumber,
                query: query,
                cancellation: $0
            )
        }
    }
}
