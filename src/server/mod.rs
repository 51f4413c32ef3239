//! The language server: the only module that knows the protocol.
//!
//! ```text
//!   wire ─▶ frames ─▶ ingress ─▶ documents       (changes, in order, before anything else)
//!                        │            │ Open: one version, immutable
//!                        └──▶ handlers ──▶ pools ──▶ assists
//! ```
//!
//! Each pool has its work: lists (one thread, nothing that searches), completions, searches, and `state` understands
//! whole files in the background while the user rests.
//!
//! Standard output belongs to the protocol; what the server has to say goes to standard error.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp_server::{LspService, Server};

use crate::server::handlers::Backend;
use crate::server::ingress::Ingress;
use crate::server::state::State;
use crate::text::Encoding;

mod completions;
mod convert;
mod documents;
mod frames;
mod handlers;
mod ingress;
mod lifecycle;
mod options;
mod pool;
mod progress;
mod state;

/// Handlers that may wait at once: far above what an editor sends, so that slow searches block nobody.
const CONCURRENCY: usize = 1024;
/// Bytes on their way from the input to the transport.
const PIPE_BYTES: usize = 1 << 16;

/// What the command line decides.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Time for one search.
    pub timeout: Duration,
    /// Use this position encoding when the client offers it.
    pub encoding: Option<Encoding>,
}

/// Serves standard input and output until `exit` or the end of input.
pub fn serve_stdio(settings: Settings) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let served = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), settings));
    // A client may keep our input open after `exit`: do not wait for the thread that reads it.
    runtime.shutdown_background();
    served
}

/// Serves one conversation over any pair of streams.
pub async fn serve(input: impl AsyncRead + Unpin, output: impl AsyncWrite, settings: Settings) -> std::io::Result<()> {
    let state = Arc::new(State::new()?);
    let (service, socket) =
        LspService::build_with_lifecycle_methods(|client| Backend::new(client, Arc::clone(&state), settings))
            .custom_method("textDocument/codeAction", Backend::code_action)
            .custom_method("codeAction/resolve", Backend::code_action_resolve)
            .custom_method("workspace/executeCommand", Backend::execute_command)
            .custom_method("textDocument/completion", Backend::completion)
            .custom_method("textDocument/inlineCompletion", Backend::inline_completion)
            .custom_method("workspace/didChangeConfiguration", Backend::did_change_configuration)
            .finish();
    let (passed, reader) = tokio::io::duplex(PIPE_BYTES);
    let pass = frames::pass(input, passed, Arc::clone(&state));
    let service = Ingress { inner: service, state: Arc::clone(&state) };
    let serve = Server::new(reader, output, socket).concurrency_level(CONCURRENCY).serve(service);
    // The end of the input ends the conversation through the pipe; `exit` ends it although the input stays open.
    tokio::select! {
        () = serve => {}
        () = async { pass.await; std::future::pending().await } => {}
        () = state.keep() => {}
    }
    Ok(())
}

/// Says something to whoever reads the server's log. A closed log is no reason to stop.
fn log(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "wherein: {message}");
}
