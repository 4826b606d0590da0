import Dispatch
import Foundation

/// Apple: documentation/corenfc/nfctagreadersessiondelegate-2joku
public protocol NFCTagReaderSessionDelegate: NSObjectProtocol {
    /// Apple: documentation/corenfc/nfctagreadersessiondelegate-2joku/tagreadersessiondidbecomeactive(_:)
    func tagReaderSessionDidBecomeActive(_ session: NFCTagReaderSession)
    /// Apple: documentation/corenfc/nfctagreadersessiondelegate-2joku/tagreadersession(_:diddetect:)
    func tagReaderSession(_ session: NFCTagReaderSession, didDetect tags: [NFCTag])
    /// Apple: documentation/corenfc/nfctagreadersessiondelegate-2joku/tagreadersession(_:didinvalidatewitherror:)
    func tagReaderSession(
        _ session: NFCTagReaderSession,
        didInvalidateWithError error: any Error
    )
}

/// Apple: documentation/corenfc/nfctagreadersession
public final class NFCTagReaderSession: NFCReaderSession {
    /// Apple: documentation/corenfc/nfctagreadersession/pollingoption
    public struct PollingOption: OptionSet, Sendable {
        /// Apple: documentation/swift/rawrepresentable/rawvalue
        public let rawValue: Int

        /// Apple: documentation/corenfc/nfctagreadersession/pollingoption/init(rawvalue:)
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Apple: documentation/corenfc/nfctagreadersession/pollingoption/iso14443
        public static let iso14443 = PollingOption(rawValue: 1)
        /// Apple: documentation/corenfc/nfctagreadersession/pollingoption/iso15693
        public static let iso15693 = PollingOption(rawValue: 2)
        /// Apple: documentation/corenfc/nfctagreadersession/pollingoption/iso18092
        public static let iso18092 = PollingOption(rawValue: 4)
    }

    /// Apple: documentation/corenfc/nfctagreadersession/init(pollingoption:delegate:queue:)
    public init?(
        pollingOption: PollingOption,
        delegate: any NFCTagReaderSessionDelegate,
        queue: DispatchQueue? = nil
    ) {
        guard !pollingOption.isEmpty else { return nil }
        let queue = queue ?? DispatchQueue(label: "CoreNFC.session")
        super.init(
            state: SessionState(
                reader: VirtualReader.current,
                pollingOption: pollingOption,
                queue: queue
            )
        )
        self.delegate = delegate
        state.session = self
    }

    /// Apple: documentation/corenfc/nfctagreadersession/connectedtag-3mlqu
    public var connectedTag: NFCTag? { state.connectedTag }

    /// Apple: documentation/corenfc/nfctagreadersession/connect(to:completionhandler:)
    public func connect(
        to tag: NFCTag,
        completionHandler: @escaping @Sendable ((any Error)?) -> Void
    ) {
        state.connect(to: tag, completionHandler)
    }

    /// Apple: documentation/corenfc/nfctagreadersession/restartpolling()
    public func restartPolling() {
        state.restartPolling()
    }
}
