import CoreNFC
import Foundation

/// The app on a phone that is not there, for whoever draws it: lines of JSON go out that say what is to be
/// seen, and lines come in that say what is done.
///
/// The format is described in ios/linux/preview/README.md.
@main
enum Preview {
    static func main() {
        Task { @MainActor in await show() }
        // Views are evaluated on this thread, whose stack is large. An asynchronous `main` would leave
        // the main actor to a thread of the pool, whose stack is not.
        RunLoop.main.add(Timer(timeInterval: 3600, repeats: true) { _ in }, forMode: .default)
        RunLoop.main.run()
    }

    @MainActor
    private static func show() async {
        do {
            let world = try PreviewWorld()
            FileHandle.standardError.write(Data(try world.report().logIns.utf8))
            await VirtualReader.$current.withValue(world.reader) {
                await PreviewSession(world).run()
            }
            exit(0)
        } catch {
            FileHandle.standardError.write(Data("the world cannot be made: \(error)\n".utf8))
            exit(1)
        }
    }
}
