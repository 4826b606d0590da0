// When the connection of the phone changes.
extension AppModel {
    /// Whoever looks at the home screen sees how it is now, and what waits goes as soon as it can.
    func watchTheNetwork() {
        guard following == nil else { return }
        let changes = dependencies.network.changes()
        following = Task { [weak self] in
            for await _ in changes {
                guard let self else { return }
                await self.networkChanged()
            }
        }
    }

    private func networkChanged() async {
        guard visit == nil, pages.isEmpty, case .home(let home) = stage else { return }
        // What was asked before says nothing of the change.
        await home.settled()
        if !Task.isCancelled { home.takeUp(.refreshed) }
    }
}
