//! Secrets: API keys, runner tokens, session cookies and passwords. Only their hashes are ever stored.

use data_encoding::BASE32_NOPAD_NOCASE;
use domain::{Refusal, TaskId};
use sha2::{Digest as _, Sha256};

/// What a key's text is made of: `mc_<kind>_<id>_<secret><check>`, all lower case; a runner's token has
/// `_<the server's public key>` before the check.
/// The check lets scanners and typing mistakes be recognised without asking the store (S02).
pub(crate) struct KeyText {
    pub(crate) kind: String,
    /// Without the prefix that ids of its kind have.
    pub(crate) id: String,
    pub(crate) secret_hash: [u8; 32],
}

/// SHA-256: enough for 256 random bits, and quick on every request.
pub(crate) fn hash(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

fn check(body: &str) -> String {
    BASE32_NOPAD_NOCASE.encode(&hash(body.as_bytes())[..5]).to_lowercase()
}

/// Writes an API key.
pub(crate) fn write_key(id: &str, secret: [u8; 32]) -> (String, [u8; 32]) {
    write("key", id, secret, "")
}

/// Writes the token of the agent of a task's run: what is kept of it is the digest of its secret.
pub(crate) fn write_agent_token(task: &TaskId, secret: [u8; 32]) -> (String, domain::Digest) {
    let id = task.as_str().trim_start_matches(TaskId::PREFIX);
    let (text, hash) = write(domain::key::AGENT_TOKEN, id, secret, "");
    (text, domain::Digest::from_bytes(hash))
}

/// Writes a runner's token. It tells the runner which server key to trust, so that no permit of another's counts.
pub(crate) fn write_token(id: &str, secret: [u8; 32], server_key: &[u8; 32]) -> (String, [u8; 32]) {
    write(domain::key::TOKEN, id, secret, &domain::key::pin(server_key))
}

fn write(kind: &str, id: &str, secret: [u8; 32], pin: &str) -> (String, [u8; 32]) {
    let secret = BASE32_NOPAD_NOCASE.encode(&secret).to_lowercase();
    let body = format!("mc_{kind}_{}_{secret}{pin}", id.trim_start_matches("k_"));
    let text = format!("{body}{}", check(&body));
    (text, hash(secret.as_bytes()))
}

/// Reads a key. Anything that is not one, or has a mistake in it, is no credential.
pub(crate) fn read_key(text: &str) -> Result<KeyText, Refusal> {
    let read = || {
        let (body, sum) = text.split_at_checked(text.len().checked_sub(8)?)?;
        let mut parts = body.strip_prefix("mc_")?.splitn(3, '_');
        let (kind, id, secret) = (parts.next()?, parts.next()?, parts.next()?);
        let secret = secret.split_once('_').map_or(secret, |(secret, _pin)| secret);
        let (kind, id) = (kind.to_owned(), id.to_owned());
        (check(body) == sum).then(|| KeyText { kind, id, secret_hash: hash(secret.as_bytes()) })
    };
    read().ok_or(Refusal::Unauthenticated)
}

/// Compares without telling by its time where they differ.
pub(crate) fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0u8, |diff, (x, y)| diff | (x ^ y)) == 0
}

/// A random secret as text for a cookie or a link.
pub(crate) fn text_of(secret: [u8; 32]) -> String {
    data_encoding::BASE64URL_NOPAD.encode(&secret)
}

/// Hashes a password with Argon2id; `salt` is random. Costs tens of milliseconds: run it off the async threads.
pub(crate) fn hash_password(
    password: &str,
    salt: &[u8],
) -> Result<String, argon2::password_hash::Error> {
    use argon2::{Argon2, PasswordHasher, password_hash::SaltString};
    let salt = SaltString::encode_b64(&salt[..16])?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string())
}

/// Whether the password is the one behind the hash. A hash that cannot be read matches nothing.
pub(crate) fn password_matches(password: &str, hash: &str) -> bool {
    use argon2::{Argon2, PasswordHash, PasswordVerifier};
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_one_wrong_letter_does_not() {
        let (text, hash) = write_key("k_0190", [7; 32]);
        let read = read_key(&text).expect("reads back");
        assert_eq!((read.id.as_str(), read.secret_hash), ("0190", hash));
        for i in 0..text.len() {
            let mut wrong = text.clone().into_bytes();
            wrong[i] = if wrong[i] == b'x' { b'y' } else { b'x' };
            let wrong = String::from_utf8(wrong).expect("ascii");
            assert!(read_key(&wrong).is_err(), "{wrong}");
        }
        for odd in ["", "mc_", "mc_key_1_", "x", "mc_key__", "ééééé"] {
            assert!(read_key(odd).is_err());
        }
    }

    #[test]
    fn a_token_tells_its_runner_which_server_key_to_trust() {
        let (text, hash) = write_token("k_0190", [7; 32], &[9; 32]);
        let read = read_key(&text).expect("reads back");
        assert_eq!((read.id.as_str(), read.secret_hash), ("0190", hash));
        assert_eq!(domain::key::pinned(&text), Some([9; 32]));
        assert_eq!(domain::key::pinned(&write_key("k_0190", [7; 32]).0), None);
        assert_eq!(domain::key::pinned("token"), None);
    }

    #[test]
    fn only_the_right_password_matches() {
        let hash = hash_password("correct horse battery", &[3; 32]).expect("hashes");
        assert!(password_matches("correct horse battery", &hash));
        assert!(!password_matches("correct horse battery ", &hash));
        assert!(!password_matches("", &hash));
        assert!(!password_matches("x", "not a hash"));
    }
}
