//! Writes of one kind, as parts of a change.

use domain::{
    ApprovalId, ChannelId, CommentId, Digest, PersonId, TaskId, Timestamp, Version,
    audit::AuditHead, comment::Comment, notification::Channel,
};

/// One write about comments on lines, or about files that were looked at.
#[derive(Clone, Debug)]
pub enum CommentWrite {
    /// A draft of a comment. Its request must still wait. Guarded.
    Insert(Box<Comment>),
    /// A draft went with an answer. Guarded.
    Send {
        /// The comment.
        id: CommentId,
        /// When.
        at: Timestamp,
    },
    /// A draft is taken back. Guarded.
    Drop(CommentId),
    /// Nothing is written, but this person must have no draft left for the request of this task. Guarded.
    ExpectNoDraft {
        /// The task.
        task: TaskId,
        /// The request.
        approval: ApprovalId,
        /// Whose drafts.
        person: PersonId,
    },
    /// A person has looked at a changed file as it is, or has not.
    PutViewed {
        /// Who.
        person: PersonId,
        /// The task whose run changed it.
        task: TaskId,
        /// The file.
        path: String,
        /// What it was then; none takes the note away.
        digest: Option<Digest>,
    },
}

/// One write about ways to tell people that something waits.
#[derive(Clone, Debug)]
pub enum ChannelWrite {
    /// A new way to tell somebody that something waits. Fails when the person has a mailbox already.
    Insert(Box<Channel>),
    /// A channel's new standing. Guarded.
    Update {
        /// The channel after the change.
        channel: Box<Channel>,
        /// The version before it.
        read: Version,
    },
    /// These were told on a channel, or that was given up.
    PutTold {
        /// The channel.
        channel: ChannelId,
        /// What was told.
        approvals: Vec<ApprovalId>,
        /// When.
        at: Timestamp,
        /// Whether it arrived.
        reached: bool,
    },
    /// Nothing more is told about these on a channel. Doing it twice changes nothing.
    DropTold {
        /// The channel.
        channel: ChannelId,
        /// What was told.
        approvals: Vec<ApprovalId>,
    },
}

/// One write about how much is kept of what happened.
#[derive(Clone, Debug)]
pub enum RecordWrite {
    /// Events up to this number are kept no more. Doing it twice changes nothing.
    ForgetEvents {
        /// The number.
        up_to: i64,
    },
    /// The oldest of the answers that are not counted any more go, but for the newest answer.
    ForgetAnswers {
        /// Those given before.
        before: Timestamp,
        /// At most this many.
        most: u32,
    },
    /// The oldest of what webhooks were told, and what was given up, go.
    ForgetDeliveries {
        /// Those made before.
        before: Timestamp,
        /// At most this many.
        most: u32,
    },
    /// The audit log begins after this row, which it has: the rows up to it stand in a file. Guarded.
    ArchiveAudit {
        /// The row and its hash.
        up_to: AuditHead,
        /// After which row it began before.
        read: i64,
    },
    /// The oldest of the rows that were archived go.
    ForgetArchived {
        /// At most this many.
        most: u32,
    },
}
