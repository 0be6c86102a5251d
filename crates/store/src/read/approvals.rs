//! Lists of approvals.
//!
//! A page is found by its sort keys alone, through an index, and only then surrounded. The keys of a cursor are those
//! that `service::store::cursor_of` gives.

use crate::sql;
use crate::statement::{Builder, Query};
use service::StoreError;
use service::store::{ApprovalFilter, ApprovalOrder, ApprovalQuery, Cursor, Deeds};

/// One page.
pub(crate) fn page(query: &ApprovalQuery) -> Result<Query, StoreError> {
    if query.after.as_ref().is_some_and(|cursor| !cursor.fits(query.order)) {
        return Err(StoreError::Broken("a cursor of another order".into()));
    }
    let mut sql = Builder::default();
    let conditions = conditions(query, &mut sql);
    let limit = sql.arg(query.limit);
    match query.order {
        ApprovalOrder::Oldest => {
            let after = after(query, &mut sql, "(a.requested_at, a.id) >")?;
            simple(&mut sql, &conditions, &after, "a.requested_at, a.id", &limit);
        }
        ApprovalOrder::NewestDecided => {
            let after = after(query, &mut sql, "(a.closed_at, a.id) <")?;
            simple(&mut sql, &conditions, &after, "a.closed_at DESC, a.id DESC", &limit);
        }
        ApprovalOrder::Unblocks => unblocks(query, &mut sql, &conditions, &limit)?,
    }
    Ok(sql.finish())
}

fn conditions(query: &ApprovalQuery, sql: &mut Builder) -> String {
    let mut conditions = vec![match query.filter {
        ApprovalFilter::Pending => "a.status = 'pending'".to_owned(),
        ApprovalFilter::Decided => "a.status <> 'pending'".to_owned(),
        ApprovalFilter::All => "1 = 1".to_owned(),
    }];
    if let Some(gate) = query.gate {
        conditions.push(format!("a.gate = '{}'", gate.as_str()));
    }
    if let Some(desktop) = &query.desktop {
        conditions.push(format!("a.desktop = {}", sql.arg(desktop.as_str())));
    }
    let Deeds { by, from, to } = &query.decided;
    if let Some(from) = from {
        conditions.push(format!("a.closed_at >= {}", sql.arg(*from)));
    }
    if let Some(to) = to {
        conditions.push(format!("a.closed_at < {} AND a.closed_at > 0", sql.arg(*to)));
    }
    // The log knows every answer, also those before the last one, and goes on knowing them.
    if let Some(by) = by {
        let by = sql.arg(by.as_str());
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM audit l WHERE l.subject_id = a.id AND (l.actor_id = {by} OR l.actor_name = {by}) \
             AND l.action IN ('approval.approve', 'approval.vote', 'approval.reject'))"
        ));
    }
    conditions.join(" AND ")
}

/// The condition of a cursor whose keys are a time and an id.
fn after(query: &ApprovalQuery, sql: &mut Builder, compare: &str) -> Result<String, StoreError> {
    let Some(Cursor(keys)) = &query.after else { return Ok(String::new()) };
    let at = sql.arg(number(&keys[0])?);
    let id = sql.arg(keys[1].as_str());
    Ok(format!(" AND {compare} ({at}, {id})"))
}

fn number(key: &str) -> Result<i64, StoreError> {
    key.parse().map_err(|_| StoreError::Broken(format!("{key:?} in a cursor")))
}

fn simple(sql: &mut Builder, conditions: &str, after: &str, order: &str, limit: &str) {
    sql.push(sql::approvals::RECORD);
    sql.push(&format!(
        "FROM (SELECT a.id FROM approvals a WHERE {conditions}{after} ORDER BY {order} LIMIT {limit}) "
    ));
    sql.push(sql::approvals::SURROUNDINGS).push("ORDER BY ").push(order);
}

/// Risk, then how many tasks wait behind it, then age. How many wait is not stored: the few that hold others are sorted
/// by it, and the many that hold none are walked by age, one index for each risk, up to the limit.
fn unblocks(
    query: &ApprovalQuery,
    sql: &mut Builder,
    conditions: &str,
    limit: &str,
) -> Result<(), StoreError> {
    let cursor = match &query.after {
        Some(Cursor(keys)) => {
            Some((number(&keys[0])?, number(&keys[1])?, number(&keys[2])?, keys[3].as_str()))
        }
        None => None,
    };
    let mut arms = Vec::new();
    let after = match cursor {
        Some((risk, holds, at, id)) => {
            let (risk, holds) = (sql.arg(risk), sql.arg(holds));
            let (at, id) = (sql.arg(at), sql.arg(id));
            format!(
                " AND (a.risk < {risk} OR a.risk = {risk} AND (h.holds < {holds} OR h.holds = {holds} \
                 AND (a.requested_at, a.id) > ({at}, {id})))"
            )
        }
        None => String::new(),
    };
    arms.push(format!(
        "SELECT * FROM (SELECT a.id, a.risk, h.holds, a.requested_at FROM holding h \
         JOIN approvals a ON a.task = h.id WHERE h.holds > 0 AND {conditions}{after} \
         ORDER BY a.risk DESC, h.holds DESC, a.requested_at, a.id LIMIT {limit}) o"
    ));
    for risk in [2, 1, 0] {
        let after = match cursor {
            Some((last, ..)) if risk > last => continue,
            Some((last, 0, at, id)) if risk == last => {
                let (at, id) = (sql.arg(at), sql.arg(id));
                format!(" AND (a.requested_at, a.id) > ({at}, {id})")
            }
            _ => String::new(),
        };
        arms.push(format!(
            "SELECT * FROM (SELECT a.id, a.risk, 0 AS holds, a.requested_at FROM approvals a \
             WHERE a.risk = {risk} AND {conditions}{after} \
             AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.id = a.task AND h.holds > 0) \
             ORDER BY a.requested_at, a.id LIMIT {limit}) o"
        ));
    }
    let order = "risk DESC, holds DESC, requested_at, id";
    sql.push(match query.filter {
        ApprovalFilter::Pending => sql::approvals::HOLDING_PENDING,
        ApprovalFilter::Decided | ApprovalFilter::All => sql::approvals::HOLDING,
    });
    sql.push(sql::approvals::RECORD);
    sql.push(&format!(
        "FROM (SELECT * FROM ({}) o ORDER BY {order} LIMIT {limit}) ",
        arms.join(" UNION ALL ")
    ));
    sql.push(sql::approvals::SURROUNDINGS);
    sql.push("ORDER BY page.risk DESC, page.holds DESC, page.requested_at, page.id");
    Ok(())
}
