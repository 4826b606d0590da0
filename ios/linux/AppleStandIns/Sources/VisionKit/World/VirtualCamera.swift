/// Stand-in only: the camera of the phone, and what is held before it.
@MainActor
public final class VirtualCamera {
    /// Stand-in only: the one camera.
    public static let shared = VirtualCamera()

    /// Stand-in only: whether the phone can look for codes at all.
    public var isSupported = false
    /// Stand-in only: whether the app may use the camera.
    public var isAllowed = true

    private struct Looking {
        weak var scanner: DataScannerViewController?
    }

    private var looking: [Looking] = []

    func add(_ scanner: DataScannerViewController) {
        looking.append(Looking(scanner: scanner))
    }

    /// Stand-in only: holds a two-dimensional code with this text before the camera. Tells whether
    /// anything was looking.
    @discardableResult
    public func hold(_ text: String) -> Bool {
        looking.removeAll { $0.scanner?.isScanning != true }
        for scanner in looking.compactMap(\.scanner) { scanner.recognize(text) }
        return !looking.isEmpty
    }
}
