//! What actions wrote and changed, and what agents do.

use crate::desk::Desk;
use crate::proposals::agent;
use domain::change::{ChangeKind, FileChange};
use domain::log::{LogChunk, Stream};
use domain::task::{Running, Worker};
use domain::{Action, ActionId, Gate, Lease, Task, TaskState, Timestamp, Verdict};
use service::StoreError;
use service::store::{AgentCount, Write};

pub fn file(path: &str) -> FileChange {
    FileChange {
        path: path.into(),
        change: ChangeKind::Renamed,
        old_path: Some("old “name”".into()),
        additions: 1,
        deletions: u32::MAX,
        diff: "@@ -1 +1 @@\n-a\n+b\n".into(),
        binary: false,
        truncated: true,
    }
}

pub async fn the_output_of_an_action_is_kept_once_and_by_stream(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let (action, _) = desk.propose(&task, "helper").await;
    let (other, _) = desk.propose(&task, "helper").await;
    let chunk = |seq, stream, bytes: &[u8]| LogChunk {
        seq,
        stream,
        bytes: bytes.to_vec(),
        at: Timestamp(1_000 + seq),
    };
    let chunks = [
        chunk(1, Stream::Stdout, b"abc"),
        chunk(2, Stream::Stderr, b"no\xff"),
        chunk(3, Stream::System, b"left out"),
        chunk(4, Stream::Stdout, b"def"),
    ];
    let append = |action: &Action, chunks: &[LogChunk]| Write::AppendActionLog {
        action: action.id.clone(),
        chunks: chunks.to_vec(),
    };
    desk.write(vec![append(&action, &chunks[2..]), append(&other, &chunks[..1])]).await;
    desk.write(vec![append(&action, &chunks)]).await;
    desk.write(vec![append(&action, &[chunk(1, Stream::Stdout, b"something else")])]).await;
    assert_eq!(desk.store.action_log(&action.id, 0, 100).await.unwrap(), chunks);
    assert_eq!(desk.store.action_log(&action.id, 1, 2).await.unwrap(), chunks[1..3]);
    assert_eq!(desk.store.action_log(&other.id, 0, 100).await.unwrap(), chunks[..1]);
    assert_eq!(desk.store.action_log_end(&action.id, 2).await.unwrap(), chunks[2..]);
    for limit in [0, 1, 3, 4, 6, 7, usize::MAX] {
        for (stream, whole) in [(Stream::Stdout, &b"abcdef"[..]), (Stream::Stderr, b"no\xff")] {
            let found = desk.store.action_output(&action.id, stream, limit).await.unwrap();
            let cut = whole[..limit.min(whole.len())].to_vec();
            assert_eq!(found, (cut, whole.len() as u64), "{stream:?} {limit}");
        }
    }
    let to_nobody =
        Write::AppendActionLog { action: ActionId::new("a_none"), chunks: chunks.into() };
    assert!(matches!(desk.commit(vec![to_nobody]).await, Err(StoreError::Broken(_))));
}

pub async fn files_of_an_action_take_the_place_of_earlier_ones(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let (action, _) = desk.propose(&task, "helper").await;
    let files = vec![file("B"), file("a/b"), file("z"), file("ä")];
    let put = |files: &[FileChange]| Write::PutActionFiles {
        action: action.id.clone(),
        files: files.to_vec(),
    };
    let mut mixed = files.clone();
    mixed.reverse();
    desk.write(vec![put(&mixed)]).await;
    assert_eq!(desk.store.action_files(&action.id).await.unwrap(), files);
    desk.write(vec![put(&files[1..2])]).await;
    assert_eq!(desk.store.action_files(&action.id).await.unwrap(), files[1..2]);
    // Those of its task are others.
    assert!(desk.store.files(&task.id).await.unwrap().is_empty());
}

pub async fn what_agents_do_is_counted_by_name(desk: Desk) {
    assert!(desk.store.agent_counts().await.unwrap().is_empty());
    for (agent, external, run) in [
        (Some("claude"), None, true),
        (Some("claude"), None, true),
        (Some("claude"), None, false),
        (None, Some("outside"), true),
        (None, None, true),
    ] {
        let mut task = desk.draft("work");
        task.agent = agent.map(str::to_owned);
        task.external_agent = external.map(str::to_owned);
        if run {
            let lease = Lease::new("l_1");
            let worker = Worker::Runner { lease, lease_until: desk.now(), agent_token: None };
            let running = Running { worker, started_at: desk.now(), cancel: None };
            task.state = TaskState::Running(running);
        }
        desk.put(task).await;
    }
    let task: Task = desk.put(desk.draft("asked about")).await;
    desk.propose(&task, "claude").await;
    desk.propose(&task, "zoe's").await;
    let (_, decided) = desk.propose(&task, "zoe's").await;
    let no = crate::desk::answer(&decided, Verdict::Reject, desk.now());
    desk.write(vec![crate::desk::decided(&decided, &no)]).await;
    // What waits at another gate is not an action.
    let mut result = desk.approval(&task, Gate::AfterRun);
    result.requested_by = agent("quiet");
    desk.ask(result).await;
    let count = |name: &str, running, waiting| AgentCount { name: name.into(), running, waiting };
    let counts = [count("claude", 2, 1), count("outside", 1, 0), count("zoe's", 0, 1)];
    assert_eq!(desk.store.agent_counts().await.unwrap(), counts);
    assert_eq!(desk.store.waiting().await.unwrap().actions, 2);
}
