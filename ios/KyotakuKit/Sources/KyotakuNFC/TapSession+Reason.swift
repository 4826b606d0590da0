extension TapSession {
    /// Why the session is over, when a handler has told no more than that it is.
    func reasonOfEnd<Time: Clock>(
        clock: Time
    ) async -> ReaderFailure where Time.Duration == Duration {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.ended() }
            group.addTask { try? await clock.sleep(for: Limits.reason) }
            await group.next()
            group.cancelAll()
        }
        let reason = reason
        if reason == nil {
            drop()
        }
        return reason ?? .unexplained
    }
}
