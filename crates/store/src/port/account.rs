//! People, and how they and programs come in.

use super::{Database, Maybe, Rows};
use crate::row;
use crate::sql;
use crate::statement::args;
use async_trait::async_trait;
use domain::{KeyId, PersonId, SessionId, person::Person};
use service::store::{
    AccountStore, Credential, IdempotencyRecord, KeyRecord, Notice, PasswordLink, SessionRecord,
};

#[async_trait]
impl AccountStore for Database {
    async fn people(&self) -> Rows<Person> {
        self.few(sql::people::ALL, args![], row::person::read).await
    }

    async fn person(&self, id: &PersonId) -> Maybe<Person> {
        self.one(sql::people::ONE, args![id.as_str()], row::person::read).await
    }

    async fn credential(&self, name: &str) -> Maybe<Credential> {
        self.one(sql::people::CREDENTIAL, args![row::name_key(name)], row::person::read_credential)
            .await
    }

    async fn keys(&self) -> Rows<KeyRecord> {
        self.few(sql::keys::ALL, args![], row::key::read_record).await
    }

    async fn key(&self, id: &KeyId) -> Maybe<KeyRecord> {
        self.one(sql::keys::ONE, args![id.as_str()], row::key::read_record).await
    }

    async fn session(&self, hash: &[u8; 32]) -> Maybe<SessionRecord> {
        self.one(sql::sessions::OF_SECRET, args![hash], row::session::read).await
    }

    async fn sessions(&self, person: &PersonId) -> Rows<SessionRecord> {
        self.all(sql::sessions::OF_PERSON, args![person.as_str()], row::session::read).await
    }

    async fn notice(&self, session: &SessionId, id: &str) -> Maybe<Notice> {
        self.one(sql::sessions::NOTICE, args![id, session.as_str()], row::session::read_notice)
            .await
    }

    async fn setup_secret(&self) -> Maybe<[u8; 32]> {
        self.one(sql::sessions::SETUP, args![], row::session::read_setup_secret).await
    }

    async fn password_link(&self, hash: &[u8; 32]) -> Maybe<PasswordLink> {
        self.one(sql::links::OF_SECRET, args![hash], row::link::read).await
    }

    async fn password_links(&self) -> Rows<PasswordLink> {
        self.all(sql::links::ALL, args![], row::link::read).await
    }

    async fn idempotency(&self, principal: &str, key: &str) -> Maybe<IdempotencyRecord> {
        self.one(sql::idempotency::ONE, args![principal, key], row::idempotency::read).await
    }
}
