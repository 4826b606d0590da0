import CoreNFC
import Foundation
import SwiftUI

/// Passes on what comes in, and tells what is there then.
@MainActor
final class PreviewSession {
    private let world: PreviewWorld
    private let output = Output()
    private var app: RunningApp?
    private var isScreenDue = false
    private var lastReport: WorldReport?
    private var settings = Input.Settings()

    init(_ world: PreviewWorld) {
        self.world = world
    }

    /// Goes on until nobody says anything more.
    func run() async {
        world.reader.onSceneChange { [weak self] scene in
            Task { @MainActor in self?.sceneChanged(scene) }
        }
        world.holdOwner()
        do {
            try start()
        } catch {
            output.write(["refused": "\(error)"])
        }
        let clock = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(1))
                self?.world.tick()
                self?.tellWorld()
            }
        }
        let watch = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(150))
                self?.tellWorld(ifSheetsChanged: true)
            }
        }
        for await line in Output.lines() {
            take(line)
        }
        clock.cancel()
        watch.cancel()
        app?.end()
    }

    private func take(_ line: String) {
        do {
            let input = try JSONDecoder().decode(Input.self, from: Data(line.utf8))
            if let command = input.world { try act(command) }
            if let settings = input.settings { set(settings) }
            if let phase = input.phase { change(to: phase) }
            if let captured = input.captured { app?.isCaptured = captured }
            if input.screenshot == true { app?.takeScreenshot() }
            if let event = input.event { try app?.graph.send(event) }
            if input.touch == true { app?.touch() }
        } catch let refusal as Refusal {
            output.write(["refused": refusal.rawValue])
        } catch {
            output.write(["refused": "\(error)"])
        }
        tellWorld()
    }

    private func act(_ command: Command) throws {
        try world.act(command)
        if let locks = command.lock {
            locks ? world.phone.lockScreen() : world.phone.unlock()
            world.reader.sendToBackground(locks)
            app?.phase = locks ? .background : .active
        }
        if command.kill == true { try start() }
        if command.reinstall == true {
            stop()
            try world.phone.removeApp()
            try world.phone.installApp()
            world.phone.bringAppToFront()
            try start()
        }
    }

    /// Starts the app, or has it die and starts it again.
    private func start() throws {
        stop()
        let app = try RunningApp(in: world)
        app.graph.onChange = { [weak self] in self?.screenIsDue() }
        app.onAnnouncement = { [weak self] in self?.output.write(["announce": $0]) }
        app.onFeedback = { [weak self] in self?.output.write(["haptic": $0]) }
        self.app = app
        app.set(settings)
        screenIsDue()
    }

    private func stop() {
        app?.end()
        app = nil
    }

    private func change(to phase: Input.Phase) {
        switch phase {
        case .active:
            world.phone.bringAppToFront()
            world.reader.sendToBackground(false)
            app?.phase = .active
        case .inactive: app?.phase = .inactive
        case .background:
            app?.phase = .inactive
            world.phone.sendAppToBack()
            world.reader.sendToBackground()
            app?.phase = .background
        }
    }

    /// The sheet for cards takes the front from the app, and gives it back.
    private func sceneChanged(_ scene: VirtualReader.Scene) {
        switch scene {
        case .active: app?.phase = .active
        case .inactive: app?.phase = .inactive
        case .background: break
        }
        tellWorld()
    }

    private func set(_ new: Input.Settings) {
        settings.typeSize = new.typeSize ?? settings.typeSize
        settings.scheme = new.scheme ?? settings.scheme
        settings.reduceMotion = new.reduceMotion ?? settings.reduceMotion
        settings.voiceOver = new.voiceOver ?? settings.voiceOver
        settings.differentiateWithoutColor =
            new.differentiateWithoutColor ?? settings.differentiateWithoutColor
        app?.set(settings)
    }

    /// Many changes at once are told once.
    private func screenIsDue() {
        guard !isScreenDue else { return }
        isScreenDue = true
        Task { @MainActor in
            isScreenDue = false
            if let app { output.write(json: "{\"v\":1,\"screen\":\(app.graph.screen().json())}") }
        }
    }

    private func tellWorld(ifSheetsChanged: Bool = false) {
        if ifSheetsChanged, lastReport?.matchesSheets(of: world) == true { return }
        guard let report = try? world.report(), report != lastReport else { return }
        lastReport = report
        output.write(["world": report])
    }
}
