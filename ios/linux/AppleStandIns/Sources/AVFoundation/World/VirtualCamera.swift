/// Stand-in only: the camera of a phone, whether the app may use it, and what is held before it.
@MainActor
public final class VirtualCamera {
    /// Stand-in only: that of the phone in hand. Where nobody has given it one, it cannot look for codes.
    @TaskLocal public static var current = VirtualCamera()

    /// Stand-in only: whether the phone can look for codes at all.
    public var isSupported: Bool
    /// Stand-in only: whether the app may use the camera, also by the settings of the phone.
    public var status: AVAuthorizationStatus
    /// Stand-in only: what the person answers when they are asked.
    public var allows: Bool
    /// Stand-in only: how often the person was asked.
    public private(set) var questions = 0
    /// Stand-in only: how often something began to look.
    public private(set) var starts = 0

    private struct Looking {
        weak var scanner: (any CodeRecognizing)?
    }

    private var looking: [Looking] = []

    /// Stand-in only: a camera that nobody has been asked for.
    public init(
        isSupported: Bool = false,
        status: AVAuthorizationStatus = .notDetermined,
        allows: Bool = true
    ) {
        self.isSupported = isSupported
        self.status = status
        self.allows = allows
    }

    /// Stand-in only: something looks for codes from now on.
    public func begin(_ scanner: any CodeRecognizing) {
        starts += 1
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

    /// Stand-in only: the camera goes to somebody else, such as a call with pictures.
    public func takeAway() {
        for scanner in looking.compactMap(\.scanner) where scanner.isScanning { scanner.lose() }
    }

    func ask() -> Bool {
        if status == .notDetermined {
            questions += 1
            status = allows ? .authorized : .denied
        }
        return status == .authorized
    }
}

/// Stand-in only: what looks for codes.
@MainActor
public protocol CodeRecognizing: AnyObject {
    /// Stand-in only: whether it does now.
    var isScanning: Bool { get }
    /// Stand-in only: it has found a code with this text.
    func recognize(_ text: String)
    /// Stand-in only: it has lost the camera.
    func lose()
}
