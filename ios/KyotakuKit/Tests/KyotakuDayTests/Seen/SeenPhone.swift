import KyotakuKitTesting
import KyotakuModels
import KyotakuScreens
import KyotakuTesting
import KyotakuText
import SwiftUI
import XCTest

/// A nurse's phone in somebody's hands: the app is looked at and used by what its screens say, and by
/// nothing else.
@MainActor
final class SeenPhone {
    /// The phone, its reader and the clinic.
    let nurse: NursesPhone
    private var shown: Rendered
    /// A phone on which the app is opened for the first time.
    init() throws {
        nurse = try NursesPhone()
        shown = Rendered(AppScreen(nurse.app))
        nurse.onPhase = { [weak self] in self?.phase($0.scene) }
    }

    /// What is to be seen.
    var screen: Rendered { shown }

    /// Does something on the phone, and closes the clinic.
    static func play(_ act: @MainActor (SeenPhone) async throws -> Void) async throws {
        let phone = try SeenPhone()
        defer { try? phone.nurse.clinic.close() }
        try await phone.nurse.use {
            await phone.settle()
            try await act(phone)
        }
    }

    // MARK: Words

    /// The texts in the language of whoever has the phone.
    var texts: Texts {
        let app = nurse.app
        let visit = app.pages.isEmpty ? app.visit : nil
        let isPatients = visit?.pages.last?.screen.holder == .patient
        return Texts(in: isPatients ? visit?.state.language ?? .japanese : app.state.language)
    }

    /// The title of the screen, or of what lies over it.
    var title: String? { screen.reading.first { $0.traits.contains("header") }?.label }

    /// What is to be seen has to have this title.
    func expect(
        _ key: TextKey,
        _ note: String = "",
        file: StaticString = #filePath,
        line: UInt = #line
    ) {
        XCTAssertEqual(title, texts(key), note, file: file, line: line)
    }

    /// What is to be seen has to say this.
    func expect(says text: String, file: StaticString = #filePath, line: UInt = #line) {
        let isSaid = screen.shows(text) || screen.reading.contains { $0.label.contains(text) }
        XCTAssertTrue(isSaid, "\(text) among \(screen.texts)", file: file, line: line)
    }

    /// Whether something of this name can be used.
    func offers(_ key: TextKey) -> Bool { screen.offers(texts(key)) }

    // MARK: Fingers

    /// Taps what is called so, and waits for what comes of it.
    func tap(_ key: TextKey) async throws {
        try touch(texts(key))
        await settle()
    }

    /// The same by its words, of which the first will do.
    func tap(_ words: String) async throws {
        try touch(words)
        await settle()
    }

    /// Taps, and waits for nothing.
    func touch(_ words: String) throws {
        shown.graph.window.touch()
        let names = shown.reading.map(\.label)
        let longer = names.first { $0.hasPrefix(words + ", ") }
        try shown.tap(names.contains(words) ? words : longer ?? words)
    }

    /// Taps twice in a row, as somebody does who does not wait. What is gone or at work after the first tap
    /// takes no second one, and while one screen takes the place of another the system takes none.
    func tapTwice(_ words: String) async throws {
        let before = title
        try touch(words)
        if title == before {
            do {
                try touch(words)
            } catch Rendered.Fault.missing, Rendered.Fault.refused {
                // It was gone, or it was not to be used any more.
            }
        }
        await settle()
    }

    /// The same by a key.
    func tapTwice(_ key: TextKey) async throws {
        try await tapTwice(texts(key))
    }

    /// Enters a text where this is asked for.
    func type(_ text: String, into key: TextKey) async throws {
        try shown.type(text, into: texts(key))
        await settle()
    }

    /// Presses keys of a keyboard.
    func press(_ keys: String...) throws {
        for key in keys { try shown.send(.key(key)) }
    }

    // MARK: Time

    /// Waits until nothing is under way, and nothing else comes to be seen.
    func settle() async {
        var before: Screen
        repeat {
            before = shown.screen
            await nurse.app.settled()
            // The reader's sheet goes a little after the reading.
            while nurse.reader.sheet != nil { try? await Task.sleep(for: .milliseconds(2)) }
            await Task.yield()
        } while shown.screen != before
    }

    /// Waits until this is so.
    func wait(line: UInt = #line, until isSo: () -> Bool) async throws {
        for _ in 0..<2000 where !isSo() { try await Task.sleep(for: .milliseconds(5)) }
        guard isSo() else { throw Elsewhere(line: line, place: "\(screen.texts)") }
    }

    // MARK: The phone

    /// The app comes to the front, or goes.
    func phase(_ phase: ScenePhase) {
        shown.graph.phase = phase
        _ = shown.screen
    }

    /// The app goes out of sight, as when somebody goes to the home screen of the phone.
    func goAway() async {
        phase(.inactive)
        nurse.device.sendAppToBack()
        nurse.reader.sendToBackground()
        phase(.background)
        await settle()
    }

    /// The app comes back.
    func comeBack() async {
        nurse.device.bringAppToFront()
        nurse.reader.sendToBackground(false)
        phase(.active)
        await settle()
    }

    /// The battery dies; the phone is charged, and the app opened.
    func die() async throws {
        weak var before = nurse.app
        shown.graph.end()
        shown = Rendered(EmptyView())
        nurse.restart()
        // What a process holds is free when it has ended.
        try await wait { before == nil }
        shown = Rendered(AppScreen(nurse.app))
        await settle()
    }
}

extension AppPhase {
    fileprivate var scene: ScenePhase {
        switch self {
        case .active: .active
        case .inactive: .inactive
        case .background: .background
        }
    }
}

extension SeenPhone {
    /// One step back: by the bar's own button, or by the system's.
    func goBack() async throws {
        if offers(.actionBack) {
            try touch(texts(.actionBack))
        } else {
            try screen.send(.back)
        }
        await settle()
    }
}
