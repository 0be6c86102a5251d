-- How long people have to decide, gate by gate and rule by rule.

-- What was set for every request goes on for each gate. Minutes; 0 is as long as they like.
ALTER TABLE settings RENAME COLUMN decide_within TO decide_before_run;
ALTER TABLE settings ADD COLUMN decide_action INTEGER NOT NULL DEFAULT 0 CHECK (decide_action BETWEEN 0 AND 43200);
ALTER TABLE settings ADD COLUMN decide_result INTEGER NOT NULL DEFAULT 0 CHECK (decide_result BETWEEN 0 AND 43200);
UPDATE settings SET decide_action = decide_before_run, decide_result = decide_before_run;

-- How many seconds people have to decide what the rule makes ask; none leaves that to the settings.
ALTER TABLE policy_rules ADD COLUMN decide_within INTEGER CHECK (decide_within BETWEEN 1 AND 2592000);
