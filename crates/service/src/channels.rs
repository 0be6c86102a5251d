//! Ways to tell people that something waits: a person's own mailbox, and what an administrator makes for a team.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    courier::Letter,
    secret,
    store::{ChannelWrite, Write},
    text,
};
use data_encoding::HEXLOWER;
use domain::{
    Actor, ChannelId, Party, PersonId, Refusal, Timestamp, Version,
    actor::Via,
    display::SafeText,
    limits,
    notification::{Channel, Message, Proof, Route, RouteKind, Wanted},
    wire,
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Codes that one person may have mailed in an hour: whoever gives an address that is not theirs fills no mailbox.
const CODES: usize = 5;
const HOUR: i64 = 3600;

/// When codes were mailed of late, by person.
#[derive(Debug, Default)]
pub(crate) struct Mailed(Mutex<HashMap<PersonId, Vec<Timestamp>>>);

impl Mailed {
    fn take(&self, person: &PersonId, now: Timestamp) -> Result<(), Refusal> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let codes = all.entry(person.clone()).or_default();
        codes.retain(|at| (0..HOUR).contains(&now.seconds_since(*at)));
        if let Some(oldest) = codes.first().filter(|_| codes.len() >= CODES) {
            let wait = HOUR - now.seconds_since(*oldest);
            return Err(Refusal::RateLimited { retry_after: u32::try_from(wait).unwrap_or(1) });
        }
        codes.push(now);
        Ok(())
    }
}

impl MissionControl {
    /// One's own channels, and for an administrator those of teams, by name.
    pub async fn channels(&self, actor: &Actor) -> Result<Vec<wire::ChannelItem>, Error> {
        actor.reader()?;
        let channels = self.store.channels().await?;
        let mine = channels.iter().filter(|channel| may_change(actor, channel));
        Ok(mine.map(|channel| self.channel_item(channel)).collect())
    }

    /// Whether this server can reach channels of a kind, or why not.
    pub fn reaches(&self, kind: RouteKind) -> Result<(), String> {
        self.courier.reaches(kind)
    }

    /// Adds a way to tell somebody. To a mailbox a code is mailed first; it is told nothing before the code came back.
    pub async fn create_channel(
        &self,
        actor: &Actor,
        body: wire::CreateChannel,
    ) -> Result<wire::ChannelItem, Error> {
        match body.kind.as_str() {
            "email" => self.create_mailbox(actor, body).await,
            "slack" => self.create_team_channel(actor, body).await,
            _ => Err(Refusal::invalid("kind", "It must be email or slack.").into()),
        }
    }

    async fn create_mailbox(
        &self,
        actor: &Actor,
        body: wire::CreateChannel,
    ) -> Result<wire::ChannelItem, Error> {
        let by = actor.reviewer()?;
        let person = PersonId::new(&by.party().id);
        mail_address(&body.address)?;
        self.courier.reaches(RouteKind::Email).map_err(|why| Refusal::invalid("kind", why))?;
        let mine = |channel: &Channel| {
            channel.person.as_ref() == Some(&person) && channel.route.kind() == RouteKind::Email
        };
        if self.store.channels().await?.iter().any(mine) {
            let name = "yours".to_owned();
            return Err(Refusal::NameTaken { what: "mail address", name }.into());
        }
        let now = self.clock.now();
        self.mailed.take(&person, now)?;
        let id = ChannelId::new(self.ids.id(ChannelId::PREFIX));
        let (code, hash) = self.code(&id);
        let proof = Proof::Asked { hash, at: now, wrong: 0 };
        let route = Route::Email { address: body.address, proof };
        let channel = self.new_channel(id, "E-mail".to_owned(), Some(person), route, by.party());
        self.send_now(&channel, Message::Code(code)).await?;
        self.insert_channel(by.party(), channel).await
    }

    async fn create_team_channel(
        &self,
        actor: &Actor,
        body: wire::CreateChannel,
    ) -> Result<wire::ChannelItem, Error> {
        let by = actor.admin()?;
        let name = body.name.unwrap_or_default();
        text::line("name", &name, limits::NAME)?;
        text::line("address", &body.address, limits::ADDRESS)?;
        // Where it leads is looked at again at each try, by the address it resolves to.
        if !body.address.starts_with("https://") && !body.address.starts_with("http://") {
            let why = "It must be an https or http address.";
            return Err(Refusal::invalid("address", why).into());
        }
        let teams = self.store.channels().await?;
        if teams.iter().filter(|channel| channel.person.is_none()).count() >= limits::CHANNELS {
            let why = format!("There are {} already. Remove one first.", limits::CHANNELS);
            return Err(Refusal::invalid("name", why).into());
        }
        let id = ChannelId::new(self.ids.id(ChannelId::PREFIX));
        let route = Route::Slack { url: body.address };
        let channel = self.new_channel(id, name, None, route, by.party());
        self.insert_channel(by.party(), channel).await
    }

    pub(crate) fn new_channel(
        &self,
        id: ChannelId,
        name: String,
        person: Option<PersonId>,
        route: Route,
        by: &Party,
    ) -> Channel {
        Channel {
            id,
            version: Version::FIRST,
            name,
            person,
            route,
            wanted: Wanted::USUAL,
            created_by: by.clone(),
            created_at: self.clock.now(),
            removed_at: None,
            told_at: None,
            trouble: None,
        }
    }

    async fn insert_channel(
        &self,
        by: &Party,
        channel: Channel,
    ) -> Result<wire::ChannelItem, Error> {
        let mut draft = Draft::new(by.clone(), channel.created_at);
        draft.write(Write::Channel(ChannelWrite::Insert(Box::new(channel.clone()))));
        draft.audit("channel.create", "channel", &channel.id, None);
        self.commit(draft.change).await?;
        Ok(self.channel_item(&channel))
    }

    /// Changes what is told on a channel.
    pub async fn change_channel(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ChangeChannel,
    ) -> Result<wire::ChannelItem, Error> {
        if let Some(name) = &body.name {
            text::line("name", name, limits::NAME)?;
        }
        let seconds = |field: &str, seconds: Option<u32>| match seconds {
            Some(more) if more > limits::GATHER => {
                Err(Refusal::invalid(field, "It must be 0 to 86400 seconds."))
            }
            seconds => Ok(seconds),
        };
        let gather = seconds("gatherSeconds", body.gather_seconds)?;
        let pause = seconds("pauseSeconds", body.pause_seconds)?;
        until_fresh!(async {
            let before = self.own_channel(actor, id).await?;
            let set = before.wanted;
            let wanted = Wanted {
                on: body.on.unwrap_or(set.on),
                least: body.least_risk.unwrap_or(set.least),
                ends: body.tell_ends.unwrap_or(set.ends),
                gather: gather.unwrap_or(set.gather),
                pause: pause.unwrap_or(set.pause),
            };
            let name = body.name.clone().unwrap_or_else(|| before.name.clone());
            let (read, after) = (before.version, before.change(name, wanted));
            self.update_channel(actor, read, after, "channel.change").await
        })
    }

    /// Nothing is told on a channel any more.
    pub async fn remove_channel(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        until_fresh!(async {
            let before = self.own_channel(actor, id).await?;
            let (read, after) = (before.version, before.remove(self.clock.now()));
            self.update_channel(actor, read, after, "channel.remove").await.map(drop)
        })
    }

    /// Mails another code to a mailbox that is not confirmed yet.
    pub async fn send_code(&self, actor: &Actor, id: &str) -> Result<wire::ChannelItem, Error> {
        let before = self.own_channel(actor, id).await?;
        let now = self.clock.now();
        let (code, hash) = self.code(&before.id);
        let (read, after) = (before.version, before.clone().ask(hash, now)?);
        if let Some(person) = &before.person {
            self.mailed.take(person, now)?;
        }
        self.send_now(&after, Message::Code(code)).await?;
        self.update_channel(actor, read, after, "channel.code").await
    }

    /// The code came back: the mailbox is theirs. A wrong one is counted.
    pub async fn confirm_channel(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ConfirmChannel,
    ) -> Result<wire::ChannelItem, Error> {
        until_fresh!(async {
            let before = self.own_channel(actor, id).await?;
            let typed: String = body.code.chars().filter(|c| !c.is_whitespace()).take(20).collect();
            let hash = code_hash(&before.id, &typed);
            let read = before.version;
            let (after, right) = before.confirm(&hash, self.clock.now())?;
            let verb = if right { "channel.confirm" } else { "channel.wrong_code" };
            let item = self.update_channel(actor, read, after, verb).await?;
            if right {
                return Ok(item);
            }
            Err(Refusal::invalid("code", "This is not the code that was mailed.").into())
        })
    }

    /// Sends a message that says it is a test. Refused with what the other side, or the way to it, said.
    pub async fn test_channel(&self, actor: &Actor, id: &str) -> Result<wire::ChannelItem, Error> {
        let channel = self.own_channel(actor, id).await?;
        if !channel.route.is_open() {
            let why = "Confirm the address with the code that was mailed first.";
            return Err(Refusal::invalid("id", why).into());
        }
        self.send_now(&channel, Message::Test).await?;
        until_fresh!(async {
            let before = self.own_channel(actor, id).await?;
            let (read, after) = (before.version, before.reached());
            self.update_channel(actor, read, after, "channel.test").await
        })
    }

    async fn send_now(&self, channel: &Channel, message: Message) -> Result<(), Error> {
        let key = HEXLOWER.encode(&self.ids.secret()[..12]);
        let letter = Letter { channel: channel.clone(), message, key };
        self.courier.send(&letter).await.map_err(|undelivered| {
            let why = SafeText::prose(undelivered.why()).to_plain_line();
            Refusal::NotTold { why: why.chars().take(limits::TOLD_ERROR).collect() }.into()
        })
    }

    async fn update_channel(
        &self,
        actor: &Actor,
        read: Version,
        after: Channel,
        verb: &str,
    ) -> Result<wire::ChannelItem, Error> {
        let mut draft = Draft::new(actor.party(), self.clock.now());
        draft
            .write(Write::Channel(ChannelWrite::Update { channel: Box::new(after.clone()), read }));
        draft.audit(verb, "channel", &after.id, None);
        self.commit(draft.change).await?;
        Ok(self.channel_item(&after))
    }

    async fn own_channel(&self, actor: &Actor, id: &str) -> Result<Channel, Error> {
        actor.reader()?;
        let found = self.store.channel(&ChannelId::new(id)).await?;
        let found = found.filter(|found| found.removed_at.is_none() && may_change(actor, found));
        let found = found.ok_or_else(|| Refusal::not_found("channel", id))?;
        let at_browser = matches!(actor, Actor::Person { via: Via::Session { .. }, .. });
        if found.person.is_some() && !at_browser {
            // A key that only reads does not keep its owner from being told.
            actor.reviewer()?;
        }
        Ok(found)
    }

    /// Eight digits, and what is kept of them.
    fn code(&self, id: &ChannelId) -> (String, String) {
        let secret = self.ids.secret();
        let number = secret[..8].iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        let code = number % 100_000_000;
        let code = format!("{code:08}");
        let hash = code_hash(id, &code);
        (code, hash)
    }

    pub(crate) fn channel_item(&self, channel: &Channel) -> wire::ChannelItem {
        let trouble = channel.trouble.as_ref().map(|trouble| wire::ChannelTrouble {
            at: trouble.at,
            error: trouble.error.clone(),
            tries: trouble.tries,
            next_at: trouble.next_at,
        });
        wire::ChannelItem {
            id: channel.id.to_string(),
            kind: channel.route.kind().as_str().to_owned(),
            name: channel.name.clone(),
            person_id: channel.person.as_ref().map(ToString::to_string),
            address: channel.route.shown(),
            confirmed: channel.route.is_open(),
            on: channel.wanted.on,
            least_risk: channel.wanted.least,
            tell_ends: channel.wanted.ends,
            gather_seconds: channel.wanted.gather,
            pause_seconds: channel.wanted.pause,
            created_by: channel.created_by.clone(),
            created_at: channel.created_at,
            told_at: channel.told_at,
            trouble,
            unreachable: self.courier.reaches(channel.route.kind()).err(),
        }
    }
}

/// Whose it is, and an administrator for what is a team's. A person's mailbox is nobody else's business.
fn may_change(actor: &Actor, channel: &Channel) -> bool {
    match (&channel.person, actor) {
        (Some(person), Actor::Person { id, .. }) => person == id,
        (Some(_), _) => false,
        (None, actor) => actor.admin().is_ok(),
    }
}

fn code_hash(id: &ChannelId, code: &str) -> String {
    HEXLOWER.encode(&secret::hash(format!("{id}\n{code}").as_bytes()))
}

/// A mail address as almost everybody has it: plain ASCII, one `@`, nothing that a header or an envelope could take for its own.
fn mail_address(address: &str) -> Result<(), Refusal> {
    let no = || Refusal::invalid("address", "It must be a mail address such as ana@example.com.");
    if address.len() > limits::EMAIL {
        let limit = format!("{} characters", limits::EMAIL);
        return Err(Refusal::TooLarge { field: "address", limit });
    }
    let (local, host) = address.split_once('@').ok_or_else(no)?;
    let local_is = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let label_is = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let local_good = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(local_is)
        && !local.split('.').any(str::is_empty);
    if local_good && host.split('.').all(label_is) { Ok(()) } else { Err(no()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_address_is_nothing_but_that() {
        for good in ["ana@example.com", "a.b+mc@sub.example.org", "ops@localhost"] {
            assert_eq!(mail_address(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "ana",
            "@example.com",
            "ana@",
            "ana@example..com",
            "ana@-x.com",
            "a b@example.com",
            "ana@example.com\r\nBcc: eve@example.com",
            "ana@example.com>\r\nDATA",
            "Ana <ana@example.com>",
            "ana@example.com, eve@example.com",
            "\"a\"@example.com",
            ".a@example.com",
            "ána@example.com",
            "a@[127.0.0.1]",
        ] {
            assert!(mail_address(bad).is_err(), "{bad:?}");
        }
        assert!(mail_address(&format!("a@{}.com", "x".repeat(260))).is_err());
    }
}
