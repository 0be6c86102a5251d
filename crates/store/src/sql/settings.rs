//! The workspace's settings.

pub(crate) const UPDATE: &str = "UPDATE settings SET version = $2, task_approval_mode = $3, second_person = $4, remind_after = $5, \
     decide_before_run = $6, decide_action = $7, decide_result = $8, keep_payloads = $9, attention_second_person = $10, attention_share = $11, \
     attention_answers = $12, keep_activity = $13 \
     WHERE id = 1 AND version = $1";

pub(crate) const EXPECT: &str = "SELECT id FROM settings WHERE id = 1 AND version = $1";

pub(crate) const ONE: &str = "SELECT task_approval_mode, second_person, remind_after, \
     decide_before_run, decide_action, decide_result, keep_payloads, attention_second_person, attention_share, \
     attention_answers, keep_activity, version FROM settings WHERE id = 1";
