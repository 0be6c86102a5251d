//! A person's own mailbox: told nothing before the code that was mailed to it came back.

use crate::{Error, MissionControl, change::until_fresh, secret, tries::Limit};
use data_encoding::HEXLOWER;
use domain::{
    Actor, ChannelId, PersonId, Refusal, limits,
    notification::{Channel, Message, Proof, Route, RouteKind},
    wire,
};

impl MissionControl {
    pub(crate) async fn create_mailbox(
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
        self.take_try(Limit::codes(&person)).await?;
        let id = ChannelId::new(self.ids.id(ChannelId::PREFIX));
        let (code, hash) = self.code(&id);
        let proof = Proof::Asked { hash, at: now, wrong: 0 };
        let route = Route::Email { address: body.address, proof };
        let channel = self.new_channel(id, "E-mail".to_owned(), Some(person), route, by.party());
        self.send_now(&channel, Message::Code(code)).await?;
        self.insert_channel(by.party(), channel).await
    }

    /// Mails another code to a mailbox that is not confirmed yet.
    pub async fn send_code(&self, actor: &Actor, id: &str) -> Result<wire::ChannelItem, Error> {
        let before = self.own_channel(actor, id).await?;
        let now = self.clock.now();
        let (code, hash) = self.code(&before.id);
        let (read, after) = (before.version, before.clone().ask(hash, now)?);
        if let Some(person) = &before.person {
            self.take_try(Limit::codes(person)).await?;
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

    /// Eight digits, and what is kept of them.
    fn code(&self, id: &ChannelId) -> (String, String) {
        let secret = self.ids.secret();
        let number = secret[..8].iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        let code = number % 100_000_000;
        let code = format!("{code:08}");
        let hash = code_hash(id, &code);
        (code, hash)
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
