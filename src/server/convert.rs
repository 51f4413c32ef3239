//! Between the protocol's values and ours: positions, ranges, edits, the encoding.

use std::collections::HashMap;
use std::path::PathBuf;

use tower_lsp_server::gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, Position, PositionEncodingKind, Range,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use crate::server::documents::Open;
use crate::text::{self, Buffer, Encoding, Span};

/// The span of a range; a range that runs backwards is empty at its start.
pub(super) fn span(buffer: &Buffer, range: Range, encoding: Encoding) -> Span {
    let start = offset(buffer, range.start, encoding);
    Span::new(start, offset(buffer, range.end, encoding).max(start))
}

/// The offset of a position.
pub(super) fn offset(buffer: &Buffer, position: Position, encoding: Encoding) -> usize {
    // A protocol number is 32 bits wide, an offset at least as much.
    let wide = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    buffer.offset(text::Position { line: wide(position.line), column: wide(position.character) }, encoding)
}

/// The range of a span.
pub(super) fn range(buffer: &Buffer, span: Span, encoding: Encoding) -> Range {
    let position = |offset| {
        let position = buffer.position(offset, encoding);
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Position { line: narrow(position.line), character: narrow(position.column) }
    };
    Range { start: position(span.start), end: position(span.end) }
}

/// The path of a `file:` URI.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_ref().strip_prefix("file://")?;
    // What stands before the first slash is a host: this machine by any name.
    let path = decoded(&rest[rest.find('/')?..])?;
    // `/C:/…` is the drive's path.
    let drive = path.as_bytes().get(2) == Some(&b':') && path.as_bytes()[1].is_ascii_alphabetic();
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

/// Text with its percent signs decoded.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, more)) = rest.split_first() {
        if byte == b'%' {
            let digits = std::str::from_utf8(more.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &more[2..];
        } else {
            bytes.push(byte);
            rest = more;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Edits of one document: versioned where the client understands it.
pub(super) fn workspace_edit(
    open: &Open,
    edits: &[text::TextEdit],
    encoding: Encoding,
    versioned: bool,
) -> WorkspaceEdit {
    let edits = edits
        .iter()
        .map(|edit| TextEdit { range: range(&open.buffer, edit.span, encoding), new_text: edit.text.clone() });
    if !versioned {
        let changes = HashMap::from([(open.uri.clone(), edits.collect())]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier {
        version: Some(open.version),
        text_document_identifier: TextDocumentIdentifier { uri: open.uri.clone() },
    };
    let edit = TextDocumentEdit { text_document, edits: edits.map(Edit::TextEdit).collect() };
    WorkspaceEdit { document_changes: Some(vec![DocumentChange::TextDocumentEdit(edit)]), ..WorkspaceEdit::default() }
}

/// The encoding to use: the wanted one if the client offers it, else 16-bit units if offered (or nothing is said: the
/// protocol's default), else the first that we know. Other servers of the same buffer count 16-bit units, and mixed
/// encodings confuse editors.
pub(super) fn negotiate(offered: Option<&[PositionEncodingKind]>, wanted: Option<Encoding>) -> Encoding {
    let known: Vec<Encoding> = offered.unwrap_or_default().iter().filter_map(encoding).collect();
    match wanted {
        Some(wanted) if known.contains(&wanted) => wanted,
        _ if known.is_empty() || known.contains(&Encoding::Utf16) => Encoding::Utf16,
        _ => known[0],
    }
}

fn encoding(kind: &PositionEncodingKind) -> Option<Encoding> {
    match kind {
        PositionEncodingKind::UTF8 => Some(Encoding::Utf8),
        PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
        PositionEncodingKind::UTF32 => Some(Encoding::Utf32),
        PositionEncodingKind::Custom(_) => None,
    }
}

/// The protocol's name of an encoding.
pub(super) fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

#[cfg(test)]
mod tests {
    use tower_lsp_server::gen_lsp_types::PositionEncodingKind as Kind;

    use super::{negotiate, path};
    use crate::text::Encoding;

    #[test]
    fn file_addresses_are_paths() {
        for (uri, expected) in [
            ("file:///tmp/A%20b/%C3%A9.hs", Some("/tmp/A b/é.hs")),
            ("file://localhost/x.hs", Some("/x.hs")),
            ("file:///C:/x.hs", Some("C:/x.hs")),
            ("untitled:1", None),
            ("file:///%zz", None),
            ("file://nowhere", None),
        ] {
            assert_eq!(path(&uri.into()), expected.map(Into::into), "{uri}");
        }
    }

    #[test]
    fn sixteen_bit_units_unless_the_client_cannot() {
        assert_eq!(negotiate(None, None), Encoding::Utf16);
        assert_eq!(negotiate(None, Some(Encoding::Utf8)), Encoding::Utf16);
        assert_eq!(negotiate(Some(&[Kind::UTF8, Kind::UTF16, Kind::UTF32]), None), Encoding::Utf16);
        assert_eq!(negotiate(Some(&[Kind::UTF8, Kind::UTF16]), Some(Encoding::Utf8)), Encoding::Utf8);
        assert_eq!(negotiate(Some(&[Kind::Custom("x".into()), Kind::UTF32, Kind::UTF8]), None), Encoding::Utf32);
    }
}
