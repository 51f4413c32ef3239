//! The border of the server: document notifications are applied here, in wire order, before any handler runs.
//!
//! The transport calls [`Service::call`] once per message in the order of the wire, but runs the returned futures
//! concurrently: a handler that awaits anything before it changes a document can be overtaken. So didOpen, didChange
//! and didClose never become handlers: `call` applies them synchronously and answers with a finished future.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use serde::de::DeserializeOwned;
use tower::Service;
use tower_lsp_server::gen_lsp_types::{DidChangeTextDocumentParams, DidCloseTextDocumentParams};
use tower_lsp_server::jsonrpc::{Request, Response};

use crate::server::documents::Documents;
use crate::server::log;
use crate::server::pool::Pool;

/// The service around the service.
pub(super) struct Ingress<S> {
    /// Everything that is not a document notification.
    pub(super) inner: S,
    /// What the notifications change.
    pub(super) documents: Arc<Documents>,
    /// Searches: an edit makes those of its document pointless.
    pub(super) searches: Arc<Pool>,
}

impl<S> Ingress<S> {
    /// Applies a document notification; false when the message is something else.
    fn apply(&self, request: &Request) -> bool {
        match request.method() {
            "textDocument/didOpen" => with(request, |params| self.documents.open(params)),
            "textDocument/didChange" => with(request, |params: DidChangeTextDocumentParams| {
                self.searches.cancel(params.text_document.text_document_identifier.uri.as_ref());
                self.documents.change(params);
            }),
            "textDocument/didClose" => with(request, |params: DidCloseTextDocumentParams| {
                self.searches.cancel(params.text_document.uri.as_ref());
                self.documents.close(&params.text_document.uri);
            }),
            _ => return false,
        }
        true
    }
}

/// Calls `f` with the message's parameters. A malformed or panicking notification costs itself.
fn with<P: DeserializeOwned>(request: &Request, f: impl FnOnce(P)) {
    let params = request.params().cloned().unwrap_or_default();
    match serde_json::from_value(params) {
        Ok(params) => {
            if catch_unwind(AssertUnwindSafe(|| f(params))).is_err() {
                log(&format!("{}: internal error", request.method()));
            }
        }
        Err(error) => log(&format!("{}: {error}", request.method())),
    }
}

impl<S> Service<Request> for Ingress<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if self.apply(&request) {
            return Box::pin(std::future::ready(Ok(None)));
        }
        if request.method() == "exit" {
            self.searches.cancel_all();
        }
        Box::pin(self.inner.call(request))
    }
}
