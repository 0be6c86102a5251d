//! People are told once, together, in time, and only of what still waits for them. The way out is a courier that keeps what
//! it was given; real mail and real webhooks are in the server's tests.

use crate::desk::Desk;
use async_trait::async_trait;
use domain::{
    Actor, Gate,
    actor::Via,
    approval::Risk,
    key::Scope,
    notification::{GIVEN_UP_AFTER, Message, RETRY_AFTER, RouteKind, Waiting},
    person::Role,
    wire,
};
use service::{Courier, Letter, Undelivered};
use std::sync::{Arc, Mutex};

pub(crate) struct Caught {
    letters: Mutex<Vec<Letter>>,
    answer: Mutex<Result<(), Undelivered>>,
}

impl Caught {
    pub(crate) fn answers(&self, answer: Result<(), Undelivered>) {
        *self.answer.lock().expect("a lock") = answer;
    }

    fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut *self.letters.lock().expect("a lock"))
    }
}

#[async_trait]
impl Courier for Caught {
    fn reaches(&self, _: RouteKind) -> Result<(), String> {
        Ok(())
    }

    async fn send(&self, letter: &Letter) -> Result<(), Undelivered> {
        self.letters.lock().expect("a lock").push(letter.clone());
        self.answer.lock().expect("a lock").clone()
    }
}

/// A desk whose messages are caught.
pub(crate) async fn desk() -> (Desk, Arc<Caught>) {
    let mut desk = Desk::new().await;
    let caught = Arc::new(Caught { letters: Mutex::default(), answer: Mutex::new(Ok(())) });
    desk.mc = desk.mc.clone().with_courier(caught.clone());
    (desk, caught)
}

async fn team(desk: &Desk) -> wire::ChannelItem {
    let body = wire::CreateChannel {
        kind: "slack".into(),
        name: Some("#ops".into()),
        address: "https://hooks.example.com/services/T0/secret".into(),
    };
    desk.mc.create_channel(&desk.ana, body).await.expect("a channel")
}

fn email(address: &str) -> wire::CreateChannel {
    wire::CreateChannel { kind: "email".into(), name: None, address: address.into() }
}

/// The code that was mailed last.
fn mailed_code(caught: &Caught) -> String {
    match caught.take().pop().expect("a mail").message {
        Message::Code(code) => code,
        other => panic!("no code: {other:?}"),
    }
}

async fn mailbox(desk: &Desk, caught: &Caught, actor: &Actor) -> wire::ChannelItem {
    let made = desk.mc.create_channel(actor, email("a@example.com")).await.expect("a mailbox");
    let code = mailed_code(caught);
    let body = wire::ConfirmChannel { code };
    desk.mc.confirm_channel(actor, &made.id, body).await.expect("confirmed")
}

async fn change(desk: &Desk, actor: &Actor, id: &str, change: wire::ChangeChannel) {
    desk.mc.change_channel(actor, id, change).await.expect("changes");
}

/// A task that asks before it runs.
pub(crate) async fn asks(desk: &Desk, title: &str) -> wire::Task {
    let body = wire::CreateTask { title: Some(title.into()), ..desk.command() };
    desk.create(wire::CreateTask { approve_before_run: true, ..body }).await
}

/// One round of the server: what is due is sent and written down.
pub(crate) async fn tell(desk: &Desk, caught: &Caught) -> Vec<Message> {
    for letter in desk.mc.due_letters().await.expect("looks") {
        let outcome = desk.mc.send_letter(&letter).await;
        desk.mc.letter_sent(&letter, &outcome).await.expect("writes it down");
    }
    caught.take().into_iter().map(|letter| letter.message).collect()
}

pub(crate) fn waiting(messages: &[Message]) -> &Waiting {
    match messages {
        [Message::Waiting(waiting)] => waiting,
        other => panic!("not one message about what waits: {other:?}"),
    }
}

#[tokio::test]
async fn what_comes_together_is_told_together_and_once() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    asks(&desk, "One").await;
    assert_eq!(tell(&desk, &caught).await, [], "more may come");
    desk.pass(30);
    asks(&desk, "Two").await;
    desk.pass(29);
    assert_eq!(tell(&desk, &caught).await, []);
    desk.pass(1);
    let messages = tell(&desk, &caught).await;
    let told = waiting(&messages);
    assert_eq!((told.approvals.len(), told.in_all, told.again), (2, 2, false));
    assert_eq!(told.gates, [(Gate::BeforeRun, 2)]);
    assert_eq!(told.desktops, [("build-1".to_owned(), 2)]);
    assert_eq!(told.one, None, "of several none is named");
    desk.pass(86_400);
    assert_eq!(tell(&desk, &caught).await, [], "nothing is told twice");
}

#[tokio::test]
async fn one_request_is_named_without_what_it_runs() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    let body = wire::CreateTask { content: "rm -rf /secret/path".into(), ..desk.command() };
    let body = wire::CreateTask { title: Some("Clean up".into()), ..body };
    let task = desk.create(wire::CreateTask { approve_before_run: true, ..body }).await;
    desk.pass(60);
    let messages = tell(&desk, &caught).await;
    let one = waiting(&messages).one.clone().expect("it is one");
    assert_eq!((one.title.as_str(), one.desktop.as_str()), ("Clean up", "build-1"));
    assert_eq!((one.by.as_str(), one.number), ("Ana", task.number));
    assert_eq!(messages[0].path(), format!("/approvals/{}", task.pending_approval_ids[0]));
    assert!(!format!("{messages:?}").contains("secret"), "a command is never told: {messages:?}");
}

#[tokio::test]
async fn what_is_decided_before_it_is_told_is_not_told() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    let task = asks(&desk, "One").await;
    desk.pass(59);
    desk.decide(&task, "approve").await.expect("decides");
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, []);
    // The same for what could not be sent at first.
    let task = asks(&desk, "Two").await;
    caught.answers(Err(Undelivered::Later("down".into())));
    desk.pass(60);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    desk.decide(&task, "approve").await.expect("decides");
    caught.answers(Ok(()));
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, []);
    let item = desk.mc.channels(&desk.ana).await.expect("reads").remove(0);
    let trouble = item.trouble.expect("it is shown that it failed");
    assert_eq!((trouble.error.as_str(), trouble.next_at), ("down", None), "nothing is left to try");
}

#[tokio::test]
async fn a_flood_is_one_message_every_few_minutes() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    let mut told = Vec::new();
    for n in 0..60 {
        asks(&desk, &format!("Task {n}")).await;
        desk.pass(10);
        told.extend(tell(&desk, &caught).await);
    }
    desk.pass(180);
    told.extend(tell(&desk, &caught).await);
    assert_eq!(told.len(), 4, "in thirteen minutes: {told:?}");
    let all: usize =
        told.iter().map(|told| waiting(std::slice::from_ref(told)).approvals.len()).sum();
    assert_eq!(all, 60, "each is told once");
}

#[tokio::test]
async fn what_does_not_arrive_is_tried_again_and_given_up_and_the_next_request_is_tried() {
    let (desk, caught) = desk().await;
    let channel = team(&desk).await;
    asks(&desk, "One").await;
    caught.answers(Err(Undelivered::Later("connection refused".into())));
    desk.pass(60);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    for after in RETRY_AFTER {
        desk.pass(after - 1);
        assert_eq!(tell(&desk, &caught).await, [], "not before {after} s");
        desk.pass(1);
        assert_eq!(tell(&desk, &caught).await.len(), 1, "after {after} s");
    }
    let hours = RETRY_AFTER.iter().sum::<i64>() / 3600;
    assert!((7..=9).contains(&hours) && GIVEN_UP_AFTER == "about eight hours", "{hours}");
    let item = desk.mc.channels(&desk.ana).await.expect("reads").remove(0);
    let trouble = item.trouble.expect("it is shown");
    assert_eq!((trouble.error.as_str(), trouble.next_at), ("connection refused", None));
    assert_eq!(trouble.tries as usize, RETRY_AFTER.len() + 1);
    desk.pass(86_400);
    assert_eq!(tell(&desk, &caught).await, [], "it was given up");
    caught.answers(Ok(()));
    asks(&desk, "Two").await;
    desk.pass(60);
    assert_eq!(waiting(&tell(&desk, &caught).await).approvals.len(), 1, "the new one only");
    let item = desk.mc.channels(&desk.ana).await.expect("reads").remove(0);
    assert_eq!((item.id, item.trouble), (channel.id, None));
}

#[tokio::test]
async fn what_is_refused_for_good_is_not_tried_again_and_a_channel_that_is_gone_is_removed() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    asks(&desk, "One").await;
    caught.answers(Err(Undelivered::Refused("550 no such user".into())));
    desk.pass(60);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    desk.pass(86_400);
    assert_eq!(tell(&desk, &caught).await, []);
    caught.answers(Err(Undelivered::Gone("410".into())));
    asks(&desk, "Two").await;
    desk.pass(60);
    assert_eq!(tell(&desk, &caught).await.len(), 1);
    assert_eq!(desk.mc.channels(&desk.ana).await.expect("reads"), []);
    asks(&desk, "Three").await;
    desk.pass(600);
    assert_eq!(tell(&desk, &caught).await, []);
}

#[tokio::test]
async fn a_person_is_not_mailed_what_they_put_aside_or_somebody_else_has_to_approve() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    mailbox(&desk, &caught, &desk.ana).await;
    let task = asks(&desk, "One").await;
    let aside = wire::SnoozeApproval { until: None };
    desk.mc.snooze(&desk.ana, &task.pending_approval_ids[0], aside).await.expect("put aside");
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, [], "Ana has put it aside");
    mailbox(&desk, &caught, &bo).await;
    assert_eq!(waiting(&tell(&desk, &caught).await).in_all, 1, "Bo has not");
    let body = wire::ChangeSettings { second_person: Some(true), ..Default::default() };
    desk.mc.change_settings(&desk.ana, body).await.expect("changes");
    let second = asks(&desk, "Two").await;
    desk.pass(3_600);
    let letters = desk.mc.due_letters().await.expect("looks");
    let [letter] = letters.as_slice() else { panic!("not one letter: {letters:?}") };
    assert_eq!(letter.channel.created_by.name, "Bo", "Ana asked for it, so she cannot approve it");
    let Message::Waiting(told) = &letter.message else { panic!("{letter:?}") };
    assert_eq!(told.approvals[0].as_str(), second.pending_approval_ids[0]);
}

#[tokio::test]
async fn nobody_is_mailed_who_may_not_decide_any_more() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    mailbox(&desk, &caught, &bo).await;
    asks(&desk, "One").await;
    desk.mc.disable_person(&desk.ana, "Bo").await.expect("disables");
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, []);
}

#[tokio::test]
async fn a_command_without_a_title_is_not_told_by_its_first_line() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    let body = wire::CreateTask { content: "rm -rf /secret/path".into(), ..desk.command() };
    let body = wire::CreateTask { title: None, ..body };
    let task = desk.create(wire::CreateTask { approve_before_run: true, ..body }).await;
    desk.pass(60);
    let messages = tell(&desk, &caught).await;
    let one = waiting(&messages).one.clone().expect("it is one");
    assert_eq!(one.title, "A command without a title");
    assert!(!format!("{messages:?}").contains("secret"), "{messages:?}");
    // Tried again with another command, it is not called by the one before.
    desk.decide(&task, "reject").await.expect("decides");
    let again = wire::RetryTask { content: Some("rm -rf /other".into()), ..Default::default() };
    let again = desk.mc.retry_task(&desk.ana, &task.id, again).await.expect("tries again");
    assert_eq!(again.title, "rm -rf /other");
}

#[tokio::test]
async fn less_risk_than_wanted_is_not_told_and_a_channel_that_is_off_is_silent() {
    let (desk, caught) = desk().await;
    let channel = team(&desk).await;
    let high = wire::ChangeChannel { least_risk: Some(Risk::High), ..Default::default() };
    change(&desk, &desk.ana, &channel.id, high).await;
    asks(&desk, "Low").await;
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, []);
    let body = wire::CreateTask { content: "rm -rf /".into(), ..desk.command() };
    desk.create(wire::CreateTask { approve_before_run: true, ..body }).await;
    desk.pass(9);
    assert_eq!(tell(&desk, &caught).await, []);
    desk.pass(1);
    let messages = tell(&desk, &caught).await;
    assert_eq!((waiting(&messages).risk, waiting(&messages).in_all), (Risk::High, 2));
    let off =
        wire::ChangeChannel { on: Some(false), least_risk: Some(Risk::Low), ..Default::default() };
    change(&desk, &desk.ana, &channel.id, off).await;
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, []);
}

#[tokio::test]
async fn what_would_start_nothing_while_it_is_stopped_is_told_when_it_goes_on() {
    let (desk, caught) = desk().await;
    team(&desk).await;
    desk.greet(&[]).await;
    desk.proposed("touch /srv/work/x").await;
    let fae = wire::StopWork { agent: Some("Fae".into()) };
    desk.mc.stop(&desk.ana, fae.clone()).await.expect("stops");
    desk.pass(3_600);
    assert_eq!(tell(&desk, &caught).await, []);
    desk.mc.resume(&desk.ana, fae).await.expect("goes on");
    let messages = tell(&desk, &caught).await;
    assert_eq!(waiting(&messages).one.as_ref().expect("one").by, "Fae");
}

#[tokio::test]
async fn a_reminder_is_told_once_more() {
    let (desk, caught) = desk().await;
    let body = wire::ChangeSettings { remind_after_minutes: Some(30), ..Default::default() };
    desk.mc.change_settings(&desk.ana, body).await.expect("changes");
    team(&desk).await;
    asks(&desk, "One").await;
    desk.pass(60);
    assert!(!waiting(&tell(&desk, &caught).await).again);
    desk.pass(30 * 60);
    desk.mc.sweep().await.expect("reminds");
    desk.pass(60);
    assert!(waiting(&tell(&desk, &caught).await).again);
    desk.pass(86_400);
    desk.mc.sweep().await.expect("sweeps");
    assert_eq!(tell(&desk, &caught).await, []);
}

#[tokio::test]
async fn what_became_of_it_is_told_where_that_is_wanted_and_it_arrived() {
    let (desk, caught) = desk().await;
    let channel = team(&desk).await;
    mailbox(&desk, &caught, &desk.ana).await;
    let ends = wire::ChangeChannel { tell_ends: Some(true), ..Default::default() };
    change(&desk, &desk.ana, &channel.id, ends).await;
    let first = asks(&desk, "One").await;
    desk.pass(60);
    assert_eq!(tell(&desk, &caught).await.len(), 2, "the team and Ana");
    desk.decide(&first, "reject").await.expect("decides");
    assert_eq!(tell(&desk, &caught).await, []);
    desk.pass(10);
    let messages = tell(&desk, &caught).await;
    let [Message::Closed(closed)] = messages.as_slice() else { panic!("{messages:?}") };
    let one = &closed.ended[0];
    assert_eq!((one.state, one.by.as_deref(), closed.in_all), ("rejected", Some("Ana"), 0));
    assert_eq!(tell(&desk, &caught).await, [], "once");
    // What never arrived is not followed.
    let second = asks(&desk, "Two").await;
    caught.answers(Err(Undelivered::Refused("404".into())));
    desk.pass(300);
    assert_eq!(tell(&desk, &caught).await.len(), 2);
    caught.answers(Ok(()));
    desk.decide(&second, "reject").await.expect("decides");
    desk.pass(600);
    assert_eq!(tell(&desk, &caught).await, []);
}

#[tokio::test]
async fn a_mailbox_is_told_nothing_before_its_code_came_back() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let made = desk.mc.create_channel(&bo, email("bo@example.com")).await.expect("a mailbox");
    let code = mailed_code(&caught);
    assert_eq!(code.len(), 8, "{code}");
    assert!(!made.confirmed);
    asks(&desk, "One").await;
    desk.pass(600);
    assert_eq!(tell(&desk, &caught).await, []);
    assert!(desk.mc.test_channel(&bo, &made.id).await.is_err(), "nor a test");
    let give = async |actor: &Actor, code: &str| {
        let body = wire::ConfirmChannel { code: code.into() };
        desk.mc.confirm_channel(actor, &made.id, body).await
    };
    assert!(give(&desk.ana, &code).await.is_err(), "it is nobody else's");
    for n in 0..5 {
        assert!(give(&bo, &format!("9999999{n}")).await.is_err());
    }
    let error = give(&bo, &code).await.expect_err("after five wrong ones").to_string();
    assert!(error.contains("Too many"), "{error}");
    desk.mc.send_code(&bo, &made.id).await.expect("another one");
    let code = mailed_code(&caught);
    assert!(desk.mc.send_code(&bo, &made.id).await.is_err(), "not at once again");
    desk.pass(15 * 60);
    let error = give(&bo, &code).await.expect_err("too late").to_string();
    assert!(error.contains("15 minutes"), "{error}");
    desk.mc.send_code(&bo, &made.id).await.expect("another one");
    let code = mailed_code(&caught);
    assert!(give(&bo, &format!(" {} {}", &code[..4], &code[4..])).await.expect("right").confirmed);
    assert_eq!(waiting(&tell(&desk, &caught).await).approvals.len(), 1);
}

#[tokio::test]
async fn codes_are_not_mailed_without_end() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    for n in 0..5 {
        let made = desk.mc.create_channel(&bo, email(&format!("x{n}@example.com"))).await;
        desk.mc.remove_channel(&bo, &made.expect("a mailbox").id).await.expect("removed");
    }
    let refused = desk.mc.create_channel(&bo, email("x6@example.com")).await.expect_err("enough");
    assert!(refused.to_string().contains("rate_limited"), "{refused}");
    assert_eq!(caught.take().len(), 5);
    desk.pass(3_600);
    desk.mc.create_channel(&bo, email("x6@example.com")).await.expect("an hour later");
    let again = desk.mc.create_channel(&bo, email("x7@example.com")).await.expect_err("one each");
    assert!(again.to_string().contains("name_taken"), "{again}");
}

#[tokio::test]
async fn a_mail_address_is_its_persons_and_a_webhook_is_shown_to_nobody() {
    let (desk, caught) = desk().await;
    let bo = desk.person("Bo", Role::Approver).await;
    let vi = desk.person("Vi", Role::Viewer).await;
    let mine = mailbox(&desk, &caught, &bo).await;
    let team = team(&desk).await;
    assert_eq!(team.address, "https://hooks.example.com");
    let seen = |items: Vec<wire::ChannelItem>| items.into_iter().map(|item| item.id);
    let ana: Vec<_> = seen(desk.mc.channels(&desk.ana).await.expect("reads")).collect();
    assert_eq!(ana, std::slice::from_ref(&team.id), "an administrator sees no mailbox of others");
    let bos: Vec<_> = seen(desk.mc.channels(&bo).await.expect("reads")).collect();
    assert_eq!(bos, std::slice::from_ref(&mine.id));
    assert!(desk.mc.remove_channel(&bo, &team.id).await.is_err());
    let Actor::Person { id, name, role, .. } = bo.clone() else { panic!("{bo:?}") };
    let via = Via::Key(domain::KeyId::new("k_x"), vec![Scope::Read]);
    let reads = Actor::Person { id, name, role, via };
    assert!(desk.mc.remove_channel(&reads, &mine.id).await.is_err(), "a key that reads only");
    assert_eq!(desk.mc.channels(&reads).await.expect("it reads").len(), 1);
    assert!(desk.mc.remove_channel(&desk.ana, &mine.id).await.is_err());
    let slack = wire::CreateChannel { kind: "slack".into(), ..email("https://x.example/") };
    assert!(desk.mc.create_channel(&bo, slack).await.is_err(), "an administrator makes them");
    assert!(
        desk.mc.create_channel(&vi, email("v@example.com")).await.is_err(),
        "Vi does not decide"
    );
}
