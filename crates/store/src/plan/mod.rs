//! What a change comes to in statements. Made before the writer is asked, so that the writer only writes.

mod account;
mod action;
mod channel;
mod comment;
mod policy;
mod purge;
mod record;
mod shared;
mod task;
mod visit;
mod webhook;

use crate::row;
use crate::sql;
use crate::statement::{Arg, Step, args};
use domain::audit::NewAudit;
use service::store::{Change, ChannelWrite, CommentWrite, Write};

/// A change as the writer takes it.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub steps: Vec<Step>,
    /// Chained by the writer.
    pub audit: Vec<NewAudit>,
    /// The values of each event; the first one is its number, given by the writer.
    pub events: Vec<Vec<Arg>>,
}

impl Plan {
    pub fn of(change: Change) -> Self {
        let mut steps = Vec::with_capacity(change.writes.len());
        for write in change.writes {
            plan(write, &mut steps);
        }
        let events = change.events.iter().map(|event| row::event::args(event, 0)).collect();
        Self { steps, audit: change.audit, events }
    }
}

fn plan(write: Write, steps: &mut Vec<Step>) {
    steps.push(match write {
        Write::InsertTask(new) => return task::insert(&new, steps),
        Write::UpdateTask { task, read } => task::update(&task, read),
        Write::ExpectTask { id, read } => task::expect(&id, read),
        Write::ExpectTexts(id) => task::expect_texts(&id),
        Write::InsertApproval(new) => task::insert_approval(&new),
        Write::UpdateApproval { approval, read } => task::update_approval(&approval, read),
        Write::InsertAnswer { approval, given, after } => {
            row::answer::insert(&approval, &given, after)
        }
        Write::AppendLog { task, chunks } => return task::log(&task, &chunks, steps),
        Write::PutFiles { task, files } => return task::files(&task, &files, steps),
        Write::AppendMessage(message) => {
            Step::new(sql::messages::INSERT, row::message::args(&message))
        }
        Write::Comment(CommentWrite::Insert(new)) => comment::insert(&new),
        Write::Comment(CommentWrite::Send { id, at }) => comment::send(&id, at),
        Write::Comment(CommentWrite::Drop(id)) => comment::remove(&id),
        Write::Comment(CommentWrite::ExpectNoDraft { task, approval, person }) => {
            comment::expect_no_draft(&task, &approval, &person)
        }
        Write::Comment(CommentWrite::PutViewed { person, task, path, digest }) => {
            comment::viewed(&person, &task, &path, digest)
        }
        Write::InsertAction(new) => action::insert(&new),
        Write::UpdateAction { action, read } => action::update(&action, read),
        Write::ExpectAction { id, read } => action::expect(&id, read),
        Write::AppendActionLog { action, chunks } => return action::log(&action, &chunks, steps),
        Write::PutActionFiles { action, files } => return action::files(&action, &files, steps),
        Write::PurgeTask(purge) => return purge::task(&purge, steps),
        Write::PurgeAction { action, read } => purge::action(&action, read),
        Write::PurgeApproval { approval, read } => purge::approval(&approval, read),
        Write::PutUsage { task, usage } => task::usage(&task, &usage),
        Write::UpdatePolicy { preset, version, read } => policy::update(preset, version, read),
        Write::ExpectPolicy(read) => policy::expect(read),
        Write::PutAgentNote(note) => Step::new(sql::agent_notes::PUT, row::agent_note::args(&note)),
        Write::InsertStop(new) => Step::new(sql::stops::INSERT, row::stop::args(&new)),
        Write::DeleteStop(agent) => {
            Step::new(sql::stops::DELETE, args![row::stop::key(agent.as_deref())])
        }
        Write::ExpectGoing(agent) => {
            let agent = row::stop::key(agent.as_deref());
            Step::new(sql::stops::GOING, args![agent]).guarded("stop", agent)
        }
        Write::ExpectSettings(read) => account::expect_settings(read),
        Write::ExpectDecider(person) => account::expect_decider(&person),
        Write::ExpectAdmin(person) => account::expect_admin(&person),
        Write::PutLink(link) => Step::new(sql::links::PUT, row::link::args(&link)),
        Write::DropLink(person) => Step::new(sql::links::DROP, args![person.as_str()]),
        Write::UseLink(hash) => {
            Step::new(sql::links::USE, args![&hash]).guarded("password link", "of a person")
        }
        Write::ExpectToken { desktop, token } => account::expect_token(&desktop, &token),
        Write::PutSnooze(snooze) => Step::new(sql::snoozes::PUT, row::snooze::args(&snooze)),
        Write::DropSnooze { person, approval } => {
            Step::new(sql::snoozes::DROP, args![person.as_str(), approval.as_str()])
        }
        Write::PutPermit { work, permit, at } => {
            Step::new(sql::permits::PUT, row::permit::args(&work, &permit, at))
        }
        Write::DropPermit(work) => Step::new(sql::permits::DROP, args![work]),
        Write::InsertRule(new) => policy::insert_rule(&new),
        Write::RevokeRule { id, at } => Step::new(sql::policy::REVOKE_RULE, args![id.as_str(), at]),
        Write::TouchRule { id, at } => Step::new(sql::policy::TOUCH_RULE, args![id.as_str(), at]),
        Write::InsertScript(new) => policy::insert_script(&new),
        Write::UpdateScript { script, read } => policy::update_script(&script, read),
        Write::KeepScriptVersion { script, version } => {
            Step::new(sql::scripts::INSERT_VERSION, row::script::version_args(&script, &version))
        }
        Write::InsertScriptRun { task, script, version } => {
            Step::new(sql::scripts::INSERT_RUN, args![task.as_str(), script.as_str(), version.0])
        }
        Write::InsertWebhook(new) => webhook::insert(&new),
        Write::RemoveWebhook { id, at } => return webhook::remove(&id, at, steps),
        Write::InsertDelivery(new) => return webhook::insert_delivery(&new, steps),
        Write::UpdateDelivery(delivery) => webhook::update_delivery(&delivery),
        Write::Channel(ChannelWrite::Insert(new)) => channel::insert(&new),
        Write::Channel(ChannelWrite::Update { channel, read }) => channel::update(&channel, read),
        Write::Channel(ChannelWrite::PutTold { channel, approvals, at, reached }) => {
            return channel::put_told(&channel, &approvals, at, reached, steps);
        }
        Write::Channel(ChannelWrite::DropTold { channel, approvals }) => {
            return channel::drop_told(&channel, &approvals, steps);
        }
        Write::Record(write) => return record::write(&write, steps),
        Write::Shared(write) => shared::step(write),
        Write::UpdateSettings { settings, read } => account::update_settings(&settings, read),
        Write::InsertDesktop(new) => account::insert_desktop(&new),
        Write::UpdateDesktop(desktop) => account::update_desktop(&desktop, &desktop.token),
        Write::RenewDesktop { desktop, read } => account::update_desktop(&desktop, &read),
        Write::InsertPerson { person, password_hash } => {
            account::insert_person(&person, &password_hash)
        }
        Write::UpdatePerson { person, read } => account::update_person(&person, read),
        Write::SetPassword { person, password_hash } => {
            account::set_password(&person, &password_hash)
        }
        Write::InsertKey { key, secret_hash } => {
            Step::new(sql::keys::INSERT, row::key::args(&key, &secret_hash))
        }
        Write::RevokeKey { id, at } => Step::new(sql::keys::REVOKE, args![id.as_str(), at]),
        Write::TouchKey { id, at } => Step::new(sql::keys::TOUCH, args![id.as_str(), at]),
        Write::InsertSession(session) => {
            Step::new(sql::sessions::INSERT, row::session::args(&session))
        }
        Write::TouchSession { id, at } => Step::new(sql::sessions::TOUCH, args![id.as_str(), at]),
        Write::ConfirmSession { id, at } => {
            Step::new(sql::sessions::CONFIRM, args![id.as_str(), at])
        }
        Write::DeleteSession(id) => Step::new(sql::sessions::DELETE, args![id.as_str()]),
        Write::DeleteSessionsOf(person) => {
            Step::new(sql::sessions::DELETE_OF_PERSON, args![person.as_str()])
        }
        Write::InsertNotice(notice) => visit::insert_notice(&notice),
        Write::PutSetupSecret(hash) => visit::put_setup_secret(hash),
        Write::UseSetupSecret(hash) => visit::use_setup_secret(hash),
        Write::BeginIdempotent(record) => visit::begin_idempotent(&record),
        Write::EndIdempotent { principal, key, answer, task, purged } => {
            visit::end_idempotent(principal, key, answer, task.as_ref(), purged)
        }
        Write::Prune { sessions_before, sessions_made_before, short_lived_before } => {
            return visit::prune(sessions_before, sessions_made_before, short_lived_before, steps);
        }
    });
}
