//! People: accounts, roles, and who the asker is.

use crate::{
    Error, MissionControl, StoreError,
    change::{Draft, until_fresh},
    secret,
    store::Write,
    text,
};
use domain::{
    Actor, Person, PersonId, Refusal, Version, actor::Via, insight::first_day, limits,
    person::Role, wire,
};

impl MissionControl {
    /// Everybody with an account, by name.
    pub async fn people(&self, actor: &Actor) -> Result<Vec<Person>, Error> {
        actor.admin()?;
        Ok(self.store.people().await?)
    }

    /// Everybody with an account, by name, with when they were here and what they hold.
    pub async fn people_items(&self, actor: &Actor) -> Result<Vec<wire::PersonItem>, Error> {
        let by = actor.admin()?;
        let now = self.clock.now();
        let (keys, links) = (self.store.keys().await?, self.store.password_links().await?);
        let answers = self.store.answers(first_day(now)).await?;
        let mut items = Vec::new();
        for person in self.store.people().await? {
            let sessions = self.store.sessions(&person.id).await?;
            let own = || keys.iter().map(|one| &one.key).filter(|key| key.owner == person.id);
            let used = own().filter_map(|key| key.last_used_at);
            let seen = sessions.iter().map(|session| session.last_seen_at).chain(used).max();
            let open = sessions.iter().filter(|session| {
                now.seconds_since(session.last_seen_at) < limits::SESSION_IDLE
                    && now.seconds_since(session.created_at) < limits::SESSION_ABSOLUTE
            });
            let link = links.iter().find(|link| link.person == person.id && now < link.ends_at);
            items.push(wire::PersonItem {
                last_seen_at: seen,
                sessions: count(open.count()),
                keys: count(own().filter(|key| key.works_at(now)).count()),
                answers: count(answers.iter().filter(|one| one.given.by == person.id).count()),
                link_ends_at: link.map(|link| link.ends_at),
                you: by.party().id == person.id.as_str(),
                id: person.id.to_string(),
                name: person.name,
                role: person.role,
                created_at: person.created_at,
                disabled_at: person.disabled_at,
            });
        }
        Ok(items)
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
    pub(crate) async fn hashed(&self, password: &str) -> Result<String, Error> {
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
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            self.another_admin(&mut draft, &before).await?;
            let after = before.clone().disable(draft.at);
            draft.write(Write::UpdatePerson { person: after.clone(), read: before.version });
            draft.write(Write::DeleteSessionsOf(after.id.clone()));
            draft.write(Write::DropLink(after.id.clone()));
            draft.audit("person.disable", "person", &after.id, None);
            self.commit(draft.change).await?;
            Ok(after)
        })
    }

    /// As [`Self::disable_person`], by id and with the password where it is asked for.
    pub async fn deactivate(
        &self,
        actor: &Actor,
        id: &str,
        password: Option<&wire::Password>,
    ) -> Result<Person, Error> {
        actor.admin()?;
        self.must_be_confirmed(actor, password).await?;
        let person = self.person_by_id(id).await?;
        self.disable_person(actor, &person.name).await
    }

    /// Somebody whose access had ended may sign in again, with the role and the password they had. What ended stays ended:
    /// their keys, their links, their browsers. Doing it twice changes nothing.
    pub async fn enable_person(&self, actor: &Actor, name: &str) -> Result<Person, Error> {
        let by = actor.admin()?;
        until_fresh!(async {
            let found = self.store.credential(name).await?;
            let before = found.ok_or_else(|| Refusal::not_found("person", name))?.person;
            if before.disabled_at.is_none() {
                return Ok(before);
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            let after = before.clone().enable();
            draft.write(Write::UpdatePerson { person: after.clone(), read: before.version });
            draft.write(Write::DropLink(after.id.clone()));
            draft.audit("person.enable", "person", &after.id, None);
            // A key was refused while its owner was. It would come to life again with them.
            let keys = self.store.keys().await?.into_iter().map(|record| record.key);
            for key in keys.filter(|key| key.owner == after.id && key.revoked_at.is_none()) {
                draft.write(Write::RevokeKey { id: key.id.clone(), at: draft.at });
                draft.audit("key.revoke", "key", &key.id, None);
            }
            self.commit(draft.change).await?;
            Ok(after)
        })
    }

    /// As [`Self::enable_person`], by id and with the password where it is asked for.
    pub async fn let_in(
        &self,
        actor: &Actor,
        id: &str,
        password: Option<&wire::Password>,
    ) -> Result<Person, Error> {
        actor.admin()?;
        self.must_be_confirmed(actor, password).await?;
        let id = PersonId::new(id);
        let person = self.store.person(&id).await?;
        let person = person.ok_or_else(|| Refusal::not_found("person", &id))?;
        self.enable_person(actor, &person.name).await
    }

    /// Somebody may do more or less from now on. Nobody changes their own role, and an administrator stays.
    pub async fn change_role(
        &self,
        actor: &Actor,
        id: &str,
        role: Role,
        password: Option<&wire::Password>,
    ) -> Result<Person, Error> {
        let by = actor.admin()?;
        if by.party().id == id {
            let why = "Nobody changes their own role. Another administrator can.";
            return Err(Refusal::invalid("role", why).into());
        }
        self.must_be_confirmed(actor, password).await?;
        until_fresh!(async {
            let before = self.person_by_id(id).await?;
            if before.role == role {
                return Ok(before);
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            self.another_admin(&mut draft, &before).await?;
            let after = before.clone().with_role(role);
            draft.write(Write::UpdatePerson { person: after.clone(), read: before.version });
            draft.audit(&format!("person.role_{}", role.as_str()), "person", &after.id, None);
            self.commit(draft.change).await?;
            Ok(after)
        })
    }

    /// Somebody who may sign in.
    pub(crate) async fn person_by_id(&self, id: &str) -> Result<Person, Error> {
        let id = PersonId::new(id);
        let person = self.store.person(&id).await?.filter(|person| person.disabled_at.is_none());
        Ok(person.ok_or_else(|| Refusal::not_found("person", &id))?)
    }

    /// Refuses to take the last administrator away. The one that stays is guarded in the draft: of two who take it from each
    /// other at once, one wins.
    async fn another_admin(&self, draft: &mut Draft, leaves: &Person) -> Result<(), Error> {
        if leaves.role != Role::Admin {
            return Ok(());
        }
        let mut people = self.store.people().await?.into_iter();
        let stays = people
            .find(|p| p.role == Role::Admin && p.disabled_at.is_none() && p.id != leaves.id)
            .ok_or(Refusal::LastAdmin)?;
        draft.write(Write::ExpectAdmin(stays.id));
        Ok(())
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
                Actor::TaskAgent { .. } => Some(vec![domain::key::Scope::Propose]),
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

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
