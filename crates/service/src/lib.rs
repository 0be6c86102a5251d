//! What can be done: every use case of Mission Control, one verb one function.
//! It must never name a database, a route or a page, and it is the only caller of domain transitions.

mod action_views;
mod action_work;
mod actions;
mod activity;
mod agent_notes;
mod agents;
mod anew;
mod approvals;
mod archive;
mod ask;
mod attention;
mod audit;
mod batch;
mod board;
mod card;
mod change;
mod channels;
mod claim;
mod claim_check;
pub mod clock;
mod close;
mod comments;
mod concerns;
mod confirm;
pub mod courier;
mod create;
mod decide;
mod deciders;
mod dependants;
mod desktops;
mod edit;
pub mod error;
mod evidence;
mod expiry;
pub mod feed;
mod flood;
mod foresee;
mod foresee_task;
mod idempotency;
mod insights;
mod keeping;
mod keys;
mod links;
mod live;
mod look;
mod mailbox;
mod merge;
mod messages;
mod notices;
mod notifications;
mod open_task;
mod own;
mod password_links;
mod people;
mod permits;
mod policy;
mod prerequisites;
mod proposal;
mod propose;
mod purge;
mod push;
mod reading;
mod reminders;
mod renew;
mod replay;
mod report;
mod restore;
mod run;
mod script_uses;
mod scripts;
mod secret;
mod server_keys;
mod sessions;
mod settings;
pub mod signer;
mod snooze;
mod stops;
pub mod store;
mod sweep;
mod task_for;
mod tasks;
mod text;
mod tries;
mod upkeep;
mod views;
mod webhook_headers;
mod webhooks;
mod wiping;

pub use approvals::ApprovalList;
pub use audit::AuditExport;
pub use board::{Board, Column};
pub use card::Card;
pub use clock::{Clock, Ids};
pub use concerns::Concerns;
pub use courier::{Courier, Letter, Undelivered};
pub use error::Error;
pub use feed::Polls;
pub use foresee::{Answers, Foreseen};
pub use foresee_task::{Said, TaskForeseen};
pub use idempotency::{About, Begun};
pub use insights::InsightFilter;
pub use links::TaskLinks;
pub use live::{LiveEvents, News, Told};
pub use password_links::Invited;
pub use replay::{Changed, Replay, Thought, ThoughtRule};
pub use restore::Recalled;
pub use script_uses::{ScriptRun, ScriptUses};
pub use server_keys::Standing;
pub use sessions::SignedIn;
pub use settings::ModeHistory;
pub use signer::Signer;
pub use store::{
    ApprovalFilter, ApprovalOrder, ApprovalSearch, Change, Deeds, Happened, HappenedQuery, Store,
    StoreError, Unclosed, Waiting, Window,
};
pub use tasks::{TaskContext, TaskFilter};
pub use tries::SignInTry;
pub use webhooks::Telling;

use clock::SharedClock;
use domain::{DesktopId, KeyId};
use feed::Feed;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64},
    },
};

/// The desk: everything a door may ask for. Cheap to clone.
#[derive(Clone)]
pub struct MissionControl {
    store: Arc<dyn Store>,
    clock: Arc<SharedClock>,
    ids: Arc<dyn Ids>,
    signer: Arc<dyn Signer>,
    courier: Arc<dyn Courier>,
    feed: Feed,
    /// Events as they happen, for all who listen.
    live: Arc<live::Live>,
    /// When upkeep last ran, in microseconds.
    swept: Arc<AtomicI64>,
    /// Whether upkeep is still purging what was kept long enough.
    purging: Arc<AtomicBool>,
    /// Whether upkeep is still forgetting what happened long ago.
    forgetting: Arc<AtomicBool>,
    /// The enrolment of each desktop that everything which waits there was asked for, as far as this server knows.
    asked_for: Arc<Mutex<BTreeMap<DesktopId, KeyId>>>,
    /// When writes last waited for the file to be written anew.
    wiping: Arc<wiping::Wiping>,
    /// Held while a try of something limited is taken.
    trying: Arc<tokio::sync::Mutex<()>>,
    /// Which agents came in of late.
    noted: Arc<agent_notes::Noted>,
    /// Which agents ask faster than anybody reads.
    floods: Arc<flood::Floods>,
    /// Held while the task is looked for that a proposal without one goes to.
    opening: Arc<tokio::sync::Mutex<()>>,
    /// How fast people decide, as it was a short while ago.
    pace: Arc<insights::RecentPace>,
}

impl MissionControl {
    /// Puts the desk on a store, a clock, a source of ids and a key to sign with.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        signer: Arc<dyn Signer>,
    ) -> Self {
        let feed = Feed::default();
        Self {
            live: Arc::new(live::Live::new(Arc::clone(&store), Arc::clone(&clock), feed.clone())),
            store,
            clock: Arc::new(SharedClock::on(clock)),
            ids,
            signer,
            courier: Arc::new(courier::Nobody),
            feed,
            swept: Arc::default(),
            purging: Arc::default(),
            forgetting: Arc::default(),
            asked_for: Arc::default(),
            wiping: Arc::default(),
            trying: Arc::default(),
            noted: Arc::default(),
            floods: Arc::default(),
            opening: Arc::default(),
            pace: Arc::default(),
        }
    }

    /// With somebody who takes messages to people; without, nobody is told anything.
    #[must_use]
    pub fn with_courier(self, courier: Arc<dyn Courier>) -> Self {
        Self { courier, ..self }
    }

    /// What long-polls cost so far.
    pub fn polls(&self) -> Polls {
        self.feed.polls()
    }

    /// Ends every long-poll, now and from now on: whoever waits is answered with what there is.
    pub fn hang_up(&self) {
        self.feed.hang_up();
    }

    /// The time by the desk's own clock: ages on a page are counted from it.
    pub fn now(&self) -> domain::Timestamp {
        self.clock.now()
    }
}
