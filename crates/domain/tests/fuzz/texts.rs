//! Short texts with a form: digests, times, ids, tokens.

use domain::key::{pin, pinned};
use domain::{Digest, TaskId, Timestamp};

#[test]
fn what_is_read_is_written_and_read_again() {
    fuzz!("texts", 10_000, |bytes: &[u8]| {
        let Ok(text) = std::str::from_utf8(bytes) else { return };
        if let Some(digest) = Digest::parse(text) {
            assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
            assert!(text.to_lowercase().contains(&digest.to_string()));
        }
        if let Some(time) = Timestamp::parse(text) {
            assert_eq!(Timestamp::parse(&time.to_rfc3339()), Some(time), "{text}");
            let json = serde_json::to_string(&time).unwrap();
            assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), time);
            assert_eq!(time.date_clock_utc().len(), "2026-01-02 03:04:05 UTC".len(), "{text}");
        }
        if let Some(key) = pinned(text) {
            assert!(text.to_lowercase().contains(&pin(&key)));
        }
        let id = TaskId::new(text);
        assert_eq!(id.as_str(), text);
        assert_eq!(
            serde_json::from_str::<TaskId>(&serde_json::to_string(&id).unwrap()).unwrap(),
            id
        );
    });
}
