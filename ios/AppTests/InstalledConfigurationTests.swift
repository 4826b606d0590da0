import Foundation
import Testing

@testable import Kyotaku

/// Where a configuration comes from.
final class InstalledConfigurationTests {
    private let resources: URL
    private let suite = "kyotaku-tests-\(UUID().uuidString)"
    private let defaults: UserDefaults

    init() throws {
        resources = FileManager.default.temporaryDirectory.appending(path: suite)
        try FileManager.default.createDirectory(at: resources, withIntermediateDirectories: true)
        defaults = try #require(UserDefaults(suiteName: suite))
    }

    deinit {
        defaults.removePersistentDomain(forName: suite)
        try? FileManager.default.removeItem(at: resources)
    }

    private func write(_ values: [String: any Sendable]) throws {
        let data = try PropertyListSerialization.data(
            fromPropertyList: values,
            format: .xml,
            options: 0
        )
        try data.write(to: resources.appending(path: AppConfiguration.referenceFile))
    }

    private func read() throws(ConfigurationFault) -> AppConfiguration {
        try AppConfiguration(resources: resources, defaults: defaults)
    }

    @Test func withoutAnyConfigurationTheAppSaysSo() {
        #expect(throws: ConfigurationFault.absent) { try self.read() }
    }

    @Test func theManagedConfigurationIsReadFromTheDefaults() throws {
        defaults.set(AppConfigurationTests.complete, forKey: AppConfiguration.managedKey)
        let configuration = try read()
        #expect(configuration.server == "https://clinic.example:8443")
        #expect(!configuration.isReferenceWorld)
    }

    @Test func aReferenceBuildReadsItsOwnFileAndNothingElse() throws {
        defaults.set(AppConfigurationTests.complete, forKey: AppConfiguration.managedKey)
        var values = AppConfigurationTests.complete
        values["server"] = "https://reference.example"
        try write(values)
        let configuration = try read()
        #expect(configuration.server == "https://reference.example")
        #expect(configuration.isReferenceWorld)
    }

    @Test func aReferenceBuildWithAMistakeDoesNotFallBack() throws {
        defaults.set(AppConfigurationTests.complete, forKey: AppConfiguration.managedKey)
        try write(["server": "https://reference.example"])
        #expect(throws: ConfigurationFault.missing(.serverRoots)) { try self.read() }
        let file = resources.appending(path: AppConfiguration.referenceFile)
        try Data("not a property list".utf8).write(to: file)
        #expect(throws: ConfigurationFault.absent) { try self.read() }
    }
}
