import Accessibility
import CoreNFC
import Foundation
import SwiftUI
import UIKit

/// Passes on what comes in, and tells what is there then.
@MainActor
final class PreviewSession {
    private let world: PreviewWorld
    private let output = Output()
    private var app: RunningApp?
    private var isScreenDue = false
    private var lastReport: WorldReport?
    private var situation = Situation()

    init(_ world: PreviewWorld) {
        self.world = world
    }

    /// Goes on until nobody says anything more.
    func run() async {
        world.reader.onSceneChange { [weak self] scene in
            Task { @MainActor in self?.sceneChanged(scene) }
        }
        world.holdOwner()
        VirtualListener.listen { [output] in output.write(["announce": $0]) }
        do {
            try await start()
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
            await take(line)
        }
        clock.cancel()
        watch.cancel()
        _ = app?.end()
    }

    private func take(_ line: String) async {
        do {
            let input = try JSONDecoder().decode(Input.self, from: Data(line.utf8))
            if let command = input.world { try await act(command) }
            if let settings = input.settings { set(settings) }
            if let phase = input.phase { change(to: phase) }
            if let captured = input.captured { change { $0.isCaptured = captured } }
            if input.screenshot == true { UIApplication.takeScreenshot() }
            if let event = input.event { try app?.graph.send(event) }
            if input.touch == true { app?.touch() }
        } catch let refusal as Refusal {
            output.write(["refused": refusal.rawValue])
        } catch {
            output.write(["refused": "\(error)"])
        }
        tellWorld()
    }

    private func act(_ command: Command) async throws {
        try world.act(command)
        if let locks = command.lock {
            locks ? world.phone.lockScreen() : world.phone.unlock()
            world.reader.sendToBackground(locks)
            change { $0.phase = locks ? .background : .active }
        }
        if command.kill == true {
            await stop()
            world.phone.reboot()
            // Whoever starts the app again has unlocked the phone.
            world.phone.unlock()
            world.reader.sendToBackground(false)
            try await start()
        }
        if command.reinstall == true {
            await stop()
            try world.phone.removeApp()
            try world.phone.installApp()
            world.phone.bringAppToFront()
            try await start()
        }
    }

    /// Starts the app, or has it die and starts it again.
    private func start() async throws {
        await stop()
        situation.phase = .active
        let app = try RunningApp(in: world, situation: situation)
        app.graph.onChange = { [weak self] in self?.screenIsDue() }
        app.graph.onFeedback = { [output] in output.write(["haptic": $0]) }
        for fault in app.graph.faults { output.write(["log": fault]) }
        app.graph.onFault = { [output] in output.write(["log": $0]) }
        self.app = app
        screenIsDue()
    }

    /// What was under way in the app is waited for, some seconds at most: it ends with its process on a
    /// phone, but here it would still hold what the app keeps, which the next one could not open.
    private func stop() async {
        let isLeft = app?.end()
        app = nil
        var rounds = 0
        while isLeft?() == true, rounds < 200 {
            try? await Task.sleep(for: .milliseconds(50))
            rounds += 1
        }
    }

    private func change(to phase: Input.Phase) {
        switch phase {
        case .active:
            world.phone.bringAppToFront()
            world.reader.sendToBackground(false)
            change { $0.phase = .active }
        case .inactive: change { $0.phase = .inactive }
        case .background:
            change { $0.phase = .inactive }
            world.phone.sendAppToBack()
            world.reader.sendToBackground()
            change { $0.phase = .background }
        }
    }

    /// The sheet for cards takes the front from the app, and gives it back.
    private func sceneChanged(_ scene: VirtualReader.Scene) {
        switch scene {
        case .active: change { $0.phase = .active }
        case .inactive: change { $0.phase = .inactive }
        case .background: break
        }
        tellWorld()
    }

    private func set(_ new: Input.Settings) {
        change { situation in
            if let size = new.typeSize.flatMap(DynamicTypeSize.init(named:)) {
                situation.typeSize = size
            }
            if let scheme = new.scheme.flatMap(ColorScheme.init(named:)) {
                situation.scheme = scheme
            }
            situation.reducesMotion = new.reduceMotion ?? situation.reducesMotion
            situation.speaks = new.voiceOver ?? situation.speaks
            situation.differentiatesWithoutColor =
                new.differentiateWithoutColor ?? situation.differentiatesWithoutColor
        }
    }

    private func change(_ change: (inout Situation) -> Void) {
        change(&situation)
        app?.situation = situation
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
        if ifSheetsChanged, let lastReport, world.hasSameSheets(as: lastReport) { return }
        guard let report = try? world.report(), report != lastReport else { return }
        lastReport = report
        output.write(["world": report])
    }
}
