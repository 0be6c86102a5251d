//! A signed statement of how far the log had come: whoever kept one can tell later that nothing before it was changed or
//! cut off. Its form is the signed note of C2SP (`c2sp.org/signed-note`, `c2sp.org/tlog-checkpoint`); the root is the hash
//! of the last row of our chain.

use super::AuditHead;
use crate::Digest;
use data_encoding::{BASE64, HEXLOWER};

/// What the log is called in the note's first line.
const ORIGIN: &str = "mission-control/audit";
/// Who signs it.
const NAME: &str = "mission-control";
/// Ed25519 in signed notes.
const ED25519: u8 = 1;

/// How far the log had come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint(pub AuditHead);

/// A checkpoint with its signature, as read from a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    /// How far the log had come.
    pub checkpoint: Checkpoint,
    /// The signature over [`Checkpoint::text`].
    pub signature: [u8; 64],
    key_hash: [u8; 4],
}

impl Checkpoint {
    /// The text that is signed: origin, number of rows, root.
    pub fn text(&self) -> String {
        let root = HEXLOWER.decode(self.0.hash.as_bytes()).unwrap_or_default();
        format!("{ORIGIN}\n{}\n{}\n", self.0.rows, BASE64.encode(&root))
    }

    /// The whole note, with a signature over [`Self::text`] by this key.
    pub fn note(&self, public_key: &[u8; 32], signature: &[u8; 64]) -> String {
        let mut signed = key_hash(public_key).to_vec();
        signed.extend_from_slice(signature);
        format!("{}\n\u{2014} {NAME} {}\n", self.text(), BASE64.encode(&signed))
    }
}

impl SignedCheckpoint {
    /// Reads a note. `None` when it is anything else. The signature still has to be checked.
    pub fn parse(note: &str) -> Option<Self> {
        let (text, signatures) = note.split_once("\n\n")?;
        let mut lines = text.lines();
        let (origin, rows, root) = (lines.next()?, lines.next()?, lines.next()?);
        let rows = rows.parse().ok().filter(|rows| *rows >= 0)?;
        let root: [u8; 32] = BASE64.decode(root.as_bytes()).ok()?.try_into().ok()?;
        let signed = signatures.lines().find_map(|line| {
            let (name, signed) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            (name == NAME).then(|| BASE64.decode(signed.as_bytes()).ok()).flatten()
        })?;
        let (key_hash, signature) = signed.split_first_chunk::<4>()?;
        let hash = HEXLOWER.encode(&root);
        let me = Self {
            checkpoint: Checkpoint(AuditHead { rows, hash }),
            signature: signature.try_into().ok()?,
            key_hash: *key_hash,
        };
        // What was signed is made again from what was read: nothing else may stand in the text.
        (origin == ORIGIN && lines.next().is_none() && me.checkpoint.text() == format!("{text}\n"))
            .then_some(me)
    }

    /// Whether the note says that this key signed it. Only the signature proves it.
    pub fn names(&self, public_key: &[u8; 32]) -> bool {
        self.key_hash == key_hash(public_key)
    }
}

/// A public key as people compare it: SHA-256 of its 32 bytes.
pub fn fingerprint(public_key: &[u8; 32]) -> Digest {
    Digest::of(public_key)
}

fn key_hash(public_key: &[u8; 32]) -> [u8; 4] {
    let mut named = format!("{NAME}\n").into_bytes();
    named.push(ED25519);
    named.extend_from_slice(public_key);
    let digest = Digest::of(&named);
    let [a, b, c, d, ..] = *digest.as_bytes();
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoint() -> Checkpoint {
        Checkpoint(AuditHead { rows: 7, hash: "ab".repeat(32) })
    }

    #[test]
    fn a_note_says_what_it_was_made_of_and_nothing_else_reads_as_one() {
        let (key, signature) = ([3; 32], [9; 64]);
        let note = checkpoint().note(&key, &signature);
        let read = SignedCheckpoint::parse(&note).expect("a note");
        assert_eq!((&read.checkpoint, read.signature), (&checkpoint(), signature));
        assert!(read.names(&key) && !read.names(&[4; 32]));
        for wrong in [
            note.replace('7', "-7"),
            note.replace('7', "07"),
            note.replace("mission-control/audit", "other/audit"),
            note.replacen('\n', "\r\n", 1),
            note.replace("\n\n", "\nmore\n\n"),
            note.replace('\u{2014}', "-"),
            note.lines().next().expect("a line").to_owned(),
            String::new(),
        ] {
            assert_eq!(SignedCheckpoint::parse(&wrong), None, "{wrong:?}");
        }
    }
}
