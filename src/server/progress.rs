//! Work-done progress: a search that takes long says so, and can be stopped there.
//!
//! A progress is created by a request to the client, so it lives in a task of its own: the search does not wait for it,
//! and it begins only when the search has run for a while. The client's cancel arrives as a notification with a token.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tower_lsp_server::Client;
use tower_lsp_server::gen_lsp_types::ProgressToken;

/// Shorter searches are not worth a word.
const AFTER: Duration = Duration::from_millis(300);

/// How the user stops a search.
#[derive(Default)]
pub(super) struct Stop {
    stopped: AtomicBool,
    search: Mutex<Option<Arc<AtomicBool>>>,
}

impl Stop {
    fn search(&self) -> MutexGuard<'_, Option<Arc<AtomicBool>>> {
        self.search.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops the search, or keeps it from beginning.
    fn stop(&self) {
        let search = self.search();
        self.stopped.store(true, Ordering::Relaxed);
        if let Some(flag) = &*search {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Has the user stopped it?
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// The search has begun, and `flag` cancels it.
    pub(super) fn link(&self, flag: &Arc<AtomicBool>) {
        let mut search = self.search();
        if self.is_stopped() {
            flag.store(true, Ordering::Relaxed);
        }
        *search = Some(Arc::clone(flag));
    }
}

/// The searches that can be stopped by their token.
#[derive(Default)]
pub(super) struct Running {
    searches: Mutex<HashMap<ProgressToken, Arc<Stop>>>,
    next: AtomicU64,
}

impl Running {
    fn lock(&self) -> MutexGuard<'_, HashMap<ProgressToken, Arc<Stop>>> {
        self.searches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops the search with this token.
    pub(super) fn cancel(&self, token: &ProgressToken) {
        let stop = self.lock().get(token).cloned();
        if let Some(stop) = stop {
            stop.stop();
        }
    }

    /// A new search: a token of ours, or the client's.
    fn enter(&self, given: Option<ProgressToken>) -> (ProgressToken, Arc<Stop>) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let token = given.unwrap_or_else(|| ProgressToken::String(format!("wherein/{number}")));
        let stop = Arc::new(Stop::default());
        self.lock().insert(token.clone(), Arc::clone(&stop));
        (token, stop)
    }
}

/// A search that may show its progress. Dropping it ends the progress.
pub(super) struct Shown {
    running: Arc<Running>,
    token: ProgressToken,
    /// The user's way to stop it.
    pub(super) stop: Arc<Stop>,
    /// Closed when this value goes.
    _alive: tokio::sync::oneshot::Sender<()>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.running.lock().remove(&self.token);
    }
}

/// Begins a search called `title`. With `given`, the client made the token; without, one is made if `able`.
pub(super) fn show(
    client: &Client,
    running: &Arc<Running>,
    given: Option<ProgressToken>,
    able: bool,
    title: String,
) -> Shown {
    let ours = given.is_none();
    let (token, stop) = running.enter(given);
    let (alive, mut over) = tokio::sync::oneshot::channel::<()>();
    if able || !ours {
        let (client, token) = (client.clone(), token.clone());
        tokio::spawn(async move {
            tokio::select! {
                _ = &mut over => return,
                () = tokio::time::sleep(AFTER) => {}
            }
            if ours {
                tokio::select! {
                    _ = &mut over => return,
                    created = client.create_work_done_progress(token.clone()) => {
                        if created.is_err() {
                            return;
                        }
                    }
                }
            }
            let progress = client.progress(token, title).with_cancel_button().begin().await;
            // The sender is never used: its end is the news.
            let _ = over.await;
            progress.finish().await;
        });
    }
    Shown { running: Arc::clone(running), token, stop, _alive: alive }
}
