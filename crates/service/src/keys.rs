//! API keys: making, listing and revoking them, and finding out who a key's text speaks for.

use crate::{Error, MissionControl, change::Draft, secret, store::Write, text, views};
use domain::{
    Actor, Digest, KeyId, Person, Refusal, TaskId,
    actor::Via,
    key::{AGENT_TOKEN, Key, Scope},
    limits, wire,
};

/// How stale "last used" may be before it is written again, in seconds.
const USED_GRAIN: i64 = 60;

impl MissionControl {
    /// Every key without its secret; runner tokens belong to their desktops.
    pub async fn keys(&self, actor: &Actor) -> Result<Vec<wire::KeyItem>, Error> {
        actor.admin()?;
        Ok(self.store.keys().await?.iter().map(views::key).collect())
    }

    /// Makes a key. Its secret is in the answer and nowhere else.
    pub async fn add_key(
        &self,
        actor: &Actor,
        body: wire::CreateKey,
    ) -> Result<wire::KeyCreated, Error> {
        let by = actor.admin()?;
        text::line("name", &body.name, limits::NAME)?;
        if body.scopes.iter().any(|scope| matches!(scope, Scope::Decide | Scope::Admin)) {
            self.must_be_confirmed(actor, body.password.as_ref()).await?;
        }
        let owner = self.key_owner(actor, body.user.as_deref()).await?;
        let now = self.clock.now();
        if body.expires_at.is_some_and(|end| end <= now) {
            return Err(Refusal::invalid("expiresAt", "It lies in the past.").into());
        }
        let key = Key {
            id: KeyId::new(self.ids.id(KeyId::PREFIX)),
            name: body.name,
            owner: owner.id.clone(),
            scopes: Key::allowed_scopes(owner.role, body.scopes)?,
            created_at: now,
            expires_at: body.expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        let (secret, secret_hash) = secret::write_key(key.id.as_str(), self.ids.secret());
        let mut draft = Draft::new(by.party().clone(), now);
        draft.write(Write::InsertKey { key: key.clone(), secret_hash });
        draft.audit("key.create", "key", &key.id, None);
        self.commit(draft.change).await?;
        let record = crate::store::KeyRecord { key, secret_hash, owner };
        Ok(wire::KeyCreated { key: views::key(&record), secret })
    }

    async fn key_owner(&self, actor: &Actor, name: Option<&str>) -> Result<Person, Error> {
        let found = match (name, actor) {
            (Some(name), _) => self.store.credential(name).await?.map(|found| found.person),
            (None, Actor::Person { id, via: Via::Session { .. } | Via::Key(..), .. }) => {
                self.store.person(id).await?
            }
            (None, _) => None,
        };
        match found {
            Some(person) if person.disabled_at.is_none() => Ok(person),
            _ => Err(Refusal::invalid("user", "Name a person who can sign in.").into()),
        }
    }

    /// A key is refused from now on. Doing it twice changes nothing.
    pub async fn revoke_key(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        let by = actor.admin()?;
        let id = KeyId::new(id);
        let record = self.store.key(&id).await?.ok_or_else(|| Refusal::not_found("key", &id))?;
        if record.key.scopes.contains(&Scope::Runner) {
            return Err(Refusal::not_found("key", &id).into());
        }
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        draft.write(Write::RevokeKey { id: id.clone(), at: draft.at });
        draft.audit("key.revoke", "key", &id, None);
        self.commit(draft.change).await?;
        Ok(())
    }

    /// Who this text speaks for, now: scopes, owner, role and revocation as they are at this moment.
    pub async fn authenticate_key(&self, text: &str) -> Result<Actor, Error> {
        let parts = secret::read_key(text)?;
        if parts.kind == AGENT_TOKEN {
            return self.task_agent(&parts).await;
        }
        let id = KeyId::new(format!("{}{}", KeyId::PREFIX, parts.id));
        let record = self.store.key(&id).await?.ok_or(Refusal::Unauthenticated)?;
        let now = self.clock.now();
        if !secret::same(&record.secret_hash, &parts.secret_hash) || !record.key.works_at(now) {
            return Err(Refusal::Unauthenticated.into());
        }
        if record.key.scopes.contains(&Scope::Runner) {
            return self.runner_actor(&id).await;
        }
        if record.owner.disabled_at.is_some() {
            return Err(Refusal::Unauthenticated.into());
        }
        if record.key.last_used_at.is_none_or(|at| now.seconds_since(at) >= USED_GRAIN) {
            let mut draft = Draft::new(domain::Party::system(), now);
            draft.write(Write::TouchKey { id: id.clone(), at: now });
            self.commit(draft.change).await?;
        }
        let (key, owner) = (record.key, record.owner);
        Ok(if key.scopes.contains(&Scope::Propose) {
            Actor::Agent { key: id, name: key.name, owner: owner.id, scopes: key.scopes }
        } else {
            let via = Via::Key(id, key.scopes);
            Actor::Person { id: owner.id, name: owner.name, role: owner.role, via }
        })
    }

    /// The agent of a run that is on now. Its desktop may have been removed meanwhile.
    async fn task_agent(&self, parts: &secret::KeyText) -> Result<Actor, Error> {
        let id = TaskId::new(format!("{}{}", TaskId::PREFIX, parts.id));
        let record = self.store.task(&id).await?.ok_or(Refusal::Unauthenticated)?;
        let (task, desktop) = (record.task, record.desktop);
        let own = task.speaks_with(&Digest::from_bytes(parts.secret_hash));
        if !own || desktop.removed_at.is_some() {
            return Err(Refusal::Unauthenticated.into());
        }
        let name = task.agent.unwrap_or(desktop.name);
        Ok(Actor::TaskAgent { task: id, name })
    }

    async fn runner_actor(&self, token: &KeyId) -> Result<Actor, Error> {
        match self.store.desktop_of_token(token).await? {
            Some(desktop) if desktop.removed_at.is_none() => {
                Ok(Actor::Runner { desktop: desktop.id, name: desktop.name, token: desktop.token })
            }
            _ => Err(Refusal::Unauthenticated.into()),
        }
    }
}
