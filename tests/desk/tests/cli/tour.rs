//! `make tour`, as a test: the real server, TLS, SQLite and cards.

use std::process::{Command, Output};

fn tour(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kyotaku-desk"))
        .arg("tour")
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn every_step_of_the_tour_comes_out_as_it_should() {
    let output = tour(&[]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    for expected in [
        "試験　花子",
        "検証　一",
        "1割(後期高齢者医療の記録)",
        "2割(高齢受給者証)",
        "年齢区分による推定",
        "[MKA-E1012]",
        "[MKA-E1103]",
        "[MKA-E1101]",
        "[MKA-E1107]",
        "[MKA-E1111]",
        "[MKA-E2010]",
        "[MKA-E2020]",
        "[MKA-E2012]",
        "[MKA-I2041]",
        "[MKA-I2043]",
        "[MKA-E2022]",
        "[MKA-E2051]",
        "[MKA-I3001]",
        "[MKA-I3004]",
        "[MKA-E1105]",
        "[MKA-E3007]",
        "[MKA-E3016]",
        "[MKA-W4002]",
        "[MKA-I4011]",
        "[MKA-W4004]",
        "[MKA-E5001]",
        "The receipt is valid.",
        "All 52 checks came out as they should.",
    ] {
        assert!(said.contains(expected), "{expected} is missing in:\n{said}");
    }
}

#[test]
fn the_server_log_of_a_tour_a_year_ahead_names_nobody() {
    let folder = std::env::temp_dir().join(format!("kyotaku-tour-log-{}", std::process::id()));
    let output = tour(&["--keep", folder.to_str().unwrap(), "--now", "+9000h"]);
    let log = std::fs::read_to_string(folder.join("server.log")).unwrap();
    let _ = std::fs::remove_dir_all(&folder);
    assert!(output.status.success());
    assert!(log.contains("listening"), "the log is the server's");
    for private in [
        "試験",
        "花子",
        "ｼｹﾝ",
        "検証",
        "01234567",
        "19450101",
        "test only:",
        "mka1:",
        "CN=",
    ] {
        assert!(!log.contains(private), "{private} is in the log");
    }
}
