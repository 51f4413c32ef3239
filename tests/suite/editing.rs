//! Conversations as an editor has them while its user types: completions, ghost text, progress, settings, other modules.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wherein::analysis::Snapshot;
use wherein::assists::Tools;
use wherein::assists::complete::{self, Finds, Place};
use wherein::lang;
use wherein::syntax::pieces;
use wherein::synth::budget::{Budget, Engines};
use wherein::synth::guide::Uniform;

use crate::client::Client;
use crate::lsp::{DOUBLE, ENDLESS, URI, edited, in_process, modern};

const TOTAL: &str = "\
module Task where

-- |
-- >>> total [1,2,3]
-- 6
-- >>> total []
-- 0
-- >>> total [4]
-- 4
total :: [Int] -> Int
";

/// Opens a text with a caret marked in it; where the caret is.
fn open_marked(client: &mut Client, marked: &str) -> Value {
    let (before, behind) = marked.split_once('‸').unwrap();
    client.open(URI, &format!("{before}{behind}"));
    position(before)
}

fn position(before: &str) -> Value {
    let line = before.matches('\n').count();
    json!({"line": line, "character": before.rsplit('\n').next().unwrap().encode_utf16().count()})
}

/// Asks until the document is understood: a list may be sent before that.
fn complete(client: &mut Client, at: &Value) -> Vec<Value> {
    let params = json!({"textDocument": {"uri": URI}, "position": at, "context": {"triggerKind": 1}});
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let list = client.request("textDocument/completion", params.clone());
        let mut items = list["items"].as_array().cloned().unwrap_or_default();
        let checked = items.iter().any(|item| item["sortText"].as_str().unwrap().starts_with('!'));
        if list["isIncomplete"] == false || checked || Instant::now() > end {
            items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
            return items;
        }
    }
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn expressions_that_pass_the_examples_come_first() {
    for (marked, expected) in [
        (format!("{TOTAL}total = ‸\n"), "sum"),
        (format!("{TOTAL}total xs = ‸\n\nother = 1\n"), "sum xs"),
        (format!("{TOTAL}total xs = undefined‸\n"), "sum xs"),
    ] {
        let mut client = in_process();
        let capabilities = client.initialize(modern());
        assert_eq!(capabilities["completionProvider"]["triggerCharacters"], json!(["."]));
        let at = open_marked(&mut client, &marked);
        let items = complete(&mut client, &at);
        let first = &items[0];
        assert_eq!((&first["label"], &first["detail"]), (&json!(expected), &json!("passes 3 of 3")), "{marked}");
        assert_eq!(first["labelDetails"]["detail"], "  passes 3 of 3");
        assert_eq!(first["textEdit"]["newText"], expected);
        client.leave();
        assert!(client.is_over());
    }
}

#[test]
fn names_are_those_that_fit_and_sort_last() {
    let text =
        "f :: Int -> String\nf number = sho‸\n\nshout :: Int -> String\nshout _ = []\n\nshove :: Int\nshove = 1\n";
    let mut client = in_process();
    client.initialize(modern());
    let at = open_marked(&mut client, text);
    let items = complete(&mut client, &at);
    let names = labels(&items);
    assert!(names.contains(&"show") && names.contains(&"shout") && !names.contains(&"shove"), "{names:?}");
    let show = items.iter().find(|item| item["label"] == "show").unwrap();
    assert!(show["detail"].as_str().unwrap().contains("-> [Char]"), "{show}");
    assert!(show["sortText"].as_str().unwrap().starts_with('~'));
    assert_eq!(show["textEdit"]["range"]["start"], json!({"line": 1, "character": 11}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"wherein": {"standalone": true}}}));
    let items = complete(&mut client, &at);
    assert!(labels(&items).contains(&"shove"));
    assert!(
        items.iter().all(|item| item["sortText"].as_str().unwrap().starts_with(|c: char| c.is_numeric() || c == '~'))
    );
}

#[test]
fn comments_and_strings_are_left_alone() {
    for marked in ["-- | A comment ‸\nf :: Int\nf = 1\n", "f = \"text ‸\"\n", "f = 12‸\n", "‸\nmodule M where\n"]
    {
        let mut client = in_process();
        client.initialize(modern());
        let at = open_marked(&mut client, marked);
        assert!(complete(&mut client, &at).is_empty(), "{marked}");
    }
}

#[test]
fn the_user_says_when_completions_come() {
    let mut client = in_process();
    let params = json!({
        "processId": null,
        "rootUri": null,
        "capabilities": modern(),
        "initializationOptions": {"completion": "onRequest"},
    });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    let at = open_marked(&mut client, &format!("{TOTAL}total xs = ‸\n"));
    let ask = |client: &mut Client, method: &str, kind: i32| {
        let context = json!({"triggerKind": kind, "triggerCharacter": "."});
        client.request(method, json!({"textDocument": {"uri": URI}, "position": at, "context": context}))
    };
    let (list, ghost) = ("textDocument/completion", "textDocument/inlineCompletion");
    assert!(ask(&mut client, list, 2).is_null() && ask(&mut client, ghost, 2).is_null());
    assert!(!ask(&mut client, list, 1).is_null() && !ask(&mut client, ghost, 1).is_null());
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"wherein": {"completion": "off"}}}));
    assert!(ask(&mut client, list, 1).is_null() && ask(&mut client, ghost, 1).is_null());
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"completion": "automatic"}}));
    assert!(!ask(&mut client, list, 2).is_null());
}

/// The ghost text at a marked caret, and the text with it.
fn ghost(marked: &str) -> Option<(String, String)> {
    let mut client = in_process();
    let capabilities = client.initialize(modern());
    assert_eq!(capabilities["inlineCompletionProvider"], true);
    let at = open_marked(&mut client, marked);
    let params = json!({"textDocument": {"uri": URI}, "position": at, "context": {"triggerKind": 1}});
    let found = client.request("textDocument/inlineCompletion", params);
    let item = found["items"].as_array().unwrap().first().cloned()?;
    let shown = item["insertText"].as_str().unwrap().to_owned();
    let edit = json!({"changes": {URI: [{"range": item["range"], "newText": shown}]}});
    let text = marked.replace('‸', "");
    Some((shown, edited(&text, &edit)))
}

#[test]
fn ghost_text_writes_the_body_below_a_specification() {
    let written = format!("{TOTAL}total = sum\n");
    for marked in [
        format!("{}‸\n", TOTAL.trim_end()),
        format!("{TOTAL}‸\n"),
        format!("{TOTAL}total = ‸\n"),
        format!("{TOTAL}total = ‸undefined\n"),
        format!("{TOTAL}‸total = undefined\n"),
    ] {
        let (shown, text) = ghost(&marked).unwrap_or_else(|| panic!("{marked}"));
        assert_eq!(text.trim_end(), written.trim_end(), "{marked}: {shown}");
    }
    let (_, text) = ghost(&format!("{TOTAL}total xs = ‸\n\nother = 'x'\n")).unwrap();
    assert_eq!(text, format!("{TOTAL}total xs = sum xs\n\nother = 'x'\n"));
    for marked in ["f :: Int -> Int‸\n", "-- >>> f 1\n-- 2\nf :: Int -> Int‸\nf x = x + 1\n"] {
        assert_eq!(ghost(marked), None, "{marked}");
    }
}

fn with_progress() -> Value {
    let mut capabilities = modern();
    capabilities["window"] = json!({"workDoneProgress": true});
    capabilities
}

#[test]
fn a_long_search_shows_progress_and_can_be_stopped_there() {
    let mut client = in_process();
    client.initialize(with_progress());
    client.open(URI, ENDLESS);
    let action = client.actions(URI, 4, 0).remove(0);
    let id = client.start("codeAction/resolve", action);
    let create = client.incoming("window/workDoneProgress/create");
    client.send(&json!({"jsonrpc": "2.0", "id": create["id"], "result": null}));
    let begin = client.incoming("$/progress");
    assert_eq!(begin["params"]["value"]["kind"], "begin");
    assert_eq!(begin["params"]["value"]["cancellable"], true);
    assert_eq!(begin["params"]["token"], create["params"]["token"]);
    client.notify("window/workDoneProgress/cancel", json!({"token": create["params"]["token"]}));
    assert_eq!(client.response(id)["error"]["code"], -32800);
    assert_eq!(client.incoming("$/progress")["params"]["value"]["kind"], "end");
}

#[test]
fn a_client_that_never_answers_about_progress_blocks_nothing() {
    let mut client = in_process();
    client.initialize(with_progress());
    client.open(URI, ENDLESS);
    let action = client.actions(URI, 4, 0).remove(0);
    let id = client.start("codeAction/resolve", action);
    client.incoming("window/workDoneProgress/create");
    assert_eq!(client.actions(URI, 4, 0).len(), 1, "the server still listens");
    client.notify("$/cancelRequest", json!({"id": id}));
    assert_eq!(client.response(id)["error"]["code"], -32800);
}

#[test]
fn a_client_is_asked_for_settings_and_to_watch_files() {
    let mut capabilities = modern();
    capabilities["workspace"]["configuration"] = json!(true);
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    let mut client = in_process();
    client.initialize(capabilities);
    let register = client.incoming("client/registerCapability");
    let registration = &register["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let ask = client.incoming("workspace/configuration");
    assert_eq!(ask["params"]["items"][0]["section"], "wherein");
    client.send(&json!({"jsonrpc": "2.0", "id": ask["id"], "result": [{"completion": "off"}]}));
    let at = open_marked(&mut client, "f = ‸\n");
    let params = json!({"textDocument": {"uri": URI}, "position": at});
    let end = Instant::now() + Duration::from_secs(30);
    while !client.request("textDocument/completion", params.clone()).is_null() {
        assert!(Instant::now() < end, "the setting arrives");
    }
}

/// A long file: its lists come from one declaration while the rest is out of date.
fn long() -> String {
    let filler: String = (0..200).map(|i| format!("g{i} :: Int -> Int\ng{i} x = x + {i}\n\n")).collect();
    format!("{DOUBLE}\n{filler}")
}

#[test]
fn a_long_file_is_served_between_two_keystrokes() {
    let mut client = in_process();
    client.initialize(modern());
    let text = long();
    client.open(URI, &text);
    assert_eq!(client.actions(URI, 9, 0).len(), 1);
    // One more function at the end, known to nobody yet.
    let more = "\n-- |\n-- >>> late 1\n-- 8\n-- >>> late 2\n-- 9\nlate :: Int -> Int\nlate = undefined\n";
    let end = position(&text);
    client.change(URI, 2, json!([{"range": {"start": end, "end": end}, "text": more}]));
    let line = text.matches('\n').count() + 7;
    let actions = client.actions(URI, line, 0);
    assert_eq!(actions[0]["title"], "Generate `late` from 2 examples");
    let resolved = client.request("codeAction/resolve", actions[0].clone());
    let after = edited(&format!("{text}{more}"), &resolved["edit"]);
    assert!(after.starts_with(&text) && !after[text.len()..].contains("undefined"), "{}", &after[text.len()..]);
}

#[test]
fn closed_and_foreign_documents_are_not_served() {
    let mut client = in_process();
    client.initialize(modern());
    client.open(URI, DOUBLE);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": URI}}));
    assert!(client.actions(URI, 9, 0).is_empty());
    let item = json!({"uri": "file:///tmp/x.txt", "languageId": "plaintext", "version": 1, "text": DOUBLE});
    client.notify("textDocument/didOpen", json!({"textDocument": item}));
    assert!(client.actions("file:///tmp/x.txt", 9, 0).is_empty());
    client.leave();
    assert!(client.is_over());
}

#[test]
fn modules_of_the_project_are_known_and_open_ones_win() {
    let folder: PathBuf = std::env::temp_dir().join(format!("wherein-server-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::write(folder.join("p.cabal"), "library\n  hs-source-dirs: src\n").unwrap();
    let other = "module Other (Odd (..), weigh) where\ndata Odd = Odd Int\nweigh :: Odd -> Int\nweigh (Odd n) = n\n";
    std::fs::write(folder.join("src/Other.hs"), other.replace("= n", "= undefined")).unwrap();
    let uri = |file: &str| format!("file://{}", folder.join(file).display());
    let task = "module Task where\nimport Other\n\n-- |\n-- >>> load (Odd 2)\n-- 3\n-- >>> load (Odd 7)\n-- 8\n-- >>> load (Odd 0)\n-- 1\nload :: Odd -> Int\nload = undefined\n";
    let mut client = in_process();
    client.initialize(modern());
    client.open(&uri("src/Task.hs"), task);
    assert_eq!(client.actions(&uri("src/Task.hs"), 11, 0).len(), 1);
    client.open(&uri("src/Other.hs"), other);
    let action = client.actions(&uri("src/Task.hs"), 11, 0).remove(0);
    let resolved = client.request("codeAction/resolve", action);
    let text = resolved["edit"]["documentChanges"][0]["edits"][0]["newText"].as_str().unwrap_or("none").to_owned();
    assert!(text.contains("weigh"), "{text}");
    let _ = std::fs::remove_dir_all(folder);
}

/// What is found at the caret of a file, in its declaration there, kept in `finds` or sought anew.
fn found(finds: Option<&Finds>, marked: &str, deadline: Option<Instant>) -> Vec<String> {
    let (before, behind) = marked.split_once('‸').unwrap();
    let whole = Snapshot::new(lang::by_extension("hs").unwrap(), format!("{before}{behind}"));
    let piece = pieces::at(&whole.pieces(), before.len()).unwrap();
    let (text, caret) = (piece.span.of(whole.text()), before.len() - piece.span.start);
    let place = Place::at(&whole, text, caret).unwrap();
    let prefix = complete::word(text, caret).0.of(text);
    let budget = Budget {
        steps: 20_000,
        memory_bytes: 1 << 28,
        deadline,
        cancel: Arc::default(),
        count: 8,
        engines: Engines::default(),
    };
    let tools = Tools { guide: &Uniform };
    let programs = match finds {
        Some(finds) => finds.programs(&whole, &place, prefix, &tools, &budget),
        None => complete::programs(&place, prefix, &tools, &budget),
    };
    programs.found.into_iter().map(|found| found.text).collect()
}

#[test]
fn the_letters_of_a_word_are_one_search() {
    let checked = TOTAL.replace("module Task where\n\n", "") + "total xs = ";
    let typed = "f :: Int -> Bool\nf number = ";
    // What has examples is sought without regard to the word; of what has none, those that begin with it.
    for (begun, examples) in [(checked.as_str(), true), (typed, false)] {
        let file = |pad: &str, word: &str, ty: &str| format!("{pad}{begun}{word}‸\n\ng :: {ty}\ng = 1\n");
        let first = found(None, &file("", "", "Int"), None);
        assert!(!first.is_empty(), "{begun}");
        let word: String = first[0].chars().take(2).collect();
        let finds = Finds::default();
        let sought = if examples { "" } else { &word };
        let _ = found(Some(&finds), &file("", sought, "Int"), None);
        // No time is left: what is there was known. The declaration may move, and others be commented.
        let late = Some(Instant::now());
        let longer = file("\n\n", &word, "Int").replace("\ng ::", "\n-- | Commented.\ng ::");
        assert_eq!(found(Some(&finds), &longer, late), found(None, &longer, None), "{longer}");
        assert!(found(Some(&finds), &longer, late).contains(&first[0]));
        // Another type elsewhere is another search.
        assert!(found(Some(&finds), &file("", &word, "Integer"), late).is_empty());
    }
}
