//! Ways to tell people that something waits: what all of them have in common, and what an administrator makes for a team.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    courier::Letter,
    store::{ChannelWrite, Write},
    text,
};
use data_encoding::HEXLOWER;
use domain::{
    Actor, ChannelId, Party, PersonId, Refusal, Version,
    actor::Via,
    display::SafeText,
    limits,
    notification::{Channel, Message, Route, RouteKind, Wanted},
    wire,
};

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

    pub(crate) async fn insert_channel(
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

    pub(crate) async fn send_now(&self, channel: &Channel, message: Message) -> Result<(), Error> {
        let key = HEXLOWER.encode(&self.ids.secret()[..12]);
        let letter = Letter { channel: channel.clone(), message, key };
        self.courier.send(&letter).await.map_err(|undelivered| {
            let why = SafeText::prose(undelivered.why()).to_plain_line();
            Refusal::NotTold { why: why.chars().take(limits::TOLD_ERROR).collect() }.into()
        })
    }

    pub(crate) async fn update_channel(
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

    pub(crate) async fn own_channel(&self, actor: &Actor, id: &str) -> Result<Channel, Error> {
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
