//! The port, as far as it is about this: people, and how they and programs come in.

use super::{
    Credential, IdempotencyRecord, KeyRecord, Notice, PasswordLink, SessionRecord, StoreError,
};
use async_trait::async_trait;
use domain::{KeyId, PersonId, SessionId, person::Person};

/// People, and how they and programs come in.
#[async_trait]
pub trait AccountStore: Send + Sync + 'static {
    /// People, by name.
    async fn people(&self) -> Result<Vec<Person>, StoreError>;
    /// A person by id.
    async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError>;
    /// A person with their password's hash, by name without regard to case.
    async fn credential(&self, name: &str) -> Result<Option<Credential>, StoreError>;
    /// Keys, newest first, without runner tokens.
    async fn keys(&self) -> Result<Vec<KeyRecord>, StoreError>;
    /// A key by id, also a runner's token.
    async fn key(&self, id: &KeyId) -> Result<Option<KeyRecord>, StoreError>;
    /// A session by the hash of its secret.
    async fn session(&self, hash: &[u8; 32]) -> Result<Option<SessionRecord>, StoreError>;
    /// A person's sessions, newest first.
    async fn sessions(&self, person: &PersonId) -> Result<Vec<SessionRecord>, StoreError>;
    /// What a refused or accepted form left for the next page of this session.
    async fn notice(&self, session: &SessionId, id: &str) -> Result<Option<Notice>, StoreError>;
    /// The hash of the setup link's secret, while there is one.
    async fn setup_secret(&self) -> Result<Option<[u8; 32]>, StoreError>;
    /// A link for a password, by the hash of its secret; one that is over too.
    async fn password_link(&self, hash: &[u8; 32]) -> Result<Option<PasswordLink>, StoreError>;
    /// The links for passwords that nobody used.
    async fn password_links(&self) -> Result<Vec<PasswordLink>, StoreError>;
    /// What is known about an idempotency key of a principal.
    async fn idempotency(
        &self,
        principal: &str,
        key: &str,
    ) -> Result<Option<IdempotencyRecord>, StoreError>;
}
