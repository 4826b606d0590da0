//! What belongs to the telephone and outlives the process of the app: its settings, and whether its
//! screen is recorded; and where the app is, which pages have to know.

use serde::Serialize;
use serde_json::json;

use crate::event::{Event, Phase, Settings};

/// The telephone, as far as pages and a new process of the app have to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    settings: Settings,
    captured: bool,
    phase: Phase,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            captured: false,
            phase: Phase::Active,
        }
    }
}

impl Phone {
    /// Notes what an event changes on the telephone; false where it changes nothing.
    pub fn note(&mut self, event: &Event) -> bool {
        let before = self.clone();
        match event {
            Event::Settings(new) => {
                let old = &mut self.settings;
                old.type_size = new.type_size.or(old.type_size);
                old.scheme = new.scheme.or(old.scheme);
                old.reduce_motion = new.reduce_motion.or(old.reduce_motion);
                old.differentiate_without_color = new
                    .differentiate_without_color
                    .or(old.differentiate_without_color);
                old.voice_over = new.voice_over.or(old.voice_over);
            }
            Event::Captured(captured) => self.captured = *captured,
            Event::Phase(phase) => self.phase = *phase,
            // Whatever was there before, what comes after these is in front.
            Event::World(command)
                if ["kill", "reinstall", "lock"]
                    .iter()
                    .any(|name| command.contains_key(*name)) =>
            {
                self.phase = Phase::Active;
            }
            _ => {}
        }
        *self != before
    }

    /// A new process of the app is in front.
    pub fn app_started(&mut self) {
        self.phase = Phase::Active;
    }

    /// What a new process of the app has to be told, as lines for it.
    #[must_use]
    pub fn introduction(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.settings != Settings::default() {
            lines.push(json!({ "settings": self.settings }).to_string());
        }
        if self.captured {
            lines.push(json!({ "captured": true }).to_string());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn event(value: &Value) -> Event {
        Event::read(value).expect("an event")
    }

    #[test]
    fn settings_are_added_to_those_before() {
        let mut phone = Phone::default();
        assert!(phone.introduction().is_empty());
        assert!(phone.note(&event(&json!({"settings": {"typeSize": "xxxLarge"}}))));
        assert!(phone.note(&event(&json!({"settings": {"scheme": "dark"}}))));
        assert!(!phone.note(&event(&json!({"settings": {"scheme": "dark"}}))));
        let said: Value = serde_json::from_str(&phone.introduction()[0]).expect("JSON");
        assert_eq!(
            said,
            json!({"settings": {"typeSize": "xxxLarge", "scheme": "dark"}})
        );
    }

    #[test]
    fn a_new_process_is_in_front_and_is_told_that_the_screen_is_recorded() {
        let mut phone = Phone::default();
        phone.note(&event(&json!({"captured": true})));
        phone.note(&event(&json!({"phase": "background"})));
        phone.app_started();
        assert_eq!(phone.introduction(), [r#"{"captured":true}"#]);
        assert_eq!(phone.phase, Phase::Active);
    }

    #[test]
    fn an_app_that_is_started_again_is_in_front() {
        let mut phone = Phone::default();
        phone.note(&event(&json!({"phase": "background"})));
        assert!(phone.note(&event(&json!({"world": {"kill": true}}))));
        assert_eq!(phone.phase, Phase::Active);
    }

    #[test]
    fn a_tap_is_no_matter_of_the_telephone() {
        assert!(!Phone::default().note(&event(&json!({"tap": "a"}))));
    }
}
