import AVFoundation
import KyotakuModels
import SwiftUI
import UIKit
import VisionKit

/// The camera, which looks for two-dimensional codes and keeps no picture.
struct CodeScanner: UIViewControllerRepresentable {
    /// Whether this phone can do it at all.
    static var isSupported: Bool { DataScannerViewController.isSupported }

    /// Whether it may be done. The scanner itself asks nobody, so whoever has not been asked for the
    /// camera yet is asked here; a profile or Screen Time can forbid it as well.
    static func isAllowed() async -> Bool {
        let isAllowed = await AVCaptureDevice.requestAccess(for: .video)
        return isAllowed && DataScannerViewController.isAvailable
    }

    let found: @MainActor (TypedSecret) -> Void
    /// The camera cannot be had, or not any more.
    let lost: @MainActor () -> Void

    func makeUIViewController(context: Context) -> ScanningController {
        let controller = ScanningController()
        controller.scanner.delegate = context.coordinator
        controller.coordinator = context.coordinator
        return controller
    }

    func updateUIViewController(_: ScanningController, context: Context) {
        context.coordinator.found = found
        context.coordinator.lost = lost
    }

    func makeCoordinator() -> Coordinator {
        Coordinator(found: found, lost: lost)
    }

    /// Hands on what was found.
    @MainActor
    final class Coordinator: DataScannerViewControllerDelegate {
        var found: @MainActor (TypedSecret) -> Void
        var lost: @MainActor () -> Void

        init(
            found: @escaping @MainActor (TypedSecret) -> Void,
            lost: @escaping @MainActor () -> Void
        ) {
            self.found = found
            self.lost = lost
        }

        func dataScanner(
            _: DataScannerViewController,
            didAdd addedItems: [RecognizedItem],
            allItems _: [RecognizedItem]
        ) {
            for case .barcode(let barcode) in addedItems {
                if let text = barcode.payloadStringValue { found(TypedSecret(text)) }
            }
        }

        func dataScanner(
            _: DataScannerViewController,
            becameUnavailableWithError _: DataScannerViewController.ScanningUnavailable
        ) {
            lost()
        }
    }
}

/// Holds the scanner, which looks while it is in sight and no longer. It can begin once it is
/// presented, which SwiftUI tells nobody; and it begins once, however often its view is updated.
final class ScanningController: UIViewController {
    let scanner = DataScannerViewController(
        recognizedDataTypes: [.barcode(symbologies: [.qr])],
        qualityLevel: .balanced,
        recognizesMultipleItems: false,
        isGuidanceEnabled: true,
        isHighlightingEnabled: true
    )
    weak var coordinator: CodeScanner.Coordinator?

    override func viewDidLoad() {
        super.viewDidLoad()
        addChild(scanner)
        scanner.view.frame = view.bounds
        scanner.view.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        view.addSubview(scanner.view)
        scanner.didMove(toParent: self)
    }

    override func viewDidAppear(_ animated: Bool) {
        super.viewDidAppear(animated)
        do {
            try scanner.startScanning()
        } catch {
            coordinator?.lost()
        }
    }

    override func viewWillDisappear(_ animated: Bool) {
        super.viewWillDisappear(animated)
        scanner.stopScanning()
    }
}
