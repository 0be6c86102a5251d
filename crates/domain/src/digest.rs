//! SHA-256 over exactly what is being decided. Fields are length-prefixed, so no two contents share an encoding.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256, digest::Update};

/// A SHA-256, written `sha256:` and 64 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Stands where a digest was that could tell what was erased.
    pub const ERASED: Self = Self([0; 32]);

    /// The digest of these bytes alone.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A SHA-256 that was made elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The text of these random bytes that makes a digest one that nobody can try guesses on: 32 hex digits.
    pub fn salt(random: [u8; 32]) -> String {
        data_encoding::HEXLOWER.encode(&random[..16])
    }

    /// Compares without telling by its time where they differ.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0u8, |diff, (a, b)| diff | (a ^ b)) == 0
    }

    /// The raw 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads `sha256:…` or a quoted ETag of it. `None` when it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches('"');
        let hex = text.strip_prefix("sha256:")?;
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The first twelve hex digits in groups of four, as screens show it.
    pub fn short(&self) -> String {
        let hex = data_encoding::HEXLOWER.encode(&self.0[..6]);
        format!("{} {} {}", &hex[..4], &hex[4..8], &hex[8..])
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sha256:{}", data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a sha256: digest"))
    }
}

/// Makes the digest of bytes that come piece by piece: the same as [`Digest::of`] all of them.
#[derive(Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) -> &mut Self {
        Update::update(&mut self.0, bytes);
        self
    }

    /// The digest of everything added.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Builds a digest field by field under a domain tag, which keeps digests of different things apart.
///
/// What takes the encoded bytes is SHA-256. Tests put in something that keeps them, to read the fields back.
pub struct Digester<H = Sha256>(H);

impl Digester {
    /// Starts with the tag, for example `mc-run-v1`.
    pub fn new(tag: &str) -> Self {
        Self::over(Sha256::new(), tag)
    }

    /// The digest of everything added.
    pub fn finish(&self) -> Digest {
        Digest(self.0.clone().finalize().into())
    }
}

impl<H: Update> Digester<H> {
    /// Starts with the tag, over what takes the encoded bytes.
    pub fn over(taker: H, tag: &str) -> Self {
        let mut me = Self(taker);
        me.bytes(tag.as_bytes());
        me
    }

    /// What took the encoded bytes.
    pub fn taker(&self) -> &H {
        &self.0
    }

    /// Adds one field: its length as eight big-endian bytes, then the bytes.
    pub fn bytes(&mut self, field: &[u8]) -> &mut Self {
        Update::update(&mut self.0, &(field.len() as u64).to_be_bytes());
        Update::update(&mut self.0, field);
        self
    }

    /// Adds a text field.
    pub fn text(&mut self, field: &str) -> &mut Self {
        self.bytes(field.as_bytes())
    }

    /// Adds a field that may be absent; absent and empty differ.
    pub fn maybe(&mut self, field: Option<&str>) -> &mut Self {
        match field {
            Some(text) => self.bytes(&[1]).text(text),
            None => self.bytes(&[0]),
        }
    }

    /// Adds a number.
    pub fn number(&mut self, field: i64) -> &mut Self {
        self.bytes(&field.to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_byte_between_fields_changes_the_digest() {
        let of = |a: &str, b: &str| Digester::new("t").text(a).text(b).finish();
        assert_ne!(of("ab", "c"), of("a", "bc"));
        assert_ne!(of("", "abc"), of("abc", ""));
        assert_eq!(of("ab", "c"), of("ab", "c"));
    }

    #[test]
    fn absent_is_not_empty() {
        let of = |f: Option<&str>| Digester::new("t").maybe(f).finish();
        assert_ne!(of(None), of(Some("")));
    }

    #[test]
    fn a_digest_reads_back_also_from_an_etag() {
        let d = Digest::of(b"x");
        assert_eq!(Digest::parse(&d.to_string()), Some(d));
        assert_eq!(Digest::parse(&format!("\"{d}\"")), Some(d));
        assert_eq!(Digest::parse("sha256:zz"), None);
        assert_eq!(Digest::parse("md5:00"), None);
    }
}
