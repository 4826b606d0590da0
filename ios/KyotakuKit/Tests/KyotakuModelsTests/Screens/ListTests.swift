import Foundation
import KyotakuCore
import KyotakuText
import Testing

@testable import KyotakuModels
@testable import KyotakuModelsTesting

@MainActor
@Suite struct HistoryTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<HistoryExit>()

    private func page(_ actions: String..., next: String? = nil) -> History {
        let entries = actions.map { HistoryEntry(at: Sample.now, action: $0, subject: nil) }
        return History(entries: entries, nextCursor: next)
    }

    @Test func pagesAreAddedUntilThereAreNoMore() async {
        phone.histories.answer(page("signed-in", next: "more"), page("requeried"))
        let model = HistoryModel(reading: phone, exit: exits.add)
        model.send(.appeared)
        #expect(model.state.activity == .fetching)
        await model.settled()
        #expect(model.state.hasMore)
        model.send(.moreChosen)
        #expect(model.state.activity == .addingPage)
        await model.settled()
        let actions: [ShownValue] = [.code(.action, "signed-in"), .code(.action, "requeried")]
        #expect(model.state.lines?.map(\.action) == actions)
        #expect(!model.state.hasMore)
        model.send(.moreChosen)
        model.send(.appeared)
        await model.settled()
        #expect(phone.histories.arguments == [nil, "more"])
        model.stop()
        #expect(model.state == HistoryState())
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.histories.fail(problem)
        phone.histories.answer(page("signed-in"))
        let model = HistoryModel(reading: phone, exit: exits.add)
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        model.send(.retried)
        await model.settled()
        #expect(model.state.problem == nil)
        #expect(model.state.lines?.count == 1)
    }
}

@MainActor
@Suite struct NoticesTests {
    private let phone = ScriptedPhone()
    private let marks = ScriptedMarks()
    private let exits = Exits<NoticesExit>()

    private func screen() -> NoticesModel {
        NoticesModel(reading: phone, marking: marks, exit: exits.add)
    }

    @Test func aNoticeIsNewUntilSomebodyHasReadIt() async throws {
        phone.noticeLists.answer([Sample.notice("a"), Sample.notice("b")])
        try await marks.keepReadNotices(["gone"])
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.unreadCount == 2)
        model.send(.noticeChosen("b"))
        #expect(model.state.opened?.id == "b")
        #expect(model.state.unreadCount == 1)
        model.send(.noticeClosed)
        model.send(.noticeChosen("a"))
        await model.settled()
        #expect(await marks.readNotices() == ["a", "b"])
        #expect(try await NoticeBoard(reading: phone, marking: marks).unreadCount() == 0)
    }

    @Test func aMarkThatCannotBeKeptIsNoReasonNotToRead() async {
        phone.noticeLists.answer([Sample.notice("a")])
        marks.fail(Problem(code: "MKA-E0011", reaction: .storage))
        let model = screen()
        model.send(.appeared)
        await model.settled()
        model.send(.noticeChosen("a"))
        await model.settled()
        #expect(model.state.opened?.id == "a")
        #expect(model.state.problem == nil)
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.noticeLists.fail(problem)
        phone.noticeLists.answer([])
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(!model.state.isFetching)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
        model.send(.retried)
        await model.settled()
        #expect(model.state.notices == [])
    }
}

@MainActor
@Suite struct SupportedDevicesTests {
    private let phone = ScriptedPhone()
    private let exits = Exits<SupportedDevicesExit>()

    private func screen() -> SupportedDevicesModel {
        SupportedDevicesModel(listing: phone, ownModel: "iPhone16,1", exit: exits.add)
    }

    @Test func theListSaysWhetherThisPhoneIsOnIt() async {
        let source = DeviceListSource(
            name: "一覧",
            publishedOn: CalendarDate(year: 2026, month: 4, day: 1),
            importedAt: Sample.now
        )
        let others = SupportedDevice(model: nil, name: "他社の端末", visual: false)
        let own = SupportedDevice(model: "iPhone16,1", name: "iPhone 15 Pro", visual: true)
        phone.deviceLists.answer(
            SupportedDevices(source: source, devices: [others, own]),
            SupportedDevices(source: nil, devices: [])
        )
        let model = screen()
        model.send(.appeared)
        #expect(model.state.isFetching)
        await model.settled()
        #expect(model.state.listing?.own == .listed(visual: true))
        #expect(model.state.listing?.devices.map(\.isOwn) == [false, true])
        #expect(model.state.listing?.source?.publishedOn == CalendarDay("2026-04-01"))
        model.send(.retried)
        await model.settled()
        #expect(model.state.listing?.own == .notListed)
        #expect(model.state.listing?.source == nil)
        model.send(.checkChosen)
        #expect(exits.all == [.deviceCheck])
    }

    @Test(arguments: Problem.ofEachReaction)
    func everyProblemHasItsReaction(_ problem: Problem) async {
        phone.deviceLists.fail(problem)
        let model = screen()
        model.send(.appeared)
        await model.settled()
        #expect(model.state.problem == problem)
        #expect(!model.state.isFetching)
        #expect(exits.all == problem.detour.map { [.detour($0)] } ?? [])
    }
}
