import SwiftUI
import Testing

/// What lies in what, and how.
@MainActor
struct LayoutTests {
    @Test
    func stacksSayHowTheirMembersAreAligned() {
        let shown = Rendered(
            VStack(alignment: .leading, spacing: 4) {
                HStack(alignment: .firstTextBaseline) {
                    Text("a")
                    Spacer(minLength: 8)
                    Text("b")
                }
                Divider()
                ZStack(alignment: .topTrailing) { Text("c") }
            }
        )
        #expect(
            shown.first("column")?.attributes == ["alignment": "leading", "spacing": .number(4)]
        )
        #expect(shown.first("row")?.attributes == ["alignment": "baseline"])
        #expect(shown.first("row")?.children.map(\.kind) == ["text", "spacer", "text"])
        #expect(shown.first("layers")?.attributes == ["alignment": "topTrailing"])
        #expect(shown.first("column")?.children.map(\.kind) == ["row", "divider", "layers"])
    }

    @Test
    func paddingIsOnTheSidesThatWereSaid() {
        #expect(Rendered(Text("a").padding()).first("padding")?.number("leading") == 16)
        let sides = Rendered(Text("a").padding(.horizontal, 8)).first("padding")
        #expect(sides?.attributes == ["leading": .number(8), "trailing": .number(8)])
        let top = Rendered(Text("a").padding([.top], 3)).first("padding")
        #expect(top?.attributes == ["top": .number(3)])
    }

    @Test
    func framesAreOfALengthOrOfAllThereIs() {
        let shown = Rendered(
            Text("a").frame(minWidth: 10, maxWidth: .infinity, minHeight: 44, alignment: .leading)
        )
        #expect(
            shown.first("frame")?.attributes == [
                "minWidth": .number(10), "maxWidth": "infinity", "minHeight": .number(44),
                "alignment": "leading",
            ]
        )
    }

    @Test
    func modifiersLieAroundEachOtherInTheirOrder() {
        let shown = Rendered(Text("a").padding().background(.red).frame(width: 10))
        #expect(
            shown.screen.root.flatMap(\.all).map(\.kind.rawValue) == [
                "frame", "background", "padding", "text", "layer", "shape",
            ]
        )
    }

    @Test
    func aModifierOfAGroupIsOneOfEachMember() {
        let shown = Rendered(
            Group {
                Text("a")
                Text("b")
            }
            .padding()
        )
        #expect(shown.screen.root.map(\.kind) == ["padding", "padding"])
    }

    @Test
    func whatLiesBehindAndBeforeIsInLayers() {
        let shown = Rendered(
            Text("a")
                .background(.bar, in: .rect(cornerRadius: 12))
                .overlay(alignment: .topTrailing) { Text("badge") }
        )
        let overlay = shown.first("overlay")
        #expect(overlay?.text("alignment") == "topTrailing")
        #expect(overlay?.children.map(\.kind) == ["background", "layer"])
        #expect(
            shown.first("shape")?.attributes == [
                "shape": "rounded", "radius": .number(12), "fill": "bar",
            ]
        )
        #expect(shown.labels == ["a", "badge"])
    }

    @Test
    func barsOfTheScreenAreInsets() {
        let shown = Rendered(
            ScrollView { Text("a") }.safeAreaInset(edge: .bottom) { Button("go") {} }
        )
        #expect(shown.first("inset")?.text("edge") == "bottom")
        #expect(shown.labels == ["a", "go"])
    }

    @Test
    func shapesAreFilledOrDrawn() {
        #expect(
            Rendered(Capsule().fill(.blue)).first("shape")?.attributes
                == ["shape": "capsule", "fill": "blue"]
        )
        #expect(
            Rendered(Circle().stroke(.separator, lineWidth: 2)).first("shape")?.attributes
                == ["shape": "circle", "stroke": "separator", "lineWidth": .number(2)]
        )
        #expect(Rendered(Rectangle()).first("shape")?.text("fill") == "primary")
        #expect(Rendered(Color.page).first("shape")?.text("fill") == "groupedBackground")
    }

    @Test
    func aGridHasAsManyColumnsAsItsWidestRow() {
        let shown = Rendered(
            Grid(horizontalSpacing: 12) {
                GridRow {
                    Text("1")
                    Text("2")
                    Text("3")
                }
                GridRow { Text("4") }
                Text("all")
            }
        )
        let grid = shown.first("grid")
        #expect(grid?.number("columns") == 3)
        #expect(
            grid?.children.map { $0.text("text") ?? $0.kind.rawValue } == [
                "1", "2", "3", "4", "spacer", "spacer", "all",
            ]
        )
        #expect(grid?.children.last?.number("span") == 3)
    }

    @Test
    func aGridOfColumnsTakesItsCellsAsTheyCome() {
        let shown = Rendered(
            LazyVGrid(columns: [GridItem(), GridItem()]) {
                ForEach(1..<6, id: \.self) { Text("\($0)") }
            }
        )
        #expect(shown.first("grid")?.number("columns") == 2)
        #expect(shown.first("grid")?.children.count == 5)
    }

    @Test
    func alternativesAreAllThereAndTheFirstIsRead() {
        let shown = Rendered(
            ViewThatFits(in: .horizontal) {
                Text("long")
                Text("short")
            }
        )
        #expect(shown.first("fits")?.children.count == 2)
        #expect(shown.first("fits")?.text("axes") == "horizontal")
        #expect(shown.labels == ["long"])
    }

    @Test
    func oneOfTheAlternativesComesAndPresents() throws {
        let seen = Happenings()
        let alternative = Button("a") {}
            .onAppear { seen.add("came") }
            .alert("alert", isPresented: .constant(true)) {}
        let shown = Rendered(
            ViewThatFits {
                HStack { alternative }
                VStack { alternative }
            }
        )
        #expect(seen.all == ["came"])
        #expect(shown.screen.over.count == 1)
        #expect(shown.screen.root.flatMap(\.all).filter { $0.kind == "button" }.count == 2)
    }

    @Test
    func whatMovesSaysSo() {
        #expect(
            Rendered(Text("a").animation(.easeOut, value: 1)).first("motion")?.attributes
                == ["animated": true, "curve": "easeOut"]
        )
        #expect(
            Rendered(Text("a").animation(nil, value: 1)).first("motion")?.attributes == [:]
        )
    }

    @Test
    func whatIsHiddenKeepsItsRoomAndCannotBeUsed() {
        let shown = Rendered(Button("a") {}.hidden())
        let button = shown.screen.root.flatMap(\.all).first { $0.kind == "button" }
        #expect(button != nil)
        #expect(shown.labels == [])
        #expect(throws: Rendered.Fault.self) { try shown.send(.tap(button?.id ?? "")) }
    }

    @Test
    func whatIsQuiteTransparentIsNeitherSeenNorReadNorUsed() {
        let content = NavigationStack { Button("a") {}.navigationTitle("b") }
        let shown = Rendered(
            ZStack {
                content.opacity(0); Text("c")
            }
        )
        #expect(shown.texts == ["c"])
        #expect(shown.labels == ["c"])
        #expect(shown.everything == ["c", "c", "", ""])
        #expect(throws: Rendered.Fault.self) { try shown.tap("a") }
        #expect(Rendered(content.opacity(0.1)).labels == ["b", "a"])
    }

    @Test
    func aPictureOfTheScreenHoldsEveryLayer() {
        let shown = Rendered(
            Text("a").sheet(isPresented: .constant(true)) {
                Text("b").alert("c", isPresented: .constant(true)) {
                    Button("d") {}
                } message: {
                    Text("e")
                }
            }
        )
        #expect(shown.labels == ["c", "e", "d"])
        #expect(Set(shown.everything).isSuperset(of: ["a", "b", "c", "d", "e"]))
    }
}

extension Color {
    fileprivate static let page = Color(.systemGroupedBackground)
}
