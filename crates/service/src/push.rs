//! Browsers that a person is told on. They are channels; what is told there, and when, is said in `notifications`.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    secret,
    store::{ChannelWrite, Write},
    text,
};
use data_encoding::HEXLOWER;
use domain::{
    Actor, ChannelId, PersonId, Refusal, limits,
    notification::{Channel, PushAddress, Route, RouteKind, Wanted},
    wire,
};

impl MissionControl {
    /// The public key that a browser has to know to be told by this server; none when it tells no browsers.
    pub fn push_key(&self) -> Option<String> {
        self.courier.push_key().map(str::to_owned)
    }

    /// One's own devices, by name.
    pub async fn push_devices(&self, actor: &Actor) -> Result<Vec<wire::PushDeviceItem>, Error> {
        actor.reader()?;
        let Actor::Person { id, .. } = actor else { return Ok(Vec::new()) };
        let channels = self.store.channels().await?;
        let mine = channels.iter().filter(|channel| channel.person.as_ref() == Some(id));
        let item = |channel: &Channel| match &channel.route {
            Route::Push(address) => Some(wire::PushDeviceItem {
                channel: self.channel_item(channel),
                mark: mark_of_endpoint(&address.endpoint),
            }),
            _ => None,
        };
        Ok(mine.filter_map(item).collect())
    }

    /// Nothing is told on a device any more.
    pub async fn remove_push_device(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        let devices = self.push_devices(actor).await?;
        if !devices.iter().any(|device| device.channel.id == id) {
            return Err(Refusal::not_found("device", id).into());
        }
        self.remove_channel(actor, id).await
    }

    /// Tells whoever asks on this browser from now on. It belongs to whoever added it last. Refused for people who do not
    /// decide: nothing would ever be told.
    pub async fn add_push_device(
        &self,
        actor: &Actor,
        body: wire::AddPushDevice,
    ) -> Result<wire::ChannelItem, Error> {
        let by = actor.reviewer()?;
        let person = PersonId::new(&by.party().id);
        text::line("name", &body.name, limits::NAME)?;
        let address = PushAddress::new(&body.endpoint, &body.key, &body.secret)?;
        self.courier.reaches(RouteKind::Push).map_err(|why| Refusal::invalid("endpoint", why))?;
        until_fresh!(async {
            let channels = self.store.channels().await?.into_iter();
            // Its browser gave it another address: it is the same device, if it is one of their own.
            let was = |channel: &Channel| {
                let mine = channel.person.as_ref() == Some(&person);
                mine && body.instead_of.is_some() && mark_of(channel) == body.instead_of
            };
            let (same, others): (Vec<_>, Vec<_>) = channels
                .filter(is_device)
                .partition(|channel| leads_to(channel, &address) || was(channel));
            let moved = same.iter().find(|channel| was(channel));
            let (name, wanted) = match moved {
                Some(before) => (before.name.clone(), before.wanted),
                None => (body.name.clone(), Wanted::DEVICE),
            };
            let mine = others.iter().filter(|channel| channel.person.as_ref() == Some(&person));
            if mine.count() >= limits::PUSH_DEVICES {
                let why = format!("You have {} already. Remove one first.", limits::PUSH_DEVICES);
                return Err(Refusal::invalid("name", why).into());
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            for before in same {
                let (read, id) = (before.version, before.id.clone());
                let channel = Box::new(before.remove(draft.at));
                draft.write(Write::Channel(ChannelWrite::Update { channel, read }));
                draft.audit("channel.remove", "channel", &id, None);
            }
            let id = ChannelId::new(self.ids.id(ChannelId::PREFIX));
            let route = Route::Push(address.clone());
            let person = Some(person.clone());
            let channel =
                Channel { wanted, ..self.new_channel(id, name, person, route, by.party()) };
            draft.write(Write::Channel(ChannelWrite::Insert(Box::new(channel.clone()))));
            draft.audit("channel.create", "channel", &channel.id, None);
            self.commit(draft.change).await?;
            Ok(self.channel_item(&channel))
        })
    }
}

fn is_device(channel: &Channel) -> bool {
    channel.route.kind() == RouteKind::Push
}

/// By which the browser knows itself.
fn mark_of(channel: &Channel) -> Option<String> {
    match &channel.route {
        Route::Push(address) => Some(mark_of_endpoint(&address.endpoint)),
        _ => None,
    }
}

fn mark_of_endpoint(endpoint: &str) -> String {
    HEXLOWER.encode(&secret::hash(endpoint.as_bytes()))
}

fn leads_to(channel: &Channel, address: &PushAddress) -> bool {
    matches!(&channel.route, Route::Push(known) if known.endpoint == address.endpoint)
}
