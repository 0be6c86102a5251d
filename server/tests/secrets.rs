//! T87: what somebody typed as a secret is nowhere but where it has to be, and there only as a slow hash.

use serde_json::json;

use crate::support::product::password;
use crate::support::{Product, command};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t87_a_password_is_in_no_file_of_the_server() {
    let mut product = Product::start();
    product.person("ada", "admin");
    let canary = password("ada");
    let browser = product.browser("ada").await;
    let admin = product.key("ada", "read,tasks,decide,admin");
    let (desktop, _) = product.desktop("bench", &admin).await;
    // Wherever a password can be sent, rightly and wrongly, also under a key that keeps what was sent.
    let wrong = format!("{canary}-wrong");
    for (given, status) in [(&canary, 200), (&wrong, 403)] {
        let body = json!({"taskApprovalMode": true, "password": given});
        assert_eq!(browser.put("/settings", body).await.status, status);
        let body = json!({"preset": "restrictive", "password": given});
        assert_eq!(browser.put("/policy", body).await.status, status);
        let task = json!({"run": true, "approveBeforeRun": true});
        let task = admin.post("/tasks", command(&desktop, "rm -rf /srv/x", task)).await.created();
        let id = task["pendingApprovalIds"][0].as_str().unwrap();
        let digest = admin.get(&format!("/approvals/{id}")).await.ok()["digest"].clone();
        let yes =
            json!({"decision": "approve", "digest": digest, "desktop": "bench", "password": given});
        let keyed = browser.with("idempotency-key", &format!("key-{status}"));
        let answer = keyed.post(&format!("/approvals/{id}/resolve"), yes).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert!(!answer.text.contains(&canary), "it is not told back");
        let form =
            [("id", id), ("decision", "approve"), ("desktop", "another"), ("password", given)];
        browser.form("resolve_approval", &form).await;
    }
    tokio::task::block_in_place(|| product.terminate());
    let mut read = 0;
    for file in std::fs::read_dir(product.data.path()).unwrap() {
        let path = file.unwrap().path();
        let Ok(bytes) = std::fs::read(&path) else { continue };
        read += bytes.len();
        let found = bytes.windows(canary.len()).any(|window| window == canary.as_bytes());
        assert!(!found, "{} holds the password", path.display());
    }
    assert!(read > 100_000, "{read} bytes were read");
}
