import Foundation

/// Some software that the app is made of, and on what terms.
struct Licence: Identifiable {
    /// Name and version.
    let software: String
    /// The licence, as its authors write it (SPDX).
    let terms: String
    /// Where its source code is.
    let source: String
    /// What its authors want to go along with it.
    let texts: [String]

    var id: String { software }

    /// All of it, by name; bindings/scripts/licences.py writes the list.
    static let all: [Licence] = {
        guard let file = Bundle.module.url(forResource: "Licences", withExtension: "json"),
            let data = try? Data(contentsOf: file),
            let list = try? JSONDecoder().decode(List.self, from: data)
        else { return [] }
        return list.packages.map { package in
            Licence(
                software: package.software,
                terms: package.terms,
                source: package.source,
                texts: package.texts.compactMap { place in
                    list.texts.indices.contains(place) ? list.texts[place] : nil
                }
            )
        }
    }()

    /// The file: a text that several have is there once.
    private struct List: Decodable {
        struct Package: Decodable {
            let software: String
            let terms: String
            let source: String
            let texts: [Int]
        }

        let packages: [Package]
        let texts: [String]
    }
}
