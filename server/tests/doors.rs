//! Every refusal, asked for through REST and through the forms: the same actor gets the same problem.

use serde_json::{Value, json};

use crate::support::{Answer, Client, Product, asking, command, in_review};

/// What the tests ask about.
struct World {
    product: Product,
    desktop: String,
    admin: Client,
    agent: Client,
}

impl World {
    async fn new() -> Self {
        let product = Product::start();
        product.person("ada", "admin");
        product.person("vic", "viewer");
        product.person("olga", "operator");
        product.person("pia", "approver");
        let admin = product.key("ada", "read,tasks,decide,admin");
        let (desktop, _) = product.desktop("bench", &admin).await;
        let agent = product.named_key("fae", "ada", "read,tasks,propose");
        Self { product, desktop, admin, agent }
    }

    async fn task(&self, more: Value) -> String {
        let task = self.admin.post("/tasks", command(&self.desktop, "true", more)).await.created();
        task["id"].as_str().unwrap().to_owned()
    }

    async fn asking(&self) -> (String, String) {
        let approval = asking(&self.admin, &self.desktop).await;
        (text(&approval, "id"), text(&approval, "digest"))
    }

    async fn in_review(&self) -> Value {
        in_review(&self.admin, &self.agent, &self.desktop).await
    }
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("{field} in {value}")).to_owned()
}

/// The same question through both doors.
struct Asked {
    rest: Answer,
    form: Answer,
}

impl Asked {
    async fn of(who: &Client, rest: (&str, Value), form: (&str, &[(&str, &str)])) -> Self {
        Self { rest: who.post(rest.0, rest.1).await, form: who.form(form.0, form.1).await }
    }

    /// Both doors refuse with this, in the same words.
    fn both(&self, status: u16, code: &str) -> Value {
        let (rest, form) = (self.rest.refused(status, code), self.form.refused(status, code));
        assert_eq!(rest, form);
        rest
    }
}

async fn resolve(who: &Client, id: &str, decision: &str, digest: &str, feedback: &str) -> Asked {
    let mut body = json!({"decision": decision});
    for (name, value) in [("digest", digest), ("feedback", feedback)] {
        if !value.is_empty() {
            body[name] = value.into();
        }
    }
    let fields = [("id", id), ("decision", decision), ("digest", digest), ("feedback", feedback)];
    Asked::of(who, (&format!("/approvals/{id}/resolve"), body), ("resolve_approval", &fields)).await
}

async fn review(who: &Client, id: &str, decision: &str, digest: &str) -> Asked {
    let mut body = json!({"decision": decision});
    if !digest.is_empty() {
        body["digest"] = digest.into();
    }
    let fields = [("id", id), ("decision", decision), ("digest", digest)];
    Asked::of(who, (&format!("/tasks/{id}/review"), body), ("review_task", &fields)).await
}

async fn verb(who: &Client, id: &str, verb: &str) -> Asked {
    let rest = (&*format!("/tasks/{id}/{verb}"), json!({}));
    Asked::of(who, rest, (&format!("{verb}_task"), &[("id", id)])).await
}

async fn create(who: &Client, body: Value, fields: &[(&str, &str)]) -> Asked {
    Asked::of(who, ("/tasks", body), ("create_task", fields)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let (id, digest) = world.asking().await;
    let other = format!("sha256:{}", "0".repeat(64));

    let nobody = world.product.client().with("sec-fetch-site", "same-origin");
    resolve(&nobody, &id, "approve", &digest, "").await.both(401, "unauthenticated");
    for (who, code) in [
        (world.product.key("olga", "read,tasks"), "insufficient_scope"),
        (world.product.key("pia", "read"), "insufficient_scope"),
        (world.agent.clone(), "insufficient_scope"),
        (world.product.browser("vic").await, "not_an_approver"),
        (world.product.browser("olga").await, "not_an_approver"),
    ] {
        resolve(&who, &id, "approve", &digest, "").await.both(403, code);
    }
    let pia = world.product.browser("pia").await;
    resolve(&pia, "ap_none", "approve", &digest, "").await.both(404, "not_found");
    resolve(&pia, &id, "perhaps", &digest, "").await.both(422, "invalid_decision");
    resolve(&pia, &id, "approve", "", "").await.both(428, "digest_required");
    resolve(&pia, &id, "approve", "digest", "").await.both(422, "invalid_field");
    let refused = resolve(&pia, &id, "approve", &other, "").await.both(412, "digest_mismatch");
    assert_eq!(refused["digest"], json!(digest));
    let long = "x".repeat(16 * 1024 + 1);
    let refused = resolve(&pia, &id, "reject", &digest, &long).await.both(413, "too_large");
    assert_eq!(refused["field"], "feedback");

    let path = format!("/approvals/{id}/resolve");
    let body = json!({"decision": "reject", "feedback": "Wrong host.", "digest": digest});
    assert_eq!(pia.post(&path, body).await.ok()["approval"]["state"], "rejected");
    let late = resolve(&world.product.browser("ada").await, &id, "approve", &digest, "").await;
    let refused = late.both(409, "already_decided");
    assert_eq!((&refused["approvalId"], &refused["state"]), (&json!(id), &json!("rejected")));
    assert_eq!(refused["decision"]["by"]["name"], "pia");
    assert_eq!(refused["decision"]["feedback"], "Wrong host.");
    assert_eq!(refused["retryable"], false);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let prompt = json!({"type": "prompt", "content": "Free some disk", "desktopId": world.desktop,
        "externalAgent": "fae", "run": true});
    let task = text(&world.admin.post("/tasks", prompt).await.created(), "id");
    let proposal = json!({"taskId": task, "interpreter": "bash", "script": "echo one",
        "description": "Says one."});
    let action = world.agent.post("/actions", proposal).await.created();
    let id = text(&action, "id");
    let edit = async |who: &Client, id: &str, script: &str| {
        let rest = (&*format!("/actions/{id}/edit"), json!({"script": script}));
        Asked::of(who, rest, ("edit_action", &[("id", id), ("script", script)])).await
    };
    for (who, code) in [
        (world.product.key("pia", "read"), "insufficient_scope"),
        (world.agent.clone(), "insufficient_scope"),
        (world.product.browser("vic").await, "not_an_approver"),
        (world.product.browser("olga").await, "not_an_approver"),
    ] {
        edit(&who, &id, "echo two").await.both(403, code);
    }
    let pia = world.product.browser("pia").await;
    edit(&pia, "ac_none", "echo two").await.both(404, "not_found");
    edit(&pia, &id, "echo one").await.both(422, "invalid_field");
    edit(&pia, &id, "echo \u{202e}two").await.both(422, "reversed_text");
    edit(&pia, &id, &"x".repeat(64 * 1024 + 1)).await.both(413, "too_large");
    let gone = pia.form("edit_action", &[("id", &id), ("script", "echo two\r\n")]).await;
    assert!(gone.ok()["location"].as_str().unwrap().starts_with("/approvals/ap_"));
    edit(&pia, &id, "echo three").await.both(412, "superseded");
    let old = world.admin.get(&format!("/actions/{id}")).await.ok();
    let new = world.admin.get(&format!("/actions/{}", text(&old, "supersededBy"))).await.ok();
    assert_eq!((&new["script"], &new["editedBy"]["name"]), (&json!("echo two\n"), &json!("pia")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let pending = world.task(json!({})).await;
    let waiting = world.in_review().await;
    let id = text(&waiting, "id");
    let pia = world.product.browser("pia").await;

    review(&pia, "t_none", "approve", "").await.both(404, "not_found");
    review(&pia, &pending, "approve", "").await.both(409, "not_in_review");
    review(&pia, &id, "", "").await.both(422, "invalid_decision");
    let other = format!("sha256:{}", "0".repeat(64));
    review(&pia, &id, "approve", &other).await.both(412, "digest_mismatch");
    review(&world.agent, &id, "approve", "").await.both(403, "insufficient_scope");
    let approval = waiting["pendingApprovalIds"][0].as_str().unwrap();
    let approve = json!({"decision": "approve"});
    world.admin.post(&format!("/approvals/{approval}/resolve"), approve).await.ok();
    let refused = review(&pia, &id, "reject", "").await.both(409, "already_decided");
    assert_eq!(refused["approvalId"], approval);
    resolve(&pia, approval, "reject", "", "").await.both(409, "already_decided");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let desk = world.desktop.as_str();
    let olga = world.product.browser("olga").await;
    let vic = world.product.browser("vic").await;
    let body = |more: Value| command(desk, "true", more);
    let fields = |more: &[(&'static str, &'static str)]| {
        let mut all = vec![("kind", "command"), ("content", "true"), ("desktop_id", desk)];
        all.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
        all.extend_from_slice(more);
        all
    };
    create(&vic, body(json!({})), &fields(&[])).await.both(403, "role_too_low");
    let reader = world.product.key("olga", "read");
    create(&reader, body(json!({})), &fields(&[])).await.both(403, "insufficient_scope");
    for (more, field, status, code) in [
        (json!({"type": "song"}), ("kind", "song"), 422, "invalid_field"),
        (json!({"content": ""}), ("content", ""), 422, "invalid_field"),
        (json!({"desktopId": "d_none"}), ("desktop_id", "d_none"), 422, "invalid_field"),
        (json!({"cwd": "/etc/../../etc"}), ("cwd", "/etc/../../etc"), 422, "invalid_field"),
        (json!({"timeoutSeconds": 0}), ("timeout_seconds", "0"), 422, "invalid_field"),
        (json!({"dependsOn": ["t_none"]}), ("depends_on[]", "t_none"), 422, "invalid_field"),
        (json!({"content": "a\u{202e}b"}), ("content", "a\u{202e}b"), 422, "reversed_text"),
        (json!({"title": "a\u{0}b"}), ("title", "a\u{0}b"), 422, "invalid_field"),
    ] {
        let asked = create(&olga, body(more.clone()), &fields(&[field])).await;
        let (rest, form) = (asked.rest.refused(status, code), asked.form.refused(status, code));
        assert_eq!(rest["field"], form["field"], "{more}");
        assert_eq!(rest, form, "{more}");
    }
    let prompt = json!({"type": "prompt", "content": "Do it.", "desktopId": desk, "run": true});
    let prompt_fields = fields(&[("kind", "prompt"), ("content", "Do it."), ("run", "on")]);
    create(&olga, prompt, &prompt_fields).await.both(409, "no_agent");

    let id = world.task(json!({})).await;
    for verb_name in ["run", "cancel", "retry"] {
        verb(&olga, "t_none", verb_name).await.both(404, "not_found");
        verb(&vic, &id, verb_name).await.both(403, "role_too_low");
    }
    world.admin.post(&format!("/tasks/{id}/cancel"), json!({})).await.ok();
    verb(&olga, &id, "cancel").await.both(409, "already_final");
    verb(&olga, &id, "run").await.both(409, "not_pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn administration_is_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let pia = world.product.browser("pia").await;
    let ada = world.product.browser("ada").await;
    let off = json!({"taskApprovalMode": false});
    for (who, code) in [(&pia, "role_too_low"), (&world.agent, "insufficient_scope")] {
        let rest = who.put("/settings", off.clone()).await;
        let form = who.form("change_settings", &[("task_approval_mode", "off")]).await;
        Asked { rest, form }.both(403, code);
        let key = json!({"name": "k", "scopes": ["read"]});
        let fields = [("name", "k"), ("scopes[]", "read")];
        Asked::of(who, ("/keys", key), ("add_key", &fields)).await.both(403, code);
        let desktop = ("/desktops", json!({"name": "other"}));
        Asked::of(who, desktop, ("add_desktop", &[("name", "other")])).await.both(403, code);
        let rest = who.delete("/keys/k_none").await;
        let form = who.form("revoke_key", &[("id", "k_none")]).await;
        Asked { rest, form }.both(403, code);
    }
    assert_eq!(world.admin.get("/settings").await.ok()["taskApprovalMode"], true);

    let taken = ("/desktops", json!({"name": "Bench"}));
    Asked::of(&ada, taken, ("add_desktop", &[("name", "Bench")])).await.both(409, "name_taken");
    let both = json!({"name": "k", "scopes": ["propose", "decide"]});
    let fields = [("name", "k"), ("scopes[]", "propose"), ("scopes[]", "decide")];
    Asked::of(&ada, ("/keys", both), ("add_key", &fields)).await.both(422, "invalid_field");
    let beyond = json!({"name": "k", "user": "vic", "scopes": ["decide"]});
    let fields = [("name", "k"), ("user", "vic"), ("scopes[]", "decide")];
    Asked::of(&ada, ("/keys", beyond), ("add_key", &fields)).await.both(403, "role_too_low");
    let rest = ada.delete("/desktops/d_none").await;
    let form = ada.form("remove_desktop", &[("id", "d_none")]).await;
    Asked { rest, form }.both(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revocation_is_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let pia = world.product.browser("pia").await;
    let (id, digest) = world.asking().await;
    let revoke = async |who: &Client, id: &str| {
        let rest = (&*format!("/approvals/{id}/revoke"), json!({}));
        Asked::of(who, rest, ("revoke_approval", &[("id", id)])).await
    };
    revoke(&pia, "ap_none").await.both(404, "not_found");
    revoke(&pia, &id).await.both(409, "not_approved");
    let yes = json!({"decision": "approve", "digest": digest});
    pia.post(&format!("/approvals/{id}/resolve"), yes).await.ok();
    revoke(&world.product.browser("olga").await, &id).await.both(403, "not_an_approver");
    let taken_back = pia.post(&format!("/approvals/{id}/revoke"), json!({})).await.ok();
    assert_eq!(taken_back["approval"]["state"], "revoked");
    revoke(&pia, &id).await.both(409, "not_approved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_and_a_retry_are_taken_alike_by_both_doors() {
    let world = World::new().await;
    let olga = world.product.browser("olga").await;
    let task = world.task(json!({})).await;
    let path = format!("/tasks/{task}/messages");
    let long = "x".repeat(16 * 1024 + 1);
    let body = json!({"text": long});
    let fields = [("id", &*task), ("text", &*long)];
    Asked::of(&olga, (&path, body), ("post_message", &fields)).await.both(413, "too_large");
    assert_eq!(olga.post(&path, json!({"text": "one"})).await.created()["author"]["name"], "olga");
    let form = olga.form("post_message", &[("id", &task), ("text", "two")]).await;
    assert_eq!(form.status, 200, "{form:?}");
    let thread = olga.get(&path).await.ok();
    let texts: Vec<_> = thread["items"].as_array().unwrap().iter().map(|m| &m["text"]).collect();
    assert_eq!(texts, ["one", "two"]);

    let waiting = text(&world.in_review().await, "id");
    let no = json!({"decision": "reject", "feedback": "Not tidy."});
    world.admin.post(&format!("/tasks/{waiting}/review"), no).await.ok();
    let again = olga.post(&format!("/tasks/{waiting}/retry"), json!({"content": "Tidier."})).await;
    let again = again.created();
    assert_eq!(
        (&again["retryOf"], &again["previousFeedback"], &again["attempt"]),
        (&json!(waiting), &json!("Not tidy."), &json!(2))
    );
    let form = olga.form("retry_task", &[("id", &waiting), ("content", "Tidier.")]).await;
    assert_eq!(form.status, 200, "{form:?}");
    let page = form.json()["location"].as_str().unwrap().to_owned();
    let id = page.trim_start_matches("/tasks/").split('?').next().unwrap().to_owned();
    let by_form = olga.get(&format!("/tasks/{id}")).await.ok();
    for field in ["retryOf", "previousFeedback", "attempt", "content", "title"] {
        assert_eq!(by_form[field], again[field], "{field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_what_is_closed_are_refused_in_the_same_words_through_both_doors() {
    let world = World::new().await;
    let (ada, pia) = (world.product.browser("ada").await, world.product.browser("pia").await);
    let id = world.task(json!({})).await;
    let close = async |who: &Client, id: &str| {
        let rest = (&*format!("/tasks/{id}/close"), json!({"ran": true}));
        Asked::of(who, rest, ("close_task", &[("id", id), ("ran", "yes")])).await
    };
    close(&world.agent, &id).await.both(403, "insufficient_scope");
    close(&world.product.browser("olga").await, &id).await.both(403, "not_an_approver");
    close(&pia, "t_none").await.both(404, "not_found");
    close(&pia, &id).await.both(409, "outcome_known");

    let everybody = ada.get("/people").await.ok();
    let of = |name: &str| {
        let items = everybody["items"].as_array().unwrap();
        text(items.iter().find(|one| one["name"] == name).unwrap(), "id")
    };
    let (me, olga) = (of("ada"), of("olga"));
    let change = async |who: &Client, id: &str| {
        let rest = who.put(&format!("/people/{id}"), json!({"role": "viewer"})).await;
        let form = who.form("change_role", &[("id", id), ("role", "viewer")]).await;
        Asked { rest, form }
    };
    let verb = async |who: &Client, id: &str, verb: &str, form: &str| {
        let rest = (&*format!("/people/{id}/{verb}"), json!({}));
        Asked::of(who, rest, (form, &[("id", id)])).await
    };
    let invite = async |who: &Client, name: &str| {
        let rest = ("/people", json!({"name": name, "role": "viewer"}));
        Asked::of(who, rest, ("invite_person", &[("name", name), ("role", "viewer")])).await
    };
    for (who, code) in [(&pia, "role_too_low"), (&world.agent, "insufficient_scope")] {
        who.get("/people").await.refused(403, code);
        change(who, &olga).await.both(403, code);
        invite(who, "bo").await.both(403, code);
        for (name, form) in
            [("link", "link_person"), ("end", "deactivate_person"), ("let-in", "let_in")]
        {
            verb(who, &olga, name, form).await.both(403, code);
        }
    }
    // A key of an administrator changes roles, and hands out no password.
    world
        .admin
        .post("/people", json!({"name": "bo", "role": "viewer"}))
        .await
        .refused(422, "invalid_field");
    world
        .admin
        .post(&format!("/people/{olga}/link"), json!({}))
        .await
        .refused(422, "invalid_field");
    invite(&ada, "Olga").await.both(409, "name_taken");
    change(&ada, &me).await.both(422, "invalid_field");
    verb(&ada, &me, "end", "deactivate_person").await.both(409, "last_admin");
    for (name, form) in
        [("link", "link_person"), ("end", "deactivate_person"), ("let-in", "let_in")]
    {
        verb(&ada, "u_none", name, form).await.both(404, "not_found");
    }
}
