// The bodies and answers of the API, made from openapi.json by generate.mjs. Do not edit.

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

/**
 * A person's account.
 */
export type Account = {
    /**
     * When the account was made.
     */
    createdAt: Timestamp;
    disabledAt?: null | Timestamp;
    /**
     * Opaque.
     */
    id: string;
    /**
     * The name they sign in with.
     */
    name: string;
    /**
     * What they may do.
     */
    role: Role;
};

/**
 * An action.
 */
export type Action = {
    /**
     * The approval; null when the policy lets it run without asking.
     */
    approvalId?: string | null;
    /**
     * The program and its arguments; null with a script.
     */
    argv?: Array<string> | null;
    askedAgainBy?: null | Party;
    /**
     * 1, or one more than the rejected action it takes the place of.
     */
    attempt: number;
    closed?: null | ClosedView;
    /**
     * Where it runs.
     */
    cwd?: string | null;
    decideBy?: null | Timestamp;
    decision?: null | DecisionView;
    /**
     * What it does, in the agent's words: not checked.
     */
    description: string;
    /**
     * The machine it would change.
     */
    desktop: DesktopRef;
    /**
     * SHA-256 over everything that decides what runs.
     */
    digest: string;
    /**
     * With `agent_permission`: whether a person can change its command.
     */
    editable?: boolean;
    editedBy?: null | Party;
    endedAt?: null | Timestamp;
    /**
     * What is added to the environment.
     */
    env: {
        [key: string]: string;
    };
    exact?: null | Exact;
    executeBy?: null | Timestamp;
    expected?: null | Expected;
    /**
     * What the command itself says, by our own rules.
     */
    facts: Array<Fact>;
    /**
     * Opaque.
     */
    id: string;
    /**
     * What reads the code.
     */
    interpreter: Interpreter;
    /**
     * `device_action`: the desktop's runner runs it. `agent_permission`: the agent does it itself, so what is shown is what
     * the agent disclosed.
     */
    kind: 'device_action' | 'agent_permission';
    /**
     * The files it runs by name, as its desktop found them. They are part of what is approved. Empty for agents and in
     * lists.
     */
    operands: Array<Operand>;
    /**
     * What the policy said.
     */
    policy: JudgementView;
    /**
     * The revision before it, or the rejected action.
     */
    previousId?: string | null;
    /**
     * When.
     */
    proposedAt: Timestamp;
    /**
     * Which agent asks.
     */
    requestedBy: Party;
    result?: null | ActionResult;
    /**
     * Which version of this proposal, from 1.
     */
    revision: number;
    /**
     * How much could go wrong.
     */
    risk: Risk;
    /**
     * The account it runs as.
     */
    runAs: string;
    /**
     * The script; null with `exec`.
     */
    script?: string | null;
    startedAt?: null | Timestamp;
    /**
     * `pending`, `approved`, `running`, `released`, `succeeded`, `failed`, `outcome_unknown`, `rejected`, `expired`, `withdrawn`,
     * `superseded`, `revoked`, `lapsed`.
     */
    state: 'pending' | 'approved' | 'running' | 'succeeded' | 'failed' | 'outcome_unknown' | 'released' | 'rejected' | 'expired' | 'withdrawn' | 'superseded' | 'revoked' | 'lapsed';
    /**
     * The next revision, once there is one.
     */
    supersededBy?: string | null;
    takenBackBy?: null | Party;
    /**
     * The task whose agent proposes it.
     */
    taskId: string;
    /**
     * How long it may run.
     */
    timeoutSeconds: number;
    /**
     * What the agent calls it.
     */
    title?: string | null;
    tool?: null | ToolRef;
};

/**
 * How a run ended, for programs.
 */
export type ActionOutcome = 'exited' | 'killed' | 'timed_out' | 'cancelled' | 'not_started';

/**
 * What came back.
 */
export type ActionResult = {
    /**
     * How it differs.
     */
    differences: Findings;
    /**
     * The exit code; null when it did not end by itself.
     */
    exitCode?: number | null;
    /**
     * What it changed in its working directory.
     */
    files: Array<FileChange>;
    /**
     * When it ended.
     */
    finishedAt: Timestamp;
    /**
     * Whether it is what was announced; null when nothing was to check.
     */
    matchesExpected?: boolean | null;
    /**
     * How it ended.
     */
    outcome: ActionOutcome;
    /**
     * Why, when it could not be started.
     */
    reason?: string | null;
    /**
     * When it started.
     */
    startedAt: Timestamp;
    /**
     * Standard error, its first 64 KiB.
     */
    stderr: string;
    /**
     * How many bytes standard error has.
     */
    stderrBytes: number;
    /**
     * Standard output, its first 64 KiB; bytes that are not UTF-8 are replaced.
     */
    stdout: string;
    /**
     * How many bytes standard output has.
     */
    stdoutBytes: number;
    /**
     * Whether output was left out.
     */
    truncated: boolean;
};

/**
 * An action to run, exactly once.
 */
export type ActionWork = {
    /**
     * Everything that decides what runs, where, as whom and how long.
     */
    bound: {
        [key: string]: unknown;
    };
    /**
     * SHA-256 over `bound`; a runner makes it again and refuses another.
     */
    digest: string;
    /**
     * How often to renew it.
     */
    heartbeatEverySeconds: number;
    /**
     * The action's id.
     */
    id: string;
    /**
     * The right to report.
     */
    lease: string;
    /**
     * When the right ends unless renewed.
     */
    leaseExpiresAt: Timestamp;
    /**
     * Whether to look which files change.
     */
    lookAtFiles: boolean;
    permit?: null | SignedPermit;
};

/**
 * One event.
 */
export type ActivityItem = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * What it is about: `taskId`, `approvalId`, `desktopId` and what the kind adds.
     */
    payload: unknown;
    /**
     * Its number; send it as `after` or `Last-Event-ID` to go on from here.
     */
    seq: number;
    /**
     * `task.completed` and its like.
     */
    type: string;
};

/**
 * A new comment on a line. It is a draft until whoever wrote it answers.
 */
export type AddComment = {
    /**
     * The line's number there, from 1.
     */
    line: number;
    /**
     * The file, as the list of changed files names it.
     */
    path: string;
    /**
     * Which of the two files has the line.
     */
    side: Side;
    /**
     * What is said about it.
     */
    text: string;
};

/**
 * An agent that can work, as `GET /agents` lists it.
 */
export type AgentItem = {
    /**
     * The desktops whose runners can start it; empty for one that comes in with a key of its own.
     */
    desktops: Array<DesktopRef>;
    /**
     * Whether it comes in with a key of its own.
     */
    external: boolean;
    /**
     * Its name.
     */
    name: string;
    /**
     * Its tasks that run now.
     */
    running: number;
    /**
     * The doors it was seen at, and what holds it there.
     */
    seen?: Array<AgentSeen>;
    /**
     * Whether a person stopped it.
     */
    stopped: boolean;
    /**
     * Its actions that wait for a person.
     */
    waiting: number;
};

/**
 * An agent at one door, as it was last seen there.
 */
export type AgentSeen = {
    canary?: null | CanaryView;
    /**
     * What its program calls itself, if it says so.
     */
    client?: string | null;
    /**
     * The door.
     */
    door: Door;
    /**
     * What of its doing is held until a person says yes.
     */
    held: Held;
    /**
     * When, to the minute.
     */
    lastSeenAt: Timestamp;
    /**
     * What a program of that name is known to run without asking; null where nothing is known.
     */
    runsUnasked?: string | null;
    /**
     * The program's version, if it says so.
     */
    version?: string | null;
};

/**
 * What an agent that the runner starts speaks with: as the task's agent, about this task alone, until the run ends.
 */
export type AgentToken = string;

/**
 * One request for a human decision (`MissionApproval`).
 */
export type Approval = {
    action?: null | Action;
    /**
     * Whether it is approved on its own only: high risk, or characters that cannot be seen in what is asked or, once
     * it ran, in its output or the files it changed. Lists do not read output and files: there, only what is asked counts.
     */
    alone?: boolean;
    /**
     * Whether their yes would count: they have not said it yet, and nobody else has to.
     */
    canApprove?: boolean;
    /**
     * Whether whoever asks may decide it now.
     */
    canDecide: boolean;
    /**
     * The five lines of the checklist as they were ticked.
     */
    checklist?: Array<boolean> | null;
    completedAt?: null | Timestamp;
    decideBy?: null | Timestamp;
    decision?: null | DecisionView;
    /**
     * The target desktop.
     */
    desktop: DesktopRef;
    /**
     * SHA-256 over exactly what is being decided.
     */
    digest: string;
    /**
     * Which gate asks.
     */
    gate: Gate;
    heldSince?: null | Timestamp;
    /**
     * How many tasks wait behind it, directly or not.
     */
    holds: number;
    hurried?: null | Hurried;
    /**
     * Opaque.
     */
    id: string;
    /**
     * Whether what ran came back as it was described; null where it did not run, or nothing could be compared.
     */
    matchesExpected?: boolean | null;
    noted?: null | Noted;
    /**
     * Where the whole output is.
     */
    outputUrl: string;
    remindedAt?: null | Timestamp;
    /**
     * When.
     */
    requestedAt: Timestamp;
    /**
     * Who asks.
     */
    requestedBy: Party;
    /**
     * How many people must say yes. While it waits: as many as it takes for whoever asks.
     */
    required: number;
    /**
     * Which version of what is asked, from 1.
     */
    revision: number;
    /**
     * How much could go wrong.
     */
    risk: Risk;
    snoozed?: null | Snoozed;
    /**
     * `pending`, `approved`, `rejected`, `expired`, `withdrawn`, `superseded`, `revoked`, `lapsed`.
     */
    state: string;
    /**
     * The task.
     */
    task: ApprovalTask;
    /**
     * Who has answered.
     */
    votes: Array<Vote>;
};

/**
 * The task an approval is about.
 */
export type ApprovalTask = {
    /**
     * Opaque.
     */
    id: string;
    /**
     * The number people use.
     */
    number: number;
    /**
     * The column it stands in.
     */
    status: TaskStatus;
    /**
     * What people call it.
     */
    title: string;
};

/**
 * How often something asked in the last 30 days, and what people said.
 */
export type Asked = {
    /**
     * How many of them were approved.
     */
    approved: number;
    /**
     * How many actions asked.
     */
    asked: number;
    /**
     * How many of them were rejected.
     */
    rejected: number;
};

/**
 * Somebody's last answers, counted. An answer that was one of several counts too.
 */
export type AttentionView = {
    /**
     * How many there are, at most as many as the settings say.
     */
    answers: number;
    /**
     * How many of them came less than three seconds after the request was asked.
     */
    fast: number;
    /**
     * Whether it is low by the rule in the settings.
     */
    low: boolean;
    /**
     * How many of them were a no.
     */
    rejected: number;
};

/**
 * One audit row.
 */
export type AuditItem = {
    /**
     * What, as `noun.verb`.
     */
    action: string;
    /**
     * Who.
     */
    actor: Party;
    /**
     * When.
     */
    at: Timestamp;
    /**
     * The digest of what was decided.
     */
    digest?: string | null;
    /**
     * The hash of this row.
     */
    hash: string;
    /**
     * The hash of the row before it.
     */
    prevHash: string;
    /**
     * Its number, from 1.
     */
    seq: number;
    /**
     * Which thing.
     */
    subject: Subject;
};

/**
 * A branch in a repository of the task's desktop. Nothing of it is in the checkout that it was made from until a person has
 * it merged.
 */
export type Branch = {
    /**
     * The commit that it began at: 40 or 64 hex digits.
     */
    base: string;
    /**
     * The commit that it ended at, which is what was reviewed.
     */
    commit: string;
    /**
     * Its name, such as `mission-control/task-12`.
     */
    name: string;
    /**
     * The checkout that it was made from: a path on the desktop, inside its workspace root.
     */
    repository: string;
};

/**
 * What came of many answers, in their order.
 */
export type BulkAnswer = {
    /**
     * One result each.
     */
    items: Array<BulkResult>;
};

/**
 * One answer of many.
 */
export type BulkItem = {
    /**
     * `approve` or `reject`.
     */
    decision: 'approve' | 'reject';
    /**
     * The digest of what was read; always required here.
     */
    digest: string;
    /**
     * What went wrong, or what to mind.
     */
    feedback?: string | null;
    /**
     * The approval.
     */
    id: string;
};

/**
 * `POST /approvals/resolve`: many at once, each on its own.
 */
export type BulkResolve = {
    /**
     * 1 to 100 answers.
     */
    items: Array<BulkItem>;
};

/**
 * What came of one of many answers.
 */
export type BulkResult = {
    approval?: null | Approval;
    /**
     * The approval.
     */
    id: string;
    problem?: null | Problem;
    /**
     * The HTTP status it would have had alone.
     */
    status: number;
};

/**
 * The last test of an agent's gate.
 */
export type CanaryView = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * What was seen.
     */
    note?: string | null;
    /**
     * Whether it asked.
     */
    passed: boolean;
};

/**
 * `PUT /notifications/channels/{id}`: the fields that are present.
 */
export type ChangeChannel = {
    /**
     * How long to wait for more before telling, in seconds; high risk waits 10 at most.
     */
    gatherSeconds?: number | null;
    leastRisk?: null | Risk;
    /**
     * 1 to 80 characters.
     */
    name?: string | null;
    /**
     * Whether anything is told there.
     */
    on?: boolean | null;
    /**
     * The least time between two messages, in seconds; high risk waits 60 at most.
     */
    pauseSeconds?: number | null;
    /**
     * Whether it is told what became of a request that was told. A mailbox is not.
     */
    tellEnds?: boolean | null;
};

/**
 * `PUT /desktops/{id}`: the fields that are present change. An empty text takes a field away.
 */
export type ChangeDesktop = {
    /**
     * The group it belongs to.
     */
    group?: string | null;
    /**
     * How to get hands-on: an `https:`, `http:`, `ssh:`, `rdp:` or `vnc:` address with `{name}`, `{id}` and `{hostname}`.
     */
    remoteAccessUrl?: string | null;
};

/**
 * What happened to a file.
 */
export type ChangeKind = 'added' | 'modified' | 'deleted' | 'renamed';

/**
 * `PUT /people/{id}`.
 */
export type ChangePerson = {
    password?: null | Password;
    /**
     * What they may do from now on.
     */
    role: Role;
};

/**
 * `PUT /policy`: another preset.
 */
export type ChangePolicy = {
    password?: null | Password;
    /**
     * What happens when no rule speaks.
     */
    preset: Preset;
};

/**
 * `PUT /scripts/{id}`: the script as it is from now on. `version` is the one that was read.
 */
export type ChangeScript = CreateScript & {
    /**
     * The version that was read; another one is refused with 409.
     */
    version: number;
};

/**
 * `PUT /settings`: the fields that are present change, at once.
 */
export type ChangeSettings = {
    /**
     * How many of somebody's last answers within 14 days count, 10 to 200.
     */
    attentionAnswers?: number | null;
    /**
     * Whether, while somebody's attention is low, their yes counts as one of two.
     */
    attentionSecondPerson?: boolean | null;
    /**
     * From which share of answers under three seconds on attention is low, in percent, 1 to 100.
     */
    attentionSharePercent?: number | null;
    /**
     * The same for one gate, about an action of an agent.
     */
    decideActionMinutes?: number | null;
    /**
     * The same for one gate, before a task runs. It wins over what is said for every gate.
     */
    decideBeforeRunMinutes?: number | null;
    /**
     * The same for one gate, about the result of a run.
     */
    decideResultMinutes?: number | null;
    /**
     * How many minutes people have to decide at every gate, 0 to 43200; 0 is as long as they like.
     */
    decideWithinMinutes?: number | null;
    /**
     * After how many days what happened, and what webhooks were told, is forgotten, 0 to 36500; 0 is never. Tasks,
     * approvals and the audit log stay.
     */
    keepActivityDays?: number | null;
    /**
     * After how many days the texts of tasks that are over are erased, 0 to 36500; 0 is never. Who decided what stays.
     */
    keepPayloadsDays?: number | null;
    password?: null | Password;
    /**
     * After how many minutes people are told again that something waits, 0 to 43200; 0 is never.
     */
    remindAfterMinutes?: number | null;
    /**
     * Whether somebody else has to approve what a person, or an agent of theirs, asked for.
     */
    secondPerson?: boolean | null;
    /**
     * Task Approval Mode.
     */
    taskApprovalMode?: boolean | null;
};

/**
 * A way to tell somebody that something waits.
 */
export type ChannelItem = {
    /**
     * Where it leads; of a webhook or a device only the host.
     */
    address: string;
    /**
     * Whether anything may be told there: a mailbox has to be confirmed with its code first.
     */
    confirmed: boolean;
    /**
     * When.
     */
    createdAt: Timestamp;
    /**
     * Who made it.
     */
    createdBy: Party;
    /**
     * How long to wait for more before telling, in seconds.
     */
    gatherSeconds: number;
    /**
     * Opaque.
     */
    id: string;
    /**
     * `email`, `slack`, `push`.
     */
    kind: string;
    /**
     * Nothing of less risk is told.
     */
    leastRisk: Risk;
    /**
     * What people call it.
     */
    name: string;
    /**
     * Whether anything is told there.
     */
    on: boolean;
    /**
     * The least time between two messages, in seconds.
     */
    pauseSeconds: number;
    /**
     * The person it is of; null is a team's.
     */
    personId?: string | null;
    /**
     * Whether it is told what became of a request that was told.
     */
    tellEnds: boolean;
    toldAt?: null | Timestamp;
    trouble?: null | ChannelTrouble;
    /**
     * Why this server cannot send there at all, and what to do about it.
     */
    unreachable?: string | null;
};

/**
 * Why the last try failed.
 */
export type ChannelTrouble = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * What the other side, or the way to it, said.
     */
    error: string;
    nextAt?: null | Timestamp;
    /**
     * How often it was tried.
     */
    tries: number;
};

/**
 * A signed statement of how far the log has come.
 */
export type CheckpointItem = {
    /**
     * The signed note: origin, number of rows, root, a blank line, the signature.
     */
    checkpoint: string;
    /**
     * The Ed25519 key that signed it, 32 bytes in base64.
     */
    publicKey: string;
};

/**
 * `POST /runner/claim?wait=45`: waits up to that many seconds (at most 50) for work.
 */
export type Claim = {
    /**
     * The named agents it can start.
     */
    agents?: Array<string>;
    /**
     * How many more actions it can take now. They have places of their own, or a task that waits for its action would
     * hold the place the action needs. With no place of either kind a runner only says that it lives.
     */
    freeActionSlots?: number;
    /**
     * How many more tasks it can take now.
     */
    freeSlots?: number;
    /**
     * Whether it looks at files for people who are about to decide.
     */
    looks?: boolean;
    /**
     * The names of the secrets it can fill in.
     */
    secrets?: Array<string>;
    /**
     * What the machine is.
     */
    system?: SystemFacts;
    /**
     * The workspace root, absolute.
     */
    workspace?: string;
};

/**
 * `POST /actions/{id}/close`: a person looked at the machine.
 */
export type CloseAction = {
    /**
     * Whether it ran.
     */
    ran: boolean;
};

/**
 * `POST /tasks/{id}/close`: a person looked at the machine.
 */
export type CloseTask = {
    /**
     * Whether its command ran.
     */
    ran: boolean;
};

/**
 * How a person closed an unknown outcome.
 */
export type ClosedView = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Who looked.
     */
    by: PersonRef;
    /**
     * Whether it ran.
     */
    ran: boolean;
};

/**
 * A comment on a line of a changed file.
 */
export type Comment = {
    /**
     * The request that it was written for.
     */
    approvalId: string;
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Who wrote it.
     */
    by: PersonRef;
    /**
     * Opaque.
     */
    id: string;
    /**
     * The line's number there.
     */
    line: number;
    /**
     * The file.
     */
    path: string;
    /**
     * What the line says; its beginning where it is long.
     */
    quote: string;
    sentAt?: null | Timestamp;
    /**
     * Which of the two files has the line.
     */
    side: Side;
    /**
     * The task whose run changed the file.
     */
    taskId: string;
    /**
     * What is said about it.
     */
    text: string;
};

/**
 * `POST /notifications/channels/{id}/confirm`.
 */
export type ConfirmChannel = {
    /**
     * The code that was mailed.
     */
    code: string;
};

/**
 * `POST /people/{id}/link`, `…/end` and `…/let-in`.
 */
export type ConfirmPerson = {
    password?: null | Password;
};

/**
 * `POST /notifications/channels`.
 */
export type CreateChannel = {
    /**
     * The mail address, or the webhook's address. A webhook's is a secret and not shown again.
     */
    address: string;
    /**
     * `email`: one's own mailbox, to which a code is mailed. `slack`: a team's incoming webhook, by an administrator.
     */
    kind: 'email' | 'slack';
    /**
     * 1 to 80 characters; a mailbox needs none.
     */
    name?: string | null;
};

/**
 * `POST /desktops`.
 */
export type CreateDesktop = {
    /**
     * The group it belongs to.
     */
    group?: string | null;
    /**
     * What to call it, 1 to 80 characters, unique.
     */
    name: string;
};

/**
 * `POST /keys`.
 */
export type CreateKey = {
    expiresAt?: null | Timestamp;
    /**
     * What to call it; with the scope `propose` it is the agent's name.
     */
    name: string;
    password?: null | Password;
    /**
     * What it may do.
     */
    scopes: Array<Scope>;
    /**
     * The name of the person it belongs to; whoever asks when absent.
     */
    user?: string | null;
};

/**
 * `POST /policy/rules`. What is absent matches everything.
 */
export type CreateRule = {
    /**
     * Only this agent.
     */
    agent?: string | null;
    /**
     * Only this command: words, `*` for any one word, a last `*` for any number.
     */
    command?: string | null;
    /**
     * How many seconds people have to decide what it makes ask, 1 to 2592000. The shortest of this, the settings and the
     * agent's own wish counts.
     */
    decideWithinSeconds?: number | null;
    /**
     * Only this desktop.
     */
    desktopId?: string | null;
    expiresAt?: null | Timestamp;
    interpreter?: null | Interpreter;
    /**
     * `runs`, `asks` or `blocked`.
     */
    level: Level;
    /**
     * Why it is there, at most 500 characters.
     */
    note?: string;
    password?: null | Password;
    /**
     * How many different people must say yes to what it makes ask, 1 to 9; 1 when absent.
     */
    people?: number | null;
};

/**
 * `POST /scripts`.
 */
export type CreateScript = {
    /**
     * The command, at most 64 KiB.
     */
    body: string;
    /**
     * What it does and when to use it, at most 4 KiB.
     */
    description?: string;
    /**
     * `bash`, `sh` or `powershell`.
     */
    interpreter: Interpreter;
    /**
     * 1 to 80 characters, unique.
     */
    name: string;
    /**
     * What is filled in before it runs, at most 30.
     */
    parameters?: Array<Parameter>;
};

/**
 * `POST /tasks`.
 */
export type CreateTask = {
    /**
     * The desktop's own agent that works on it.
     */
    agent?: string | null;
    /**
     * Whether a person is asked before it runs.
     */
    approveBeforeRun?: boolean;
    /**
     * The command or the prompt, at most 64 KiB. A command runs exactly as it is.
     */
    content: string;
    /**
     * The working directory, inside the desktop's workspace root.
     */
    cwd?: string | null;
    /**
     * The tasks that must be done before it starts, at most 50: each by its id, or by its number (`MC-12`).
     */
    dependsOn?: Array<string>;
    /**
     * The machine it is for.
     */
    desktopId: string;
    /**
     * The program that works on it over REST.
     */
    externalAgent?: string | null;
    /**
     * What an outside system calls it, at most 500 characters.
     */
    externalRef?: string | null;
    interpreter?: null | Interpreter;
    /**
     * Whether its result waits for a person, whatever Task Approval Mode says.
     */
    requiresApproval?: boolean;
    /**
     * Ask it to run at once.
     */
    run?: boolean;
    /**
     * How long it may run, 1 to 604800 seconds; 3600 when absent.
     */
    timeoutSeconds?: number | null;
    /**
     * What to call it, at most 200 characters; the first line of the content when absent.
     */
    title?: string | null;
    /**
     * `command` or `prompt`.
     */
    type: TaskType;
};

/**
 * `POST /webhooks`.
 */
export type CreateWebhook = {
    /**
     * 1 to 80 characters.
     */
    name: string;
    /**
     * An `https` address that is not on a private network, at most 2048 bytes.
     */
    url: string;
};

/**
 * The decisions of one day.
 */
export type DayView = {
    /**
     * How many said yes.
     */
    approved: number;
    /**
     * `2026-01-31`, UTC.
     */
    date: string;
    /**
     * How many said no.
     */
    rejected: number;
};

/**
 * A person's decision.
 */
export type DecisionView = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Who.
     */
    by: PersonRef;
    /**
     * Yes or no.
     */
    decision: Verdict;
    /**
     * What they said.
     */
    feedback?: string | null;
    reason?: null | Reason;
};

/**
 * One telling of one ended task.
 */
export type DeliveryItem = {
    /**
     * When it was written.
     */
    createdAt: Timestamp;
    /**
     * Why the last try failed.
     */
    error?: string | null;
    /**
     * The same at every try.
     */
    id: string;
    nextAt?: null | Timestamp;
    /**
     * `waiting`, `delivered`, `given_up`.
     */
    state: string;
    /**
     * The task.
     */
    taskId: string;
    /**
     * How often it was tried.
     */
    tries: number;
};

/**
 * The new desktop and its runner's token, shown this once.
 */
export type DesktopCreated = DesktopItem & {
    /**
     * The token; only its hash is kept.
     */
    token: string;
};

/**
 * A desktop.
 */
export type DesktopItem = {
    /**
     * The named agents its runner can start.
     */
    agents: Array<string>;
    /**
     * The group it belongs to.
     */
    group?: string | null;
    /**
     * Opaque.
     */
    id: string;
    lastSeenAt?: null | Timestamp;
    /**
     * What people call it.
     */
    name: string;
    /**
     * Whether its runner was heard of in the last minute.
     */
    online: boolean;
    /**
     * A hands-on way in.
     */
    remoteAccessUrl?: string | null;
    /**
     * The names of the secrets its runner can fill in.
     */
    secrets: Array<string>;
    system?: null | SystemFacts;
    /**
     * The workspace root on that machine.
     */
    workspace?: string | null;
};

/**
 * A desktop as other bodies name it.
 */
export type DesktopRef = {
    /**
     * The group it belongs to.
     */
    group?: string | null;
    /**
     * Opaque.
     */
    id: string;
    /**
     * What people call it.
     */
    name: string;
    /**
     * Whether its runner was heard of in the last minute.
     */
    online: boolean;
};

/**
 * One way in which the result differs.
 */
export type Difference = {
    /**
     * What came; none when it was stopped.
     */
    actual?: number | null;
    /**
     * What was announced.
     */
    expected: number;
    kind: 'exit_code';
} | {
    kind: 'output';
    /**
     * The pattern that was announced.
     */
    pattern: string;
} | {
    kind: 'file_not_announced';
    /**
     * Which.
     */
    path: string;
} | {
    kind: 'file_not_changed';
    /**
     * Which.
     */
    path: string;
};

/**
 * The way an agent's requests come in.
 */
export type Door = 'runner' | 'mcp' | 'rest' | 'hook';

/**
 * One change of a file, as an agent disclosed it.
 */
export type Edit = {
    /**
     * The text that takes its place; null where the file goes.
     */
    new?: string | null;
    /**
     * The text that is replaced; null where the file is new.
     */
    old?: string | null;
    /**
     * The file, as the agent names it.
     */
    path: string;
};

/**
 * `POST /actions/{id}/edit`: a person changes the command of a proposal that waits. All else stays as it was proposed.
 */
export type EditAction = {
    /**
     * With `exec`: the program and its arguments, at most 64 KiB together.
     */
    argv?: Array<string> | null;
    /**
     * The whole script as it shall run, at most 64 KiB.
     */
    script?: string | null;
};

/**
 * `GET /approvals/{id}/evidence`.
 */
export type Evidence = {
    /**
     * The key that signed it, in base64.
     */
    publicKey: string;
    /**
     * Ed25519, in base64.
     */
    signature: string;
    /**
     * A statement as JSON text: exactly these bytes are signed, after the line `mission-control/evidence/v1`.
     */
    statement: string;
};

/**
 * Exactly what an agent would do itself.
 */
export type Exact = {
    /**
     * A command line that a POSIX shell reads.
     */
    command: string;
} | {
    /**
     * A program and its arguments, which no shell reads.
     */
    argv: Array<string>;
} | {
    /**
     * Changes of files.
     */
    edits: Array<Edit>;
} | {
    /**
     * The input of a tool of its own: any JSON.
     */
    input: unknown;
} | {
    /**
     * Nothing to run: it asks whether it may do what this Markdown says.
     */
    question: string;
};

/**
 * What an agent says will come back.
 */
export type Expected = string | {
    /**
     * The exit code.
     */
    exitCode?: number | null;
    /**
     * Every path that is changed, relative to the working directory; none means that it is not said.
     */
    files?: Array<string> | null;
    /**
     * A regular expression that the output matches somewhere.
     */
    outputPattern?: string | null;
    /**
     * The same in words.
     */
    text?: string | null;
};

/**
 * One thing that the command says about itself.
 */
export type Fact = {
    /**
     * What kind of thing.
     */
    kind: FactKind;
    /**
     * The line of the code it stands in, from 1.
     */
    line?: number | null;
    /**
     * How much it weighs.
     */
    severity: Severity;
    /**
     * In words, with the command's own words in it: "Deletes /var/log/app, with everything below it".
     */
    text: string;
    /**
     * The word of the code that it points at, as it is read: quotes taken off. None in what was read before words were
     * kept.
     */
    word?: string | null;
};

/**
 * What kind of thing a command does.
 */
export type FactKind = 'deletes' | 'writes' | 'installs' | 'contacts' | 'elevated' | 'pipes_to_shell' | 'decodes' | 'hides' | 'loads' | 'wraps' | 'system' | 'secrets' | 'given_secret' | 'unreadable';

/**
 * Why a task failed.
 */
export type FailureCode = 'exit_code' | 'rejected' | 'timeout' | 'runner_lost' | 'dependency_failed' | 'expired' | 'no_agent';

/**
 * Why a task failed.
 */
export type FailureView = {
    /**
     * For programs.
     */
    code: FailureCode;
    /**
     * For people.
     */
    message: string;
};

/**
 * One file a run changed.
 */
export type FileChange = {
    /**
     * Lines added; 0 for binary files.
     */
    additions: number;
    /**
     * Whether the content is not text.
     */
    binary: boolean;
    /**
     * What happened to it.
     */
    change: ChangeKind;
    /**
     * Lines removed; 0 for binary files.
     */
    deletions: number;
    /**
     * The unified diff, with `@@` headers; empty when the file is binary or too large.
     */
    diff: string;
    /**
     * Where it was before, when it was renamed.
     */
    oldPath?: string | null;
    /**
     * The path, relative to the task's working directory (or its git top level).
     */
    path: string;
    /**
     * Whether the diff was cut because it was too large; the counts are still whole.
     */
    truncated: boolean;
};

/**
 * How what came back compares with what was announced.
 */
export type Findings = Array<Difference>;

/**
 * `POST /tasks/{id}/finish`: the external agent says how it went.
 */
export type FinishTask = {
    expected?: null | Expected;
    /**
     * `succeeded` or `failed`.
     */
    outcome: 'succeeded' | 'failed';
    /**
     * What it made or found, at most 512 KiB.
     */
    output?: string | null;
};

/**
 * Where an approval holds the work.
 */
export type Gate = 'before_run' | 'action' | 'after_run';

/**
 * How the server is.
 */
export type Health = {
    /**
     * `ok`.
     */
    status: string;
    /**
     * The product's version.
     */
    version: string;
};

/**
 * `POST /runner/work/{id}/heartbeat?wait=SECONDS`: renews the lease and waits up to that long for a cancel.
 */
export type Heartbeat = {
    /**
     * The right to report.
     */
    lease: string;
};

/**
 * The answer to a heartbeat.
 */
export type HeartbeatAnswer = {
    /**
     * Whether the task is to be stopped.
     */
    cancel: boolean;
    /**
     * When the right to report ends unless renewed.
     */
    leaseExpiresAt: Timestamp;
};

/**
 * What of an agent's doing is held until a person says yes.
 */
export type Held = 'enforced' | 'proposals' | 'cooperative';

/**
 * That one more person is asked because somebody's last approvals were very quick.
 */
export type Hurried = {
    /**
     * How many approvals of whoever asks were so; null when it was somebody else who said yes already.
     */
    yours?: number | null;
};

/**
 * How people decided in the last 30 days.
 */
export type Insights = {
    /**
     * How quick each person's last answers were, at every gate; whoever answered most, first.
     */
    attention: Array<PersonAttention>;
    /**
     * Each of the 30 days, today last. Days are UTC.
     */
    days: Array<DayView>;
    /**
     * Decisions from here on count: 30 days, or fewer when there were more than 20000.
     */
    from: Timestamp;
    /**
     * All of them.
     */
    pace: PaceView;
    /**
     * Everybody who decided at this gate, whoever is asked about; who decided most, first.
     */
    people: Array<PersonPace>;
    /**
     * When they were counted.
     */
    to: Timestamp;
    /**
     * What waits longest at this gate, at most five requests, the oldest first.
     */
    waiting: Array<Approval>;
};

/**
 * What reads the code.
 */
export type Interpreter = 'bash' | 'sh' | 'powershell' | 'exec';

/**
 * `POST /people`.
 */
export type InvitePerson = {
    /**
     * The name to sign in with.
     */
    name: string;
    password?: null | Password;
    /**
     * What they may do.
     */
    role: Role;
};

/**
 * What the policy said.
 */
export type JudgementView = {
    /**
     * What happens.
     */
    level: Level;
    /**
     * Why, in a sentence.
     */
    reason: string;
    /**
     * The rule that decided; null when the preset did.
     */
    ruleId?: string | null;
    /**
     * The policy's version.
     */
    version: number;
};

/**
 * The new key and its secret, shown this once.
 */
export type KeyCreated = KeyItem & {
    /**
     * The secret; only its hash is kept.
     */
    secret: string;
};

/**
 * A key without its secret.
 */
export type KeyItem = {
    /**
     * When it was made.
     */
    createdAt: Timestamp;
    expiresAt?: null | Timestamp;
    /**
     * Opaque.
     */
    id: string;
    lastUsedAt?: null | Timestamp;
    /**
     * What it is called.
     */
    name: string;
    /**
     * The person it belongs to.
     */
    owner: PersonRef;
    revokedAt?: null | Timestamp;
    /**
     * What it may do.
     */
    scopes: Array<Scope>;
};

/**
 * What happens with an action.
 */
export type Level = 'runs' | 'asks' | 'blocked';

/**
 * A piece of a task's log.
 */
export type LogItem = {
    /**
     * When it was read.
     */
    at: Timestamp;
    /**
     * Its number within the run; send the last one as `after`.
     */
    seq: number;
    /**
     * Where it came from.
     */
    stream: Stream;
    /**
     * Its text; bytes that are not UTF-8 are replaced.
     */
    text: string;
};

/**
 * A piece of output.
 */
export type LogPiece = {
    /**
     * When the runner read it.
     */
    at: Timestamp;
    /**
     * The bytes, in base64: they need not be text.
     */
    dataB64: string;
    /**
     * Its number within the run, from 1, over all streams.
     */
    seq: number;
    /**
     * Where it came from.
     */
    stream: Stream;
};

/**
 * Files that an action would run by name, for the person who is asked about it.
 */
export type LookWork = {
    /**
     * Where the action would run; its task's own directory when absent.
     */
    cwd?: string | null;
    /**
     * The action's id.
     */
    id: string;
    /**
     * The names, as the command has them.
     */
    paths: Array<string>;
    /**
     * Its task's number, which names that directory.
     */
    taskNumber: number;
};

/**
 * `GET /me`: who the credential belongs to and what it may do.
 */
export type Me = {
    /**
     * Whether it may decide.
     */
    canDecide: boolean;
    /**
     * The person, agent or runner.
     */
    id: string;
    /**
     * `person`, `agent` or `runner`.
     */
    kind: PartyKind;
    /**
     * Its name.
     */
    name: string;
    role?: null | Role;
    /**
     * What a key may do; null for a signed-in browser, which may do what its role allows.
     */
    scopes?: Array<Scope> | null;
};

/**
 * A task that a message tells of.
 */
export type MentionedTask = {
    /**
     * Opaque.
     */
    id: string;
    /**
     * The number people use.
     */
    number: number;
    /**
     * The column it stands in.
     */
    status: TaskStatus;
    /**
     * What people call it.
     */
    title: string;
};

/**
 * A message in a task's thread.
 */
export type MessageItem = {
    action?: null | Action;
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Who.
     */
    author: Party;
    /**
     * Opaque.
     */
    id: string;
    mentions?: null | MentionedTask;
    /**
     * Its place in the thread.
     */
    seq: number;
    /**
     * What: text, never markup.
     */
    text: string;
};

/**
 * `POST /runner/agents`: a runner says which program an agent of its desktop is, and how the test of its gate went.
 */
export type NoteAgent = {
    /**
     * The agent's name, one of those that the runner brings.
     */
    agent: string;
    canary?: null | NoteCanary;
    /**
     * What its program calls itself, at most 80 characters; absent for a driver that is part of the runner.
     */
    client?: string | null;
    /**
     * The program's version, at most 80 characters.
     */
    version?: string | null;
};

/**
 * How the test of an agent's gate went, just now.
 */
export type NoteCanary = {
    /**
     * What was seen, at most 4 KiB.
     */
    note?: string | null;
    /**
     * Whether it asked before it did what it was told.
     */
    passed: boolean;
};

/**
 * What a command task said about itself when a person was asked about it: what its page shows, read once.
 */
export type Noted = {
    /**
     * What it does, by our own rules.
     */
    facts: Array<Fact>;
    /**
     * Whether all of it could be read, and it runs no other file by name: only then does finding nothing say something.
     */
    whole: boolean;
};

/**
 * A file that a command runs by name, such as `deploy.sh` in `sh deploy.sh`.
 */
export type Operand = Seen & {
    /**
     * The name as the command has it.
     */
    path: string;
    /**
     * Random text of the desktop's. It goes into what is approved with what was found, so that nobody who knows the rest
     * can try out what a file holds.
     */
    salt?: string | null;
};

/**
 * An action that another policy would answer otherwise.
 */
export type OtherAnswer = {
    /**
     * Which agent asked.
     */
    agent: string;
    /**
     * Its approval, where a person was asked.
     */
    approvalId?: string | null;
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Its code.
     */
    code: string;
    decision?: null | Verdict;
    /**
     * What the policy that holds now answers.
     */
    now: Level;
    /**
     * Its task.
     */
    taskId: string;
    /**
     * What the other one would.
     */
    then: Level;
};

/**
 * Some decisions, summed up.
 */
export type PaceView = {
    /**
     * How many there were.
     */
    decisions: number;
    /**
     * How many were decided less than three seconds after they were asked.
     */
    fast: number;
    /**
     * The same in percent; null without a decision.
     */
    fastPercent?: number | null;
    /**
     * Half of them took no longer from request to decision, in milliseconds.
     */
    medianMs?: number | null;
    /**
     * Nine of ten took no longer, in milliseconds.
     */
    p90Ms?: number | null;
    /**
     * How many of them were a no.
     */
    rejected: number;
    /**
     * The same in percent; null without a decision.
     */
    rejectedPercent?: number | null;
};

/**
 * One page of a list.
 */
export type PageActivityItem = {
    /**
     * The entries.
     */
    items: Array<ActivityItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageAgentItem = {
    /**
     * The entries.
     */
    items: Array<AgentItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageApproval = {
    /**
     * The entries.
     */
    items: Array<Approval>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageAuditItem = {
    /**
     * The entries.
     */
    items: Array<AuditItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageChannelItem = {
    /**
     * The entries.
     */
    items: Array<ChannelItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageComment = {
    /**
     * The entries.
     */
    items: Array<Comment>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageDesktopItem = {
    /**
     * The entries.
     */
    items: Array<DesktopItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageFileChange = {
    /**
     * The entries.
     */
    items: Array<FileChange>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageKeyItem = {
    /**
     * The entries.
     */
    items: Array<KeyItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageLogItem = {
    /**
     * The entries.
     */
    items: Array<LogItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageMessageItem = {
    /**
     * The entries.
     */
    items: Array<MessageItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PagePersonItem = {
    /**
     * The entries.
     */
    items: Array<PersonItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PagePushDeviceItem = {
    /**
     * The entries.
     */
    items: Array<PushDeviceItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageScriptItem = {
    /**
     * The entries.
     */
    items: Array<ScriptItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageSessionItem = {
    /**
     * The entries.
     */
    items: Array<SessionItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageTask = {
    /**
     * The entries.
     */
    items: Array<Task>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * One page of a list.
 */
export type PageWebhookItem = {
    /**
     * The entries.
     */
    items: Array<WebhookItem>;
    /**
     * Send it as `cursor` for the next page; null on the last one.
     */
    nextCursor?: string | null;
};

/**
 * Something a person fills in before a script runs. The script reads it as a variable of this name.
 */
export type Parameter = {
    /**
     * What it is when nothing is filled in; without it something has to be.
     */
    default?: string | null;
    /**
     * What to fill in.
     */
    description?: string;
    /**
     * Letters, digits and underscores, not beginning with a digit.
     */
    name: string;
};

/**
 * Somebody as records keep them: the id for machines, the name as it was at that moment for people.
 */
export type Party = {
    /**
     * The person's, key's or desktop's id; `system` for Mission Control itself.
     */
    id: string;
    /**
     * Human, agent, runner or the system.
     */
    kind: PartyKind;
    /**
     * The name at that moment.
     */
    name: string;
};

/**
 * What kind of actor a record names.
 */
export type PartyKind = 'person' | 'agent' | 'runner' | 'system';

/**
 * What somebody typed as their password. It is never printed.
 */
export type Password = string;

/**
 * One person's last answers within 14 days.
 */
export type PersonAttention = {
    /**
     * What they come to.
     */
    attention: AttentionView;
    /**
     * Who.
     */
    by: PersonRef;
};

/**
 * An account and the link with which its person chooses a password.
 */
export type PersonInvited = Account & {
    /**
     * What the link ends with, shown this once: `/password?token=` and this. It works once, for three days.
     */
    secret: string;
};

/**
 * A person with an account, as administrators see them.
 */
export type PersonItem = {
    /**
     * How many requests they answered in the last 30 days.
     */
    answers: number;
    /**
     * When the account was made.
     */
    createdAt: Timestamp;
    disabledAt?: null | Timestamp;
    /**
     * Opaque.
     */
    id: string;
    /**
     * How many keys work.
     */
    keys: number;
    lastSeenAt?: null | Timestamp;
    linkEndsAt?: null | Timestamp;
    /**
     * The name they sign in with.
     */
    name: string;
    /**
     * What they may do.
     */
    role: Role;
    /**
     * How many browsers are signed in.
     */
    sessions: number;
    /**
     * Whether it is whoever asks.
     */
    you: boolean;
};

/**
 * One person's decisions.
 */
export type PersonPace = {
    /**
     * Who. A request that several had to approve counts for whose answer decided it.
     */
    by: PersonRef;
    /**
     * What they decided.
     */
    pace: PaceView;
};

/**
 * A person as other bodies name them.
 */
export type PersonRef = {
    /**
     * Opaque.
     */
    id: string;
    /**
     * The name at that moment.
     */
    name: string;
};

/**
 * `GET /policy`.
 */
export type PolicyItem = {
    /**
     * What the preset made ask in the last 30 days.
     */
    asked: Asked;
    /**
     * What happens when no rule speaks.
     */
    preset: Preset;
    /**
     * The product's version.
     */
    productVersion: string;
    /**
     * The rules, newest first; revoked and expired ones too.
     */
    rules: Array<RuleItem>;
    /**
     * Raised by every change.
     */
    version: number;
};

/**
 * `GET /policy/test`: what another policy would answer otherwise.
 */
export type PolicyTest = {
    /**
     * Those that would be answered otherwise than by the policy that holds now, the newest first.
     */
    changed: Array<OtherAnswer>;
    /**
     * How many could not be: their texts were erased.
     */
    erased: number;
    /**
     * How many of the actions that agents proposed last were judged again.
     */
    judged: number;
};

/**
 * `POST /tasks/{id}/messages`.
 */
export type PostMessage = {
    /**
     * Text, at most 16 KiB.
     */
    text: string;
};

/**
 * What happens with an action that no rule speaks about. A looser preset is less than a stricter one.
 */
export type Preset = 'autonomous' | 'permissive' | 'balanced' | 'restrictive';

/**
 * `application/problem+json`.
 */
export type Problem = {
    /**
     * The approval somebody else decided.
     */
    approvalId?: string | null;
    /**
     * The stable code.
     */
    code: string;
    decision?: null | DecisionView;
    /**
     * What it means and what to do.
     */
    detail: string;
    /**
     * The digest that is stored, when another was sent.
     */
    digest?: string | null;
    /**
     * The field that was refused.
     */
    field?: string | null;
    /**
     * A name to look for in the server's log, when the server broke.
     */
    reference?: string | null;
    /**
     * Seconds to wait before the next try.
     */
    retryAfter?: number | null;
    /**
     * Whether the same request can succeed later unchanged.
     */
    retryable: boolean;
    /**
     * Its state now.
     */
    state?: string | null;
    /**
     * The HTTP status.
     */
    status: number;
    /**
     * What happened, in a sentence.
     */
    title: string;
    /**
     * A name for this kind of problem: `urn:mission-control:problem:` and the code.
     */
    type: string;
};

/**
 * `POST /actions`: one exact change that an agent proposes.
 */
export type Propose = ReviseAction & {
    /**
     * The machine of the task that is made for it.
     */
    desktopId?: string | null;
    /**
     * `device_action`, which is also what it is when absent: the desktop's runner runs it. `agent_permission`: the agent
     * does it itself once it is let go on.
     */
    kind?: 'device_action' | 'agent_permission';
    /**
     * The running task it belongs to. Instead, `desktopId` and `title` make a prompt task for it first.
     */
    taskId?: string | null;
};

/**
 * `POST /tasks/{id}/purge`.
 */
export type PurgeTask = {
    password?: null | Password;
};

/**
 * That the texts of a task were erased, and how much there was.
 */
export type Purged = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Who erased them: a person, or Mission Control when they were kept long enough.
     */
    by: Party;
    /**
     * How long the command or the prompt was, in bytes.
     */
    contentBytes: number;
    /**
     * How many files its run changed.
     */
    files: number;
    /**
     * How much its run wrote, in bytes.
     */
    outputBytes: number;
};

/**
 * A browser of one's own that is told.
 */
export type PushDeviceItem = ChannelItem & {
    /**
     * By which the browser knows itself: SHA-256 of its address, in hex.
     */
    mark: string;
};

/**
 * `POST /runner/work/{id}/files`: the whole list, in place of an earlier one.
 */
export type PushFiles = {
    /**
     * What changed.
     */
    files: Array<FileChange>;
    /**
     * The right to report.
     */
    lease: string;
};

/**
 * `POST /runner/work/{id}/logs`. A piece whose number is already stored is skipped.
 */
export type PushLogs = {
    /**
     * The right to report.
     */
    lease: string;
    /**
     * Pieces in order.
     */
    pieces: Array<LogPiece>;
};

/**
 * `POST /runner/work/{id}/look`: what was found, in the order that was asked for.
 */
export type PushLook = {
    /**
     * The files.
     */
    operands: Array<Operand>;
};

/**
 * `POST /runner/work/{id}/usage`: what the agent's model used so far, over the whole task.
 */
export type PushUsage = {
    /**
     * The right to report.
     */
    lease: string;
    /**
     * The counts.
     */
    usage: Usage;
};

/**
 * The reasons for a no that take one tap.
 */
export type Reason = 'wrong_fix' | 'wrong_machine' | 'wrong_time' | 'handle_manually';

/**
 * `POST /actions/{id}/report`: the agent says how what it took ended.
 */
export type ReportAction = {
    /**
     * With `exited`: the exit code, 0 for what went well.
     */
    exitCode?: number | null;
    /**
     * The right to report, from the answer to `take`.
     */
    lease: string;
    /**
     * How it ended.
     */
    outcome: ActionOutcome;
    /**
     * What it printed, as far as the agent tells: at most 64 KiB.
     */
    output?: string | null;
    /**
     * With `not_started`: why, at most 4 KiB.
     */
    reason?: string | null;
    /**
     * With `killed`: the number of the signal.
     */
    signal?: number | null;
};

/**
 * `POST /runner/work/{id}/result`. Sending the same again gets the same answer.
 */
export type ReportResult = {
    branch?: null | Branch;
    expected?: null | Expected;
    /**
     * The right to report.
     */
    lease: string;
    /**
     * How it ended.
     */
    outcome: RunOutcome;
    /**
     * Whether output was left out because there was too much.
     */
    outputTruncated?: boolean;
};

/**
 * The answer to a report: what it ended.
 */
export type Reported = Task | Action;

/**
 * `POST /approvals/{id}/resolve`.
 */
export type Resolve = {
    /**
     * The five lines of the checklist, as they were ticked.
     */
    checklist?: Array<boolean> | null;
    /**
     * `approve` or `reject`.
     */
    decision: 'approve' | 'reject';
    /**
     * The name of the desktop, typed: asked of a person at a browser for a yes to something weighty.
     */
    desktop?: string | null;
    /**
     * The digest of what was read. Required where something will run.
     */
    digest?: string | null;
    /**
     * What went wrong, or what to mind; at most 16 KiB.
     */
    feedback?: string | null;
    password?: null | Password;
    reason?: null | Reason;
};

/**
 * `resolve` and `review` answer with both, since both changed.
 */
export type Resolved = {
    /**
     * The approval.
     */
    approval: Approval;
    /**
     * Present and true when the same person had already said the same.
     */
    replayed?: boolean;
    /**
     * Its task.
     */
    task: Task;
};

/**
 * `POST /tasks/{id}/retry`. What is absent is taken from the task that is tried again.
 */
export type RetryTask = {
    /**
     * The revised content.
     */
    content?: string | null;
    /**
     * The flag for the new attempt.
     */
    requiresApproval?: boolean | null;
    /**
     * The revised title.
     */
    title?: string | null;
};

/**
 * `POST /tasks/{id}/review`.
 */
export type Review = {
    /**
     * `approve` or `reject`.
     */
    decision: 'approve' | 'reject';
    /**
     * The digest of what was read.
     */
    digest?: string | null;
    /**
     * What went wrong, or what to mind; at most 16 KiB.
     */
    feedback?: string | null;
    password?: null | Password;
};

/**
 * `POST /actions/{id}/revisions`, and the part of `POST /actions` that says what runs.
 */
export type ReviseAction = {
    /**
     * With `exec`: the program and its arguments, at most 64 KiB together.
     */
    argv?: Array<string> | null;
    /**
     * Where it runs, inside the workspace root; the task's directory when absent. With `agent_permission` the directory
     * that the agent works in, wherever that is.
     */
    cwd?: string | null;
    /**
     * How long somebody may decide, 1 to 2592000 seconds; without a limit when absent.
     */
    decideWithinSeconds?: number | null;
    /**
     * What it does and what it returns, in plain language; at most 4 KiB. Required.
     */
    description?: string | null;
    /**
     * With `agent_permission`: whether the agent follows `supersededBy` and runs what a person changed the command to.
     */
    editable?: boolean;
    /**
     * What is added to the environment, at most 100 variables.
     */
    env?: {
        [key: string]: string;
    };
    exact?: null | Exact;
    expected?: null | Expected;
    interpreter?: null | Interpreter;
    /**
     * The script, at most 64 KiB. It runs exactly as it is.
     */
    script?: string | null;
    /**
     * Where it comes from inside the agent; `agent` names it.
     */
    source?: {
        [key: string]: string;
    };
    /**
     * How long it may run, 1 to 604800 seconds; 3600 when absent.
     */
    timeoutSeconds?: number | null;
    /**
     * What to call it, at most 200 characters.
     */
    title?: string | null;
    tool?: null | ToolRef;
};

/**
 * How much could go wrong, by our own rules.
 */
export type Risk = 'low' | 'medium' | 'high';

/**
 * What a person may do. Each role includes the ones before it.
 */
export type Role = 'viewer' | 'operator' | 'approver' | 'admin';

/**
 * A rule.
 */
export type RuleItem = {
    /**
     * Only this agent.
     */
    agent?: string | null;
    /**
     * What it made ask in the last 30 days.
     */
    asked: Asked;
    /**
     * Only this command.
     */
    command?: string | null;
    /**
     * When.
     */
    createdAt: Timestamp;
    /**
     * Who made it.
     */
    createdBy: Party;
    /**
     * How many seconds people have to decide what it makes ask, if it says so.
     */
    decideWithinSeconds?: number | null;
    /**
     * Only this desktop.
     */
    desktopId?: string | null;
    expiresAt?: null | Timestamp;
    /**
     * Whether it holds now.
     */
    holds: boolean;
    /**
     * Opaque.
     */
    id: string;
    interpreter?: null | Interpreter;
    /**
     * What it does with what it matches.
     */
    level: Level;
    /**
     * Why it is there.
     */
    note: string;
    /**
     * How many different people must say yes to what it makes ask.
     */
    people: number;
    revokedAt?: null | Timestamp;
    usedAt?: null | Timestamp;
    /**
     * How often it was used.
     */
    uses: number;
};

/**
 * How a run ended.
 */
export type RunOutcome = {
    /**
     * Its exit code.
     */
    exit_code: number;
    kind: 'exited';
} | {
    kind: 'killed';
    /**
     * The signal's number.
     */
    signal: number;
} | {
    kind: 'timed_out';
} | {
    kind: 'cancelled';
} | {
    kind: 'not_started';
    /**
     * Why.
     */
    reason: string;
} | {
    kind: 'lost';
};

/**
 * `POST /scripts/{id}/run`: a command task of its own, recorded in the thread it was run from.
 */
export type RunScript = {
    /**
     * Whether a person is asked before it runs.
     */
    approveBeforeRun?: boolean;
    /**
     * The machine; not needed with `taskId`.
     */
    desktopId?: string | null;
    /**
     * What is filled in, by name.
     */
    parameters?: {
        [key: string]: string;
    };
    /**
     * The task it is run for: on the same machine, and told in its thread.
     */
    taskId?: string | null;
};

/**
 * One thing a key may do.
 */
export type Scope = 'read' | 'tasks' | 'propose' | 'runner' | 'decide' | 'admin';

/**
 * A script.
 */
export type ScriptItem = {
    /**
     * The command.
     */
    body: string;
    /**
     * When.
     */
    createdAt: Timestamp;
    /**
     * Who made it.
     */
    createdBy: Party;
    /**
     * What it does and when to use it.
     */
    description: string;
    /**
     * Opaque.
     */
    id: string;
    /**
     * What reads it.
     */
    interpreter: Interpreter;
    /**
     * Unique.
     */
    name: string;
    /**
     * What is filled in before it runs.
     */
    parameters: Array<Parameter>;
    /**
     * When it was last changed.
     */
    updatedAt: Timestamp;
    /**
     * Raised by every change.
     */
    version: number;
};

/**
 * What a desktop found under a name.
 */
export type Seen = {
    seen: 'not_yet';
} | {
    /**
     * How many bytes it has.
     */
    bytes: number;
    /**
     * SHA-256 of its bytes.
     */
    digest: string;
    seen: 'file';
    /**
     * Its text; none when it is no text, too long, outside the workspace, or usually secret.
     */
    text?: string | null;
} | {
    seen: 'missing';
} | {
    seen: 'unknown';
    /**
     * Why, for people.
     */
    why: string;
};

/**
 * A signed-in browser.
 */
export type SessionItem = {
    /**
     * When it signed in.
     */
    createdAt: Timestamp;
    /**
     * Whether it is the one that asks.
     */
    current: boolean;
    /**
     * Opaque.
     */
    id: string;
    /**
     * When it was last used.
     */
    lastSeenAt: Timestamp;
    /**
     * What it says it is.
     */
    userAgent: string;
};

/**
 * `GET /settings`.
 */
export type SettingsItem = {
    /**
     * How many of somebody's last answers within 14 days count.
     */
    attentionAnswers: number;
    /**
     * Whether, while somebody's attention is low, their yes counts as one of two. It does not while only one person may
     * decide.
     */
    attentionSecondPerson: boolean;
    /**
     * From which share of answers under three seconds on attention is low, in percent. It takes ten answers, and one no
     * among them brings it back.
     */
    attentionSharePercent: number;
    /**
     * How many minutes they have for an action of an agent. A rule and the agent can only make it shorter.
     */
    decideActionMinutes: number;
    /**
     * How many minutes people have to decide before a task runs; 0 is as long as they like.
     */
    decideBeforeRunMinutes: number;
    /**
     * How many minutes they have for the result of a run.
     */
    decideResultMinutes: number;
    /**
     * After how many days what happened, and what webhooks were told, is forgotten; 0 is never.
     */
    keepActivityDays: number;
    /**
     * After how many days the texts of tasks that are over are erased; 0 is never.
     */
    keepPayloadsDays: number;
    /**
     * After how many minutes people are told again that something waits; 0 is never.
     */
    remindAfterMinutes: number;
    /**
     * Whether somebody else has to approve what a person, or an agent of theirs, asked for.
     */
    secondPerson: boolean;
    /**
     * Task Approval Mode: when on, every finished task waits in Review.
     */
    taskApprovalMode: boolean;
};

/**
 * How much a fact weighs.
 */
export type Severity = 'info' | 'note' | 'high';

/**
 * One of the two files that a diff compares.
 */
export type Side = 'old' | 'new';

/**
 * A permit with the server's signature. The signature still has to be checked.
 */
export type SignedPermit = {
    /**
     * The key that signed it, in base64. Whoever checks must know it from elsewhere.
     */
    publicKey: string;
    /**
     * Ed25519 over the text's bytes, in base64.
     */
    signature: string;
    /**
     * What is signed: the lines of [`Permit::text`].
     */
    text: string;
};

/**
 * `POST /approvals/{id}/snooze`: whoever asks looks at it later. It is not an answer, and nobody else notices.
 */
export type SnoozeApproval = {
    until?: null | Timestamp;
};

/**
 * That whoever asks has put a request aside.
 */
export type Snoozed = {
    /**
     * When they did.
     */
    at: Timestamp;
    until?: null | Timestamp;
};

/**
 * Something that is stopped.
 */
export type StopItem = {
    /**
     * The agent; null for everything.
     */
    agent?: string | null;
    /**
     * Since when.
     */
    at: Timestamp;
    /**
     * Who stopped it.
     */
    by: Party;
};

/**
 * What is stopped now.
 */
export type StopList = {
    /**
     * Everything first, then agents by name.
     */
    items: Array<StopItem>;
};

/**
 * `POST /stop` and `POST /resume`.
 */
export type StopWork = {
    /**
     * Only this agent; everything when absent.
     */
    agent?: string | null;
};

/**
 * Where a piece of output came from.
 */
export type Stream = 'stdout' | 'stderr' | 'system';

/**
 * What an audit row is about.
 */
export type Subject = {
    /**
     * Which one.
     */
    id: string;
    /**
     * `task`, `approval`, `key` …
     */
    kind: string;
};

/**
 * What a runner says about its machine when it claims work. Text from outside: shown only through the display type.
 */
export type SystemFacts = {
    /**
     * `x86_64`, `aarch64`.
     */
    arch?: string;
    /**
     * Whether git was found: with it, changed files are read from a git snapshot.
     */
    git?: boolean;
    /**
     * The machine's own name.
     */
    hostname?: string;
    /**
     * `linux`, `windows`, `macos`.
     */
    os?: string;
    /**
     * The runner's version.
     */
    runnerVersion?: string;
    /**
     * The account that work runs as.
     */
    user?: string;
};

/**
 * `POST /actions/{id}/take`: the agent goes on with what it does itself.
 */
export type TakeAction = {
    /**
     * Whether it will say how that ended. Then the action is `running` until it does, and its outcome unknown if it does
     * not within the action's time. Otherwise the action is `released`, and nothing more is told.
     */
    reports?: boolean;
};

/**
 * The answer to it.
 */
export type Taken = {
    /**
     * The action.
     */
    action: Action;
    /**
     * The right to report; null where nothing is reported.
     */
    lease?: string | null;
};

/**
 * A task.
 */
export type Task = {
    /**
     * The desktop's own agent that works on it.
     */
    agent?: string | null;
    /**
     * Whether a person is asked before it runs.
     */
    approveBeforeRun: boolean;
    /**
     * 1, or one more than the task it tries again.
     */
    attempt: number;
    /**
     * `technician_approval_required` while something of it waits before it runs.
     */
    attention?: string | null;
    /**
     * Those of them that are not done.
     */
    blockedBy: Array<string>;
    branch?: null | Branch;
    closed?: null | ClosedView;
    completedAt?: null | Timestamp;
    /**
     * The command or the prompt.
     */
    content: string;
    /**
     * When.
     */
    createdAt: Timestamp;
    /**
     * Who made it.
     */
    createdBy: Party;
    /**
     * The working directory that was asked for.
     */
    cwd?: string | null;
    decidedAt?: null | Timestamp;
    decidedBy?: null | Party;
    /**
     * Ids of the tasks that must be done before it starts.
     */
    dependsOn: Array<string>;
    /**
     * The machine it is for.
     */
    desktop: DesktopRef;
    /**
     * The command's exit code.
     */
    exitCode?: number | null;
    /**
     * The program that works on it over REST.
     */
    externalAgent?: string | null;
    /**
     * What an outside system calls it.
     */
    externalRef?: string | null;
    failure?: null | FailureView;
    /**
     * What the reviewer said.
     */
    feedback?: string | null;
    /**
     * How many files its run changed; null before it ran.
     */
    filesChanged?: number | null;
    findings?: null | Findings;
    /**
     * Whether the gate after the run applied; null until that is decided.
     */
    gated?: boolean | null;
    /**
     * How many tasks wait behind this one, directly or not.
     */
    holds: number;
    /**
     * Opaque.
     */
    id: string;
    interpreter?: null | Interpreter;
    /**
     * The number people use: 12 is MC-12.
     */
    number: number;
    /**
     * The output: standard output and error in the order they were read, its first 64 KiB. Null in lists.
     */
    output?: string | null;
    /**
     * Whether `output` is not all there was.
     */
    outputTruncated: boolean;
    /**
     * The approvals that wait for a person now.
     */
    pendingApprovalIds: Array<string>;
    /**
     * How far a pending task has come: `draft`, `held`, `asking`, `queued`; `cancelling` for a running one;
     * `outcome_unknown` for a command whose runner fell silent, until a person closes it; else null.
     */
    phase?: string | null;
    /**
     * What the reviewer of the earlier attempt said.
     */
    previousFeedback?: string | null;
    purged?: null | Purged;
    /**
     * A hands-on way to its desktop.
     */
    remoteAccessUrl?: string | null;
    /**
     * The task's own flag.
     */
    requiresApproval: boolean;
    /**
     * The task it tries again.
     */
    retryOf?: string | null;
    startedAt?: null | Timestamp;
    /**
     * The column it stands in.
     */
    status: TaskStatus;
    /**
     * How long it may run.
     */
    timeoutSeconds: number;
    /**
     * What people call it.
     */
    title: string;
    /**
     * `prompt` or `command`.
     */
    type: TaskType;
    usage?: null | Usage;
};

/**
 * The six columns.
 */
export type TaskStatus = 'pending' | 'running' | 'review' | 'done' | 'failed' | 'cancelled';

/**
 * What a task's content is.
 */
export type TaskType = 'prompt' | 'command';

/**
 * A task to run.
 */
export type TaskWork = {
    /**
     * The desktop's own agent that works on it.
     */
    agent?: string | null;
    agentToken?: null | AgentToken;
    /**
     * The task's attempt.
     */
    attempt: number;
    /**
     * Exactly the bytes to run.
     */
    content: string;
    /**
     * The working directory that was asked for; the task's own directory when absent.
     */
    cwd?: string | null;
    /**
     * SHA-256 over what decides what runs and where; a runner makes it again and refuses another.
     */
    digest: string;
    /**
     * How often to renew it.
     */
    heartbeatEverySeconds: number;
    /**
     * The task's id.
     */
    id: string;
    interpreter?: null | Interpreter;
    /**
     * The right to report.
     */
    lease: string;
    /**
     * When the right ends unless renewed.
     */
    leaseExpiresAt: Timestamp;
    /**
     * The task's number.
     */
    number: number;
    permit?: null | SignedPermit;
    /**
     * What the reviewer of the earlier attempt said.
     */
    previousFeedback?: string | null;
    /**
     * The task's random text, which goes into the digest; empty where it has none.
     */
    salt?: string;
    /**
     * How long it may run.
     */
    timeoutSeconds: number;
    /**
     * What people call it.
     */
    title: string;
    /**
     * `command` or `prompt`.
     */
    type: TaskType;
};

export type Timestamp = string;

/**
 * What the agent calls the tool that it would use.
 */
export type ToolRef = {
    /**
     * What kind of tool it is, in the agent's words, such as `execute` or `edit`; at most 200 characters.
     */
    kind?: string | null;
    /**
     * Its name, such as `Bash`; at most 200 characters.
     */
    name: string;
};

/**
 * Counts, over the whole task.
 */
export type Usage = {
    /**
     * Tokens that were sent.
     */
    inputTokens: number;
    /**
     * The model's name, as the endpoint knows it.
     */
    model: string;
    /**
     * Tokens that came back.
     */
    outputTokens: number;
    /**
     * How often the model was asked.
     */
    turns: number;
};

/**
 * Yes or no.
 */
export type Verdict = 'approve' | 'reject';

/**
 * One person's vote.
 */
export type Vote = {
    /**
     * When.
     */
    at: Timestamp;
    /**
     * Who.
     */
    by: PersonRef;
    /**
     * Yes or no.
     */
    decision: Verdict;
};

/**
 * The new webhook and the secret its tellings are signed with, shown this once.
 */
export type WebhookCreated = WebhookItem & {
    /**
     * `whsec_…` (Standard Webhooks).
     */
    secret: string;
};

/**
 * A webhook, with its last tellings.
 */
export type WebhookItem = {
    /**
     * When.
     */
    createdAt: Timestamp;
    /**
     * Who made it.
     */
    createdBy: Party;
    /**
     * The last ten tellings, newest first.
     */
    deliveries: Array<DeliveryItem>;
    /**
     * Opaque.
     */
    id: string;
    /**
     * What people call it.
     */
    name: string;
    /**
     * The address.
     */
    url: string;
};

/**
 * What a runner does next.
 */
export type Work = (TaskWork & {
    kind: 'task';
}) | (ActionWork & {
    kind: 'action';
}) | (LookWork & {
    kind: 'look';
});

/**
 * The answer to a claim: 204 without a body when there was no work in time.
 */
export type WorkAnswer = {
    /**
     * The work; it is this runner's until the lease ends.
     */
    work: Work;
};

export type PostActionsData = {
    body: Propose;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/actions';
};

export type PostActionsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsError = PostActionsErrors[keyof PostActionsErrors];

export type PostActionsResponses = {
    201: Action;
};

export type PostActionsResponse = PostActionsResponses[keyof PostActionsResponses];

export type GetActionsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * How many seconds to wait, at most 50
         */
        wait?: number;
    };
    url: '/api/mission-control/actions/{id}';
};

export type GetActionsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetActionsIdError = GetActionsIdErrors[keyof GetActionsIdErrors];

export type GetActionsIdResponses = {
    200: Action;
};

export type GetActionsIdResponse = GetActionsIdResponses[keyof GetActionsIdResponses];

export type PostActionsIdAskAgainData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/ask-again';
};

export type PostActionsIdAskAgainErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdAskAgainError = PostActionsIdAskAgainErrors[keyof PostActionsIdAskAgainErrors];

export type PostActionsIdAskAgainResponses = {
    200: Action;
};

export type PostActionsIdAskAgainResponse = PostActionsIdAskAgainResponses[keyof PostActionsIdAskAgainResponses];

export type PostActionsIdCloseData = {
    body: CloseAction;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/close';
};

export type PostActionsIdCloseErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdCloseError = PostActionsIdCloseErrors[keyof PostActionsIdCloseErrors];

export type PostActionsIdCloseResponses = {
    200: Action;
};

export type PostActionsIdCloseResponse = PostActionsIdCloseResponses[keyof PostActionsIdCloseResponses];

export type PostActionsIdEditData = {
    body: EditAction;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/edit';
};

export type PostActionsIdEditErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdEditError = PostActionsIdEditErrors[keyof PostActionsIdEditErrors];

export type PostActionsIdEditResponses = {
    201: Action;
};

export type PostActionsIdEditResponse = PostActionsIdEditResponses[keyof PostActionsIdEditResponses];

export type GetActionsIdOutputData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * `stdout` (the default) or `stderr`
         */
        stream?: string;
    };
    url: '/api/mission-control/actions/{id}/output';
};

export type GetActionsIdOutputErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetActionsIdOutputError = GetActionsIdOutputErrors[keyof GetActionsIdOutputErrors];

export type GetActionsIdOutputResponses = {
    200: string;
};

export type GetActionsIdOutputResponse = GetActionsIdOutputResponses[keyof GetActionsIdOutputResponses];

export type PostActionsIdReportData = {
    body: ReportAction;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/report';
};

export type PostActionsIdReportErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdReportError = PostActionsIdReportErrors[keyof PostActionsIdReportErrors];

export type PostActionsIdReportResponses = {
    200: Action;
};

export type PostActionsIdReportResponse = PostActionsIdReportResponses[keyof PostActionsIdReportResponses];

export type PostActionsIdRevisionsData = {
    body: ReviseAction;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/revisions';
};

export type PostActionsIdRevisionsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdRevisionsError = PostActionsIdRevisionsErrors[keyof PostActionsIdRevisionsErrors];

export type PostActionsIdRevisionsResponses = {
    201: Action;
};

export type PostActionsIdRevisionsResponse = PostActionsIdRevisionsResponses[keyof PostActionsIdRevisionsResponses];

export type PostActionsIdTakeData = {
    body: TakeAction;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/take';
};

export type PostActionsIdTakeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdTakeError = PostActionsIdTakeErrors[keyof PostActionsIdTakeErrors];

export type PostActionsIdTakeResponses = {
    200: Taken;
};

export type PostActionsIdTakeResponse = PostActionsIdTakeResponses[keyof PostActionsIdTakeResponses];

export type PostActionsIdWithdrawData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/actions/{id}/withdraw';
};

export type PostActionsIdWithdrawErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostActionsIdWithdrawError = PostActionsIdWithdrawErrors[keyof PostActionsIdWithdrawErrors];

export type PostActionsIdWithdrawResponses = {
    200: Action;
};

export type PostActionsIdWithdrawResponse = PostActionsIdWithdrawResponses[keyof PostActionsIdWithdrawResponses];

export type GetActivityData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only events after this number
         */
        after?: number;
        /**
         * `oldest` (the default) or `newest`
         */
        order?: string;
        /**
         * Only events of this name, such as `task.done`, or of this noun, such as `task`
         */
        kind?: string;
        /**
         * Only what this person or agent did, by name
         */
        by?: string;
        /**
         * Only about tasks that this agent works on
         */
        agent?: string;
        /**
         * Only about this desktop or its tasks
         */
        desktopId?: string;
        /**
         * Only on this day (UTC), such as `2026-12-31`
         */
        day?: string;
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/activity';
};

export type GetActivityErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetActivityError = GetActivityErrors[keyof GetActivityErrors];

export type GetActivityResponses = {
    200: PageActivityItem;
};

export type GetActivityResponse = GetActivityResponses[keyof GetActivityResponses];

export type GetActivityStreamData = {
    body?: never;
    headers?: {
        /**
         * The id of the last event that was received
         */
        'Last-Event-ID'?: number | null;
    };
    path?: never;
    query?: {
        /**
         * Only events after this number
         */
        after?: number;
    };
    url: '/api/mission-control/activity/stream';
};

export type GetActivityStreamErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetActivityStreamError = GetActivityStreamErrors[keyof GetActivityStreamErrors];

export type GetActivityStreamResponses = {
    200: string;
};

export type GetActivityStreamResponse = GetActivityStreamResponses[keyof GetActivityStreamResponses];

export type GetAgentsData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/agents';
};

export type GetAgentsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetAgentsError = GetAgentsErrors[keyof GetAgentsErrors];

export type GetAgentsResponses = {
    200: PageAgentItem;
};

export type GetAgentsResponse = GetAgentsResponses[keyof GetAgentsResponses];

export type GetApprovalsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `pending` (the default), `decided`, `all`, or one end of those decided, such as `rejected`
         */
        state?: string;
        /**
         * Only this gate
         */
        gate?: Gate;
        /**
         * Only this desktop
         */
        desktopId?: string;
        /**
         * Only what you have put aside, or only the rest; both when absent
         */
        snoozed?: boolean;
        /**
         * The number of its task, or a part of what is asked
         */
        q?: string;
        /**
         * A part of the name of somebody who answered, or their whole id
         */
        decidedBy?: string;
        /**
         * A part of the name of who asked
         */
        askedBy?: string;
        /**
         * Ended then or later
         */
        from?: Timestamp;
        /**
         * Ended before then
         */
        to?: Timestamp;
        /**
         * `oldest` (the default), `unblocks` (by risk, then what holds most work) or `newest` (the last decision first)
         */
        order?: string;
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/approvals';
};

export type GetApprovalsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetApprovalsError = GetApprovalsErrors[keyof GetApprovalsErrors];

export type GetApprovalsResponses = {
    200: PageApproval;
};

export type GetApprovalsResponse = GetApprovalsResponses[keyof GetApprovalsResponses];

export type PostApprovalsResolveData = {
    body: BulkResolve;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/approvals/resolve';
};

export type PostApprovalsResolveErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostApprovalsResolveError = PostApprovalsResolveErrors[keyof PostApprovalsResolveErrors];

export type PostApprovalsResolveResponses = {
    200: BulkAnswer;
};

export type PostApprovalsResolveResponse = PostApprovalsResolveResponses[keyof PostApprovalsResolveResponses];

export type GetApprovalsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/approvals/{id}';
};

export type GetApprovalsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetApprovalsIdError = GetApprovalsIdErrors[keyof GetApprovalsIdErrors];

export type GetApprovalsIdResponses = {
    200: Approval;
};

export type GetApprovalsIdResponse = GetApprovalsIdResponses[keyof GetApprovalsIdResponses];

export type GetApprovalsIdEvidenceData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/approvals/{id}/evidence';
};

export type GetApprovalsIdEvidenceErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetApprovalsIdEvidenceError = GetApprovalsIdEvidenceErrors[keyof GetApprovalsIdEvidenceErrors];

export type GetApprovalsIdEvidenceResponses = {
    200: Evidence;
};

export type GetApprovalsIdEvidenceResponse = GetApprovalsIdEvidenceResponses[keyof GetApprovalsIdEvidenceResponses];

export type PostApprovalsIdResolveData = {
    body: Resolve;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/approvals/{id}/resolve';
};

export type PostApprovalsIdResolveErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostApprovalsIdResolveError = PostApprovalsIdResolveErrors[keyof PostApprovalsIdResolveErrors];

export type PostApprovalsIdResolveResponses = {
    200: Resolved;
};

export type PostApprovalsIdResolveResponse = PostApprovalsIdResolveResponses[keyof PostApprovalsIdResolveResponses];

export type PostApprovalsIdRevokeData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/approvals/{id}/revoke';
};

export type PostApprovalsIdRevokeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostApprovalsIdRevokeError = PostApprovalsIdRevokeErrors[keyof PostApprovalsIdRevokeErrors];

export type PostApprovalsIdRevokeResponses = {
    200: Resolved;
};

export type PostApprovalsIdRevokeResponse = PostApprovalsIdRevokeResponses[keyof PostApprovalsIdRevokeResponses];

export type DeleteApprovalsIdSnoozeData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/approvals/{id}/snooze';
};

export type DeleteApprovalsIdSnoozeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteApprovalsIdSnoozeError = DeleteApprovalsIdSnoozeErrors[keyof DeleteApprovalsIdSnoozeErrors];

export type DeleteApprovalsIdSnoozeResponses = {
    200: Approval;
};

export type DeleteApprovalsIdSnoozeResponse = DeleteApprovalsIdSnoozeResponses[keyof DeleteApprovalsIdSnoozeResponses];

export type PostApprovalsIdSnoozeData = {
    body: SnoozeApproval;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/approvals/{id}/snooze';
};

export type PostApprovalsIdSnoozeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostApprovalsIdSnoozeError = PostApprovalsIdSnoozeErrors[keyof PostApprovalsIdSnoozeErrors];

export type PostApprovalsIdSnoozeResponses = {
    200: Approval;
};

export type PostApprovalsIdSnoozeResponse = PostApprovalsIdSnoozeResponses[keyof PostApprovalsIdSnoozeResponses];

export type GetAuditData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only rows after this number
         */
        after?: number;
        /**
         * Only what this person or program, by id or by name, did
         */
        by?: string;
        /**
         * Only what was done then or later, RFC 3339
         */
        from?: string;
        /**
         * Only what was done before then, RFC 3339
         */
        to?: string;
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/audit';
};

export type GetAuditErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetAuditError = GetAuditErrors[keyof GetAuditErrors];

export type GetAuditResponses = {
    200: PageAuditItem;
};

export type GetAuditResponse = GetAuditResponses[keyof GetAuditResponses];

export type GetAuditCheckpointData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/audit/checkpoint';
};

export type GetAuditCheckpointErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetAuditCheckpointError = GetAuditCheckpointErrors[keyof GetAuditCheckpointErrors];

export type GetAuditCheckpointResponses = {
    200: CheckpointItem;
};

export type GetAuditCheckpointResponse = GetAuditCheckpointResponses[keyof GetAuditCheckpointResponses];

export type GetAuditExportData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/audit/export';
};

export type GetAuditExportErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetAuditExportError = GetAuditExportErrors[keyof GetAuditExportErrors];

export type GetAuditExportResponses = {
    200: string;
};

export type GetAuditExportResponse = GetAuditExportResponses[keyof GetAuditExportResponses];

export type GetDesktopsData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/desktops';
};

export type GetDesktopsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetDesktopsError = GetDesktopsErrors[keyof GetDesktopsErrors];

export type GetDesktopsResponses = {
    200: PageDesktopItem;
};

export type GetDesktopsResponse = GetDesktopsResponses[keyof GetDesktopsResponses];

export type PostDesktopsData = {
    body: CreateDesktop;
    path?: never;
    query?: never;
    url: '/api/mission-control/desktops';
};

export type PostDesktopsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostDesktopsError = PostDesktopsErrors[keyof PostDesktopsErrors];

export type PostDesktopsResponses = {
    201: DesktopCreated;
};

export type PostDesktopsResponse = PostDesktopsResponses[keyof PostDesktopsResponses];

export type DeleteDesktopsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/desktops/{id}';
};

export type DeleteDesktopsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteDesktopsIdError = DeleteDesktopsIdErrors[keyof DeleteDesktopsIdErrors];

export type DeleteDesktopsIdResponses = {
    204: void;
};

export type DeleteDesktopsIdResponse = DeleteDesktopsIdResponses[keyof DeleteDesktopsIdResponses];

export type PutDesktopsIdData = {
    body: ChangeDesktop;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/desktops/{id}';
};

export type PutDesktopsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PutDesktopsIdError = PutDesktopsIdErrors[keyof PutDesktopsIdErrors];

export type PutDesktopsIdResponses = {
    200: DesktopItem;
};

export type PutDesktopsIdResponse = PutDesktopsIdResponses[keyof PutDesktopsIdResponses];

export type PostDesktopsIdRenewData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/desktops/{id}/renew';
};

export type PostDesktopsIdRenewErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostDesktopsIdRenewError = PostDesktopsIdRenewErrors[keyof PostDesktopsIdRenewErrors];

export type PostDesktopsIdRenewResponses = {
    200: DesktopCreated;
};

export type PostDesktopsIdRenewResponse = PostDesktopsIdRenewResponses[keyof PostDesktopsIdRenewResponses];

export type GetInsightsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only this gate
         */
        gate?: Gate;
        /**
         * Only what this person decided, by their id
         */
        by?: string;
    };
    url: '/api/mission-control/insights';
};

export type GetInsightsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetInsightsError = GetInsightsErrors[keyof GetInsightsErrors];

export type GetInsightsResponses = {
    200: Insights;
};

export type GetInsightsResponse = GetInsightsResponses[keyof GetInsightsResponses];

export type GetKeysData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/keys';
};

export type GetKeysErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetKeysError = GetKeysErrors[keyof GetKeysErrors];

export type GetKeysResponses = {
    200: PageKeyItem;
};

export type GetKeysResponse = GetKeysResponses[keyof GetKeysResponses];

export type PostKeysData = {
    body: CreateKey;
    path?: never;
    query?: never;
    url: '/api/mission-control/keys';
};

export type PostKeysErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostKeysError = PostKeysErrors[keyof PostKeysErrors];

export type PostKeysResponses = {
    201: KeyCreated;
};

export type PostKeysResponse = PostKeysResponses[keyof PostKeysResponses];

export type DeleteKeysIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/keys/{id}';
};

export type DeleteKeysIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteKeysIdError = DeleteKeysIdErrors[keyof DeleteKeysIdErrors];

export type DeleteKeysIdResponses = {
    204: void;
};

export type DeleteKeysIdResponse = DeleteKeysIdResponses[keyof DeleteKeysIdResponses];

export type GetMeData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/me';
};

export type GetMeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetMeError = GetMeErrors[keyof GetMeErrors];

export type GetMeResponses = {
    200: Me;
};

export type GetMeResponse = GetMeResponses[keyof GetMeResponses];

export type DeleteMeSessionsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/me/sessions';
};

export type DeleteMeSessionsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteMeSessionsError = DeleteMeSessionsErrors[keyof DeleteMeSessionsErrors];

export type DeleteMeSessionsResponses = {
    204: void;
};

export type DeleteMeSessionsResponse = DeleteMeSessionsResponses[keyof DeleteMeSessionsResponses];

export type GetMeSessionsData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/me/sessions';
};

export type GetMeSessionsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetMeSessionsError = GetMeSessionsErrors[keyof GetMeSessionsErrors];

export type GetMeSessionsResponses = {
    200: PageSessionItem;
};

export type GetMeSessionsResponse = GetMeSessionsResponses[keyof GetMeSessionsResponses];

export type DeleteMeSessionsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/me/sessions/{id}';
};

export type DeleteMeSessionsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteMeSessionsIdError = DeleteMeSessionsIdErrors[keyof DeleteMeSessionsIdErrors];

export type DeleteMeSessionsIdResponses = {
    204: void;
};

export type DeleteMeSessionsIdResponse = DeleteMeSessionsIdResponses[keyof DeleteMeSessionsIdResponses];

export type GetNotificationsChannelsData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/notifications/channels';
};

export type GetNotificationsChannelsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetNotificationsChannelsError = GetNotificationsChannelsErrors[keyof GetNotificationsChannelsErrors];

export type GetNotificationsChannelsResponses = {
    200: PageChannelItem;
};

export type GetNotificationsChannelsResponse = GetNotificationsChannelsResponses[keyof GetNotificationsChannelsResponses];

export type PostNotificationsChannelsData = {
    body: CreateChannel;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/notifications/channels';
};

export type PostNotificationsChannelsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostNotificationsChannelsError = PostNotificationsChannelsErrors[keyof PostNotificationsChannelsErrors];

export type PostNotificationsChannelsResponses = {
    201: ChannelItem;
};

export type PostNotificationsChannelsResponse = PostNotificationsChannelsResponses[keyof PostNotificationsChannelsResponses];

export type DeleteNotificationsChannelsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/notifications/channels/{id}';
};

export type DeleteNotificationsChannelsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteNotificationsChannelsIdError = DeleteNotificationsChannelsIdErrors[keyof DeleteNotificationsChannelsIdErrors];

export type DeleteNotificationsChannelsIdResponses = {
    204: void;
};

export type DeleteNotificationsChannelsIdResponse = DeleteNotificationsChannelsIdResponses[keyof DeleteNotificationsChannelsIdResponses];

export type PutNotificationsChannelsIdData = {
    body: ChangeChannel;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/notifications/channels/{id}';
};

export type PutNotificationsChannelsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PutNotificationsChannelsIdError = PutNotificationsChannelsIdErrors[keyof PutNotificationsChannelsIdErrors];

export type PutNotificationsChannelsIdResponses = {
    200: ChannelItem;
};

export type PutNotificationsChannelsIdResponse = PutNotificationsChannelsIdResponses[keyof PutNotificationsChannelsIdResponses];

export type PostNotificationsChannelsIdCodeData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/notifications/channels/{id}/code';
};

export type PostNotificationsChannelsIdCodeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostNotificationsChannelsIdCodeError = PostNotificationsChannelsIdCodeErrors[keyof PostNotificationsChannelsIdCodeErrors];

export type PostNotificationsChannelsIdCodeResponses = {
    200: ChannelItem;
};

export type PostNotificationsChannelsIdCodeResponse = PostNotificationsChannelsIdCodeResponses[keyof PostNotificationsChannelsIdCodeResponses];

export type PostNotificationsChannelsIdConfirmData = {
    body: ConfirmChannel;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/notifications/channels/{id}/confirm';
};

export type PostNotificationsChannelsIdConfirmErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostNotificationsChannelsIdConfirmError = PostNotificationsChannelsIdConfirmErrors[keyof PostNotificationsChannelsIdConfirmErrors];

export type PostNotificationsChannelsIdConfirmResponses = {
    200: ChannelItem;
};

export type PostNotificationsChannelsIdConfirmResponse = PostNotificationsChannelsIdConfirmResponses[keyof PostNotificationsChannelsIdConfirmResponses];

export type PostNotificationsChannelsIdTestData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/notifications/channels/{id}/test';
};

export type PostNotificationsChannelsIdTestErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostNotificationsChannelsIdTestError = PostNotificationsChannelsIdTestErrors[keyof PostNotificationsChannelsIdTestErrors];

export type PostNotificationsChannelsIdTestResponses = {
    200: ChannelItem;
};

export type PostNotificationsChannelsIdTestResponse = PostNotificationsChannelsIdTestResponses[keyof PostNotificationsChannelsIdTestResponses];

export type GetNotificationsDevicesData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/notifications/devices';
};

export type GetNotificationsDevicesErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetNotificationsDevicesError = GetNotificationsDevicesErrors[keyof GetNotificationsDevicesErrors];

export type GetNotificationsDevicesResponses = {
    200: PagePushDeviceItem;
};

export type GetNotificationsDevicesResponse = GetNotificationsDevicesResponses[keyof GetNotificationsDevicesResponses];

export type DeleteNotificationsDevicesIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/notifications/devices/{id}';
};

export type DeleteNotificationsDevicesIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteNotificationsDevicesIdError = DeleteNotificationsDevicesIdErrors[keyof DeleteNotificationsDevicesIdErrors];

export type DeleteNotificationsDevicesIdResponses = {
    204: void;
};

export type DeleteNotificationsDevicesIdResponse = DeleteNotificationsDevicesIdResponses[keyof DeleteNotificationsDevicesIdResponses];

export type GetOpenapiJsonData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/openapi.json';
};

export type GetOpenapiJsonErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetOpenapiJsonError = GetOpenapiJsonErrors[keyof GetOpenapiJsonErrors];

export type GetOpenapiJsonResponses = {
    200: unknown;
};

export type GetPeopleData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/people';
};

export type GetPeopleErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetPeopleError = GetPeopleErrors[keyof GetPeopleErrors];

export type GetPeopleResponses = {
    200: PagePersonItem;
};

export type GetPeopleResponse = GetPeopleResponses[keyof GetPeopleResponses];

export type PostPeopleData = {
    body: InvitePerson;
    path?: never;
    query?: never;
    url: '/api/mission-control/people';
};

export type PostPeopleErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostPeopleError = PostPeopleErrors[keyof PostPeopleErrors];

export type PostPeopleResponses = {
    201: PersonInvited;
};

export type PostPeopleResponse = PostPeopleResponses[keyof PostPeopleResponses];

export type PutPeopleIdData = {
    body: ChangePerson;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/people/{id}';
};

export type PutPeopleIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PutPeopleIdError = PutPeopleIdErrors[keyof PutPeopleIdErrors];

export type PutPeopleIdResponses = {
    200: Account;
};

export type PutPeopleIdResponse = PutPeopleIdResponses[keyof PutPeopleIdResponses];

export type PostPeopleIdEndData = {
    body: ConfirmPerson;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/people/{id}/end';
};

export type PostPeopleIdEndErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostPeopleIdEndError = PostPeopleIdEndErrors[keyof PostPeopleIdEndErrors];

export type PostPeopleIdEndResponses = {
    200: Account;
};

export type PostPeopleIdEndResponse = PostPeopleIdEndResponses[keyof PostPeopleIdEndResponses];

export type PostPeopleIdLetInData = {
    body: ConfirmPerson;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/people/{id}/let-in';
};

export type PostPeopleIdLetInErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostPeopleIdLetInError = PostPeopleIdLetInErrors[keyof PostPeopleIdLetInErrors];

export type PostPeopleIdLetInResponses = {
    200: Account;
};

export type PostPeopleIdLetInResponse = PostPeopleIdLetInResponses[keyof PostPeopleIdLetInResponses];

export type PostPeopleIdLinkData = {
    body: ConfirmPerson;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/people/{id}/link';
};

export type PostPeopleIdLinkErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostPeopleIdLinkError = PostPeopleIdLinkErrors[keyof PostPeopleIdLinkErrors];

export type PostPeopleIdLinkResponses = {
    201: PersonInvited;
};

export type PostPeopleIdLinkResponse = PostPeopleIdLinkResponses[keyof PostPeopleIdLinkResponses];

export type GetPolicyData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/policy';
};

export type GetPolicyErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetPolicyError = GetPolicyErrors[keyof GetPolicyErrors];

export type GetPolicyResponses = {
    200: PolicyItem;
};

export type GetPolicyResponse = GetPolicyResponses[keyof GetPolicyResponses];

export type PutPolicyData = {
    body: ChangePolicy;
    path?: never;
    query?: never;
    url: '/api/mission-control/policy';
};

export type PutPolicyErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PutPolicyError = PutPolicyErrors[keyof PutPolicyErrors];

export type PutPolicyResponses = {
    200: PolicyItem;
};

export type PutPolicyResponse = PutPolicyResponses[keyof PutPolicyResponses];

export type PostPolicyRulesData = {
    body: CreateRule;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/policy/rules';
};

export type PostPolicyRulesErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostPolicyRulesError = PostPolicyRulesErrors[keyof PostPolicyRulesErrors];

export type PostPolicyRulesResponses = {
    201: RuleItem;
};

export type PostPolicyRulesResponse = PostPolicyRulesResponses[keyof PostPolicyRulesResponses];

export type DeletePolicyRulesIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/policy/rules/{id}';
};

export type DeletePolicyRulesIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeletePolicyRulesIdError = DeletePolicyRulesIdErrors[keyof DeletePolicyRulesIdErrors];

export type DeletePolicyRulesIdResponses = {
    204: void;
};

export type DeletePolicyRulesIdResponse = DeletePolicyRulesIdResponses[keyof DeletePolicyRulesIdResponses];

export type GetPolicyTestData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * What happens when no rule speaks; as it is when absent
         */
        preset?: Preset;
        /**
         * What one more rule does with what it matches
         */
        level?: Level;
        /**
         * That rule: only this agent
         */
        agent?: string;
        /**
         * That rule: only this desktop
         */
        desktopId?: string;
        /**
         * That rule: only what this reads
         */
        interpreter?: Interpreter;
        /**
         * That rule: only this command
         */
        command?: string;
    };
    url: '/api/mission-control/policy/test';
};

export type GetPolicyTestErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetPolicyTestError = GetPolicyTestErrors[keyof GetPolicyTestErrors];

export type GetPolicyTestResponses = {
    200: PolicyTest;
};

export type GetPolicyTestResponse = GetPolicyTestResponses[keyof GetPolicyTestResponses];

export type PostResumeData = {
    body: StopWork;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/resume';
};

export type PostResumeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostResumeError = PostResumeErrors[keyof PostResumeErrors];

export type PostResumeResponses = {
    200: StopList;
};

export type PostResumeResponse = PostResumeResponses[keyof PostResumeResponses];

export type PostRunnerAgentsData = {
    body: NoteAgent;
    path?: never;
    query?: never;
    url: '/api/mission-control/runner/agents';
};

export type PostRunnerAgentsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerAgentsError = PostRunnerAgentsErrors[keyof PostRunnerAgentsErrors];

export type PostRunnerAgentsResponses = {
    204: void;
};

export type PostRunnerAgentsResponse = PostRunnerAgentsResponses[keyof PostRunnerAgentsResponses];

export type PostRunnerClaimData = {
    body: Claim;
    path?: never;
    query?: {
        /**
         * How many seconds to wait, at most 50
         */
        wait?: number;
    };
    url: '/api/mission-control/runner/claim';
};

export type PostRunnerClaimErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerClaimError = PostRunnerClaimErrors[keyof PostRunnerClaimErrors];

export type PostRunnerClaimResponses = {
    200: WorkAnswer;
    204: void;
};

export type PostRunnerClaimResponse = PostRunnerClaimResponses[keyof PostRunnerClaimResponses];

export type PostRunnerWorkIdFilesData = {
    body: PushFiles;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/runner/work/{id}/files';
};

export type PostRunnerWorkIdFilesErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerWorkIdFilesError = PostRunnerWorkIdFilesErrors[keyof PostRunnerWorkIdFilesErrors];

export type PostRunnerWorkIdFilesResponses = {
    204: void;
};

export type PostRunnerWorkIdFilesResponse = PostRunnerWorkIdFilesResponses[keyof PostRunnerWorkIdFilesResponses];

export type PostRunnerWorkIdHeartbeatData = {
    body: Heartbeat;
    path: {
        id: string;
    };
    query?: {
        /**
         * How many seconds to wait, at most 50
         */
        wait?: number;
    };
    url: '/api/mission-control/runner/work/{id}/heartbeat';
};

export type PostRunnerWorkIdHeartbeatErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerWorkIdHeartbeatError = PostRunnerWorkIdHeartbeatErrors[keyof PostRunnerWorkIdHeartbeatErrors];

export type PostRunnerWorkIdHeartbeatResponses = {
    200: HeartbeatAnswer;
};

export type PostRunnerWorkIdHeartbeatResponse = PostRunnerWorkIdHeartbeatResponses[keyof PostRunnerWorkIdHeartbeatResponses];

export type PostRunnerWorkIdLogsData = {
    body: PushLogs;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/runner/work/{id}/logs';
};

export type PostRunnerWorkIdLogsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerWorkIdLogsError = PostRunnerWorkIdLogsErrors[keyof PostRunnerWorkIdLogsErrors];

export type PostRunnerWorkIdLogsResponses = {
    204: void;
};

export type PostRunnerWorkIdLogsResponse = PostRunnerWorkIdLogsResponses[keyof PostRunnerWorkIdLogsResponses];

export type PostRunnerWorkIdLookData = {
    body: PushLook;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/runner/work/{id}/look';
};

export type PostRunnerWorkIdLookErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerWorkIdLookError = PostRunnerWorkIdLookErrors[keyof PostRunnerWorkIdLookErrors];

export type PostRunnerWorkIdLookResponses = {
    204: void;
};

export type PostRunnerWorkIdLookResponse = PostRunnerWorkIdLookResponses[keyof PostRunnerWorkIdLookResponses];

export type PostRunnerWorkIdResultData = {
    body: ReportResult;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/runner/work/{id}/result';
};

export type PostRunnerWorkIdResultErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerWorkIdResultError = PostRunnerWorkIdResultErrors[keyof PostRunnerWorkIdResultErrors];

export type PostRunnerWorkIdResultResponses = {
    200: Reported;
};

export type PostRunnerWorkIdResultResponse = PostRunnerWorkIdResultResponses[keyof PostRunnerWorkIdResultResponses];

export type PostRunnerWorkIdUsageData = {
    body: PushUsage;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/runner/work/{id}/usage';
};

export type PostRunnerWorkIdUsageErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostRunnerWorkIdUsageError = PostRunnerWorkIdUsageErrors[keyof PostRunnerWorkIdUsageErrors];

export type PostRunnerWorkIdUsageResponses = {
    204: void;
};

export type PostRunnerWorkIdUsageResponse = PostRunnerWorkIdUsageResponses[keyof PostRunnerWorkIdUsageResponses];

export type GetScriptsData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/scripts';
};

export type GetScriptsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetScriptsError = GetScriptsErrors[keyof GetScriptsErrors];

export type GetScriptsResponses = {
    200: PageScriptItem;
};

export type GetScriptsResponse = GetScriptsResponses[keyof GetScriptsResponses];

export type PostScriptsData = {
    body: CreateScript;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/scripts';
};

export type PostScriptsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostScriptsError = PostScriptsErrors[keyof PostScriptsErrors];

export type PostScriptsResponses = {
    201: ScriptItem;
};

export type PostScriptsResponse = PostScriptsResponses[keyof PostScriptsResponses];

export type DeleteScriptsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/scripts/{id}';
};

export type DeleteScriptsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteScriptsIdError = DeleteScriptsIdErrors[keyof DeleteScriptsIdErrors];

export type DeleteScriptsIdResponses = {
    204: void;
};

export type DeleteScriptsIdResponse = DeleteScriptsIdResponses[keyof DeleteScriptsIdResponses];

export type GetScriptsIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/scripts/{id}';
};

export type GetScriptsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetScriptsIdError = GetScriptsIdErrors[keyof GetScriptsIdErrors];

export type GetScriptsIdResponses = {
    200: ScriptItem;
};

export type GetScriptsIdResponse = GetScriptsIdResponses[keyof GetScriptsIdResponses];

export type PutScriptsIdData = {
    body: ChangeScript;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/scripts/{id}';
};

export type PutScriptsIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PutScriptsIdError = PutScriptsIdErrors[keyof PutScriptsIdErrors];

export type PutScriptsIdResponses = {
    200: ScriptItem;
};

export type PutScriptsIdResponse = PutScriptsIdResponses[keyof PutScriptsIdResponses];

export type PostScriptsIdRunData = {
    body: RunScript;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/scripts/{id}/run';
};

export type PostScriptsIdRunErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostScriptsIdRunError = PostScriptsIdRunErrors[keyof PostScriptsIdRunErrors];

export type PostScriptsIdRunResponses = {
    201: Task;
};

export type PostScriptsIdRunResponse = PostScriptsIdRunResponses[keyof PostScriptsIdRunResponses];

export type GetSettingsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/settings';
};

export type GetSettingsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetSettingsError = GetSettingsErrors[keyof GetSettingsErrors];

export type GetSettingsResponses = {
    200: SettingsItem;
};

export type GetSettingsResponse = GetSettingsResponses[keyof GetSettingsResponses];

export type PutSettingsData = {
    body: ChangeSettings;
    path?: never;
    query?: never;
    url: '/api/mission-control/settings';
};

export type PutSettingsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PutSettingsError = PutSettingsErrors[keyof PutSettingsErrors];

export type PutSettingsResponses = {
    200: SettingsItem;
};

export type PutSettingsResponse = PutSettingsResponses[keyof PutSettingsResponses];

export type GetStopData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/mission-control/stop';
};

export type GetStopErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetStopError = GetStopErrors[keyof GetStopErrors];

export type GetStopResponses = {
    200: StopList;
};

export type GetStopResponse = GetStopResponses[keyof GetStopResponses];

export type PostStopData = {
    body: StopWork;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/stop';
};

export type PostStopErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostStopError = PostStopErrors[keyof PostStopErrors];

export type PostStopResponses = {
    200: StopList;
};

export type PostStopResponse = PostStopResponses[keyof PostStopResponses];

export type GetTasksData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only these columns; repeat it or use commas
         */
        status?: Array<TaskStatus>;
        /**
         * Only this type
         */
        type?: TaskType;
        /**
         * Only this desktop
         */
        desktopId?: string;
        /**
         * Only those whose title, content or number holds this text
         */
        q?: string;
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/tasks';
};

export type GetTasksErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksError = GetTasksErrors[keyof GetTasksErrors];

export type GetTasksResponses = {
    200: PageTask;
};

export type GetTasksResponse = GetTasksResponses[keyof GetTasksResponses];

export type PostTasksData = {
    body: CreateTask;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/mission-control/tasks';
};

export type PostTasksErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksError = PostTasksErrors[keyof PostTasksErrors];

export type PostTasksResponses = {
    201: Task;
};

export type PostTasksResponse = PostTasksResponses[keyof PostTasksResponses];

export type GetTasksIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}';
};

export type GetTasksIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksIdError = GetTasksIdErrors[keyof GetTasksIdErrors];

export type GetTasksIdResponses = {
    200: Task;
};

export type GetTasksIdResponse = GetTasksIdResponses[keyof GetTasksIdResponses];

export type PostTasksIdCancelData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/cancel';
};

export type PostTasksIdCancelErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdCancelError = PostTasksIdCancelErrors[keyof PostTasksIdCancelErrors];

export type PostTasksIdCancelResponses = {
    200: Task;
};

export type PostTasksIdCancelResponse = PostTasksIdCancelResponses[keyof PostTasksIdCancelResponses];

export type PostTasksIdCloseData = {
    body: CloseTask;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/close';
};

export type PostTasksIdCloseErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdCloseError = PostTasksIdCloseErrors[keyof PostTasksIdCloseErrors];

export type PostTasksIdCloseResponses = {
    200: Task;
};

export type PostTasksIdCloseResponse = PostTasksIdCloseResponses[keyof PostTasksIdCloseResponses];

export type GetTasksIdCommentsData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/tasks/{id}/comments';
};

export type GetTasksIdCommentsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksIdCommentsError = GetTasksIdCommentsErrors[keyof GetTasksIdCommentsErrors];

export type GetTasksIdCommentsResponses = {
    200: PageComment;
};

export type GetTasksIdCommentsResponse = GetTasksIdCommentsResponses[keyof GetTasksIdCommentsResponses];

export type PostTasksIdCommentsData = {
    body: AddComment;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/comments';
};

export type PostTasksIdCommentsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdCommentsError = PostTasksIdCommentsErrors[keyof PostTasksIdCommentsErrors];

export type PostTasksIdCommentsResponses = {
    201: Comment;
};

export type PostTasksIdCommentsResponse = PostTasksIdCommentsResponses[keyof PostTasksIdCommentsResponses];

export type DeleteTasksIdCommentsCommentData = {
    body?: never;
    path: {
        id: string;
        comment: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/comments/{comment}';
};

export type DeleteTasksIdCommentsCommentErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteTasksIdCommentsCommentError = DeleteTasksIdCommentsCommentErrors[keyof DeleteTasksIdCommentsCommentErrors];

export type DeleteTasksIdCommentsCommentResponses = {
    204: void;
};

export type DeleteTasksIdCommentsCommentResponse = DeleteTasksIdCommentsCommentResponses[keyof DeleteTasksIdCommentsCommentResponses];

export type GetTasksIdFilesData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/tasks/{id}/files';
};

export type GetTasksIdFilesErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksIdFilesError = GetTasksIdFilesErrors[keyof GetTasksIdFilesErrors];

export type GetTasksIdFilesResponses = {
    200: PageFileChange;
};

export type GetTasksIdFilesResponse = GetTasksIdFilesResponses[keyof GetTasksIdFilesResponses];

export type PostTasksIdFinishData = {
    body: FinishTask;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/finish';
};

export type PostTasksIdFinishErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdFinishError = PostTasksIdFinishErrors[keyof PostTasksIdFinishErrors];

export type PostTasksIdFinishResponses = {
    200: Task;
};

export type PostTasksIdFinishResponse = PostTasksIdFinishResponses[keyof PostTasksIdFinishResponses];

export type GetTasksIdLogsData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * Only pieces after this number
         */
        after?: number;
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/tasks/{id}/logs';
};

export type GetTasksIdLogsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksIdLogsError = GetTasksIdLogsErrors[keyof GetTasksIdLogsErrors];

export type GetTasksIdLogsResponses = {
    200: PageLogItem;
};

export type GetTasksIdLogsResponse = GetTasksIdLogsResponses[keyof GetTasksIdLogsResponses];

export type PostTasksIdMergeData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/merge';
};

export type PostTasksIdMergeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdMergeError = PostTasksIdMergeErrors[keyof PostTasksIdMergeErrors];

export type PostTasksIdMergeResponses = {
    201: Task;
};

export type PostTasksIdMergeResponse = PostTasksIdMergeResponses[keyof PostTasksIdMergeResponses];

export type GetTasksIdMessagesData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * Only messages after this place
         */
        after?: number;
        /**
         * How many seconds to wait for one, at most 50
         */
        wait?: number;
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/tasks/{id}/messages';
};

export type GetTasksIdMessagesErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksIdMessagesError = GetTasksIdMessagesErrors[keyof GetTasksIdMessagesErrors];

export type GetTasksIdMessagesResponses = {
    200: PageMessageItem;
};

export type GetTasksIdMessagesResponse = GetTasksIdMessagesResponses[keyof GetTasksIdMessagesResponses];

export type PostTasksIdMessagesData = {
    body: PostMessage;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/messages';
};

export type PostTasksIdMessagesErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdMessagesError = PostTasksIdMessagesErrors[keyof PostTasksIdMessagesErrors];

export type PostTasksIdMessagesResponses = {
    201: MessageItem;
};

export type PostTasksIdMessagesResponse = PostTasksIdMessagesResponses[keyof PostTasksIdMessagesResponses];

export type GetTasksIdOutputData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/output';
};

export type GetTasksIdOutputErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetTasksIdOutputError = GetTasksIdOutputErrors[keyof GetTasksIdOutputErrors];

export type GetTasksIdOutputResponses = {
    200: string;
};

export type GetTasksIdOutputResponse = GetTasksIdOutputResponses[keyof GetTasksIdOutputResponses];

export type PostTasksIdPurgeData = {
    body: PurgeTask;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/purge';
};

export type PostTasksIdPurgeErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdPurgeError = PostTasksIdPurgeErrors[keyof PostTasksIdPurgeErrors];

export type PostTasksIdPurgeResponses = {
    200: Task;
};

export type PostTasksIdPurgeResponse = PostTasksIdPurgeResponses[keyof PostTasksIdPurgeResponses];

export type PostTasksIdRetryData = {
    body: RetryTask;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/retry';
};

export type PostTasksIdRetryErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdRetryError = PostTasksIdRetryErrors[keyof PostTasksIdRetryErrors];

export type PostTasksIdRetryResponses = {
    201: Task;
};

export type PostTasksIdRetryResponse = PostTasksIdRetryResponses[keyof PostTasksIdRetryResponses];

export type PostTasksIdReviewData = {
    body: Review;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/review';
};

export type PostTasksIdReviewErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdReviewError = PostTasksIdReviewErrors[keyof PostTasksIdReviewErrors];

export type PostTasksIdReviewResponses = {
    200: Resolved;
};

export type PostTasksIdReviewResponse = PostTasksIdReviewResponses[keyof PostTasksIdReviewResponses];

export type PostTasksIdRunData = {
    body?: never;
    headers?: {
        /**
         * The same request sent again with the same key within a day gets the same answer and happens once.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/tasks/{id}/run';
};

export type PostTasksIdRunErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostTasksIdRunError = PostTasksIdRunErrors[keyof PostTasksIdRunErrors];

export type PostTasksIdRunResponses = {
    200: Task;
};

export type PostTasksIdRunResponse = PostTasksIdRunResponses[keyof PostTasksIdRunResponses];

export type GetWebhooksData = {
    body?: never;
    path?: never;
    query?: {
        limit?: number;
        cursor?: string;
    };
    url: '/api/mission-control/webhooks';
};

export type GetWebhooksErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetWebhooksError = GetWebhooksErrors[keyof GetWebhooksErrors];

export type GetWebhooksResponses = {
    200: PageWebhookItem;
};

export type GetWebhooksResponse = GetWebhooksResponses[keyof GetWebhooksResponses];

export type PostWebhooksData = {
    body: CreateWebhook;
    path?: never;
    query?: never;
    url: '/api/mission-control/webhooks';
};

export type PostWebhooksErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type PostWebhooksError = PostWebhooksErrors[keyof PostWebhooksErrors];

export type PostWebhooksResponses = {
    201: WebhookCreated;
};

export type PostWebhooksResponse = PostWebhooksResponses[keyof PostWebhooksResponses];

export type DeleteWebhooksIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/api/mission-control/webhooks/{id}';
};

export type DeleteWebhooksIdErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type DeleteWebhooksIdError = DeleteWebhooksIdErrors[keyof DeleteWebhooksIdErrors];

export type DeleteWebhooksIdResponses = {
    204: void;
};

export type DeleteWebhooksIdResponse = DeleteWebhooksIdResponses[keyof DeleteWebhooksIdResponses];

export type GetHealthzData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/healthz';
};

export type GetHealthzErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetHealthzError = GetHealthzErrors[keyof GetHealthzErrors];

export type GetHealthzResponses = {
    200: Health;
};

export type GetHealthzResponse = GetHealthzResponses[keyof GetHealthzResponses];

export type GetMetricsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/metrics';
};

export type GetMetricsErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetMetricsError = GetMetricsErrors[keyof GetMetricsErrors];

export type GetMetricsResponses = {
    200: string;
};

export type GetMetricsResponse = GetMetricsResponses[keyof GetMetricsResponses];

export type GetReadyzData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/readyz';
};

export type GetReadyzErrors = {
    /**
     * Refused, or broken: `code` says why, `title` and `detail` say it in words.
     */
    default: Problem;
};

export type GetReadyzError = GetReadyzErrors[keyof GetReadyzErrors];

export type GetReadyzResponses = {
    200: Health;
};

export type GetReadyzResponse = GetReadyzResponses[keyof GetReadyzResponses];
