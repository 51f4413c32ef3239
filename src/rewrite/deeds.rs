//! What a body does, in the words of the functions that it calls.
//!
//! Functions that say how something is done and not what (`map`, `when`, `withFile`) come last; of a block the last
//! statement comes first, because it is what the block is for. A word in quotes that goes to a function says what it is
//! done to, and so does the field that a record update sets.

use crate::core::tree::{Label, NodeId, Sort, Tree};

/// The part of a tree that a helper shares.
pub struct Body<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// Its root.
    pub root: NodeId,
    /// Nodes that are not part of it: parameters, the rest of a block.
    pub without: &'a dyn Fn(NodeId) -> bool,
}

/// Functions that are found at most.
const MOST: usize = 8;

impl Body<'_> {
    /// The functions that it calls, the most telling first: each with the words of what it is done to.
    pub(super) fn deeds(&self) -> Vec<(String, Option<String>)> {
        let mut found: Vec<(String, Option<String>)> = Vec::new();
        let mut open = vec![self.root];
        while let Some(id) = open.pop() {
            if (self.without)(id) {
                continue;
            }
            if found.len() >= MOST {
                break;
            }
            self.note(id, &mut found);
            let node = self.tree.node(id);
            // From left to right; of a block what comes last.
            match node.label {
                Label::Kind("run") => open.extend(self.statements(id)),
                _ => {
                    let inner = node.children.iter().rev();
                    open.extend(inner.copied().filter(|child| self.tree.node(*child).sort != Sort::Clauses));
                }
            }
        }
        found.sort_by_key(|(name, _)| is_manner(name));
        found
    }

    /// The statements of a block; the last one will be looked at first.
    fn statements(&self, mut at: NodeId) -> Vec<NodeId> {
        let mut all = Vec::new();
        while let [statement, rest] = self.tree.node(at).children.as_slice() {
            all.push(*statement);
            at = *rest;
            if (self.without)(at) {
                break;
            }
        }
        if let Some(last) = all.pop() {
            all.reverse();
            all.push(last);
        }
        all
    }

    fn note(&self, id: NodeId, found: &mut Vec<(String, Option<String>)>) {
        let node = self.tree.node(id);
        let mut add = |name: Option<String>, object: Option<String>| {
            if let Some(name) = name.filter(|name| !found.iter().any(|(known, _)| known == name)) {
                found.push((name, object));
            }
        };
        match (node.label, node.children.as_slice()) {
            (Label::Kind("app" | "section"), [head, args @ ..]) if !(self.without)(*head) => {
                if let Some(name) = self.name(*head) {
                    add(Some(name), self.object(args));
                    return;
                }
                // Operands of an operator that joins functions.
                for arg in args.iter().filter(|arg| !(self.without)(**arg)) {
                    add(self.name(*arg), None);
                }
            }
            (Label::Kind("record"), [head, fields @ ..]) if !(self.without)(*head) => match self.name(*head) {
                Some(name) if name.starts_with(char::is_uppercase) => add(Some(name), None),
                _ => {
                    if let [field] = fields
                        && let Some(name) = self.tree.node(*field).children.first().and_then(|name| self.name(*name))
                    {
                        add(Some("set".to_owned()), Some(name));
                    }
                }
            },
            _ => {}
        }
    }

    /// The last part of a name that is known by itself.
    fn name(&self, id: NodeId) -> Option<String> {
        if (self.without)(id) {
            return None;
        }
        let name = match self.tree.node(id).label {
            Label::Free(name) => name,
            Label::Var(binder) if self.tree.binder(binder).global => self.tree.binder(binder).name,
            _ => return None,
        };
        let short = name.as_str().rsplit('.').next().unwrap_or("");
        let telling = short.starts_with(char::is_alphabetic) && !DULL.contains(&short);
        telling.then(|| short.to_owned())
    }

    /// The word in quotes among the arguments, if it is one.
    fn object(&self, args: &[NodeId]) -> Option<String> {
        let quoted = args.iter().filter(|arg| !(self.without)(**arg)).find_map(|arg| {
            let Label::Literal(text) = self.tree.node(*arg).label else { return None };
            Some(text.as_str().strip_prefix('"')?.strip_suffix('"')?.to_owned())
        })?;
        let word = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
        let plain = quoted.starts_with(|c: char| c.is_ascii_alphabetic()) && quoted.chars().all(word);
        (plain && quoted.len() <= 16).then_some(quoted)
    }
}

/// Functions that say nothing of what is done.
const DULL: &[&str] = &[
    "return",
    "pure",
    "id",
    "const",
    "flip",
    "fromIntegral",
    "fi",
    "Just",
    "not",
    "fst",
    "snd",
    "otherwise",
    "Left",
    "Right",
    "True",
    "False",
    "Nothing",
    "toList",
    "void",
    "liftIO",
    "lift",
    "io",
    "T",
    "div",
    "mod",
    "seq",
];

/// Functions that say how.
const MANNER: &[&str] = &[
    "show",
    "map",
    "fmap",
    "filter",
    "foldr",
    "foldl",
    "foldM",
    "mapM",
    "mapM_",
    "forM",
    "forM_",
    "traverse",
    "traverse_",
    "for_",
    "when",
    "unless",
    "whenJust",
    "maybe",
    "either",
    "concatMap",
    "concat",
    "mconcat",
    "sequence",
    "sequence_",
    "try",
    "catch",
    "many",
    "many1",
    "some",
    "option",
    "optional",
    "choice",
    "ap",
    "liftA2",
    "liftM",
    "liftM2",
    "head",
    "last",
    "length",
    "null",
    "reverse",
    "fromMaybe",
    "catMaybes",
    "mapMaybe",
    "listToMaybe",
    "maybeToList",
    "gets",
    "asks",
    "get",
    "put",
    "modify",
    "ask",
    "local",
    "zip",
    "zipWith",
    "foldl'",
    "runST",
    "unwords",
    "unlines",
    "intercalate",
    "on",
    "uncurry",
    "curry",
    "error",
    "repeat",
    "replicate",
    "all",
    "any",
    "and",
    "or",
    "elem",
    "lookup",
    "first",
    "second",
    "both",
    "bimap",
    "join",
    "guard",
    "mapAccumL",
    "max",
    "min",
    "sum",
    "foldMap",
    "liftX",
    "gets'",
    "modify'",
];

/// Does a function say how something is done, and not what?
pub(super) fn is_manner(name: &str) -> bool {
    let bracket = name.strip_prefix("with").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    bracket || MANNER.contains(&name)
}
