//! `day`: commands line by line, in one session.

use std::io::{IsTerminal as _, stdin};

use clap::Parser as _;
use clap::error::ErrorKind;
use zeroize::Zeroizing;

use super::{
    activate, consents, deliver, deregister, device_check, medical, operations, patients, receipt,
    results, session, status, visit,
};
use crate::args::{DayCommand, DayLine, WaitArgs};
use crate::desk::Desk;
use crate::exit::Exit;
use crate::prompt::{Prompt, Script, Terminal};
use crate::refusal::{Outcome, Refusal};

/// Reads commands until the end, and goes on after those that fail.
///
/// # Errors
///
/// A refusal when the input cannot be read. Otherwise the exit code is that of the first command
/// that failed.
pub fn run(desk: &Desk) -> Outcome<Exit> {
    let ended = if stdin().is_terminal() {
        desk.speech.say(
            "コマンドを入力してください。help で一覧、quit で終わります。",
            "Enter commands; `help` lists them, `quit` ends the day.",
        );
        let mut terminal = Terminal::new(desk.speech);
        lines(desk, &mut terminal, |terminal| terminal.command())
    } else {
        lines(
            desk,
            &mut Script::new(stdin().lock(), desk.speech),
            Script::command,
        )
    };
    if desk.is_signed_in().unwrap_or_default() {
        // The session ends by itself when the server cannot be told.
        let _ = desk.done(desk.phone.sign_out());
    }
    ended
}

fn lines<P: Prompt>(
    desk: &Desk,
    prompt: &mut P,
    next: impl Fn(&mut P) -> Outcome<Option<Zeroizing<String>>>,
) -> Outcome<Exit> {
    let mut exit = Exit::Done;
    while let Some(line) = next(prompt)? {
        let ended = match parse(&line, desk) {
            Ok(None) => continue,
            Ok(Some(DayCommand::Quit)) => break,
            Ok(Some(command)) => one(desk, prompt, &command),
            Err(refusal) => Err(refusal),
        };
        let ended = ended.unwrap_or_else(|refusal| desk.speech.refuse(&refusal));
        if exit == Exit::Done {
            exit = ended;
        }
    }
    Ok(exit)
}

/// Reads one line. What is no command is not repeated: it may be an answer that came too late.
fn parse(line: &str, desk: &Desk) -> Outcome<Option<DayCommand>> {
    let words = words(line)?;
    if words.is_empty() {
        return Ok(None);
    }
    match DayLine::try_parse_from(words) {
        Ok(line) => Ok(Some(line.command)),
        Err(help) if matches!(help.kind(), ErrorKind::DisplayHelp) => {
            desk.speech.command(&help.to_string());
            Ok(None)
        }
        Err(wrong) if wrong.kind() == ErrorKind::InvalidSubcommand => Err(Refusal::plain(
            Exit::Usage,
            "there is no such command; `help` lists them",
        )),
        Err(wrong) => Err(Refusal::plain(Exit::Usage, wrong.to_string().trim_end())),
    }
}

fn one(desk: &Desk, prompt: &mut dyn Prompt, command: &DayCommand) -> Outcome<Exit> {
    match command {
        DayCommand::Activate(args) => activate::run(desk, prompt, args),
        DayCommand::SignIn(who) => session::run(desk, prompt, who),
        DayCommand::SignOut => session::sign_out(desk),
        DayCommand::Visit(args) => visit::run(desk, prompt, args),
        DayCommand::Consents(args) => consents::run(desk, prompt, args),
        DayCommand::Patients(args) => patients::run(desk, prompt, args, None),
        DayCommand::Requery(args) => patients::requery(desk, prompt, args, None),
        DayCommand::Medical(args) => medical::run(desk, args),
        DayCommand::History => operations::history(desk),
        DayCommand::SupportedDevices => operations::supported_devices(desk),
        DayCommand::Report(args) => operations::report(desk, *args),
        DayCommand::Results(args) => results::run(desk, prompt, args, None),
        DayCommand::Next => results::next(desk),
        DayCommand::Show(args) => results::show(desk, args),
        DayCommand::Close => Ok(results::close(desk)),
        DayCommand::Status => status::run(desk),
        DayCommand::Deliver(args) => deliver::run(desk, prompt, *args),
        DayCommand::DeviceCheck(args) => device_check::run(desk, args),
        DayCommand::Notices => session::notices(desk),
        DayCommand::Leave => Ok(session::leave(desk)),
        DayCommand::ComeBack => session::come_back(desk),
        DayCommand::Unlock => session::unlock(desk, prompt),
        DayCommand::Wait(WaitArgs { time }) => wait(desk, *time),
        DayCommand::Deregister(args) if args.without_server => {
            deregister::without_server(desk, prompt)
        }
        DayCommand::Deregister(_) => deregister::run(desk, prompt, None),
        DayCommand::VerifyReceipt(args) => receipt::run(args, desk.speech),
        DayCommand::Quit => Ok(Exit::Done),
    }
}

/// A clock that stands is moved; one that runs is waited for.
fn wait(desk: &Desk, time: jiff::SignedDuration) -> Outcome<Exit> {
    let before = desk.clock.now();
    desk.clock.advance(time);
    let left = time.saturating_sub(desk.clock.now().duration_since(before));
    match std::time::Duration::try_from(left) {
        Ok(left) if left >= std::time::Duration::from_millis(1) => std::thread::sleep(left),
        Ok(_) => {}
        Err(_) => return Err(Refusal::plain(Exit::Usage, "time does not pass backwards")),
    }
    Ok(Exit::Done)
}

/// Splits a line at spaces; what stands in quotes is one word.
fn words(line: &str) -> Outcome<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in line.chars() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, space) if space.is_whitespace() => words.extend(word.take()),
            (_, other) => word.get_or_insert_default().push(other),
        }
    }
    if quote.is_some() {
        return Err(Refusal::plain(Exit::Usage, "a quote is not closed"));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_words_together() {
        let split = |line: &str| words(line).unwrap();
        assert_eq!(
            split("  visit   --emulated T01 "),
            ["visit", "--emulated", "T01"]
        );
        assert_eq!(split("a 'b c' \"d 'e\" f''"), ["a", "b c", "d 'e", "f"]);
        assert_eq!(
            split("results　--kana シケン"),
            ["results", "--kana", "シケン"]
        );
        assert_eq!(split("x ''"), ["x", ""]);
        assert!(split("").is_empty());
        assert!(words("visit 'T01").is_err());
    }
}
