import KyotakuModels
import KyotakuText
import SwiftUI

/// 対応端末.
struct SupportedDevicesScreen: View {
    @Environment(\.texts) private var texts
    let model: SupportedDevicesModel

    var body: some View {
        StaffList(problem: model.state.problem, retry: { model.send(.retried) }) {
            Section { Text(texts(.devicesLead)) }
            if model.state.isFetching { WorkingView(texts(.commonLoading)) }
            if let listing = model.state.listing { listed(listing) }
        }
        .navigationTitle(texts(.devicesTitle))
        .onAppear { model.send(.appeared) }
    }

    @ViewBuilder
    private func listed(_ listing: SupportedDevicesState.Listing) -> some View {
        Section(texts(.devicesThisPhone)) {
            switch listing.own {
            case .listed(let visual): DeviceMark(visual: visual)
            case .notListed:
                Text(texts(.devicesNotListed))
                Button(texts(.deviceCheck)) { model.send(.checkChosen) }
                    .frame(minHeight: 44)
            }
        }
        Section {
            if listing.devices.isEmpty { Text(texts(.devicesEmpty)) }
            ForEach(Array(listing.devices.enumerated()), id: \.offset) { _, device in
                VStack(alignment: .leading, spacing: 4) {
                    Text(device.name).font(.headline)
                    DeviceMark(visual: device.visual)
                    if device.isOwn { Label(texts(.devicesThisPhone), systemImage: "iphone") }
                }
                .frame(minHeight: 44)
                .accessibilityElement(children: .combine)
            }
        } footer: {
            if let source = listing.source {
                Text(
                    texts(
                        .devicesSource,
                        .text(source.name),
                        .text(source.publishedOn.map(texts.day) ?? texts(.commonUnknown))
                    )
                )
            }
        }
    }
}

/// Whether 目視 works with a phone.
private struct DeviceMark: View {
    @Environment(\.texts) private var texts
    let visual: Bool

    var body: some View {
        if visual {
            Label(texts(.devicesVisual), systemImage: "checkmark.circle.fill")
        } else {
            Label(texts(.devicesNoVisual), systemImage: "circle.grid.3x3")
        }
    }
}
