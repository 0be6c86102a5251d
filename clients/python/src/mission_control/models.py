"""The bodies and answers of the API, made from openapi.json by generate.py. Do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

ActionOutcome: TypeAlias = Literal['exited', 'killed', 'timed_out', 'cancelled', 'not_started']
"""
How a run ended, for programs.
"""


AgentToken: TypeAlias = str
"""
What an agent that the runner starts speaks with: as the task's agent, about this task alone, until the run ends.
"""


class Asked(TypedDict):
    """
    How often something asked in the last 30 days, and what people said.
    """

    approved: int
    """
    How many of them were approved.
    """
    asked: int
    """
    How many actions asked.
    """
    rejected: int
    """
    How many of them were rejected.
    """


class AttentionView(TypedDict):
    """
    Somebody's last answers, counted. An answer that was one of several counts too.
    """

    answers: int
    """
    How many there are, at most as many as the settings say.
    """
    fast: int
    """
    How many of them came less than three seconds after the request was asked.
    """
    low: bool
    """
    Whether it is low by the rule in the settings.
    """
    rejected: int
    """
    How many of them were a no.
    """


class Branch(TypedDict):
    """
    A branch in a repository of the task's desktop. Nothing of it is in the checkout that it was made from until a person has
    it merged.
    """

    base: str
    """
    The commit that it began at: 40 or 64 hex digits.
    """
    commit: str
    """
    The commit that it ended at, which is what was reviewed.
    """
    name: str
    """
    Its name, such as `mission-control/task-12`.
    """
    repository: str
    """
    The checkout that it was made from: a path on the desktop, inside its workspace root.
    """


class BulkItem(TypedDict):
    """
    One answer of many.
    """

    decision: Literal['approve', 'reject']
    """
    `approve` or `reject`.
    """
    digest: str
    """
    The digest of what was read; always required here.
    """
    feedback: NotRequired[str | None]
    """
    What went wrong, or what to mind.
    """
    id: str
    """
    The approval.
    """


class BulkResolve(TypedDict):
    """
    `POST /approvals/resolve`: many at once, each on its own.
    """

    items: list[BulkItem]
    """
    1 to 100 answers.
    """


class ChangeDesktop(TypedDict):
    """
    `PUT /desktops/{id}`: the fields that are present change. An empty text takes a field away.
    """

    group: NotRequired[str | None]
    """
    The group it belongs to.
    """
    remoteAccessUrl: NotRequired[str | None]
    """
    How to get hands-on: an `https:`, `http:`, `ssh:`, `rdp:` or `vnc:` address with `{name}`, `{id}` and `{hostname}`.
    """


ChangeKind: TypeAlias = Literal['added', 'modified', 'deleted', 'renamed']
"""
What happened to a file.
"""


class CheckpointItem(TypedDict):
    """
    A signed statement of how far the log has come.
    """

    checkpoint: str
    """
    The signed note: origin, number of rows, root, a blank line, the signature.
    """
    publicKey: str
    """
    The Ed25519 key that signed it, 32 bytes in base64.
    """


class CloseAction(TypedDict):
    """
    `POST /actions/{id}/close`: a person looked at the machine.
    """

    ran: bool
    """
    Whether it ran.
    """


class CloseTask(TypedDict):
    """
    `POST /tasks/{id}/close`: a person looked at the machine.
    """

    ran: bool
    """
    Whether its command ran.
    """


class ConfirmChannel(TypedDict):
    """
    `POST /notifications/channels/{id}/confirm`.
    """

    code: str
    """
    The code that was mailed.
    """


class CreateChannel(TypedDict):
    """
    `POST /notifications/channels`.
    """

    address: str
    """
    The mail address, or the webhook's address. A webhook's is a secret and not shown again.
    """
    kind: Literal['email', 'slack']
    """
    `email`: one's own mailbox, to which a code is mailed. `slack`: a team's incoming webhook, by an administrator.
    """
    name: NotRequired[str | None]
    """
    1 to 80 characters; a mailbox needs none.
    """


class CreateDesktop(TypedDict):
    """
    `POST /desktops`.
    """

    group: NotRequired[str | None]
    """
    The group it belongs to.
    """
    name: str
    """
    What to call it, 1 to 80 characters, unique.
    """


class CreateWebhook(TypedDict):
    """
    `POST /webhooks`.
    """

    name: str
    """
    1 to 80 characters.
    """
    url: str
    """
    An `https` address that is not on a private network, at most 2048 bytes.
    """


class DayView(TypedDict):
    """
    The decisions of one day.
    """

    approved: int
    """
    How many said yes.
    """
    date: str
    """
    `2026-01-31`, UTC.
    """
    rejected: int
    """
    How many said no.
    """


class DesktopRef(TypedDict):
    """
    A desktop as other bodies name it.
    """

    group: NotRequired[str | None]
    """
    The group it belongs to.
    """
    id: str
    """
    Opaque.
    """
    name: str
    """
    What people call it.
    """
    online: bool
    """
    Whether its runner was heard of in the last minute.
    """


class Difference1(TypedDict):
    """
    It ended with another code.
    """

    actual: NotRequired[int | None]
    """
    What came; none when it was stopped.
    """
    expected: int
    """
    What was announced.
    """
    kind: Literal['exit_code']


class Difference2(TypedDict):
    """
    Nothing in the output matches.
    """

    kind: Literal['output']
    pattern: str
    """
    The pattern that was announced.
    """


class Difference3(TypedDict):
    """
    A file changed that was not announced.
    """

    kind: Literal['file_not_announced']
    path: str
    """
    Which.
    """


class Difference4(TypedDict):
    """
    An announced file did not change.
    """

    kind: Literal['file_not_changed']
    path: str
    """
    Which.
    """


Difference: TypeAlias = Difference1 | Difference2 | Difference3 | Difference4
"""
One way in which the result differs.
"""


Door: TypeAlias = Literal['runner', 'mcp', 'rest', 'hook']
"""
The way an agent's requests come in.
"""


class Edit(TypedDict):
    """
    One change of a file, as an agent disclosed it.
    """

    new: NotRequired[str | None]
    """
    The text that takes its place; null where the file goes.
    """
    old: NotRequired[str | None]
    """
    The text that is replaced; null where the file is new.
    """
    path: str
    """
    The file, as the agent names it.
    """


class EditAction(TypedDict):
    """
    `POST /actions/{id}/edit`: a person changes the command of a proposal that waits. All else stays as it was proposed.
    """

    argv: NotRequired[list[str] | None]
    """
    With `exec`: the program and its arguments, at most 64 KiB together.
    """
    script: NotRequired[str | None]
    """
    The whole script as it shall run, at most 64 KiB.
    """


class Evidence(TypedDict):
    """
    `GET /approvals/{id}/evidence`.
    """

    publicKey: str
    """
    The key that signed it, in base64.
    """
    signature: str
    """
    Ed25519, in base64.
    """
    statement: str
    """
    A statement as JSON text: exactly these bytes are signed, after the line `mission-control/evidence/v1`.
    """


class Exact1(TypedDict):
    """
    A command line that a POSIX shell reads.
    """

    command: str
    """
    A command line that a POSIX shell reads.
    """


class Exact2(TypedDict):
    """
    A program and its arguments, which no shell reads.
    """

    argv: list[str]
    """
    A program and its arguments, which no shell reads.
    """


class Exact3(TypedDict):
    """
    Changes of files.
    """

    edits: list[Edit]
    """
    Changes of files.
    """


class Exact4(TypedDict):
    """
    The input of a tool of its own: any JSON.
    """

    input: Any
    """
    The input of a tool of its own: any JSON.
    """


class Exact5(TypedDict):
    """
    Nothing to run: it asks whether it may do what this Markdown says.
    """

    question: str
    """
    Nothing to run: it asks whether it may do what this Markdown says.
    """


Exact: TypeAlias = Exact1 | Exact2 | Exact3 | Exact4 | Exact5
"""
Exactly what an agent would do itself.
"""


class Expected1(TypedDict):
    """
    As checks.
    """

    exitCode: NotRequired[int | None]
    """
    The exit code.
    """
    files: NotRequired[list[str] | None]
    """
    Every path that is changed, relative to the working directory; none means that it is not said.
    """
    outputPattern: NotRequired[str | None]
    """
    A regular expression that the output matches somewhere.
    """
    text: NotRequired[str | None]
    """
    The same in words.
    """


Expected: TypeAlias = str | Expected1
"""
What an agent says will come back.
"""


FactKind: TypeAlias = Literal['deletes', 'writes', 'installs', 'contacts', 'elevated', 'pipes_to_shell', 'decodes', 'hides', 'loads', 'wraps', 'system', 'secrets', 'given_secret', 'unreadable']
"""
What kind of thing a command does.
"""


FailureCode: TypeAlias = Literal['exit_code', 'rejected', 'timeout', 'runner_lost', 'dependency_failed', 'expired', 'no_agent']
"""
Why a task failed.
"""


class FailureView(TypedDict):
    """
    Why a task failed.
    """

    code: FailureCode
    """
    For programs.
    """
    message: str
    """
    For people.
    """


class FileChange(TypedDict):
    """
    One file a run changed.
    """

    additions: int
    """
    Lines added; 0 for binary files.
    """
    binary: bool
    """
    Whether the content is not text.
    """
    change: ChangeKind
    """
    What happened to it.
    """
    deletions: int
    """
    Lines removed; 0 for binary files.
    """
    diff: str
    """
    The unified diff, with `@@` headers; empty when the file is binary or too large.
    """
    oldPath: NotRequired[str | None]
    """
    Where it was before, when it was renamed.
    """
    path: str
    """
    The path, relative to the task's working directory (or its git top level).
    """
    truncated: bool
    """
    Whether the diff was cut because it was too large; the counts are still whole.
    """


Findings: TypeAlias = list[Difference]
"""
How what came back compares with what was announced.
"""


class FinishTask(TypedDict):
    """
    `POST /tasks/{id}/finish`: the external agent says how it went.
    """

    expected: NotRequired[Expected | None]
    outcome: Literal['succeeded', 'failed']
    """
    `succeeded` or `failed`.
    """
    output: NotRequired[str | None]
    """
    What it made or found, at most 512 KiB.
    """


Gate: TypeAlias = Literal['before_run', 'action', 'after_run']
"""
Where an approval holds the work.
"""


class Health(TypedDict):
    """
    How the server is.
    """

    status: str
    """
    `ok`.
    """
    version: str
    """
    The product's version.
    """


class Heartbeat(TypedDict):
    """
    `POST /runner/work/{id}/heartbeat?wait=SECONDS`: renews the lease and waits up to that long for a cancel.
    """

    lease: str
    """
    The right to report.
    """


Held: TypeAlias = Literal['enforced', 'proposals', 'cooperative']
"""
What of an agent's doing is held until a person says yes.
"""


class Hurried(TypedDict):
    """
    That one more person is asked because somebody's last approvals were very quick.
    """

    yours: NotRequired[int | None]
    """
    How many approvals of whoever asks were so; null when it was somebody else who said yes already.
    """


Interpreter: TypeAlias = Literal['bash', 'sh', 'powershell', 'exec']
"""
What reads the code.
"""


Level: TypeAlias = Literal['runs', 'asks', 'blocked']
"""
What happens with an action.
"""


class LookWork(TypedDict):
    """
    Files that an action would run by name, for the person who is asked about it.
    """

    cwd: NotRequired[str | None]
    """
    Where the action would run; its task's own directory when absent.
    """
    id: str
    """
    The action's id.
    """
    paths: list[str]
    """
    The names, as the command has them.
    """
    taskNumber: int
    """
    Its task's number, which names that directory.
    """


class NoteCanary(TypedDict):
    """
    How the test of an agent's gate went, just now.
    """

    note: NotRequired[str | None]
    """
    What was seen, at most 4 KiB.
    """
    passed: bool
    """
    Whether it asked before it did what it was told.
    """


class Operand1(TypedDict):
    """
    The desktop has not looked yet.
    """

    seen: Literal['not_yet']


class Operand2(TypedDict):
    """
    A file.
    """

    bytes: int
    """
    How many bytes it has.
    """
    digest: str
    """
    SHA-256 of its bytes.
    """
    seen: Literal['file']
    text: NotRequired[str | None]
    """
    Its text; none when it is no text, too long, outside the workspace, or usually secret.
    """


class Operand3(TypedDict):
    """
    There was no such file.
    """

    seen: Literal['missing']


class Operand4(TypedDict):
    """
    Which file it is, or what is in it, is not known, and this is why. It is no part of what is approved.
    """

    seen: Literal['unknown']
    why: str
    """
    Why, for people.
    """


class Operand5(TypedDict):
    """
    A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
    """

    path: str
    """
    The name as the command has it.
    """
    salt: NotRequired[str | None]
    """
    Random text of the desktop's. It goes into what is approved with what was found, so that nobody who knows the rest
    can try out what a file holds.
    """


class Operand6(Operand1, Operand5):
    """
    A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
    """


class Operand7(Operand2, Operand5):
    """
    A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
    """


class Operand8(Operand3, Operand5):
    """
    A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
    """


class Operand9(Operand4, Operand5):
    """
    A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
    """


Operand: TypeAlias = Operand6 | Operand7 | Operand8 | Operand9
"""
A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
"""


class PaceView(TypedDict):
    """
    Some decisions, summed up.
    """

    decisions: int
    """
    How many there were.
    """
    fast: int
    """
    How many were decided less than three seconds after they were asked.
    """
    fastPercent: NotRequired[int | None]
    """
    The same in percent; null without a decision.
    """
    medianMs: NotRequired[int | None]
    """
    Half of them took no longer from request to decision, in milliseconds.
    """
    p90Ms: NotRequired[int | None]
    """
    Nine of ten took no longer, in milliseconds.
    """
    rejected: int
    """
    How many of them were a no.
    """
    rejectedPercent: NotRequired[int | None]
    """
    The same in percent; null without a decision.
    """


class PageFileChange(TypedDict):
    """
    One page of a list.
    """

    items: list[FileChange]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class Parameter(TypedDict):
    """
    Something a person fills in before a script runs. The script reads it as a variable of this name.
    """

    default: NotRequired[str | None]
    """
    What it is when nothing is filled in; without it something has to be.
    """
    description: NotRequired[str]
    """
    What to fill in.
    """
    name: str
    """
    Letters, digits and underscores, not beginning with a digit.
    """


PartyKind: TypeAlias = Literal['person', 'agent', 'runner', 'system']
"""
What kind of actor a record names.
"""


Password: TypeAlias = str
"""
What somebody typed as their password. It is never printed.
"""


class PersonRef(TypedDict):
    """
    A person as other bodies name them.
    """

    id: str
    """
    Opaque.
    """
    name: str
    """
    The name at that moment.
    """


class PostMessage(TypedDict):
    """
    `POST /tasks/{id}/messages`.
    """

    text: str
    """
    Text, at most 16 KiB.
    """


Preset: TypeAlias = Literal['autonomous', 'permissive', 'balanced', 'restrictive']
"""
What happens with an action that no rule speaks about. A looser preset is less than a stricter one.
"""


class PurgeTask(TypedDict):
    """
    `POST /tasks/{id}/purge`.
    """

    password: NotRequired[Password | None]


class PushFiles(TypedDict):
    """
    `POST /runner/work/{id}/files`: the whole list, in place of an earlier one.
    """

    files: list[FileChange]
    """
    What changed.
    """
    lease: str
    """
    The right to report.
    """


class PushLook(TypedDict):
    """
    `POST /runner/work/{id}/look`: what was found, in the order that was asked for.
    """

    operands: list[Operand]
    """
    The files.
    """


Reason: TypeAlias = Literal['wrong_fix', 'wrong_machine', 'wrong_time', 'handle_manually']
"""
The reasons for a no that take one tap.
"""


class ReportAction(TypedDict):
    """
    `POST /actions/{id}/report`: the agent says how what it took ended.
    """

    exitCode: NotRequired[int | None]
    """
    With `exited`: the exit code, 0 for what went well.
    """
    lease: str
    """
    The right to report, from the answer to `take`.
    """
    outcome: ActionOutcome
    """
    How it ended.
    """
    output: NotRequired[str | None]
    """
    What it printed, as far as the agent tells: at most 64 KiB.
    """
    reason: NotRequired[str | None]
    """
    With `not_started`: why, at most 4 KiB.
    """
    signal: NotRequired[int | None]
    """
    With `killed`: the number of the signal.
    """


class Resolve(TypedDict):
    """
    `POST /approvals/{id}/resolve`.
    """

    checklist: NotRequired[list[bool] | None]
    """
    The five lines of the checklist, as they were ticked.
    """
    decision: Literal['approve', 'reject']
    """
    `approve` or `reject`.
    """
    desktop: NotRequired[str | None]
    """
    The name of the desktop, typed: asked of a person at a browser for a yes to something weighty.
    """
    digest: NotRequired[str | None]
    """
    The digest of what was read. Required where something will run.
    """
    feedback: NotRequired[str | None]
    """
    What went wrong, or what to mind; at most 16 KiB.
    """
    password: NotRequired[Password | None]
    reason: NotRequired[Reason | None]


class RetryTask(TypedDict):
    """
    `POST /tasks/{id}/retry`. What is absent is taken from the task that is tried again.
    """

    content: NotRequired[str | None]
    """
    The revised content.
    """
    requiresApproval: NotRequired[bool | None]
    """
    The flag for the new attempt.
    """
    title: NotRequired[str | None]
    """
    The revised title.
    """


class Review(TypedDict):
    """
    `POST /tasks/{id}/review`.
    """

    decision: Literal['approve', 'reject']
    """
    `approve` or `reject`.
    """
    digest: NotRequired[str | None]
    """
    The digest of what was read.
    """
    feedback: NotRequired[str | None]
    """
    What went wrong, or what to mind; at most 16 KiB.
    """
    password: NotRequired[Password | None]


Risk: TypeAlias = Literal['low', 'medium', 'high']
"""
How much could go wrong, by our own rules.
"""


Role: TypeAlias = Literal['viewer', 'operator', 'approver', 'admin']
"""
What a person may do. Each role includes the ones before it.
"""


class RunOutcome1(TypedDict):
    """
    The command ended by itself.
    """

    exit_code: int
    """
    Its exit code.
    """
    kind: Literal['exited']


class RunOutcome2(TypedDict):
    """
    The command was killed by a signal that nobody here sent.
    """

    kind: Literal['killed']
    signal: int
    """
    The signal's number.
    """


class RunOutcome3(TypedDict):
    """
    It ran longer than it may and was stopped.
    """

    kind: Literal['timed_out']


class RunOutcome4(TypedDict):
    """
    It was stopped because the heartbeat said so, or the runner was told to stop.
    """

    kind: Literal['cancelled']


class RunOutcome5(TypedDict):
    """
    It could not be started; nothing ran.
    """

    kind: Literal['not_started']
    reason: str
    """
    Why.
    """


class RunOutcome6(TypedDict):
    """
    The runner was restarted in the middle; it may have run in whole or in part.
    """

    kind: Literal['lost']


RunOutcome: TypeAlias = RunOutcome1 | RunOutcome2 | RunOutcome3 | RunOutcome4 | RunOutcome5 | RunOutcome6
"""
How a run ended.
"""


class RunScript(TypedDict):
    """
    `POST /scripts/{id}/run`: a command task of its own, recorded in the thread it was run from.
    """

    approveBeforeRun: NotRequired[bool]
    """
    Whether a person is asked before it runs.
    """
    desktopId: NotRequired[str | None]
    """
    The machine; not needed with `taskId`.
    """
    parameters: NotRequired[dict[str, str]]
    """
    What is filled in, by name.
    """
    taskId: NotRequired[str | None]
    """
    The task it is run for: on the same machine, and told in its thread.
    """


Scope: TypeAlias = Literal['read', 'tasks', 'propose', 'runner', 'decide', 'admin']
"""
One thing a key may do.
"""


class Seen1(TypedDict):
    """
    The desktop has not looked yet.
    """

    seen: Literal['not_yet']


class Seen2(TypedDict):
    """
    A file.
    """

    bytes: int
    """
    How many bytes it has.
    """
    digest: str
    """
    SHA-256 of its bytes.
    """
    seen: Literal['file']
    text: NotRequired[str | None]
    """
    Its text; none when it is no text, too long, outside the workspace, or usually secret.
    """


class Seen3(TypedDict):
    """
    There was no such file.
    """

    seen: Literal['missing']


class Seen4(TypedDict):
    """
    Which file it is, or what is in it, is not known, and this is why. It is no part of what is approved.
    """

    seen: Literal['unknown']
    why: str
    """
    Why, for people.
    """


Seen: TypeAlias = Seen1 | Seen2 | Seen3 | Seen4
"""
What a desktop found under a name.
"""


class SettingsItem(TypedDict):
    """
    `GET /settings`.
    """

    attentionAnswers: int
    """
    How many of somebody's last answers within 14 days count.
    """
    attentionSecondPerson: bool
    """
    Whether, while somebody's attention is low, their yes counts as one of two. It does not while only one person may
    decide.
    """
    attentionSharePercent: int
    """
    From which share of answers under three seconds on attention is low, in percent. It takes ten answers, and one no
    among them brings it back.
    """
    decideActionMinutes: int
    """
    How many minutes they have for an action of an agent. A rule and the agent can only make it shorter.
    """
    decideBeforeRunMinutes: int
    """
    How many minutes people have to decide before a task runs; 0 is as long as they like.
    """
    decideResultMinutes: int
    """
    How many minutes they have for the result of a run.
    """
    keepActivityDays: int
    """
    After how many days what happened, and what webhooks were told, is forgotten; 0 is never.
    """
    keepPayloadsDays: int
    """
    After how many days the texts of tasks that are over are erased; 0 is never.
    """
    remindAfterMinutes: int
    """
    After how many minutes people are told again that something waits; 0 is never.
    """
    secondPerson: bool
    """
    Whether somebody else has to approve what a person, or an agent of theirs, asked for.
    """
    taskApprovalMode: bool
    """
    Task Approval Mode: when on, every finished task waits in Review.
    """


Severity: TypeAlias = Literal['info', 'note', 'high']
"""
How much a fact weighs.
"""


Side: TypeAlias = Literal['old', 'new']
"""
One of the two files that a diff compares.
"""


class SignedPermit(TypedDict):
    """
    A permit with the server's signature. The signature still has to be checked.
    """

    publicKey: str
    """
    The key that signed it, in base64. Whoever checks must know it from elsewhere.
    """
    signature: str
    """
    Ed25519 over the text's bytes, in base64.
    """
    text: str
    """
    What is signed: the lines of [`Permit::text`].
    """


class StopWork(TypedDict):
    """
    `POST /stop` and `POST /resume`.
    """

    agent: NotRequired[str | None]
    """
    Only this agent; everything when absent.
    """


Stream: TypeAlias = Literal['stdout', 'stderr', 'system']
"""
Where a piece of output came from.
"""


class Subject(TypedDict):
    """
    What an audit row is about.
    """

    id: str
    """
    Which one.
    """
    kind: str
    """
    `task`, `approval`, `key` …
    """


class SystemFacts(TypedDict):
    """
    What a runner says about its machine when it claims work. Text from outside: shown only through the display type.
    """

    arch: NotRequired[str]
    """
    `x86_64`, `aarch64`.
    """
    git: NotRequired[bool]
    """
    Whether git was found: with it, changed files are read from a git snapshot.
    """
    hostname: NotRequired[str]
    """
    The machine's own name.
    """
    os: NotRequired[str]
    """
    `linux`, `windows`, `macos`.
    """
    runnerVersion: NotRequired[str]
    """
    The runner's version.
    """
    user: NotRequired[str]
    """
    The account that work runs as.
    """


class TakeAction(TypedDict):
    """
    `POST /actions/{id}/take`: the agent goes on with what it does itself.
    """

    reports: NotRequired[bool]
    """
    Whether it will say how that ended. Then the action is `running` until it does, and its outcome unknown if it does
    not within the action's time. Otherwise the action is `released`, and nothing more is told.
    """


TaskStatus: TypeAlias = Literal['pending', 'running', 'review', 'done', 'failed', 'cancelled']
"""
The six columns.
"""


TaskType: TypeAlias = Literal['prompt', 'command']
"""
What a task's content is.
"""


Timestamp: TypeAlias = str


class ToolRef(TypedDict):
    """
    What the agent calls the tool that it would use.
    """

    kind: NotRequired[str | None]
    """
    What kind of tool it is, in the agent's words, such as `execute` or `edit`; at most 200 characters.
    """
    name: str
    """
    Its name, such as `Bash`; at most 200 characters.
    """


class Usage(TypedDict):
    """
    Counts, over the whole task.
    """

    inputTokens: int
    """
    Tokens that were sent.
    """
    model: str
    """
    The model's name, as the endpoint knows it.
    """
    outputTokens: int
    """
    Tokens that came back.
    """
    turns: int
    """
    How often the model was asked.
    """


Verdict: TypeAlias = Literal['approve', 'reject']
"""
Yes or no.
"""


class Vote(TypedDict):
    """
    One person's vote.
    """

    at: Timestamp
    """
    When.
    """
    by: PersonRef
    """
    Who.
    """
    decision: Verdict
    """
    Yes or no.
    """


class Work3(LookWork):
    """
    Files to look at. Nothing runs, so there is no lease; it is offered until it is answered.
    """

    kind: Literal['look']


class Account(TypedDict):
    """
    A person's account.
    """

    createdAt: Timestamp
    """
    When the account was made.
    """
    disabledAt: NotRequired[Timestamp | None]
    id: str
    """
    Opaque.
    """
    name: str
    """
    The name they sign in with.
    """
    role: Role
    """
    What they may do.
    """


class ActionResult(TypedDict):
    """
    What came back.
    """

    differences: Findings
    """
    How it differs.
    """
    exitCode: NotRequired[int | None]
    """
    The exit code; null when it did not end by itself.
    """
    files: list[FileChange]
    """
    What it changed in its working directory.
    """
    finishedAt: Timestamp
    """
    When it ended.
    """
    matchesExpected: NotRequired[bool | None]
    """
    Whether it is what was announced; null when nothing was to check.
    """
    outcome: ActionOutcome
    """
    How it ended.
    """
    reason: NotRequired[str | None]
    """
    Why, when it could not be started.
    """
    startedAt: Timestamp
    """
    When it started.
    """
    stderr: str
    """
    Standard error, its first 64 KiB.
    """
    stderrBytes: int
    """
    How many bytes standard error has.
    """
    stdout: str
    """
    Standard output, its first 64 KiB; bytes that are not UTF-8 are replaced.
    """
    stdoutBytes: int
    """
    How many bytes standard output has.
    """
    truncated: bool
    """
    Whether output was left out.
    """


class ActionWork(TypedDict):
    """
    An action to run, exactly once.
    """

    bound: dict[str, Any]
    """
    Everything that decides what runs, where, as whom and how long.
    """
    digest: str
    """
    SHA-256 over `bound`; a runner makes it again and refuses another.
    """
    heartbeatEverySeconds: int
    """
    How often to renew it.
    """
    id: str
    """
    The action's id.
    """
    lease: str
    """
    The right to report.
    """
    leaseExpiresAt: Timestamp
    """
    When the right ends unless renewed.
    """
    lookAtFiles: bool
    """
    Whether to look which files change.
    """
    permit: NotRequired[SignedPermit | None]


class ActivityItem(TypedDict):
    """
    One event.
    """

    at: Timestamp
    """
    When.
    """
    payload: Any
    """
    What it is about: `taskId`, `approvalId`, `desktopId` and what the kind adds.
    """
    seq: int
    """
    Its number; send it as `after` or `Last-Event-ID` to go on from here.
    """
    type: str
    """
    `task.completed` and its like.
    """


class AddComment(TypedDict):
    """
    A new comment on a line. It is a draft until whoever wrote it answers.
    """

    line: int
    """
    The line's number there, from 1.
    """
    path: str
    """
    The file, as the list of changed files names it.
    """
    side: Side
    """
    Which of the two files has the line.
    """
    text: str
    """
    What is said about it.
    """


class ApprovalTask(TypedDict):
    """
    The task an approval is about.
    """

    id: str
    """
    Opaque.
    """
    number: int
    """
    The number people use.
    """
    status: TaskStatus
    """
    The column it stands in.
    """
    title: str
    """
    What people call it.
    """


class CanaryView(TypedDict):
    """
    The last test of an agent's gate.
    """

    at: Timestamp
    """
    When.
    """
    note: NotRequired[str | None]
    """
    What was seen.
    """
    passed: bool
    """
    Whether it asked.
    """


class ChangeChannel(TypedDict):
    """
    `PUT /notifications/channels/{id}`: the fields that are present.
    """

    gatherSeconds: NotRequired[int | None]
    """
    How long to wait for more before telling, in seconds; high risk waits 10 at most.
    """
    leastRisk: NotRequired[Risk | None]
    name: NotRequired[str | None]
    """
    1 to 80 characters.
    """
    on: NotRequired[bool | None]
    """
    Whether anything is told there.
    """
    pauseSeconds: NotRequired[int | None]
    """
    The least time between two messages, in seconds; high risk waits 60 at most.
    """
    tellEnds: NotRequired[bool | None]
    """
    Whether it is told what became of a request that was told. A mailbox is not.
    """


class ChangePerson(TypedDict):
    """
    `PUT /people/{id}`.
    """

    password: NotRequired[Password | None]
    role: Role
    """
    What they may do from now on.
    """


class ChangePolicy(TypedDict):
    """
    `PUT /policy`: another preset.
    """

    password: NotRequired[Password | None]
    preset: Preset
    """
    What happens when no rule speaks.
    """


class ChangeSettings(TypedDict):
    """
    `PUT /settings`: the fields that are present change, at once.
    """

    attentionAnswers: NotRequired[int | None]
    """
    How many of somebody's last answers within 14 days count, 10 to 200.
    """
    attentionSecondPerson: NotRequired[bool | None]
    """
    Whether, while somebody's attention is low, their yes counts as one of two.
    """
    attentionSharePercent: NotRequired[int | None]
    """
    From which share of answers under three seconds on attention is low, in percent, 1 to 100.
    """
    decideActionMinutes: NotRequired[int | None]
    """
    The same for one gate, about an action of an agent.
    """
    decideBeforeRunMinutes: NotRequired[int | None]
    """
    The same for one gate, before a task runs. It wins over what is said for every gate.
    """
    decideResultMinutes: NotRequired[int | None]
    """
    The same for one gate, about the result of a run.
    """
    decideWithinMinutes: NotRequired[int | None]
    """
    How many minutes people have to decide at every gate, 0 to 43200; 0 is as long as they like.
    """
    keepActivityDays: NotRequired[int | None]
    """
    After how many days what happened, and what webhooks were told, is forgotten, 0 to 36500; 0 is never. Tasks,
    approvals and the audit log stay.
    """
    keepPayloadsDays: NotRequired[int | None]
    """
    After how many days the texts of tasks that are over are erased, 0 to 36500; 0 is never. Who decided what stays.
    """
    password: NotRequired[Password | None]
    remindAfterMinutes: NotRequired[int | None]
    """
    After how many minutes people are told again that something waits, 0 to 43200; 0 is never.
    """
    secondPerson: NotRequired[bool | None]
    """
    Whether somebody else has to approve what a person, or an agent of theirs, asked for.
    """
    taskApprovalMode: NotRequired[bool | None]
    """
    Task Approval Mode.
    """


class ChannelTrouble(TypedDict):
    """
    Why the last try failed.
    """

    at: Timestamp
    """
    When.
    """
    error: str
    """
    What the other side, or the way to it, said.
    """
    nextAt: NotRequired[Timestamp | None]
    tries: int
    """
    How often it was tried.
    """


class Claim(TypedDict):
    """
    `POST /runner/claim?wait=45`: waits up to that many seconds (at most 50) for work.
    """

    agents: NotRequired[list[str]]
    """
    The named agents it can start.
    """
    freeActionSlots: NotRequired[int]
    """
    How many more actions it can take now. They have places of their own, or a task that waits for its action would
    hold the place the action needs. With no place of either kind a runner only says that it lives.
    """
    freeSlots: NotRequired[int]
    """
    How many more tasks it can take now.
    """
    looks: NotRequired[bool]
    """
    Whether it looks at files for people who are about to decide.
    """
    secrets: NotRequired[list[str]]
    """
    The names of the secrets it can fill in.
    """
    system: NotRequired[SystemFacts]
    """
    What the machine is.
    """
    workspace: NotRequired[str]
    """
    The workspace root, absolute.
    """


class ClosedView(TypedDict):
    """
    How a person closed an unknown outcome.
    """

    at: Timestamp
    """
    When.
    """
    by: PersonRef
    """
    Who looked.
    """
    ran: bool
    """
    Whether it ran.
    """


class Comment(TypedDict):
    """
    A comment on a line of a changed file.
    """

    approvalId: str
    """
    The request that it was written for.
    """
    at: Timestamp
    """
    When.
    """
    by: PersonRef
    """
    Who wrote it.
    """
    id: str
    """
    Opaque.
    """
    line: int
    """
    The line's number there.
    """
    path: str
    """
    The file.
    """
    quote: str
    """
    What the line says; its beginning where it is long.
    """
    sentAt: NotRequired[Timestamp | None]
    side: Side
    """
    Which of the two files has the line.
    """
    taskId: str
    """
    The task whose run changed the file.
    """
    text: str
    """
    What is said about it.
    """


class ConfirmPerson(TypedDict):
    """
    `POST /people/{id}/link`, `…/end` and `…/let-in`.
    """

    password: NotRequired[Password | None]


class CreateKey(TypedDict):
    """
    `POST /keys`.
    """

    expiresAt: NotRequired[Timestamp | None]
    name: str
    """
    What to call it; with the scope `propose` it is the agent's name.
    """
    password: NotRequired[Password | None]
    scopes: list[Scope]
    """
    What it may do.
    """
    user: NotRequired[str | None]
    """
    The name of the person it belongs to; whoever asks when absent.
    """


class CreateRule(TypedDict):
    """
    `POST /policy/rules`. What is absent matches everything.
    """

    agent: NotRequired[str | None]
    """
    Only this agent.
    """
    command: NotRequired[str | None]
    """
    Only this command: words, `*` for any one word, a last `*` for any number.
    """
    decideWithinSeconds: NotRequired[int | None]
    """
    How many seconds people have to decide what it makes ask, 1 to 2592000. The shortest of this, the settings and the
    agent's own wish counts.
    """
    desktopId: NotRequired[str | None]
    """
    Only this desktop.
    """
    expiresAt: NotRequired[Timestamp | None]
    interpreter: NotRequired[Interpreter | None]
    level: Level
    """
    `runs`, `asks` or `blocked`.
    """
    note: NotRequired[str]
    """
    Why it is there, at most 500 characters.
    """
    password: NotRequired[Password | None]
    people: NotRequired[int | None]
    """
    How many different people must say yes to what it makes ask, 1 to 9; 1 when absent.
    """


class CreateScript(TypedDict):
    """
    `POST /scripts`.
    """

    body: str
    """
    The command, at most 64 KiB.
    """
    description: NotRequired[str]
    """
    What it does and when to use it, at most 4 KiB.
    """
    interpreter: Interpreter
    """
    `bash`, `sh` or `powershell`.
    """
    name: str
    """
    1 to 80 characters, unique.
    """
    parameters: NotRequired[list[Parameter]]
    """
    What is filled in before it runs, at most 30.
    """


class CreateTask(TypedDict):
    """
    `POST /tasks`.
    """

    agent: NotRequired[str | None]
    """
    The desktop's own agent that works on it.
    """
    approveBeforeRun: NotRequired[bool]
    """
    Whether a person is asked before it runs.
    """
    content: str
    """
    The command or the prompt, at most 64 KiB. A command runs exactly as it is.
    """
    cwd: NotRequired[str | None]
    """
    The working directory, inside the desktop's workspace root.
    """
    dependsOn: NotRequired[list[str]]
    """
    The tasks that must be done before it starts, at most 50: each by its id, or by its number (`MC-12`).
    """
    desktopId: str
    """
    The machine it is for.
    """
    externalAgent: NotRequired[str | None]
    """
    The program that works on it over REST.
    """
    externalRef: NotRequired[str | None]
    """
    What an outside system calls it, at most 500 characters.
    """
    interpreter: NotRequired[Interpreter | None]
    requiresApproval: NotRequired[bool]
    """
    Whether its result waits for a person, whatever Task Approval Mode says.
    """
    run: NotRequired[bool]
    """
    Ask it to run at once.
    """
    timeoutSeconds: NotRequired[int | None]
    """
    How long it may run, 1 to 604800 seconds; 3600 when absent.
    """
    title: NotRequired[str | None]
    """
    What to call it, at most 200 characters; the first line of the content when absent.
    """
    type: TaskType
    """
    `command` or `prompt`.
    """


class DecisionView(TypedDict):
    """
    A person's decision.
    """

    at: Timestamp
    """
    When.
    """
    by: PersonRef
    """
    Who.
    """
    decision: Verdict
    """
    Yes or no.
    """
    feedback: NotRequired[str | None]
    """
    What they said.
    """
    reason: NotRequired[Reason | None]


class DeliveryItem(TypedDict):
    """
    One telling of one ended task.
    """

    createdAt: Timestamp
    """
    When it was written.
    """
    error: NotRequired[str | None]
    """
    Why the last try failed.
    """
    id: str
    """
    The same at every try.
    """
    nextAt: NotRequired[Timestamp | None]
    state: str
    """
    `waiting`, `delivered`, `given_up`.
    """
    taskId: str
    """
    The task.
    """
    tries: int
    """
    How often it was tried.
    """


class DesktopItem(TypedDict):
    """
    A desktop.
    """

    agents: list[str]
    """
    The named agents its runner can start.
    """
    group: NotRequired[str | None]
    """
    The group it belongs to.
    """
    id: str
    """
    Opaque.
    """
    lastSeenAt: NotRequired[Timestamp | None]
    name: str
    """
    What people call it.
    """
    online: bool
    """
    Whether its runner was heard of in the last minute.
    """
    remoteAccessUrl: NotRequired[str | None]
    """
    A hands-on way in.
    """
    secrets: list[str]
    """
    The names of the secrets its runner can fill in.
    """
    system: NotRequired[SystemFacts | None]
    workspace: NotRequired[str | None]
    """
    The workspace root on that machine.
    """


class Fact(TypedDict):
    """
    One thing that the command says about itself.
    """

    kind: FactKind
    """
    What kind of thing.
    """
    line: NotRequired[int | None]
    """
    The line of the code it stands in, from 1.
    """
    severity: Severity
    """
    How much it weighs.
    """
    text: str
    """
    In words, with the command's own words in it: "Deletes /var/log/app, with everything below it".
    """
    word: NotRequired[str | None]
    """
    The word of the code that it points at, as it is read: quotes taken off. None in what was read before words were
    kept.
    """


class HeartbeatAnswer(TypedDict):
    """
    The answer to a heartbeat.
    """

    cancel: bool
    """
    Whether the task is to be stopped.
    """
    leaseExpiresAt: Timestamp
    """
    When the right to report ends unless renewed.
    """


class InvitePerson(TypedDict):
    """
    `POST /people`.
    """

    name: str
    """
    The name to sign in with.
    """
    password: NotRequired[Password | None]
    role: Role
    """
    What they may do.
    """


class JudgementView(TypedDict):
    """
    What the policy said.
    """

    level: Level
    """
    What happens.
    """
    reason: str
    """
    Why, in a sentence.
    """
    ruleId: NotRequired[str | None]
    """
    The rule that decided; null when the preset did.
    """
    version: int
    """
    The policy's version.
    """


class KeyItem(TypedDict):
    """
    A key without its secret.
    """

    createdAt: Timestamp
    """
    When it was made.
    """
    expiresAt: NotRequired[Timestamp | None]
    id: str
    """
    Opaque.
    """
    lastUsedAt: NotRequired[Timestamp | None]
    name: str
    """
    What it is called.
    """
    owner: PersonRef
    """
    The person it belongs to.
    """
    revokedAt: NotRequired[Timestamp | None]
    scopes: list[Scope]
    """
    What it may do.
    """


class LogItem(TypedDict):
    """
    A piece of a task's log.
    """

    at: Timestamp
    """
    When it was read.
    """
    seq: int
    """
    Its number within the run; send the last one as `after`.
    """
    stream: Stream
    """
    Where it came from.
    """
    text: str
    """
    Its text; bytes that are not UTF-8 are replaced.
    """


class LogPiece(TypedDict):
    """
    A piece of output.
    """

    at: Timestamp
    """
    When the runner read it.
    """
    dataB64: str
    """
    The bytes, in base64: they need not be text.
    """
    seq: int
    """
    Its number within the run, from 1, over all streams.
    """
    stream: Stream
    """
    Where it came from.
    """


class Me(TypedDict):
    """
    `GET /me`: who the credential belongs to and what it may do.
    """

    canDecide: bool
    """
    Whether it may decide.
    """
    id: str
    """
    The person, agent or runner.
    """
    kind: PartyKind
    """
    `person`, `agent` or `runner`.
    """
    name: str
    """
    Its name.
    """
    role: NotRequired[Role | None]
    scopes: NotRequired[list[Scope] | None]
    """
    What a key may do; null for a signed-in browser, which may do what its role allows.
    """


class MentionedTask(TypedDict):
    """
    A task that a message tells of.
    """

    id: str
    """
    Opaque.
    """
    number: int
    """
    The number people use.
    """
    status: TaskStatus
    """
    The column it stands in.
    """
    title: str
    """
    What people call it.
    """


class NoteAgent(TypedDict):
    """
    `POST /runner/agents`: a runner says which program an agent of its desktop is, and how the test of its gate went.
    """

    agent: str
    """
    The agent's name, one of those that the runner brings.
    """
    canary: NotRequired[NoteCanary | None]
    client: NotRequired[str | None]
    """
    What its program calls itself, at most 80 characters; absent for a driver that is part of the runner.
    """
    version: NotRequired[str | None]
    """
    The program's version, at most 80 characters.
    """


class Noted(TypedDict):
    """
    What a command task said about itself when a person was asked about it: what its page shows, read once.
    """

    facts: list[Fact]
    """
    What it does, by our own rules.
    """
    whole: bool
    """
    Whether all of it could be read, and it runs no other file by name: only then does finding nothing say something.
    """


class OtherAnswer(TypedDict):
    """
    An action that another policy would answer otherwise.
    """

    agent: str
    """
    Which agent asked.
    """
    approvalId: NotRequired[str | None]
    """
    Its approval, where a person was asked.
    """
    at: Timestamp
    """
    When.
    """
    code: str
    """
    Its code.
    """
    decision: NotRequired[Verdict | None]
    now: Level
    """
    What the policy that holds now answers.
    """
    taskId: str
    """
    Its task.
    """
    then: Level
    """
    What the other one would.
    """


class PageActivityItem(TypedDict):
    """
    One page of a list.
    """

    items: list[ActivityItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageComment(TypedDict):
    """
    One page of a list.
    """

    items: list[Comment]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageDesktopItem(TypedDict):
    """
    One page of a list.
    """

    items: list[DesktopItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageKeyItem(TypedDict):
    """
    One page of a list.
    """

    items: list[KeyItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageLogItem(TypedDict):
    """
    One page of a list.
    """

    items: list[LogItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class Party(TypedDict):
    """
    Somebody as records keep them: the id for machines, the name as it was at that moment for people.
    """

    id: str
    """
    The person's, key's or desktop's id; `system` for Mission Control itself.
    """
    kind: PartyKind
    """
    Human, agent, runner or the system.
    """
    name: str
    """
    The name at that moment.
    """


class PersonAttention(TypedDict):
    """
    One person's last answers within 14 days.
    """

    attention: AttentionView
    """
    What they come to.
    """
    by: PersonRef
    """
    Who.
    """


class PersonInvited(Account):
    """
    An account and the link with which its person chooses a password.
    """

    secret: str
    """
    What the link ends with, shown this once: `/password?token=` and this. It works once, for three days.
    """


class PersonItem(TypedDict):
    """
    A person with an account, as administrators see them.
    """

    answers: int
    """
    How many requests they answered in the last 30 days.
    """
    createdAt: Timestamp
    """
    When the account was made.
    """
    disabledAt: NotRequired[Timestamp | None]
    id: str
    """
    Opaque.
    """
    keys: int
    """
    How many keys work.
    """
    lastSeenAt: NotRequired[Timestamp | None]
    linkEndsAt: NotRequired[Timestamp | None]
    name: str
    """
    The name they sign in with.
    """
    role: Role
    """
    What they may do.
    """
    sessions: int
    """
    How many browsers are signed in.
    """
    you: bool
    """
    Whether it is whoever asks.
    """


class PersonPace(TypedDict):
    """
    One person's decisions.
    """

    by: PersonRef
    """
    Who. A request that several had to approve counts for whose answer decided it.
    """
    pace: PaceView
    """
    What they decided.
    """


class PolicyTest(TypedDict):
    """
    `GET /policy/test`: what another policy would answer otherwise.
    """

    changed: list[OtherAnswer]
    """
    Those that would be answered otherwise than by the policy that holds now, the newest first.
    """
    erased: int
    """
    How many could not be: their texts were erased.
    """
    judged: int
    """
    How many of the actions that agents proposed last were judged again.
    """


class Problem(TypedDict):
    """
    `application/problem+json`.
    """

    approvalId: NotRequired[str | None]
    """
    The approval somebody else decided.
    """
    code: str
    """
    The stable code.
    """
    decision: NotRequired[DecisionView | None]
    detail: str
    """
    What it means and what to do.
    """
    digest: NotRequired[str | None]
    """
    The digest that is stored, when another was sent.
    """
    field: NotRequired[str | None]
    """
    The field that was refused.
    """
    reference: NotRequired[str | None]
    """
    A name to look for in the server's log, when the server broke.
    """
    retryAfter: NotRequired[int | None]
    """
    Seconds to wait before the next try.
    """
    retryable: bool
    """
    Whether the same request can succeed later unchanged.
    """
    state: NotRequired[str | None]
    """
    Its state now.
    """
    status: int
    """
    The HTTP status.
    """
    title: str
    """
    What happened, in a sentence.
    """
    type: str
    """
    A name for this kind of problem: `urn:mission-control:problem:` and the code.
    """


class Purged(TypedDict):
    """
    That the texts of a task were erased, and how much there was.
    """

    at: Timestamp
    """
    When.
    """
    by: Party
    """
    Who erased them: a person, or Mission Control when they were kept long enough.
    """
    contentBytes: int
    """
    How long the command or the prompt was, in bytes.
    """
    files: int
    """
    How many files its run changed.
    """
    outputBytes: int
    """
    How much its run wrote, in bytes.
    """


class PushLogs(TypedDict):
    """
    `POST /runner/work/{id}/logs`. A piece whose number is already stored is skipped.
    """

    lease: str
    """
    The right to report.
    """
    pieces: list[LogPiece]
    """
    Pieces in order.
    """


class PushUsage(TypedDict):
    """
    `POST /runner/work/{id}/usage`: what the agent's model used so far, over the whole task.
    """

    lease: str
    """
    The right to report.
    """
    usage: Usage
    """
    The counts.
    """


class ReportResult(TypedDict):
    """
    `POST /runner/work/{id}/result`. Sending the same again gets the same answer.
    """

    branch: NotRequired[Branch | None]
    expected: NotRequired[Expected | None]
    lease: str
    """
    The right to report.
    """
    outcome: RunOutcome
    """
    How it ended.
    """
    outputTruncated: NotRequired[bool]
    """
    Whether output was left out because there was too much.
    """


class ReviseAction(TypedDict):
    """
    `POST /actions/{id}/revisions`, and the part of `POST /actions` that says what runs.
    """

    argv: NotRequired[list[str] | None]
    """
    With `exec`: the program and its arguments, at most 64 KiB together.
    """
    cwd: NotRequired[str | None]
    """
    Where it runs, inside the workspace root; the task's directory when absent. With `agent_permission` the directory
    that the agent works in, wherever that is.
    """
    decideWithinSeconds: NotRequired[int | None]
    """
    How long somebody may decide, 1 to 2592000 seconds; without a limit when absent.
    """
    description: NotRequired[str | None]
    """
    What it does and what it returns, in plain language; at most 4 KiB. Required.
    """
    editable: NotRequired[bool]
    """
    With `agent_permission`: whether the agent follows `supersededBy` and runs what a person changed the command to.
    """
    env: NotRequired[dict[str, str]]
    """
    What is added to the environment, at most 100 variables.
    """
    exact: NotRequired[Exact | None]
    expected: NotRequired[Expected | None]
    interpreter: NotRequired[Interpreter | None]
    script: NotRequired[str | None]
    """
    The script, at most 64 KiB. It runs exactly as it is.
    """
    source: NotRequired[dict[str, str]]
    """
    Where it comes from inside the agent; `agent` names it.
    """
    timeoutSeconds: NotRequired[int | None]
    """
    How long it may run, 1 to 604800 seconds; 3600 when absent.
    """
    title: NotRequired[str | None]
    """
    What to call it, at most 200 characters.
    """
    tool: NotRequired[ToolRef | None]


class RuleItem(TypedDict):
    """
    A rule.
    """

    agent: NotRequired[str | None]
    """
    Only this agent.
    """
    asked: Asked
    """
    What it made ask in the last 30 days.
    """
    command: NotRequired[str | None]
    """
    Only this command.
    """
    createdAt: Timestamp
    """
    When.
    """
    createdBy: Party
    """
    Who made it.
    """
    decideWithinSeconds: NotRequired[int | None]
    """
    How many seconds people have to decide what it makes ask, if it says so.
    """
    desktopId: NotRequired[str | None]
    """
    Only this desktop.
    """
    expiresAt: NotRequired[Timestamp | None]
    holds: bool
    """
    Whether it holds now.
    """
    id: str
    """
    Opaque.
    """
    interpreter: NotRequired[Interpreter | None]
    level: Level
    """
    What it does with what it matches.
    """
    note: str
    """
    Why it is there.
    """
    people: int
    """
    How many different people must say yes to what it makes ask.
    """
    revokedAt: NotRequired[Timestamp | None]
    usedAt: NotRequired[Timestamp | None]
    uses: int
    """
    How often it was used.
    """


class ScriptItem(TypedDict):
    """
    A script.
    """

    body: str
    """
    The command.
    """
    createdAt: Timestamp
    """
    When.
    """
    createdBy: Party
    """
    Who made it.
    """
    description: str
    """
    What it does and when to use it.
    """
    id: str
    """
    Opaque.
    """
    interpreter: Interpreter
    """
    What reads it.
    """
    name: str
    """
    Unique.
    """
    parameters: list[Parameter]
    """
    What is filled in before it runs.
    """
    updatedAt: Timestamp
    """
    When it was last changed.
    """
    version: int
    """
    Raised by every change.
    """


class SessionItem(TypedDict):
    """
    A signed-in browser.
    """

    createdAt: Timestamp
    """
    When it signed in.
    """
    current: bool
    """
    Whether it is the one that asks.
    """
    id: str
    """
    Opaque.
    """
    lastSeenAt: Timestamp
    """
    When it was last used.
    """
    userAgent: str
    """
    What it says it is.
    """


class SnoozeApproval(TypedDict):
    """
    `POST /approvals/{id}/snooze`: whoever asks looks at it later. It is not an answer, and nobody else notices.
    """

    until: NotRequired[Timestamp | None]


class Snoozed(TypedDict):
    """
    That whoever asks has put a request aside.
    """

    at: Timestamp
    """
    When they did.
    """
    until: NotRequired[Timestamp | None]


class StopItem(TypedDict):
    """
    Something that is stopped.
    """

    agent: NotRequired[str | None]
    """
    The agent; null for everything.
    """
    at: Timestamp
    """
    Since when.
    """
    by: Party
    """
    Who stopped it.
    """


class StopList(TypedDict):
    """
    What is stopped now.
    """

    items: list[StopItem]
    """
    Everything first, then agents by name.
    """


class Task(TypedDict):
    """
    A task.
    """

    agent: NotRequired[str | None]
    """
    The desktop's own agent that works on it.
    """
    approveBeforeRun: bool
    """
    Whether a person is asked before it runs.
    """
    attempt: int
    """
    1, or one more than the task it tries again.
    """
    attention: NotRequired[str | None]
    """
    `technician_approval_required` while something of it waits before it runs.
    """
    blockedBy: list[str]
    """
    Those of them that are not done.
    """
    branch: NotRequired[Branch | None]
    closed: NotRequired[ClosedView | None]
    completedAt: NotRequired[Timestamp | None]
    content: str
    """
    The command or the prompt.
    """
    createdAt: Timestamp
    """
    When.
    """
    createdBy: Party
    """
    Who made it.
    """
    cwd: NotRequired[str | None]
    """
    The working directory that was asked for.
    """
    decidedAt: NotRequired[Timestamp | None]
    decidedBy: NotRequired[Party | None]
    dependsOn: list[str]
    """
    Ids of the tasks that must be done before it starts.
    """
    desktop: DesktopRef
    """
    The machine it is for.
    """
    exitCode: NotRequired[int | None]
    """
    The command's exit code.
    """
    externalAgent: NotRequired[str | None]
    """
    The program that works on it over REST.
    """
    externalRef: NotRequired[str | None]
    """
    What an outside system calls it.
    """
    failure: NotRequired[FailureView | None]
    feedback: NotRequired[str | None]
    """
    What the reviewer said.
    """
    filesChanged: NotRequired[int | None]
    """
    How many files its run changed; null before it ran.
    """
    findings: NotRequired[Findings | None]
    gated: NotRequired[bool | None]
    """
    Whether the gate after the run applied; null until that is decided.
    """
    holds: int
    """
    How many tasks wait behind this one, directly or not.
    """
    id: str
    """
    Opaque.
    """
    interpreter: NotRequired[Interpreter | None]
    number: int
    """
    The number people use: 12 is MC-12.
    """
    output: NotRequired[str | None]
    """
    The output: standard output and error in the order they were read, its first 64 KiB. Null in lists.
    """
    outputTruncated: bool
    """
    Whether `output` is not all there was.
    """
    pendingApprovalIds: list[str]
    """
    The approvals that wait for a person now.
    """
    phase: NotRequired[str | None]
    """
    How far a pending task has come: `draft`, `held`, `asking`, `queued`; `cancelling` for a running one;
    `outcome_unknown` for a command whose runner fell silent, until a person closes it; else null.
    """
    previousFeedback: NotRequired[str | None]
    """
    What the reviewer of the earlier attempt said.
    """
    purged: NotRequired[Purged | None]
    remoteAccessUrl: NotRequired[str | None]
    """
    A hands-on way to its desktop.
    """
    requiresApproval: bool
    """
    The task's own flag.
    """
    retryOf: NotRequired[str | None]
    """
    The task it tries again.
    """
    startedAt: NotRequired[Timestamp | None]
    status: TaskStatus
    """
    The column it stands in.
    """
    timeoutSeconds: int
    """
    How long it may run.
    """
    title: str
    """
    What people call it.
    """
    type: TaskType
    """
    `prompt` or `command`.
    """
    usage: NotRequired[Usage | None]


class TaskWork(TypedDict):
    """
    A task to run.
    """

    agent: NotRequired[str | None]
    """
    The desktop's own agent that works on it.
    """
    agentToken: NotRequired[AgentToken | None]
    attempt: int
    """
    The task's attempt.
    """
    content: str
    """
    Exactly the bytes to run.
    """
    cwd: NotRequired[str | None]
    """
    The working directory that was asked for; the task's own directory when absent.
    """
    digest: str
    """
    SHA-256 over what decides what runs and where; a runner makes it again and refuses another.
    """
    heartbeatEverySeconds: int
    """
    How often to renew it.
    """
    id: str
    """
    The task's id.
    """
    interpreter: NotRequired[Interpreter | None]
    lease: str
    """
    The right to report.
    """
    leaseExpiresAt: Timestamp
    """
    When the right ends unless renewed.
    """
    number: int
    """
    The task's number.
    """
    permit: NotRequired[SignedPermit | None]
    previousFeedback: NotRequired[str | None]
    """
    What the reviewer of the earlier attempt said.
    """
    salt: NotRequired[str]
    """
    The task's random text, which goes into the digest; empty where it has none.
    """
    timeoutSeconds: int
    """
    How long it may run.
    """
    title: str
    """
    What people call it.
    """
    type: TaskType
    """
    `command` or `prompt`.
    """


class WebhookItem(TypedDict):
    """
    A webhook, with its last tellings.
    """

    createdAt: Timestamp
    """
    When.
    """
    createdBy: Party
    """
    Who made it.
    """
    deliveries: list[DeliveryItem]
    """
    The last ten tellings, newest first.
    """
    id: str
    """
    Opaque.
    """
    name: str
    """
    What people call it.
    """
    url: str
    """
    The address.
    """


class Work1(TaskWork):
    """
    A task.
    """

    kind: Literal['task']


class Work2(ActionWork):
    """
    An action of a running task.
    """

    kind: Literal['action']


Work: TypeAlias = Work1 | Work2 | Work3
"""
What a runner does next.
"""


class WorkAnswer(TypedDict):
    """
    The answer to a claim: 204 without a body when there was no work in time.
    """

    work: Work
    """
    The work; it is this runner's until the lease ends.
    """


class Action(TypedDict):
    """
    An action.
    """

    approvalId: NotRequired[str | None]
    """
    The approval; null when the policy lets it run without asking.
    """
    argv: NotRequired[list[str] | None]
    """
    The program and its arguments; null with a script.
    """
    askedAgainBy: NotRequired[Party | None]
    attempt: int
    """
    1, or one more than the rejected action it takes the place of.
    """
    closed: NotRequired[ClosedView | None]
    cwd: NotRequired[str | None]
    """
    Where it runs.
    """
    decideBy: NotRequired[Timestamp | None]
    decision: NotRequired[DecisionView | None]
    description: str
    """
    What it does, in the agent's words: not checked.
    """
    desktop: DesktopRef
    """
    The machine it would change.
    """
    digest: str
    """
    SHA-256 over everything that decides what runs.
    """
    editable: NotRequired[bool]
    """
    With `agent_permission`: whether a person can change its command.
    """
    editedBy: NotRequired[Party | None]
    endedAt: NotRequired[Timestamp | None]
    env: dict[str, str]
    """
    What is added to the environment.
    """
    exact: NotRequired[Exact | None]
    executeBy: NotRequired[Timestamp | None]
    expected: NotRequired[Expected | None]
    facts: list[Fact]
    """
    What the command itself says, by our own rules.
    """
    id: str
    """
    Opaque.
    """
    interpreter: Interpreter
    """
    What reads the code.
    """
    kind: Literal['device_action', 'agent_permission']
    """
    `device_action`: the desktop's runner runs it. `agent_permission`: the agent does it itself, so what is shown is what
    the agent disclosed.
    """
    operands: list[Operand]
    """
    The files it runs by name, as its desktop found them. They are part of what is approved. Empty for agents and in
    lists.
    """
    policy: JudgementView
    """
    What the policy said.
    """
    previousId: NotRequired[str | None]
    """
    The revision before it, or the rejected action.
    """
    proposedAt: Timestamp
    """
    When.
    """
    requestedBy: Party
    """
    Which agent asks.
    """
    result: NotRequired[ActionResult | None]
    revision: int
    """
    Which version of this proposal, from 1.
    """
    risk: Risk
    """
    How much could go wrong.
    """
    runAs: str
    """
    The account it runs as.
    """
    script: NotRequired[str | None]
    """
    The script; null with `exec`.
    """
    startedAt: NotRequired[Timestamp | None]
    state: Literal['pending', 'approved', 'running', 'succeeded', 'failed', 'outcome_unknown', 'released', 'rejected', 'expired', 'withdrawn', 'superseded', 'revoked', 'lapsed']
    """
    `pending`, `approved`, `running`, `released`, `succeeded`, `failed`, `outcome_unknown`, `rejected`, `expired`, `withdrawn`,
    `superseded`, `revoked`, `lapsed`.
    """
    supersededBy: NotRequired[str | None]
    """
    The next revision, once there is one.
    """
    takenBackBy: NotRequired[Party | None]
    taskId: str
    """
    The task whose agent proposes it.
    """
    timeoutSeconds: int
    """
    How long it may run.
    """
    title: NotRequired[str | None]
    """
    What the agent calls it.
    """
    tool: NotRequired[ToolRef | None]


class AgentSeen(TypedDict):
    """
    An agent at one door, as it was last seen there.
    """

    canary: NotRequired[CanaryView | None]
    client: NotRequired[str | None]
    """
    What its program calls itself, if it says so.
    """
    door: Door
    """
    The door.
    """
    held: Held
    """
    What of its doing is held until a person says yes.
    """
    lastSeenAt: Timestamp
    """
    When, to the minute.
    """
    runsUnasked: NotRequired[str | None]
    """
    What a program of that name is known to run without asking; null where nothing is known.
    """
    version: NotRequired[str | None]
    """
    The program's version, if it says so.
    """


class Approval(TypedDict):
    """
    One request for a human decision (`MissionApproval`).
    """

    action: NotRequired[Action | None]
    alone: NotRequired[bool]
    """
    Whether it is approved on its own only: high risk, or characters that cannot be seen in what is asked or, once
    it ran, in its output or the files it changed. Lists do not read output and files: there, only what is asked counts.
    """
    canApprove: NotRequired[bool]
    """
    Whether their yes would count: they have not said it yet, and nobody else has to.
    """
    canDecide: bool
    """
    Whether whoever asks may decide it now.
    """
    checklist: NotRequired[list[bool] | None]
    """
    The five lines of the checklist as they were ticked.
    """
    completedAt: NotRequired[Timestamp | None]
    decideBy: NotRequired[Timestamp | None]
    decision: NotRequired[DecisionView | None]
    desktop: DesktopRef
    """
    The target desktop.
    """
    digest: str
    """
    SHA-256 over exactly what is being decided.
    """
    gate: Gate
    """
    Which gate asks.
    """
    heldSince: NotRequired[Timestamp | None]
    holds: int
    """
    How many tasks wait behind it, directly or not.
    """
    hurried: NotRequired[Hurried | None]
    id: str
    """
    Opaque.
    """
    matchesExpected: NotRequired[bool | None]
    """
    Whether what ran came back as it was described; null where it did not run, or nothing could be compared.
    """
    noted: NotRequired[Noted | None]
    outputUrl: str
    """
    Where the whole output is.
    """
    remindedAt: NotRequired[Timestamp | None]
    requestedAt: Timestamp
    """
    When.
    """
    requestedBy: Party
    """
    Who asks.
    """
    required: int
    """
    How many people must say yes. While it waits: as many as it takes for whoever asks.
    """
    revision: int
    """
    Which version of what is asked, from 1.
    """
    risk: Risk
    """
    How much could go wrong.
    """
    snoozed: NotRequired[Snoozed | None]
    state: str
    """
    `pending`, `approved`, `rejected`, `expired`, `withdrawn`, `superseded`, `revoked`, `lapsed`.
    """
    task: ApprovalTask
    """
    The task.
    """
    votes: list[Vote]
    """
    Who has answered.
    """


class AuditItem(TypedDict):
    """
    One audit row.
    """

    action: str
    """
    What, as `noun.verb`.
    """
    actor: Party
    """
    Who.
    """
    at: Timestamp
    """
    When.
    """
    digest: NotRequired[str | None]
    """
    The digest of what was decided.
    """
    hash: str
    """
    The hash of this row.
    """
    prevHash: str
    """
    The hash of the row before it.
    """
    seq: int
    """
    Its number, from 1.
    """
    subject: Subject
    """
    Which thing.
    """


class BulkResult(TypedDict):
    """
    What came of one of many answers.
    """

    approval: NotRequired[Approval | None]
    id: str
    """
    The approval.
    """
    problem: NotRequired[Problem | None]
    status: int
    """
    The HTTP status it would have had alone.
    """


class ChangeScript(CreateScript):
    """
    `PUT /scripts/{id}`: the script as it is from now on. `version` is the one that was read.
    """

    version: int
    """
    The version that was read; another one is refused with 409.
    """


class ChannelItem(TypedDict):
    """
    A way to tell somebody that something waits.
    """

    address: str
    """
    Where it leads; of a webhook or a device only the host.
    """
    confirmed: bool
    """
    Whether anything may be told there: a mailbox has to be confirmed with its code first.
    """
    createdAt: Timestamp
    """
    When.
    """
    createdBy: Party
    """
    Who made it.
    """
    gatherSeconds: int
    """
    How long to wait for more before telling, in seconds.
    """
    id: str
    """
    Opaque.
    """
    kind: str
    """
    `email`, `slack`, `push`.
    """
    leastRisk: Risk
    """
    Nothing of less risk is told.
    """
    name: str
    """
    What people call it.
    """
    on: bool
    """
    Whether anything is told there.
    """
    pauseSeconds: int
    """
    The least time between two messages, in seconds.
    """
    personId: NotRequired[str | None]
    """
    The person it is of; null is a team's.
    """
    tellEnds: bool
    """
    Whether it is told what became of a request that was told.
    """
    toldAt: NotRequired[Timestamp | None]
    trouble: NotRequired[ChannelTrouble | None]
    unreachable: NotRequired[str | None]
    """
    Why this server cannot send there at all, and what to do about it.
    """


class DesktopCreated(DesktopItem):
    """
    The new desktop and its runner's token, shown this once.
    """

    token: str
    """
    The token; only its hash is kept.
    """


Insights = TypedDict(
    'Insights',
    {
        'attention': list[PersonAttention],
        'days': list[DayView],
        'from': Timestamp,
        'pace': PaceView,
        'people': list[PersonPace],
        'to': Timestamp,
        'waiting': list[Approval],
    },
)


class KeyCreated(KeyItem):
    """
    The new key and its secret, shown this once.
    """

    secret: str
    """
    The secret; only its hash is kept.
    """


class MessageItem(TypedDict):
    """
    A message in a task's thread.
    """

    action: NotRequired[Action | None]
    at: Timestamp
    """
    When.
    """
    author: Party
    """
    Who.
    """
    id: str
    """
    Opaque.
    """
    mentions: NotRequired[MentionedTask | None]
    seq: int
    """
    Its place in the thread.
    """
    text: str
    """
    What: text, never markup.
    """


class PageApproval(TypedDict):
    """
    One page of a list.
    """

    items: list[Approval]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageAuditItem(TypedDict):
    """
    One page of a list.
    """

    items: list[AuditItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageChannelItem(TypedDict):
    """
    One page of a list.
    """

    items: list[ChannelItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageMessageItem(TypedDict):
    """
    One page of a list.
    """

    items: list[MessageItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PagePersonItem(TypedDict):
    """
    One page of a list.
    """

    items: list[PersonItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageScriptItem(TypedDict):
    """
    One page of a list.
    """

    items: list[ScriptItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageSessionItem(TypedDict):
    """
    One page of a list.
    """

    items: list[SessionItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageTask(TypedDict):
    """
    One page of a list.
    """

    items: list[Task]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PageWebhookItem(TypedDict):
    """
    One page of a list.
    """

    items: list[WebhookItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PolicyItem(TypedDict):
    """
    `GET /policy`.
    """

    asked: Asked
    """
    What the preset made ask in the last 30 days.
    """
    preset: Preset
    """
    What happens when no rule speaks.
    """
    productVersion: str
    """
    The product's version.
    """
    rules: list[RuleItem]
    """
    The rules, newest first; revoked and expired ones too.
    """
    version: int
    """
    Raised by every change.
    """


class Propose(ReviseAction):
    """
    `POST /actions`: one exact change that an agent proposes.
    """

    desktopId: NotRequired[str | None]
    """
    The machine of the task that is made for it.
    """
    kind: NotRequired[Literal['device_action', 'agent_permission']]
    """
    `device_action`, which is also what it is when absent: the desktop's runner runs it. `agent_permission`: the agent
    does it itself once it is let go on.
    """
    taskId: NotRequired[str | None]
    """
    The running task it belongs to. Instead, `desktopId` and `title` make a prompt task for it first.
    """


class PushDeviceItem(ChannelItem):
    """
    A browser of one's own that is told.
    """

    mark: str
    """
    By which the browser knows itself: SHA-256 of its address, in hex.
    """


Reported: TypeAlias = Task | Action
"""
The answer to a report: what it ended.
"""


class Resolved(TypedDict):
    """
    `resolve` and `review` answer with both, since both changed.
    """

    approval: Approval
    """
    The approval.
    """
    replayed: NotRequired[bool]
    """
    Present and true when the same person had already said the same.
    """
    task: Task
    """
    Its task.
    """


class Taken(TypedDict):
    """
    The answer to it.
    """

    action: Action
    """
    The action.
    """
    lease: NotRequired[str | None]
    """
    The right to report; null where nothing is reported.
    """


class WebhookCreated(WebhookItem):
    """
    The new webhook and the secret its tellings are signed with, shown this once.
    """

    secret: str
    """
    `whsec_…` (Standard Webhooks).
    """


class AgentItem(TypedDict):
    """
    An agent that can work, as `GET /agents` lists it.
    """

    desktops: list[DesktopRef]
    """
    The desktops whose runners can start it; empty for one that comes in with a key of its own.
    """
    external: bool
    """
    Whether it comes in with a key of its own.
    """
    name: str
    """
    Its name.
    """
    running: int
    """
    Its tasks that run now.
    """
    seen: NotRequired[list[AgentSeen]]
    """
    The doors it was seen at, and what holds it there.
    """
    stopped: bool
    """
    Whether a person stopped it.
    """
    waiting: int
    """
    Its actions that wait for a person.
    """


class BulkAnswer(TypedDict):
    """
    What came of many answers, in their order.
    """

    items: list[BulkResult]
    """
    One result each.
    """


class PageAgentItem(TypedDict):
    """
    One page of a list.
    """

    items: list[AgentItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """


class PagePushDeviceItem(TypedDict):
    """
    One page of a list.
    """

    items: list[PushDeviceItem]
    """
    The entries.
    """
    nextCursor: NotRequired[str | None]
    """
    Send it as `cursor` for the next page; null on the last one.
    """
