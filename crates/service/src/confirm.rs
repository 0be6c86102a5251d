//! The password once more, before what costs most: a weighty yes, a gate that is switched off, a key that can decide. It
//! counts for five minutes, in the browser it was given in. Keys and the command line have none: whoever holds one was
//! given it for that.

use crate::{Error, MissionControl, change::Draft, secret, store::Write, tries::Limit};
use domain::{Actor, Refusal, actor::Via, limits, wire::Password};

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
        let limit = Limit::password_again(id);
        self.take_try(limit).await?;
        let known = self.store.credential(name).await?;
        let known = known.filter(|known| known.person.id == *id).ok_or(Refusal::Unauthenticated)?;
        let typed: String = password.expose().chars().take(limits::PASSWORD_MAX + 1).collect();
        let matches = tokio::task::spawn_blocking(move || {
            secret::password_matches(&typed, &known.password_hash)
        });
        let right = matches.await.unwrap_or(false);
        let mut draft = Draft::new(actor.party(), now);
        if right {
            draft.write(limit.all_again());
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
