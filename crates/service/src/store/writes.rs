//! Writes of one kind, as parts of a change.

use domain::{
    ApprovalId, ChannelId, CommentId, Digest, PersonId, TaskId, Timestamp, Version,
    comment::Comment, notification::Channel,
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
