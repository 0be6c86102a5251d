//! Limits on what may be tried: kept beside all else, so that they hold for all servers of a database together.
//!
//! A try is taken before it is known whether it is a good one, in a commit of its own, so that many at once cannot pass
//! together; a good one is given back. Nothing that is done often comes by here: signing in, giving a password again,
//! having a code mailed, and an agent that floods.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    secret,
    store::{SharedWrite, Subject, Write},
};
use domain::{
    Party, PersonId, Refusal, TaskId, Timestamp,
    desktop::Desktop,
    limits,
    tries::{Rate, Tries},
};

/// To sign in to one account: ten at once, then one every ten seconds.
const PER_ACCOUNT: Rate = Rate { tries: 10, every: 10 };
/// To sign in from one peer: thirty at once, then one every three seconds.
const PER_PEER: Rate = Rate { tries: 30, every: 3 };
/// To give the password again, over all browsers of a person: five at once, then one a minute.
const AGAIN: Rate = Rate { tries: 5, every: 60 };
/// Codes mailed for one person: five at once, then one every twelve minutes.
const CODES: Rate = Rate { tries: 5, every: 720 };
/// To tell people that an agent floods them: once in ten minutes.
const FLOODS: Rate = Rate { tries: 1, every: 600 };
/// To say that a desktop fell silent: once for each time.
const SILENCE: Rate = Rate { tries: 1, every: 3600 };
/// For how long it is known where an account was signed in to, in seconds: thirty days.
const FAMILIAR: i64 = 30 * Timestamp::DAY_SECONDS;

/// One limit, and what it is counted for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    of: Subject,
    rate: Rate,
    /// How much longer than until it is whole again it is remembered, in seconds.
    remembered: i64,
}

/// A try to sign in that was taken. It is given back when it was a good one.
#[derive(Debug)]
pub struct SignInTry {
    account: Limit,
    familiar: Limit,
    peer: Limit,
    /// Whether it was taken from those of a place where the account was signed in to before.
    is_familiar: bool,
}

impl Limit {
    fn new(name: &[&str], rate: Rate) -> Self {
        // The parts cannot run into each other: only the last may hold anything.
        Self { of: Subject(secret::hash(name.join("\n").as_bytes())), rate, remembered: 0 }
    }

    pub(crate) fn password_again(person: &PersonId) -> Self {
        Self::new(&["password again", person.as_str()], AGAIN)
    }

    pub(crate) fn codes(person: &PersonId) -> Self {
        Self::new(&["codes", person.as_str()], CODES)
    }

    pub(crate) fn floods(task: &TaskId) -> Self {
        Self::new(&["floods", task.as_str()], FLOODS)
    }

    /// That a desktop fell silent after it was last seen at this moment.
    pub(crate) fn silence(desktop: &Desktop) -> Self {
        let seen = desktop.last_seen_at.unwrap_or_default().0.to_string();
        Self::new(&["silence", desktop.id.as_str(), &seen], SILENCE)
    }

    pub(crate) fn all_again(&self) -> Write {
        Write::Shared(SharedWrite::DropTries(self.of))
    }
}

impl MissionControl {
    /// Takes a try to sign in to this account from this peer, before its password is looked at. Refuses when there is none,
    /// and says when there is one. Where somebody signed in before, they have tries of their own: whoever uses up an
    /// account's from elsewhere does not lock its person out.
    pub async fn take_sign_in_try(&self, account: &str, peer: &str) -> Result<SignInTry, Error> {
        // No name is longer than this, so a longer one is nobody's.
        let name = account.chars().take(limits::NAME + 1).collect::<String>().to_lowercase();
        let mut familiar = Limit::new(&["sign in here", peer, &name], PER_ACCOUNT);
        familiar.remembered = FAMILIAR;
        let account = Limit::new(&["sign in", &name], PER_ACCOUNT);
        let peer = Limit::new(&["sign in from", peer], PER_PEER);
        // One at a time: those of this server do not get in each other's way.
        let _one = self.trying.lock().await;
        until_fresh!(async {
            let is_familiar = self.store.tries(familiar.of).await?.is_some();
            let of_account = if is_familiar { familiar } else { account };
            let mut draft = Draft::new(Party::system(), self.clock.now());
            // Both are looked at: what is said is the longer time.
            let taken = self.take(&mut draft, of_account).await;
            longer(taken, self.take(&mut draft, peer).await)?;
            self.commit(draft.change).await?;
            Ok(SignInTry { account, familiar, peer, is_familiar })
        })
    }

    /// Gives a try back, because it was a good one, and remembers that this account's person comes from here.
    pub async fn sign_in_worked(&self, tried: &SignInTry) -> Result<(), Error> {
        let _one = self.trying.lock().await;
        until_fresh!(async {
            let mut draft = Draft::new(Party::system(), self.clock.now());
            self.give_back(&mut draft, tried.peer).await?;
            if tried.is_familiar {
                self.give_back(&mut draft, tried.familiar).await?;
            } else {
                self.give_back(&mut draft, tried.account).await?;
                if self.store.tries(tried.familiar.of).await?.is_none() {
                    let all = Tries::all(draft.at);
                    put(&mut draft, tried.familiar, None, all);
                }
            }
            self.commit(draft.change).await.map(drop)
        })
    }

    /// Takes one of a limit, in a commit of its own.
    pub(crate) async fn take_try(&self, limit: Limit) -> Result<(), Error> {
        let _one = self.trying.lock().await;
        until_fresh!(async {
            let mut draft = Draft::new(Party::system(), self.clock.now());
            self.take(&mut draft, limit).await?;
            self.commit(draft.change).await.map(drop)
        })
    }

    /// Adds to a change that one is taken. Refuses when there is none.
    pub(crate) async fn take(&self, draft: &mut Draft, limit: Limit) -> Result<(), Error> {
        let read = self.store.tries(limit.of).await?;
        let left = read.unwrap_or(Tries::all(draft.at)).take(limit.rate, draft.at)?;
        put(draft, limit, read, left);
        Ok(())
    }

    async fn give_back(&self, draft: &mut Draft, limit: Limit) -> Result<(), Error> {
        if let Some(read) = self.store.tries(limit.of).await? {
            put(draft, limit, Some(read), read.give_back(limit.rate));
        }
        Ok(())
    }
}

fn put(draft: &mut Draft, limit: Limit, read: Option<Tries>, tries: Tries) {
    let keep_until = draft.at.max(tries.full_at).plus_seconds(limit.remembered);
    draft.write(Write::Shared(SharedWrite::PutTries { of: limit.of, tries, read, keep_until }));
}

/// The refusal that says the longer time, where there are two.
fn longer(one: Result<(), Error>, other: Result<(), Error>) -> Result<(), Error> {
    let seconds = |outcome: &Result<(), Error>| match outcome {
        Err(Error::Refused(Refusal::RateLimited { retry_after })) => Some(*retry_after),
        _ => None,
    };
    match (seconds(&one), seconds(&other)) {
        (Some(first), Some(second)) if second > first => other,
        _ => one.and(other),
    }
}
