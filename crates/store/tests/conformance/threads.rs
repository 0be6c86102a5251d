//! What belongs to a task: its log, its output, its changed files, its thread.

use crate::desk::{Desk, party};
use domain::change::{ChangeKind, FileChange};
use domain::log::{LogChunk, Stream};
use domain::message::Message;
use domain::usage::Usage;
use domain::{Gate, MessageId, Task, Timestamp};
use service::store::{TaskQuery, Write};

fn chunk(seq: i64, stream: Stream, bytes: &[u8]) -> LogChunk {
    LogChunk { seq, stream, bytes: bytes.to_vec(), at: Timestamp(1_000 + seq) }
}

fn append(task: &Task, chunks: &[LogChunk]) -> Write {
    Write::AppendLog { task: task.id.clone(), chunks: chunks.to_vec() }
}

pub async fn a_log_is_kept_once_and_in_order(desk: Desk) {
    let task = desk.put(desk.draft("talks")).await;
    let other = desk.put(desk.draft("talks too")).await;
    let chunks = [
        chunk(1, Stream::Stdout, b"one\n\xff\x00"),
        chunk(2, Stream::Stderr, b"two\n"),
        chunk(3, Stream::System, b""),
        chunk(4, Stream::Stdout, b"four\n"),
    ];
    desk.write(vec![append(&task, &chunks[2..]), append(&other, &chunks[..1])]).await;
    desk.write(vec![append(&task, &chunks[..3])]).await;
    desk.write(vec![append(&task, &[chunk(2, Stream::Stdout, b"something else")])]).await;
    assert_eq!(desk.store.log(&task.id, 0, 100).await.unwrap(), chunks);
    assert_eq!(desk.store.log(&task.id, 1, 2).await.unwrap(), chunks[1..3]);
    assert_eq!(desk.store.log_count(&task.id).await.unwrap(), 4);
    assert_eq!(desk.store.log_count(&other.id).await.unwrap(), 1);
}

pub async fn the_output_is_cut_at_the_limit_and_counted_whole(desk: Desk) {
    let task = desk.put(desk.draft("talks")).await;
    let chunks = [
        chunk(1, Stream::Stdout, b"abc"),
        chunk(2, Stream::System, b"not output"),
        chunk(3, Stream::Stderr, b"def"),
        chunk(4, Stream::Stdout, b"ghi"),
    ];
    desk.write(vec![append(&task, &chunks)]).await;
    let whole = b"abcdefghi";
    for limit in [0, 1, 3, 4, 6, 8, 9, 10, usize::MAX] {
        let cut = &whole[..limit.min(whole.len())];
        assert_eq!(desk.store.output(&task.id, limit).await.unwrap(), (cut.to_vec(), 9));
    }
}

pub async fn changed_files_take_the_place_of_earlier_ones(desk: Desk) {
    let task = desk.put(desk.draft("changes")).await;
    let file = |path: &str, change, old_path: Option<&str>| FileChange {
        path: path.into(),
        change,
        old_path: old_path.map(str::to_owned),
        additions: 3,
        deletions: u32::MAX,
        diff: "@@ -1 +1 @@\n-a\n+“b”\n".into(),
        binary: change == ChangeKind::Deleted,
        truncated: change == ChangeKind::Added,
    };
    let first = vec![
        file("z", ChangeKind::Added, None),
        file("B", ChangeKind::Modified, None),
        file("a/b", ChangeKind::Deleted, None),
        file("ä", ChangeKind::Renamed, Some("old")),
    ];
    let put =
        |files: &[FileChange]| Write::PutFiles { task: task.id.clone(), files: files.to_vec() };
    desk.write(vec![put(&first)]).await;
    let mut sorted = first.clone();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    assert_eq!(desk.store.files(&task.id).await.unwrap(), sorted);
    desk.write(vec![put(&first[..1])]).await;
    assert_eq!(desk.store.files(&task.id).await.unwrap(), first[..1]);
    desk.write(vec![put(&[])]).await;
    assert!(desk.store.files(&task.id).await.unwrap().is_empty());
}

pub async fn messages_get_the_next_place_in_their_thread(desk: Desk) {
    let task = desk.put(desk.draft("thread")).await;
    let other = desk.put(desk.draft("another thread")).await;
    let message = |task: &Task, text: &str| Message {
        id: MessageId::new(format!("m_{}", desk.number())),
        task: task.id.clone(),
        seq: 99,
        at: desk.now(),
        author: party("u_owner", "Ada"),
        text: text.into(),
        action: None,
        mentions: None,
    };
    let approval = desk.ask(desk.approval(&task, Gate::Action)).await;
    let card = Message { action: approval.action, ..message(&task, "<b>two</b>") };
    let script = Message { mentions: Some(other.id.clone()), ..message(&task, "three") };
    let said = [message(&task, "one"), card, script];
    desk.write(said[..2].iter().cloned().map(Write::AppendMessage).collect()).await;
    desk.write(vec![Write::AppendMessage(message(&other, "elsewhere"))]).await;
    desk.write(vec![Write::AppendMessage(said[2].clone())]).await;
    let placed: Vec<_> = (1..).zip(said).map(|(seq, message)| Message { seq, ..message }).collect();
    assert_eq!(desk.store.messages(&task.id, 0, 100).await.unwrap(), placed);
    assert_eq!(desk.store.messages(&task.id, 1, 1).await.unwrap(), placed[1..2]);
    assert_eq!(desk.store.messages(&other.id, 0, 100).await.unwrap()[0].seq, 1);
    assert_eq!(desk.store.message(&placed[1].id).await.unwrap().as_ref(), Some(&placed[1]));
}

pub async fn changed_files_and_usage_surround_their_task(desk: Desk) {
    let first = desk.put(desk.draft("first")).await;
    let second = Task { retry_of: Some(first.id.clone()), ..desk.draft("second") };
    let second = desk.put(second).await;
    let file = |path: &str| FileChange {
        path: path.into(),
        change: ChangeKind::Added,
        old_path: None,
        additions: 1,
        deletions: 0,
        diff: String::new(),
        binary: false,
        truncated: false,
    };
    let files = vec![file("a"), file("b"), file("c")];
    let usage = |turns| Usage {
        model: "large “2”".into(),
        turns,
        input_tokens: u64::from(u32::MAX) * 2,
        output_tokens: 7,
    };
    let put = |turns| Write::PutUsage { task: second.id.clone(), usage: usage(turns) };
    desk.write(vec![Write::PutFiles { task: second.id.clone(), files }, put(1)]).await;
    desk.write(vec![put(2)]).await;
    let all = TaskQuery { limit: 10, ..TaskQuery::default() };
    let listed = desk.store.tasks(&all).await.unwrap();
    let by_id = desk.store.task(&second.id).await.unwrap().unwrap();
    let retry = desk.store.retries(&first.id).await.unwrap().remove(0);
    for found in [&listed[0], &by_id, &retry] {
        assert_eq!((found.files_changed, &found.usage), (3, &Some(usage(2))));
    }
    assert_eq!((listed[1].files_changed, &listed[1].usage), (0, &None));
}
