//! A protocol client for tests: blocking, over any pair of streams, with time-outs instead of hope.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longest wait for a message: generous, because tests run beside builds.
const PATIENCE: Duration = Duration::from_secs(60);

/// One side of a conversation.
pub(crate) struct Client {
    output: Option<Box<dyn Write + Send>>,
    messages: Receiver<Value>,
    waiting: VecDeque<Value>,
    next_id: i64,
}

impl Client {
    /// Talks through `output`, listens on `input`.
    pub(crate) fn new(input: impl Read + Send + 'static, output: impl Write + Send + 'static) -> Client {
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut input = BufReader::new(input);
            while let Some(message) = read_message(&mut input) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client { output: Some(Box::new(output)), messages, waiting: VecDeque::new(), next_id: 0 }
    }

    /// Sends bytes as they are.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        let output = self.output.as_mut().unwrap();
        output.write_all(bytes).unwrap();
        output.flush().unwrap();
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; returns its id.
    pub(crate) fn start(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// The response to request `id`; other messages wait.
    pub(crate) fn response(&mut self, id: i64) -> Value {
        self.find(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Sends a request and waits for its result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.start(method, params);
        let response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    /// The next message from the server with this method; other messages wait.
    pub(crate) fn incoming(&mut self, method: &str) -> Value {
        self.find(|message| message["method"] == method)
    }

    /// Closes our output: the end of the server's input.
    pub(crate) fn hang_up(&mut self) {
        self.output = None;
    }

    /// Whether the server closes its output.
    pub(crate) fn is_over(&self) -> bool {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => return true,
                Err(RecvTimeoutError::Timeout) => return false,
            }
        }
    }

    fn find(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(at).unwrap();
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let message = self.messages.recv_timeout(end.saturating_duration_since(Instant::now()));
            let message =
                message.unwrap_or_else(|e| panic!("no such message from the server: {e}; {:?}", self.waiting));
            if wanted(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// `initialize` and `initialized` with these capabilities; returns the server's.
    pub(crate) fn initialize(&mut self, capabilities: Value) -> Value {
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        let result = self.request("initialize", params);
        self.notify("initialized", json!({}));
        result["capabilities"].clone()
    }

    /// `textDocument/didOpen`, version 1.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "haskell", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// `textDocument/didChange` with these content changes.
    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// The code actions at a position.
    pub(crate) fn actions(&mut self, uri: &str, line: usize, character: usize) -> Vec<Value> {
        let at = json!({"line": line, "character": character});
        let params = json!({
            "textDocument": {"uri": uri},
            "range": {"start": at, "end": at},
            "context": {"diagnostics": []},
        });
        self.request("textDocument/codeAction", params).as_array().cloned().unwrap_or_default()
    }

    /// `shutdown` and `exit`.
    pub(crate) fn leave(&mut self) {
        self.request("shutdown", Value::Null);
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    }
}

fn read_message(input: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length?];
    input.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap_or_else(|e| panic!("not JSON on standard output: {e}")))
}
