//! What every store must do, whatever engine is behind it. The checks know only the port; an engine joins by running
//! the list against an empty database of its own.
#![expect(clippy::unwrap_used, reason = "here an error is a failed check")]

mod accounts;
mod action_output;
mod action_states;
mod actions;
mod agent_notes;
mod answers;
mod approvals;
mod cards;
mod changes;
mod channels;
mod comments;
mod decided;
mod desk;
mod file;
mod happened;
mod keeping;
mod measure;
mod own_database;
mod permits;
mod policy;
mod proposals;
mod purge;
mod questions;
mod scripts;
mod server;
mod shared;
mod states;
mod stops;
mod tasks;
mod threads;
mod tls;
mod transfer;
mod webhooks;

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
            threads: changed_files_and_usage_surround_their_task;
            tasks: numbers_are_given_in_order;
            tasks: tasks_are_filtered_cut_and_continued;
            cards: a_column_is_walked_from_any_place_in_it;
            cards: what_asks_comes_first_in_pending_and_running;
            cards: a_card_has_what_surrounds_its_task;
            cards: agents_are_named_once_and_in_order;
            cards: what_nobody_knows_is_found_until_a_person_closes_it;
            cards: a_lost_command_is_found_until_a_person_closes_it;
            tasks: a_search_takes_wildcards_as_letters;
            tasks: a_text_of_any_letters_reads_back_and_is_found;
            tasks: what_waits_behind_a_task_is_counted_once;
            tasks: links_are_walked_both_ways_nearest_first;
            tasks: approvals_that_wait_surround_their_task;
            tasks: retries_are_listed_oldest_first;
            tasks: the_longest_queued_task_is_next;
            tasks: what_is_overdue_is_found_at_its_moment;
            approvals: every_order_walked_in_pages_is_the_whole_list;
            approvals: another_desktop_has_its_own_list;
            approvals: deadlines_are_found_at_their_moment;
            approvals: what_waits_is_counted_by_gate;
            approvals: since_when_work_is_held_up_is_that_of_the_oldest_behind;
            approvals: the_track_record_counts_decisions_about_results;
            decided: what_was_decided_is_found_in_its_window_and_at_its_gate;
            decided: a_yes_that_was_taken_back_was_decided;
            answers: answers_are_found_newest_first_and_from_a_moment_on;
            answers: an_answer_after_one_that_was_not_counted_is_refused;
            happened: what_happened_is_found_by_who_what_where_and_when;
            keeping: the_oldest_events_are_forgotten_and_it_is_known_up_to_where;
            keeping: only_archived_audit_rows_go_and_the_chain_goes_on;
            keeping: what_is_open_keeps_the_log_since_its_task_was_made;
            keeping: old_answers_and_tellings_go_a_few_at_a_time;
            accounts: a_link_for_a_password_is_used_once_and_an_administrator_stays;
            threads: a_log_is_kept_once_and_in_order;
            threads: the_output_is_cut_at_the_limit_and_counted_whole;
            threads: changed_files_take_the_place_of_earlier_ones;
            threads: messages_get_the_next_place_in_their_thread;
            action_states: an_action_reads_back_in_every_state;
            action_states: an_action_reads_back_with_all_that_surrounds_it;
            actions: actions_are_guarded;
            actions: an_action_does_not_go_back;
            actions: of_two_claims_one_wins;
            actions: a_stale_action_undoes_its_own_change_alone;
            actions: the_action_that_waited_longest_is_next;
            permits: a_permit_is_kept_to_the_byte_until_it_is_taken_back;
            comments: a_draft_is_sent_once_and_taken_only_while_its_request_waits;
            comments: a_file_is_noted_as_it_was_looked_at;
            purge: what_is_purged_is_guarded_and_leaves_no_trace_once_it_is_wiped;
            purge: what_was_kept_long_enough_is_found_at_its_moment;
            agent_notes: an_agent_at_a_door_reads_back_and_what_is_left_out_stays;
            stops: what_is_stopped_begins_nothing;
            actions: files_to_look_at_are_found_while_a_person_is_asked;
            actions: overdue_actions_are_found_at_their_moment;
            action_output: the_output_of_an_action_is_kept_once_and_by_stream;
            action_output: files_of_an_action_take_the_place_of_earlier_ones;
            action_output: what_agents_do_is_counted_by_name;
            policy: the_policy_begins_strict_and_is_guarded;
            policy: rules_read_back_newest_first;
            policy: rules_are_used_and_revoked;
            policy: every_use_of_a_rule_counts;
            scripts: versions_and_runs_are_kept_newest_first;
            scripts: scripts_read_back_by_name;
            scripts: scripts_are_guarded;
            scripts: the_name_of_a_script_is_taken_until_it_is_removed;
            shared: a_limit_is_guarded_and_forgotten_in_time;
            shared: a_turn_is_taken_by_one;
            shared: the_first_key_stays_until_another_one_is_to_take_its_place;
            webhooks: webhooks_read_back_by_name;
            webhooks: a_telling_reads_back_in_every_state;
            webhooks: due_tellings_are_found_at_their_moment_and_in_order;
            webhooks: nothing_waits_for_a_webhook_that_was_removed;
            channels: a_channel_reads_back_in_every_standing;
            channels: a_person_has_one_mailbox_until_it_is_removed;
            channels: what_waits_is_told_once_and_again_after_its_reminder;
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

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn what_another_program_commits_rings_the_bell() {
                let folder = tempfile::tempdir().unwrap();
                let place = folder.path().join("desk.db");
                let desk = crate::desk::Desk::on(store::open(&place).await.unwrap()).await;
                let other = store::open(&place).await.unwrap();
                crate::shared::what_another_program_commits_rings_the_bell(desk, other).await;
            }
        }
    };
}

every_check!(on_sqlite);

/// On PostgreSQL: a database of its own.
macro_rules! on_postgres {
    ($($module:ident: $check:ident;)+) => {
        mod postgres {
            use crate::own_database::OwnDatabase;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $check() {
                    let database = OwnDatabase::make().await;
                    let store = store::open(database.url()).await.unwrap();
                    crate::$module::$check(crate::desk::Desk::on(store).await).await;
                }
            )+

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn two_programs_may_write_the_same_database() {
                let database = OwnDatabase::make().await;
                let desk = crate::desk::Desk::on(store::open(database.url()).await.unwrap()).await;
                let other = store::open(database.url()).await.unwrap();
                crate::changes::two_programs_may_write_the_same_database(desk, other).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn what_another_program_commits_rings_the_bell() {
                let database = OwnDatabase::make().await;
                let desk = crate::desk::Desk::on(store::open(database.url()).await.unwrap()).await;
                let other = store::open(database.url()).await.unwrap();
                crate::shared::what_another_program_commits_rings_the_bell(desk, other).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn one_program_leads_and_another_when_that_is_gone() {
                let database = OwnDatabase::make().await;
                let one = store::open(database.url()).await.unwrap();
                let other = store::open(database.url()).await.unwrap();
                crate::shared::one_program_leads_and_another_when_that_is_gone(one, other).await;
            }
        }
    };
}

every_check!(on_postgres);
