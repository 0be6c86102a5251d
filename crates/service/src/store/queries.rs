//! What can be asked of the store.

use domain::{
    ChannelId, DesktopId, Gate, PersonId, TaskStatus, TaskType, Timestamp, approval::Risk,
};

/// Where the next page begins: the last entry's sort keys, opaque outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub Vec<String>);

impl Cursor {
    /// Whether it has the keys of this order. One that has not is no cursor of that list.
    pub fn fits(&self, order: ApprovalOrder) -> bool {
        let numbers = match order {
            ApprovalOrder::Oldest | ApprovalOrder::NewestDecided => 1,
            ApprovalOrder::Unblocks => 3,
        };
        self.0.len() == numbers + 1
            && self.0[..numbers].iter().all(|key| key.parse::<i64>().is_ok())
    }
}

/// Which tasks, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskQuery {
    /// Only these columns; empty means all.
    pub statuses: Vec<TaskStatus>,
    /// Only this type.
    pub kind: Option<TaskType>,
    /// Only this desktop.
    pub desktop: Option<DesktopId>,
    /// Only those whose title, content or number (12 or MC-12) holds this text, without regard to case.
    pub text: Option<String>,
    /// Only those that this agent works on.
    pub agent: Option<String>,
    /// Only those that were made at this moment or before.
    pub made_until: Option<Timestamp>,
    /// Only those that wait for a person now.
    pub waiting: bool,
    /// Only numbers below this one: the cursor.
    pub before_number: Option<i64>,
    /// At most this many.
    pub limit: u32,
}

/// A part of one of the board's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The column.
    pub status: TaskStatus,
    /// How many cards come before it.
    pub from: u32,
    /// At most this many.
    pub cards: u32,
}

/// Which approvals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalFilter {
    /// Those that wait for a person.
    #[default]
    Pending,
    /// Those that do not.
    Decided,
    /// All.
    All,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalOrder {
    /// The oldest request first.
    #[default]
    Oldest,
    /// The newest decision first: for the history.
    NewestDecided,
    /// Risk, then how many tasks wait behind it, then age: for the panel.
    Unblocks,
}

/// Who did it, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deeds {
    /// Only what this person, by id or by name, said or did.
    pub by: Option<String>,
    /// Only at this moment or later.
    pub from: Option<Timestamp>,
    /// Only before this moment.
    pub to: Option<Timestamp>,
}

/// What happened, newest first, without output. What is absent does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HappenedQuery {
    /// Only before this number: the cursor.
    pub before: Option<i64>,
    /// Only after this number.
    pub after: Option<i64>,
    /// Only this kind, such as `task.done`, or everything of a noun, such as `task`.
    pub kind: Option<String>,
    /// Only what this person or agent did, by name.
    pub by: Option<String>,
    /// Only about tasks that this agent works on.
    pub agent: Option<String>,
    /// Only about this desktop or its tasks.
    pub desktop: Option<DesktopId>,
    /// Only from one moment until before another.
    pub day: Option<(Timestamp, Timestamp)>,
    /// The oldest first; else the newest.
    pub oldest_first: bool,
    /// At most this many.
    pub limit: u32,
}

/// Which approvals, by what a person has put aside for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Aside {
    /// All.
    #[default]
    Any,
    /// Without those that this person has put aside at this moment.
    Without(PersonId, Timestamp),
    /// Only those.
    Only(PersonId, Timestamp),
}

/// What a list of approvals is searched for. What is absent does not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalSearch {
    /// The number of the task (12 or MC-12), or a part of what is asked, without regard to case.
    pub text: Option<String>,
    /// A part of the name of somebody who answered, or their whole id.
    pub decided_by: Option<String>,
    /// A part of the name of who asked.
    pub asked_by: Option<String>,
    /// How it ended, as on the wire.
    pub state: Option<&'static str>,
    /// Ended at this moment or later.
    pub from: Option<Timestamp>,
    /// Ended before this moment.
    pub to: Option<Timestamp>,
}

/// Which approvals, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalQuery {
    /// Pending, decided or all.
    pub filter: ApprovalFilter,
    /// Only this gate.
    pub gate: Option<Gate>,
    /// Only this desktop.
    pub desktop: Option<DesktopId>,
    /// By what a person has put aside.
    pub aside: Aside,
    /// What it is searched for.
    pub search: ApprovalSearch,
    /// The order.
    pub order: ApprovalOrder,
    /// Where to go on.
    pub after: Option<Cursor>,
    /// At most this many.
    pub limit: u32,
}

/// What waits and was not told on a channel since it was asked, or since its reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntoldQuery {
    /// The channel.
    pub channel: ChannelId,
    /// Only of this risk and above.
    pub least: Risk,
    /// Only what this person has not put aside.
    pub person: Option<PersonId>,
    /// At this moment.
    pub now: Timestamp,
    /// At most this many, the newest.
    pub limit: u32,
}

/// The sort keys of an entry: what [`ApprovalQuery::after`] of the next page holds. By order: `Oldest` has when it was
/// requested and its id; `NewestDecided` has when it stopped waiting and its id; `Unblocks` has its risk (0 low to
/// 2 high), how many it holds, when it was requested and its id. Times are microseconds.
pub fn cursor_of(record: &super::ApprovalRecord, order: ApprovalOrder) -> Cursor {
    let approval = &record.approval;
    let (id, asked) = (approval.id.to_string(), approval.requested_at.0.to_string());
    Cursor(match order {
        ApprovalOrder::Oldest => vec![asked, id],
        ApprovalOrder::NewestDecided => {
            let ended = approval.state.completed_at().unwrap_or_default();
            vec![ended.0.to_string(), id]
        }
        ApprovalOrder::Unblocks => {
            vec![(approval.risk as i64).to_string(), record.holds.to_string(), asked, id]
        }
    })
}
