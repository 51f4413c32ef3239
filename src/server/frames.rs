//! What comes in, message by message, with what the transport would choke on left out.
//!
//! The transport ends the conversation at the first body that is not a message: malformed JSON, or JSON that is no
//! request, notification or response. One slip of a client should cost one message, so bodies are tried here first and
//! those that are none are dropped, with a word in the log. A header that says no length leaves nothing to go on with:
//! that ends the conversation.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tower_lsp_server::jsonrpc::{Request, Response};

use crate::server::log;
use crate::server::state::State;

/// Longest message. The largest ones carry whole files.
const MAX_BYTES: usize = 64 << 20;

/// Passes messages on until the input ends, then cancels all searches: the editor is gone, nobody waits for them.
pub(super) async fn pass(input: impl AsyncRead + Unpin, output: impl AsyncWrite + Unpin, state: Arc<State>) {
    if let Err(error) = pass_all(BufReader::new(input), output).await {
        log(&error.to_string());
    }
    state.cancel_all();
}

async fn pass_all(
    mut input: BufReader<impl AsyncRead + Unpin>,
    mut output: impl AsyncWrite + Unpin,
) -> std::io::Result<()> {
    while let Some(length) = header(&mut input).await? {
        let mut body = vec![0; length];
        input.read_exact(&mut body).await?;
        if is_message(&body) {
            output.write_all(format!("Content-Length: {length}\r\n\r\n").as_bytes()).await?;
            output.write_all(&body).await?;
            output.flush().await?;
        } else {
            log("a message that is no request, notification or response was left out");
        }
    }
    Ok(())
}

/// Reads a header; the length of the body behind it. None at the end of input.
async fn header(input: &mut BufReader<impl AsyncRead + Unpin>) -> std::io::Result<Option<usize>> {
    let bad = |what| Err(std::io::Error::new(std::io::ErrorKind::InvalidData, what));
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        match (text.trim().split_once(':'), length) {
            (Some((name, value)), _) if name.trim().eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse::<usize>().ok();
                if length.is_none_or(|length| length > MAX_BYTES) {
                    return bad("a message without a sensible length ends the conversation");
                }
            }
            (Some(_), _) => {}
            (None, Some(length)) if text.trim().is_empty() => return Ok(Some(length)),
            // Blank lines between messages do no harm.
            (None, _) if text.trim().is_empty() => {}
            (None, _) => return bad("a line that is no header ends the conversation"),
        }
    }
}

fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Request>(body).is_ok() || serde_json::from_slice::<Response>(body).is_ok()
}

#[cfg(test)]
mod tests {
    use tokio::io::BufReader;

    use super::pass_all;

    fn passed(input: &str) -> (String, bool) {
        let mut output = Vec::new();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let result = runtime.block_on(pass_all(BufReader::new(input.as_bytes()), &mut output));
        (String::from_utf8(output).unwrap(), result.is_ok())
    }

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn only_messages_pass() {
        let request = frame(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#);
        let response = frame(r#"{"jsonrpc":"2.0","id":1,"result":null}"#);
        let input =
            format!("{}{request}{}{}{response}{}", frame("{\"broken"), frame("[]"), frame("{}"), frame("\"é\""));
        assert_eq!(passed(&input), (format!("{request}{response}"), true));
    }

    #[test]
    fn headers_are_read_leniently_and_end_the_conversation_without_a_length() {
        let body = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let lenient = format!("content-length:{}\nContent-Type: x; charset=utf-8\n\n{body}", body.len());
        assert_eq!(passed(&lenient), (frame(body), true));
        for input in ["Content-Length: x\r\n\r\n{}", "Content-Length: 99999999999\r\n\r\n", "hello\r\n"] {
            assert_eq!(passed(input), (String::new(), false), "{input}");
        }
        assert!(!passed("Content-Length: 10\r\n\r\n{}").1, "a body that is cut off");
    }
}
