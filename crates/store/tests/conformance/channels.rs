//! Channels: what is to be told on each is what waits and was not told there.

use crate::desk::{Desk, party};
use domain::approval::{Risk, Snooze};
use domain::notification::{Channel, Proof, Route, Trouble, Wanted};
use domain::{Approval, ApprovalId, ChannelId, Gate, Timestamp, Version};
use service::StoreError;
use service::store::{ChannelWrite, UntoldQuery, Write};

pub fn channel(desk: &Desk, name: &str) -> Channel {
    Channel {
        id: ChannelId::new(format!("nc_{:032x}", desk.number())),
        version: Version::FIRST,
        name: name.into(),
        person: None,
        route: Route::Slack { url: "https://hooks.example/services/“x”".into() },
        wanted: Wanted::USUAL,
        created_by: party("u_owner", "Ada"),
        created_at: desk.now(),
        removed_at: None,
        told_at: None,
        trouble: None,
    }
}

fn mailbox(desk: &Desk) -> Channel {
    let proof = Proof::Asked { hash: "00".into(), at: desk.now(), wrong: 2 };
    let route = Route::Email { address: "ada@example.com".into(), proof };
    Channel { person: Some(desk.owner.id.clone()), route, ..channel(desk, "E-mail") }
}

pub fn insert(channel: &Channel) -> Write {
    Write::Channel(ChannelWrite::Insert(Box::new(channel.clone())))
}

fn update(after: &Channel, read: Version) -> Write {
    Write::Channel(ChannelWrite::Update { channel: Box::new(after.clone()), read })
}

fn told(channel: &Channel, approvals: &[&Approval], at: Timestamp, reached: bool) -> Write {
    let approvals = approvals.iter().map(|approval| approval.id.clone()).collect();
    Write::Channel(ChannelWrite::PutTold { channel: channel.id.clone(), approvals, at, reached })
}

async fn untold(desk: &Desk, channel: &Channel, least: Risk, now: Timestamp) -> Vec<ApprovalId> {
    let query = UntoldQuery {
        channel: channel.id.clone(),
        least,
        person: channel.person.clone(),
        now,
        limit: 100,
    };
    let found = desk.store.untold(&query).await.unwrap();
    found.into_iter().map(|untold| untold.approval).collect()
}

pub async fn a_channel_reads_back_in_every_standing(desk: Desk) {
    let (team, mine) = (channel(&desk, "beta"), mailbox(&desk));
    desk.write(vec![insert(&team), insert(&mine)]).await;
    assert_eq!(desk.store.channels().await.unwrap(), [team.clone(), mine.clone()]);
    let proven = Proof::Given { at: desk.now() };
    let route = Route::Email { address: "ada@example.com".into(), proof: proven };
    let trouble =
        Trouble { at: desk.now(), error: "“no”".into(), tries: 3, next_at: Some(desk.now()) };
    let wanted = Wanted { on: false, least: Risk::High, ends: true, gather: 5, pause: 0 };
    let after = Channel {
        version: mine.version.next(),
        name: "alpha".into(),
        route,
        wanted,
        told_at: Some(desk.now()),
        trouble: Some(trouble),
        ..mine.clone()
    };
    desk.write(vec![update(&after, mine.version)]).await;
    assert_eq!(desk.store.channels().await.unwrap(), [after.clone(), team.clone()]);
    let stale = desk.commit(vec![update(&after, mine.version)]).await;
    assert!(matches!(stale, Err(StoreError::Stale(_))), "{stale:?}");
    let gone = after.clone().remove(desk.now());
    desk.write(vec![update(&gone, after.version)]).await;
    assert_eq!(desk.store.channels().await.unwrap(), [team]);
    assert_eq!(desk.store.channel(&mine.id).await.unwrap(), Some(gone));
    assert_eq!(desk.store.channel(&ChannelId::new("nc_none")).await.unwrap(), None);
}

pub async fn a_person_has_one_mailbox_until_it_is_removed(desk: Desk) {
    let first = mailbox(&desk);
    desk.write(vec![insert(&first)]).await;
    let second = desk.commit(vec![insert(&mailbox(&desk))]).await;
    assert!(matches!(second, Err(StoreError::NameTaken { what: "channel", .. })), "{second:?}");
    desk.write(vec![update(&first.clone().remove(desk.now()), first.version)]).await;
    desk.write(vec![insert(&mailbox(&desk))]).await;
}

pub async fn what_waits_is_told_once_and_again_after_its_reminder(desk: Desk) {
    let task = desk.put(desk.draft("one")).await;
    let approval = desk.approval(&task, Gate::BeforeRun);
    let low = Approval { risk: Risk::Low, ..desk.approval(&task, Gate::AfterRun) };
    let high = Approval { risk: Risk::High, ..approval };
    let new = |approval: &Approval| Write::InsertApproval(Box::new(approval.clone()));
    let (team, mine) = (channel(&desk, "team"), mailbox(&desk));
    desk.write(vec![new(&high), new(&low), insert(&team), insert(&mine)]).await;
    let now = desk.now();
    let all = [low.id.clone(), high.id.clone()];
    assert_eq!(untold(&desk, &team, Risk::Low, now).await, all, "the newest first");
    assert_eq!(untold(&desk, &team, Risk::High, now).await, std::slice::from_ref(&high.id));
    desk.write(vec![told(&team, &[&high], now, true)]).await;
    assert_eq!(untold(&desk, &team, Risk::Low, now).await, std::slice::from_ref(&low.id));
    assert_eq!(untold(&desk, &mine, Risk::Low, now).await, all, "each channel by itself");
    let put_aside = Snooze {
        person: desk.owner.id.clone(),
        approval: low.id.clone(),
        digest: low.digest,
        votes: 0,
        at: now,
        until: Some(now.plus_seconds(60)),
    };
    desk.write(vec![Write::PutSnooze(Box::new(put_aside))]).await;
    assert_eq!(untold(&desk, &mine, Risk::Low, now).await, std::slice::from_ref(&high.id));
    assert_eq!(
        untold(&desk, &team, Risk::Low, now).await,
        std::slice::from_ref(&low.id),
        "a team has not"
    );
    assert_eq!(untold(&desk, &mine, Risk::Low, now.plus_seconds(60)).await, all);
    let remind =
        |at| Approval { reminded_at: Some(at), version: high.version.next(), ..high.clone() };
    let reminded = remind(now.plus_seconds(5));
    let write = Write::UpdateApproval { approval: Box::new(reminded.clone()), read: high.version };
    desk.write(vec![write]).await;
    assert_eq!(untold(&desk, &team, Risk::High, now).await, std::slice::from_ref(&high.id));
    desk.write(vec![told(&team, &[&high], now.plus_seconds(5), false)]).await;
    assert_eq!(untold(&desk, &team, Risk::High, now).await, []);
    let prune = |before| Write::Prune {
        sessions_before: Timestamp(0),
        sessions_made_before: Timestamp(0),
        short_lived_before: before,
    };
    let later = now.plus_seconds(86_400);
    desk.write(vec![prune(later)]).await;
    assert_eq!(untold(&desk, &team, Risk::High, now).await, [], "what waits stays told");
    assert_eq!(desk.store.told_over(&team.id, 10).await.unwrap(), [], "it still waits");
    let ended = reminded.clone().withdraw(party("u_owner", "Ada"), desk.now()).unwrap();
    let write = Write::UpdateApproval { approval: Box::new(ended), read: reminded.version };
    desk.write(vec![write]).await;
    let over = desk.store.told_over(&team.id, 10).await.unwrap();
    assert_eq!((over[0].approval.clone(), over[0].reached), (high.id.clone(), true), "it once was");
    assert_eq!(untold(&desk, &mine, Risk::High, now).await, [], "what is over is not told");
    desk.write(vec![prune(now)]).await;
    assert_eq!(desk.store.told_over(&team.id, 10).await.unwrap().len(), 1, "not so soon");
    let approvals = vec![high.id.clone()];
    desk.write(vec![Write::Channel(ChannelWrite::DropTold {
        channel: team.id.clone(),
        approvals,
    })])
    .await;
    assert_eq!(desk.store.told_over(&team.id, 10).await.unwrap(), []);
}
