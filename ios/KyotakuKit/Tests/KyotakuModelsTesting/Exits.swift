/// How a screen was left, as often as it was.
@MainActor
final class Exits<Exit: Equatable & Sendable> {
    private(set) var all: [Exit] = []

    var last: Exit? { all.last }

    func add(_ exit: Exit) {
        all.append(exit)
    }
}
