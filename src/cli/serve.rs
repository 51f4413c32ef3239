//! `wherein serve`: the language server on standard input and output.

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::cli::{Exit, seconds};
use crate::server::{self, Settings};
use crate::text::Encoding;

/// Arguments of `serve`.
#[derive(Args, Debug)]
pub(super) struct Serve {
    /// Speak on standard input and output (the only way there is; accepted because editors pass it)
    #[arg(long)]
    stdio: bool,
    /// Time for one search
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    timeout: std::time::Duration,
    /// What columns count, when the client offers it
    #[arg(long, value_name = "ENCODING", value_enum)]
    position_encoding: Option<Units>,
}

/// Position encodings by their protocol names.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Units {
    /// Bytes
    #[value(name = "utf-8")]
    Utf8,
    /// 16-bit units
    #[value(name = "utf-16")]
    Utf16,
    /// Characters
    #[value(name = "utf-32")]
    Utf32,
}

/// Serves until the client says `exit` or closes our input.
pub(super) fn run(args: &Serve) -> Result<Exit> {
    let encoding = args.position_encoding.map(|units| match units {
        Units::Utf8 => Encoding::Utf8,
        Units::Utf16 => Encoding::Utf16,
        Units::Utf32 => Encoding::Utf32,
    });
    server::serve_stdio(Settings { timeout: args.timeout, encoding }).context("the server could not start")?;
    Ok(Exit::Success)
}
