//! What the parts of a conversation share, and the task that understands documents while the user rests.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;
use tower_lsp_server::gen_lsp_types::Uri;

use crate::assists::complete::Finds;
use crate::server::documents::Documents;
use crate::server::log;
use crate::server::options::Options;
use crate::server::pool::Pool;
use crate::server::progress::Running;

/// How long the user rests before whole files are understood again.
const REST: Duration = Duration::from_millis(150);

/// The state of one conversation.
pub(super) struct State {
    /// The open documents.
    pub(super) documents: Documents,
    /// Lists that must come at once: one thread of their own.
    pub(super) answers: Pool,
    /// Completions, newest per document.
    pub(super) completions: Pool,
    /// Searches, newest per document.
    pub(super) searches: Pool,
    /// Whole files, while the user rests.
    background: Pool,
    /// What was found for completions and ghost text.
    pub(super) finds: Finds,
    /// Searches that the user can stop.
    pub(super) running: Arc<Running>,
    /// Something changed.
    pub(super) touched: Notify,
    options: Mutex<Options>,
}

impl State {
    /// A conversation before its first message.
    pub(super) fn new() -> std::io::Result<State> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(State {
            documents: Documents::default(),
            answers: Pool::new("answer", 1)?,
            completions: Pool::new("complete", 1)?,
            searches: Pool::new("search", cores.saturating_sub(1))?,
            background: Pool::new("understand", 1)?,
            finds: Finds::default(),
            running: Arc::default(),
            touched: Notify::new(),
            options: Mutex::default(),
        })
    }

    /// The settings.
    pub(super) fn options(&self) -> Options {
        *self.options.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over what `value` sets.
    pub(super) fn configure(&self, value: &Value) {
        let mut options = self.options.lock().unwrap_or_else(PoisonError::into_inner);
        *options = options.with(value);
    }

    /// A document changed: what is computed for its older version is pointless.
    pub(super) fn supersede(&self, uri: &Uri) {
        self.searches.cancel(uri.as_ref());
        self.completions.cancel(uri.as_ref());
        self.searches.cancel(&ghost_key(uri));
        self.touched.notify_one();
    }

    /// Nobody waits for anything any more.
    pub(super) fn cancel_all(&self) {
        for pool in [&self.searches, &self.completions, &self.answers, &self.background] {
            pool.cancel_all();
        }
    }

    /// Understands documents whenever the user rests; a new document at once. Never ends.
    pub(super) async fn keep(self: Arc<Self>) {
        loop {
            self.touched.notified().await;
            while !self.documents.has_new() {
                tokio::select! {
                    () = self.touched.notified() => {}
                    () = tokio::time::sleep(REST) => break,
                }
            }
            let state = Arc::clone(&self);
            let stale = self.background.run(None, move |_| state.documents.stale()).await;
            for uri in stale.unwrap_or_default() {
                let state = Arc::clone(&self);
                if self.background.run(None, move |_| state.documents.settle(&uri)).await.is_err() {
                    log("a file could not be understood");
                }
            }
        }
    }
}

/// The key of the search for ghost text: one of a document beside its other search.
pub(super) fn ghost_key(uri: &Uri) -> String {
    format!("{}#ghost", uri.as_ref())
}

/// The key of a completion's search that was cut short and goes on.
pub(super) fn ahead_key(uri: &Uri) -> String {
    format!("{}#ahead", uri.as_ref())
}
