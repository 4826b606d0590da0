import Foundation
import KyotakuCore
import KyotakuText
import Observation

/// The app: where it is, what lies on what, and what becomes of all that when it is left.
///
/// ```text
/// launching ─► opening ─► start ─► registration ─► signIn ─► home ◄─► locked
///                 ▲         │  ▲                     ▲        │ ▲
///                 │         ▼  │                     └────────┘ │
///                 │       passcode, update           any detour ┘
///                 └── a registration that cannot be used any more
/// ```
///
/// Over the home screen lie the screens behind it, and one visit. A visit outlives the lock and the
/// sign-in; results and lists of patients do not.
@MainActor
@Observable
public final class AppModel {
    /// The app as a whole.
    public internal(set) var state = AppState()
    /// Where it is.
    public private(set) var stage = AppStage.launching
    /// The screens that lie over the home screen or the visit, the one to be seen last.
    public private(set) var pages: [AppPage] = []
    /// The visit, while there is one.
    public internal(set) var visit: VisitFlowModel?

    let dependencies: AppDependencies
    let reader: any CardTapping
    let owner: any OwnerChecking
    let log = TapLog()
    let looking = Work()
    let reporting = Work()
    let keeping = Work()
    let uses = Uses()
    private let sheets: OwnSheets

    var phone: (any PhoneRoles)?
    /// How the phone stood when it was last looked at.
    var standing: PhoneOverview?
    /// Events that are still to be reported.
    var events: [NoticedEvent] = []
    var watch: Task<Void, Never>?
    var following: Task<Void, Never>?
    /// When the phone was used last, by its own clock.
    var usedAt = Date.distantPast
    private var wasAway = false
    private var phase = AppPhase.active
    private var closing: Task<Void, Never>?

    /// An app that was not started yet.
    public init(_ dependencies: AppDependencies) {
        let sheets = OwnSheets()
        self.sheets = sheets
        self.dependencies = dependencies
        reader = WatchedReader(reader: dependencies.reader, sheets: sheets)
        owner = WatchedOwner(owner: dependencies.owner, sheets: sheets)
        sheets.onEnd = { [weak self] in self?.sheetEnded($0) }
        uses.onUse = { [weak self] in self?.use() }
    }

    /// Staff's texts.
    public var texts: Texts { Texts(in: state.language) }

    /// Where the app is updated; nothing where an administrator does that.
    public var updatePage: URL? { dependencies.updatePage }

    /// Takes up what happens to the app as a whole.
    public func send(_ action: AppAction) {
        switch action {
        case .started: if case .launching = stage { start() }
        case .phaseChanged(let phase): change(to: phase)
        case .touched: uses.note()
        // It goes to a warning by itself, with nobody there.
        case .readOn: if state.lockWarning == nil { uses.note() }
        case .captureChanged(let isCaptured):
            guard state.isCaptured != isCaptured else { return }
            state.isCaptured = isCaptured
            if isCaptured { report(.screenCaptured) }
        case .screenshotTaken:
            report(.screenshot)
            if stage.isInUse { state.notice = .screenshot }
        case .lockPostponed: postponeLock()
        case .noticeRead:
            uses.note()
            state.notice = nil
        case .backChosen:
            uses.note()
            if pages.last?.goBack() == true { pop() }
        case .languageChosen(let language):
            uses.note()
            choose(language)
        case .licenceChosen(let software):
            uses.note()
            if pages.last?.place == .licences { push(.licence(software)) }
        case .retried: if case .update = stage { showStart(reset: nil) }
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        var seen: [ObjectIdentifier] = []
        repeat {
            seen = models.map { ObjectIdentifier($0) }
            await looking.settled()
            await reporting.settled()
            await keeping.settled()
            await visit?.settled()
            for model in models { await model.settled() }
        } while looking.isUnderWay || seen != models.map { ObjectIdentifier($0) }
    }

    private var models: [any ScreenModel] {
        [stage.model, pages.last?.model].compactMap { $0 }
    }

    /// Goes elsewhere. What was there ends what it was doing.
    func enter(_ next: AppStage) {
        stage.model?.stop()
        closePages()
        if !next.isInUse {
            visit?.setAside()
            stopWatching()
        }
        stage = next
        next.model?.uses.tell(uses)
    }

    /// Puts a screen on the others, unless it is the uppermost already: who taps twice goes on once.
    func push(_ page: AppPage) {
        guard pages.last?.place != page.place else {
            page.model?.stop()
            return
        }
        page.model?.uses.tell(uses)
        pages.append(page)
    }

    /// Takes the uppermost screen away.
    func pop() {
        pages.popLast()?.model?.stop()
        if pages.isEmpty, visit == nil { refreshHome() }
    }

    /// Takes all screens away, or those from one on.
    func closePages(from first: Int = 0) {
        let left = pages.dropFirst(first)
        pages.removeLast(left.count)
        left.forEach { $0.model?.stop() }
    }

    /// Has the home screen look again.
    func refreshHome() {
        if case .home(let home) = stage { home.takeUp(.refreshed) }
    }

    private func change(to phase: AppPhase) {
        self.phase = phase
        closing?.cancel()
        closing = nil
        switch phase {
        case .inactive:
            // A sheet that the app has asked for is no reason to hide what it is about.
            if !sheets.areShown { state.isCovered = true }
        case .background:
            state.isCovered = true
            wasAway = true
            hide()
        case .active:
            state.isCovered = false
            guard wasAway else { return }
            wasAway = false
            comeBack()
        }
    }

    /// An own sheet was why the app is not active, and is not any more.
    private func sheetEnded(_ ending: OwnSheets.Ending) {
        guard phase == .inactive else { return }
        guard ending == .closing else {
            state.isCovered = true
            return
        }
        let pausing = dependencies.pausing
        closing?.cancel()
        closing = Task { [weak self] in
            guard (try? await pausing.pause(for: OwnSheets.closingTakes)) != nil, let self,
                self.phase == .inactive, !self.sheets.areShown
            else { return }
            self.state.isCovered = true
        }
    }

    /// Nothing about a person stays in memory while the app is out of sight.
    private func hide() {
        phone?.leave()
        visit?.setAside()
        closePages(from: pages.prefix { $0.place.outlivesTheBackground }.count)
        stopWatching()
        switch stage {
        case .home(let home): home.stop()
        case .registration(let registration): registration.takeUp(.hidden)
        case .signIn(let signIn): signIn.takeUp(.hidden)
        case .launching, .locked, .opening, .passcode, .start, .update: break
        }
    }

    private func stopWatching() {
        watch?.cancel()
        watch = nil
        following?.cancel()
        following = nil
        state.lockWarning = nil
    }

    private func comeBack() {
        phone?.comeBack()
        switch stage {
        case .home, .locked: settle(ownerConfirmed: false)
        case .passcode(let passcode): passcode.takeUp(.appeared)
        case .launching, .opening, .start, .registration, .signIn, .update: break
        }
    }

    private func choose(_ language: Language) {
        guard Language.forStaff.contains(language) else { return }
        state.language = language
        let marks = dependencies.marks
        keeping.cancel()
        // Where it cannot be kept, it is chosen again next time.
        keeping.begin {
            try await marks.keepStaffLanguage(language)
        } onEnd: { _ in
        }
    }

    private func report(_ event: NoticedEvent) {
        switch stage {
        case .home, .locked: events.append(event)
        // Nothing of anybody could be seen.
        case .launching, .opening, .start, .passcode, .registration, .signIn, .update: return
        }
        reportNext()
    }

    private func reportNext() {
        guard let phone, let event = events.first else { return }
        reporting.begin {
            try await phone.report(event)
        } onEnd: { [weak self] result in
            guard let self else { return }
            if !self.events.isEmpty { self.events.removeFirst() }
            // The core has kept it, or there is no registration to keep it for.
            if case .failure(let problem) = result, problem.reaction == .activate {
                self.events = []
                return self.take(.activation(problem))
            }
            self.reportNext()
        }
    }
}
