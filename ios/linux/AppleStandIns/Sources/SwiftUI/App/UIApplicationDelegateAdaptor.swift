import Foundation
import UIKit

/// Apple: documentation/swiftui/uiapplicationdelegateadaptor
@MainActor
@preconcurrency
@propertyWrapper
public struct UIApplicationDelegateAdaptor<DelegateType: NSObject & UIApplicationDelegate> {
    /// Apple: documentation/swiftui/uiapplicationdelegateadaptor/wrappedvalue
    public let wrappedValue: DelegateType

    /// Apple: documentation/swiftui/uiapplicationdelegateadaptor/init(_:)
    public init(_ delegateType: DelegateType.Type = DelegateType.self) {
        wrappedValue = delegateType.init()
        UIApplication.shared.delegate = wrappedValue
    }
}
