import AVFoundation
import SwiftUI
import Testing
import VisionKit

/// Views of UIKit in those of SwiftUI.
@MainActor
struct RepresentableTests {
    private let seen = Happenings()

    @Test
    func aViewIsMadeOnceUpdatedOftenAndDismantled() throws {
        let shown = Rendered(Showing(seen: seen))
        #expect(seen.all == ["made", "updated to 0", "in the window"])
        try shown.tap("add")
        _ = shown.screen
        #expect(seen.all.suffix(1) == ["updated to 1"])
        try shown.tap("hide")
        _ = shown.screen
        #expect(seen.all.suffix(2) == ["dismantled", "out of the window"])
    }

    @Test
    func itsPlaceIsInTheTree() {
        #expect(Rendered(Watch(seen: seen, number: 0)).first("shape")?.text("fill") == "clear")
        let scanner = Rendered(Scanner(seen: seen)).first("uikit")
        #expect(scanner?.text("class") == "DataScannerViewController")
    }

    @Test
    func aTouchReachesTheRecognizersOfTheWindow() {
        let shown = Rendered(Showing(seen: seen))
        shown.graph.window.touch()
        shown.graph.window.touch()
        #expect(seen.all.suffix(2) == ["touched", "touched"])
    }

    @Test
    func aScreenshotIsHeardOf() async throws {
        let seen = seen
        let shown = Rendered(
            Text("a").task {
                let shots = NotificationCenter.default.notifications(
                    named: UIApplication.userDidTakeScreenshotNotification
                )
                seen.add("listening")
                for await _ in shots.map({ _ in }) { seen.add("shot") }
            }
        )
        #expect(await seen.reaches("listening"))
        UIApplication.takeScreenshot()
        #expect(await seen.reaches("shot"))
        shown.graph.end()
    }

    @Test
    func whoeverListensHearsWhichAidHasGoneToAnotherElement() async throws {
        let seen = seen
        let shown = Rendered(
            Text("a").task {
                let key = UIAccessibility.assistiveTechnologyUserInfoKey
                let moves = NotificationCenter.default.notifications(
                    named: UIAccessibility.elementFocusedNotification
                )
                seen.add("listening")
                for await aid in moves.map({ $0.userInfo?[key] as? String }) {
                    seen.add(aid ?? "nothing")
                }
            }
        )
        #expect(await seen.reaches("listening"))
        let voiceOver = UIAccessibility.AssistiveTechnologyIdentifier.notificationVoiceOver
        UIAccessibility.moveFocus(by: voiceOver)
        #expect(await seen.reaches(voiceOver.rawValue))
        shown.graph.end()
    }

    @Test
    func whatIsHeldBeforeTheCameraIsRecognized() {
        #expect(!DataScannerViewController.isSupported)
        let camera = VirtualCamera(isSupported: true, status: .authorized)
        VirtualCamera.$current.withValue(camera) {
            let shown = Rendered(Scanner(seen: seen))
            #expect(camera.hold("code"))
            #expect(seen.all == ["found code"])
            shown.graph.end()
            #expect(!camera.hold("another"))
            #expect(seen.all == ["found code"])
        }
    }

    @Test
    func aCameraThatIsTakenAwayIsLost() {
        let camera = VirtualCamera(isSupported: true, status: .authorized)
        VirtualCamera.$current.withValue(camera) {
            let shown = Rendered(Scanner(seen: seen))
            camera.takeAway()
            camera.takeAway()
            #expect(seen.all == ["lost the camera"])
            #expect(!camera.hold("code"))
            shown.graph.end()
        }
    }

    @Test
    func aCameraThatIsForbiddenCannotLook() {
        for status in [AVAuthorizationStatus.notDetermined, .restricted, .denied] {
            let camera = VirtualCamera(isSupported: true, status: status)
            VirtualCamera.$current.withValue(camera) {
                #expect(!DataScannerViewController.isAvailable)
                let shown = Rendered(Scanner(seen: seen))
                #expect(!camera.hold("code"))
                shown.graph.end()
            }
        }
    }

    @Test
    func whoeverHasNotBeenAskedForTheCameraIsAskedOnce() async {
        for allows in [true, false] {
            let camera = VirtualCamera(allows: allows)
            await VirtualCamera.$current.withValue(camera) {
                for _ in 0..<2 {
                    #expect(await AVCaptureDevice.requestAccess(for: .video) == allows)
                }
            }
            #expect(camera.questions == 1)
        }
    }

    @Test
    func aControllerComesIntoSightOnceAndNotWithEachUpdate() throws {
        let shown = Rendered(Holding(seen: seen))
        #expect(seen.all == ["loaded", "in sight"])
        try shown.tap("add")
        _ = shown.screen
        #expect(seen.all == ["loaded", "in sight"])
        try shown.tap("hide")
        _ = shown.screen
        #expect(seen.all == ["loaded", "in sight", "out of sight"])
    }
}

private struct Showing: View {
    let seen: Happenings
    @State private var number = 0
    @State private var isThere = true

    var body: some View {
        if isThere { Watch(seen: seen, number: number) }
        Button("add") { number += 1 }
        Button("hide") { isThere = false }
    }
}

private struct Watch: UIViewRepresentable {
    let seen: Happenings
    let number: Int

    func makeUIView(context: Context) -> Watching {
        seen.add("made")
        return Watching(seen)
    }

    func updateUIView(_ view: Watching, context: Context) {
        seen.add("updated to \(number)")
    }

    static func dismantleUIView(_ view: Watching, coordinator: Void) {
        view.seen.add("dismantled")
    }
}

private final class Watching: UIView {
    let seen: Happenings
    private let touches: Touches

    init(_ seen: Happenings) {
        self.seen = seen
        touches = Touches(seen)
        super.init()
    }

    override func didMoveToWindow() {
        super.didMoveToWindow()
        seen.add(window == nil ? "out of the window" : "in the window")
        touches.view?.removeGestureRecognizer(touches)
        window?.addGestureRecognizer(touches)
    }
}

private final class Touches: UIGestureRecognizer {
    private let seen: Happenings

    init(_ seen: Happenings) {
        self.seen = seen
        super.init()
    }

    override func touchesBegan(_ touches: Set<UITouch>, with event: UIEvent) {
        state = .failed
        seen.add("touched")
    }
}

private struct Scanner: UIViewControllerRepresentable {
    let seen: Happenings

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let scanner = DataScannerViewController(recognizedDataTypes: [.barcode(symbologies: [.qr])])
        scanner.delegate = context.coordinator
        try? scanner.startScanning()
        return scanner
    }

    func updateUIViewController(_ scanner: DataScannerViewController, context: Context) {}

    static func dismantleUIViewController(
        _ scanner: DataScannerViewController,
        coordinator: Finder
    ) {
        scanner.stopScanning()
    }

    func makeCoordinator() -> Finder { Finder(seen) }
}

private final class Finder: DataScannerViewControllerDelegate {
    private let seen: Happenings

    init(_ seen: Happenings) {
        self.seen = seen
    }

    func dataScanner(
        _ dataScanner: DataScannerViewController,
        didAdd addedItems: [RecognizedItem],
        allItems: [RecognizedItem]
    ) {
        for case .barcode(let barcode) in addedItems {
            seen.add("found \(barcode.payloadStringValue ?? "nothing")")
        }
    }

    func dataScanner(
        _ dataScanner: DataScannerViewController,
        becameUnavailableWithError error: DataScannerViewController.ScanningUnavailable
    ) {
        seen.add("lost the camera")
    }
}

private struct Holding: View {
    let seen: Happenings
    @State private var number = 0
    @State private var isThere = true

    var body: some View {
        if isThere { Held(seen: seen, number: number) }
        Button("add") { number += 1 }
        Button("hide") { isThere = false }
    }
}

private struct Held: UIViewControllerRepresentable {
    let seen: Happenings
    let number: Int

    func makeUIViewController(context: Context) -> Holder { Holder(seen) }

    func updateUIViewController(_ holder: Holder, context: Context) {
        holder.number = number
    }
}

private final class Holder: UIViewController {
    let seen: Happenings
    var number = 0

    init(_ seen: Happenings) {
        self.seen = seen
        super.init()
    }

    override func viewDidLoad() {
        super.viewDidLoad()
        seen.add("loaded")
    }

    override func viewDidAppear(_ animated: Bool) {
        super.viewDidAppear(animated)
        seen.add("in sight")
    }

    override func viewWillDisappear(_ animated: Bool) {
        super.viewWillDisappear(animated)
        seen.add("out of sight")
    }
}
