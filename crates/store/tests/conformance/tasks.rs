//! Tasks: every field and every state comes back, and what surrounds them is counted.

use crate::desk::Desk;
use domain::TaskType;

pub async fn a_task_reads_back_as_it_was_written(desk: Desk) {
    let first = desk.put(desk.draft("first")).await;
    let mut task = desk.draft("Clean “up” 100%");
    task.kind = TaskType::Prompt;
    task.content = "line one\n\tline two\u{202e}\u{0}".into();
    task.agent = Some("claude".into());
    task.external_agent = Some("ext".into());
    task.requires_approval = true;
    task.approve_before_run = true;
    task.depends_on = vec![first.id.clone()];
    task.cwd = Some("sub/dir".into());
    task.retry_of = Some(first.id.clone());
    task.attempt = 2;
    task.previous_feedback = Some("not yet".into());
    task.external_ref = Some("JIRA-1".into());
    let task = desk.put(task).await;
    assert_eq!((first.number, task.number), (1, 2));
    let record = desk.store.task(&task.id).await.unwrap().unwrap();
    assert_eq!(record.task, task);
    assert_eq!(record.desktop, desk.desktop);
    assert_eq!(record.blocked_by, [first.id.clone()]);
    assert_eq!(record.holds, 0);
    assert!(record.pending_approvals.is_empty());
    let first = desk.store.task(&first.id).await.unwrap().unwrap();
    assert_eq!(first.holds, 1);
}
