//! What every store must do, whatever engine is behind it. The checks know only the port; an engine joins by running
//! the list against an empty database of its own.

mod desk;
mod questions;
mod tasks;

/// Runs each check on a database file of its own.
macro_rules! on_sqlite {
    ($($module:ident: $($check:ident),+ $(,)?;)+) => {
        mod sqlite_passes {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $check() {
                    let folder = tempfile::tempdir().unwrap();
                    let store = store::open(folder.path().join("desk.db")).await.unwrap();
                    super::$module::$check(super::desk::Desk::on(store).await).await;
                }
            )+)+
        }
    };
}

on_sqlite! {
    questions:
        what_is_not_there_is_not_an_error,
        every_combination_of_task_filters_is_understood,
        every_combination_of_approval_filters_is_understood,
    ;
    tasks:
        a_task_reads_back_as_it_was_written,
    ;
}
