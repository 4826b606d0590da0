import Foundation

/// What people are told of a server's address: its name alone.
func serverName(of address: String) -> String {
    URL(string: address)?.host() ?? address
}
