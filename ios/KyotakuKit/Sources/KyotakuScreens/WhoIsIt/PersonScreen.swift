import KyotakuModels
import KyotakuText
import SwiftUI

/// Who is it: staff compare who is there with the card and with what the server has answered.
struct PersonScreen: View {
    @Environment(\.texts) private var texts
    let model: PersonModel

    var body: some View {
        ActionPage {
            Text(texts(.personLead))
            if let person = model.state.person { PersonCard(person: person) }
            Notice(kind: .warning, title: texts(.personSpouse))
            if let code = model.state.certificate {
                CodeNotice(texts.error(code), detail: certificateUntil)
            }
            if let until = model.state.consentUntil {
                Notice(
                    kind: .info,
                    title: texts(.personExistingConsent, .text(texts.day(at: until)))
                )
            }
            ProblemNotice(model.state.problem)
        } actions: {
            PrimaryButton(
                texts(.personSame),
                systemImage: "checkmark",
                isBusy: model.state.isBusy
            ) {
                model.send(.same)
            }
            SecondaryButton(texts(.personDiffers)) { model.send(.differs) }
                .disabled(model.state.isBusy)
        }
        .navigationTitle(texts(.personTitle))
        .question(
            texts(.personDiffersTitle),
            isAsked: model.state.asksWhetherItDiffers,
            message: texts(.personDiffersBody)
        ) {
            Button(texts(.actionBack), role: .cancel) { model.send(.differsCancelled) }
            Button(texts(.personStop), role: .destructive) { model.send(.differsConfirmed) }
        }
    }

    private var certificateUntil: String? {
        model.state.certificateUntil.map {
            texts(
                .commonLabelValue,
                .text(texts(.resultCertificateUntil)),
                .text(texts.day(at: $0))
            )
        }
    }
}

/// What is printed on the card too.
private struct PersonCard: View {
    @Environment(\.texts) private var texts
    let person: ShownPerson

    var body: some View {
        Card {
            Text(person.kana)
                .font(.subheadline)
                .foregroundStyle(.quiet)
                .accessibilityLabel(
                    texts(.spokenResultLine, .text(texts(.personKana)), .text(person.kana))
                )
            Text(person.name)
                .font(.title)
                .bold()
                .accessibilityLabel(
                    texts(.spokenResultLine, .text(texts(.personName)), .text(person.name))
                )
            if let other = person.otherName { FactRow(texts(.personOtherName), other) }
            FactRow(
                texts(.personBirthdate),
                texts.value(.birthdate(person.birthdate, age: person.age))
            )
            FactRow(texts(.personSex), texts.label(person.sex, of: .sex))
            Text(texts(.personChangedCharacters))
                .font(.footnote)
                .foregroundStyle(.quiet)
        }
        .privacySensitive()
    }
}
