//! What the user set: when completions come, and whether this is the only server.
//!
//! The same names everywhere: in `initializationOptions`, in `workspace/didChangeConfiguration` (alone or below the
//! section), in the answer to `workspace/configuration`. What is missing or not understood stays as it was.

use serde_json::Value;

/// The section of the settings.
pub(super) const SECTION: &str = "wherein";

/// When completions and ghost text are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Completion {
    /// While the user types.
    #[default]
    Automatic,
    /// When the user asks.
    OnRequest,
    /// Never.
    Off,
}

impl Completion {
    /// Whether a request is to be answered; `invoked`: the user asked for it.
    pub(super) fn answers(self, invoked: bool) -> bool {
        match self {
            Completion::Automatic => true,
            Completion::OnRequest => invoked,
            Completion::Off => false,
        }
    }
}

/// The settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// When completions and ghost text are computed.
    pub(super) completion: Completion,
    /// Offer also what another server of the language is expected to offer.
    pub(super) standalone: bool,
}

impl Options {
    /// These options with what `value` sets.
    pub(super) fn with(self, value: &Value) -> Options {
        let value = value.get(SECTION).unwrap_or(value);
        let completion = match value.get("completion").and_then(Value::as_str) {
            Some("automatic") => Completion::Automatic,
            Some("onRequest") => Completion::OnRequest,
            Some("off") => Completion::Off,
            _ => self.completion,
        };
        let standalone = value.get("standalone").and_then(Value::as_bool).unwrap_or(self.standalone);
        Options { completion, standalone }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Completion, Options};

    #[test]
    fn settings_are_read_with_and_without_their_section() {
        let options = Options::default().with(&json!({"completion": "onRequest"}));
        assert_eq!(options, Options { completion: Completion::OnRequest, standalone: false });
        let options = options.with(&json!({"wherein": {"standalone": true, "completion": 3}}));
        assert_eq!(options, Options { completion: Completion::OnRequest, standalone: true });
        assert_eq!(options.with(&json!(null)), options);
        assert!(Completion::OnRequest.answers(true) && !Completion::OnRequest.answers(false));
    }
}
