import Accessibility
import SwiftUI
import Synchronization
import Testing

/// What is said of views for those who cannot see them.
@MainActor
struct AccessibilityTests {
    @Test
    func whatSeveralModifiersSayOfAViewIsInOneNode() {
        let shown = Rendered(
            Image(systemName: "star")
                .accessibilityLabel("favourite")
                .accessibilityValue("on")
                .accessibilityHint("switches")
                .accessibilityAddTraits([.isButton, .isSelected])
                .accessibilityIdentifier("star")
                .accessibilitySortPriority(2)
        )
        #expect(
            shown.all("accessible").map(\.attributes) == [
                [
                    "label": "favourite", "value": "on", "hint": "switches",
                    "traits": .list(["button", "selected"]), "identifier": "star",
                    "sort": .number(2),
                ]
            ]
        )
    }

    @Test
    func theOuterLabelIsTheOneThatIsRead() {
        let shown = Rendered(Text("a").accessibilityLabel("inner").accessibilityLabel("outer"))
        #expect(shown.labels == ["outer"])
    }

    @Test
    func severalViewsMayBeOneElement() {
        let rows = VStack {
            Text("a")
            Text("b")
        }
        #expect(Rendered(rows.accessibilityElement(children: .combine)).labels == ["a, b"])
        #expect(
            Rendered(rows.accessibilityElement().accessibilityLabel("both")).labels == ["both"]
        )
        #expect(Rendered(rows.accessibilityElement(children: .contain)).labels == ["a", "b"])
    }

    @Test
    func whatIsHiddenIsNotRead() {
        let shown = Rendered(
            VStack {
                Text("a").accessibilityHidden(true)
                Text("b").accessibilityHidden(false)
            }
        )
        #expect(shown.labels == ["b"])
        #expect(shown.all("accessible").count == 1)
    }

    @Test
    func traitsAreAddedAndTakenAway() {
        let shown = Rendered(
            VStack {
                Text("a").accessibilityAddTraits(.isHeader).accessibilityHeading(.h2)
                Button("b") {}.accessibilityRemoveTraits(.isButton)
            }
        )
        #expect(shown.reading.map(\.traits) == [["header"], []])
        #expect(shown.first("accessible")?.number("heading") == 2)
    }

    @Test
    func sensitiveViewsSaySo() {
        let shown = Rendered(Text("name").privacySensitive().accessibilityLabel("patient"))
        #expect(
            shown.all("accessible").map(\.attributes) == [["sensitive": true, "label": "patient"]]
        )
    }

    @Test
    func theAppMayPutVoiceOverSomewhere() throws {
        let shown = Rendered(Pointing())
        #expect(shown.screen.accessibilityFocus == nil)
        try shown.tap("point")
        #expect(shown.screen.accessibilityFocus == shown.text("problem")?.id)
        #expect(shown.screen.json().contains("\"accessibilityFocus\":"))
    }

    @Test
    func announcementsAreHeard() {
        let heard = Mutex<[VirtualListener.Heard]>([])
        VirtualListener.listen { said in heard.withLock { $0.append(said) } }
        defer { VirtualListener.listen(nil) }
        AccessibilityNotification.Announcement("done").post()
        var problem = AttributedString("problem")
        problem.accessibilitySpeechAnnouncementPriority = .high
        AccessibilityNotification.Announcement(problem).post()
        var aside = AttributedString("aside")
        aside.accessibilitySpeechAnnouncementPriority = .low
        AccessibilityNotification.Announcement(aside).post()
        #expect(
            heard.withLock { $0 } == [
                .init(text: "done"), .init(text: "problem", priority: "high"),
                .init(text: "aside", priority: "low"),
            ]
        )
    }

    @Test
    func setsOfTraitsAreSets() {
        var traits: AccessibilityTraits = [.isButton, .isHeader]
        #expect(traits.contains(.isButton))
        #expect(traits.remove(.isButton) == .isButton)
        #expect(traits == .isHeader)
        #expect(traits.union(.isLink).intersection(.isLink) == .isLink)
        #expect(traits.symmetricDifference(.isHeader) == [])
    }
}

private struct Pointing: View {
    @AccessibilityFocusState private var isAtProblem: Bool

    var body: some View {
        Text("problem").accessibilityFocused($isAtProblem)
        Button("point") { isAtProblem = true }
    }
}
