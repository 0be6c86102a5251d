//! Lists of tasks, newest first.

use super::search::Search;
use crate::sql;
use crate::statement::{Builder, Query};
use domain::{TaskStatus, TaskType};
use service::store::TaskQuery;

/// One page. Each column is walked through its own index and stops at the limit, so a long history costs nothing.
pub(crate) fn page(query: &TaskQuery) -> Query {
    let mut sql = Builder::default();
    let filter = Filter::of(query, &mut sql);
    let limit = sql.arg(query.limit);
    let cursor = match query.before_number {
        Some(number) => format!(" AND t.number < {}", sql.arg(number)),
        None => String::new(),
    };
    let arm = |status: &str| {
        let (number, from) = if query.waiting {
            ("a.task_number", "approvals a JOIN tasks t ON t.number = a.task_number")
        } else {
            ("t.number", "tasks t")
        };
        let waits = if query.waiting { " AND a.status = 'pending'" } else { "" };
        let unique = if query.waiting { "DISTINCT " } else { "" };
        format!(
            "SELECT * FROM (SELECT {unique}{number} AS number FROM {from} WHERE 1 = 1{waits}{status}{cursor}{} \
             ORDER BY {number} DESC LIMIT {limit}) o",
            filter.conditions
        )
    };
    let arms: Vec<_> = if query.statuses.is_empty() {
        vec![arm("")]
    } else {
        query.statuses.iter().map(|status| arm(&only(*status))).collect()
    };
    sql.push("WITH page (number) AS (").push(&arms.join(" UNION ")).push(") SELECT ");
    sql.push(sql::tasks::RECORD_COLUMNS);
    sql.push(" FROM (SELECT number FROM page ORDER BY number DESC LIMIT ");
    sql.push(&limit);
    sql.push(
        ") page JOIN tasks t ON t.number = page.number JOIN desktops d ON d.id = t.desktop \
         ORDER BY t.number DESC",
    );
    sql.finish()
}

/// How many match, by status.
pub(crate) fn count(query: &TaskQuery) -> Query {
    let mut sql = Builder::default();
    let filter = Filter::of(query, &mut sql);
    sql.push("SELECT t.status AS status, COUNT(*) AS tasks FROM tasks t WHERE 1 = 1");
    if query.waiting {
        sql.push(
            " AND t.number IN (SELECT a.task_number FROM approvals a WHERE a.status = 'pending')",
        );
    }
    sql.push(&filter.conditions).push(" GROUP BY t.status");
    sql.finish()
}

/// A word of a closed list goes into the text: the partial indexes are found by it.
fn only(status: TaskStatus) -> String {
    format!(" AND t.status = '{}'", status.as_str())
}

struct Filter {
    conditions: String,
}

impl Filter {
    fn of(query: &TaskQuery, sql: &mut Builder) -> Self {
        let mut conditions = String::new();
        if let Some(kind) = query.kind {
            conditions += &format!(" AND t.kind = '{}'", TaskType::as_str(kind));
        }
        if let Some(desktop) = &query.desktop {
            conditions += &format!(" AND t.desktop = {}", sql.arg(desktop.as_str()));
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
            if ways.is_empty() {
                ways.push("1 = 0".into());
            }
            conditions += &format!(" AND ({})", ways.join(" OR "));
        }
        Self { conditions }
    }
}
