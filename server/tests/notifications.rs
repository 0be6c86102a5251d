//! People are told that something waits: real mail over SMTP, real posts to a webhook, over restarts too.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::mail_server::{AUTHORITY, Begins, Mail, MailServer};
use crate::support::{Client, Product, command, wait_for};

/// Flags for a mail server on this machine.
fn mail_flags(port: u16, tls: &str) -> Vec<String> {
    let flags = format!(
        "--no-local-desktop --smtp-host 127.0.0.1 --smtp-port {port} --smtp-tls {tls} --smtp-from mc@example.com"
    );
    flags.split(' ').map(str::to_owned).collect()
}

fn start(flags: &[String]) -> (Product, Client) {
    let flags: Vec<_> = flags.iter().map(String::as_str).collect();
    let product = Product::start_with(&flags);
    let admin = administrator(&product);
    (product, admin)
}

fn administrator(product: &Product) -> Client {
    product.person("ada", "admin");
    product.key("ada", "read,tasks,decide,admin")
}

fn mailed(server: &MailServer, count: usize) -> impl AsyncFnMut() -> Option<Mail> {
    async move || server.nth(count)
}

fn code_of(mail: &Mail) -> String {
    let text = mail.text();
    let code = text.strip_prefix("Your code is ").unwrap_or_else(|| panic!("no code: {text}"));
    code[..8].to_owned()
}

/// A mailbox that is confirmed and told at once.
async fn mailbox(admin: &Client, server: &MailServer) -> String {
    let body = json!({"kind": "email", "address": "ada@example.com"});
    let made = admin.post("/notifications/channels", body).await.created();
    assert_eq!(made["confirmed"], false);
    let path = format!("/notifications/channels/{}", made["id"].as_str().unwrap());
    let mail = server.nth(1).expect("a code was mailed before the answer");
    assert_eq!(mail.to, "ada@example.com");
    let code = json!({ "code": code_of(&mail) });
    let confirmed = admin.post(&format!("{path}/confirm"), code).await.ok();
    assert_eq!(confirmed["confirmed"], true);
    at_once(admin, &path).await;
    path
}

async fn at_once(admin: &Client, path: &str) {
    admin.put(path, json!({"gatherSeconds": 0, "pauseSeconds": 0})).await.ok();
}

/// A task that waits for a person before it runs: its approval's id.
async fn asks(admin: &Client, desktop: &str, title: &str) -> String {
    let more = json!({"approveBeforeRun": true, "run": true, "title": title});
    let task = admin.post("/tasks", command(desktop, "true", more)).await.created();
    task["pendingApprovalIds"][0].as_str().unwrap().to_owned()
}

async fn reject(admin: &Client, approval: &str) {
    let digest = admin.get(&format!("/approvals/{approval}")).await.ok()["digest"].clone();
    let body = json!({"decision": "reject", "digest": digest});
    admin.post(&format!("/approvals/{approval}/resolve"), body).await.ok();
}

async fn channel(admin: &Client) -> Value {
    admin.get("/notifications/channels").await.ok()["items"][0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_mailed_what_waits_and_nothing_in_it_can_decide_or_forge() {
    let server = MailServer::start(Begins::Plain).await;
    let (product, admin) = start(&mail_flags(server.port, "none"));
    let (desktop, _) = product.desktop("web-1", &admin).await;
    mailbox(&admin, &server).await;
    let title = "Restart https://evil.example \u{200B}now";
    let approval = asks(&admin, &desktop, title).await;
    let mail = wait_for("the mail", 20, mailed(&server, 2)).await;
    let text = mail.text();
    assert!(text.contains("Title: Restart https:/ /evil.example \\u{200B}now\n"), "{text}");
    assert!(text.contains(&format!("\n{}/approvals/{approval}\n", product.url)), "{text}");
    assert_eq!(text.matches("://").count(), 1, "one link, and it is ours: {text}");
    let subject = mail.header("Subject");
    assert!(subject.starts_with("[Mission Control] A task wants to run on web-1,"), "{subject}");
    assert_eq!(mail.header("To"), "ada@example.com");
    assert_eq!(mail.header("From"), "\"Mission Control\" <mc@example.com>");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert!(mail.header("Message-ID").ends_with("@example.com>"));
    // Following the link without being signed in decides nothing, and neither does any answer to it.
    let page = product.client().page(&format!("/approvals/{approval}")).await;
    assert_eq!(page.status, 303, "{page:?}");
    let state = admin.get(&format!("/approvals/{approval}")).await.ok()["state"].clone();
    assert_eq!(state, "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_mailed_is_mailed_once_after_the_server_was_killed() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = free.local_addr().unwrap().port();
    let server = MailServer::on(free, Begins::Plain);
    let (mut product, admin) = start(&mail_flags(port, "none"));
    let (desktop, _) = product.desktop("web-1", &admin).await;
    mailbox(&admin, &server).await;
    server.refuse(Some("451 come back later"));
    asks(&admin, &desktop, "The first").await;
    let failed = wait_for("a failed try", 20, async || {
        let found = channel(&admin).await["trouble"].clone();
        found["error"].is_string().then_some(found)
    })
    .await;
    assert!(failed["error"].as_str().unwrap().contains("come back later"), "{failed}");
    assert!(failed["nextAt"].is_string(), "{failed}");
    tokio::task::block_in_place(|| product.kill());
    server.refuse(None);
    tokio::task::block_in_place(|| product.restart());
    let admin = admin.at(&product.url);
    let mail = wait_for("the mail", 30, mailed(&server, 2)).await;
    assert!(mail.text().contains("Title: The first\n"), "{}", mail.text());
    wait_for("the record", 20, async || channel(&admin).await["trouble"].is_null().then_some(()))
        .await;
    tokio::task::block_in_place(|| product.kill());
    tokio::task::block_in_place(|| product.restart());
    let admin = admin.at(&product.url);
    asks(&admin, &desktop, "The second").await;
    let mail = wait_for("the next mail", 20, mailed(&server, 3)).await;
    assert!(mail.text().starts_with("Title: The second\n"), "only the new one: {}", mail.text());
    assert!(mail.text().contains("In all 2 requests wait."), "{}", mail.text());
    assert_eq!(server.mails().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_before_it_is_mailed_is_not_mailed() {
    let server = MailServer::start(Begins::Plain).await;
    let (product, admin) = start(&mail_flags(server.port, "none"));
    let (desktop, _) = product.desktop("web-1", &admin).await;
    let path = mailbox(&admin, &server).await;
    admin.put(&path, json!({"gatherSeconds": 3600})).await.ok();
    let first = asks(&admin, &desktop, "The first").await;
    reject(&admin, &first).await;
    asks(&admin, &desktop, "The second").await;
    admin.put(&path, json!({"gatherSeconds": 0})).await.ok();
    let mail = wait_for("the mail", 20, mailed(&server, 2)).await;
    assert!(mail.text().starts_with("Title: The second\n"), "{}", mail.text());
    assert!(!mail.text().contains("In all"), "{}", mail.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_recipient_is_shown_and_not_tried_again() {
    let server = MailServer::start(Begins::Plain).await;
    let (product, admin) = start(&mail_flags(server.port, "none"));
    let (desktop, _) = product.desktop("web-1", &admin).await;
    let path = mailbox(&admin, &server).await;
    server.refuse(Some("550 5.1.1 no such\u{1b}[31m mailbox"));
    let refused = admin.post(&format!("{path}/test"), json!({})).await.refused(502, "not_told");
    let said = refused["detail"].as_str().unwrap();
    assert!(said.contains("5.1.1 no such"), "the server's own words: {said}");
    assert!(!said.contains('\u{1b}'), "made safe: {said:?}");
    asks(&admin, &desktop, "The first").await;
    let failed = wait_for("a failed try", 20, async || {
        let found = channel(&admin).await["trouble"].clone();
        found["error"].is_string().then_some(found)
    })
    .await;
    assert!(failed["error"].as_str().unwrap().contains("no such"), "{failed}");
    assert!(failed["nextAt"].is_null() && failed["tries"] == 1, "{failed}");
    server.refuse(None);
    admin.post(&format!("{path}/test"), json!({})).await.ok();
    assert_eq!(
        server.nth(2).unwrap().header("Subject"),
        "[Mission Control] A test from Mission Control"
    );
    assert!(channel(&admin).await["trouble"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_goes_over_tls_to_a_server_that_proves_who_it_is_or_not_at_all() {
    for (mode, begins) in [("tls", Begins::Tls), ("starttls", Begins::Starttls)] {
        let server = MailServer::start(begins).await;
        let flags = mail_flags(server.port, mode);
        let flags: Vec<_> = flags.iter().map(String::as_str).collect();
        let body = json!({"kind": "email", "address": "ada@example.com"});
        let trusting = Product::start_in(&flags, &[("SSL_CERT_FILE", AUTHORITY)]);
        let admin = administrator(&trusting);
        admin.post("/notifications/channels", body.clone()).await.created();
        assert_eq!(server.mails().len(), 1, "{mode}");
        let doubting = Product::start_with(&flags);
        let admin = administrator(&doubting);
        let answer = admin.post("/notifications/channels", body).await;
        let said = answer.refused(502, "not_told")["detail"].as_str().unwrap().to_lowercase();
        assert!(said.contains("certificate"), "{mode}: {said}");
        assert_eq!(server.mails().len(), 1, "{mode}");
    }
    // Somebody in between who takes the offer of encryption away gets nothing.
    let server = MailServer::start(Begins::Plain).await;
    let (_product, admin) = start(&mail_flags(server.port, "starttls"));
    let body = json!({"kind": "email", "address": "ada@example.com"});
    admin.post("/notifications/channels", body).await.refused(502, "not_told");
    assert_eq!((server.heard("EHLO"), server.heard("MAIL")), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_nobody_can_give_an_address() {
    let (_product, admin) = start(&["--no-local-desktop".to_owned()]);
    let body = json!({"kind": "email", "address": "ada@example.com"});
    let refused = admin.post("/notifications/channels", body).await.refused(422, "invalid_field");
    assert!(refused["detail"].as_str().unwrap().contains("--smtp-host"), "{refused}");
}

/// What arrived at a team's webhook, and what is answered.
#[derive(Clone)]
struct Hook {
    arrived: Arc<Mutex<Vec<Value>>>,
    answer: Arc<Mutex<(StatusCode, &'static str)>>,
}

impl Hook {
    async fn start() -> (Self, String) {
        let answer = Arc::new(Mutex::new((StatusCode::OK, "ok")));
        let me = Self { arrived: Arc::default(), answer };
        let app = Router::new().route("/services/{secret}", post(receive)).with_state(me.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/services/T0SECRET", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        (me, url)
    }

    fn nth(&self, count: usize) -> Option<String> {
        let arrived = self.arrived.lock().unwrap();
        let text = || arrived[count - 1]["text"].as_str().unwrap().to_owned();
        (arrived.len() >= count).then(text)
    }
}

async fn receive(State(me): State<Hook>, body: axum::Json<Value>) -> (StatusCode, &'static str) {
    me.arrived.lock().unwrap().push(body.0);
    *me.answer.lock().unwrap()
}

async fn team(admin: &Client, url: &str) -> String {
    let body = json!({"kind": "slack", "name": "#ops", "address": url});
    let made = admin.post("/notifications/channels", body).await.created();
    assert!(!made.to_string().contains("T0SECRET"), "the address is a secret: {made}");
    let path = format!("/notifications/channels/{}", made["id"].as_str().unwrap());
    at_once(admin, &path).await;
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_is_told_and_told_what_became_of_it_and_its_address_is_told_nobody() {
    let (hook, url) = Hook::start().await;
    let flags = ["--no-local-desktop", "--webhook-networks", "127.0.0.0/8"].map(str::to_owned);
    let (product, admin) = start(&flags);
    let (desktop, _) = product.desktop("web-1", &admin).await;
    let path = team(&admin, &url).await;
    admin.put(&path, json!({"tellEnds": true})).await.ok();
    admin.post(&format!("{path}/test"), json!({})).await.ok();
    assert!(hook.nth(1).unwrap().contains("A test from Mission Control"));
    let first = asks(&admin, &desktop, "<!channel> `look` here").await;
    let text = wait_for("the message", 20, async || hook.nth(2)).await;
    assert!(text.contains("Title: `&lt;!channel&gt; 'look' here`"), "{text}");
    assert!(text.ends_with(&format!("{}/approvals/{first}", product.url)), "{text}");
    reject(&admin, &first).await;
    let text = wait_for("the end", 30, async || hook.nth(3)).await;
    assert!(
        text.starts_with("*MC-1 was rejected by ada*") && text.contains("Nothing waits."),
        "{text}"
    );
    *hook.answer.lock().unwrap() = (StatusCode::NOT_FOUND, "no_service");
    let refused = admin.post(&format!("{path}/test"), json!({})).await.refused(502, "not_told");
    assert_eq!(refused["detail"], "It answered 404: no_service");
    let all = admin.get("/notifications/channels").await.text;
    assert!(all.contains("\"http://127.0.0.1:") && !all.contains("T0SECRET"), "{all}");
    let page = product.browser("ada").await.page("/settings/mission-control/notifications").await;
    assert!(page.text.contains("#ops") && !page.text.contains("T0SECRET"), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn t85_a_team_channel_does_not_lead_inside_unless_that_is_named() {
    let (hook, url) = Hook::start().await;
    let (_product, admin) = start(&["--no-local-desktop".to_owned()]);
    let path = team(&admin, &url).await;
    let refused = admin.post(&format!("{path}/test"), json!({})).await.refused(502, "not_told");
    assert!(refused["detail"].as_str().unwrap().contains("not on a public network"), "{refused}");
    assert_eq!(hook.nth(1), None);
}
