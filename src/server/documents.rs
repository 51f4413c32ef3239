//! The open documents, changed in wire order and read as immutable snapshots.
//!
//! Nobody but [`ingress`](super::ingress) changes a document, and it does so before any handler of a later message
//! runs. What a handler gets is an [`Open`] at one version: it stays what it was while the user types on.
//!
//! A whole file is understood in the background, when the user rests. Between two keystrokes a request looks at one
//! declaration inside of the file as it was last understood ([`Documents::view`]).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tower_lsp_server::gen_lsp_types::{
    DidChangeTextDocumentParams, DidOpenTextDocumentParams, TextDocumentContentChangeEvent, Uri,
};

use crate::analysis::Snapshot;
use crate::lang;
use crate::server::convert;
use crate::syntax::pieces;
use crate::text::{Buffer, Encoding, Offset, Span};
use crate::workspace::Workspace;

/// Shorter files are understood whole at once: that costs no more than a piece of a long one.
const SMALL_BYTES: usize = 4 << 10;

/// A document at one version.
pub(super) struct Open {
    /// As the client names it.
    pub(super) uri: Uri,
    /// The client's version.
    pub(super) version: i32,
    /// The text.
    pub(super) buffer: Buffer,
    language: &'static lang::Language,
    path: Option<PathBuf>,
    workspace: Arc<Workspace>,
    whole: OnceLock<Snapshot>,
}

impl Open {
    /// What the text means, worked out on the first call.
    pub(super) fn whole(&self) -> &Snapshot {
        self.whole.get_or_init(|| {
            let text = self.buffer.to_string();
            let loader = self.path.as_ref().map(|path| self.workspace.loader(path, &text, self.language));
            Snapshot::with_loader(self.language, text, loader)
        })
    }

    /// The same, if nobody has to wait for it.
    fn settled(&self) -> Option<&Snapshot> {
        self.whole.get().filter(|whole| whole.is_settled())
    }

    fn at(&self, version: i32, buffer: Buffer) -> Open {
        Open {
            uri: self.uri.clone(),
            version,
            buffer,
            language: self.language,
            path: self.path.clone(),
            workspace: Arc::clone(&self.workspace),
            whole: OnceLock::new(),
        }
    }
}

/// A snapshot of a document or of one declaration of it.
pub(super) struct View {
    /// What was understood.
    pub(super) snapshot: Snapshot,
    /// Where its text begins in the document.
    pub(super) start: Offset,
}

/// The declaration around the caret, with the file around it as it was last understood.
pub(super) struct Near {
    /// The file, of this version or an earlier one.
    pub(super) whole: Snapshot,
    /// Where the declaration stands in the document as it is.
    pub(super) span: Span,
    /// Its text.
    pub(super) text: String,
}

type Texts = Arc<Mutex<HashMap<PathBuf, Buffer>>>;

/// All open documents.
pub(super) struct Documents {
    open: Mutex<HashMap<Uri, Arc<Open>>>,
    /// Each document as it was last understood.
    understood: Mutex<HashMap<Uri, Snapshot>>,
    /// What other modules of the project see of them.
    texts: Texts,
    workspace: Arc<Workspace>,
    encoding: AtomicU8,
}

impl Default for Documents {
    fn default() -> Self {
        let texts = Texts::default();
        let seen = Arc::clone(&texts);
        let overlay = move |path: &Path| lock(&seen).get(path).cloned();
        let documents = Documents {
            open: Mutex::default(),
            understood: Mutex::default(),
            texts,
            workspace: Workspace::new(Box::new(overlay)),
            encoding: AtomicU8::new(0),
        };
        documents.set_encoding(Encoding::Utf16);
        documents
    }
}

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Documents {
    /// What columns count in this conversation.
    pub(super) fn encoding(&self) -> Encoding {
        let index = usize::from(self.encoding.load(Ordering::Acquire));
        ENCODINGS.get(index).copied().unwrap_or(Encoding::Utf16)
    }

    /// Fixes what columns count; called once, before any document is open.
    pub(super) fn set_encoding(&self, encoding: Encoding) {
        let index = ENCODINGS.iter().position(|e| *e == encoding).unwrap_or(1);
        self.encoding.store(u8::try_from(index).unwrap_or(1), Ordering::Release);
    }

    /// The document as it is now.
    pub(super) fn get(&self, uri: &Uri) -> Option<Arc<Open>> {
        lock(&self.open).get(uri).cloned()
    }

    /// Is this still the document's version?
    pub(super) fn is_at(&self, uri: &Uri, version: i32) -> bool {
        lock(&self.open).get(uri).is_some_and(|open| open.version == version)
    }

    /// Opens a document. One whose language nobody here speaks is not kept.
    pub(super) fn open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let id: String = item.language_id.into();
        let by_name = || item.uri.as_ref().rsplit_once('.').and_then(|(_, end)| lang::by_extension(end));
        let Some(language) = lang::by_id(&id).or_else(by_name) else { return };
        let path = convert::path(&item.uri);
        let buffer = Buffer::new(&item.text);
        if let Some(path) = &path {
            lock(&self.texts).insert(path.clone(), buffer.clone());
        }
        let open = Open {
            uri: item.uri.clone(),
            version: item.version,
            buffer,
            language,
            path,
            workspace: Arc::clone(&self.workspace),
            whole: OnceLock::new(),
        };
        lock(&self.open).insert(item.uri, Arc::new(open));
    }

    /// Applies the changes of one notification, each to the result of the one before.
    pub(super) fn change(&self, params: DidChangeTextDocumentParams) {
        let encoding = self.encoding();
        let uri = params.text_document.text_document_identifier.uri;
        let mut open = lock(&self.open);
        let Some(document) = open.get(&uri) else { return };
        let mut buffer = document.buffer.clone();
        for change in params.content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
                    let span = convert::span(&buffer, change.range, encoding);
                    buffer.replace(span, &change.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => {
                    buffer.replace(Span::new(0, buffer.len()), &change.text);
                }
            }
        }
        if let Some(path) = &document.path {
            lock(&self.texts).insert(path.clone(), buffer.clone());
        }
        let changed = document.at(params.text_document.version, buffer);
        open.insert(uri, Arc::new(changed));
    }

    /// Closes a document.
    pub(super) fn close(&self, uri: &Uri) {
        let closed = lock(&self.open).remove(uri);
        if let Some(path) = closed.and_then(|open| open.path.clone()) {
            lock(&self.texts).remove(&path);
        }
        lock(&self.understood).remove(uri);
    }

    /// Documents that are not understood as they are now, by name.
    pub(super) fn stale(&self) -> Vec<Uri> {
        let settled = |open: &Open| open.settled().is_some_and(Snapshot::is_current);
        let open: Vec<Arc<Open>> = lock(&self.open).values().cloned().collect();
        let mut stale: Vec<Uri> = open.iter().filter(|open| !settled(open)).map(|open| open.uri.clone()).collect();
        stale.sort_by(|a, b| a.as_ref().cmp(b.as_ref()));
        stale
    }

    /// Is there a document that was never understood?
    pub(super) fn has_new(&self) -> bool {
        let understood = lock(&self.understood);
        lock(&self.open).keys().any(|uri| !understood.contains_key(uri))
    }

    /// The document with what it means now: other modules may have changed since it was understood.
    pub(super) fn fresh(&self, uri: &Uri) -> Option<Arc<Open>> {
        let open = self.get(uri)?;
        if open.whole.get().is_none_or(Snapshot::is_current) {
            return Some(open);
        }
        let again = Arc::new(open.at(open.version, open.buffer.clone()));
        let mut all = lock(&self.open);
        // A change that came meanwhile wins.
        let now = all.get(uri).filter(|now| now.version != open.version).cloned();
        if now.is_none() {
            all.insert(uri.clone(), Arc::clone(&again));
        }
        Some(now.unwrap_or(again))
    }

    /// Understands a document as it is now.
    pub(super) fn settle(&self, uri: &Uri) {
        let Some(open) = self.fresh(uri) else { return };
        let whole = open.whole();
        whole.settle();
        if lock(&self.open).contains_key(uri) {
            lock(&self.understood).insert(uri.clone(), whole.clone());
        }
    }

    /// The file to look at for requests that must be answered at once: the last one that is understood. Of a short
    /// file, or one that never was understood, it is the present one.
    fn base(&self, open: &Open) -> Snapshot {
        let small = open.buffer.len() <= SMALL_BYTES;
        let ready = open.settled().cloned();
        let last = || if small { None } else { lock(&self.understood).get(&open.uri).cloned() };
        ready.or_else(last).unwrap_or_else(|| open.whole().clone())
    }

    /// What to look at for a list around `span`: the file if it is understood as it is, else the declaration there.
    pub(super) fn view(&self, open: &Open, span: Span) -> View {
        let base = self.base(open);
        if open.whole.get().is_some_and(|whole| whole.is(&base)) {
            return View { snapshot: base, start: 0 };
        }
        let text = open.buffer.to_string();
        match pieces::at(&pieces::pieces(&text, open.language.lines), span.start) {
            Some(piece) => View { snapshot: Snapshot::piece(&base, piece.span.of(&text)), start: piece.span.start },
            None => View { snapshot: Snapshot::piece(&base, ""), start: 0 },
        }
    }

    /// The declaration at `offset`, if there is one.
    pub(super) fn near(&self, open: &Open, offset: Offset) -> Option<Near> {
        let whole = self.base(open);
        let text = open.buffer.to_string();
        let piece = pieces::at(&pieces::pieces(&text, open.language.lines), offset)?;
        Some(Near { whole, span: piece.span, text: piece.span.of(&text).to_owned() })
    }
}
