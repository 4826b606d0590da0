//! What belongs to the telephone and outlives the process of the app: its settings, whether its
//! screen is recorded, whether it is locked.

use serde::Serialize;
use serde_json::{Value, json};

use crate::event::{Event, Phase, Settings};

/// The telephone, as far as pages and a new process of the app have to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phone {
    settings: Settings,
    captured: bool,
    phase: Phase,
    locked: bool,
}

impl Default for Phone {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            captured: false,
            phase: Phase::Active,
            locked: false,
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
                old.contrast = new.contrast.or(old.contrast);
                old.voice_over = new.voice_over.or(old.voice_over);
            }
            Event::Captured(captured) => self.captured = *captured,
            Event::Phase(phase) => self.phase = *phase,
            Event::World(command) => {
                if let Some(locked) = command.get("lock").and_then(Value::as_bool) {
                    self.locked = locked;
                }
            }
            _ => {}
        }
        *self != before
    }

    /// A new process of the app is in front, on a telephone that somebody holds.
    pub fn app_started(&mut self) {
        self.phase = Phase::Active;
        self.locked = false;
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
        phone.note(&event(&json!({"world": {"lock": true}})));
        phone.app_started();
        assert_eq!(phone.introduction(), [r#"{"captured":true}"#]);
        assert_eq!(phone.phase, Phase::Active);
        assert!(!phone.locked);
    }

    #[test]
    fn a_tap_is_no_matter_of_the_telephone() {
        assert!(!Phone::default().note(&event(&json!({"tap": "a"}))));
    }
}
