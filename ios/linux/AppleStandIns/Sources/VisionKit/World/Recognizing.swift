import AVFoundation

extension DataScannerViewController: CodeRecognizing {
    /// Stand-in only: a code is before the camera.
    public func recognize(_ text: String) {
        let item = RecognizedItem.barcode(RecognizedItem.Barcode(payloadStringValue: text))
        delegate?.dataScanner(self, didAdd: [item], allItems: [item])
    }

    /// Stand-in only: the camera is not to be had any more.
    public func lose() {
        isScanning = false
        delegate?.dataScanner(self, becameUnavailableWithError: .cameraRestricted)
    }
}
