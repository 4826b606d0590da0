//! The `kyotaku-desk` program; see [`kyotaku_desk`].

use std::process::ExitCode;

use clap::Parser as _;
use kyotaku_desk::args::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let level = if cli.trace { "kyotaku=debug" } else { "error" };
    tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_writer(std::io::stderr)
        .init();
    kyotaku_desk::run(&cli).into()
}
