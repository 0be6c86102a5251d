//! Tasks: every field comes back, lists are filtered, cut and continued, and what surrounds a task is counted.

use crate::desk::{Desk, answer, decided, finish, operator, update};
use domain::task::{Dependencies, Pending};
use domain::{Gate, Task, TaskId, TaskState, TaskStatus, TaskType, Timestamp, Verdict};
use service::store::{ApprovalQuery, LinkedTask, TaskQuery, TaskRecord, Write};
use std::collections::HashSet;

pub async fn a_task_reads_back_as_it_was_written(desk: Desk) {
    let first = desk.put(desk.draft("first")).await;
    let mut task = desk.draft("Clean “up” 100%");
    task.kind = TaskType::Prompt;
    task.content = "line one\n\tline two\u{202e} ".into();
    task.interpreter = Some(domain::action::Interpreter::Powershell);
    task.agent = Some("claude".into());
    task.external_agent = Some("ext".into());
    task.requires_approval = true;
    task.approve_before_run = true;
    task.depends_on = vec![first.id.clone()];
    task.cwd = Some("sub/dir".into());
    task.timeout_seconds = u32::MAX;
    task.retry_of = Some(first.id.clone());
    task.attempt = 2;
    task.previous_feedback = Some("not yet".into());
    task.external_ref = Some("JIRA-1".into());
    let task = desk.put(task).await;
    assert_eq!((first.number, task.number), (1, 2));
    let record = desk.store.task(&task.id).await.unwrap().unwrap();
    assert_eq!(record.task, task);
    assert_eq!(record.desktop, desk.desktop);
    assert_eq!(record.blocked_by, task.depends_on);
    assert_eq!(record.holds, 0);
    assert!(record.pending_approvals.is_empty());
    assert_eq!((record.files_changed, record.usage), (0, None));
}

pub async fn numbers_are_given_in_order(desk: Desk) {
    let writes = (0..3).map(|n| Write::InsertTask(Box::new(desk.draft(&format!("t{n}")))));
    let committed = desk.write(writes.collect()).await;
    assert_eq!(committed.task_numbers, [1, 2, 3]);
    assert_eq!(committed.last_event, None);
    let twice = desk.draft("twice");
    let insert = || Write::InsertTask(Box::new(twice.clone()));
    desk.commit(vec![insert(), insert()]).await.unwrap_err();
    // What failed left no hole.
    assert_eq!(desk.put(twice.clone()).await.number, 4);
}

/// One task in each status; the failed one is a prompt.
async fn one_of_each(desk: &Desk) -> Vec<Task> {
    let pending = desk.put(desk.draft("Pending one")).await;
    let running = desk.running(desk.put(desk.draft("Running one")).await).await;
    let (review, _) = desk.in_review("Review one").await;
    let done = desk.running(desk.put(desk.draft("Done one")).await).await;
    let done = desk.moved(&done, finish(&done, 0, None, desk.now())).await;
    let mut prompt = desk.draft("Failed one");
    prompt.kind = TaskType::Prompt;
    prompt.agent = Some("claude".into());
    let draft = desk.put(prompt).await;
    let queued = draft
        .clone()
        .run(
            &operator(),
            &["claude".into()],
            "",
            &Dependencies::Done,
            desk.approval_id(),
            desk.now(),
        )
        .unwrap();
    let queued = desk.moved(&draft, queued).await;
    let lease = domain::Lease::new("l_failed");
    let claim = domain::task::RunnerClaim { lease, agent_token: None, at: desk.now() };
    let failed = queued.clone().claim(claim).unwrap();
    let failed = desk.moved(&queued, failed).await;
    let failed = desk.moved(&failed, finish(&failed, 1, None, desk.now())).await;
    let cancelled = desk.put(desk.draft("Cancelled one")).await;
    let gone = cancelled.clone().cancel(&operator(), desk.now()).unwrap();
    let cancelled = desk.moved(&cancelled, gone).await;
    vec![pending, running, review, done, failed, cancelled]
}

async fn listed(desk: &Desk, query: TaskQuery) -> Vec<i64> {
    let records = desk.store.tasks(&query).await.unwrap();
    records.iter().map(|record| record.task.number).collect()
}

/// Checks the counts that are kept against what there is.
pub async fn assert_counted(desk: &Desk) {
    let all = TaskQuery { limit: u32::MAX, ..TaskQuery::default() };
    let tasks = desk.store.tasks(&all).await.unwrap();
    for counted in desk.store.count_tasks(&TaskQuery::default()).await.unwrap() {
        let found = tasks.iter().filter(|record| record.task.status() == counted.status);
        assert_eq!(counted.count as usize, found.count(), "{:?}", counted.status);
    }
    let pending = ApprovalQuery { limit: u32::MAX, ..ApprovalQuery::default() };
    let pending = desk.store.approvals(&pending).await.unwrap();
    let of = |gate| pending.iter().filter(|record| record.approval.gate == gate).count();
    let waiting = desk.store.waiting().await.unwrap();
    let counted = [waiting.before_run, waiting.actions, waiting.results];
    assert_eq!(counted.map(|count| count as usize), Gate::ALL.map(of));
}

pub async fn tasks_are_filtered_cut_and_continued(desk: Desk) {
    let tasks = one_of_each(&desk).await;
    assert_counted(&desk).await;
    let all = TaskQuery { limit: 100, ..TaskQuery::default() };
    assert_eq!(listed(&desk, all.clone()).await, [6, 5, 4, 3, 2, 1]);
    for task in &tasks {
        let query = TaskQuery { statuses: vec![task.status()], ..all.clone() };
        assert_eq!(listed(&desk, query).await, [task.number]);
    }
    let two = vec![TaskStatus::Cancelled, TaskStatus::Pending, TaskStatus::Pending];
    assert_eq!(listed(&desk, TaskQuery { statuses: two, ..all.clone() }).await, [6, 1]);
    let prompts = TaskQuery { kind: Some(TaskType::Prompt), ..all.clone() };
    assert_eq!(listed(&desk, prompts).await, [5]);
    let elsewhere = Some(domain::DesktopId::new("d_other"));
    assert!(listed(&desk, TaskQuery { desktop: elsewhere, ..all.clone() }).await.is_empty());
    let here = Some(desk.desktop.id.clone());
    assert_eq!(listed(&desk, TaskQuery { desktop: here, ..all.clone() }).await.len(), 6);
    let waiting = TaskQuery { waiting: true, ..all.clone() };
    assert_eq!(listed(&desk, waiting).await, [3]);

    let page = TaskQuery { limit: 4, ..all.clone() };
    assert_eq!(listed(&desk, page.clone()).await, [6, 5, 4, 3]);
    assert_eq!(listed(&desk, TaskQuery { before_number: Some(3), ..page }).await, [2, 1]);

    let each = TaskQuery { statuses: TaskStatus::ALL.to_vec(), limit: 1, ..all.clone() };
    assert_eq!(listed(&desk, each).await, [6]);
    let made_until = Some(tasks[1].created_at);
    let older = TaskQuery { made_until, ..all.clone() };
    assert_eq!(listed(&desk, older).await, [2, 1], "made by then, that moment counts");
    let agent = |name: &str| TaskQuery { agent: Some(name.into()), ..all.clone() };
    assert_eq!(listed(&desk, agent("claude")).await, [5]);
    assert!(listed(&desk, agent("Claude")).await.is_empty(), "a name is a name");

    let done = vec![TaskStatus::Done];
    let query = TaskQuery { statuses: done, before_number: Some(1), limit: 1, ..all.clone() };
    let counts = desk.store.count_tasks(&query).await.unwrap();
    let counts: Vec<_> = counts.iter().map(|c| (c.status, c.count)).collect();
    assert_eq!(counts, TaskStatus::ALL.map(|status| (status, 1)));
    let counts = desk.store.count_tasks(&TaskQuery { waiting: true, ..all.clone() }).await.unwrap();
    let found: Vec<_> = counts.iter().filter(|c| c.count > 0).map(|c| c.status).collect();
    assert_eq!(found, [TaskStatus::Review]);
}

pub async fn a_text_of_any_letters_reads_back_and_is_found(desk: Desk) {
    for text in ["a\0b", "\u{10FFFF}0", "\u{FEFF}\u{7f}\u{1b}[0m", "'; DROP TABLE tasks; --"] {
        let mut task = desk.draft(text);
        task.previous_feedback = Some(text.into());
        let task = desk.put(task).await;
        assert_eq!(desk.task(&task.id).await, task, "{text:?}");
        let query = TaskQuery { text: Some(text.into()), limit: 100, ..TaskQuery::default() };
        assert_eq!(listed(&desk, query).await, [task.number], "{text:?}");
    }
}

pub async fn a_search_takes_wildcards_as_letters(desk: Desk) {
    for title in ["100% sure", "100 sure", "under_score", "under-score", r"back\slash", "ÄRGER"] {
        desk.put(desk.draft(title)).await;
    }
    let mut other = desk.draft("plain");
    other.content = "needle".into();
    desk.put(other).await;
    for (text, found) in [
        ("100%", vec![1]),
        ("100", vec![2, 1]),
        ("R_S", vec![3]),
        (r"k\s", vec![5]),
        ("ärger", vec![6]),
        ("NEEDLE", vec![7]),
        (" needle ", vec![7]),
        ("mc-4", vec![4]),
        ("4", vec![4]),
        ("MC-99", vec![]),
        ("", vec![7, 6, 5, 4, 3, 2, 1]),
    ] {
        let text = Some(text.to_owned());
        let query = TaskQuery { text, limit: 100, ..TaskQuery::default() };
        assert_eq!(listed(&desk, query.clone()).await, found, "{query:?}");
        let counts = desk.store.count_tasks(&query).await.unwrap();
        let total: u32 = counts.iter().map(|count| count.count).sum();
        assert_eq!(total as usize, found.len());
    }
    let endless = Some("%".repeat(60_000));
    let query = TaskQuery { text: endless, limit: 100, ..TaskQuery::default() };
    assert!(listed(&desk, query).await.is_empty());
}

fn depending(desk: &Desk, title: &str, on: &[&Task]) -> Task {
    let depends_on = on.iter().map(|task| task.id.clone()).collect();
    Task { depends_on, ..desk.draft(title) }
}

async fn record(desk: &Desk, id: &TaskId) -> TaskRecord {
    desk.store.task(id).await.unwrap().unwrap()
}

pub async fn what_waits_behind_a_task_is_counted_once(desk: Desk) {
    // A diamond with a tail: top ← left, right ← bottom ← tail; bottom also waits for top itself.
    let top = desk.running(desk.put(desk.draft("top")).await).await;
    let left = desk.put(depending(&desk, "left", &[&top])).await;
    let right = desk.put(depending(&desk, "right", &[&top])).await;
    let bottom = desk.put(depending(&desk, "bottom", &[&right, &top, &left])).await;
    let tail = desk.put(depending(&desk, "tail", &[&bottom])).await;
    for (task, holds) in [(&top, 4), (&left, 2), (&right, 2), (&bottom, 1), (&tail, 0)] {
        assert_eq!(record(&desk, &task.id).await.holds, holds, "{}", task.title);
    }
    let query = TaskQuery { limit: 10, ..TaskQuery::default() };
    let listed = desk.store.tasks(&query).await.unwrap();
    let holds: Vec<_> = listed.iter().map(|record| record.holds).collect();
    assert_eq!(holds, [0, 1, 2, 2, 4]);
    let order = [right.id.clone(), top.id.clone(), left.id.clone()];
    assert_eq!(record(&desk, &bottom.id).await.blocked_by, order);
    assert_eq!(record(&desk, &bottom.id).await.task.depends_on, order);

    let names = |tasks: Vec<Task>| tasks.into_iter().map(|task| task.title).collect::<Vec<_>>();
    let dependants = desk.store.dependants(&top.id).await.unwrap();
    assert_eq!(names(dependants), ["left", "right", "bottom"]);
    let dependencies = desk.store.dependencies(&bottom.id).await.unwrap();
    assert_eq!(names(dependencies), ["right", "top", "left"]);

    desk.moved(&top, finish(&top, 0, None, desk.now())).await;
    let over = record(&desk, &top.id).await;
    assert_eq!(over.holds, 0, "nothing waits for what is over");
    let order = [right.id.clone(), left.id.clone()];
    assert_eq!(record(&desk, &bottom.id).await.blocked_by, order);
    let gone = left.clone().cancel(&operator(), desk.now()).unwrap();
    desk.moved(&left, gone).await;
    assert_eq!(record(&desk, &bottom.id).await.blocked_by, order, "cancelled is not done");
    assert_eq!(names(desk.store.dependants(&top.id).await.unwrap()), ["right", "bottom"]);
}

/// A diamond with a tail: `a` before `b` and `c`, both before `d`, `d` before `e`. `z` stands alone.
pub async fn links_are_walked_both_ways_nearest_first(desk: Desk) {
    let after = |title: &str, before: &[&Task]| {
        let depends_on = before.iter().map(|task| task.id.clone()).collect();
        Task { depends_on, ..desk.draft(title) }
    };
    let first = desk.put(after("a", &[])).await;
    let first = desk.running(first).await;
    let first = desk.moved(&first, finish(&first, 0, None, desk.now())).await;
    let left = desk.put(after("b", &[&first])).await;
    let right = desk.put(after("c", &[&first])).await;
    let both = desk.put(after("d", &[&left, &right])).await;
    let last = desk.put(after("e", &[&both])).await;
    let alone = desk.put(after("z", &[])).await;
    let names = |found: Vec<LinkedTask>| {
        found.into_iter().map(|task| task.title).collect::<Vec<_>>().join(" ")
    };
    let store = &desk.store;
    assert_eq!(names(store.links_before(&last.id, 9).await.unwrap()), "d b c a", "each once");
    assert_eq!(names(store.links_before(&last.id, 2).await.unwrap()), "d b", "the nearest");
    assert_eq!(names(store.links_after(&first.id, 9).await.unwrap()), "b c d e");
    assert_eq!(names(store.links_after(&first.id, 2).await.unwrap()), "b c");
    for nobody in [store.links_before(&first.id, 9), store.links_after(&last.id, 9)] {
        assert_eq!(nobody.await.unwrap(), [], "the task itself is not among them");
    }
    assert_eq!(store.links_before(&alone.id, 9).await.unwrap(), []);
    let found = store.links_before(&both.id, 9).await.unwrap();
    let read: Vec<_> =
        found.iter().map(|task| (task.number, task.status, task.depends_on.as_slice())).collect();
    let from_first = std::slice::from_ref(&first.id);
    let (pending, done) = (TaskStatus::Pending, TaskStatus::Done);
    assert_eq!(read, [(2, pending, from_first), (3, pending, from_first), (1, done, &[][..])]);
}

pub async fn approvals_that_wait_surround_their_task(desk: Desk) {
    let (task, first) = desk.in_review("asked").await;
    let second = desk.ask(desk.approval(&task, Gate::Action)).await;
    let both = [first.id.clone(), second.id.clone()];
    assert_eq!(record(&desk, &task.id).await.pending_approvals, both);
    let waiting = TaskQuery { waiting: true, limit: 10, ..TaskQuery::default() };
    assert_eq!(listed(&desk, waiting.clone()).await, [task.number], "listed once");
    let yes = answer(&first, Verdict::Approve, desk.now());
    desk.write(vec![decided(&first, &yes)]).await;
    assert_eq!(record(&desk, &task.id).await.pending_approvals, [second.id]);
}

pub async fn retries_are_listed_oldest_first(desk: Desk) {
    let first = desk.put(desk.draft("first")).await;
    let again = |attempt| Task { retry_of: Some(first.id.clone()), attempt, ..desk.draft("again") };
    let second = desk.put(again(2)).await;
    let third = desk.put(again(3)).await;
    let retries = desk.store.retries(&first.id).await.unwrap();
    let numbers: Vec<_> = retries.iter().map(|record| record.task.number).collect();
    assert_eq!(numbers, [second.number, third.number]);
    assert!(desk.store.retries(&second.id).await.unwrap().is_empty());
}

pub async fn the_longest_queued_task_is_next(desk: Desk) {
    let late = desk.put(desk.draft("asked second")).await;
    let early = desk.put(desk.draft("asked first")).await;
    let early = desk.queued(early).await;
    let late = desk.queued(late).await;
    let (desk, here, elsewhere) = (&desk, &desk.desktop.id, &domain::DesktopId::new("d_other"));
    let next = |desktop| async move { desk.store.next_queued(desktop).await.unwrap() };
    assert_eq!(next(here).await, Some(early.clone()));
    assert_eq!(next(elsewhere).await, None);
    let gone = early.clone().cancel(&operator(), desk.now()).unwrap();
    desk.moved(&early, gone).await;
    assert_eq!(next(here).await, Some(late));
}

pub async fn what_is_overdue_is_found_at_its_moment(desk: Desk) {
    let running = desk.running(desk.put(desk.draft("silent")).await).await;
    let TaskState::Running(run) = &running.state else { unreachable!() };
    let domain::task::Worker::Runner { lease_until, .. } = run.worker else { unreachable!() };

    let draft = desk.put(desk.draft("approved, not taken")).await;
    let asked = desk.ask(desk.approval(&draft, Gate::BeforeRun)).await;
    let approved = answer(&asked, Verdict::Approve, desk.now());
    let domain::ApprovalState::Approved { execute_by: Some(end), .. } = approved.state else {
        panic!("{:?}", approved.state)
    };
    let queued = Pending::Queued { since: desk.now(), approval: Some(asked.id.clone()) };
    let version = draft.version.next();
    let queued = Task { state: TaskState::Pending(queued), version, ..draft.clone() };
    desk.write(vec![decided(&asked, &approved), update(&draft, &queued)]).await;

    let desk = &desk;
    let overdue = |at: Timestamp| async move { desk.store.overdue(at).await.unwrap() };
    assert!(overdue(Timestamp(lease_until.0 - 1)).await.is_empty());
    assert_eq!(overdue(lease_until).await, std::slice::from_ref(&running));
    assert_eq!(overdue(Timestamp(end.0 - 1)).await, std::slice::from_ref(&running));
    assert_eq!(overdue(end).await, [running.clone(), queued.clone()]);

    let claimed = approved.clone().claim(desk.now()).unwrap();
    desk.write(vec![decided(&approved, &claimed)]).await;
    let left: HashSet<_> = overdue(end).await.into_iter().map(|task| task.title).collect();
    assert_eq!(left, HashSet::from(["silent".to_owned()]));
}
