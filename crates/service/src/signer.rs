//! The key that this server signs with. It stays with whoever holds it: only signatures come out.

/// Signs with Ed25519.
pub trait Signer: Send + Sync + 'static {
    /// The key that others check signatures with.
    fn public_key(&self) -> [u8; 32];
    /// The signature of these bytes.
    fn sign(&self, bytes: &[u8]) -> [u8; 64];
}
