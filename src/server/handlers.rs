//! The requests that are answered, one method each: unpack, compute on a pool, convert.
//!
//! A handler reads the document once, as it is when its message arrives, and computes on that. It awaits pools only:
//! a request to the client (an edit to apply, a message to show) is spawned, because its answer comes through the
//! same reader that may be waiting for this handler.

use std::future::Future;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp_server::Client;
use tower_lsp_server::gen_lsp_types as lsp;
use tower_lsp_server::jsonrpc::{Error, Result};

use crate::assists::{self, Answer, Assist, Cursor, Offer, Tools};
use crate::server::Settings;
use crate::server::convert;
use crate::server::documents::{Open, View};
use crate::server::ingress::document;
use crate::server::lifecycle::Abilities;
use crate::server::log;
use crate::server::pool::Lost;
use crate::server::progress;
use crate::server::state::{State, ahead_key, ghost_key};
use crate::synth::budget::{Budget, Engines};
use crate::text::Span;

/// The command of clients that cannot resolve a code action.
pub(super) const COMMAND: &str = "wherein.apply";

/// One conversation, as its handlers see it.
pub(super) struct Backend {
    /// To the editor.
    pub(super) client: Client,
    /// What is shared.
    pub(super) state: Arc<State>,
    /// Command-line settings.
    pub(super) settings: Settings,
    abilities: OnceLock<Abilities>,
}

/// What a listed action carries to its resolution.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Ticket {
    uri: lsp::Uri,
    version: i32,
    assist: String,
    target: String,
}

impl Backend {
    /// A backend that has not been initialized.
    pub(super) fn new(client: Client, state: Arc<State>, settings: Settings) -> Backend {
        Backend { client, state, settings, abilities: OnceLock::new() }
    }

    /// What the client can do.
    pub(super) fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// Fixes what the client can do.
    pub(super) fn set_abilities(&self, abilities: Abilities) -> Abilities {
        *self.abilities.get_or_init(|| abilities)
    }

    /// `textDocument/codeAction`: what could be done here, without searching. While the file is out of date, a list
    /// that the client asks for on its own has what can be said of the declaration alone.
    pub(super) async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<Vec<lsp::CodeActionResponse>>> {
        let Some(open) = document() else { return Ok(None) };
        let (state, abilities) = (Arc::clone(&self.state), self.abilities());
        let list = move |_: &Arc<AtomicBool>| {
            let span = convert::span(&open.buffer, params.range, state.documents.encoding());
            let wanted = |assist: &&Assist| wanted(params.context.only.as_deref(), assist.kind);
            let (local, other): (Vec<_>, Vec<_>) = assists::ALL.iter().filter(wanted).partition(|a| a.is_local());
            let mut found = Vec::new();
            let view = state.documents.view(&open, span);
            offers(&view, span, &local, &mut found);
            let asked = params.context.trigger_kind != Some(lsp::CodeActionTriggerKind::Automatic);
            if !other.is_empty() && (asked || !view.snapshot.is_piece()) {
                offers(&View { snapshot: open.whole().clone(), start: 0 }, span, &other, &mut found);
            }
            found.into_iter().filter_map(|(assist, offer)| listed(&open, assist, offer, abilities)).collect()
        };
        answer(self.state.answers.run(None, list).await).map(Some)
    }

    /// `codeAction/resolve`: searches. An action for which nothing is found comes back without an edit, and a message
    /// says why.
    pub(super) async fn code_action_resolve(&self, mut action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let ticket = action.data.clone().ok_or_else(|| Error::invalid_params("a code action without data"))?;
        match self.search(ticket, None).await? {
            Ok(edit) => action.edit = Some(edit),
            Err(reason) => self.say(reason),
        }
        Ok(action)
    }

    /// `workspace/executeCommand`: the same search for clients that cannot resolve; the edit is sent to them.
    pub(super) async fn execute_command(&self, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
        if params.command != COMMAND {
            return Err(Error::invalid_params(format!("no such command: {}", params.command)));
        }
        let ticket = params.arguments.and_then(|arguments| arguments.into_iter().next());
        let ticket = ticket.ok_or_else(|| Error::invalid_params("a command without argument"))?;
        match self.search(ticket, params.work_done_progress_params.work_done_token).await? {
            Ok(edit) => {
                let client = self.client.clone();
                spawn(async move {
                    let _ = client.apply_edit(edit).await;
                });
            }
            Err(reason) => self.say(reason),
        }
        Ok(None)
    }

    /// Runs what a ticket asks for; `token`: where the client shows the progress.
    async fn search(
        &self,
        ticket: Value,
        token: Option<lsp::ProgressToken>,
    ) -> Result<std::result::Result<lsp::WorkspaceEdit, String>> {
        let ticket: Ticket = serde_json::from_value(ticket).map_err(|e| Error::invalid_params(e.to_string()))?;
        let assist = assists::by_id(&ticket.assist).ok_or_else(|| Error::invalid_params("no such assist"))?;
        let (uri, version) = (ticket.uri.clone(), ticket.version);
        if !self.state.documents.is_at(&uri, version) {
            return Err(Error::content_modified());
        }
        self.state.searches.cancel(&ghost_key(&uri));
        self.state.searches.cancel(&ahead_key(&uri));
        let abilities = self.abilities();
        let title = format!("{}: {}", assist.id, ticket.target.lines().next().unwrap_or_default());
        let shown = progress::show(&self.client, &self.state.running, token, abilities.progress, title);
        let (state, timeout, stop) = (Arc::clone(&self.state), self.settings.timeout, Arc::clone(&shown.stop));
        let run = move |cancel: &Arc<AtomicBool>| {
            let open = state.documents.fresh(&ticket.uri).filter(|open| open.version == ticket.version)?;
            stop.link(cancel);
            let budget = Budget {
                steps: assists::STEPS,
                memory_bytes: assists::MEMORY_BYTES,
                deadline: Instant::now().checked_add(timeout),
                cancel: cancel.clone(),
                count: 1,
                engines: Engines::default(),
            };
            let tools = Tools { guide: assists::usual_guide() };
            Some(match (assist.apply)(open.whole(), &ticket.target, &tools, &budget) {
                Answer::Edits(edits) => {
                    Ok(convert::workspace_edit(&open, &edits, state.documents.encoding(), abilities.versioned))
                }
                Answer::Nothing(reason) => Err(reason),
            })
        };
        let result = self.state.searches.run(Some(uri.as_ref()), run).await;
        if shown.stop.is_stopped() {
            return Err(Error::request_cancelled());
        }
        self.current(&uri, version)?;
        answer(result)?.ok_or_else(Error::content_modified)
    }

    /// An error when the document is not at this version any more.
    pub(super) fn current(&self, uri: &lsp::Uri, version: i32) -> Result<()> {
        if self.state.documents.is_at(uri, version) { Ok(()) } else { Err(Error::content_modified()) }
    }

    /// Shows a message without waiting for anything.
    fn say(&self, message: String) {
        let client = self.client.clone();
        spawn(async move { client.show_message(lsp::MessageType::Info, message).await });
    }
}

/// What these assists offer at `span` of the document, as far as the view reaches.
fn offers(view: &View, span: Span, assists: &[&'static Assist], found: &mut Vec<(&'static Assist, Offer)>) {
    let inside = |offset: usize| offset.saturating_sub(view.start).min(view.snapshot.text().len());
    let span = Span::new(inside(span.start), inside(span.end));
    let cursor = Cursor { snapshot: &view.snapshot, span };
    for assist in assists {
        found.extend((assist.offer)(&cursor).into_iter().map(|offer| (*assist, offer)));
    }
}

/// Whether the client asked for actions of this kind: `refactor` asks for `refactor.rewrite.generate` too.
fn wanted(only: Option<&[lsp::CodeActionKind]>, kind: &'static str) -> bool {
    only.is_none_or(|only| {
        only.iter().any(|wanted| {
            let wanted = String::from(wanted.clone());
            let rest = kind.strip_prefix(wanted.as_str());
            wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

/// An offer as the client can show it; None when it cannot.
fn listed(open: &Open, assist: &Assist, offer: Offer, abilities: Abilities) -> Option<lsp::CodeActionResponse> {
    if offer.disabled.is_some() && !abilities.disabled {
        return None;
    }
    let ticket =
        Ticket { uri: open.uri.clone(), version: open.version, assist: assist.id.to_owned(), target: offer.target };
    let data = serde_json::to_value(ticket).ok()?;
    let command = |data| lsp::Command {
        title: offer.title.clone(),
        command: COMMAND.to_owned(),
        arguments: Some(vec![data]),
        ..lsp::Command::default()
    };
    if !abilities.literals {
        return Some(command(data).into());
    }
    let (data, command) = if abilities.resolve { (Some(data), None) } else { (None, Some(command(data))) };
    let disabled = offer.disabled.map(|reason| lsp::CodeActionDisabled { reason });
    let enabled = disabled.is_none();
    Some(
        lsp::CodeAction {
            kind: Some(assist.kind.into()),
            data: data.filter(|_| enabled),
            command: command.filter(|_| enabled),
            title: offer.title,
            disabled,
            ..lsp::CodeAction::default()
        }
        .into(),
    )
}

/// The answer of a job, or the protocol's error for a lost one.
pub(super) fn answer<T>(result: std::result::Result<T, Lost>) -> Result<T> {
    result.map_err(|lost| match lost {
        Lost::Cancelled => Error::request_cancelled(),
        Lost::Panicked => {
            log("a request failed with an internal error; the server goes on");
            Error::internal_error()
        }
    })
}

/// Runs a request to the client beside the handlers.
pub(super) fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(future);
}
