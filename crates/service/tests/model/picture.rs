//! What every view shows after a step: lists, single pages, the board and the counts must tell the same (T06).

use crate::{hands::Hands, ledger::Ledger};
use domain::{Gate, TaskStatus, wire};
use service::{ApprovalFilter, ApprovalList, TaskFilter};

/// Everything there is, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    pub tasks: Vec<wire::Task>,
    pub approvals: Vec<wire::Approval>,
    pub actions: Vec<wire::Action>,
}

impl Picture {
    /// Reads every list there is, and alone what changed since the picture before. Without one, everything is read alone,
    /// and the board as well; otherwise what was over is not asked for again each time.
    pub async fn take(hands: &Hands, ledger: &Ledger, before: Option<&Self>) -> Self {
        let (mc, me) = (&hands.mc, &hands.mc.console());
        let filter = TaskFilter { limit: Some(200), ..TaskFilter::default() };
        let mut tasks = mc.tasks(me, filter.clone()).await.expect("lists").items;
        let thorough = before.is_none();
        if thorough {
            same_as_board(&tasks, &mc.board(me, filter, &[]).await.expect("the board"));
        }
        let nothing = Self::default();
        let before = before.unwrap_or(&nothing);
        tasks.reverse();
        assert_eq!(tasks.len(), ledger.jobs.len(), "every task that was made, and no other");
        let filter = ApprovalFilter::All;
        let list = ApprovalList { filter, limit: Some(200), ..ApprovalList::default() };
        let approvals = mc.approvals(me, list).await.expect("lists").items;
        let mut actions = Vec::new();
        for id in ledger.cards.keys() {
            let over = |was: &&wire::Action| was.id == *id && is_over(was);
            match before.actions.iter().find(over) {
                Some(was) => actions.push(was.clone()),
                None => actions.push(mc.action(me, id, 0).await.expect("an action")),
            }
        }
        let picture = Self { tasks, approvals, actions };
        picture.counts(&mc.waiting(me).await.expect("counts"));
        picture.hangs_together();
        picture.single_pages(hands, before).await;
        picture
    }

    fn pending(&self) -> impl Iterator<Item = &wire::Approval> {
        self.approvals.iter().filter(|approval| approval.state == "pending")
    }

    fn counts(&self, waiting: &service::Waiting) {
        let count = |gate| self.pending().filter(|approval| approval.gate == gate).count();
        let told = [waiting.before_run, waiting.actions, waiting.results];
        let seen = [Gate::BeforeRun, Gate::Action, Gate::AfterRun].map(count);
        assert_eq!(
            told.map(|n| n as usize),
            seen,
            "how many wait before they run, as actions, as results"
        );
    }

    /// A task or an action that waits has the one approval that it waits on, and the other way round.
    fn hangs_together(&self) {
        for task in &self.tasks {
            let mut own: Vec<&str> =
                self.pending().filter(|a| a.task.id == task.id).map(|a| a.id.as_str()).collect();
            let mut named: Vec<&str> =
                task.pending_approval_ids.iter().map(String::as_str).collect();
            own.sort_unstable();
            named.sort_unstable();
            assert_eq!(own, named, "what {} waits on", task.id);
            let of =
                |gate| self.pending().filter(|a| a.task.id == task.id && a.gate == gate).count();
            let asking = usize::from(task.phase.as_deref() == Some("asking"));
            assert_eq!(of(Gate::BeforeRun), asking, "{} asks before it runs", task.id);
            let review = usize::from(task.status == TaskStatus::Review);
            assert_eq!(of(Gate::AfterRun), review, "{} is in review", task.id);
        }
        for action in &self.actions {
            let asks =
                self.pending().filter(|a| a.action.as_ref().is_some_and(|x| x.id == action.id));
            let asks: Vec<&str> = asks.map(|approval| approval.id.as_str()).collect();
            let named = action.approval_id.as_deref().filter(|_| action.state == "pending");
            assert_eq!(asks, named.into_iter().collect::<Vec<_>>(), "what {} waits on", action.id);
        }
    }

    async fn single_pages(&self, hands: &Hands, before: &Self) {
        let (mc, me) = (&hands.mc, &hands.mc.console());
        for listed in self.tasks.iter().filter(|task| !before.tasks.contains(task)) {
            let mut alone = mc.task(me, &listed.id).await.expect("a task");
            (alone.output, alone.output_truncated) = (None, listed.output_truncated);
            alone.desktop.online = listed.desktop.online;
            assert_eq!(&alone, listed, "a task alone and in the list");
        }
        for listed in self.approvals.iter().filter(|asked| !before.approvals.contains(asked)) {
            let alone = mc.approval(me, &listed.id).await.expect("an approval");
            assert_eq!(
                (&alone.state, &alone.digest, &alone.decision, alone.decide_by, &alone.votes),
                (&listed.state, &listed.digest, &listed.decision, listed.decide_by, &listed.votes),
                "an approval alone and in the list"
            );
            let state =
                |approval: &wire::Approval| approval.action.as_ref().map(|a| a.state.clone());
            assert_eq!(state(&alone), state(listed), "an action on its approval's page");
        }
    }
}

/// Whether nothing is expected to happen to it any more; an unknown outcome may still be closed.
fn is_over(action: &wire::Action) -> bool {
    !["pending", "approved", "running", "outcome_unknown"].contains(&action.state.as_str())
}

fn same_as_board(tasks: &[wire::Task], board: &service::Board) {
    for column in &board.columns {
        let here = || tasks.iter().filter(|task| task.status == column.status);
        assert_eq!(column.count as usize, here().count(), "the {:?} column", column.status);
        let cards = column.cards.iter().map(told);
        let mut listed: Vec<_> = here().map(listed).collect();
        // What waits for a person comes first in Pending and Running; in Review everything does.
        listed.sort_by_key(|(_, _, _, approval, ..)| approval.is_none());
        assert!(cards.eq(listed), "the cards of the {:?} column", column.status);
    }
    assert_eq!(board.total as usize, tasks.len(), "the board's total");
}

/// What a card says, as far as a list says it too.
type Said = (i64, String, TaskStatus, Option<String>, Vec<String>, u32, bool, Option<String>);

fn told(card: &service::Card) -> Said {
    let blocked_by = card.blocked_by.iter().map(|(id, _)| id.clone()).collect();
    let (agent, approval) = (card.agent.clone(), card.approval.clone());
    let (number, title) = (card.number, card.title.clone());
    (number, title, card.status(), approval, blocked_by, card.holds, card.online, agent)
}

fn listed(task: &wire::Task) -> Said {
    let approval = task.pending_approval_ids.first().cloned();
    let agent = task.external_agent.clone().or(task.agent.clone());
    let (number, title) = (task.number, task.title.clone());
    let (blocked_by, online) = (task.blocked_by.clone(), task.desktop.online);
    (number, title, task.status, approval, blocked_by, task.holds, online, agent)
}
