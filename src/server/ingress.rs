//! The border of the server: notifications are applied here, in wire order, before any handler runs.
//!
//! The transport calls [`Service::call`] once per message in the order of the wire, but runs the returned futures
//! concurrently: a handler that awaits anything before it changes a document can be overtaken. So didOpen, didChange
//! and didClose never become handlers: `call` applies them synchronously and answers with a finished future. Settings,
//! changed files and stopped searches take the same way.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use serde::de::DeserializeOwned;
use tower::Service;
use tower_lsp_server::gen_lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    Uri, WorkDoneProgressCancelParams,
};
use tower_lsp_server::jsonrpc::{Request, Response};

use crate::server::documents::Open;
use crate::server::log;
use crate::server::state::State;

/// The service around the service.
pub(super) struct Ingress<S> {
    /// Everything that is not applied here.
    pub(super) inner: S,
    /// What the notifications change.
    pub(super) state: Arc<State>,
}

impl<S> Ingress<S> {
    /// Applies a notification; false when the message is something else.
    fn apply(&self, request: &Request) -> bool {
        let (state, documents) = (&self.state, &self.state.documents);
        match request.method() {
            "textDocument/didOpen" => with(request, |params: DidOpenTextDocumentParams| {
                documents.open(params);
                state.touched.notify_one();
            }),
            "textDocument/didChange" => with(request, |params: DidChangeTextDocumentParams| {
                state.supersede(&params.text_document.text_document_identifier.uri);
                documents.change(params);
            }),
            "textDocument/didClose" => with(request, |params: DidCloseTextDocumentParams| {
                state.supersede(&params.text_document.uri);
                documents.close(&params.text_document.uri);
            }),
            "workspace/didChangeConfiguration" => with(request, |params: DidChangeConfigurationParams| {
                state.configure(&params.settings);
                // A client that pushes nothing wants to be asked: a handler does that.
            }),
            "workspace/didChangeWatchedFiles" => state.touched.notify_one(),
            "window/workDoneProgress/cancel" => {
                with(request, |params: WorkDoneProgressCancelParams| state.running.cancel(&params.token));
            }
            _ => return false,
        }
        request.method() != "workspace/didChangeConfiguration"
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
            self.state.cancel_all();
        }
        // A request sees its document as it is here, whatever arrives before its handler runs.
        let uri = request.params().and_then(|params| params.get("textDocument")?.get("uri")?.as_str()).map(Uri::from);
        let open = uri.and_then(|uri| self.state.documents.get(&uri));
        Box::pin(DOCUMENT.scope(open, self.inner.call(request)))
    }
}

tokio::task_local! {
    /// The document of the request that is being answered, as it was when the request arrived.
    static DOCUMENT: Option<Arc<Open>>;
}

/// The document that the present request speaks of.
pub(super) fn document() -> Option<Arc<Open>> {
    DOCUMENT.try_with(Clone::clone).ok().flatten()
}
