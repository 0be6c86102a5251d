//! People: accounts, roles, and who the asker is.

use crate::{
    Error, MissionControl, StoreError,
    change::{Draft, until_fresh},
    secret,
    store::Write,
    text,
};
use domain::{Actor, Person, PersonId, Refusal, Version, actor::Via, limits, person::Role, wire};

impl MissionControl {
    /// Everybody with an account, by name.
    pub async fn people(&self, actor: &Actor) -> Result<Vec<Person>, Error> {
        actor.admin()?;
        Ok(self.store.people().await?)
    }

    /// Makes an account.
    pub async fn add_person(
        &self,
        actor: &Actor,
        name: &str,
        role: Role,
        password: &str,
    ) -> Result<Person, Error> {
        let by = actor.admin()?;
        let (person, password_hash) = self.new_person(name, role, password).await?;
        let mut draft = Draft::new(by.party().clone(), person.created_at);
        draft.write(Write::InsertPerson { person: person.clone(), password_hash });
        draft.audit("person.create", "person", &person.id, None);
        self.commit(draft.change).await?;
        Ok(person)
    }

    pub(crate) async fn new_person(
        &self,
        name: &str,
        role: Role,
        password: &str,
    ) -> Result<(Person, String), Error> {
        text::line("name", name, limits::NAME)?;
        let password_hash = self.hashed(password).await?;
        let person = Person {
            id: PersonId::new(self.ids.id(PersonId::PREFIX)),
            name: name.to_owned(),
            role,
            version: Version::FIRST,
            created_at: self.clock.now(),
            disabled_at: None,
        };
        Ok((person, password_hash))
    }

    /// Checks a new password's length and hashes it off the async threads.
    async fn hashed(&self, password: &str) -> Result<String, Error> {
        if password.chars().count() < limits::PASSWORD_MIN {
            let why =
                format!("It needs at least {} characters. A few words do.", limits::PASSWORD_MIN);
            return Err(Refusal::invalid("password", why).into());
        }
        if password.len() > limits::PASSWORD_MAX {
            let limit = format!("{} bytes", limits::PASSWORD_MAX);
            return Err(Refusal::TooLarge { field: "password", limit }.into());
        }
        let (password, salt) = (password.to_owned(), self.ids.secret());
        let hashed = tokio::task::spawn_blocking(move || secret::hash_password(&password, &salt));
        match hashed.await {
            Ok(Ok(hash)) => Ok(hash),
            Ok(Err(error)) => Err(StoreError::Broken(error.to_string()).into()),
            Err(panic) => Err(StoreError::Broken(panic.to_string()).into()),
        }
    }

    /// Somebody may no longer sign in; their sessions end now and their keys are refused from now on.
    pub async fn disable_person(&self, actor: &Actor, name: &str) -> Result<Person, Error> {
        let by = actor.admin()?;
        until_fresh!(async {
            let found = self.store.credential(name).await?;
            let before = found.ok_or_else(|| Refusal::not_found("person", name))?.person;
            let admins = self.store.people().await?.into_iter();
            let others = admins
                .filter(|p| p.role == Role::Admin && p.disabled_at.is_none() && p.id != before.id);
            if before.role == Role::Admin && others.count() == 0 {
                return Err(Refusal::LastAdmin.into());
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            let after = before.clone().disable(draft.at);
            draft.write(Write::UpdatePerson { person: after.clone(), read: before.version });
            draft.write(Write::DeleteSessionsOf(after.id.clone()));
            draft.audit("person.disable", "person", &after.id, None);
            self.commit(draft.change).await?;
            Ok(after)
        })
    }

    /// Who asks, and what they may do.
    pub fn me(&self, actor: &Actor) -> wire::Me {
        let party = actor.party();
        wire::Me {
            id: party.id,
            name: party.name,
            kind: party.kind,
            role: match actor {
                Actor::Person { role, .. } => Some(*role),
                _ => None,
            },
            scopes: match actor {
                Actor::Person { via: Via::Key(_, scopes), .. } | Actor::Agent { scopes, .. } => {
                    Some(scopes.clone())
                }
                Actor::Runner { .. } => Some(vec![domain::key::Scope::Runner]),
                Actor::Person { .. } => None,
            },
            can_decide: actor.reviewer().is_ok(),
        }
    }

    /// The command line on the server's own machine: whoever may read the database file is an administrator. It can
    /// never decide, since nobody knows which person it is.
    pub fn console(&self) -> Actor {
        Actor::Person {
            id: PersonId::new(crate::desktops::SYSTEM_PERSON),
            name: "console".into(),
            role: Role::Admin,
            via: Via::Console,
        }
    }
}
