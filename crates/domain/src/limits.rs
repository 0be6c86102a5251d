//! Every length and count that input is held to, in one place, so that refusals, pages and openapi.json agree.

/// A task's title, in characters.
pub const TITLE: usize = 200;
/// A task's content (command or prompt), in bytes: what an action may have as well (api.md).
pub const CONTENT: usize = 64 * 1024;
/// Feedback and notes, in bytes ("The note is over 16 KiB").
pub const FEEDBACK: usize = 16 * 1024;
/// A comment on a line, in bytes.
pub const COMMENT: usize = 4 * 1024;
/// The comments that go with one answer, in bytes as they are sent: they leave room for a note in [`FEEDBACK`].
pub const COMMENTS: usize = 12 * 1024;
/// How much of a line a comment quotes, in bytes.
pub const QUOTE: usize = 200;
/// A message in a thread, in bytes.
pub const MESSAGE: usize = 16 * 1024;
/// Names of people, agents, desktops and keys, in characters.
pub const NAME: usize = 80;
/// How many files that an action runs by name are looked at.
pub const OPERANDS: usize = 20;
/// The changes of files that an agent would make itself, in bytes of old and new text: what a person still reads.
pub const EDITS: usize = 512 * 1024;
/// The text of those files that is shown, in bytes, all of them together: as much as the code may have.
pub const OPERANDS_TEXT: usize = CONTENT;
/// A path such as `cwd`, in bytes.
pub const PATH: usize = 4096;
/// An outside reference, in characters.
pub const EXTERNAL_REF: usize = 500;
/// How many tasks one task may wait for.
pub const DEPENDENCIES: usize = 50;
/// How long a task may run, in seconds: a week.
pub const TIMEOUT: u32 = 7 * 24 * 3600;
/// How long a task runs when it says nothing, in seconds.
pub const DEFAULT_TIMEOUT: u32 = 3600;
/// A request body, in bytes (api.md: 413 over it).
pub const BODY: usize = 1024 * 1024;
/// The runner's bodies (logs, file changes), in bytes: larger, since diffs travel in one piece.
pub const RUNNER_BODY: usize = 16 * 1024 * 1024;
/// What an external agent may hand in as output with `finish`, in bytes: within one body.
pub const OUTPUT: usize = 512 * 1024;
/// How much of the output a task shows inline, in bytes; the whole is under `/output`.
pub const INLINE_OUTPUT: usize = 64 * 1024;
/// Entries on one page of a list: the default and the most (api.md).
pub const PAGE: u32 = 50;
/// The most entries on one page.
pub const PAGE_MAX: u32 = 200;
/// A password, in characters: at least this many (ASVS 6.2.1 asks for 8 and encourages 15).
pub const PASSWORD_MIN: usize = 12;
/// A password, in bytes: at most; Argon2 would take more, a form need not.
pub const PASSWORD_MAX: usize = 256;
/// A runner's lease, in seconds (agents.md §11).
pub const LEASE_SECONDS: i64 = 30;
/// How often a runner must show that it lives, in seconds.
pub const HEARTBEAT_SECONDS: u32 = 10;
/// A desktop that was not heard of for this long is offline, in seconds: one long-poll and a retry.
pub const OFFLINE_SECONDS: i64 = 60;
/// An approval to run that no runner took in this time lapses, in seconds (design.md §3).
pub const EXECUTE_WITHIN: i64 = 3600;
/// A task that no gate holds may wait for its desktop, or for the tasks before it, this long after it was asked to run, in
/// seconds: thirty days. What a desktop has to remember of used permits ends with it.
pub const START_WITHIN: i64 = 30 * 24 * 3600;
/// A signed-in browser is forgotten after this long without use, in seconds: a week.
pub const SESSION_IDLE: i64 = 7 * 24 * 3600;
/// A signed-in browser is forgotten after this long at all, in seconds: thirty days.
pub const SESSION_ABSOLUTE: i64 = 30 * 24 * 3600;
/// Answers in one request.
pub const BATCH: usize = 100;
/// How long a person can put a request aside for themselves, in seconds: thirty days.
pub const SNOOZE: i64 = 30 * 24 * 3600;
/// Arguments of an action that no shell reads.
pub const ARGUMENTS: usize = 1000;
/// Secrets that one desktop's runner can fill in.
pub const SECRETS: usize = 200;
/// Variables an action adds to the environment.
pub const VARIABLES: usize = 100;
/// What an agent says that an action does, in bytes.
pub const DESCRIPTION: usize = 4 * 1024;
/// An announced pattern for the output, in bytes: it is compiled on the server.
pub const PATTERN: usize = 1024;
/// Announced files.
pub const ANNOUNCED_FILES: usize = 500;
/// How long somebody may be given to decide, in seconds: thirty days.
pub const DECIDE_WITHIN: u32 = 30 * 24 * 3600;
/// How much of each stream an action shows inline, in bytes.
pub const ACTION_OUTPUT: usize = 64 * 1024;
/// Actions of one task that may wait at once: more than anybody reads.
pub const WAITING_ACTIONS: usize = 20;
/// Actions that one task may propose in a minute: more than anybody can read.
pub const ACTIONS_A_MINUTE: usize = 60;
/// Actions of one task in all: an agent that proposed so often is not getting anywhere.
pub const ACTIONS: usize = 500;
/// How long what an agent proposes without naming a task goes to the same task, in seconds: a day.
pub const OPEN_TASK: i64 = 24 * 3600;
/// Parameters of a script.
pub const PARAMETERS: usize = 30;
/// An address, in bytes.
pub const ADDRESS: usize = 2048;
/// The most people that a rule can ask for: as many as a person can name without a list.
pub const PEOPLE: u32 = 9;
/// The longest time to decide, and before people are told again that something waits, in minutes: 30 days.
pub const WAIT_MINUTES: u32 = 43_200;
/// The longest time that texts are kept before they are erased by themselves, in days: a hundred years.
pub const KEEP_DAYS: u32 = 36_500;
/// How long a password that was given again counts, in seconds (OWASP ASVS 5.0, 7.5.3; S06).
pub const CONFIRMED: i64 = 300;
/// What is kept of why a notification did not arrive, in characters.
pub const TOLD_ERROR: usize = 300;
/// A mail address, in bytes (RFC 5321: a path is at most 256 with its brackets).
pub const EMAIL: usize = 254;
/// The longest that notifications are gathered, or paused, in seconds: a day.
pub const GATHER: u32 = 24 * 3600;
/// Devices that one person is told on.
pub const PUSH_DEVICES: usize = 10;
/// How much of a title a device is told, in characters: every system that shows it cuts it there or sooner.
pub const PUSH_TITLE: usize = 80;
/// Channels of a team.
pub const CHANNELS: usize = 50;
/// The fewest and the most of somebody's last answers that their attention may be told from.
pub const ATTENTION_ANSWERS: std::ops::RangeInclusive<u32> = 10..=200;
/// From which share of quick answers on attention may be low, in percent.
pub const ATTENTION_SHARE: std::ops::RangeInclusive<u32> = 1..=100;
/// How long a link works with which a person chooses their password, in seconds: three days.
pub const PASSWORD_LINK: i64 = 3 * 24 * 3600;
/// How many of the newest events are kept however old they are: a quiet desk still shows what happened last.
pub const EVENTS_KEPT: i64 = 1_000;
/// How many events one page of what happened looks at, at most: one that fits a narrow filter may lie far back.
pub const EVENTS_LOOKED_AT: i64 = 20_000;
/// How many decisions, the newest of a time, are summed up at most, and how many answers.
pub const DECISIONS_COUNTED: u32 = 20_000;
