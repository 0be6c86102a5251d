//! Every server of a database signs with the same keys, or does not start.

use crate::support::Product;
use crate::support::database::{Database, Gate};
use crate::support::product::run;
use crate::support::several::directory;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_another_key_does_not_start_and_says_which_file_to_copy() {
    let database = Database::new();
    let gate = Gate::to(&database).await;
    tokio::task::block_in_place(|| {
        let first = Product::start_at(directory(&gate, None), &["--no-local-desktop"], &[]);
        let flags = ["serve", "--listen", "127.0.0.1:0", "--no-local-desktop"];
        let said = |data: &tempfile::TempDir, args: &[&str]| {
            let done = run(data.path(), args, "");
            assert!(!done.status.success(), "{done:?}");
            String::from_utf8(done.stderr).unwrap()
        };
        let other = directory(&gate, None);
        let error = said(&other, &flags);
        assert!(error.contains("signing.key in"), "{error}");
        assert!(error.contains("Copy signing.key and push.key"), "{error}");
        // A command would hand out tokens that name the wrong key.
        let error = said(&other, &["desktop", "add", "bench"]);
        assert!(error.contains("signing.key in"), "{error}");
        let half = directory(&gate, Some(&first));
        std::fs::remove_file(half.path().join("push.key")).unwrap();
        let error = said(&half, &flags);
        assert!(error.contains("push.key in"), "{error}");
        drop(first);
        // When the keys are lost there is a way on.
        let _next = Product::start_at(other, &["--no-local-desktop", "--replace-keys"], &[]);
    });
}
