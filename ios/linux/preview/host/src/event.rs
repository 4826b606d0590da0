//! What a page may send to the app, checked before the app sees it.

use serde::Deserialize;
use serde_json::{Map, Value};

/// One event, as the app reads it from its standard input.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Event {
    /// A control was tapped; its identifier.
    Tap(String),
    /// The return key of a field; its identifier.
    Submit(String),
    /// A presentation was swiped down; its identifier.
    Dismiss(String),
    /// A list was pulled down to be made anew; its identifier.
    Refresh(String),
    /// A field took the keyboard, or none has it.
    Focus(Option<String>),
    /// A key of a keyboard: one character, or `delete`, `return`, `escape`.
    Key(String),
    /// The back button or the swipe from the edge; always true.
    Back(bool),
    /// Any touch; always true.
    Touch(bool),
    /// Somebody took a picture of the screen; always true.
    Screenshot(bool),
    /// The app came to the front, is partly covered, or left.
    Phase(Phase),
    /// The screen is being recorded or mirrored.
    Captured(bool),
    /// What the telephone's settings say.
    Settings(Settings),
    /// Something happens around the telephone: exactly one command, which the app judges.
    World(Map<String, Value>),
    /// A control has a new value. Read apart, because it has two members.
    #[serde(skip)]
    Set,
}

/// Where the app is, as SwiftUI calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// In front, and used.
    Active,
    /// In front but covered: the app switcher, a sheet of the system, a call.
    Inactive,
    /// Not seen.
    Background,
}

/// Settings of the telephone; those that are absent stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// The size of type, by the names of SwiftUI's `DynamicTypeSize`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_size: Option<TypeSize>,
    /// Light or dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<Scheme>,
    /// Whether movement is avoided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reduce_motion: Option<bool>,
    /// Whether nothing is said by colour alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differentiate_without_color: Option<bool>,
    /// Whether VoiceOver speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice_over: Option<bool>,
}

/// The sizes of type of iOS, smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Apple's and in order of size")]
pub enum TypeSize {
    XSmall,
    Small,
    Medium,
    Large,
    XLarge,
    XxLarge,
    XxxLarge,
    Accessibility1,
    Accessibility2,
    Accessibility3,
    Accessibility4,
    Accessibility5,
}

/// The two colour schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scheme {
    Light,
    Dark,
}

/// Why something is not an event. The text is for whoever wrote the page or the test.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an event: {0}")]
pub struct NotAnEvent(String);

/// The value of a control: exactly one of the members beside its identifier.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    #[serde(rename = "set")]
    _id: String,
    text: Option<String>,
    on: Option<bool>,
    option: Option<String>,
    date: Option<String>,
}

impl Event {
    /// Reads an event.
    ///
    /// # Errors
    ///
    /// [`NotAnEvent`] with the reason: unknown, of another shape, or more than one at once.
    pub fn read(value: &Value) -> Result<Self, NotAnEvent> {
        let members = value
            .as_object()
            .ok_or_else(|| NotAnEvent("an object is expected".to_owned()))?;
        if members.contains_key("set") {
            return Self::read_set(value);
        }
        let event = Self::deserialize(value).map_err(|error| NotAnEvent(error.to_string()))?;
        match &event {
            Self::Back(false) | Self::Touch(false) | Self::Screenshot(false) => {
                Err(NotAnEvent("it happened, so its value is true".to_owned()))
            }
            Self::Key(key) if key.is_empty() => Err(NotAnEvent("a key has a name".to_owned())),
            Self::World(command) if command.len() != 1 => Err(NotAnEvent(
                "the world takes one command at a time".to_owned(),
            )),
            _ => Ok(event),
        }
    }

    fn read_set(value: &Value) -> Result<Self, NotAnEvent> {
        let set = Set::deserialize(value).map_err(|error| NotAnEvent(error.to_string()))?;
        let values = [
            set.text.is_some(),
            set.on.is_some(),
            set.option.is_some(),
            set.date.is_some(),
        ];
        if values.into_iter().filter(|given| *given).count() == 1 {
            Ok(Self::Set)
        } else {
            Err(NotAnEvent(
                "one of `text`, `on`, `option`, `date` is set".to_owned(),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(value: &Value) -> String {
        Event::read(value).expect_err("refused").to_string()
    }

    #[test]
    fn what_the_app_understands_is_an_event() {
        for event in [
            json!({"tap": "a"}),
            json!({"set": "a", "text": ""}),
            json!({"set": "a", "on": false}),
            json!({"set": "a", "option": "x"}),
            json!({"set": "a", "date": "2026-11-23"}),
            json!({"focus": "a"}),
            json!({"focus": null}),
            json!({"submit": "a"}),
            json!({"key": "5"}),
            json!({"back": true}),
            json!({"dismiss": "s"}),
            json!({"refresh": "l"}),
            json!({"touch": true}),
            json!({"phase": "background"}),
            json!({"captured": true}),
            json!({"screenshot": true}),
            json!({"settings": {"typeSize": "accessibility5", "scheme": "dark", "reduceMotion": true}}),
            json!({"world": {"card": null}}),
        ] {
            assert!(Event::read(&event).is_ok(), "{event}");
        }
    }

    #[test]
    fn what_is_unknown_is_refused_with_the_list_of_what_is_known() {
        let said = refusal(&json!({"swipe": "left"}));
        assert!(
            said.contains("`swipe`") && said.contains("`dismiss`"),
            "{said}"
        );
        assert!(refusal(&json!({"phase": "asleep"})).contains("`inactive`"));
        assert!(refusal(&json!({"settings": {"typeSize": "huge"}})).contains("`accessibility5`"));
        assert!(refusal(&json!({"settings": {"volume": 3}})).contains("`volume`"));
    }

    #[test]
    fn two_events_at_once_are_refused() {
        Event::read(&json!({"tap": "a", "back": true})).expect_err("refused");
        Event::read(&json!({"set": "a", "text": "x", "on": true})).expect_err("refused");
        Event::read(&json!({"set": "a"})).expect_err("refused");
        Event::read(&json!({"world": {"card": "T01", "lock": true}})).expect_err("refused");
        Event::read(&json!({"world": {}})).expect_err("refused");
    }

    #[test]
    fn what_has_another_shape_is_refused() {
        for value in [
            json!([]),
            json!("tap"),
            json!({}),
            json!({"tap": 5}),
            json!({"back": false}),
            json!({"key": ""}),
            json!({"set": 1, "text": "x"}),
            json!({"set": "a", "text": "x", "more": 1}),
        ] {
            assert!(Event::read(&value).is_err(), "{value}");
        }
    }
}
