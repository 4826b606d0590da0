import KyotakuModels
import SwiftUI
import UIKit
import VisionKit

/// The camera, which looks for two-dimensional codes and keeps no picture.
struct CodeScanner: UIViewControllerRepresentable {
    /// Whether this phone can do it at all.
    static var isSupported: Bool { DataScannerViewController.isSupported }

    /// Whether it may be done: somebody may have forbidden the camera.
    static var isAvailable: Bool { DataScannerViewController.isAvailable }

    let found: @MainActor (TypedSecret) -> Void

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let scanner = DataScannerViewController(
            recognizedDataTypes: [.barcode(symbologies: [.qr])],
            qualityLevel: .balanced,
            recognizesMultipleItems: false,
            isGuidanceEnabled: true,
            isHighlightingEnabled: true
        )
        scanner.delegate = context.coordinator
        return scanner
    }

    func updateUIViewController(_ scanner: DataScannerViewController, context: Context) {
        context.coordinator.found = found
        // Where the camera cannot be had, the code is typed.
        if !scanner.isScanning { try? scanner.startScanning() }
    }

    static func dismantleUIViewController(
        _ scanner: DataScannerViewController,
        coordinator _: Coordinator
    ) {
        scanner.stopScanning()
    }

    func makeCoordinator() -> Coordinator {
        Coordinator(found: found)
    }

    /// Hands on what was found.
    @MainActor
    final class Coordinator: DataScannerViewControllerDelegate {
        var found: @MainActor (TypedSecret) -> Void

        init(found: @escaping @MainActor (TypedSecret) -> Void) {
            self.found = found
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
    }
}
