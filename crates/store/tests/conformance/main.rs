//! What every store must do, whatever engine is behind it. The checks know only the port; an engine joins by running
//! the list against an empty database of its own.
#![expect(clippy::unwrap_used, reason = "here an error is a failed check")]

mod accounts;
mod approvals;
mod changes;
mod desk;
mod file;
mod measure;
mod questions;
mod states;
mod tasks;
mod threads;

/// The checks, each for a database of its own.
macro_rules! every_check {
    ($run:ident) => {
        $run! {
            questions: what_is_not_there_is_not_an_error;
            questions: every_combination_of_task_filters_is_understood;
            questions: every_combination_of_approval_filters_is_understood;
            states: a_task_reads_back_in_every_state;
            states: an_approval_reads_back_in_every_state;
            tasks: a_task_reads_back_as_it_was_written;
            tasks: numbers_are_given_in_order;
            tasks: tasks_are_filtered_cut_and_continued;
            tasks: a_search_takes_wildcards_as_letters;
            tasks: what_waits_behind_a_task_is_counted_once;
            tasks: approvals_that_wait_surround_their_task;
            tasks: retries_are_listed_oldest_first;
            tasks: the_longest_queued_task_is_next;
            tasks: what_is_overdue_is_found_at_its_moment;
            approvals: every_order_walked_in_pages_is_the_whole_list;
            approvals: another_desktop_has_its_own_list;
            approvals: deadlines_are_found_at_their_moment;
            approvals: what_waits_is_counted_by_gate;
            approvals: the_track_record_counts_decisions_about_results;
            threads: a_log_is_kept_once_and_in_order;
            threads: the_output_is_cut_at_the_limit_and_counted_whole;
            threads: changed_files_take_the_place_of_earlier_ones;
            threads: messages_get_the_next_place_in_their_thread;
            accounts: people_are_found_without_regard_to_case;
            accounts: the_system_owns_a_token_and_is_nobody;
            accounts: keys_are_listed_without_runner_tokens;
            accounts: a_removed_desktop_stays_readable_and_frees_its_name;
            accounts: sessions_come_and_go;
            accounts: an_idempotency_key_begins_once;
            accounts: notices_are_for_one_session;
            accounts: setup_is_open_once;
            accounts: settings_begin_with_approval_on_and_are_guarded;
            accounts: only_what_is_old_is_forgotten;
            changes: one_stale_guard_undoes_the_whole_change;
            changes: an_expected_task_is_not_changed;
            changes: events_read_back_with_all_they_carry;
            changes: numbers_and_chain_are_whole_under_concurrency;
            changes: of_eight_deciders_exactly_one_wins;
            changes: a_caller_that_goes_away_undoes_nothing;
            changes: a_failed_change_leaves_its_neighbours_alone;
        }
    };
}

/// On SQLite: a file in a folder of its own.
macro_rules! on_sqlite {
    ($($module:ident: $check:ident;)+) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $check() {
                    let folder = tempfile::tempdir().unwrap();
                    let store = store::open(folder.path().join("desk.db")).await.unwrap();
                    crate::$module::$check(crate::desk::Desk::on(store).await).await;
                }
            )+

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn two_programs_may_write_the_same_database() {
                let folder = tempfile::tempdir().unwrap();
                let place = folder.path().join("desk.db");
                let desk = crate::desk::Desk::on(store::open(&place).await.unwrap()).await;
                let other = store::open(&place).await.unwrap();
                crate::changes::two_programs_may_write_the_same_database(desk, other).await;
            }
        }
    };
}

every_check!(on_sqlite);
