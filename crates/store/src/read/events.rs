//! What happened, newest or oldest first, with the names that a reader needs.

use crate::statement::{Builder, Query};
use service::store::HappenedQuery;

/// Who: named by the event, else whoever made the task or asked.
const WHO: &str = "COALESCE(json_extract(e.payload, '$.by'), CASE e.kind WHEN 'task.created' THEN t.created_by_name \
     WHEN 'approval.requested' THEN a.requested_by_name WHEN 'action.proposed' THEN a.requested_by_name END)";

/// One page. Output is left out: it comes with every line that a run prints.
pub(crate) fn page(query: &HappenedQuery) -> Query {
    let mut sql = Builder::default();
    sql.push(
        "SELECT e.seq AS seq, e.at AS at, e.kind AS kind, e.task AS task, e.approval AS approval, ",
    );
    sql.push("e.desktop AS desktop, e.payload AS payload, t.number AS number, t.title AS title, ");
    sql.push("a.status AS approval_status, d.name AS desktop_name, ");
    sql.push(WHO);
    sql.push(" AS who, COALESCE(t.external_agent, t.agent) AS agent FROM events e ");
    sql.push("LEFT JOIN tasks t ON t.id = e.task LEFT JOIN approvals a ON a.id = e.approval ");
    sql.push("LEFT JOIN desktops d ON d.id = COALESCE(e.desktop, t.desktop) WHERE e.kind <> 'task.output'");
    let conditions = [
        ("e.seq < ", query.before.map(Into::into)),
        ("e.seq > ", query.after.map(Into::into)),
        ("COALESCE(e.desktop, t.desktop) = ", query.desktop.as_ref().map(|id| id.as_str().into())),
        ("COALESCE(t.external_agent, t.agent) = ", query.agent.as_deref().map(Into::into)),
    ];
    for (condition, value) in conditions {
        if let Some(value) = value {
            let value: crate::statement::Arg = value;
            let value = sql.arg(value);
            sql.push(" AND ").push(condition).push(&value);
        }
    }
    if let Some(who) = &query.by {
        let who = sql.arg(who.as_str());
        sql.push(&format!(" AND {WHO} = {who}"));
    }
    if let Some(kind) = &query.kind {
        // A word before the dot, such as `task`, or a whole kind.
        let (from, to) = (sql.arg(kind.as_str()), sql.arg(format!("{kind}/")));
        let (dot, whole) = (format!("{from} || '.'"), from.clone());
        sql.push(&format!(" AND (e.kind = {whole} OR e.kind >= {dot} AND e.kind < {to})"));
    }
    if let Some((from, to)) = query.day {
        // Numbers rise with time, but for a clock that was set back: the day is found by its index, then walked by number.
        let (from, to) = (sql.arg(from), sql.arg(to));
        sql.push(&format!(
            " AND e.at >= {from} AND e.at < {to} \
             AND e.seq >= (SELECT MIN(seq) FROM events WHERE at >= {from} AND at < {to}) \
             AND e.seq <= (SELECT MAX(seq) FROM events WHERE at >= {from} AND at < {to})"
        ));
    }
    let limit = sql.limit(query.limit);
    let order = if query.oldest_first { "ASC" } else { "DESC" };
    sql.push(&format!(" ORDER BY e.seq {order} LIMIT {limit}"));
    sql.finish()
}
