//! `kyotaku-server`.

use std::process::ExitCode;

use clap::Parser as _;
use kyotaku_server::cli::{Cli, run};

#[tokio::main]
async fn main() -> ExitCode {
    // Our own TLS names its provider; this is for libraries that ask the process for one. It can
    // only fail if there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(error.as_ref());
            ExitCode::FAILURE
        }
    }
}

/// Writes an error and its causes on one line.
fn report(error: &dyn core::error::Error) {
    use std::io::Write as _;
    let mut line = format!("kyotaku-server: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        line.push_str(": ");
        line.push_str(&cause.to_string());
        source = cause.source();
    }
    // Nothing is left to be done when the error stream is closed too.
    let _ = writeln!(std::io::stderr(), "{line}");
}
