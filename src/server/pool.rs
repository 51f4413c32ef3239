//! A bounded pool of threads for work that computes.
//!
//! A handler must never block the reader of the protocol, and dropping a handler's future does not stop a running
//! search. So handlers hand their work to a pool and await its answer; what they hold meanwhile is a guard that sets
//! the job's cancel flag when the client cancels the request. A keyed job supersedes the previous one with the same
//! key, waiting or running: the newest job of a document wins. A panic costs one answer.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Bytes of stack of a worker: the front end recurses over the user's nesting.
pub(super) const STACK_BYTES: usize = 256 << 20;

/// Why a job has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// Cancelled by the client, by an edit, or by a newer job with the same key.
    Cancelled,
    /// It panicked.
    Panicked,
}

type Flag = Arc<AtomicBool>;

struct Job {
    flag: Flag,
    run: Box<dyn FnOnce() + Send>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Job>,
    /// The flag of the newest job of each key.
    newest: HashMap<String, Flag>,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    wake: Condvar,
}

impl Shared {
    /// The state. A worker never panics while it holds the lock, so poison carries no meaning here.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        loop {
            let mut state = self.lock();
            let job = loop {
                if let Some(job) = state.queue.pop_front() {
                    break job;
                }
                if state.closed {
                    return;
                }
                state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            drop(state);
            if !job.flag.load(Ordering::Relaxed) {
                (job.run)();
            }
        }
    }
}

/// The pool. Dropping it cancels what runs and lets the threads end.
pub(super) struct Pool {
    shared: Arc<Shared>,
}

/// Sets the flag when the awaiting handler is dropped.
struct Guard(Flag);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Pool {
    /// A pool of `threads` workers.
    pub(super) fn new(name: &str, threads: usize) -> std::io::Result<Pool> {
        let shared = Arc::new(Shared::default());
        for i in 0..threads.max(1) {
            let shared = shared.clone();
            std::thread::Builder::new()
                .name(format!("{name}-{i}"))
                .stack_size(STACK_BYTES)
                .spawn(move || shared.work())?;
        }
        Ok(Pool { shared })
    }

    /// Runs `job` on a worker and awaits its answer. The job is given its cancel flag. With a key, it supersedes
    /// the previous job of that key.
    pub(super) async fn run<T, F>(&self, key: Option<&str>, job: F) -> Result<T, Lost>
    where
        T: Send + 'static,
        F: FnOnce(&Arc<AtomicBool>) -> T + Send + 'static,
    {
        let flag = Flag::default();
        let (sender, receiver) = oneshot::channel();
        let inside = flag.clone();
        let run = Box::new(move || {
            let answer = catch_unwind(AssertUnwindSafe(|| job(&inside)));
            // The receiver may be gone: then nobody waits for the answer.
            let _ = sender.send(answer.map_err(|_| Lost::Panicked));
        });
        {
            let mut state = self.shared.lock();
            if let Some(key) = key
                && let Some(older) = state.newest.insert(key.to_owned(), flag.clone())
            {
                older.store(true, Ordering::Relaxed);
            }
            state.queue.push_back(Job { flag: flag.clone(), run });
        }
        self.shared.wake.notify_one();
        let guard = Guard(flag);
        let answer = receiver.await.unwrap_or(Err(Lost::Cancelled));
        let superseded = guard.0.load(Ordering::Relaxed);
        if superseded && answer.is_ok() { Err(Lost::Cancelled) } else { answer }
    }

    /// Cancels the newest job of `key`, waiting or running.
    pub(super) fn cancel(&self, key: &str) {
        if let Some(flag) = self.shared.lock().newest.remove(key) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Cancels everything.
    pub(super) fn cancel_all(&self) {
        let mut state = self.shared.lock();
        for (_, flag) in state.newest.drain() {
            flag.store(true, Ordering::Relaxed);
        }
        for job in &state.queue {
            job.flag.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.cancel_all();
        self.shared.lock().closed = true;
        self.shared.wake.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::{Lost, Pool};

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap()
    }

    /// Works until its flag is set, or gives up after half a minute.
    fn until_cancelled(flag: &Arc<AtomicBool>) -> bool {
        (0..30_000).any(|_| {
            std::thread::sleep(Duration::from_millis(1));
            flag.load(Ordering::Relaxed)
        })
    }

    #[test]
    fn the_newest_job_of_a_key_wins() {
        let pool = Arc::new(Pool::new("test", 2).unwrap());
        runtime().block_on(async {
            let first = tokio::spawn({
                let pool = pool.clone();
                async move { pool.run(Some("a"), until_cancelled).await }
            });
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert_eq!(pool.run(Some("a"), |_| 2).await, Ok(2));
            assert_eq!(first.await.unwrap(), Err(Lost::Cancelled));
        });
    }

    #[test]
    fn dropping_the_future_stops_the_work() {
        let pool = Pool::new("test", 1).unwrap();
        let (sender, receiver) = std::sync::mpsc::channel();
        runtime().block_on(async {
            let job = pool.run(None, move |flag| sender.send(until_cancelled(flag)).unwrap());
            let _ = tokio::time::timeout(Duration::from_millis(50), job).await;
        });
        assert_eq!(receiver.recv_timeout(Duration::from_secs(20)), Ok(true));
    }

    #[test]
    fn a_panic_costs_one_answer() {
        let pool = Pool::new("test", 1).unwrap();
        runtime().block_on(async {
            let lost = pool.run(None, |_| -> u8 { panic!("a job that panics on purpose") }).await;
            assert_eq!(lost, Err(Lost::Panicked));
            assert_eq!(pool.run(None, |_| 1).await, Ok(1));
        });
    }
}
