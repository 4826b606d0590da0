//! `kyotaku-preview`.

use std::process::ExitCode;

use clap::Parser as _;
use kyotaku_preview::cli::{Cli, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write as _;
            // Nothing is left to be done when the error stream is closed too.
            let _ = writeln!(std::io::stderr(), "kyotaku-preview: {error}");
            ExitCode::FAILURE
        }
    }
}
