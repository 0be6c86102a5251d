//! The command line: beside a running server, and on its own.

use std::time::Duration;

use serde_json::json;

use crate::support::{Product, product};

#[path = "../../crates/domain/tests/display/corpus.rs"]
mod corpus;

#[tokio::test(flavor = "multi_thread")]
async fn people_keys_and_desktops_are_managed_while_the_server_runs() {
    let product = Product::start();
    assert!(product.setup.as_ref().unwrap().contains("/setup?token="));
    product.person("ada", "admin");
    let again = product.cli_in(
        &["user", "add", "ADA", "--role", "viewer", "--password-stdin"],
        "another long password",
    );
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("name_taken"), "{again:?}");
    let short =
        product.cli_in(&["user", "add", "eve", "--role", "viewer", "--password-stdin"], "short");
    assert!(String::from_utf8_lossy(&short.stderr).contains("at least"), "{short:?}");
    let people = String::from_utf8(product.cli(&["user", "list"]).stdout).unwrap();
    assert!(people.lines().count() == 2 && people.contains("ada"), "{people}");

    let ada = product.key("ada", "read,tasks,admin");
    assert_eq!(ada.get("/me").await.ok()["name"], "ada");
    let agent = product.named_key("fae", "ada", "propose");
    assert_eq!(agent.get("/me").await.ok()["kind"], "agent");
    let keys = String::from_utf8(product.cli(&["key", "list"]).stdout).unwrap();
    assert!(
        keys.contains("fae") && keys.contains("propose") && !keys.contains("mc_key_"),
        "{keys}"
    );
    let none = product.cli(&["key", "revoke", "nothing"]);
    assert_eq!(none.status.code(), Some(1), "{none:?}");
    let both = product.cli(&["key", "add", "x", "--for", "ada", "--scopes", "propose,decide"]);
    assert!(String::from_utf8_lossy(&both.stderr).contains("never decide"), "{both:?}");

    let (id, runner) = product.desktop("bench", &ada).await;
    assert_eq!(runner.get("/me").await.ok()["kind"], "runner");
    let desktops = String::from_utf8(product.cli(&["desktop", "list"]).stdout).unwrap();
    assert!(desktops.contains("bench") && desktops.contains(&id), "{desktops}");
    assert!(product.cli(&["desktop", "remove", "Bench"]).status.success());
    assert_eq!(ada.get("/desktops").await.ok()["items"], json!([]));
    runner.get("/me").await.refused(401, "unauthenticated");
    assert_eq!(product.cli(&["desktop", "remove", "bench"]).status.code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_administers_but_never_decides() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.key("ada", "read,admin");
    let audit = ada.get("/audit").await.ok();
    let rows = audit["items"].as_array().unwrap();
    let made = rows.iter().find(|row| row["action"] == "person.create").unwrap();
    assert_eq!(made["actor"]["name"], "console");
    for (n, row) in rows.iter().enumerate().skip(1) {
        assert_eq!(row["prevHash"], rows[n - 1]["hash"], "both processes write one chain");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_data_is_refused_and_a_later_one_is_not() {
    let mut product = Product::start();
    let second = product.cli(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another mission-control serve"));
    let first = product.setup.clone().unwrap();
    let (took, code) = tokio::task::block_in_place(|| product.terminate());
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(code, Some(0));
    tokio::task::block_in_place(|| product.restart());
    assert_ne!(product.setup.as_ref(), Some(&first), "a new link each time, while there is nobody");
    product.person("ada", "admin");
    tokio::task::block_in_place(|| {
        product.kill();
        product.restart();
    });
    assert_eq!(product.setup, None, "no link once there is somebody");
}

#[tokio::test(flavor = "multi_thread")]
async fn s21_everything_is_stopped_from_the_command_line_while_the_server_runs() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.key("ada", "read,tasks,decide,admin");
    let (desktop, runner) = product.desktop("bench", &ada).await;
    let run = json!({"run": true});
    ada.post("/tasks", crate::support::command(&desktop, "true", run)).await.created();
    let stopped = product.cli(&["stop"]);
    assert!(
        String::from_utf8_lossy(&stopped.stderr).contains("All runs are stopped by console since"),
        "{stopped:?}"
    );
    let claim = async || runner.post("/runner/claim", json!({"freeSlots": 1})).await.status;
    assert_eq!(claim().await, 204);
    assert_eq!(ada.get("/stop").await.ok()["items"][0]["by"]["name"], "console");
    let board = product.browser("ada").await.page("/").await.text;
    assert!(board.contains("All runs are stopped"), "every page says so");
    let nobody = product.cli(&["stop", "--agent", "nobody"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(product.cli(&["resume"]).status.success());
    assert_eq!(claim().await, 200);
}

#[test]
fn a_public_address_is_refused_without_a_declared_proxy() {
    let data = tempfile::tempdir().unwrap();
    for args in [
        &["serve", "--listen", "0.0.0.0:0"][..],
        &["serve", "--listen", "[::]:0"],
        &["serve", "--listen", "0.0.0.0:0", "--public-url", "http://mc.example"],
    ] {
        let done = product::run(data.path(), args, "");
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        let says = String::from_utf8_lossy(&done.stderr);
        assert!(says.contains("--public-url") && done.stdout.is_empty(), "{says}");
    }
}

#[test]
fn a_setting_comes_from_the_flag_the_environment_or_the_file_in_this_order() {
    let data = tempfile::tempdir().unwrap();
    let refused = |args: &[&str], env: Option<&str>| {
        let mut command = product::command(data.path());
        command.args(["serve"]).args(args);
        if let Some(listen) = env {
            command.env("MISSION_CONTROL_LISTEN", listen);
        }
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    std::fs::write(data.path().join("mission-control.toml"), "listen = \"192.0.2.1:1\"").unwrap();
    assert!(refused(&[], None).contains("192.0.2.1:1 "));
    assert!(refused(&[], Some("192.0.2.2:2")).contains("192.0.2.2:2 "));
    assert!(refused(&["--listen", "192.0.2.3:3"], Some("192.0.2.2:2")).contains("192.0.2.3:3 "));
    std::fs::write(data.path().join("mission-control.toml"), "lissen = \"192.0.2.1:1\"").unwrap();
    assert!(refused(&[], None).contains("lissen"));
}

#[test]
fn the_data_directory_is_the_users_own_and_only_theirs() {
    let home = tempfile::tempdir().unwrap();
    let mut command = product::command(home.path());
    let done = command
        .env_remove("MISSION_CONTROL_DATA")
        .env("XDG_DATA_HOME", home.path())
        .args(["desktop", "list"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let data = home.path().join("mission-control");
    assert!(data.join("mission-control.db").is_file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(data.metadata().unwrap().permissions().mode() & 0o077, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desktop_is_renewed_from_the_command_line_over_rest_and_on_the_page() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.key("ada", "read,tasks,decide,admin");
    let (desktop, first) = product.desktop("bench", &ada).await;
    let claim = async |runner: &crate::support::Client| {
        runner.post("/runner/claim", json!({"freeSlots": 1})).await.status
    };
    assert_eq!(claim(&first).await, 204);
    let renewed = product.cli(&["desktop", "renew", "BENCH"]);
    let second = product.client().key(&product::secret(&renewed));
    assert!(String::from_utf8_lossy(&renewed.stderr).contains("asks again"), "{renewed:?}");
    assert_eq!((claim(&first).await, claim(&second).await), (401, 204));
    let made = ada.post(&format!("/desktops/{desktop}/renew"), json!({})).await.ok();
    assert_eq!((&made["id"], &made["name"]), (&json!(desktop), &json!("bench")));
    let third = product.client().key(made["token"].as_str().unwrap());
    assert_eq!((claim(&second).await, claim(&third).await), (401, 204));
    let browser = product.browser("ada").await;
    let page = browser.page(&format!("/settings/desktops?edit={desktop}")).await.text;
    assert!(page.contains("/forms/renew_desktop"), "{page}");
    let done = browser.submit("renew_desktop", &[("id", desktop.as_str())], "text/html").await;
    assert_eq!(done.status, 303, "{done:?}");
    assert_eq!(claim(&third).await, 401);
    let unknown = product.cli(&["desktop", "renew", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn t53_what_somebody_else_named_reaches_the_terminal_marked() {
    let product = Product::start();
    product.person("ada", "admin");
    let ada = product.key("ada", "read,tasks,decide,admin");
    let hidden = corpus::hidden();
    let raw = |out: &std::process::Output| {
        let text = [&out.stdout[..], &out.stderr].concat();
        String::from_utf8(text).unwrap().chars().find(|c| hidden.contains(c))
    };
    // What a name may hold at all: the doors refuse control characters and what turns text around.
    let mut taken = 0;
    for (number, chunk) in hidden.chunks(60).step_by(10).enumerate() {
        let name: String = chunk.iter().collect();
        let desktop = json!({"name": format!("d{number}{name}")});
        taken += u32::from(ada.post("/desktops", desktop).await.status == 201);
        // And in an error.
        let name = name.replace('\0', "");
        let unknown = product.cli(&["desktop", "remove", &format!("none{name}")]);
        assert_eq!((unknown.status.code(), raw(&unknown)), (Some(1), None), "{unknown:?}");
    }
    assert!(taken > 5, "{taken}");
    let list = product.cli(&["desktop", "list"]);
    assert!(list.status.success() && list.stdout.len() > 1_000, "{list:?}");
    assert_eq!(raw(&list), None);
}
