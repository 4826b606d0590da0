import Foundation

/// Some software that the app is made of, and on what terms.
struct Licence: Decodable, Identifiable {
    /// Name and version.
    let software: String
    /// The licence, as its authors write it (SPDX).
    let terms: String

    var id: String { software }

    /// All of it, by name; bindings/scripts/licences.py writes the list.
    static let all: [Licence] = {
        guard let file = Bundle.module.url(forResource: "Licences", withExtension: "json"),
            let data = try? Data(contentsOf: file)
        else { return [] }
        return (try? JSONDecoder().decode([Licence].self, from: data)) ?? []
    }()
}
