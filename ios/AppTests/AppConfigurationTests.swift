import Foundation
import Testing

@testable import Kyotaku

/// What an administrator may write, and what is told of a mistake.
struct AppConfigurationTests {
    static let pem = """
        -----BEGIN CERTIFICATE-----
        MAMCAQE=
        -----END CERTIFICATE-----
        """

    static let complete: [String: any Sendable] = [
        "server": "https://clinic.example:8443",
        "serverRoots": pem,
        "cardAuthorities": pem + "\n" + pem,
    ]

    private func fault(_ key: String, _ value: (any Sendable)?) -> ConfigurationFault? {
        var values = Self.complete
        values[key] = value
        do throws(ConfigurationFault) {
            _ = try AppConfiguration(values, isReferenceWorld: false)
            return nil
        } catch {
            return error
        }
    }

    @Test func aCompleteConfigurationIsTaken() throws {
        let configuration = try AppConfiguration(Self.complete, isReferenceWorld: false)
        #expect(configuration.server == "https://clinic.example:8443")
        let authority = Data([48, 3, 2, 1, 1])
        #expect(configuration.cardAuthorities == [authority, authority])
        #expect(String(decoding: configuration.serverRoots, as: UTF8.self) == Self.pem + "\n")
        #expect(configuration.requestSeconds == 30)
        #expect(!configuration.isReferenceWorld)
    }

    @Test(arguments: ["server", "serverRoots", "cardAuthorities"])
    func aKeyThatIsNotThereIsNamed(key: String) throws {
        let named = try #require(AppConfiguration.Key(rawValue: key))
        #expect(fault(key, nil) == .missing(named))
        #expect(fault(key, 7) == .unusable(named))
    }

    @Test(arguments: [
        "", "clinic.example", "http://clinic.example", "https://", "https://clinic.example/v1",
        "https://clinic.example?a=b", "https://user@clinic.example",
    ])
    func onlyAnAddressOfHTTPSIsAnAddress(server: String) {
        #expect(fault("server", server) == .unusable(.server))
    }

    @Test(arguments: [
        "", "certificate", "-----BEGIN CERTIFICATE-----\nMAMCAQE=",
        "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
    ])
    func rootsThatAreNoCertificatesAreRefused(roots: String) {
        #expect(fault("serverRoots", roots) == .unusable(.serverRoots))
        #expect(fault("cardAuthorities", roots) == .unusable(.cardAuthorities))
    }

    @Test func lineBreaksMayBeLostOnTheWay() {
        let spaced = Self.pem.replacingOccurrences(of: "\n", with: " ")
        #expect(fault("serverRoots", spaced) == nil)
    }

    @Test func aRequestMayTakeFromFiveSecondsToTwoMinutes() {
        #expect(fault("requestSeconds", 5) == nil)
        #expect(fault("requestSeconds", 120) == nil)
        #expect(fault("requestSeconds", 4) == .unusable(.requestSeconds))
        #expect(fault("requestSeconds", 121) == .unusable(.requestSeconds))
        #expect(fault("requestSeconds", -5) == .unusable(.requestSeconds))
        #expect(fault("requestSeconds", "30") == .unusable(.requestSeconds))
    }

    @Test func thePageToUpdateOnMayBeMissingAndIsOneOfHTTPS() throws {
        var values = Self.complete
        #expect(try AppConfiguration(values, isReferenceWorld: false).updatePage == nil)
        values["updatePage"] = " https://apps.example.jp/kyotaku?id=1 "
        let page = try AppConfiguration(values, isReferenceWorld: false).updatePage
        #expect(page?.absoluteString == "https://apps.example.jp/kyotaku?id=1")
        for wrong in ["", "apps.example.jp", "http://apps.example.jp", "https://", "tel:110"] {
            #expect(fault("updatePage", wrong) == .unusable(.updatePage))
        }
        #expect(fault("updatePage", "https://user@apps.example.jp") == .unusable(.updatePage))
        #expect(fault("updatePage", 1) == .unusable(.updatePage))
    }

    @Test func whatAProductForManagingPhonesAddsIsIgnored() {
        #expect(fault("com.example.managed.version", 3) == nil)
    }

    @Test func aFaultNamesTheKeyAndNotWhatIsUnderIt() {
        let told = fault("server", "http://secret.example")?.description
        #expect(told == "server has the wrong form")
    }
}
