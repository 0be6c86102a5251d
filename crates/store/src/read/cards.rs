//! Parts of the board's columns. Each is walked through its index up to its end, so that what lies behind costs nothing.

use super::tasks::conditions;
use crate::sql;
use crate::statement::{Builder, Query};
use domain::TaskStatus;
use service::store::{TaskQuery, Window};

/// The cards of these parts, column by column in the order of each.
pub(crate) fn windows(query: &TaskQuery, windows: &[Window]) -> Query {
    let mut sql = Builder::default();
    let conditions = conditions(query, &mut sql).join(" AND ");
    let arms: Vec<_> =
        windows.iter().map(|window| arm(query.waiting, &conditions, window, &mut sql)).collect();
    let arms = arms.join(" UNION ALL ");
    sql.push("SELECT ").push(sql::cards::COLUMNS);
    sql.push(&format!(
        " FROM ({arms}) page CROSS JOIN tasks t CROSS JOIN desktops d \
         WHERE t.number = page.number AND d.id = t.desktop ORDER BY page.first DESC, t.number DESC"
    ));
    sql.finish()
}

/// The numbers of one part, and which of them come first.
fn arm(waiting: bool, conditions: &str, window: &Window, sql: &mut Builder) -> String {
    let (limit, offset) = (sql.limit(window.cards), sql.arg(window.from));
    // A word of a closed list goes into the text: the indexes are found by it.
    let status = window.status.as_str();
    if waiting {
        return format!(
            "SELECT * FROM (SELECT DISTINCT a.task_number AS number, TRUE AS first \
             FROM approvals a CROSS JOIN tasks t WHERE {conditions} AND t.number = a.task_number \
             AND a.status = 'pending' AND t.status = '{status}' \
             ORDER BY a.task_number DESC LIMIT {limit} OFFSET {offset}) o"
        );
    }
    let (first, order) = match window.status {
        TaskStatus::Pending => (sql::cards::ASKING, format!("{} DESC, ", sql::cards::ASKING)),
        TaskStatus::Running => (sql::cards::WAITING, "first DESC, ".to_owned()),
        _ => ("FALSE", String::new()),
    };
    format!(
        "SELECT * FROM (SELECT t.number AS number, {first} AS first FROM tasks t \
         WHERE {conditions} AND t.status = '{status}' \
         ORDER BY {order}t.number DESC LIMIT {limit} OFFSET {offset}) o"
    )
}
