//! Lists of tasks, newest first.

use super::search::Search;
use crate::sql;
use crate::statement::{Builder, Query};
use domain::TaskStatus;
use service::store::TaskQuery;

/// One page. Each column is walked through its own index and stops at the limit, so a long history costs nothing.
pub(crate) fn page(query: &TaskQuery) -> Query {
    let mut sql = Builder::default();
    let mut conditions = conditions(query, &mut sql);
    let limit = sql.limit(query.limit);
    if let Some(number) = query.before_number {
        conditions.push(format!("t.number < {}", sql.arg(number)));
    }
    let arms = if query.statuses.is_empty() {
        arm(query.waiting, &conditions, None, &limit)
    } else {
        let arm = |status| arm(query.waiting, &conditions, Some(status), &limit);
        query.statuses.iter().copied().map(arm).collect::<Vec<_>>().join(" UNION ")
    };
    sql.push("SELECT ").push(sql::tasks::RECORD_COLUMNS);
    sql.push(&format!(
        " FROM (SELECT number FROM ({arms}) o ORDER BY number DESC LIMIT {limit}) page \
         CROSS JOIN tasks t CROSS JOIN desktops d \
         LEFT JOIN task_usage u ON u.task = t.id WHERE t.number = page.number AND d.id = t.desktop ORDER BY t.number DESC"
    ));
    sql.finish()
}

/// The numbers of one column's first tasks, or of all columns'.
fn arm(waiting: bool, conditions: &[String], status: Option<TaskStatus>, limit: &str) -> String {
    let mut conditions = conditions.to_vec();
    // A word of a closed list goes into the text: the indexes are found by it.
    conditions.extend(status.map(|status| format!("t.status = '{}'", status.as_str())));
    let (number, from) = if waiting {
        conditions.push("t.number = a.task_number AND a.status = 'pending'".into());
        ("a.task_number", "approvals a CROSS JOIN tasks t")
    } else {
        ("t.number", "tasks t")
    };
    let unique = if waiting { "DISTINCT " } else { "" };
    let conditions = conditions.join(" AND ");
    format!(
        "SELECT * FROM (SELECT {unique}{number} AS number FROM {from} WHERE {conditions} \
         ORDER BY {number} DESC LIMIT {limit}) o"
    )
}

/// How many match, by status. How many there are at all is known without counting.
pub(crate) fn count(query: &TaskQuery) -> Query {
    let mut sql = Builder::default();
    let mut conditions = conditions(query, &mut sql);
    if conditions.len() == 1 && !query.waiting {
        return Query::new(sql::tasks::TALLY, Vec::new());
    }
    if query.waiting {
        conditions.push(
            "t.number IN (SELECT a.task_number FROM approvals a WHERE a.status = 'pending')".into(),
        );
    }
    let conditions = conditions.join(" AND ");
    sql.push(&format!(
        "SELECT t.status AS status, COUNT(*) AS tasks FROM tasks t WHERE {conditions} GROUP BY t.status"
    ));
    sql.finish()
}

/// What a task `t` must be, apart from its column.
pub(super) fn conditions(query: &TaskQuery, sql: &mut Builder) -> Vec<String> {
    let mut conditions = vec!["1 = 1".to_owned()];
    if let Some(kind) = query.kind {
        conditions.push(format!("t.kind = '{}'", kind.as_str()));
    }
    if let Some(desktop) = &query.desktop {
        conditions.push(format!("t.desktop = {}", sql.arg(desktop.as_str())));
    }
    if let Some(agent) = &query.agent {
        let agent = sql.arg(agent.as_str());
        conditions.push(format!("COALESCE(t.external_agent, t.agent) = {agent}"));
    }
    if let Some(until) = query.made_until {
        conditions.push(format!("t.created_at <= {}", sql.arg(until)));
    }
    if let Some(text) = &query.text {
        let search = Search::of(text);
        let mut ways = Vec::new();
        if let Some(pattern) = search.pattern {
            ways.push(format!("t.search_text LIKE {} ESCAPE '\\'", sql.arg(pattern)));
        }
        if let Some(number) = search.number {
            ways.push(format!("t.number = {}", sql.arg(number)));
        }
        // Nothing is as long as what is searched for.
        conditions.push(if ways.is_empty() {
            "1 = 0".into()
        } else {
            format!("({})", ways.join(" OR "))
        });
    }
    conditions
}
