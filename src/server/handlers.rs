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
use tower_lsp_server::gen_lsp_types as lsp;
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::{Client, LanguageServer};

use crate::assists::{self, Answer, Assist, Cursor, Offer, Tools};
use crate::server::Settings;
use crate::server::convert;
use crate::server::documents::{Documents, Open};
use crate::server::log;
use crate::server::pool::{Lost, Pool};
use crate::synth::budget::Budget;

/// The command of clients that cannot resolve a code action.
pub(super) const COMMAND: &str = "wherein.apply";

/// The state of one conversation.
pub(super) struct Backend {
    /// To the editor.
    pub(super) client: Client,
    /// The open documents.
    pub(super) documents: Arc<Documents>,
    /// Answers that must come at once: one thread of their own.
    pub(super) answers: Arc<Pool>,
    /// Searches, newest per document.
    pub(super) searches: Arc<Pool>,
    /// Command-line settings.
    pub(super) settings: Settings,
    abilities: OnceLock<Abilities>,
}

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
struct Abilities {
    /// Resolves the edit of a code action.
    resolve: bool,
    /// Knows code actions, not only commands.
    literals: bool,
    /// Shows why an action is not offered.
    disabled: bool,
    /// Takes versioned edits.
    versioned: bool,
}

impl Abilities {
    fn of(capabilities: &lsp::ClientCapabilities) -> Abilities {
        let actions = capabilities.text_document.as_ref().and_then(|t| t.code_action.as_ref());
        let edits = capabilities.workspace.as_ref().and_then(|w| w.workspace_edit.as_ref());
        let resolves = |a: &lsp::CodeActionClientCapabilities| {
            a.data_support == Some(true)
                && a.resolve_support.as_ref().is_some_and(|r| r.properties.iter().any(|p| p == "edit"))
        };
        Abilities {
            resolve: actions.is_some_and(resolves),
            literals: actions.is_some_and(|a| a.code_action_literal_support.is_some()),
            disabled: actions.is_some_and(|a| a.disabled_support == Some(true)),
            versioned: edits.is_some_and(|e| e.document_changes == Some(true)),
        }
    }
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
    pub(super) fn new(
        client: Client,
        documents: Arc<Documents>,
        answers: Arc<Pool>,
        searches: Arc<Pool>,
        settings: Settings,
    ) -> Backend {
        Backend { client, documents, answers, searches, settings, abilities: OnceLock::new() }
    }

    fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// `textDocument/codeAction`: what could be done here, without searching.
    pub(super) async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<Vec<lsp::CodeActionResponse>>> {
        let Some(open) = self.documents.get(&params.text_document.uri) else { return Ok(None) };
        let (encoding, abilities) = (self.documents.encoding(), self.abilities());
        let list = move |_: &Arc<AtomicBool>| {
            let span = convert::span(&open.buffer, params.range, encoding);
            let cursor = Cursor { snapshot: open.snapshot(), span };
            assists::ALL
                .iter()
                .filter(|assist| wanted(params.context.only.as_deref(), assist.kind))
                .flat_map(|assist| (assist.offer)(&cursor).into_iter().map(move |offer| (assist, offer)))
                .filter_map(|(assist, offer)| listed(&open, assist, offer, abilities))
                .collect()
        };
        answer(self.answers.run(None, list).await).map(Some)
    }

    /// `codeAction/resolve`: searches. An action for which nothing is found comes back without an edit, and a message
    /// says why.
    pub(super) async fn code_action_resolve(&self, mut action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        let ticket = action.data.clone().ok_or_else(|| Error::invalid_params("a code action without data"))?;
        match self.search(ticket).await? {
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
        match self.search(ticket).await? {
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

    /// Runs what a ticket asks for.
    async fn search(&self, ticket: Value) -> Result<std::result::Result<lsp::WorkspaceEdit, String>> {
        let ticket: Ticket = serde_json::from_value(ticket).map_err(|e| Error::invalid_params(e.to_string()))?;
        let assist = assists::by_id(&ticket.assist).ok_or_else(|| Error::invalid_params("no such assist"))?;
        let open = self.documents.get(&ticket.uri).filter(|open| open.version == ticket.version);
        let open = open.ok_or_else(Error::content_modified)?;
        let key = ticket.uri.clone();
        let (encoding, versioned) = (self.documents.encoding(), self.abilities().versioned);
        let timeout = self.settings.timeout;
        let run = move |cancel: &Arc<AtomicBool>| {
            let budget = Budget {
                steps: assists::STEPS,
                memory_bytes: assists::MEMORY_BYTES,
                deadline: Instant::now().checked_add(timeout),
                cancel: cancel.clone(),
                count: 1,
            };
            match (assist.apply)(
                open.snapshot(),
                &ticket.target,
                &Tools { guide: crate::assists::usual_guide() },
                &budget,
            ) {
                Answer::Edits(edits) => Ok(convert::workspace_edit(&open, &edits, encoding, versioned)),
                Answer::Nothing(reason) => Err(reason),
            }
        };
        answer(self.searches.run(Some(key.as_ref()), run).await)
    }

    /// Shows a message without waiting for anything.
    fn say(&self, message: String) {
        let client = self.client.clone();
        spawn(async move { client.show_message(lsp::MessageType::Info, message).await });
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let capabilities = params.capabilities;
        let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let encoding = convert::negotiate(offered, self.settings.encoding);
        self.documents.set_encoding(encoding);
        let abilities = *self.abilities.get_or_init(|| Abilities::of(&capabilities));
        let mut kinds: Vec<lsp::CodeActionKind> = assists::ALL.iter().map(|assist| assist.kind.into()).collect();
        kinds.dedup();
        let sync = lsp::TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(lsp::TextDocumentSyncKind::Incremental),
            ..lsp::TextDocumentSyncOptions::default()
        };
        let actions = lsp::CodeActionOptions {
            code_action_kinds: Some(kinds),
            resolve_provider: Some(abilities.resolve),
            ..lsp::CodeActionOptions::default()
        };
        let commands =
            lsp::ExecuteCommandOptions { commands: vec![COMMAND.to_owned()], ..lsp::ExecuteCommandOptions::default() };
        Ok(lsp::InitializeResult {
            capabilities: lsp::ServerCapabilities {
                position_encoding: Some(convert::encoding_kind(encoding)),
                text_document_sync: Some(sync.into()),
                code_action_provider: Some(actions.into()),
                execute_command_provider: Some(commands),
                ..lsp::ServerCapabilities::default()
            },
            server_info: Some(lsp::ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn shutdown(&self) -> Result<()> {
        self.searches.cancel_all();
        Ok(())
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
fn answer<T>(result: std::result::Result<T, Lost>) -> Result<T> {
    result.map_err(|lost| match lost {
        Lost::Cancelled => Error::request_cancelled(),
        Lost::Panicked => {
            log("a request failed with an internal error; the server goes on");
            Error::internal_error()
        }
    })
}

/// Runs a request to the client beside the handlers.
fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(future);
}
