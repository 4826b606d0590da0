import CoreNFC
import Foundation

/// The app on a phone that is not there, for whoever draws it: lines of JSON go out that say what is to be
/// seen, and lines come in that say what is done.
///
/// The format is described in ios/linux/preview/README.md.
@main
enum Preview {
    @MainActor
    static func main() async {
        do {
            let world = try PreviewWorld()
            await VirtualReader.$current.withValue(world.reader) {
                await PreviewSession(world).run()
            }
        } catch {
            FileHandle.standardError.write(Data("the world cannot be made: \(error)\n".utf8))
            exit(1)
        }
    }
}
