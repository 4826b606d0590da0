import Dispatch
import Foundation

/// Apple: documentation/corenfc/nfcreadersessionprotocol
public protocol NFCReaderSessionProtocol: NSObjectProtocol {
    /// Apple: documentation/corenfc/nfcreadersessionprotocol/isready
    var isReady: Bool { get }
    /// Apple: documentation/corenfc/nfcreadersessionprotocol/alertmessage
    var alertMessage: String { get set }
    /// Apple: documentation/corenfc/nfcreadersessionprotocol/begin()
    func begin()
    /// Apple: documentation/corenfc/nfcreadersessionprotocol/invalidate()
    func invalidate()
    /// Apple: documentation/corenfc/nfcreadersessionprotocol/invalidate(errormessage:)
    func invalidate(errorMessage: String)
}

/// Apple: documentation/corenfc/nfcreadersession-swift.class
public class NFCReaderSession: NSObject, NFCReaderSessionProtocol {
    let state: SessionState

    init(state: SessionState) {
        self.state = state
        super.init()
    }

    deinit {
        state.abandon()
    }

    /// Apple: documentation/corenfc/nfcreadersession-swift.class/readingavailable
    public class var readingAvailable: Bool {
        VirtualReader.current.canRead
    }

    /// Apple: documentation/corenfc/nfcreadersession-swift.class/delegate
    public weak var delegate: AnyObject?

    /// Apple: documentation/corenfc/nfcreadersession-swift.class/sessionqueue
    public var sessionQueue: DispatchQueue { state.queue }

    /// Apple: documentation/corenfc/nfcreadersessionprotocol/isready
    public var isReady: Bool { state.isReady }

    /// Apple: documentation/corenfc/nfcreadersessionprotocol/alertmessage
    public var alertMessage: String {
        get { state.message }
        set { state.show(newValue) }
    }

    /// Apple: documentation/corenfc/nfcreadersessionprotocol/begin()
    public func begin() {
        state.begin()
    }

    /// Apple: documentation/corenfc/nfcreadersessionprotocol/invalidate()
    public func invalidate() {
        state.end(because: .readerSessionInvalidationErrorUserCanceled, showing: .tick)
    }

    /// Apple: documentation/corenfc/nfcreadersessionprotocol/invalidate(errormessage:)
    public func invalidate(errorMessage: String) {
        state.end(
            because: .readerSessionInvalidationErrorUserCanceled,
            showing: .cross(errorMessage)
        )
    }
}
