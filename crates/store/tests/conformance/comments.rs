//! What people say about lines of changed files, and which of those files they have looked at.

use crate::desk::{Desk, answer, decided, party};
use domain::change::diff::Side;
use domain::comment::Comment;
use domain::{Approval, CommentId, Digest, PersonId, Task, Timestamp, Verdict};
use service::StoreError;
use service::store::{CommentWrite, Write};

fn comment(task: &Task, approval: &Approval, id: &str, by: &str) -> Comment {
    Comment {
        id: CommentId::new(id),
        task: task.id.clone(),
        approval: approval.id.clone(),
        by: party(by, "Ada"),
        at: Timestamp(5),
        path: "a/b\u{202e}.rs".into(),
        side: Side::Old,
        line: u32::MAX,
        quote: "let a = 1;".into(),
        text: "Why?\n".into(),
        sent_at: None,
    }
}

fn is_stale<T: std::fmt::Debug>(came: Result<T, StoreError>) {
    let error = came.unwrap_err();
    assert!(matches!(error, StoreError::Stale(_)), "{error}");
}

pub async fn a_draft_is_sent_once_and_taken_only_while_its_request_waits(desk: Desk) {
    let (task, approval) = desk.in_review("changes").await;
    let (one, two) =
        (comment(&task, &approval, "c_1", "u_1"), comment(&task, &approval, "c_2", "u_2"));
    let insert =
        |comment: &Comment| Write::Comment(CommentWrite::Insert(Box::new(comment.clone())));
    desk.write(vec![insert(&one), insert(&two)]).await;
    assert_eq!(desk.store.comments(&task.id).await.unwrap(), [one.clone(), two.clone()]);

    let no_draft = |person: &str| {
        Write::Comment(CommentWrite::ExpectNoDraft {
            task: task.id.clone(),
            approval: approval.id.clone(),
            person: PersonId::new(person),
        })
    };
    is_stale(desk.commit(vec![no_draft("u_1")]).await);
    desk.write(vec![no_draft("u_3")]).await;
    let send =
        |id: &str| Write::Comment(CommentWrite::Send { id: CommentId::new(id), at: Timestamp(9) });
    let drop = |id: &str| Write::Comment(CommentWrite::Drop(CommentId::new(id)));
    desk.write(vec![send("c_1"), no_draft("u_1")]).await;
    is_stale(desk.commit(vec![send("c_1")]).await);
    is_stale(desk.commit(vec![drop("c_1")]).await);
    let gone = Comment { sent_at: Some(Timestamp(9)), ..one };
    assert_eq!(desk.store.comments(&task.id).await.unwrap(), [gone.clone(), two]);
    desk.write(vec![drop("c_2")]).await;
    assert_eq!(desk.store.comments(&task.id).await.unwrap(), [gone]);

    let no = answer(&approval, Verdict::Reject, desk.now());
    desk.write(vec![decided(&approval, &no)]).await;
    is_stale(desk.commit(vec![insert(&comment(&task, &approval, "c_3", "u_1"))]).await);
}

pub async fn a_file_is_noted_as_it_was_looked_at(desk: Desk) {
    let task = desk.put(desk.draft("changes")).await;
    let someone = desk.owner.id.clone();
    let put = |path: &str, text: Option<&str>| {
        Write::Comment(CommentWrite::PutViewed {
            person: someone.clone(),
            task: task.id.clone(),
            path: path.into(),
            digest: text.map(|text| Digest::of(text.as_bytes())),
        })
    };
    desk.write(vec![put("a", Some("1")), put("b", Some("2")), put("a", Some("3"))]).await;
    let mut noted = desk.store.viewed(&someone, &task.id).await.unwrap();
    noted.sort();
    assert_eq!(noted, [("a".into(), Digest::of(b"3")), ("b".into(), Digest::of(b"2"))]);
    assert!(desk.store.viewed(&PersonId::new("u_none"), &task.id).await.unwrap().is_empty());
    desk.write(vec![put("a", None), put("b", None), put("c", None)]).await;
    assert!(desk.store.viewed(&someone, &task.id).await.unwrap().is_empty());
}
