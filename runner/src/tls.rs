//! Which cryptography encrypted connections use: ring, because it builds for every platform without more tools.

/// Makes it the choice of this whole program. To be called before an HTTP client is made; a choice that was made before
/// stays.
pub fn ready() {
    // It fails only when there is a choice already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
