//! The open documents, changed in wire order and read as immutable snapshots.
//!
//! Nobody but [`ingress`](super::ingress) changes a document, and it does so before any handler of a later message
//! runs. What a handler gets is an [`Open`] at one version: it stays what it was while the user types on.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tower_lsp_server::gen_lsp_types::{
    DidChangeTextDocumentParams, DidOpenTextDocumentParams, TextDocumentContentChangeEvent, Uri,
};

use crate::analysis::Snapshot;
use crate::lang;
use crate::server::convert;
use crate::text::{Buffer, Encoding, Span};

/// A document at one version.
pub(super) struct Open {
    /// As the client names it.
    pub(super) uri: Uri,
    /// The client's version.
    pub(super) version: i32,
    /// The text.
    pub(super) buffer: Buffer,
    language: &'static lang::Language,
    snapshot: OnceLock<Snapshot>,
}

impl Open {
    /// What the text means, worked out on the first call.
    pub(super) fn snapshot(&self) -> &Snapshot {
        self.snapshot.get_or_init(|| Snapshot::new(self.language, self.buffer.to_string()))
    }

    fn at(&self, version: i32, buffer: Buffer) -> Open {
        Open { uri: self.uri.clone(), version, buffer, language: self.language, snapshot: OnceLock::new() }
    }
}

/// All open documents.
pub(super) struct Documents {
    open: Mutex<HashMap<Uri, Arc<Open>>>,
    encoding: AtomicU8,
}

impl Default for Documents {
    fn default() -> Self {
        let documents = Documents { open: Mutex::default(), encoding: AtomicU8::new(0) };
        documents.set_encoding(Encoding::Utf16);
        documents
    }
}

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

impl Documents {
    fn lock(&self) -> MutexGuard<'_, HashMap<Uri, Arc<Open>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

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
        self.lock().get(uri).cloned()
    }

    /// Opens a document. One whose language nobody here speaks is not kept.
    pub(super) fn open(&self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let id: String = item.language_id.into();
        let by_name = || item.uri.as_ref().rsplit_once('.').and_then(|(_, end)| lang::by_extension(end));
        let Some(language) = lang::by_id(&id).or_else(by_name) else { return };
        let buffer = Buffer::new(&item.text);
        let open = Open { uri: item.uri.clone(), version: item.version, buffer, language, snapshot: OnceLock::new() };
        self.lock().insert(item.uri, Arc::new(open));
    }

    /// Applies the changes of one notification, each to the result of the one before.
    pub(super) fn change(&self, params: DidChangeTextDocumentParams) {
        let encoding = self.encoding();
        let uri = params.text_document.text_document_identifier.uri;
        let mut open = self.lock();
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
        let changed = document.at(params.text_document.version, buffer);
        open.insert(uri, Arc::new(changed));
    }

    /// Closes a document.
    pub(super) fn close(&self, uri: &Uri) {
        self.lock().remove(uri);
    }
}
