import KyotakuCore
import KyotakuText
import Observation

/// The phones that are known to work.
@MainActor
@Observable
public final class SupportedDevicesModel: ScreenModel {
    /// Told of whatever somebody does here.
    public let uses = Uses()
    /// What the screen shows.
    public private(set) var state = SupportedDevicesState()

    private let listing: any DeviceListing
    private let ownModel: String
    private let exit: @MainActor (SupportedDevicesExit) -> Void
    private let work = Work()

    /// An empty list.
    ///
    /// - Parameter ownModel: The model of this phone, such as `iPhone16,1`.
    public init(
        listing: any DeviceListing,
        ownModel: String,
        exit: @escaping @MainActor (SupportedDevicesExit) -> Void
    ) {
        self.listing = listing
        self.ownModel = ownModel
        self.exit = exit
    }

    /// Takes up what somebody has done.
    public func takeUp(_ action: SupportedDevicesAction) {
        switch action {
        case .appeared:
            if state.listing == nil { fetch() }
        case .retried: fetch()
        case .checkChosen: exit(.deviceCheck)
        case .backChosen: exit(.back)
        }
    }

    /// Returns when nothing is under way.
    public func settled() async {
        await work.settled()
    }

    /// Ends what is under way. Called when the screen is left.
    public func stop() {
        work.cancel()
        state.isFetching = false
    }

    private func fetch() {
        let listing = listing
        let begun = work.begin {
            try await listing.supportedDevices()
        } onEnd: { [weak self] result in
            self?.answered(result)
        }
        guard begun else { return }
        state.isFetching = true
        state.problem = nil
    }

    private func answered(_ result: Result<SupportedDevices, Problem>) {
        state.isFetching = false
        switch result {
        case .success(let devices): state.listing = shown(devices)
        case .failure(let problem):
            state.problem = problem
            if let detour = problem.detour { exit(.detour(detour)) }
        }
    }

    private func shown(_ list: SupportedDevices) -> SupportedDevicesState.Listing {
        let lines = list.devices.map { device in
            DeviceLine(
                name: device.name,
                model: device.model,
                visual: device.visual,
                isOwn: device.model == ownModel
            )
        }
        let own = lines.first { $0.isOwn }
        return SupportedDevicesState.Listing(
            source: list.source.map {
                .init(name: $0.name, publishedOn: CalendarDay($0.publishedOn))
            },
            devices: lines,
            own: own.map { .listed(visual: $0.visual) } ?? .notListed
        )
    }
}
