-- What the command of a task said about itself when a person was asked before it runs, as JSON. Null where nothing was
-- read: at the other gates, for prompts, and for what was asked before this was kept.
ALTER TABLE approvals ADD COLUMN noted TEXT;

-- The person who changed the command that an agent had proposed, as JSON.
ALTER TABLE actions ADD COLUMN edited_by TEXT;
