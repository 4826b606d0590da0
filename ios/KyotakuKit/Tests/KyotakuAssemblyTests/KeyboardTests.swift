import UIKit
import XCTest

@testable import Kyotaku

/// Whose keyboards come up in the app.
final class KeyboardTests: XCTestCase {
    func testNoKeyboardOfAnybodyElseSeesWhatIsTyped() async {
        let admits = await MainActor.run {
            withExtendedLifetime(KyotakuApp()) { UIApplication.shared.admits(.keyboard) }
        }
        XCTAssertFalse(admits)
    }
}
