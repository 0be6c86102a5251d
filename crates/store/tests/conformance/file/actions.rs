//! Rows about actions, the policy, scripts and webhooks that somebody else has written.

use crate::desk::{Desk, party};
use crate::{channels, policy, scripts, webhooks};
use domain::log::{LogChunk, Stream};
use domain::policy::Level;
use domain::usage::Usage;
use domain::{Decision, Task, Timestamp, Verdict};
use service::store::Write;

/// An approved action, a rule, a script, a webhook with a telling, a channel, and what an agent used.
pub async fn add(desk: &Desk, task: &Task) {
    let approval = domain::ApprovalId::new("ap_none");
    let mut action = desk.action(task, &approval);
    action.id = domain::ActionId::new("a_one");
    let decision = Decision {
        verdict: Verdict::Approve,
        by: party("u_owner", "Ada"),
        at: desk.now(),
        feedback: None,
        reason: None,
        checklist: None,
        hurried: false,
    };
    action = action.decided(&decision).unwrap();
    let mut rule = policy::rule(desk, Level::Runs);
    rule.id = domain::RuleId::new("r_one");
    let mut script = scripts::script(desk, "one");
    script.id = domain::ScriptId::new("sc_one");
    let mut webhook = webhooks::webhook(desk, "one");
    webhook.id = domain::WebhookId::new("wh_one");
    let mut delivery = webhooks::delivery(desk, &webhook, task, Timestamp(5));
    delivery.id = domain::DeliveryId::new("wd_one");
    let mut channel = channels::channel(desk, "one");
    channel.id = domain::ChannelId::new("nc_one");
    let chunk = LogChunk { seq: 1, stream: Stream::Stdout, bytes: b"x".to_vec(), at: desk.now() };
    let used = Usage { turns: 1, ..Usage::default() };
    desk.write(vec![
        Write::InsertAction(Box::new(action.clone())),
        Write::AppendActionLog { action: action.id, chunks: vec![chunk] },
        Write::PutUsage { task: task.id.clone(), usage: used },
        policy::insert(&rule),
        scripts::insert(&script),
        webhooks::insert(&webhook),
        webhooks::tell(&delivery),
        channels::insert(&channel),
    ])
    .await;
}

/// A table, a row of it, and a change after which it cannot be.
pub const IMPOSSIBLE: &[(&str, &str, &str)] = &[
    ("tasks", "t_second", "interpreter = 'fish' WHERE id = 't_second'"),
    ("actions", "a_one", "status = 'running' WHERE id = 'a_one'"),
    ("actions", "a_one", "approval = 'ap_one' WHERE id = 'a_one'"),
    ("actions", "a_one", "approval = NULL WHERE id = 'a_one'"),
    ("actions", "a_one", "approved_at = 5 WHERE id = 'a_one'"),
    ("actions", "a_one", "execute_by = execute_by + 1 WHERE id = 'a_one'"),
    ("actions", "a_one", "lease_until = 5 WHERE id = 'a_one'"),
    ("actions", "a_one", "state = '{}' WHERE id = 'a_one'"),
    ("actions", "a_one", "unseen = 1 WHERE id = 'a_one'"),
    ("actions", "a_one", "operands = '{}' WHERE id = 'a_one'"),
    ("actions", "a_one", "proposal = '{}' WHERE id = 'a_one'"),
    ("actions", "a_one", "facts = '{}' WHERE id = 'a_one'"),
    ("actions", "a_one", "judgement = '[]' WHERE id = 'a_one'"),
    ("actions", "a_one", "risk = 3 WHERE id = 'a_one'"),
    ("actions", "a_one", "attempt = -1 WHERE id = 'a_one'"),
    ("action_logs", "a_one", "stream = 'tears' WHERE action = 'a_one'"),
    ("policy", "1", "preset = 'lax' WHERE id = 1"),
    ("policy_rules", "r_one", "level = 'shouts' WHERE id = 'r_one'"),
    ("policy_rules", "r_one", "command = '*' WHERE id = 'r_one'"),
    ("policy_rules", "r_one", "interpreter = 'fish' WHERE id = 'r_one'"),
    ("policy_rules", "r_one", "uses = -1 WHERE id = 'r_one'"),
    ("scripts", "sc_one", "interpreter = 'fish' WHERE id = 'sc_one'"),
    ("scripts", "sc_one", "parameters = '[1]' WHERE id = 'sc_one'"),
    ("channels", "nc_one", "kind = 'email' WHERE id = 'nc_one'"),
    ("channels", "nc_one", "route = '{}' WHERE id = 'nc_one'"),
    ("webhooks", "wh_one", "created_by_kind = 'ghost' WHERE id = 'wh_one'"),
    ("webhook_deliveries", "wd_one", "status = 'delivered' WHERE id = 'wd_one'"),
    ("webhook_deliveries", "wd_one", "next_at = 6 WHERE id = 'wd_one'"),
    ("webhook_deliveries", "wd_one", "tries = 1 WHERE id = 'wd_one'"),
    ("webhook_deliveries", "wd_one", "state = '{}' WHERE id = 'wd_one'"),
    ("task_usage", "t_second", "turns = -1 WHERE task = 't_second'"),
    ("task_usage", "t_second", "input_tokens = -1 WHERE task = 't_second'"),
    ("desktops", "d_first", "enrolment = NULL WHERE id = 'd_first'"),
];

/// What the schema refuses.
pub const REFUSED: &[&str] = &[
    "UPDATE tasks SET interpreter = 'fish'",
    "UPDATE approvals SET gate = 'action'",
    "UPDATE approvals SET action = 'a_one'",
    "UPDATE actions SET status = 'maybe'",
    "UPDATE actions SET status = 'pending'",
    "UPDATE actions SET status = 'pending', approved_at = NULL, execute_by = NULL, approval = NULL",
    "UPDATE actions SET status = 'running', approved_at = NULL, execute_by = NULL",
    "UPDATE actions SET execute_by = NULL",
    "UPDATE actions SET approved_at = NULL",
    "UPDATE actions SET lease_until = 5",
    "UPDATE actions SET previous = id",
    "UPDATE actions SET task = 't_none'",
    "UPDATE actions SET version = 0",
    "UPDATE actions SET revision = 0",
    "UPDATE actions SET risk = 3",
    "UPDATE actions SET requested_by_kind = 'ghost'",
    "UPDATE action_logs SET seq = 0",
    "UPDATE action_logs SET action = 'a_none'",
    "UPDATE policy SET preset = 'lax'",
    "UPDATE policy SET version = 0",
    "INSERT INTO policy (id, preset, version) VALUES (2, 'balanced', 1)",
    "UPDATE policy_rules SET level = 'shouts'",
    "UPDATE policy_rules SET interpreter = 'fish'",
    "UPDATE policy_rules SET command = ''",
    "UPDATE policy_rules SET uses = 1",
    "UPDATE policy_rules SET used_at = 5",
    "UPDATE policy_rules SET desktop = 'd_none'",
    "UPDATE scripts SET interpreter = 'exec'",
    "UPDATE scripts SET version = 0",
    "UPDATE webhook_deliveries SET status = 'lost'",
    "UPDATE webhook_deliveries SET status = 'delivered'",
    "UPDATE webhook_deliveries SET next_at = NULL",
    "UPDATE webhook_deliveries SET tries = -1",
    "UPDATE webhook_deliveries SET webhook = 'wh_none'",
    "UPDATE task_usage SET turns = -1",
    "UPDATE task_usage SET task = 't_none'",
];
