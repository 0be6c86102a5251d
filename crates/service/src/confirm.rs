//! The password once more, before what costs most: a weighty yes, a gate that is switched off, a key that can decide. It
//! counts for five minutes, in the browser it was given in. Keys and the command line have none: whoever holds one was
//! given it for that.

use crate::{Error, MissionControl, change::Draft, secret, store::Write};
use domain::{Actor, PersonId, Refusal, Timestamp, actor::Via, limits, wire::Password};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Wrong passwords that one person may give in a row, over all their browsers, before they have to wait.
const WRONG: usize = 5;
/// How long a wrong one counts, in seconds.
const REMEMBERED: i64 = 300;

/// Wrong passwords of late, by person.
#[derive(Debug, Default)]
pub(crate) struct Wrong(Mutex<HashMap<PersonId, Vec<Timestamp>>>);

impl Wrong {
    /// Takes a try, or says how many seconds until the next one. It counts as wrong until it is known to be right, so that
    /// many at once cannot pass together.
    fn take(&self, person: &PersonId, now: Timestamp) -> Result<(), Refusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tries = all.entry(person.clone()).or_default();
        tries.retain(|at| (0..REMEMBERED).contains(&now.seconds_since(*at)));
        if let Some(oldest) = tries.first().filter(|_| tries.len() >= WRONG) {
            let wait = REMEMBERED - now.seconds_since(*oldest);
            return Err(Refusal::RateLimited { retry_after: u32::try_from(wait).unwrap_or(1) });
        }
        tries.push(now);
        Ok(())
    }

    fn forget(&self, person: &PersonId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(person);
    }
}

impl MissionControl {
    /// Whether this actor need not give a password now. One that came along is checked, and refused when it is wrong.
    pub(crate) async fn confirmed(
        &self,
        actor: &Actor,
        password: Option<&Password>,
    ) -> Result<bool, Error> {
        let now = self.clock.now();
        let (Some(password), Actor::Person { id, name, via: Via::Session { id: session, .. }, .. }) =
            (password, actor)
        else {
            return Ok(actor.is_confirmed(now));
        };
        self.wrong.take(id, now)?;
        let known = self.store.credential(name).await?;
        let known = known.filter(|known| known.person.id == *id).ok_or(Refusal::Unauthenticated)?;
        let typed: String = password.expose().chars().take(limits::PASSWORD_MAX + 1).collect();
        let matches = tokio::task::spawn_blocking(move || {
            secret::password_matches(&typed, &known.password_hash)
        });
        let right = matches.await.unwrap_or(false);
        let mut draft = Draft::new(actor.party(), now);
        if right {
            self.wrong.forget(id);
            draft.write(Write::ConfirmSession { id: session.clone(), at: now });
            draft.audit("person.confirm", "session", session, None);
        } else {
            draft.audit("person.confirm_refused", "session", session, None);
        }
        self.commit(draft.change).await?;
        if right { Ok(true) } else { Err(Refusal::ConfirmationWrong.into()) }
    }

    /// Refuses an actor who has to give their password first.
    pub(crate) async fn must_be_confirmed(
        &self,
        actor: &Actor,
        password: Option<&Password>,
    ) -> Result<(), Error> {
        if self.confirmed(actor, password).await? {
            return Ok(());
        }
        Err(Refusal::ConfirmationNeeded.into())
    }
}
