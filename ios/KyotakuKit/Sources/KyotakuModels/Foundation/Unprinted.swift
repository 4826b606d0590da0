/// A value about a person, or one that a secret passes through: wherever it is printed, logged or
/// dumped, nothing of it is seen but the name of its type.
public protocol Unprinted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
}

extension Unprinted {
    /// The name of the type.
    public var description: String { "\(Self.self)(****)" }

    /// The name of the type.
    public var debugDescription: String { description }

    /// No children, so that nothing reaches a dump or the report of a failed test.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
