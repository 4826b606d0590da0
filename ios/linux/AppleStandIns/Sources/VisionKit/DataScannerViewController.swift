import AVFoundation
import UIKit

/// Apple: documentation/visionkit/datascannerviewcontroller
public final class DataScannerViewController: UIViewController {
    /// Apple: documentation/visionkit/datascannerviewcontroller/qualitylevel
    public enum QualityLevel: Hashable, Sendable {
        /// Apple: documentation/visionkit/datascannerviewcontroller/qualitylevel/balanced
        case balanced
        /// Apple: documentation/visionkit/datascannerviewcontroller/qualitylevel/fast
        case fast
        /// Apple: documentation/visionkit/datascannerviewcontroller/qualitylevel/accurate
        case accurate
    }

    /// Apple: documentation/visionkit/datascannerviewcontroller/recognizeddatatype
    public struct RecognizedDataType: Hashable, Sendable {
        /// Apple: documentation/visionkit/datascannerviewcontroller/recognizeddatatype/barcode(symbologies:)
        public static func barcode(symbologies: [VNBarcodeSymbology]) -> RecognizedDataType {
            RecognizedDataType(symbologies: symbologies)
        }

        fileprivate let symbologies: [VNBarcodeSymbology]
    }

    /// Apple: documentation/visionkit/datascannerviewcontroller/scanningunavailable
    public enum ScanningUnavailable: Error {
        /// Apple: documentation/visionkit/datascannerviewcontroller/scanningunavailable/unsupported
        case unsupported
        /// Apple: documentation/visionkit/datascannerviewcontroller/scanningunavailable/camerarestricted
        case cameraRestricted
    }

    /// Apple: documentation/visionkit/datascannerviewcontroller/issupported
    public static var isSupported: Bool { VirtualCamera.current.isSupported }
    /// Apple: documentation/visionkit/datascannerviewcontroller/isavailable
    ///
    /// It is not before the person has allowed the camera; it asks nobody.
    public static var isAvailable: Bool {
        isSupported && VirtualCamera.current.status == .authorized
    }

    /// Apple: documentation/visionkit/datascannerviewcontroller/delegate
    public weak var delegate: (any DataScannerViewControllerDelegate)?
    /// Apple: documentation/visionkit/datascannerviewcontroller/isscanning
    public internal(set) var isScanning = false

    /// Apple: documentation/visionkit/datascannerviewcontroller/init(recognizeddatatypes:qualitylevel:recognizesmultipleitems:ishighframeratetrackingenabled:ispinchtozoomenabled:isguidanceenabled:ishighlightingenabled:)
    public init(
        recognizedDataTypes: Set<RecognizedDataType>,
        qualityLevel: QualityLevel = .balanced,
        recognizesMultipleItems: Bool = false,
        isGuidanceEnabled: Bool = true,
        isHighlightingEnabled: Bool = false
    ) {
        super.init()
    }

    /// Apple: documentation/visionkit/datascannerviewcontroller/startscanning()
    public func startScanning() throws {
        guard Self.isSupported else { throw ScanningUnavailable.unsupported }
        guard Self.isAvailable else { throw ScanningUnavailable.cameraRestricted }
        isScanning = true
        VirtualCamera.current.begin(self)
    }

    /// Apple: documentation/visionkit/datascannerviewcontroller/stopscanning()
    public func stopScanning() {
        isScanning = false
    }
}

/// Apple: documentation/visionkit/datascannerviewcontrollerdelegate
@MainActor
public protocol DataScannerViewControllerDelegate: AnyObject {
    /// Apple: documentation/visionkit/datascannerviewcontrollerdelegate/datascanner(_:didadd:allitems:)
    func dataScanner(
        _ dataScanner: DataScannerViewController,
        didAdd addedItems: [RecognizedItem],
        allItems: [RecognizedItem]
    )

    /// Apple: documentation/visionkit/datascannerviewcontrollerdelegate/datascanner(_:becameunavailablewitherror:)
    func dataScanner(
        _ dataScanner: DataScannerViewController,
        becameUnavailableWithError error: DataScannerViewController.ScanningUnavailable
    )
}

extension DataScannerViewControllerDelegate {
    /// Apple: documentation/visionkit/datascannerviewcontrollerdelegate/datascanner(_:becameunavailablewitherror:)
    public func dataScanner(
        _ dataScanner: DataScannerViewController,
        becameUnavailableWithError error: DataScannerViewController.ScanningUnavailable
    ) {}
}

/// Apple: documentation/visionkit/recognizeditem
public enum RecognizedItem: Sendable {
    /// Apple: documentation/visionkit/recognizeditem/barcode-swift.struct
    public struct Barcode: Sendable {
        /// Apple: documentation/visionkit/recognizeditem/barcode-swift.struct/payloadstringvalue
        public let payloadStringValue: String?
    }

    /// Apple: documentation/visionkit/recognizeditem/barcode(_:)
    case barcode(Barcode)
}

/// Apple: documentation/vision/vnbarcodesymbology
public struct VNBarcodeSymbology: Hashable, Sendable {
    private let name: String

    /// Apple: documentation/vision/vnbarcodesymbology/qr
    public static let qr = VNBarcodeSymbology(name: "QR")
}
