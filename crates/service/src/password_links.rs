//! Links with which people choose their passwords: for a new account, and where one was forgotten. A link works once, for
//! three days, and only its hash is kept.

use crate::{
    Error, MissionControl, StoreError,
    change::Draft,
    secret,
    sessions::{NOBODY, SignedIn, party},
    store::{PasswordLink, Write},
    text,
};
use domain::{
    Actor, Admin, Person, PersonId, Refusal, Version, actor::Via, limits, person::Role, wire,
};

/// The secret of a link that was just made. It is in this answer and nowhere else.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Whose password it is for.
    pub person: Person,
    /// What the link ends with.
    pub secret: String,
}

impl From<Invited> for wire::PersonInvited {
    fn from(invited: Invited) -> Self {
        Self { person: invited.person.into(), secret: invited.secret }
    }
}

impl MissionControl {
    /// Makes an account that nobody can sign in to, and the link with which its person chooses a password.
    pub async fn invite(
        &self,
        actor: &Actor,
        name: &str,
        role: Role,
        password: Option<&wire::Password>,
    ) -> Result<Invited, Error> {
        let by = self.inviter(actor, password).await?;
        text::line("name", name, limits::NAME)?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        let person = Person {
            id: PersonId::new(self.ids.id(PersonId::PREFIX)),
            name: name.to_owned(),
            role,
            version: Version::FIRST,
            created_at: draft.at,
            disabled_at: None,
        };
        let password_hash = NOBODY.to_owned();
        draft.write(Write::InsertPerson { person: person.clone(), password_hash });
        draft.audit("person.create", "person", &person.id, None);
        let secret = self.link(&mut draft, &person);
        self.commit(draft.change).await?;
        Ok(Invited { person, secret })
    }

    /// Makes a link with which somebody chooses another password. Theirs works until they do; a link before it does not.
    pub async fn link_person(
        &self,
        actor: &Actor,
        id: &str,
        password: Option<&wire::Password>,
    ) -> Result<Invited, Error> {
        let by = self.inviter(actor, password).await?;
        let person = self.person_by_id(id).await?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        let secret = self.link(&mut draft, &person);
        self.commit(draft.change).await?;
        Ok(Invited { person, secret })
    }

    /// Sets a password with a link, signs all of the person's browsers out and this one in.
    pub async fn use_link(
        &self,
        link: &str,
        password: &str,
        user_agent: &str,
    ) -> Result<SignedIn, Error> {
        let hash = secret::hash(link.as_bytes());
        let known = self.store.password_link(&hash).await?.ok_or(Refusal::LinkOver)?;
        if self.clock.now() >= known.ends_at {
            return Err(Refusal::LinkOver.into());
        }
        let person = self.store.person(&known.person).await?;
        let person =
            person.filter(|person| person.disabled_at.is_none()).ok_or(Refusal::LinkOver)?;
        let password_hash = self.hashed(password).await?;
        let mut draft = Draft::new(party(&person), self.clock.now());
        draft.write(Write::UseLink(hash));
        // Whoever was switched off, or given another role, meanwhile is read again.
        let same = Write::UpdatePerson {
            person: person.clone().with_role(person.role),
            read: person.version,
        };
        draft.write(same);
        draft.write(Write::SetPassword { person: person.id.clone(), password_hash });
        draft.write(Write::DeleteSessionsOf(person.id.clone()));
        draft.audit("person.set_password", "person", &person.id, None);
        match self.open_session(draft, &person, user_agent).await {
            Err(Error::Store(StoreError::Stale(_))) => Err(Refusal::LinkOver.into()),
            outcome => outcome,
        }
    }

    /// An administrator who may hand out passwords: not by a key, since with somebody's password it could do what it may not.
    async fn inviter(
        &self,
        actor: &Actor,
        password: Option<&wire::Password>,
    ) -> Result<Admin, Error> {
        let by = actor.admin()?;
        if matches!(actor, Actor::Person { via: Via::Key(..), .. }) {
            let why = "A key makes no link for a password. An administrator at a browser can.";
            return Err(Refusal::invalid("person", why).into());
        }
        self.must_be_confirmed(actor, password).await?;
        Ok(by)
    }

    fn link(&self, draft: &mut Draft, person: &Person) -> String {
        let text = secret::text_of(self.ids.secret());
        draft.write(Write::PutLink(PasswordLink {
            person: person.id.clone(),
            secret_hash: secret::hash(text.as_bytes()),
            ends_at: draft.at.plus_seconds(limits::PASSWORD_LINK),
        }));
        draft.audit("person.link", "person", &person.id, None);
        text
    }
}
