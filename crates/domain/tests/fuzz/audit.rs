//! What an audit log is checked from: nothing stands in its lines or its note that no hash or signature covers.

use domain::audit::{AuditRow, SignedCheckpoint};
use domain::wire::{AuditItem, CheckpointItem};

#[test]
fn a_note_is_read_only_from_what_was_signed() {
    fuzz!("note", 10_000, |bytes: &[u8]| {
        let Ok(note) = std::str::from_utf8(bytes) else { return };
        let Some(read) = SignedCheckpoint::parse(note) else { return };
        let text = read.checkpoint.text();
        assert!(note.starts_with(&format!("{text}\n")), "{note:?}");
        assert!(read.checkpoint.0.rows >= 0 && read.checkpoint.0.hash.len() == 64);
        let again = read.checkpoint.note(&[3; 32], &read.signature);
        let again = SignedCheckpoint::parse(&again).expect("what is written is read");
        assert_eq!((again.checkpoint, again.signature), (read.checkpoint, read.signature));
    });
}

#[test]
fn a_row_says_nothing_that_its_hash_does_not_cover() {
    fuzz!("log_line", 10_000, |bytes: &[u8]| {
        let Ok(line) = std::str::from_utf8(bytes) else { return };
        if let Ok(item) = serde_json::from_str::<AuditItem>(line)
            && let Ok(row) = AuditRow::try_from(item.clone())
        {
            assert_eq!(AuditItem::from(row), item, "the row is another than its line");
        }
        if let Ok(item) = serde_json::from_str::<CheckpointItem>(line) {
            let again = serde_json::to_string(&item).unwrap();
            assert_eq!(serde_json::from_str::<CheckpointItem>(&again).unwrap(), item);
        }
    });
}
