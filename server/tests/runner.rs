//! A desktop elsewhere: the product's own runner in a process of its own, over HTTP.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Client, Product, command, product, settled, wait_for};

/// A runner process, killed when dropped.
struct Runner(Child);

impl Runner {
    fn start(product: &Product, token: &str, dir: &std::path::Path) -> Self {
        let mut command = product::command(dir);
        let workspace = dir.join("workspace");
        command.args(["runner", "--server", &product.url, "--token", token, "--workspace"]);
        Self(command.arg(workspace).stdout(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct World {
    product: Product,
    client: Client,
    token: String,
    desktop: String,
    dir: tempfile::TempDir,
}

async fn world() -> World {
    let product = Product::start();
    product.person("ada", "admin");
    let client = product.key("ada", "read,tasks,decide,admin");
    let off = json!({"taskApprovalMode": false});
    client.put("/settings", off).await.ok();
    let token = product::secret(&product.cli(&["desktop", "add", "elsewhere"]));
    let desktops = client.get("/desktops").await.ok();
    let desktop = desktops["items"][0]["id"].as_str().unwrap().to_owned();
    World { product, client, token, desktop, dir: tempfile::tempdir().unwrap() }
}

impl World {
    async fn run(&self, content: &str) -> String {
        let task = command(&self.desktop, content, json!({"run": true}));
        self.client.post("/tasks", task).await.created()["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn output_is_handed_out_as_it_was_written_and_to_be_saved() {
    let world = world().await;
    let written = "\u{1b}[31mred\u{1b}[0m\r<b>\u{1b}]0;title\u{7}\n";
    let task = world.run(r"printf '\033[31mred\033[0m\r<b>\033]0;title\007\n'").await;
    let _runner = Runner::start(&world.product, &world.token, world.dir.path());
    let done = settled(&world.client, &task, &["done", "failed"], 20).await;
    assert_eq!(done["output"], written, "programs are given the text as it is");
    let answer = world.client.get(&format!("/tasks/{task}/output")).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, written));
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"output.txt\""),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desktop_elsewhere_runs_cancels_and_says_goodbye() {
    let world = world().await;
    let early = world.run("echo waited; pwd").await;
    let mut runner = Runner::start(&world.product, &world.token, world.dir.path());
    let done = settled(&world.client, &early, &["done", "failed"], 20).await;
    assert_eq!((&done["status"], &done["exitCode"]), (&json!("done"), &json!(0)), "{done}");
    assert!(done["output"].as_str().unwrap().starts_with("waited\n"), "{done}");
    assert_eq!(done["desktop"]["online"], true);

    let failed = settled(&world.client, &world.run("exit 3").await, &["done", "failed"], 20).await;
    assert_eq!((&failed["failure"]["code"], &failed["exitCode"]), (&json!("exit_code"), &json!(3)));

    let long = world.run("echo begun; sleep 300").await;
    settled(&world.client, &long, &["running"], 20).await;
    let begun = Instant::now();
    world.client.post(&format!("/tasks/{long}/cancel"), json!({})).await.ok();
    settled(&world.client, &long, &["cancelled"], 20).await;
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());

    // Told to stop in the middle of a run, it ends the run, reports it, and is gone within five seconds.
    let cut = world.run("sleep 300").await;
    settled(&world.client, &cut, &["running"], 20).await;
    let pid = rustix::process::Pid::from_child(&runner.0);
    let begun = Instant::now();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let status = tokio::task::block_in_place(|| runner.0.wait().unwrap());
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert_eq!(status.code(), Some(0));
    let cut = settled(&world.client, &cut, &["failed", "cancelled"], 40).await;
    assert_ne!(cut["status"], "done", "{cut}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_that_is_killed_loses_its_task_and_does_not_run_it_again() {
    let world = world().await;
    let file = world.dir.path().join("runs");
    let mut runner = Runner::start(&world.product, &world.token, world.dir.path());
    let id = world.run(&format!("echo ran >> '{}'; sleep 5", file.display())).await;
    let runs = || std::fs::read_to_string(&file).map_or(0, |text| text.lines().count());
    wait_for("the start", 20, async || (runs() == 1).then_some(())).await;
    runner.0.kill().unwrap();
    tokio::task::block_in_place(|| runner.0.wait().unwrap());
    let _again = Runner::start(&world.product, &world.token, world.dir.path());
    let task = settled(&world.client, &id, &["failed", "done"], 45).await;
    assert_eq!(task["failure"]["code"], "runner_lost", "{task}");
    assert_eq!(runs(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_whose_desktop_is_removed_gives_up() {
    let world = world().await;
    let mut runner = Runner::start(&world.product, &world.token, world.dir.path());
    wait_for("the runner", 20, async || {
        let desktops = world.client.get("/desktops").await.ok();
        (desktops["items"][0]["online"] == true).then_some(())
    })
    .await;
    assert!(world.product.cli(&["desktop", "remove", "elsewhere"]).status.success());
    let status = wait_for("its end", 60, async || runner.0.try_wait().unwrap()).await;
    assert_ne!(status.code(), Some(0));
}
