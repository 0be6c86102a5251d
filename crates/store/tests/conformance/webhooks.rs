//! Webhooks: what is due is told in order, and nothing is told to one that was removed.

use crate::desk::{Desk, party};
use domain::webhook::{Delivery, DeliveryState, Webhook};
use domain::{DeliveryId, Task, Timestamp, WebhookId};
use service::StoreError;
use service::store::Write;

pub fn webhook(desk: &Desk, name: &str) -> Webhook {
    Webhook {
        id: WebhookId::new(format!("wh_{:032x}", desk.number())),
        name: name.into(),
        url: "https://tickets.example/hook?a=“b”".into(),
        secret: "whsec_c2VjcmV0".into(),
        created_by: party("u_owner", "Ada"),
        created_at: desk.now(),
        removed_at: None,
    }
}

pub fn delivery(desk: &Desk, webhook: &Webhook, task: &Task, next_at: Timestamp) -> Delivery {
    Delivery {
        id: DeliveryId::new(format!("wd_{:032x}", desk.number())),
        webhook: webhook.id.clone(),
        task: task.id.clone(),
        body: "{\"type\":\"task.done\",\"text\":\"“ü”\\n\"}".into(),
        created_at: desk.now(),
        state: DeliveryState::Waiting { tries: 0, next_at, error: None },
    }
}

pub fn insert(webhook: &Webhook) -> Write {
    Write::InsertWebhook(Box::new(webhook.clone()))
}

pub fn tell(delivery: &Delivery) -> Write {
    Write::InsertDelivery(Box::new(delivery.clone()))
}

fn tried(delivery: &Delivery) -> Write {
    Write::UpdateDelivery(Box::new(delivery.clone()))
}

fn given_up(delivery: &Delivery, at: Timestamp) -> Delivery {
    let (tries, error) = (delivery.tries(), "The webhook was removed.".to_owned());
    Delivery { state: DeliveryState::GivenUp { at, tries, error }, ..delivery.clone() }
}

async fn told(desk: &Desk, webhook: &Webhook) -> Vec<Delivery> {
    desk.store.deliveries(&webhook.id, 100).await.unwrap()
}

pub async fn webhooks_read_back_by_name(desk: Desk) {
    let (b, a) = (webhook(&desk, "beta"), webhook(&desk, "Alpha"));
    let same = webhook(&desk, "BETA");
    desk.write(vec![insert(&b), insert(&a), insert(&same)]).await;
    assert_eq!(desk.store.webhooks().await.unwrap(), [a.clone(), b.clone(), same.clone()]);
    let at = desk.now();
    let remove = |at| Write::RemoveWebhook { id: b.id.clone(), at };
    desk.write(vec![remove(at)]).await;
    desk.write(vec![remove(desk.now())]).await;
    assert_eq!(desk.store.webhooks().await.unwrap(), [a.clone(), same]);
    let removed = Webhook { removed_at: Some(at), ..b };
    assert_eq!(desk.store.webhook(&removed.id).await.unwrap(), Some(removed));
    assert_eq!(desk.store.webhook(&a.id).await.unwrap(), Some(a));
}

pub async fn a_telling_reads_back_in_every_state(desk: Desk) {
    let task = desk.put(desk.draft("ended")).await;
    let webhook = webhook(&desk, "tickets");
    desk.write(vec![insert(&webhook)]).await;
    let waiting = delivery(&desk, &webhook, &task, Timestamp(5));
    let mut all = Vec::new();
    for state in [
        waiting.state.clone(),
        DeliveryState::Waiting { tries: 3, next_at: Timestamp(9), error: Some("“no”".into()) },
        DeliveryState::Delivered { at: Timestamp(7), tries: 2 },
        DeliveryState::GivenUp { at: Timestamp(8), tries: 11, error: "503".into() },
    ] {
        let inserted = Delivery { state, ..delivery(&desk, &webhook, &task, Timestamp(1)) };
        let before = delivery(&desk, &webhook, &task, Timestamp(1));
        let after = Delivery { state: inserted.state.clone(), ..before.clone() };
        desk.write(vec![tell(&inserted), tell(&before), tried(&after)]).await;
        all.extend([inserted, after]);
    }
    all.reverse();
    assert_eq!(told(&desk, &webhook).await, all);
    assert_eq!(desk.store.deliveries(&webhook.id, 3).await.unwrap(), all[..3]);
    let nobody = Delivery { webhook: WebhookId::new("wh_none"), ..waiting };
    let error = desk.commit(vec![tell(&nobody)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Broken(_)), "{error}");
}

pub async fn due_tellings_are_found_at_their_moment_and_in_order(desk: Desk) {
    let task = desk.put(desk.draft("ended")).await;
    let (one, two) = (webhook(&desk, "one"), webhook(&desk, "two"));
    desk.write(vec![insert(&one), insert(&two)]).await;
    let now = desk.now();
    let late = delivery(&desk, &one, &task, Timestamp(now.0 + 2));
    let early = delivery(&desk, &two, &task, now);
    let next = delivery(&desk, &one, &task, Timestamp(now.0 + 1));
    desk.write(vec![tell(&late), tell(&early), tell(&next)]).await;
    let due = async |at, limit| desk.store.due_deliveries(Timestamp(at), limit).await.unwrap();
    assert!(due(now.0 - 1, 10).await.is_empty());
    assert_eq!(due(now.0, 10).await, std::slice::from_ref(&early));
    assert_eq!(due(now.0 + 1, 10).await, [early.clone(), next.clone()]);
    assert_eq!(due(i64::MAX, 10).await, [early.clone(), next.clone(), late.clone()]);
    assert_eq!(due(i64::MAX, 2).await, [early.clone(), next.clone()]);
    let failed = early.clone().failed("503".into(), now);
    desk.write(vec![tried(&failed), tried(&next.delivered(now))]).await;
    assert_eq!(due(i64::MAX, 10).await, [late, failed]);
}

pub async fn nothing_waits_for_a_webhook_that_was_removed(desk: Desk) {
    let task = desk.put(desk.draft("ended")).await;
    let (gone, kept) = (webhook(&desk, "gone"), webhook(&desk, "kept"));
    desk.write(vec![insert(&gone), insert(&kept)]).await;
    let fresh = delivery(&desk, &gone, &task, desk.now());
    let retried = delivery(&desk, &gone, &task, desk.now()).failed("503".into(), desk.now());
    let arrived = delivery(&desk, &gone, &task, desk.now()).delivered(desk.now());
    let others = delivery(&desk, &kept, &task, desk.now());
    desk.write([&fresh, &retried, &arrived, &others].map(tell).into()).await;
    let at = desk.now();
    desk.write(vec![Write::RemoveWebhook { id: gone.id.clone(), at }]).await;
    let dropped = [arrived.clone(), given_up(&retried, at), given_up(&fresh, at)];
    assert_eq!(told(&desk, &gone).await, dropped);
    desk.write(vec![Write::RemoveWebhook { id: gone.id.clone(), at: desk.now() }]).await;
    assert_eq!(told(&desk, &gone).await, dropped, "doing it twice changes nothing");

    // A sender that was in the middle of it: a failure does not wait again, an arrival is an arrival.
    desk.write(vec![tried(&retried.failed("503".into(), desk.now()))]).await;
    assert_eq!(told(&desk, &gone).await, dropped);
    let fresh = fresh.delivered(desk.now());
    desk.write(vec![tried(&fresh)]).await;
    assert_eq!(told(&desk, &gone).await[2], fresh);
    // A task that ended meanwhile.
    let late = delivery(&desk, &gone, &task, desk.now());
    desk.write(vec![tell(&late)]).await;
    assert_eq!(told(&desk, &gone).await[0], given_up(&late, late.created_at));
    let due = desk.store.due_deliveries(Timestamp(i64::MAX), 10).await.unwrap();
    assert_eq!(due, [others]);
}
