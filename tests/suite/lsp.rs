//! Whole conversations with the server: in process over a pipe in memory, and with the built binary.
//!
//! The rules of `server` each have a test that floods it: changes in wire order, no deadlock on requests to the
//! client, cancellation, stale requests, malformed input, `exit` and end of input.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::runtime::{Builder, Handle};

use crate::client::Client;
use wherein::server::{Settings, serve};

pub(crate) const URI: &str = "file:///tmp/Task.hs";

/// The end of a pipe in memory that is read, blocking.
struct Incoming(ReadHalf<DuplexStream>, Handle);

impl Read for Incoming {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.1.block_on(self.0.read(buffer))
    }
}

/// The end of a pipe in memory that is written, blocking. Dropping it ends the other side's input.
struct Outgoing(WriteHalf<DuplexStream>, Handle);

impl Write for Outgoing {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.1.block_on(self.0.write(buffer))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.1.block_on(self.0.flush())
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        let _ = self.1.block_on(self.0.shutdown());
    }
}

/// A client of a server in this process.
pub(crate) fn in_process() -> Client {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let handle = runtime.handle().clone();
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    std::thread::spawn(move || {
        let (input, output) = tokio::io::split(theirs);
        let settings = Settings { timeout: Duration::from_secs(20), encoding: None };
        runtime.block_on(serve(input, output, settings)).unwrap();
        runtime.shutdown_background();
    });
    let (input, output) = tokio::io::split(ours);
    Client::new(Incoming(input, handle.clone()), Outgoing(output, handle))
}

/// The built binary, serving.
fn binary(arguments: &[&str]) -> (Child, Client) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wherein"))
        .arg("serve")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let client = Client::new(child.stdout.take().unwrap(), child.stdin.take().unwrap());
    (child, client)
}

/// Waits for the process to end by itself.
fn ends(child: &mut Child) -> bool {
    let end = Instant::now() + Duration::from_secs(30);
    while Instant::now() < end {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    false
}

/// What a current editor says it can do.
pub(crate) fn modern() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
        "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
        "textDocument": {"codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "refactor"]}},
            "dataSupport": true,
            "disabledSupport": true,
            "resolveSupport": {"properties": ["edit"]},
        }},
    })
}

/// One that lists code actions but cannot resolve them.
fn plain() -> Value {
    json!({
        "workspace": {"applyEdit": true},
        "textDocument": {"codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "refactor"]}},
        }},
    })
}

pub(crate) const DOUBLE: &str = "\
module Task where

-- | Twice.
--
-- >>> twice 3
-- 6
-- >>> twice 5
-- 10
twice :: Int -> Int
twice = undefined
";

/// No program of this type meets these examples: the search runs until it is stopped.
pub(crate) const ENDLESS: &str = "\
-- >>> f \"ab\"
-- \"xy\"
-- >>> f \"abc\"
-- \"zxy\"
f :: [a] -> [a]
f = undefined
";

/// The text after the edits of a workspace edit, of either form; columns are ASCII here.
pub(crate) fn edited(text: &str, edit: &Value) -> String {
    let edits = match edit["documentChanges"].as_array() {
        Some(changes) => changes[0]["edits"].clone(),
        None => edit["changes"][URI].clone(),
    };
    let buffer = wherein::text::Buffer::new(text);
    let offset = |position: &Value| {
        let number = |field: &str| usize::try_from(position[field].as_u64().unwrap()).unwrap();
        let position = wherein::text::Position { line: number("line"), column: number("character") };
        buffer.offset(position, wherein::text::Encoding::Utf16)
    };
    let edits: Vec<_> = edits
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| wherein::text::TextEdit {
            span: wherein::text::Span::new(offset(&edit["range"]["start"]), offset(&edit["range"]["end"])),
            text: edit["newText"].as_str().unwrap().to_owned(),
        })
        .collect();
    wherein::text::apply(text, &edits).unwrap()
}

#[test]
fn an_action_is_listed_and_resolved() {
    let mut client = in_process();
    let capabilities = client.initialize(modern());
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    assert_eq!(capabilities["codeActionProvider"]["resolveProvider"], true);
    client.open(URI, DOUBLE);
    let actions = client.actions(URI, 9, 3);
    assert_eq!(actions.len(), 1, "{actions:?}");
    assert_eq!(actions[0]["title"], "Generate `twice` from 2 examples");
    assert_eq!(actions[0]["kind"], "refactor.rewrite.generate");
    assert!(actions[0].get("edit").is_none(), "listing does not search");
    let resolved = client.request("codeAction/resolve", actions[0].clone());
    assert_eq!(resolved["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    let text = edited(DOUBLE, &resolved["edit"]);
    assert!(text.starts_with(DOUBLE.strip_suffix("twice = undefined\n").unwrap()), "{text}");
    assert!(!text.contains("undefined"), "{text}");
    client.leave();
    assert!(client.is_over());
}

#[test]
fn a_client_that_cannot_resolve_gets_a_command() {
    let mut client = in_process();
    let capabilities = client.initialize(plain());
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    client.open(URI, DOUBLE);
    let action = client.actions(URI, 8, 0).remove(0);
    let command = action["command"].clone();
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let id = client.start("workspace/executeCommand", params);
    // The command is answered although the client has not applied the edit yet.
    let response = client.response(id);
    assert!(response.get("error").is_none(), "{response}");
    let apply = client.incoming("workspace/applyEdit");
    assert!(!edited(DOUBLE, &apply["params"]["edit"]).contains("undefined"));
    client.send(&json!({"jsonrpc": "2.0", "id": apply["id"], "result": {"applied": true}}));
    client.leave();
    assert!(client.is_over());
}

#[test]
fn without_examples_the_offer_says_so() {
    let text = "f :: Int -> Int\nf = undefined\n";
    let mut client = in_process();
    client.initialize(modern());
    client.open(URI, text);
    let actions = client.actions(URI, 1, 0);
    assert_eq!(actions.len(), 1);
    assert!(actions[0]["disabled"]["reason"].as_str().unwrap().contains("no examples"), "{actions:?}");
    let mut client = in_process();
    client.initialize(plain());
    client.open(URI, text);
    assert!(client.actions(URI, 1, 0).is_empty(), "a client that cannot show the reason sees nothing");
}

#[test]
fn only_wanted_kinds_are_listed() {
    let mut client = in_process();
    client.initialize(modern());
    client.open(URI, DOUBLE);
    let at = json!({"line": 9, "character": 0});
    for (only, expected) in [("refactor", 1), ("refactor.rewrite", 1), ("refactor.re", 0), ("quickfix", 0), ("", 1)] {
        let context = json!({"diagnostics": [], "only": [only]});
        let params = json!({"textDocument": {"uri": URI}, "range": {"start": at, "end": at}, "context": context});
        let actions = client.request("textDocument/codeAction", params);
        assert_eq!(actions.as_array().unwrap().len(), expected, "{only}");
    }
}

#[test]
fn a_resolution_after_an_edit_is_refused() {
    let mut client = in_process();
    client.initialize(modern());
    client.open(URI, DOUBLE);
    let action = client.actions(URI, 9, 3).remove(0);
    let start = json!({"line": 0, "character": 0});
    client.change(URI, 2, json!([{"range": {"start": start, "end": start}, "text": "\n"}]));
    let id = client.start("codeAction/resolve", action);
    assert_eq!(client.response(id)["error"]["code"], -32801);
}

/// The state of the document can be seen through the list alone, so the flood asks for lists.
fn flood(client: &mut Client) {
    client.initialize(modern());
    client.open(URI, "");
    let count = 1000;
    for version in 2..count {
        // Each change puts one more letter in front of a growing line; the last one writes the whole file.
        let start = json!({"line": 0, "character": version - 2});
        client.change(URI, version, json!([{"range": {"start": start, "end": start}, "text": "x"}]));
    }
    let end = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": count - 2}});
    client.change(URI, count, json!([{"range": end, "text": DOUBLE}]));
    let ids: Vec<i64> = (0..200)
        .map(|_| {
            let at = json!({"line": 9, "character": 0});
            let range = json!({"start": at, "end": at});
            let context = json!({"diagnostics": []});
            let params = json!({"textDocument": {"uri": URI}, "range": range, "context": context});
            client.start("textDocument/codeAction", params)
        })
        .collect();
    for id in ids {
        assert_eq!(client.response(id)["result"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn a_flood_of_changes_is_applied_in_order() {
    let mut client = in_process();
    flood(&mut client);
}

#[test]
fn a_request_sees_the_document_as_it_was_when_it_was_sent() {
    let (mut child, mut client) = binary(&[]);
    client.initialize(modern());
    client.open(URI, DOUBLE);
    let mut bytes = Vec::new();
    let mut add = |message: Value| {
        let body = message.to_string();
        bytes.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    };
    let at = json!({"line": 9, "character": 0});
    for i in 1..=1000 {
        let text = DOUBLE.replace("twice", &format!("twice{i}"));
        let document = json!({"uri": URI, "version": i + 1});
        let params = json!({"textDocument": document, "contentChanges": [{"text": text}]});
        add(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}));
        if i % 5 == 0 {
            let range = json!({"start": at, "end": at});
            let params = json!({"textDocument": {"uri": URI}, "range": range, "context": {"diagnostics": []}});
            add(json!({"jsonrpc": "2.0", "id": 10_000 + i, "method": "textDocument/codeAction", "params": params}));
        }
    }
    client.send_bytes(&bytes);
    let seen = |i: i64, client: &mut Client| client.response(10_000 + i)["result"][0]["title"].clone();
    let inversions: Vec<i64> = (1..=200)
        .map(|i| 5 * i)
        .filter(|i| seen(*i, &mut client) != format!("Generate `twice{i}` from 2 examples"))
        .collect();
    assert!(inversions.is_empty(), "{inversions:?}");
    client.leave();
    assert!(ends(&mut child));
}

#[test]
fn a_flood_of_commands_does_not_deadlock_on_a_client_that_never_answers() {
    let mut client = in_process();
    client.initialize(plain());
    client.open(URI, DOUBLE);
    let command = client.actions(URI, 9, 0).remove(0)["command"].clone();
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    let ids: Vec<i64> = (0..300).map(|_| client.start("workspace/executeCommand", params.clone())).collect();
    // All but the newest are superseded; every one is answered.
    let answers: Vec<Value> = ids.iter().map(|id| client.response(*id)).collect();
    assert!(answers.last().unwrap().get("error").is_none(), "{:?}", answers.last());
    assert!(answers.iter().all(|a| a.get("error").is_none() || a["error"]["code"] == -32800));
    assert_eq!(client.actions(URI, 9, 0).len(), 1, "the server still listens");
}

#[test]
fn a_search_is_cancelled_by_its_client_and_by_an_edit() {
    let text = ENDLESS;
    for by_edit in [false, true] {
        let mut client = in_process();
        client.initialize(modern());
        client.open(URI, text);
        let action = client.actions(URI, 4, 0).remove(0);
        let id = client.start("codeAction/resolve", action);
        std::thread::sleep(Duration::from_millis(300));
        let stopped = Instant::now();
        if by_edit {
            client.change(URI, 2, json!([{"text": DOUBLE}]));
        } else {
            client.notify("$/cancelRequest", json!({"id": id}));
        }
        let response = client.response(id);
        assert_eq!(response["error"]["code"], if by_edit { -32801 } else { -32800 }, "{response}");
        client.leave();
        assert!(client.is_over());
        assert!(stopped.elapsed() < Duration::from_secs(10), "{:?}", stopped.elapsed());
    }
}

#[test]
fn malformed_messages_cost_themselves() {
    let (mut child, mut client) = binary(&["--stdio"]);
    client.initialize(modern());
    client.send_bytes(b"Content-Length: 9\r\n\r\n{\"broken\"");
    client.send(&json!(["not", "a", "message"]));
    client.notify("textDocument/didChange", json!({"nonsense": true}));
    client.change("file:///nowhere.hs", 3, json!([{"text": "x"}]));
    client.notify("textDocument/didOpen", json!({"textDocument": 3}));
    let id = client.start("codeAction/resolve", json!({"title": "x", "data": {"uri": 1}}));
    assert_eq!(client.response(id)["error"]["code"], -32602);
    let id = client.start("no/suchMethod", json!({}));
    assert_eq!(client.response(id)["error"]["code"], -32601);
    client.open(URI, DOUBLE);
    assert_eq!(client.actions(URI, 9, 0).len(), 1);
    client.leave();
    assert!(ends(&mut child));
}

#[test]
fn the_binary_serves_a_flood_and_ends_with_its_input() {
    let (mut child, mut client) = binary(&[]);
    flood(&mut client);
    client.hang_up();
    assert!(ends(&mut child), "the server ends with its input");
}

#[test]
fn columns_count_what_was_agreed() {
    // `𝛼𝛼Z` is deleted by columns: counted otherwise, a part of it would stay or a part of ` :: Int` would go.
    let text = DOUBLE.replace("twice :: Int", "twice𝛼𝛼Z :: Int");
    for (kinds, expected, units) in
        [(&["utf-8"][..], "utf-8", 9), (&["utf-32", "utf-8"], "utf-32", 3), (&["utf-8", "utf-16"], "utf-16", 5)]
    {
        let mut client = in_process();
        let mut capabilities = modern();
        capabilities["general"] = json!({"positionEncodings": kinds});
        assert_eq!(client.initialize(capabilities)["positionEncoding"], expected);
        client.open(URI, &text);
        let (start, end) = (json!({"line": 8, "character": 5}), json!({"line": 8, "character": 5 + units}));
        client.change(URI, 2, json!([{"range": {"start": start, "end": end}, "text": ""}]));
        let actions = client.actions(URI, 9, 0);
        assert_eq!(actions[0]["title"], "Generate `twice` from 2 examples", "{expected}");
        let resolved = client.request("codeAction/resolve", actions[0].clone());
        assert!(!edited(DOUBLE, &resolved["edit"]).contains("undefined"), "the text is the expected one: {resolved}");
    }
}
