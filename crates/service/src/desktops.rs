//! Desktops: adding, listing and removing the machines that work is for.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    secret,
    store::Write,
    text, views,
};
use domain::{
    Actor, DesktopId, KeyId, Party, PersonId, Refusal,
    desktop::Desktop,
    key::{Key, Scope},
    limits, wire,
};
use std::collections::BTreeMap;

/// The account that owns what nobody made: the store's first migration puts it there, and it cannot sign in.
pub const SYSTEM_PERSON: &str = "u_system";

/// What a hands-on address may begin with: what a browser opens or hands on, never a script.
const REMOTE_SCHEMES: [&str; 5] = ["https://", "http://", "ssh://", "rdp://", "vnc://"];

impl MissionControl {
    /// Desktops that were not removed, by name.
    pub async fn desktops(&self, actor: &Actor) -> Result<Vec<wire::DesktopItem>, Error> {
        actor.reader()?;
        let now = self.clock.now();
        let desktops = self.store.desktops().await?;
        Ok(desktops.iter().map(|desktop| views::desktop_item(desktop, now)).collect())
    }

    /// The hands-on ways in, filled in, by the desktop's id.
    pub async fn ways_in(&self, actor: &Actor) -> Result<BTreeMap<String, String>, Error> {
        actor.reader()?;
        let desktops = self.store.desktops().await?;
        let filled = |desktop: &Desktop| {
            views::remote_access(desktop).map(|address| (desktop.id.to_string(), address))
        };
        Ok(desktops.iter().filter_map(filled).collect())
    }

    /// Adds a desktop. Its runner's token is in the answer and nowhere else.
    pub async fn add_desktop(
        &self,
        actor: &Actor,
        body: wire::CreateDesktop,
    ) -> Result<wire::DesktopCreated, Error> {
        let by = actor.admin()?;
        text::line("name", &body.name, limits::NAME)?;
        if let Some(group) = &body.group {
            text::line("group", group, limits::NAME)?;
        }
        let (desktop, token) =
            self.new_desktop(by.party().clone(), body.name, body.group, None).await?;
        let desktop = views::desktop_item(&desktop, self.clock.now());
        Ok(wire::DesktopCreated { desktop, token })
    }

    async fn new_desktop(
        &self,
        by: Party,
        name: String,
        group: Option<String>,
        workspace: Option<String>,
    ) -> Result<(Desktop, String), Error> {
        let now = self.clock.now();
        let (key, secret_hash, token) = self.runner_token(&name);
        let desktop = Desktop {
            id: DesktopId::new(self.ids.id(DesktopId::PREFIX)),
            name,
            group,
            token: key.id.clone(),
            enrolment: key.id.clone(),
            created_at: now,
            last_seen_at: None,
            system: None,
            workspace,
            agents: Vec::new(),
            secrets: Vec::new(),
            remote_access: None,
            removed_at: None,
        };
        let mut draft = Draft::new(by, now);
        draft.write(Write::InsertKey { key, secret_hash });
        draft.write(Write::InsertDesktop(Box::new(desktop.clone())));
        draft.audit("desktop.create", "desktop", &desktop.id, None);
        self.commit(draft.change).await?;
        Ok((desktop, token))
    }

    pub(crate) fn runner_token(&self, desktop: &str) -> (Key, [u8; 32], String) {
        let id = KeyId::new(self.ids.id(KeyId::PREFIX));
        let (token, secret_hash) =
            secret::write_token(id.as_str(), self.ids.secret(), &self.signer.public_key());
        let key = Key {
            id,
            name: desktop.to_owned(),
            owner: PersonId::new(SYSTEM_PERSON),
            scopes: vec![Scope::Runner],
            created_at: self.clock.now(),
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
        };
        (key, secret_hash, token)
    }

    /// Changes a desktop's group and its hands-on way in. An empty text takes one away.
    pub async fn change_desktop(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::ChangeDesktop,
    ) -> Result<wire::DesktopItem, Error> {
        let by = actor.admin()?;
        let id = DesktopId::new(id);
        if let Some(group) = body.group.as_deref().filter(|group| !group.is_empty()) {
            text::line("group", group, limits::NAME)?;
        }
        if let Some(address) = body.remote_access_url.as_deref().filter(|text| !text.is_empty()) {
            text::line("remoteAccessUrl", address, limits::ADDRESS)?;
            if !REMOTE_SCHEMES.iter().any(|scheme| address.starts_with(scheme)) {
                let why = "It must begin with https:, http:, ssh:, rdp: or vnc:.";
                return Err(Refusal::invalid("remoteAccessUrl", why).into());
            }
        }
        until_fresh!(async {
            let found = self.store.desktop(&id).await?.filter(|found| found.removed_at.is_none());
            let mut desktop = found.ok_or_else(|| Refusal::not_found("desktop", &id))?;
            if let Some(group) = body.group.clone() {
                desktop.group = Some(group).filter(|group| !group.is_empty());
            }
            if let Some(address) = body.remote_access_url.clone() {
                desktop.remote_access = Some(address).filter(|address| !address.is_empty());
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            draft.write(Write::UpdateDesktop(Box::new(desktop.clone())));
            draft.audit("desktop.change", "desktop", &id, None);
            self.commit(draft.change).await?;
            Ok(views::desktop_item(&desktop, self.clock.now()))
        })
    }

    /// A desktop is no longer a target; its history stays, its runner is refused, and what ran there is soon lost.
    pub async fn remove_desktop(&self, actor: &Actor, id: &str) -> Result<(), Error> {
        let by = actor.admin()?;
        let id = DesktopId::new(id);
        until_fresh!(async {
            let found = self.store.desktop(&id).await?.filter(|found| found.removed_at.is_none());
            let mut desktop = found.ok_or_else(|| Refusal::not_found("desktop", &id))?;
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            desktop.removed_at = Some(draft.at);
            draft.write(Write::RevokeKey { id: desktop.token.clone(), at: draft.at });
            draft.write(Write::UpdateDesktop(Box::new(desktop)));
            draft.audit("desktop.remove", "desktop", &id, None);
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    /// The desktop of the machine the server runs on, with a fresh runner token; the token before it is refused from
    /// now on. It is made when there is none of that name.
    pub async fn local_desktop(
        &self,
        name: &str,
        workspace: &str,
    ) -> Result<(wire::DesktopItem, String), Error> {
        text::line("name", name, limits::NAME)?;
        let now = self.clock.now();
        let wanted = name.to_lowercase();
        let found = self.store.desktops().await?.into_iter();
        let Some(before) = found.into_iter().find(|d| d.name.to_lowercase() == wanted) else {
            let workspace = Some(workspace.to_owned());
            let (desktop, token) =
                self.new_desktop(Party::system(), name.to_owned(), None, workspace).await?;
            return Ok((views::desktop_item(&desktop, now), token));
        };
        let (key, secret_hash, token) = self.runner_token(name);
        let desktop = Desktop {
            token: key.id.clone(),
            workspace: Some(workspace.to_owned()),
            ..before.clone()
        };
        let mut draft = Draft::new(Party::system(), now);
        draft.write(Write::InsertKey { key, secret_hash });
        draft.write(Write::RevokeKey { id: before.token.clone(), at: now });
        let renewed = Box::new(desktop.clone());
        draft.write(Write::RenewDesktop { desktop: renewed, read: before.token });
        draft.audit("desktop.renew_token", "desktop", &desktop.id, None);
        self.commit(draft.change).await?;
        Ok((views::desktop_item(&desktop, now), token))
    }
}
