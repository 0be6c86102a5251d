//! Pages: who sees them, where others are sent, and what the browser is told.

use reqwest::Method;

use crate::support::{Answer, Product, asking};

#[tokio::test(flavor = "multi_thread")]
async fn the_setup_link_makes_the_first_person_and_works_once() {
    let product = Product::start();
    let nobody = product.client();
    assert_eq!(nobody.page("/").await.header("location"), "/setup");
    let link = product.setup.clone().unwrap();
    let path = link.strip_prefix(&product.url).unwrap();
    let page = nobody.page(path).await;
    assert_eq!(page.status, 200);
    let token = path.split_once("token=").unwrap().1;
    assert!(page.text.contains("/forms/set_up") && page.text.contains(token));
    let here = nobody.with("origin", &product.url);
    let fields = |secret: &'static str| {
        [("secret", secret), ("name", "ada"), ("password", "ada likes long passwords")]
    };
    assert_eq!(
        here.form("set_up", &fields("guessed")).await.refused(422, "invalid_field")["field"],
        "token"
    );
    let mut right = fields("");
    right[0].1 = token.to_owned().leak();
    let done = here.submit("set_up", &right, "text/html").await;
    assert_eq!((done.status, done.header("location")), (303, "/"), "{done:?}");
    let ada = here.with("cookie", &done.cookie().unwrap());
    let me = ada.get("/me").await.ok();
    assert_eq!((&me["name"], &me["role"]), (&"ada".into(), &"admin".into()));
    assert_eq!(ada.page("/").await.status, 200);
    here.form("set_up", &right).await.refused(409, "setup_closed");
    assert_eq!(
        nobody.page("/tasks/new?x=1").await.header("location"),
        "/login?next=%2Ftasks%2Fnew%3Fx%3D1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_whole_and_keeps_strangers_out() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.browser("ada").await;
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, _) = product.desktop("bench", &key).await;
    let approval = asking(&key, &desktop).await;
    let approval_page = format!("/approvals/{}", approval["id"].as_str().unwrap());
    let task_page = format!("/tasks/{}", approval["task"]["id"].as_str().unwrap());
    for path in [
        "/",
        "/approvals",
        &approval_page,
        "/tasks/new",
        &task_page,
        "/settings/mission-control/task-approval",
        "/settings/mission-control/policy",
        "/settings/mission-control/notifications",
        "/settings/mission-control/webhooks",
        "/agents",
        "/agents/gates",
        "/scripts",
        "/scripts/new",
        "/settings/profile",
        "/settings/keys",
        "/settings/desktops",
        "/settings/people",
        "/settings/mission-control/policy/test?preset=balanced&level=runs&command=git%20*",
        "/activity",
        "/activity?kind=task&by=ada",
        "/insights",
        "/insights?gate=action&by=u_nobody",
        "/help",
    ] {
        let page = ada.page(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
        assert!(page.text.contains("</html>"), "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        let stranger = product.client().page(path).await;
        assert_eq!(stranger.status, 303, "{path}");
        assert!(stranger.header("location").starts_with("/login?next="), "{path}");
    }
    let settings = ada.page("/settings").await;
    assert_eq!(settings.header("location"), "/settings/mission-control/task-approval");
    let missing = ada.page("/nowhere").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text.contains("</html>"));
    assert_eq!(ada.page("/tasks/t_none").await.status, 404);
    ada.form("nothing", &[]).await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_runs_only_its_own_scripts_and_nobody_frames_it() {
    let product = Product::start();
    product.person("ada", "admin");
    let page = product.browser("ada").await.page("/").await;
    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(nonce.len() >= 22, "{nonce}");
    let parts: Vec<&str> = policy.split(';').map(str::trim).collect();
    let script = format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'");
    for wanted in [
        "default-src 'none'",
        &script,
        "style-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(parts.contains(&wanted), "{wanted} in {policy}");
    }
    for script in page.text.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "a script without the nonce: {tag}");
    }
    for forbidden in [" style=\"", "<style", " onclick=", " onload=", " onsubmit=", "javascript:"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
    let other = product.browser("ada").await.page("/").await;
    assert_ne!(other.header("content-security-policy"), policy, "each page has its own nonce");
    let api = product.client().get("/openapi.json").await;
    let health = Answer::of(product.client().request(Method::GET, "/healthz")).await;
    for answer in [&page, &api, &health] {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{name}");
        }
    }
    assert!(api.header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(health.json()["version"], env!("CARGO_PKG_VERSION"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_works_as_a_plain_form() {
    let product = Product::start();
    product.person("ada", "admin");
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, _) = product.desktop("bench", &key).await;
    let approval = asking(&key, &desktop).await;
    let (id, digest) = (approval["id"].as_str().unwrap(), approval["digest"].as_str().unwrap());
    let page = format!("/approvals/{id}");
    let ada = product.browser("ada").await.with("referer", &format!("{}{page}", product.url));
    let html = ada.page(&page).await.text;
    assert!(html.contains("/forms/resolve_approval") && html.contains(digest));
    let fields = [("id", id), ("decision", "reject"), ("digest", digest), ("feedback", "Not now.")];
    let wrong = [("id", id), ("decision", "approve"), ("feedback", "My words.")];
    let refused = ada.submit("resolve_approval", &wrong, "text/html").await;
    assert_eq!(refused.status, 303, "{refused:?}");
    let back = ada.page(refused.header("location")).await;
    assert!(back.text.contains("This answer did not say what it was for."), "{}", back.text);
    assert!(back.text.contains("My words."), "what was typed is kept");
    let done = ada.submit("resolve_approval", &fields, "text/html").await;
    assert_eq!(done.status, 303, "{done:?}");
    assert_eq!(ada.page(done.header("location")).await.status, 200);
    let stored = key.get(&format!("/approvals/{id}")).await.ok();
    assert_eq!(
        (&stored["state"], &stored["decision"]["feedback"]),
        (&"rejected".into(), &"Not now.".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn watchers_learn_how_it_is_and_what_it_did() {
    let product = Product::start();
    product.person("ada", "admin");
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, _) = product.desktop("bench", &key).await;
    let approval = asking(&key, &desktop).await;
    asking(&key, &desktop).await;
    let (id, digest) = (approval["id"].as_str().unwrap(), &approval["digest"]);
    let no = serde_json::json!({"decision": "reject", "digest": digest});
    key.post(&format!("/approvals/{id}/resolve"), no).await.ok();
    let read = async |path: &str| Answer::of(product.client().request(Method::GET, path)).await;
    assert_eq!(read("/readyz").await.ok()["status"], "ok");
    let wanted = [
        "mission_control_tasks{status=\"failed\"} 1",
        "mission_control_tasks{status=\"pending\"} 1",
        "mission_control_approvals_pending{gate=\"before_run\"} 1",
        "mission_control_events_total{type=\"approval.decided\"} 1",
    ];
    let metrics = crate::support::wait_for("the counts", 5, async || {
        let text = read("/metrics").await.text;
        wanted.iter().all(|line| text.lines().any(|l| l == *line)).then_some(text)
    })
    .await;
    assert!(!metrics.contains("ada") && !metrics.contains("bench"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a22_a23_help_says_what_asks_what_is_approved_how_and_with_which_habits() {
    let product = Product::start();
    product.person("ada", "admin");
    let help = product.browser("ada").await.page("/help").await.text;
    for words in [
        "Technician approval required",
        "An approval you didn’t read is just an autopilot you pretended to supervise.",
        "handle it manually",
        "exact",
    ] {
        assert!(help.contains(words), "help does not say {words:?}");
    }
    let lines = [
        "as “AI wants to act”",
        "the command and the plain-language description",
        "is the right target",
        "Approved only what you understood",
        "the result that came back",
    ];
    let mut rest = help.as_str();
    for line in lines {
        let at = rest.find(line).unwrap_or_else(|| panic!("{line:?} is not there, in this order"));
        rest = &rest[at..];
    }
}
