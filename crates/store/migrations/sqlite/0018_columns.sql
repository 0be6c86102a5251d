-- The board walks a column from any place in it: in Pending, what asks a person comes first. Without this SQLite would sort
-- the whole column.
CREATE INDEX tasks_asking_first ON tasks (status, (phase IS 'asking'), number) WHERE status = 'pending';

-- Whoever works on a task, for the board's filter and the names in it.
CREATE INDEX tasks_by_agent ON tasks (COALESCE(external_agent, agent), number);

-- Actions that a person may still have to close: few, and looked for on every board.
CREATE INDEX actions_unknown ON actions (task, proposed_at, id) WHERE status = 'outcome_unknown';
