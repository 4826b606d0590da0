import SwiftUI
import Testing
import UIKit

/// How text and symbols look.
@MainActor
struct TextTests {
    @Test
    func whatIsAsUsualIsLeftOut() {
        #expect(Rendered(Text("a")).text("a")?.attributes == ["text": "a"])
    }

    @Test
    func textLooksAsTheViewsAroundItSay() {
        let shown = Rendered(
            VStack { Text("a") }
                .font(.headline)
                .foregroundStyle(.secondary)
                .multilineTextAlignment(.center)
                .monospacedDigit()
        )
        #expect(
            shown.text("a")?.attributes == [
                "text": "a", "font": "headline", "color": "secondary", "align": "center",
                "monospacedDigits": true,
            ]
        )
    }

    @Test
    func theNearestViewDecides() {
        let shown = Rendered(
            VStack {
                Text("a").font(.caption).fontWeight(.semibold).foregroundStyle(Color.red)
            }
            .font(.title)
            .bold()
            .foregroundStyle(.primary)
        )
        #expect(shown.text("a")?.text("font") == "caption")
        #expect(shown.text("a")?.text("weight") == "semibold")
        #expect(shown.text("a")?.text("color") == "red")
    }

    @Test
    func aFontBringsItsWeightAndDesign() {
        let shown = Rendered(
            Text("a").font(.system(.title2, design: .rounded, weight: .bold).monospacedDigit())
        )
        #expect(
            shown.text("a")?.attributes == [
                "text": "a", "font": "title2", "design": "rounded", "weight": "bold",
                "monospacedDigits": true,
            ]
        )
    }

    @Test(arguments: [(ColorScheme.light, "#ff0000@0.5"), (.dark, "#0000ff@0.5")])
    func aColourOfOurOwnIsAnotherByNight(scheme: ColorScheme, name: String) {
        let own = UIColor { traits in
            let isNight = traits.userInterfaceStyle == .dark
            return UIColor(red: isNight ? 0 : 1, green: 0, blue: isNight ? 1 : 0, alpha: 1)
        }
        let shown = Rendered(Text("a").foregroundStyle(Color(uiColor: own).opacity(0.5)))
        shown.graph.colorScheme = scheme
        #expect(shown.text("a")?.text("color") == name)
    }

    @Test
    func coloursAreNamesOrNumbersWithHowMuchThereIsOfThem() {
        func colour(_ style: some ShapeStyle) -> String? {
            Rendered(Text("a").foregroundStyle(style).tint(.orange)).text("a")?.text("color")
        }
        #expect(colour(Color.red) == "red")
        #expect(colour(Color.red.opacity(0.2)) == "red@0.2")
        #expect(colour(Color(red: 1, green: 0.5, blue: 0)) == "#ff8000")
        #expect(colour(Color(.systemGroupedBackground)) == "groupedBackground")
        #expect(colour(Color(uiColor: .secondaryLabel)) == "secondary")
        #expect(colour(.tint) == "orange")
        #expect(colour(.tertiary) == "tertiary")
        #expect(colour(AnyShapeStyle(.bar)) == "bar")
    }

    @Test
    func aLabelIsASymbolAndAText() {
        let shown = Rendered(Label("Card", systemImage: "creditcard"))
        #expect(shown.first("row")?.children.map(\.kind) == ["image", "text"])
        #expect(shown.labels == ["Card"])
    }

    @Test
    func aLabelWithoutItsTextIsStillCalledSo() {
        let shown = Rendered(Label("Card", systemImage: "creditcard").labelStyle(.iconOnly))
        #expect(shown.text("Card") == nil)
        #expect(shown.first("image")?.text("system") == "creditcard")
        #expect(shown.first("accessible")?.text("label") == "Card")
    }

    @Test
    func aLabelWithoutItsSymbolIsText() {
        let shown = Rendered(Label("Card", systemImage: "creditcard").labelStyle(.titleOnly))
        #expect(shown.first("image") == nil)
        #expect(shown.labels == ["Card"])
    }

    @Test
    func aSymbolLooksAsTheViewsAroundItSay() {
        let shown = Rendered(
            Image(systemName: "checkmark").font(.largeTitle).imageScale(.large)
                .symbolRenderingMode(.hierarchical).foregroundStyle(.green)
        )
        #expect(
            shown.first("image")?.attributes == [
                "system": "checkmark", "font": "largeTitle", "scale": "large",
                "rendering": "hierarchical", "color": "green",
            ]
        )
    }

    @Test
    func sensitiveTextIsMarksWhileNobodyIsToSeeIt() {
        let name = Text("name").privacySensitive()
        let shown = Rendered(
            VStack {
                name
                Text("title")
            }
            .redacted(reason: .privacy)
        )
        #expect(Rendered(name).shows("name"))
        #expect(!shown.shows("name"))
        #expect(shown.all("text").map { $0.text("text") } == ["•••", "title"])
        #expect(shown.all("text").map { $0.flag("redacted") } == [true, false])
    }

    @Test
    func nothingSensitiveIsSaidWhileNobodyIsToSeeIt() {
        let shown = Rendered(
            VStack {
                Image(systemName: "person").accessibilityLabel("name").privacySensitive()
                TextField("field", text: .constant("secret")).privacySensitive()
            }
            .redacted(reason: .privacy)
        )
        #expect(!shown.screen.json().contains("secret"))
        #expect(!shown.screen.json().contains("\"name\""))
    }

    @Test
    func textMaySayThatItCanBeSelectedOrIsToBeSpeltOut() {
        let shown = Rendered(Text("a1").textSelection(.enabled).speechSpellsOutCharacters())
        #expect(shown.text("a1")?.flag("selectable") == true)
        #expect(shown.text("a1")?.flag("spelt") == true)
    }
}
