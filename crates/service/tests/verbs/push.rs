//! A device of a person shows what waits for them, and never for longer than it does.

use crate::desk::Desk;
use crate::notifications::{Caught, asks, desk, tell, waiting};
use domain::{
    Actor, Refusal,
    approval::Risk,
    notification::{Message, Shown},
    person::Role,
    wire,
};
use service::{Error, Undelivered};

/// A point of the curve: the receiver's of RFC 8291, appendix A.
const KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

fn phone(endpoint: &str) -> wire::AddPushDevice {
    wire::AddPushDevice {
        name: "Phone".into(),
        endpoint: endpoint.into(),
        key: KEY.into(),
        secret: "BTBZMqHH6r4Tts7J_aSIgg".into(),
        instead_of: None,
    }
}

async fn device(desk: &Desk, actor: &Actor) -> wire::ChannelItem {
    let phone = phone("https://push.example/1");
    desk.mc.add_push_device(actor, phone).await.expect("a device")
}

async fn shown(desk: &Desk, caught: &Caught) -> Vec<Shown> {
    tell(desk, caught).await.iter().filter_map(Shown::of).collect()
}

#[tokio::test]
async fn a_device_shows_the_riskiest_first_and_is_brought_up_to_date_silently() {
    let (desk, caught) = desk().await;
    device(&desk, &desk.ana).await;
    let old = asks(&desk, "The old one").await;
    let body = wire::CreateTask { title: Some("The risky one".into()), ..desk.command() };
    let body = wire::CreateTask { content: "rm -rf /secret".into(), ..body };
    let risky = desk.create(wire::CreateTask { approve_before_run: true, ..body }).await;
    let new = asks(&desk, "The new one").await;
    desk.pass(10);
    let messages = tell(&desk, &caught).await;
    let told = waiting(&messages);
    assert_eq!((told.risk, told.first.title.as_str()), (Risk::High, "The risky one"));
    assert_eq!((told.one.clone(), told.in_all), (None, 3));
    assert!(!format!("{messages:?}").contains("secret"), "a command is never told: {messages:?}");

    desk.mc.cancel_task(&desk.ana, &risky.id).await.expect("cancels");
    desk.decide(&old, "approve").await.expect("decides");
    desk.pass(2);
    let one = shown(&desk, &caught).await;
    assert_eq!((one.len(), one[0].title.as_str(), one[0].silent), (1, "1 request waits", true));
    desk.decide(&new, "approve").await.expect("decides");
    desk.pass(2);
    let none = shown(&desk, &caught).await;
    assert_eq!((none[0].title.as_str(), none[0].waiting), ("Nothing waits any more", Some(0)));
    desk.pass(86_400);
    assert_eq!(shown(&desk, &caught).await, [], "it is said once");
}

#[tokio::test]
async fn what_was_never_shown_is_not_taken_back_and_a_push_service_is_left_alone_as_it_asks() {
    let (desk, caught) = desk().await;
    device(&desk, &desk.ana).await;
    let task = asks(&desk, "One").await;
    caught.answers(Err(Undelivered::NotBefore("It answered 429.".into(), 900)));
    desk.pass(10);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    caught.answers(Ok(()));
    desk.pass(899);
    assert_eq!(tell(&desk, &caught).await, [], "it is left alone");
    desk.decide(&task, "approve").await.expect("decides");
    desk.pass(86_400);
    assert_eq!(tell(&desk, &caught).await, [], "it was decided before it could be told");
    let next = asks(&desk, "Two").await;
    desk.pass(10);
    assert_eq!(waiting(&tell(&desk, &caught).await).first.title, "Two");
    desk.decide(&next, "approve").await.expect("decides");
    desk.pass(2);
    assert!(matches!(tell(&desk, &caught).await.as_slice(), [Message::Closed(_)]));
}

#[tokio::test]
async fn a_push_service_that_asks_for_years_is_asked_again_after_hours() {
    let (desk, caught) = desk().await;
    device(&desk, &desk.ana).await;
    asks(&desk, "One").await;
    caught.answers(Err(Undelivered::NotBefore("It answered 429.".into(), i64::MAX)));
    desk.pass(10);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    desk.pass(6 * 3_600 - 1);
    assert_eq!(tell(&desk, &caught).await, []);
    desk.pass(1);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
}

#[tokio::test]
async fn a_device_that_is_gone_is_removed_and_only_those_who_decide_have_any() {
    let (desk, caught) = desk().await;
    let vic = desk.person("Vic", Role::Viewer).await;
    let refused = desk.mc.add_push_device(&vic, phone("https://push.example/2")).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotAnApprover))), "{refused:?}");
    device(&desk, &desk.ana).await;
    asks(&desk, "One").await;
    caught.answers(Err(Undelivered::Gone("It answered 410.".into())));
    desk.pass(10);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    assert_eq!(desk.mc.push_devices(&desk.ana).await.expect("reads"), []);
    desk.pass(86_400);
    assert_eq!(tell(&desk, &caught).await, []);
}

#[tokio::test]
async fn the_device_of_somebody_whose_access_ended_is_told_nothing_any_more() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    device(&desk, &bo).await;
    let first = asks(&desk, "One").await;
    asks(&desk, "Two").await;
    desk.pass(10);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disables");
    desk.decide(&first, "reject").await.expect("decides");
    desk.pass(2);
    assert_eq!(tell(&desk, &caught).await, [], "how many wait is not theirs to know");
    desk.mc.enable_person(&desk.ana, "Bo").await.expect("let in again");
    desk.pass(2);
    assert_eq!(tell(&desk, &caught).await, [], "and what was over by then is not told later");
}

#[tokio::test]
async fn a_device_is_removed_by_its_person_alone_and_a_mailbox_is_none() {
    let (desk, _) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let mine = device(&desk, &bo).await;
    let other = desk.mc.remove_push_device(&desk.ana, &mine.id).await;
    assert_eq!(crate::desk::code(other), "not_found");
    desk.mc.remove_push_device(&bo, &mine.id).await.expect("removed");
    assert_eq!(crate::desk::code(desk.mc.remove_push_device(&bo, &mine.id).await), "not_found");
    assert_eq!(desk.mc.push_devices(&bo).await.expect("reads"), []);
}

#[tokio::test]
async fn a_device_whose_address_changed_stays_the_device_it_was() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let before = device(&desk, &bo).await;
    let set = wire::ChangeChannel { least_risk: Some(Risk::High), ..Default::default() };
    let set = wire::ChangeChannel { name: Some("Bo's phone".into()), ..set };
    desk.mc.change_channel(&bo, &before.id, set).await.expect("changes");
    let mark = desk.mc.push_devices(&bo).await.expect("reads").remove(0).mark;
    let moved = |mark: &str, endpoint: &str| wire::AddPushDevice {
        instead_of: Some(mark.into()),
        ..phone(endpoint)
    };
    let stolen = moved(&mark, "https://push.example/ana");
    desk.mc.add_push_device(&desk.ana, stolen).await.expect("a device of her own");
    assert_eq!(desk.mc.push_devices(&bo).await.expect("reads").len(), 1, "his stays his");
    desk.mc.add_push_device(&bo, moved(&mark, "https://push.example/2")).await.expect("moves");
    let after = desk.mc.push_devices(&bo).await.expect("reads");
    let [one] = after.as_slice() else { panic!("{after:?}") };
    assert_eq!((one.channel.name.as_str(), one.channel.least_risk), ("Bo's phone", Risk::High));
    assert_ne!(one.mark, mark);
    drop(caught);
}
