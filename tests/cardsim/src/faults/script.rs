//! Faults as text: one sentence a line, `#` begins a comment.
//!
//! ```text
//! lose the tag before command 5
//! lose the tag after command 5
//! lose the tag after verify, counted
//! lose the tag after verify, not counted
//! answer SW 6F00 to command 3
//! truncate answer 4 to 1 byte
//! garbage answer 4
//! flip a bit in answer 4
//! flip a bit in the signature
//! 61xx on reads
//! 6Cxx on reads
//! 6282 at the end of the file
//! short reads 100
//! fail reads longer than 256
//! swap the card with T02 after loss
//! delay 309 ms
//! delay command 5 by 1500 ms
//! ```
//!
//! A command is a number counted from 1, or a kind: select, read, query, verify, sign, environment,
//! certificate, challenge, authenticate; `read#3` is the third of its kind. "Counted" says whether
//! the card processed the command before it was lost.

use core::time::Duration;

use super::{CommandKind, Fault, Moment};

/// A sentence that names no fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} names no fault: {sentence:?}")]
pub struct UnknownFault {
    /// Line number, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
}

impl Fault {
    /// Reads a script.
    ///
    /// # Errors
    ///
    /// [`UnknownFault`] with the first line that names no fault.
    pub fn parse(script: &str) -> Result<Vec<Self>, UnknownFault> {
        let mut faults = Vec::new();
        for (number, line) in script.lines().enumerate() {
            let words = significant_words(without_comment(line));
            if words.is_empty() {
                continue;
            }
            let fault = Self::from_words(&words).ok_or_else(|| UnknownFault {
                line: number + 1,
                sentence: line.trim().to_owned(),
            })?;
            faults.push(fault);
        }
        Ok(faults)
    }

    fn from_words(words: &[String]) -> Option<Self> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Some(match words[..] {
            // For the card, lost before the command and lost without counting it are the same.
            ["lose", "before", at] | ["lose", "after", at, "not", "counted"] => {
                Self::LoseBefore(moment(at)?)
            }
            ["lose", "after", at] | ["lose", "after", at, "counted"] => {
                Self::LoseAfter(moment(at)?)
            }
            ["answer", status, "to", at] => {
                Self::Answer(moment(at)?, u16::from_str_radix(status, 16).ok()?)
            }
            ["truncate", "answer", at, "to", bytes] => {
                Self::Truncate(moment(at)?, bytes.parse().ok()?)
            }
            ["garbage", "answer", at] => Self::Garbage(moment(at)?),
            ["flip", "bit", "answer", at] => Self::FlipBit(moment(at)?),
            ["flip", "bit", "signature"] => Self::FlipBit(Moment::Nth(CommandKind::Sign, 1)),
            ["61xx", "reads"] => Self::GetResponse,
            ["6c" | "6cxx", "reads"] => Self::ExactLength,
            ["6282", "at", "end", "file"] => Self::EndOfFileWarning,
            ["short", "reads", bytes] => Self::ShortReads(bytes.parse().ok()?),
            ["fail", "reads", "longer", "than", bytes] => {
                Self::FailReadsLongerThan(bytes.parse().ok()?)
            }
            ["swap", name, "after", "loss"] => Self::SwapAfterLoss(card_name(name)),
            ["delay", time, "ms"] => Self::Delay(None, milliseconds(time)?),
            ["delay", at, "by", time, "ms"] => Self::Delay(Some(moment(at)?), milliseconds(time)?),
            _ => return None,
        })
    }
}

/// A comment begins the line or follows a blank; the `#` of `read#3` does neither.
fn without_comment(line: &str) -> &str {
    let line = line.trim_start();
    match line.find(" #") {
        _ if line.starts_with('#') => "",
        Some(comment) => &line[..comment],
        None => line,
    }
}

/// Lower-case words without the ones that only make a sentence.
fn significant_words(sentence: &str) -> Vec<String> {
    const FILLING: [&str; 13] = [
        "a", "byte", "bytes", "card", "command", "in", "of", "on", "sw", "tag", "the", "with", "an",
    ];
    sentence
        .split(|separator: char| separator.is_whitespace() || separator == ',')
        .map(str::to_ascii_lowercase)
        .filter(|word| !word.is_empty() && !FILLING.contains(&word.as_str()))
        .collect()
}

fn moment(word: &str) -> Option<Moment> {
    if let Ok(number) = word.parse() {
        return Some(Moment::Command(number));
    }
    let (kind, nth) = match word.split_once('#') {
        Some((kind, nth)) => (kind, nth.parse().ok()?),
        None => (word, 1),
    };
    let kind = match kind {
        "authenticate" => CommandKind::Authenticate,
        "certificate" => CommandKind::Certificate,
        "challenge" => CommandKind::Challenge,
        "environment" => CommandKind::Environment,
        "query" => CommandKind::Query,
        "read" => CommandKind::Read,
        "select" => CommandKind::Select,
        "sign" => CommandKind::Sign,
        "verify" => CommandKind::Verify,
        _ => return None,
    };
    Some(Moment::Nth(kind, nth))
}

fn milliseconds(word: &str) -> Option<Duration> {
    word.parse().ok().map(Duration::from_millis)
}

/// Persons are written with a capital T.
fn card_name(word: &str) -> String {
    match word.strip_prefix('t') {
        Some(digits) if digits.parse::<u8>().is_ok() => format!("T{digits}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_of_the_documentation_is_understood() {
        let script = "\
            # what can go wrong
            lose the tag before command 5
            lose the tag after command 5
            lose the tag after verify, counted
            lose the tag after verify, not counted   # the card never counted it
            answer SW 6F00 to command 3
            truncate answer 4 to 1 byte
            garbage answer 4
            flip a bit in answer read#2
            flip a bit in the signature
            61xx on reads
            6C on reads
            6Cxx on reads
            6282 at the end of the file

            short reads 100
            fail reads longer than 256
            swap the card with T02 after loss
            swap card with two-tries after loss
            delay 309 ms
            delay command 5 by 1500 ms";
        let verify = Moment::Nth(CommandKind::Verify, 1);
        assert_eq!(
            Fault::parse(script).unwrap(),
            [
                Fault::LoseBefore(Moment::Command(5)),
                Fault::LoseAfter(Moment::Command(5)),
                Fault::LoseAfter(verify),
                Fault::LoseBefore(verify),
                Fault::Answer(Moment::Command(3), 0x6F00),
                Fault::Truncate(Moment::Command(4), 1),
                Fault::Garbage(Moment::Command(4)),
                Fault::FlipBit(Moment::Nth(CommandKind::Read, 2)),
                Fault::FlipBit(Moment::Nth(CommandKind::Sign, 1)),
                Fault::GetResponse,
                Fault::ExactLength,
                Fault::ExactLength,
                Fault::EndOfFileWarning,
                Fault::ShortReads(100),
                Fault::FailReadsLongerThan(256),
                Fault::SwapAfterLoss("T02".to_owned()),
                Fault::SwapAfterLoss("two-tries".to_owned()),
                Fault::Delay(None, Duration::from_millis(309)),
                Fault::Delay(Some(Moment::Command(5)), Duration::from_millis(1500)),
            ]
        );
    }

    #[test]
    fn a_sentence_that_names_no_fault_is_reported_with_its_line() {
        let unknown = Fault::parse("delay 5 ms\nset the card on fire").unwrap_err();
        assert_eq!(unknown.line, 2);
    }
}
