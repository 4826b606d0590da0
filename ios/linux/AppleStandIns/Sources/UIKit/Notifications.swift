import Foundation

extension NotificationCenter {
    /// Apple: documentation/foundation/notificationcenter/notifications
    public final class Notifications: AsyncSequence, Sendable {
        /// Apple: documentation/foundation/notificationcenter/notifications/iterator
        public struct Iterator: AsyncIteratorProtocol {
            fileprivate var stream: AsyncStream<Posted>.Iterator

            /// Apple: documentation/foundation/notificationcenter/notifications/iterator/next()
            public mutating func next() async -> Notification? {
                await stream.next()?.notification
            }
        }

        /// What a notification travels in from whoever posts it to whoever waits for it.
        fileprivate struct Posted: @unchecked Sendable {
            // The center hands it on and keeps nothing of it.
            let notification: Notification
        }

        private let stream: AsyncStream<Posted>

        fileprivate init(_ stream: AsyncStream<Posted>) {
            self.stream = stream
        }

        /// Apple: documentation/foundation/notificationcenter/notifications/makeasynciterator()
        public func makeAsyncIterator() -> Iterator {
            Iterator(stream: stream.makeAsyncIterator())
        }
    }

    /// Apple: documentation/foundation/notificationcenter/notifications(named:object:)
    public func notifications(named name: Notification.Name) -> Notifications {
        let (stream, continuation) = AsyncStream.makeStream(of: Notifications.Posted.self)
        let observer = Observer(
            addObserver(forName: name, object: nil, queue: nil) {
                continuation.yield(Notifications.Posted(notification: $0))
            },
            of: self
        )
        continuation.onTermination = { _ in observer.end() }
        return Notifications(stream)
    }
}

/// Whoever hears of notifications until then.
private struct Observer: @unchecked Sendable {
    // A center may be asked from everywhere.
    private let token: any NSObjectProtocol
    private let center: NotificationCenter

    init(_ token: any NSObjectProtocol, of center: NotificationCenter) {
        self.token = token
        self.center = center
    }

    func end() {
        center.removeObserver(token)
    }
}
