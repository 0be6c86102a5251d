//! How often somebody may try a password: a bucket of tries for each account and each peer, refilled over time. A try
//! that succeeds is given back, so only failures count, and many tries at once cannot pass together. Where somebody signed
//! in before, they have tries of their own: whoever uses up an account's from elsewhere does not lock its person out.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::limits;

/// For one account: ten at once, then one every ten seconds.
const PER_ACCOUNT: Rate = Rate { tries: 10, every: Duration::from_secs(10) };
/// For one peer: thirty at once, then one every three seconds.
const PER_PEER: Rate = Rate { tries: 30, every: Duration::from_secs(3) };
/// More buckets than this are looked through for full ones, which are as good as none.
const MANY: usize = 10_000;

/// Everybody who tried lately.
#[derive(Debug, Default)]
pub struct SignInTries(Mutex<Buckets>);

#[derive(Debug, Default)]
struct Buckets {
    accounts: HashMap<String, Bucket>,
    peers: HashMap<IpAddr, Bucket>,
    /// Where each account was signed in to. Nobody gets in here without the password.
    familiar: HashMap<(String, IpAddr), Bucket>,
}

#[derive(Clone, Copy, Debug)]
struct Rate {
    tries: u32,
    every: Duration,
}

/// When the bucket is full again; each missing try is one `every` further in the future.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    full_at: Instant,
}

impl SignInTries {
    /// Takes a try for this account from this peer, or says how many seconds there is none.
    pub fn take(&self, account: &str, peer: IpAddr, now: Instant) -> Result<(), u32> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let account = short(account);
        let here = (account.clone(), peer);
        let familiar = buckets.familiar.contains_key(&here);
        let of_account = if familiar {
            wait(&buckets.familiar, &here, PER_ACCOUNT, now)
        } else {
            wait(&buckets.accounts, &account, PER_ACCOUNT, now)
        };
        if let Some(wait) = of_account.max(wait(&buckets.peers, &peer, PER_PEER, now)) {
            return Err(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1));
        }
        if familiar {
            take(&mut buckets.familiar, here, PER_ACCOUNT, now);
        } else {
            take(&mut buckets.accounts, account, PER_ACCOUNT, now);
        }
        take(&mut buckets.peers, peer, PER_PEER, now);
        Ok(())
    }

    /// Gives a try back, because it was a good one, and remembers that this account's person comes from here.
    pub fn give_back(&self, account: &str, peer: IpAddr, now: Instant) {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let account = short(account);
        let here = (account.clone(), peer);
        if let Some(bucket) = buckets.familiar.get_mut(&here) {
            bucket.full_at -= PER_ACCOUNT.every;
        } else {
            if let Some(bucket) = buckets.accounts.get_mut(&account) {
                bucket.full_at -= PER_ACCOUNT.every;
            }
            remember(&mut buckets.familiar, here, now);
        }
        if let Some(bucket) = buckets.peers.get_mut(&peer) {
            bucket.full_at -= PER_PEER.every;
        }
    }
}

/// A full bucket for somebody who signed in from there. The one that was used longest ago makes room.
fn remember(
    familiar: &mut HashMap<(String, IpAddr), Bucket>,
    here: (String, IpAddr),
    now: Instant,
) {
    if familiar.len() >= MANY {
        let oldest = familiar.iter().min_by_key(|(_, bucket)| bucket.full_at);
        if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
            familiar.remove(&oldest);
        }
    }
    familiar.insert(here, Bucket { full_at: now });
}

/// The account as its bucket is called. No name is longer than this, so a longer one is nobody's.
fn short(account: &str) -> String {
    account.chars().take(limits::NAME + 1).collect::<String>().to_lowercase()
}

/// How long until there is a try again; `None` when there is one now.
fn wait<K: Eq + Hash>(
    buckets: &HashMap<K, Bucket>,
    key: &K,
    rate: Rate,
    now: Instant,
) -> Option<Duration> {
    let missing = buckets.get(key)?.full_at.saturating_duration_since(now);
    missing.checked_sub(rate.every * (rate.tries - 1)).filter(|wait| !wait.is_zero())
}

fn take<K: Eq + Hash>(buckets: &mut HashMap<K, Bucket>, key: K, rate: Rate, now: Instant) {
    let new = !buckets.contains_key(&key);
    if new && buckets.len() >= MANY {
        buckets.retain(|_, bucket| bucket.full_at > now);
    }
    let bucket = buckets.entry(key).or_insert(Bucket { full_at: now });
    bucket.full_at = bucket.full_at.max(now) + rate.every;
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn peer(n: u8) -> IpAddr {
        [10, 0, 0, n].into()
    }

    #[test]
    fn an_account_has_ten_tries_from_wherever_they_come_and_gets_one_back_every_ten_seconds() {
        let (tries, start) = (SignInTries::default(), Instant::now());
        for n in 0..10 {
            assert_eq!(tries.take(if n % 2 == 0 { "ana" } else { "Ana" }, peer(n), start), Ok(()));
        }
        assert_eq!(tries.take("ana", peer(10), start), Err(11));
        assert_eq!(tries.take("ben", peer(10), start), Ok(()));
        let later = start + Duration::from_secs(11);
        assert_eq!(tries.take("ana", peer(11), later), Ok(()));
        assert_eq!(tries.take("ana", peer(12), later), Err(10));
    }

    #[test]
    fn a_peer_has_thirty_tries_over_all_accounts() {
        let (tries, now) = (SignInTries::default(), Instant::now());
        for n in 0..30 {
            assert_eq!(tries.take(&format!("name {n}"), PEER, now), Ok(()));
        }
        assert_eq!(tries.take("another", PEER, now), Err(4));
        assert_eq!(tries.take("another", peer(1), now), Ok(()));
    }

    #[test]
    fn t84_who_signed_in_from_there_before_is_not_locked_out_by_others() {
        let (tries, start) = (SignInTries::default(), Instant::now());
        tries.take("ana", PEER, start).unwrap();
        tries.give_back("Ana", PEER, start);
        let mut refused = 0;
        for n in 0..1_000_u32 {
            let from = std::net::Ipv4Addr::from_bits(0x0a01_0000 + n).into();
            let now = start + Duration::from_secs(u64::from(n));
            refused += u32::from(tries.take("ana", from, now).is_err());
        }
        assert!((880..900).contains(&refused), "{refused}");
        let now = start + Duration::from_secs(999);
        assert!(tries.take("ana", peer(1), now).is_err(), "others use up what comes back");
        for _ in 0..10 {
            assert_eq!(tries.take("ana", PEER, now), Ok(()));
        }
        assert_eq!(tries.take("ana", PEER, now), Err(11), "ten there too");
        assert_eq!(tries.take("ben", PEER, now), Ok(()));
    }

    #[test]
    fn a_refused_try_costs_nothing_and_a_good_one_is_given_back() {
        let (tries, now) = (SignInTries::default(), Instant::now());
        for _ in 0..100 {
            assert_eq!(tries.take("ana", PEER, now), Ok(()));
            tries.give_back("ana", PEER, now);
        }
        for _ in 0..10 {
            assert_eq!(tries.take("ana", PEER, now), Ok(()));
        }
        for _ in 0..100 {
            assert_eq!(tries.take("ana", PEER, now), Err(11));
        }
        assert_eq!(tries.take("ana", PEER, now + Duration::from_secs(11)), Ok(()));
    }
}
