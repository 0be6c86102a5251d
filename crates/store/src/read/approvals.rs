//! Lists of approvals.
//!
//! A page is found by its sort keys alone, through an index, and only then surrounded. The keys of a cursor are those
//! that `service::store::cursor_of` gives.

use super::search::Search;
use crate::row;
use crate::sql;
use crate::statement::{Builder, Query, args};
use domain::{Gate, Timestamp, limits};
use service::StoreError;
use service::store::{
    ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalSearch, Aside, Cursor, UntoldQuery,
};

/// One page.
pub(crate) fn page(query: &ApprovalQuery) -> Result<Query, StoreError> {
    if query.after.as_ref().is_some_and(|cursor| !cursor.fits(query.order)) {
        return Err(StoreError::Broken("a cursor of another order".into()));
    }
    let mut sql = Builder::default();
    let conditions = conditions(query, &mut sql);
    let limit = sql.limit(query.limit);
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

/// What was decided in a window, the newest first, gate by gate through its index: never more of the history than that, and
/// never more than can be counted in a moment.
pub(crate) fn decided(from: Timestamp, to: Timestamp, gate: Option<Gate>) -> Query {
    let mut sql = Builder::default();
    let (from, to, limit) = (sql.arg(from), sql.arg(to), sql.limit(limits::DECISIONS_COUNTED));
    let arm = |gate: Gate| {
        format!(
            "SELECT * FROM (SELECT a.id, a.decided_at FROM approvals a WHERE a.verdict IS NOT NULL AND a.gate = '{}' \
             AND a.decided_at >= {from} AND a.decided_at < {to} ORDER BY a.decided_at DESC LIMIT {limit}) o",
            gate.as_str()
        )
    };
    let gates = Gate::ALL.into_iter().filter(|one| gate.is_none_or(|only| only == *one));
    let arms = gates.map(arm).collect::<Vec<_>>().join(" UNION ALL ");
    sql.push(&format!(
        "SELECT a.gate, a.verdict, a.requested_at, a.decided_at, json_extract(a.state, '$.decision.by.id') AS by_id, \
         json_extract(a.state, '$.decision.by.name') AS by_name, a.id \
         FROM (SELECT * FROM ({arms}) o ORDER BY o.decided_at DESC LIMIT {limit}) page CROSS JOIN approvals a \
         WHERE a.id = page.id ORDER BY page.decided_at DESC"
    ));
    sql.finish()
}

/// What waits and was not told on a channel.
pub(crate) fn untold(query: &UntoldQuery) -> Query {
    let person = query.person.as_ref().map(domain::PersonId::as_str);
    Query {
        sql: sql::channels::untold().into(),
        args: args![
            query.channel.as_str(),
            row::approval::rank(query.least),
            person,
            query.now,
            query.limit
        ],
    }
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
    if let Some(aside) = aside(&query.aside, sql) {
        conditions.push(aside);
    }
    search(&query.search, sql, &mut conditions);
    conditions.join(" AND ")
}

/// What the list is searched for. A page walks its index, and looks at what it passes.
fn search(search: &ApprovalSearch, sql: &mut Builder, conditions: &mut Vec<String>) {
    if let Some(state) = search.state {
        conditions.push(format!("a.status = {}", sql.arg(state)));
    }
    if let Some(from) = search.from {
        conditions.push(format!("a.closed_at >= {}", sql.arg(from.0)));
    }
    if let Some(to) = search.to {
        conditions.push(format!("a.closed_at < {}", sql.arg(to.0)));
    }
    if let Some(name) = &search.asked_by {
        let like = like(name, sql);
        conditions.push(format!("lower(a.requested_by_name) {like}"));
    }
    if let Some(name) = &search.decided_by {
        // What was decided before votes were kept has its one answer in its state.
        let (like, id) = (like(name, sql), sql.arg(name.trim()));
        conditions.push(format!(
            "(lower(json_extract(a.state, '$.decision.by.name')) {like} OR json_extract(a.state, '$.decision.by.id') = {id} \
             OR EXISTS (SELECT 1 FROM json_each(a.votes) v WHERE lower(json_extract(v.value, '$.by.name')) {like} \
             OR json_extract(v.value, '$.by.id') = {id}))"
        ));
    }
    if let Some(text) = &search.text {
        let number = Search::of(text).number.map(|number| sql.arg(number));
        let like = like(text, sql);
        let number = number.map_or(String::new(), |number| format!("a.task_number = {number} OR "));
        conditions.push(format!(
            "({number}EXISTS (SELECT 1 FROM tasks t WHERE t.id = a.task AND t.search_text {like}) \
             OR EXISTS (SELECT 1 FROM actions act WHERE act.id = a.action AND lower(act.proposal) {like}))"
        ));
    }
}

/// `LIKE` what somebody typed. What is too long to be looked for is in nothing.
fn like(text: &str, sql: &mut Builder) -> String {
    match Search::of(text).pattern {
        Some(pattern) => format!("LIKE {} ESCAPE '\\'", sql.arg(pattern)),
        None => "IS NULL AND 1 = 0".to_owned(),
    }
}

/// Whether a person has put it aside.
fn aside(aside: &Aside, sql: &mut Builder) -> Option<String> {
    let (not, person, now) = match aside {
        Aside::Any => return None,
        Aside::Without(person, now) => ("NOT ", person, now),
        Aside::Only(person, now) => ("", person, now),
    };
    let (person, now) = (sql.arg(person.as_str()), sql.arg(now.0));
    Some(format!(
        "{not}EXISTS ({} AND s.person = {person} AND (s.until IS NULL OR s.until > {now}))",
        sql::snoozes::OF_ROW
    ))
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
