//! Completions and ghost text: what `assists::complete` finds, in the protocol's words and in time.
//!
//! A list has a hard stop: what is not there by then is left out and the list says that it is incomplete. Names of
//! another server for the same language come before ours; only expressions that were run on examples come before them.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tower_lsp_server::gen_lsp_types as lsp;
use tower_lsp_server::jsonrpc::Result;

use crate::analysis::Snapshot;
use crate::assists::complete::{self, Finds, Kind, Place, Suggestion};
use crate::assists::generate::{Imports, generate};
use crate::assists::{self, Tools};
use crate::lang::Function;
use crate::server::convert;
use crate::server::documents::{Near, Open};
use crate::server::handlers::{Backend, answer, spawn};
use crate::server::ingress::document;
use crate::server::state::{State, ahead_key, ghost_key};
use crate::synth::budget::{Budget, Engines};
use crate::text::{Offset, Span, line_start};

/// When a list is sent at the latest, so that it is there within 80 ms on a busy machine, and when looking for expressions
/// ends: what is found later is in the next letter's list.
const STOP: Duration = Duration::from_millis(50);
const ENOUGH: Duration = Duration::from_millis(35);
/// How long the search for a list that was cut short goes on, for the next letter's list.
const AHEAD: Duration = Duration::from_millis(350);
/// Rest before ghost text is looked for, and how long it may take: what was not asked for, editors drop after 400 ms, and on
/// a busy machine the answer is late.
const REST: Duration = Duration::from_millis(75);
const GHOST: Duration = Duration::from_millis(320);
const GHOST_ON_REQUEST: Duration = Duration::from_millis(1000);

type Cancel = Arc<AtomicBool>;
type Items = Vec<lsp::CompletionItem>;

fn budget(deadline: Instant, cancel: &Cancel, count: usize) -> Budget {
    Budget {
        steps: assists::STEPS,
        memory_bytes: assists::MEMORY_BYTES / 32,
        deadline: Some(deadline),
        cancel: Arc::clone(cancel),
        count,
        engines: Engines::default(),
    }
}

impl Backend {
    /// `textDocument/completion`.
    pub(super) async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let received = Instant::now();
        let typed = |c: &lsp::CompletionContext| c.trigger_kind == lsp::CompletionTriggerKind::TriggerCharacter;
        let invoked = !params.context.as_ref().is_some_and(typed);
        let place = params.text_document_position_params;
        let uri = place.text_document.uri;
        let Some(open) = document() else { return Ok(None) };
        if !self.state.options().completion.answers(invoked) {
            return Ok(None);
        }
        let version = open.version;
        let early: Arc<OnceLock<Items>> = Arc::default();
        let (state, names) = (Arc::clone(&self.state), Arc::clone(&early));
        let list = move |cancel: &Cancel| {
            let offset = convert::offset(&open.buffer, place.position, state.documents.encoding());
            let budget = budget(received + ENOUGH, cancel, complete::PROGRAMS);
            items(&state, &open, offset, &budget, &names)
        };
        let work = self.state.completions.run(Some(uri.as_ref()), list);
        let (rest, items) = match tokio::time::timeout(STOP.saturating_sub(received.elapsed()), work).await {
            Ok(result) => match answer(result) {
                Ok(found) => found,
                Err(error) => return Err(self.current(&uri, version).err().unwrap_or(error)),
            },
            Err(_) => (Rest::Left, early.get().cloned().unwrap_or_default()),
        };
        self.current(&uri, version)?;
        if rest == Rest::Left {
            self.look_ahead(place.position);
        }
        let is_incomplete = rest != Rest::Nothing;
        let list = lsp::CompletionList { is_incomplete, items, item_defaults: None, apply_kind: None };
        Ok(Some(list.into()))
    }

    /// Goes on with a search that was cut short. What it finds stays right while the word is typed, so that an edit does
    /// not end it; a search at another place does.
    fn look_ahead(&self, position: lsp::Position) {
        let Some(open) = document() else { return };
        let state = Arc::clone(&self.state);
        spawn(async move {
            let key = ahead_key(&open.uri);
            let inner = Arc::clone(&state);
            let look = move |cancel: &Cancel| {
                let offset = convert::offset(&open.buffer, position, inner.documents.encoding());
                let budget = budget(Instant::now() + AHEAD, cancel, complete::PROGRAMS);
                items(&inner, &open, offset, &budget, &OnceLock::new());
            };
            // Nobody waits for it.
            let _ = state.searches.run(Some(&key), look).await;
        });
    }

    /// `textDocument/inlineCompletion`: the body below a complete specification, or the rest of it at the caret.
    pub(super) async fn inline_completion(
        &self,
        params: lsp::InlineCompletionParams,
    ) -> Result<Option<lsp::InlineCompletionResponse>> {
        let received = Instant::now();
        let invoked = params.context.trigger_kind == lsp::InlineCompletionTriggerKind::Invoked;
        let place = params.text_document_position_params;
        let uri = place.text_document.uri;
        let Some(open) = document() else { return Ok(None) };
        if !self.state.options().completion.answers(invoked) {
            return Ok(None);
        }
        if !invoked {
            tokio::time::sleep(REST).await;
            self.current(&uri, open.version)?;
        }
        let version = open.version;
        // This looks further.
        self.state.searches.cancel(&ahead_key(&uri));
        let deadline = received + if invoked { GHOST_ON_REQUEST } else { GHOST };
        let state = Arc::clone(&self.state);
        let look = move |cancel: &Cancel| {
            let encoding = state.documents.encoding();
            let offset = convert::offset(&open.buffer, place.position, encoding);
            // Time for the last check and the answer.
            let budget = budget(deadline - Duration::from_millis(60), cancel, 1);
            let ghost = ghost(&state.documents.near(&open, offset)?, offset, &state.finds, &budget)?;
            Some(lsp::InlineCompletionItem {
                insert_text: ghost.text.into(),
                filter_text: None,
                range: Some(convert::range(&open.buffer, ghost.span, encoding)),
                command: None,
            })
        };
        let key = ghost_key(&uri);
        let work = self.state.searches.run(Some(&key), look);
        let found = match tokio::time::timeout(deadline.saturating_duration_since(Instant::now()), work).await {
            Ok(result) => answer(result),
            Err(_) => Ok(None),
        };
        self.current(&uri, version)?;
        let items = found?.into_iter().collect();
        Ok(Some(lsp::InlineCompletionList { items }.into()))
    }
}

/// What a list leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Nothing,
    /// What there was no time for.
    Left,
    /// The same, and it is being looked for.
    Sought,
}

/// The list at `offset`; names go to `early` as soon as they are there.
fn items(state: &State, open: &Open, offset: Offset, budget: &Budget, early: &OnceLock<Items>) -> (Rest, Items) {
    let Some(near) = state.documents.near(open, offset) else { return (Rest::Nothing, Vec::new()) };
    let standalone = state.options().standalone;
    let caret = offset - near.span.start;
    let (word, rest) = complete::word(&near.text, caret);
    let prefix = word.of(&near.text);
    let range = convert::range(&open.buffer, moved(word, near.span.start), state.documents.encoding());
    let place = Place::at(&near.whole, &near.text, caret);
    let mut items: Items = Vec::new();
    if place.is_some() || (standalone && !prefix.is_empty()) {
        let names = complete::names(&near.whole, place.as_ref(), prefix, standalone);
        items.extend(names.iter().map(|name| named(name, range, standalone)));
    }
    // Whoever set it first: the same list.
    let _ = early.set(items.clone());
    let Some(place) = place.filter(|_| rest.is_empty()) else { return (Rest::Nothing, items) };
    let tools = Tools { guide: crate::assists::usual_guide() };
    let programs = state.finds.programs(&near.whole, &place, prefix, &tools, budget);
    let listed = programs.found.iter().map(|program| expression(program, range, prefix));
    let rest = match (programs.complete, programs.pending) {
        (true, _) => Rest::Nothing,
        (false, true) => Rest::Sought,
        (false, false) => Rest::Left,
    };
    (rest, listed.chain(items).collect())
}

fn moved(span: Span, by: Offset) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn edit(range: lsp::Range, text: &str) -> Option<lsp::CompletionItemTextEdit> {
    Some(lsp::TextEdit { range, new_text: text.to_owned() }.into())
}

/// A name as an item.
fn named(name: &Suggestion, range: lsp::Range, standalone: bool) -> lsp::CompletionItem {
    let kind = match name.kind {
        Kind::Constructor => lsp::CompletionItemKind::Constructor,
        Kind::Local => lsp::CompletionItemKind::Variable,
        Kind::Value | Kind::Typed | Kind::Checked { .. } => lsp::CompletionItemKind::Function,
    };
    // Letters and digits come before the tilde: so do the names of a server that sorts by them.
    let behind = if standalone { "" } else { "~" };
    lsp::CompletionItem {
        label: name.text.clone(),
        kind: Some(kind),
        detail: name.ty.clone(),
        sort_text: Some(format!("{behind}{:02} {}", name.rank, name.text)),
        text_edit: edit(range, &name.text),
        ..lsp::CompletionItem::default()
    }
}

/// An expression as an item; it stays in the list whatever was typed of the word.
fn expression(program: &Suggestion, range: lsp::Range, prefix: &str) -> lsp::CompletionItem {
    let (said, before, all) = match program.kind {
        Kind::Checked { passes, of } => (format!("passes {passes} of {of}"), '!', passes == of),
        _ => ("fits".to_owned(), '~', false),
    };
    let details = lsp::CompletionItemLabelDetails { detail: Some(format!("  {said}")), description: None };
    lsp::CompletionItem {
        label: program.text.clone(),
        label_details: Some(details),
        kind: Some(lsp::CompletionItemKind::Snippet),
        detail: Some(said),
        preselect: (all && program.rank == 0).then_some(true),
        sort_text: Some(format!("{before}{:02}", program.rank)),
        filter_text: Some(if prefix.is_empty() { program.text.clone() } else { prefix.to_owned() }),
        text_edit: edit(range, &program.text),
        ..lsp::CompletionItem::default()
    }
}

/// Text to show at the caret, and what it replaces.
struct Ghost {
    span: Span,
    text: String,
}

/// Ghost text at `offset`: only what passes all examples.
fn ghost(near: &Near, offset: Offset, finds: &Finds, budget: &Budget) -> Option<Ghost> {
    let caret = offset - near.span.start;
    let snapshot = Snapshot::piece(&near.whole, &near.text);
    let unwritten = snapshot.unwritten().find(|f| snapshot.example_count(f.name) > 0);
    let ghost = match unwritten {
        Some(function) => equations(&snapshot, function, caret, budget),
        None => None,
    };
    let ghost = ghost.or_else(|| at_caret(near, caret, finds, budget))?;
    Some(Ghost { span: moved(ghost.span, near.span.start), ..ghost })
}

/// The equations of a function without a body, where the caret is on or below its signature.
fn equations(snapshot: &Snapshot, function: &Function, caret: Offset, budget: &Budget) -> Option<Ghost> {
    let text = snapshot.text();
    let signature = function.signature?;
    let line = line_start(text, caret);
    let (before, behind) = (&text[line..caret], text[caret..].lines().next().unwrap_or(""));
    let on_signature = text[signature.start..signature.end.max(caret)].trim_end().len() + signature.start <= caret
        && line <= signature.end
        && behind.trim().is_empty();
    let below = line > signature.end && before.trim().is_empty() && behind.trim().is_empty();
    let hole = function.equations.filter(|equations| equations.touches(caret));
    if !(function.equations.is_none() && caret >= signature.end && (on_signature || below) || hole.is_some()) {
        return None;
    }
    let generated =
        generate(snapshot, function, Imports::Forbidden, &Tools { guide: crate::assists::usual_guide() }, budget);
    let [edit] = generated.candidates.first()?.edits.as_slice() else { return None };
    match hole {
        // What stands there already has to be its beginning: anything else is no continuation.
        Some(_) => {
            let begun = edit.text.starts_with(text.get(edit.span.start..caret)?);
            (begun && !edit.span.of(text).contains('\n')).then(|| Ghost { span: edit.span, text: edit.text.clone() })
        }
        None if below => {
            let span = Span::new(line, caret);
            Some(Ghost { span, text: edit.text.trim_start_matches(['\n', '\r']).to_owned() })
        }
        None => Some(Ghost { span: Span::empty(caret), text: edit.text.clone() }),
    }
}

/// An expression at the caret.
fn at_caret(near: &Near, caret: Offset, finds: &Finds, budget: &Budget) -> Option<Ghost> {
    let (word, rest) = complete::word(&near.text, caret);
    let place = Place::at(&near.whole, &near.text, caret)?;
    let tools = Tools { guide: crate::assists::usual_guide() };
    let programs = finds.programs(&near.whole, &place, "", &tools, budget);
    let best = complete::best(&programs)?;
    let begun = best.text.starts_with(word.of(&near.text));
    begun.then(|| Ghost { span: word.join(rest), text: best.text.clone() })
}
