//! A file that an action runs by name, changed between the yes and the run.

use serde_json::json;

use crate::actions::{Desk, proposal};
use crate::support::product::{Runner, secret};
use crate::support::{Product, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn t14_a_script_that_changed_after_the_approval_does_not_run() {
    let product = Product::start();
    let token = secret(&product.cli(&["desktop", "add", "bench"]));
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("deploy.sh");
    std::fs::write(&script, "echo approved >> ran\n").unwrap();
    let mut runner = Runner::start(&product, &product.url, &token, folder.path());
    let desk = Desk::on(product).await;
    let task = desk.prompt().await;
    for (changed, state) in [(false, "succeeded"), (true, "failed")] {
        let body = proposal(&task, json!({"script": "sh deploy.sh", "cwd": "."}));
        let action = desk.fae.post("/actions", body).await.created();
        let path = format!("/actions/{}", action["id"].as_str().unwrap());
        let looked = wait_for("a look", 10, async || {
            let found = desk.admin.get(&path).await.ok();
            (found["operands"][0]["seen"] == "file").then_some(found)
        })
        .await;
        assert_eq!(looked["operands"][0]["text"], "echo approved >> ran\n");
        assert_ne!(looked["digest"], action["digest"]);
        let own = desk.fae.get(&path).await.ok();
        assert_eq!(own["operands"], json!([]), "an agent learns nothing of files this way");
        desk.decide(&action, "approve").await.refused(412, "superseded");
        if changed {
            // Nobody takes it until the file is another one.
            runner.kill();
            desk.decide(&looked, "approve").await.ok();
            std::fs::write(&script, "echo changed >> ran\n").unwrap();
            runner = Runner::start(&desk.product, &desk.product.url, &token, folder.path());
        } else {
            desk.decide(&looked, "approve").await.ok();
        }
        let over = desk.over(&looked).await;
        assert_eq!(over["state"], state, "{over}");
        if changed {
            let reason = over["result"]["reason"].as_str().unwrap();
            assert!(reason.contains("deploy.sh") && reason.contains("operand_drift"), "{over}");
        }
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("ran")).unwrap(), "approved\n");
}
