//! Signing in and out, the first person, and the browsers that are signed in.

use crate::{
    Error, MissionControl,
    change::Draft,
    secret,
    store::{SessionRecord, Write},
};
use domain::{
    Actor, Person, PersonId, Refusal, SessionId, Timestamp, actor::Via, limits, person::Role, wire,
};

/// A hash that no password has, so that an unknown name takes as long as a wrong password.
pub(crate) const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// How stale "last seen" may be before it is written again, in seconds.
const SEEN_GRAIN: i64 = 60;
/// How much of a browser's own description is kept, in characters.
const USER_AGENT: usize = 300;

/// A browser that just signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The cookie's value; only its hash is kept.
    pub secret: String,
    /// Who it speaks for.
    pub actor: Actor,
}

impl MissionControl {
    /// Signs a person in. An unknown name, a wrong password and a disabled account look the same.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        user_agent: &str,
    ) -> Result<SignedIn, Error> {
        let found = self.store.credential(name).await?;
        let hash = found.as_ref().map_or(NOBODY, |c| &c.password_hash).to_owned();
        let password = password.chars().take(limits::PASSWORD_MAX + 1).collect::<String>();
        let matches =
            tokio::task::spawn_blocking(move || secret::password_matches(&password, &hash));
        let matches = matches.await.unwrap_or(false);
        match found {
            Some(found) if matches && found.person.disabled_at.is_none() => {
                let mut draft = Draft::new(party(&found.person), self.clock.now());
                draft.audit("person.sign_in", "person", &found.person.id, None);
                self.open_session(draft, &found.person, user_agent).await
            }
            found => {
                let subject =
                    found.map_or_else(|| "unknown".to_owned(), |f| f.person.id.to_string());
                let mut draft = Draft::new(domain::Party::system(), self.clock.now());
                draft.audit("person.sign_in_refused", "person", subject, None);
                self.commit(draft.change).await?;
                Err(Refusal::WrongPassword.into())
            }
        }
    }

    pub(crate) async fn open_session(
        &self,
        mut draft: Draft,
        person: &Person,
        user_agent: &str,
    ) -> Result<SignedIn, Error> {
        let cookie = secret::text_of(self.ids.secret());
        let id = SessionId::new(self.ids.id(SessionId::PREFIX));
        draft.write(Write::InsertSession(SessionRecord {
            id: id.clone(),
            secret_hash: secret::hash(cookie.as_bytes()),
            person: person.id.clone(),
            created_at: draft.at,
            last_seen_at: draft.at,
            confirmed_at: draft.at,
            user_agent: user_agent.chars().take(USER_AGENT).collect(),
        }));
        let at = draft.at;
        self.commit(draft.change).await?;
        Ok(SignedIn { secret: cookie, actor: signed_in(person, id, at) })
    }

    /// Who this cookie speaks for, now. Forgotten, too old and disabled all mean nobody.
    pub async fn authenticate_session(&self, cookie: &str) -> Result<Actor, Error> {
        let hash = secret::hash(cookie.as_bytes());
        let session = self.store.session(&hash).await?.ok_or(Refusal::Unauthenticated)?;
        let now = self.clock.now();
        let idle = now.seconds_since(session.last_seen_at);
        if idle >= limits::SESSION_IDLE
            || now.seconds_since(session.created_at) >= limits::SESSION_ABSOLUTE
        {
            return Err(Refusal::Unauthenticated.into());
        }
        let person = self.store.person(&session.person).await?;
        let person = person.filter(|p| p.disabled_at.is_none()).ok_or(Refusal::Unauthenticated)?;
        if idle >= SEEN_GRAIN {
            let mut draft = Draft::new(domain::Party::system(), now);
            draft.write(Write::TouchSession { id: session.id.clone(), at: now });
            self.commit(draft.change).await?;
        }
        Ok(signed_in(&person, session.id, session.confirmed_at))
    }

    /// Signs this browser out.
    pub async fn sign_out(&self, actor: &Actor) -> Result<(), Error> {
        let (person, session) = own_session(actor)?;
        let mut draft = Draft::new(actor.party(), self.clock.now());
        draft.write(Write::DeleteSession(session.clone()));
        draft.audit("person.sign_out", "person", person, None);
        self.commit(draft.change).await?;
        Ok(())
    }

    /// The asker's signed-in browsers, newest first.
    pub async fn my_sessions(&self, actor: &Actor) -> Result<Vec<wire::SessionItem>, Error> {
        let Actor::Person { id, via, .. } = actor else { return Ok(Vec::new()) };
        let sessions = self.store.sessions(id).await?.into_iter();
        Ok(sessions
            .map(|session| wire::SessionItem {
                current: matches!(via, Via::Session { id, .. } if *id == session.id),
                id: session.id.to_string(),
                created_at: session.created_at,
                last_seen_at: session.last_seen_at,
                user_agent: session.user_agent,
            })
            .collect())
    }

    /// Signs one of the asker's own browsers out.
    pub async fn end_session(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        self.end_sessions(actor, |session| session.id == id).await.and_then(|ended| match ended {
            0 => Err(Refusal::not_found("session", id).into()),
            _ => Ok(()),
        })
    }

    /// Signs all of the asker's other browsers out.
    pub async fn end_other_sessions(&self, actor: &Actor) -> Result<(), Error> {
        self.end_sessions(actor, |session| !session.current).await.map(drop)
    }

    async fn end_sessions(
        &self,
        actor: &Actor,
        which: impl Fn(&wire::SessionItem) -> bool,
    ) -> Result<usize, Error> {
        let ended: Vec<_> = self.my_sessions(actor).await?.into_iter().filter(which).collect();
        let mut draft = Draft::new(actor.party(), self.clock.now());
        for session in &ended {
            draft.write(Write::DeleteSession(SessionId::new(&session.id)));
            draft.audit("person.end_session", "session", &session.id, None);
        }
        if !ended.is_empty() {
            self.commit(draft.change).await?;
        }
        Ok(ended.len())
    }

    /// Whether nobody has an account yet.
    pub async fn setup_open(&self) -> Result<bool, Error> {
        Ok(self.store.people().await?.is_empty())
    }

    /// The secret of a new setup link while nobody has an account; the link before it stops working.
    pub async fn open_setup(&self) -> Result<Option<String>, Error> {
        if !self.setup_open().await? {
            return Ok(None);
        }
        let text = secret::text_of(self.ids.secret());
        let mut draft = Draft::new(domain::Party::system(), self.clock.now());
        draft.write(Write::PutSetupSecret(Some(secret::hash(text.as_bytes()))));
        self.commit(draft.change).await?;
        Ok(Some(text))
    }

    /// Makes the first person, an administrator, and signs them in. The link works once.
    pub async fn set_up(
        &self,
        setup: &str,
        name: &str,
        password: &str,
        user_agent: &str,
    ) -> Result<SignedIn, Error> {
        if !self.setup_open().await? {
            return Err(Refusal::SetupClosed.into());
        }
        let hash = secret::hash(setup.as_bytes());
        let known = self.store.setup_secret().await?;
        if !known.is_some_and(|known| secret::same(&known, &hash)) {
            return Err(Refusal::invalid(
                "token",
                "This is not the newest setup link. The server printed it when it started.",
            )
            .into());
        }
        let (person, password_hash) = self.new_person(name, Role::Admin, password).await?;
        let mut draft = Draft::new(party(&person), self.clock.now());
        draft.write(Write::UseSetupSecret(hash));
        draft.write(Write::InsertPerson { person: person.clone(), password_hash });
        draft.audit("person.set_up", "person", &person.id, None);
        match self.open_session(draft, &person, user_agent).await {
            Err(Error::Store(crate::StoreError::Stale(_))) => Err(Refusal::SetupClosed.into()),
            outcome => outcome,
        }
    }
}

pub(crate) fn party(person: &Person) -> domain::Party {
    domain::Party {
        id: person.id.to_string(),
        name: person.name.clone(),
        kind: domain::PartyKind::Person,
    }
}

fn signed_in(person: &Person, id: SessionId, confirmed_at: Timestamp) -> Actor {
    Actor::Person {
        id: person.id.clone(),
        name: person.name.clone(),
        role: person.role,
        via: Via::Session { id, confirmed_at },
    }
}

pub(crate) fn own_session(actor: &Actor) -> Result<(&PersonId, &SessionId), Refusal> {
    match actor {
        Actor::Person { id, via: Via::Session { id: session, .. }, .. } => Ok((id, session)),
        _ => Err(Refusal::Unauthenticated),
    }
}

/// When forms' notices and idempotency keys are forgotten.
pub(crate) fn short_lived_before(now: Timestamp) -> Timestamp {
    now.plus_seconds(-24 * 3600)
}
