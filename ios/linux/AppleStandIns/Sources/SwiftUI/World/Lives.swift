/// What a view does when it comes and goes, and while it is there.
@MainActor
struct Life {
    /// Who the view is, and which of its modifiers this is.
    let path: String
    /// What it is done for; another one, and it is done anew.
    var identity: AnyHashable = 0
    var appear: (@MainActor () -> Void)?
    var disappear: (@MainActor () -> Void)?
    var work: (@MainActor () async -> Void)?
    /// A value that is compared with the one before, and what is done when it is another.
    var watched: Watched?

    struct Watched {
        let value: Any
        let isEqual: @MainActor (Any) -> Bool
        let act: @MainActor (_ old: Any) -> Void
        let isInitial: Bool
    }
}

/// The views that are there, and what they have begun.
@MainActor
final class Lives {
    private struct Lived {
        var life: Life
        var task: Task<Void, Never>?
    }

    private var lived: [String: Lived] = [:]
    private var order: [String] = []

    /// Ends what is of views that are gone, then begins what is of new ones.
    func update(to lives: [Life]) {
        let staying = Set(lives.map(\.path))
        for path in order where !staying.contains(path) {
            guard let gone = lived.removeValue(forKey: path) else { continue }
            gone.task?.cancel()
            gone.life.disappear?()
        }
        order = lives.map(\.path)
        for life in lives { take(life) }
    }

    func endAll() {
        update(to: [])
    }

    private func take(_ life: Life) {
        guard let known = lived[life.path] else {
            lived[life.path] = Lived(life: life, task: start(life))
            life.appear?()
            if let watched = life.watched, watched.isInitial { watched.act(watched.value) }
            return
        }
        var next = Lived(life: life, task: known.task)
        if known.life.identity != life.identity {
            known.task?.cancel()
            next.task = start(life)
        }
        lived[life.path] = next
        if let watched = life.watched, let old = known.life.watched?.value,
            !watched.isEqual(old)
        {
            watched.act(old)
        }
    }

    private func start(_ life: Life) -> Task<Void, Never>? {
        life.work.map { work in Task { await work() } }
    }
}
