//! What people say about lines of changed files: drafts of whoever writes them, until they answer. Which of the files they
//! have looked at.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    store::{CommentWrite, TaskRecord, Write},
    text,
};
use domain::{
    Actor, Approval, CommentId, Gate, PersonId, Refusal, Reviewer, Task, TaskId, Verdict,
    change::FileChange,
    comment::{self, Comment},
    limits, wire,
};
use std::collections::BTreeSet;

impl MissionControl {
    /// The comments on the lines of a task's changed files, oldest first: those that went with an answer, and the drafts of
    /// whoever asks.
    pub async fn comments(&self, actor: &Actor, id: &str) -> Result<Vec<wire::Comment>, Error> {
        let task = self.readable_task(actor, id).await?.task.id;
        let all = self.store.comments(&task).await?;
        let own = actor.party().id;
        let seen = all.iter().filter(|comment| comment.sent_at.is_some() || comment.by.id == own);
        Ok(seen.map(wire::Comment::from).collect())
    }

    /// Says something about a line of a changed file, while the result waits. Nobody else sees it before its author answers.
    /// Refused for those who may not decide, for a line that the change does not show, and when the drafts come to more
    /// than [`limits::COMMENTS`].
    pub async fn add_comment(
        &self,
        actor: &Actor,
        id: &str,
        body: wire::AddComment,
    ) -> Result<wire::Comment, Error> {
        let by = actor.reviewer()?;
        if body.text.trim().is_empty() {
            return Err(Refusal::invalid("text", "It is empty. Write something.").into());
        }
        text::note("text", &body.text, limits::COMMENT)?;
        until_fresh!(self.add_comment_once(&by, id, &body))
    }

    async fn add_comment_once(
        &self,
        by: &Reviewer,
        id: &str,
        body: &wire::AddComment,
    ) -> Result<wire::Comment, Error> {
        let record = self.load_task(&TaskId::new(id)).await?;
        let approval = self.waiting_result(&record).await?;
        let task = record.task.id;
        let files = self.store.files(&task).await?;
        let quote = comment::quoted(&files, &body.path, body.side, body.line)?;
        let mut draft = Draft::new(by.party().clone(), self.clock.now());
        self.must_decide(&mut draft, by).await?;
        let new = Comment {
            id: CommentId::new(self.ids.id(CommentId::PREFIX)),
            task: task.clone(),
            approval: approval.id.clone(),
            by: by.party().clone(),
            at: draft.at,
            path: body.path.clone(),
            side: body.side,
            line: body.line,
            quote,
            text: body.text.clone(),
            sent_at: None,
        };
        let mut drafts = self.drafts(by, &task, &approval).await?;
        drafts.push(new.clone());
        if comment::size(&drafts) > limits::COMMENTS {
            let why = "With this one your comments come to over 12 KiB, and they go with one answer. Shorten or remove one.";
            return Err(Refusal::invalid("text", why).into());
        }
        // A purge that commits first would never see it.
        draft.write(Write::ExpectTexts(task));
        draft.write(Write::Comment(CommentWrite::Insert(Box::new(new.clone()))));
        draft.audit("comment.add", "approval", &approval.id, Some(approval.digest));
        self.commit(draft.change).await?;
        Ok(wire::Comment::from(&new))
    }

    /// Takes a draft of one's own back. What went with an answer stays.
    pub async fn remove_comment(&self, actor: &Actor, task: &str, id: &str) -> Result<(), Error> {
        let by = actor.reviewer()?;
        until_fresh!(async {
            let task = self.load_task(&TaskId::new(task)).await?.task.id;
            let all = self.store.comments(&task).await?;
            let own = all.iter().find(|c| c.id.as_str() == id && c.by.id == by.party().id);
            let Some(found) = own else { return Err(Refusal::not_found("comment", id).into()) };
            if found.sent_at.is_some() {
                let why = "It went with your answer, which is final.";
                return Err(Refusal::invalid("id", why).into());
            }
            let mut draft = Draft::new(by.party().clone(), self.clock.now());
            draft.write(Write::Comment(CommentWrite::Drop(found.id.clone())));
            draft.audit("comment.remove", "approval", &found.approval, None);
            self.commit(draft.change).await.map(drop)
        })
    }

    /// The request about a task's result that waits now.
    async fn waiting_result(&self, record: &TaskRecord) -> Result<Approval, Error> {
        let task = &record.task;
        if let Some(purged) = &task.purged {
            return Err(Refusal::Purged { at: purged.at }.into());
        }
        let approvals = self.store.approvals_of(&task.id).await?;
        let last = approvals.into_iter().rfind(|approval| approval.gate == Gate::AfterRun);
        let last = last.ok_or(Refusal::NotInReview(task.status()))?;
        last.takes_comments()?;
        Ok(last)
    }

    /// The drafts of this person for a request, in the order they are read.
    async fn drafts(
        &self,
        by: &Reviewer,
        task: &TaskId,
        approval: &Approval,
    ) -> Result<Vec<Comment>, Error> {
        let mut drafts = self.store.comments(task).await?;
        drafts.retain(|comment| {
            comment.sent_at.is_none()
                && comment.approval == approval.id
                && comment.by.id == by.party().id
        });
        comment::in_order(&mut drafts);
        Ok(drafts)
    }

    /// The drafts that go with an answer about a result, and the note with them: what is sent is what is recorded.
    pub(crate) async fn with_drafts(
        &self,
        by: &Reviewer,
        task: &Task,
        approval: &Approval,
        note: Option<String>,
    ) -> Result<(Vec<Comment>, Option<String>), Error> {
        if approval.gate != Gate::AfterRun {
            return Ok((Vec::new(), note));
        }
        let drafts = self.drafts(by, &task.id, approval).await?;
        let whole = comment::with_note(note, &drafts);
        if whole.as_ref().is_some_and(|text| text.len() > limits::FEEDBACK) {
            let why = "With your comments the note comes to over 16 KiB. Shorten it, or remove a comment.";
            return Err(Refusal::invalid("feedback", why).into());
        }
        Ok((drafts, whole))
    }

    /// Notes that the drafts went with the answer, all of them: one that was written or taken back meanwhile makes the
    /// answer think again. With a yes they stand in the thread too.
    pub(crate) fn send_drafts(
        &self,
        draft: &mut Draft,
        task: &Task,
        approval: &Approval,
        verdict: Verdict,
        drafts: &[Comment],
    ) {
        if approval.gate != Gate::AfterRun {
            return;
        }
        let (by, at) = (draft.party(), draft.at);
        for comment in drafts {
            draft.write(Write::Comment(CommentWrite::Send { id: comment.id.clone(), at }));
        }
        draft.write(Write::Comment(CommentWrite::ExpectNoDraft {
            task: task.id.clone(),
            approval: approval.id.clone(),
            person: PersonId::new(&by.id),
        }));
        if verdict == Verdict::Approve
            && let Some(told) = comment::with_note(None, drafts)
        {
            let number = match drafts.len() {
                1 => "1 comment".to_owned(),
                many => format!("{many} comments"),
            };
            let text = format!("Approved with {number}.\n\n{told}");
            draft.say(self.message(task, by, at, text));
        }
    }

    /// Notes that whoever asks has looked at a changed file, or has not. When the file changes they have not any more.
    /// Refused for programs that are no person's.
    pub async fn view_file(
        &self,
        actor: &Actor,
        id: &str,
        path: &str,
        viewed: bool,
    ) -> Result<(), Error> {
        actor.reader()?;
        let Actor::Person { id: person, .. } = actor else {
            return Err(Refusal::InsufficientScope { needs: domain::key::Scope::Decide }.into());
        };
        let person = person.clone();
        until_fresh!(async {
            let task = self.load_task(&TaskId::new(id)).await?.task.id;
            let files = self.store.files(&task).await?;
            let Some(file) = files.iter().find(|file| file.path == path) else {
                return Err(Refusal::not_found("file", path).into());
            };
            let mut draft = Draft::new(actor.party(), self.clock.now());
            draft.write(Write::ExpectTexts(task.clone()));
            draft.write(Write::Comment(CommentWrite::PutViewed {
                person: person.clone(),
                task,
                path: path.to_owned(),
                digest: viewed.then(|| file.digest()),
            }));
            self.commit(draft.change).await.map(drop)
        })
    }

    /// The paths of those of a task's changed files that whoever asks has looked at as they are.
    pub async fn viewed_files(
        &self,
        actor: &Actor,
        id: &str,
        files: &[FileChange],
    ) -> Result<BTreeSet<String>, Error> {
        let task = self.readable_task(actor, id).await?.task.id;
        let Actor::Person { id: person, .. } = actor else { return Ok(BTreeSet::new()) };
        let noted = self.store.viewed(person, &task).await?;
        let same = noted.into_iter().filter(|(path, digest)| {
            files.iter().any(|file| file.path == *path && file.digest() == *digest)
        });
        Ok(same.map(|(path, _)| path).collect())
    }
}
