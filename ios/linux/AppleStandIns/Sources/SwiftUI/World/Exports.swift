// Whoever imports Apple's gets these with it.
@_exported import Foundation
@_exported import UIKit
