//! The action gate over HTTP, on the real program with its own runner.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Client, Product, settled, wait_for};

/// The desk of these tests: a person who may do all, the agent Fae, and this machine as the desktop.
pub struct Desk {
    pub product: Product,
    pub admin: Client,
    pub fae: Client,
    pub desktop: String,
}

impl Desk {
    pub async fn new(args: &[&str]) -> Self {
        Self::on(Product::start_with(args)).await
    }

    /// The same on a product whose desktop is coming in.
    pub async fn on(product: Product) -> Self {
        product.person("ada", "admin");
        let admin = product.key("ada", "read,tasks,decide,admin");
        let fae = product.named_key("Fae", "ada", "propose");
        let desktop = wait_for("this machine", 20, async || {
            let found = admin.get("/desktops").await.ok()["items"][0].clone();
            (found["online"] == true).then(|| found["id"].as_str().unwrap().to_owned())
        })
        .await;
        Self { product, admin, fae, desktop }
    }

    /// The same with a desktop that nobody runs.
    pub async fn without_runner() -> Self {
        let product = Product::start();
        product.person("ada", "admin");
        let admin = product.key("ada", "read,tasks,decide,admin");
        let fae = product.named_key("Fae", "ada", "propose");
        let (desktop, _) = product.desktop("bench", &admin).await;
        Self { product, admin, fae, desktop }
    }

    /// A prompt task that Fae works on, running.
    pub async fn prompt(&self) -> String {
        let body = json!({"type": "prompt", "content": "Free some disk", "desktopId": self.desktop,
            "externalAgent": "Fae", "run": true});
        self.admin.post("/tasks", body).await.created()["id"].as_str().unwrap().to_owned()
    }

    pub async fn propose(&self, task: &str, more: Value) -> Value {
        self.fae.post("/actions", proposal(task, more)).await.created()
    }

    pub async fn decide(&self, action: &Value, decision: &str) -> crate::support::Answer {
        let body = json!({"decision": decision, "digest": action["digest"]});
        let id = action["approvalId"].as_str().expect("asked");
        self.admin.post(&format!("/approvals/{id}/resolve"), body).await
    }

    /// Waits until the action is over, as its agent does.
    pub async fn over(&self, action: &Value) -> Value {
        let path = format!("/actions/{}?wait=50", action["id"].as_str().unwrap());
        let found = self.fae.get(&path).await.ok();
        assert!(
            !["pending", "approved", "running"].contains(&found["state"].as_str().unwrap()),
            "{found}"
        );
        found
    }
}

pub fn proposal(task: &str, more: Value) -> Value {
    let mut body = json!({"taskId": task, "interpreter": "bash", "script": "echo hi\n",
        "description": "Says hi and returns it."});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn a10_a11_the_bytes_that_were_read_are_the_bytes_that_run_and_the_result_comes_back() {
    let desk = Desk::new(&[]).await;
    let task = desk.prompt().await;
    let odd = [
        "trailing spaces   \n",
        "\r\nline ends of another system\r\n",
        "ünï çødé 漢字 🦀 e\u{301}",
        "tabs\t\tand \"quotes\" 'of' `all` $KINDS \\ \n\n\n",
        "no newline at the end",
        "\u{feff}a mark inside",
    ];
    let mut scripts: Vec<String> =
        odd.iter().map(|odd| format!("sha256sum < \"$0\"; exit 0\n{odd}")).collect();
    let head = "sha256sum < \"$0\"; exit 0\n";
    scripts.push(format!("{head}{}", "x".repeat(64 * 1024 - head.len())));
    for script in scripts {
        let action = desk.propose(&task, json!({"script": script})).await;
        assert_eq!(action["script"], script.as_str(), "what is shown is what was sent");
        desk.decide(&action, "approve").await.ok();
        let over = desk.over(&action).await;
        assert_eq!(over["result"]["exitCode"], 0, "{over}");
        let ran = over["result"]["stdout"].as_str().unwrap().split(' ').next().unwrap().to_owned();
        let shown = data_encoding::HEXLOWER.encode(&Sha256::digest(script.as_bytes()));
        assert_eq!(ran, shown, "{script:.40}");
    }
    let argv = ["printf", "<%s>", "a b", " ", "$HOME", "'", "\"", "*", "ü\n"];
    let exec = json!({"interpreter": "exec", "argv": argv, "script": null});
    let action = desk.propose(&task, exec).await;
    desk.decide(&action, "approve").await.ok();
    let over = desk.over(&action).await;
    assert_eq!(over["result"]["stdout"], "<a b>< ><$HOME><'><\"><*><ü\n>");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_changed_is_what_runs_and_its_agent_reads_so() {
    let desk = Desk::new(&[]).await;
    let task = desk.prompt().await;
    let old = desk.propose(&task, json!({"script": "echo proposed\n"})).await;
    let path = format!("/actions/{}/edit", old["id"].as_str().unwrap());
    let body = json!({"script": "echo edited\n"});
    desk.fae.post(&path, body.clone()).await.refused(403, "insufficient_scope");
    let new = desk.admin.post(&path, body).await.created();
    assert_eq!((&new["state"], &new["revision"]), (&json!("pending"), &json!(2)));
    desk.decide(&old, "approve").await.refused(412, "superseded");
    desk.decide(&new, "approve").await.ok();
    let told = desk.over(&old).await;
    assert_eq!((&told["state"], &told["supersededBy"]), (&json!("superseded"), &new["id"]));
    let told = desk.over(&new).await;
    assert_eq!(told["result"]["stdout"], "edited\n", "{told}");
    assert_eq!(told["editedBy"]["name"], "ada");
    assert_eq!((&told["script"], &told["previousId"]), (&json!("echo edited\n"), &old["id"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a14_a_no_and_an_open_question_run_nothing() {
    let desk = Desk::new(&[]).await;
    let task = desk.prompt().await;
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("ran");
    let script = |n: u32| json!({"script": format!("echo {n} >> '{}'", file.display())});
    let open = desk.propose(&task, script(1)).await;
    let no = desk.propose(&task, script(2)).await;
    desk.decide(&no, "reject").await.ok();
    let changed = desk.propose(&task, script(3)).await;
    let path = format!("/actions/{}/revisions", changed["id"].as_str().unwrap());
    let mut revised = proposal("", script(4));
    revised.as_object_mut().unwrap().remove("taskId");
    let new = desk.fae.post(&path, revised).await.created();
    desk.decide(&changed, "approve").await.refused(412, "superseded");
    // An agent's key reaches no door that decides or claims.
    for (path, body) in [
        (
            format!("/approvals/{}/resolve", open["approvalId"].as_str().unwrap()),
            json!({"decision": "approve", "digest": open["digest"]}),
        ),
        (format!("/tasks/{task}/review"), json!({"decision": "approve"})),
        ("/runner/claim".to_owned(), json!({"freeActionSlots": 1})),
    ] {
        desk.fae.post(&path, body).await.refused(403, "insufficient_scope");
    }
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert!(!file.exists(), "something ran");
    desk.decide(&new, "approve").await.ok();
    desk.over(&new).await;
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "4\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a4_a5_the_live_stream_tells_of_a_request_and_the_task_carries_the_badge() {
    let desk = Desk::new(&[]).await;
    let task = desk.prompt().await;
    let action = desk.propose(&task, json!({})).await;
    let told = desk.admin.get(&format!("/tasks/{task}")).await.ok();
    assert_eq!(told["attention"], "technician_approval_required");
    let events = desk.admin.get("/activity?limit=200").await.ok();
    let kinds: Vec<&str> =
        events["items"].as_array().unwrap().iter().map(|e| e["type"].as_str().unwrap()).collect();
    for kind in ["action.proposed", "approval.requested", "message.posted"] {
        assert!(kinds.contains(&kind), "{kind} is missing in {kinds:?}");
    }
    let list = desk.admin.get("/approvals?gate=action").await.ok();
    assert_eq!(list["items"][0]["action"]["id"], action["id"]);
    assert_eq!(list["items"][0]["requestedBy"]["name"], "Fae");
    let thread = desk.admin.get(&format!("/tasks/{task}/messages")).await.ok();
    assert_eq!(thread["items"][0]["action"]["state"], "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_proposals_are_refused_by_field_and_leave_nothing() {
    let desk = Desk::new(&[]).await;
    let task = desk.prompt().await;
    let send = async |more: Value| desk.fae.post("/actions", proposal(&task, more)).await;
    let unknown = send(json!({"scrpt": "x"})).await.refused(422, "unknown_field");
    assert_eq!(unknown["field"], "scrpt");
    send(json!({"expected": {"outputPatern": "x"}})).await.refused(422, "invalid_field");
    send(json!({"interpreter": "fish"})).await.refused(422, "invalid_field");
    send(json!({"description": null})).await.refused(422, "invalid_field");
    send(json!({"script": "x".repeat(65 * 1024)})).await.refused(413, "too_large");
    send(json!({"cwd": "/etc"})).await.refused(422, "invalid_field");
    send(json!({"taskId": "t_none"})).await.refused(404, "not_found");
    let path = format!("/tasks/{task}/messages");
    assert_eq!(desk.admin.get(&path).await.ok()["items"], json!([]));
    let revise = desk
        .fae
        .post(
            "/actions/a_none/revisions",
            json!({"interpreter": "sh", "script": "x",
        "description": "y", "taskId": task}),
        )
        .await;
    revise.refused(422, "unknown_field");
    let by_person = desk.admin.post("/actions", proposal(&task, json!({}))).await;
    by_person.refused(403, "insufficient_scope");
}

#[tokio::test(flavor = "multi_thread")]
async fn t22_nothing_runs_twice_when_the_server_is_killed_around_an_action() {
    let mut desk = Desk::new(&[]).await;
    let out = tempfile::tempdir().unwrap();
    for (round, after) in [0, 30, 120, 900, 1010].into_iter().enumerate() {
        let task = desk.prompt().await;
        let file = out.path().join(format!("round {round}"));
        let script = format!("echo ran >> '{}'; sleep 1; echo over", file.display());
        let action = desk.propose(&task, json!({"script": script})).await;
        desk.decide(&action, "approve").await.ok();
        let runs = || std::fs::read_to_string(&file).map_or(0, |text| text.lines().count());
        if round > 2 {
            wait_for("the start", 10, async || (runs() > 0).then_some(())).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(after)).await;
        tokio::task::block_in_place(|| desk.product.kill());
        let before = runs();
        tokio::task::block_in_place(|| desk.product.restart());
        desk.admin = desk.admin.at(&desk.product.url);
        desk.fae = desk.fae.at(&desk.product.url);
        let id = action["id"].as_str().unwrap();
        let over = wait_for("an end", 60, async || {
            let found = desk.admin.get(&format!("/actions/{id}")).await.ok();
            let open =
                ["pending", "approved", "running"].contains(&found["state"].as_str().unwrap());
            (!open).then_some(found)
        })
        .await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        let ran = runs();
        assert!(ran <= 1, "round {round}: it ran {ran} times: {over}");
        if before > 0 {
            assert_eq!(ran, before, "round {round}: it was run again after the restart");
            let told = over["state"].as_str().unwrap();
            assert!(["outcome_unknown", "succeeded"].contains(&told), "round {round}: {over}");
        }
        desk.admin.post(&format!("/tasks/{task}/cancel"), json!({})).await.ok();
        settled(&desk.admin, &task, &["cancelled"], 10).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t01_of_eight_answers_to_an_action_one_wins() {
    let desk = Desk::without_runner().await;
    let task = desk.prompt().await;
    let mut people = Vec::new();
    for n in 0..8 {
        desk.product.person(&format!("p{n}"), "approver");
        people.push(desk.product.key(&format!("p{n}"), "read,decide"));
    }
    for round in 0..20 {
        let script = format!("echo {round}");
        let action = desk.propose(&task, json!({"script": script})).await;
        let answers = people.iter().enumerate().map(|(n, who)| {
            let decision = if n % 2 == 0 { "approve" } else { "reject" };
            let body = json!({"decision": decision, "digest": action["digest"], "feedback": format!("{n}")});
            let path = format!("/approvals/{}/resolve", action["approvalId"].as_str().unwrap());
            async move { who.post(&path, body).await }
        });
        let answers = futures::future::join_all(answers).await;
        let won = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(won, 1);
        for lost in answers.iter().filter(|answer| answer.status != 200) {
            let told = lost.refused(409, "already_decided");
            assert!(told["decision"]["by"]["name"].is_string());
        }
        let path = format!("/actions/{}/withdraw", action["id"].as_str().unwrap());
        desk.fae.post(&path, json!({})).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t21_of_eight_runners_that_claim_one_action_one_gets_it() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,decide,admin");
    let fae = product.named_key("Fae", "ada", "propose");
    let (desktop, runner) = product.desktop("bench", &admin).await;
    let (_, stranger) = product.desktop("other", &admin).await;
    let desk = Desk { product, admin, fae, desktop };
    let task = desk.prompt().await;
    for round in 0..20 {
        let script = format!("echo {round}");
        let action = desk.propose(&task, json!({"script": script})).await;
        let claim = || async { runner.post("/runner/claim", json!({"freeActionSlots": 1})).await };
        assert_eq!(claim().await.status, 204, "nobody said yes");
        desk.decide(&action, "approve").await.ok();
        let other = stranger.post("/runner/claim", json!({"freeActionSlots": 1})).await;
        assert_eq!(other.status, 204, "another desktop gets nothing");
        let claims = futures::future::join_all((0..8).map(|_| claim())).await;
        let won: Vec<Value> = claims
            .iter()
            .filter(|claim| claim.status == 200)
            .map(crate::support::Answer::json)
            .collect();
        assert_eq!(won.len(), 1);
        let work = &won[0]["work"];
        assert_eq!((&work["kind"], &work["digest"]), (&json!("action"), &action["digest"]));
        let path = format!("/runner/work/{}/result", action["id"].as_str().unwrap());
        let ended = json!({"lease": work["lease"], "outcome": {"kind": "exited", "exitCode": 0}});
        stranger.post(&path, ended.clone()).await.refused(404, "not_found");
        runner.post(&path, ended).await.ok();
    }
}
