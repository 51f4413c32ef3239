//! The beginning and the end of a conversation: what the client can do, what the server offers, the settings.

use serde_json::{Value, json};
use tower_lsp_server::LanguageServer;
use tower_lsp_server::gen_lsp_types as lsp;
use tower_lsp_server::jsonrpc::Result;

use crate::assists;
use crate::lang;
use crate::server::convert;
use crate::server::handlers::{Backend, COMMAND, spawn};
use crate::server::options::SECTION;

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Abilities {
    /// Resolves the edit of a code action.
    pub(super) resolve: bool,
    /// Knows code actions, not only commands.
    pub(super) literals: bool,
    /// Shows why an action is not offered.
    pub(super) disabled: bool,
    /// Takes versioned edits.
    pub(super) versioned: bool,
    /// Shows progress that the server begins.
    pub(super) progress: bool,
    /// Can be asked for settings.
    configuration: bool,
    /// Tells of changed files when asked to.
    watches: bool,
}

impl Abilities {
    fn of(capabilities: &lsp::ClientCapabilities) -> Abilities {
        let actions = capabilities.text_document.as_ref().and_then(|t| t.code_action.as_ref());
        let workspace = capabilities.workspace.as_ref();
        let edits = workspace.and_then(|w| w.workspace_edit.as_ref());
        let resolves = |a: &lsp::CodeActionClientCapabilities| {
            a.data_support == Some(true)
                && a.resolve_support.as_ref().is_some_and(|r| r.properties.iter().any(|p| p == "edit"))
        };
        let watched = workspace.and_then(|w| w.did_change_watched_files.as_ref());
        Abilities {
            resolve: actions.is_some_and(resolves),
            literals: actions.is_some_and(|a| a.code_action_literal_support.is_some()),
            disabled: actions.is_some_and(|a| a.disabled_support == Some(true)),
            versioned: edits.is_some_and(|e| e.document_changes == Some(true)),
            progress: capabilities.window.as_ref().is_some_and(|w| w.work_done_progress == Some(true)),
            configuration: workspace.is_some_and(|w| w.configuration == Some(true)),
            watches: watched.is_some_and(|w| w.dynamic_registration == Some(true)),
        }
    }
}

/// What the server offers.
fn capabilities(encoding: lsp::PositionEncodingKind, abilities: Abilities) -> lsp::ServerCapabilities {
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
    let completions =
        lsp::CompletionOptions { trigger_characters: Some(vec![".".to_owned()]), ..lsp::CompletionOptions::default() };
    lsp::ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(actions.into()),
        execute_command_provider: Some(commands),
        completion_provider: Some(completions),
        inline_completion_provider: Some(true.into()),
        ..lsp::ServerCapabilities::default()
    }
}

impl Backend {
    /// Asks the client for the settings, without waiting for the answer here.
    fn pull_settings(&self) {
        if !self.abilities().configuration {
            return;
        }
        let (client, state) = (self.client.clone(), self.state.clone());
        spawn(async move {
            let item = lsp::ConfigurationItem { section: Some(SECTION.to_owned()), scope_uri: None };
            if let Ok(answers) = client.configuration(vec![item]).await {
                answers.iter().for_each(|answer| state.configure(answer));
            }
        });
    }

    /// `workspace/didChangeConfiguration`: what is pushed was taken over before; a client that pushes nothing is asked.
    pub(super) async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        if params.settings.get(SECTION).is_none() {
            self.pull_settings();
        }
    }

    /// Asks the client to tell of changed files of the languages spoken here.
    fn watch_files(&self) {
        if !self.abilities().watches {
            return;
        }
        let patterns = lang::ALL.iter().flat_map(|language| language.project.watched);
        let watchers: Vec<Value> = patterns.map(|pattern| json!({"globPattern": pattern})).collect();
        let registration = lsp::Registration {
            id: "wherein/files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({"watchers": watchers})),
        };
        let client = self.client.clone();
        spawn(async move {
            let _ = client.register_capability(vec![registration]).await;
        });
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let offered = params.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let encoding = convert::negotiate(offered, self.settings.encoding);
        self.state.documents.set_encoding(encoding);
        if let Some(options) = &params.initialization_options {
            self.state.configure(options);
        }
        let abilities = self.set_abilities(Abilities::of(&params.capabilities));
        Ok(lsp::InitializeResult {
            capabilities: capabilities(convert::encoding_kind(encoding), abilities),
            server_info: Some(lsp::ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.watch_files();
        self.pull_settings();
    }

    async fn shutdown(&self) -> Result<()> {
        self.state.cancel_all();
        Ok(())
    }
}
