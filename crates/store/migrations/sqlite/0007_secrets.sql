-- The names of the secrets that the desktop's runner can fill in, as JSON. Values never come here.
ALTER TABLE desktops ADD COLUMN secrets TEXT NOT NULL DEFAULT '[]';
