-- The rows of a database of schema 5, as they were written then. They are not made anew.

DELETE FROM heads;
DELETE FROM settings;
DELETE FROM people;
DELETE FROM policy;
INSERT INTO heads (id, task_number, event_seq, audit_seq, audit_hash) VALUES
(1, 15, 121, 101, '697cc215f67d0f0692181dd391d1742265bd0ff8e0590131ed1daaa107ecd31e');
INSERT INTO settings (id, task_approval_mode, version) VALUES
(1, 1, 1);
INSERT INTO people (id, name, name_key, role, version, created_at, disabled_at, password_hash) VALUES
('u_system', 'Mission Control', 'mission control', 'viewer', 1, 0, 0, ''),
('u_000000000003', 'Ana', 'ana', 'admin', 1, 1780000000000001, NULL, '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAIAAAAAAAAAAA$0bOCLYU+Xe4tGM1MZ+VEXBrs6mIxOba13V/vFwyVWI8'),
('u_00000000000a', 'Bo', 'bo', 'approver', 1, 1780000000000008, NULL, '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAkAAAAAAAAAAA$pkCjiIuaGE3CjG3pwnwagL09mW2WODQ5WnemAazIGWk');
INSERT INTO keys (id, name, owner, scopes, is_runner, created_at, expires_at, last_used_at, revoked_at, secret_hash) VALUES
('k_000000000006', 'build-1', 'u_system', '["runner"]', 1, 1780000000000005, NULL, NULL, NULL, x'761bd7726de19eb2f69b8465f752534ea83ec5331c4556644166279e6429f9d4'),
('k_00000000000d', 'Fae', 'u_000000000003', '["propose"]', 0, 1780000000000010, NULL, 1780000000000011, NULL, x'115873c9c145fe8bccb21605959c507b42e8a57eb6cc898aad81f70d03e505c9');
INSERT INTO sessions (id, secret_hash, person, created_at, last_seen_at, user_agent) VALUES
('s_000000000005', x'4279f7d4de3eefebcd190aa0904f10be3ab49a4b212bc6497c2bbcea238bbff0', 'u_000000000003', 1780000000000002, 1780000000000002, 'test'),
('s_00000000000c', x'fd0d162294849bfd15eea92b7be54f2b607bd528cbb73c66d9ab8fbd9fcf802c', 'u_00000000000a', 1780000000000009, 1780000000000009, 'test');
INSERT INTO idempotency_keys (principal, key, request_hash, at, status, body) VALUES
('ana', 'key', x'0909090909090909090909090909090909090909090909090909090909090909', 1780000240000175, 201, '{}');
INSERT INTO desktops (id, name, name_key, group_name, token, created_at, last_seen_at, system, workspace, agents, removed_at, remote_access, enrolment) VALUES
('d_000000000008', 'build-1', 'build-1', NULL, 'k_000000000006', 1780000000000004, 1780000240000138, '{"os":"","arch":"","hostname":"","user":"","runnerVersion":"","git":false}', NULL, '[]', NULL, NULL, 'k_000000000006');
INSERT INTO tasks (number, id, version, kind, title, content, search_text, desktop, agent, external_agent, requires_approval, approve_before_run, dependency_count, cwd, timeout_seconds, retry_of, attempt, previous_feedback, created_by_id, created_by_name, created_by_kind, created_at, external_ref, state, status, phase, queued_since, queued_approval, waits_on, lease_until, interpreter) VALUES
(1, 't_000000000013', 5, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 1, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000000000016, NULL, '{"status":"done","run":{"started_at":"2026-05-28T20:26:40.000025Z","finished_at":"2026-05-28T20:26:40.000029Z","exit_code":0,"output_digest":"sha256:c3f9c8c283a2b1f2f1896f27a01cbe3cddc0c9d93f752e4639035a0f5b36f6e8","files_digest":"sha256:c297c15a518dd1341131d35eee2c579dc05be3ee37f700aa615428a683572a53","output_truncated":false,"lease":"l_00000000000000170000000000000000"},"decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:26:40.000032Z","feedback":"Good.","checklist":null}}', 'done', NULL, NULL, NULL, NULL, NULL, NULL),
(2, 't_00000000001a', 4, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000000000035, NULL, '{"status":"failed","failure":{"code":"rejected","message":"Ana rejected the result."},"at":"2026-05-28T20:26:40.000042Z","started_at":"2026-05-28T20:26:40.000038Z","run":{"started_at":"2026-05-28T20:26:40.000038Z","finished_at":"2026-05-28T20:26:40.000039Z","exit_code":0,"output_digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","files_digest":"sha256:768bb720173c81d1209e82ea3c6d662ffc1b87895939bc58e95ac596a125d886","output_truncated":false,"lease":"l_000000000000001e0000000000000000"},"decision":{"verdict":"reject","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:26:40.000042Z","feedback":"Not so.","checklist":null},"gated":true}', 'failed', NULL, NULL, NULL, NULL, NULL, NULL),
(3, 't_000000000021', 1, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, 't_00000000001a', 2, 'Not so.', 'u_000000000003', 'Ana', 'person', 1780000000000045, NULL, '{"status":"pending","phase":"draft"}', 'pending', 'draft', NULL, NULL, NULL, NULL, NULL),
(4, 't_000000000023', 3, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000000000047, NULL, '{"status":"failed","failure":{"code":"exit_code","message":"Exit code 3."},"at":"2026-05-28T20:26:40.000051Z","started_at":"2026-05-28T20:26:40.000050Z","run":{"started_at":"2026-05-28T20:26:40.000050Z","finished_at":"2026-05-28T20:26:40.000051Z","exit_code":3,"output_digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","files_digest":"sha256:768bb720173c81d1209e82ea3c6d662ffc1b87895939bc58e95ac596a125d886","output_truncated":false,"lease":"l_00000000000000270000000000000000"},"decision":null,"gated":false}', 'failed', NULL, NULL, NULL, NULL, NULL, NULL),
(5, 't_00000000002a', 3, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000000000053, NULL, '{"status":"failed","failure":{"code":"runner_lost","message":"Contact was lost while it ran. It may have run in whole or in part. It is not run again by itself."},"at":"2026-05-28T20:28:40.000058Z","started_at":"2026-05-28T20:26:40.000056Z","run":null,"decision":null,"gated":false}', 'failed', NULL, NULL, NULL, NULL, NULL, NULL),
(6, 't_000000000030', 2, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 1, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000120000060, NULL, '{"status":"cancelled","cancel":{"by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000062Z"},"started_at":null,"run":null}', 'cancelled', NULL, NULL, NULL, NULL, NULL, NULL),
(7, 't_000000000033', 2, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 1, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000120000064, NULL, '{"status":"failed","failure":{"code":"rejected","message":"Ana rejected it before it ran. Nothing ran."},"at":"2026-05-28T20:28:40.000069Z","started_at":null,"run":null,"decision":{"verdict":"reject","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000069Z","feedback":null,"checklist":null},"gated":null}', 'failed', NULL, NULL, NULL, NULL, NULL, NULL),
(8, 't_000000000037', 1, 'prompt', 'Free some disk', 'Free some disk', 'free some disk
free some disk', 'd_000000000008', NULL, 'Fae', 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000120000072, NULL, '{"status":"running","worker":"external","agent":"Fae","started_at":"2026-05-28T20:28:40.000072Z","cancel":null}', 'running', NULL, NULL, NULL, NULL, NULL, NULL),
(9, 't_000000000063', 3, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000141, NULL, '{"status":"review","run":{"started_at":"2026-05-28T20:30:40.000144Z","finished_at":"2026-05-28T20:30:40.000145Z","exit_code":0,"output_digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","files_digest":"sha256:768bb720173c81d1209e82ea3c6d662ffc1b87895939bc58e95ac596a125d886","output_truncated":false,"lease":"l_00000000000000670000000000000000"},"approval":"ap_000000000068"}', 'review', NULL, NULL, NULL, 'ap_000000000068', NULL, NULL),
(10, 't_000000000069', 2, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000147, NULL, '{"status":"running","worker":"runner","lease":"l_000000000000006d0000000000000000","lease_until":"2026-05-28T20:31:10.000150Z","started_at":"2026-05-28T20:30:40.000150Z","cancel":null}', 'running', NULL, NULL, NULL, NULL, 1780000270000150, NULL),
(11, 't_00000000006e', 1, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000154, NULL, '{"status":"pending","phase":"queued","since":"2026-05-28T20:30:40.000154Z","approval":null}', 'pending', 'queued', 1780000240000154, NULL, NULL, NULL, NULL),
(12, 't_000000000072', 2, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 1, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000156, NULL, '{"status":"pending","phase":"queued","since":"2026-05-28T20:30:40.000161Z","approval":"ap_000000000074"}', 'pending', 'queued', 1780000240000161, 'ap_000000000074', NULL, NULL, NULL),
(13, 't_000000000076', 1, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 1, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000164, NULL, '{"status":"pending","phase":"asking","approval":"ap_000000000078","since":"2026-05-28T20:30:40.000164Z"}', 'pending', 'asking', NULL, NULL, 'ap_000000000078', NULL, NULL),
(14, 't_000000000079', 1, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 1, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000166, NULL, '{"status":"pending","phase":"held","since":"2026-05-28T20:30:40.000166Z"}', 'pending', 'held', NULL, NULL, NULL, NULL, NULL),
(15, 't_00000000007d', 1, 'command', 'echo hi', 'echo hi', 'echo hi
echo hi', 'd_000000000008', NULL, NULL, 0, 0, 0, NULL, 3600, NULL, 1, NULL, 'u_000000000003', 'Ana', 'person', 1780000240000168, NULL, '{"status":"pending","phase":"draft"}', 'pending', 'draft', NULL, NULL, NULL, NULL, NULL);
INSERT INTO task_dependencies (task, position, depends_on) VALUES
('t_000000000079', 1, 't_000000000063');
INSERT INTO task_logs (task, seq, stream, at, bytes) VALUES
('t_000000000013', 1, 'stdout', 1780000000000026, x'6f6e650a74776f0a'),
('t_000000000069', 1, 'stdout', 1780000240000151, x'6f6e650a74776f0a');
INSERT INTO task_files (task, path, change, old_path, additions, deletions, diff, is_binary, truncated) VALUES
('t_000000000013', 'notes.txt', 'added', NULL, 1, 0, '+one', 0, 0),
('t_000000000069', 'notes.txt', 'added', NULL, 1, 0, '+one', 0, 0);
INSERT INTO policy (id, preset, version) VALUES
(1, 'restrictive', 2);
INSERT INTO policy_rules (id, level, agent, desktop, interpreter, command, note, created_by_id, created_by_name, created_by_kind, created_at, expires_at, revoked_at, uses, used_at) VALUES
('r_000000000012', 'asks', NULL, NULL, NULL, 'git push', 'Ask first.', 'u_000000000003', 'Ana', 'person', 1780000000000014, NULL, NULL, 0, NULL);
INSERT INTO scripts (id, version, name, name_key, interpreter, body, description, parameters, created_by_id, created_by_name, created_by_kind, created_at, updated_at, removed_at) VALUES
('sc_000000000011', 1, 'Tidy', 'tidy', 'sh', 'rm -rf ./cache', 'Tidies.', '[]', 'u_000000000003', 'Ana', 'person', 1780000000000013, 1780000000000013, NULL);
INSERT INTO webhooks (id, name, name_key, url, secret, created_by_id, created_by_name, created_by_kind, created_at, removed_at) VALUES
('wh_000000000010', 'out', 'out', 'https://example.com/hook', 'whsec_AAAAAAAAAA8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'u_000000000003', 'Ana', 'person', 1780000000000012, NULL);
INSERT INTO webhook_deliveries (id, webhook, task, body, created_at, state, status, tries, next_at) VALUES
('wd_000000000019', 'wh_000000000010', 't_000000000013', '{"data":{"agent":null,"decidedBy":"Ana","desktop":{"id":"d_000000000008","name":"build-1"},"exitCode":0,"externalRef":null,"failure":null,"feedback":"Good.","id":"t_000000000013","number":1,"output":"one\ntwo\n","outputTruncated":false,"status":"done","title":"echo hi"},"timestamp":"2026-05-28T20:26:40.000032Z","type":"task.done"}', 1780000000000032, '{"state":"waiting","tries":0,"next_at":"2026-05-28T20:26:40.000032Z","error":null}', 'waiting', 0, 1780000000000032),
('wd_000000000020', 'wh_000000000010', 't_00000000001a', '{"data":{"agent":null,"decidedBy":"Ana","desktop":{"id":"d_000000000008","name":"build-1"},"exitCode":0,"externalRef":null,"failure":{"code":"rejected","message":"Ana rejected the result."},"feedback":"Not so.","id":"t_00000000001a","number":2,"output":"","outputTruncated":false,"status":"failed","title":"echo hi"},"timestamp":"2026-05-28T20:26:40.000042Z","type":"task.failed"}', 1780000000000042, '{"state":"waiting","tries":0,"next_at":"2026-05-28T20:26:40.000042Z","error":null}', 'waiting', 0, 1780000000000042),
('wd_000000000029', 'wh_000000000010', 't_000000000023', '{"data":{"agent":null,"decidedBy":null,"desktop":{"id":"d_000000000008","name":"build-1"},"exitCode":3,"externalRef":null,"failure":{"code":"exit_code","message":"Exit code 3."},"feedback":null,"id":"t_000000000023","number":4,"output":"","outputTruncated":false,"status":"failed","title":"echo hi"},"timestamp":"2026-05-28T20:26:40.000051Z","type":"task.failed"}', 1780000000000051, '{"state":"waiting","tries":0,"next_at":"2026-05-28T20:26:40.000051Z","error":null}', 'waiting', 0, 1780000000000051),
('wd_00000000002f', 'wh_000000000010', 't_00000000002a', '{"data":{"agent":null,"decidedBy":null,"desktop":{"id":"d_000000000008","name":"build-1"},"exitCode":null,"externalRef":null,"failure":{"code":"runner_lost","message":"Contact was lost while it ran. It may have run in whole or in part. It is not run again by itself."},"feedback":null,"id":"t_00000000002a","number":5,"output":"","outputTruncated":false,"status":"failed","title":"echo hi"},"timestamp":"2026-05-28T20:28:40.000058Z","type":"task.failed"}', 1780000120000058, '{"state":"waiting","tries":0,"next_at":"2026-05-28T20:28:40.000058Z","error":null}', 'waiting', 0, 1780000120000058),
('wd_000000000036', 'wh_000000000010', 't_000000000033', '{"data":{"agent":null,"decidedBy":"Ana","desktop":{"id":"d_000000000008","name":"build-1"},"exitCode":null,"externalRef":null,"failure":{"code":"rejected","message":"Ana rejected it before it ran. Nothing ran."},"feedback":null,"id":"t_000000000033","number":7,"output":"","outputTruncated":false,"status":"failed","title":"echo hi"},"timestamp":"2026-05-28T20:28:40.000069Z","type":"task.failed"}', 1780000120000069, '{"state":"waiting","tries":0,"next_at":"2026-05-28T20:28:40.000069Z","error":null}', 'waiting', 0, 1780000120000069);
INSERT INTO actions (id, version, task, task_number, desktop, enrolment, run_as, revision, attempt, previous, proposal, requested_by_id, requested_by_name, requested_by_kind, proposed_at, facts, judgement, risk, state, status, approval, approved_at, execute_by, lease_until, operands, unseen) VALUES
('a_00000000003a', 4, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 1"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000075, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"succeeded","allowed":{"allowed":"person","approval":"ap_00000000003b","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000079Z","feedback":null,"checklist":null}},"run":{"started_at":"2026-05-28T20:28:40.000084Z","finished_at":"2026-05-28T20:28:40.000088Z","report":{"exited":0},"truncated":false,"files":[{"path":"notes.txt","change":"added","oldPath":null,"additions":1,"deletions":0,"diff":"","binary":false,"truncated":false}],"findings":null,"lease":"l_000000000000003f0000000000000000"}}', 'succeeded', 'ap_00000000003b', NULL, NULL, NULL, '[]', 0),
('a_000000000040', 2, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 2"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000091, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"rejected","approval":"ap_000000000041","decision":{"verdict":"reject","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000095Z","feedback":null,"checklist":null},"asked_again":null}', 'rejected', 'ap_000000000041', NULL, NULL, NULL, '[]', 0),
('a_000000000044', 4, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 2, 'a_000000000040', '{"interpreter":"sh","code":{"script":"echo 3"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000100, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"failed","allowed":{"allowed":"person","approval":"ap_000000000045","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000104Z","feedback":null,"checklist":null}},"run":{"started_at":"2026-05-28T20:28:40.000109Z","finished_at":"2026-05-28T20:28:40.000110Z","report":{"exited":1},"truncated":false,"files":[],"findings":null,"lease":"l_00000000000000490000000000000000"}}', 'failed', 'ap_000000000045', NULL, NULL, NULL, '[]', 0),
('a_00000000004a', 2, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 4"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000113, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"withdrawn","approval":"ap_00000000004b","at":"2026-05-28T20:28:40.000115Z","by":{"id":"k_00000000000d","name":"Fae","kind":"agent"}}', 'withdrawn', 'ap_00000000004b', NULL, NULL, NULL, '[]', 0),
('a_00000000004e', 2, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 5"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000118, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"superseded","approval":"ap_00000000004f","at":"2026-05-28T20:28:40.000120Z","by":"a_000000000052"}', 'superseded', 'ap_00000000004f', NULL, NULL, NULL, '[]', 0),
('a_000000000052', 1, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 2, 1, 'a_00000000004e', '{"interpreter":"sh","code":{"script":"echo 6"},"cwd":null,"env":{},"timeout_seconds":3600,"title":null,"description":"Six.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000120, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"pending","approval":"ap_000000000053"}', 'pending', 'ap_000000000053', NULL, NULL, NULL, '[]', 0),
('a_000000000056', 4, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 7"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000120000123, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"outcome_unknown","allowed":{"allowed":"person","approval":"ap_000000000057","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000127Z","feedback":null,"checklist":null}},"lease":"l_000000000000005b0000000000000000","started_at":"2026-05-28T20:28:40.000132Z","since":"2026-05-28T20:30:40.000134Z","late":null,"closed":null}', 'outcome_unknown', 'ap_000000000057', NULL, NULL, NULL, '[]', 0),
('a_00000000005d', 2, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 2, 'a_000000000056', '{"interpreter":"sh","code":{"script":"sh deploy.sh"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000240000136, '[{"kind":"wraps","text":"Runs the script deploy.sh, whose text is not in the command","severity":"note","line":1}]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"pending","approval":"ap_000000000061"}', 'pending', 'ap_000000000061', NULL, NULL, NULL, '[{"path":"deploy.sh","seen":"file","digest":"sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","bytes":1,"text":"x","salt":"0123456789abcdef"}]', 0),
('a_00000000007f', 2, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 8"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000240000171, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"approved","allowed":{"allowed":"person","approval":"ap_000000000080","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:30:40.000175Z","feedback":null,"checklist":null}},"at":"2026-05-28T20:30:40.000175Z","execute_by":"2026-05-28T21:30:40.000175Z"}', 'approved', 'ap_000000000080', 1780000240000175, 1780003840000175, NULL, '[]', 0),
('a_000000000084', 1, 't_000000000037', 8, 'd_000000000008', 'k_000000000006', '', 1, 1, NULL, '{"interpreter":"sh","code":{"script":"echo 9"},"cwd":"work","env":{},"timeout_seconds":3600,"title":null,"description":"Empties the cache and returns nothing.","expected":null,"decide_within":null,"source":{}}', 'k_00000000000d', 'Fae', 'agent', 1780000240000180, '[]', '{"level":"asks","rule":null,"version":2,"reason":"Restrictive: every action asks."}', 1, '{"state":"pending","approval":"ap_000000000085"}', 'pending', 'ap_000000000085', NULL, NULL, NULL, '[]', 0);
INSERT INTO action_logs (action, seq, stream, at, bytes) VALUES
('a_00000000003a', 1, 'stdout', 1780000120000085, x'6f6e650a74776f0a');
INSERT INTO action_files (action, path, change, old_path, additions, deletions, diff, is_binary, truncated) VALUES
('a_00000000003a', 'notes.txt', 'added', NULL, 1, 0, '+one', 0, 0);
INSERT INTO approvals (id, gate, task, task_number, desktop, revision, digest, requested_by_id, requested_by_name, requested_by_kind, requested_at, decide_by, required, risk, version, state, status, verdict, decided_at, closed_at, execute_by, claimed_at, action) VALUES
('ap_000000000015', 'before_run', 't_000000000013', 1, 'd_000000000008', 1, 'sha256:0991385d8beae0b5b80cb8e8f9f984217091a598f67d607bb222d350ef0353a4', 'u_000000000003', 'Ana', 'person', 1780000000000016, NULL, 1, 1, 3, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:26:40.000021Z","feedback":null,"checklist":null},"execute_by":"2026-05-28T21:26:40.000021Z","claimed_at":"2026-05-28T20:26:40.000025Z"}', 'approved', 'approve', 1780000000000021, 1780000000000021, 1780003600000021, 1780000000000025, NULL),
('ap_000000000018', 'after_run', 't_000000000013', 1, 'd_000000000008', 1, 'sha256:9a1f0e3a12cd23bbae4c9dcc23bc4aad54edc9fa0f60937885e1184fe4ad1444', 'u_000000000003', 'Ana', 'person', 1780000000000029, NULL, 1, 0, 2, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:26:40.000032Z","feedback":"Good.","checklist":null},"execute_by":null,"claimed_at":null}', 'approved', 'approve', 1780000000000032, 1780000000000032, NULL, NULL, NULL),
('ap_00000000001f', 'after_run', 't_00000000001a', 2, 'd_000000000008', 1, 'sha256:a94e98873cd314213bb3836d216b75f44b7f723502f0a8ff174fa22e2c7f05a6', 'u_000000000003', 'Ana', 'person', 1780000000000039, NULL, 1, 0, 2, '{"state":"rejected","decision":{"verdict":"reject","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:26:40.000042Z","feedback":"Not so.","checklist":null}}', 'rejected', 'reject', 1780000000000042, 1780000000000042, NULL, NULL, NULL),
('ap_000000000032', 'before_run', 't_000000000030', 6, 'd_000000000008', 1, 'sha256:ab092965c9550b131ed0ccb26479a5e66665afbb0bdf0722ddc2e1d6040d17fb', 'u_000000000003', 'Ana', 'person', 1780000120000060, NULL, 1, 1, 2, '{"state":"withdrawn","at":"2026-05-28T20:28:40.000062Z","by":{"id":"u_000000000003","name":"Ana","kind":"person"}}', 'withdrawn', NULL, NULL, 1780000120000062, NULL, NULL, NULL),
('ap_000000000035', 'before_run', 't_000000000033', 7, 'd_000000000008', 1, 'sha256:99d0260bb9e1ba2ad81467613416911bbdea5bd8311d14d6db7160881405260e', 'u_000000000003', 'Ana', 'person', 1780000120000064, NULL, 1, 1, 2, '{"state":"rejected","decision":{"verdict":"reject","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000069Z","feedback":null,"checklist":null}}', 'rejected', 'reject', 1780000120000069, 1780000120000069, NULL, NULL, NULL),
('ap_00000000003b', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', 'k_00000000000d', 'Fae', 'agent', 1780000120000075, NULL, 1, 1, 3, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000079Z","feedback":null,"checklist":null},"execute_by":"2026-05-28T21:28:40.000079Z","claimed_at":"2026-05-28T20:28:40.000084Z"}', 'approved', 'approve', 1780000120000079, 1780000120000079, 1780003720000079, 1780000120000084, 'a_00000000003a'),
('ap_000000000041', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:b9bec0904705f18e78b41a05374e4d604f034225a677e0031c2612887181f985', 'k_00000000000d', 'Fae', 'agent', 1780000120000091, NULL, 1, 1, 2, '{"state":"rejected","decision":{"verdict":"reject","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000095Z","feedback":null,"checklist":null}}', 'rejected', 'reject', 1780000120000095, 1780000120000095, NULL, NULL, 'a_000000000040'),
('ap_000000000045', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', 'k_00000000000d', 'Fae', 'agent', 1780000120000100, NULL, 1, 1, 3, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000104Z","feedback":null,"checklist":null},"execute_by":"2026-05-28T21:28:40.000104Z","claimed_at":"2026-05-28T20:28:40.000109Z"}', 'approved', 'approve', 1780000120000104, 1780000120000104, 1780003720000104, 1780000120000109, 'a_000000000044'),
('ap_00000000004b', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:ccb016b1c18bcd66323aacaf9108a300aaa7e4c04356c00ea6d1b0d593f47335', 'k_00000000000d', 'Fae', 'agent', 1780000120000113, NULL, 1, 1, 2, '{"state":"withdrawn","at":"2026-05-28T20:28:40.000115Z","by":{"id":"k_00000000000d","name":"Fae","kind":"agent"}}', 'withdrawn', NULL, NULL, 1780000120000115, NULL, NULL, 'a_00000000004a'),
('ap_00000000004f', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:2fd54c9e3356dafe10a360c1533c4d36efbab2b152da89578b69f1152779756e', 'k_00000000000d', 'Fae', 'agent', 1780000120000118, NULL, 1, 1, 2, '{"state":"superseded","at":"2026-05-28T20:28:40.000120Z"}', 'superseded', NULL, NULL, 1780000120000120, NULL, NULL, 'a_00000000004e'),
('ap_000000000053', 'action', 't_000000000037', 8, 'd_000000000008', 2, 'sha256:712e3a516aaa94d84b42166889e5abc04e8431395a13b92657e111e2a461a6db', 'k_00000000000d', 'Fae', 'agent', 1780000120000120, NULL, 1, 1, 1, '{"state":"pending"}', 'pending', NULL, NULL, 0, NULL, NULL, 'a_000000000052'),
('ap_000000000057', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', 'k_00000000000d', 'Fae', 'agent', 1780000120000123, NULL, 1, 1, 3, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:28:40.000127Z","feedback":null,"checklist":null},"execute_by":"2026-05-28T21:28:40.000127Z","claimed_at":"2026-05-28T20:28:40.000132Z"}', 'approved', 'approve', 1780000120000127, 1780000120000127, 1780003720000127, 1780000120000132, 'a_000000000056'),
('ap_00000000005e', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:ce4721d83520411090736cda1a90883e0682cdc76f1daafed98fb5fbcdad31b6', 'k_00000000000d', 'Fae', 'agent', 1780000240000136, NULL, 1, 1, 2, '{"state":"superseded","at":"2026-05-28T20:30:40.000139Z"}', 'superseded', NULL, NULL, 1780000240000139, NULL, NULL, 'a_00000000005d'),
('ap_000000000061', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:3eeae360dc6e10d63679c6a16eed05581fdc57885285fe58450186591e882ff5', 'k_00000000000d', 'Fae', 'agent', 1780000240000136, NULL, 1, 1, 1, '{"state":"pending"}', 'pending', NULL, NULL, 0, NULL, NULL, 'a_00000000005d'),
('ap_000000000068', 'after_run', 't_000000000063', 9, 'd_000000000008', 1, 'sha256:54ef94f88eb279b76b4a0bd3e686addb440b58a8fff4675a7261ac714f6c545e', 'u_000000000003', 'Ana', 'person', 1780000240000145, NULL, 1, 0, 1, '{"state":"pending"}', 'pending', NULL, NULL, 0, NULL, NULL, NULL),
('ap_000000000074', 'before_run', 't_000000000072', 12, 'd_000000000008', 1, 'sha256:0856b50d34cf3ab1958164c33f2e5a9dd4978b76e78182018c79c4ecde8e5916', 'u_000000000003', 'Ana', 'person', 1780000240000156, NULL, 1, 1, 2, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:30:40.000161Z","feedback":null,"checklist":null},"execute_by":"2026-05-28T21:30:40.000161Z","claimed_at":null}', 'approved', 'approve', 1780000240000161, 1780000240000161, 1780003840000161, NULL, NULL),
('ap_000000000078', 'before_run', 't_000000000076', 13, 'd_000000000008', 1, 'sha256:0f006bc161ef009ca8a1cf0711207134dd10f8fb37b6cb4b3fe564ae4c2db3ba', 'u_000000000003', 'Ana', 'person', 1780000240000164, NULL, 1, 1, 1, '{"state":"pending"}', 'pending', NULL, NULL, 0, NULL, NULL, NULL),
('ap_000000000080', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:ea43144d3ae636b0aabfba6d0e648eb7a9c1ae67b8a94d16ef98dd280db618d7', 'k_00000000000d', 'Fae', 'agent', 1780000240000171, NULL, 1, 1, 2, '{"state":"approved","decision":{"verdict":"approve","by":{"id":"u_000000000003","name":"Ana","kind":"person"},"at":"2026-05-28T20:30:40.000175Z","feedback":null,"checklist":null},"execute_by":"2026-05-28T21:30:40.000175Z","claimed_at":null}', 'approved', 'approve', 1780000240000175, 1780000240000175, 1780003840000175, NULL, 'a_00000000007f'),
('ap_000000000085', 'action', 't_000000000037', 8, 'd_000000000008', 1, 'sha256:27d6ef5a3eb5fc6bff162ca393e93dfef376ff36aed0d6869d484c14f545c15e', 'k_00000000000d', 'Fae', 'agent', 1780000240000180, NULL, 1, 1, 1, '{"state":"pending"}', 'pending', NULL, NULL, 0, NULL, NULL, 'a_000000000084');
INSERT INTO task_messages (task, seq, id, at, author_id, author_name, author_kind, text, action, mentions) VALUES
('t_000000000037', 1, 'm_00000000003d', 1780000120000075, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_00000000003a', NULL),
('t_000000000037', 2, 'm_000000000043', 1780000120000091, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_000000000040', NULL),
('t_000000000037', 3, 'm_000000000047', 1780000120000100, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_000000000044', NULL),
('t_000000000037', 4, 'm_00000000004d', 1780000120000113, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_00000000004a', NULL),
('t_000000000037', 5, 'm_000000000051', 1780000120000118, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_00000000004e', NULL),
('t_000000000037', 6, 'm_000000000055', 1780000120000120, 'k_00000000000d', 'Fae', 'agent', 'Six.', 'a_000000000052', NULL),
('t_000000000037', 7, 'm_000000000059', 1780000120000123, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_000000000056', NULL),
('t_000000000037', 8, 'm_00000000005c', 1780000240000134, 'system', 'Mission Control', 'system', 'Contact was lost while an action ran. It may have run, in whole or in part. It is not run again by itself.', NULL, NULL),
('t_000000000037', 9, 'm_000000000060', 1780000240000136, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_00000000005d', NULL),
('t_000000000037', 10, 'm_000000000062', 1780000240000140, 'u_000000000003', 'Ana', 'person', 'Mind the cache.', NULL, NULL),
('t_000000000037', 11, 'm_000000000082', 1780000240000171, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_00000000007f', NULL),
('t_000000000037', 12, 'm_000000000087', 1780000240000180, 'k_00000000000d', 'Fae', 'agent', 'Empties the cache and returns nothing.', 'a_000000000084', NULL);
INSERT INTO stops (agent, at, by_id, by_name, by_kind) VALUES
('Fae', 1780000240000175, 'u_000000000003', 'Ana', 'person');
INSERT INTO permits (work, text, signature, public_key, at) VALUES
('t_000000000013', 'mission-control/permit/v1
work t_000000000013
digest sha256:0991385d8beae0b5b80cb8e8f9f984217091a598f67d607bb222d350ef0353a4
desktop d_000000000008
enrolment k_000000000006
approved 2026-05-28T20:26:40.000021Z u_000000000003
until 2026-05-28T21:26:40.000021Z
nonce 00000000000000160000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDEzCmRpZ2VzdCBzaGEyNTY6MDk5MQ==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000000000021),
('t_00000000001a', 'mission-control/permit/v1
work t_00000000001a
digest sha256:c9fc3a040c603cb7d3f12e69c69013a2d63541ac739fbca1bde411943badf804
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:26:40.000035Z u_000000000003
until never
nonce 000000000000001d0000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDFhCmRpZ2VzdCBzaGEyNTY6YzlmYw==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000000000035),
('t_000000000023', 'mission-control/permit/v1
work t_000000000023
digest sha256:c617fa0b72e801d377d14b4191fd1d060aa26df3a3c93650661472a576c770a8
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:26:40.000047Z u_000000000003
until never
nonce 00000000000000260000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDIzCmRpZ2VzdCBzaGEyNTY6YzYxNw==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000000000047),
('t_00000000002a', 'mission-control/permit/v1
work t_00000000002a
digest sha256:5201773d783955d5bc6ad3c37f01d0c7ef81cf2fab253d1510384b2ae4f90c0e
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:26:40.000053Z u_000000000003
until never
nonce 000000000000002d0000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDJhCmRpZ2VzdCBzaGEyNTY6NTIwMQ==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000000000053),
('a_00000000003a', 'mission-control/permit/v1
work a_00000000003a
digest sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c
desktop d_000000000008
enrolment k_000000000006
approved 2026-05-28T20:28:40.000079Z u_000000000003
until 2026-05-28T21:28:40.000079Z
nonce 000000000000003e0000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIGFfMDAwMDAwMDAwMDNhCmRpZ2VzdCBzaGEyNTY6YTQ1Zg==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000120000079),
('a_000000000044', 'mission-control/permit/v1
work a_000000000044
digest sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a
desktop d_000000000008
enrolment k_000000000006
approved 2026-05-28T20:28:40.000104Z u_000000000003
until 2026-05-28T21:28:40.000104Z
nonce 00000000000000480000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIGFfMDAwMDAwMDAwMDQ0CmRpZ2VzdCBzaGEyNTY6ZTBmNA==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000120000104),
('a_000000000056', 'mission-control/permit/v1
work a_000000000056
digest sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6
desktop d_000000000008
enrolment k_000000000006
approved 2026-05-28T20:28:40.000127Z u_000000000003
until 2026-05-28T21:28:40.000127Z
nonce 000000000000005a0000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIGFfMDAwMDAwMDAwMDU2CmRpZ2VzdCBzaGEyNTY6NTllMw==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000120000127),
('t_000000000063', 'mission-control/permit/v1
work t_000000000063
digest sha256:e173289ca3181824c44a1ba3578ffcefa034d6e946f2435df0e977e30029f650
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:30:40.000141Z u_000000000003
until never
nonce 00000000000000660000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDYzCmRpZ2VzdCBzaGEyNTY6ZTE3Mw==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000240000141),
('t_000000000069', 'mission-control/permit/v1
work t_000000000069
digest sha256:96b842969cc3a1e4701a8cfb678862644908e1a6ae83e8587eced766c864ca96
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:30:40.000147Z u_000000000003
until never
nonce 000000000000006c0000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDY5CmRpZ2VzdCBzaGEyNTY6OTZiOA==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000240000147),
('t_00000000006e', 'mission-control/permit/v1
work t_00000000006e
digest sha256:bc363aea025be6a4d8afd9e1cb2e8886705d9a5d8548b15a6b1016e6b8cb4aa8
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:30:40.000154Z u_000000000003
until never
nonce 00000000000000710000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDZlCmRpZ2VzdCBzaGEyNTY6YmMzNg==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000240000154),
('t_000000000072', 'mission-control/permit/v1
work t_000000000072
digest sha256:0856b50d34cf3ab1958164c33f2e5a9dd4978b76e78182018c79c4ecde8e5916
desktop d_000000000008
enrolment k_000000000006
approved 2026-05-28T20:30:40.000161Z u_000000000003
until 2026-05-28T21:30:40.000161Z
nonce 00000000000000750000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDcyCmRpZ2VzdCBzaGEyNTY6MDg1Ng==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000240000161),
('t_000000000079', 'mission-control/permit/v1
work t_000000000079
digest sha256:b9658abeeffd24c62ce737f5e31955b9afdd36e2e5d74a050e2e40f66bc40c2c
desktop d_000000000008
enrolment k_000000000006
asked 2026-05-28T20:30:40.000166Z u_000000000003
until never
nonce 000000000000007c0000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIHRfMDAwMDAwMDAwMDc5CmRpZ2VzdCBzaGEyNTY6Yjk2NQ==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000240000166),
('a_00000000007f', 'mission-control/permit/v1
work a_00000000007f
digest sha256:ea43144d3ae636b0aabfba6d0e648eb7a9c1ae67b8a94d16ef98dd280db618d7
desktop d_000000000008
enrolment k_000000000006
approved 2026-05-28T20:30:40.000175Z u_000000000003
until 2026-05-28T21:30:40.000175Z
nonce 00000000000000830000000000000000
', 'bWlzc2lvbi1jb250cm9sL3Blcm1pdC92MQp3b3JrIGFfMDAwMDAwMDAwMDdmCmRpZ2VzdCBzaGEyNTY6ZWE0Mw==', 'BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=', 1780000240000175);
INSERT INTO events (seq, at, kind, task, approval, desktop, payload) VALUES
(1, 1780000000000007, 'desktop.online', NULL, NULL, 'd_000000000008', '{}'),
(2, 1780000000000015, 'settings.changed', NULL, NULL, NULL, '{"by":"Ana","policyVersion":2,"preset":"restrictive"}'),
(3, 1780000000000016, 'task.created', 't_000000000013', NULL, NULL, '{}'),
(4, 1780000000000016, 'approval.requested', 't_000000000013', 'ap_000000000015', 'd_000000000008', '{"gate":"before_run"}'),
(5, 1780000000000021, 'approval.decided', 't_000000000013', 'ap_000000000015', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"before_run","state":"approved"}'),
(6, 1780000000000021, 'task.queued', 't_000000000013', NULL, 'd_000000000008', '{"status":"pending"}'),
(7, 1780000000000025, 'task.started', 't_000000000013', NULL, 'd_000000000008', '{"status":"running"}'),
(8, 1780000000000027, 'task.output', 't_000000000013', NULL, NULL, '{"logSeq":1}'),
(9, 1780000000000029, 'task.completed', 't_000000000013', NULL, 'd_000000000008', '{"exitCode":0,"status":"review"}'),
(10, 1780000000000029, 'task.review', 't_000000000013', NULL, 'd_000000000008', '{"status":"review"}'),
(11, 1780000000000029, 'approval.requested', 't_000000000013', 'ap_000000000018', 'd_000000000008', '{"gate":"after_run"}'),
(12, 1780000000000032, 'approval.decided', 't_000000000013', 'ap_000000000018', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"after_run","state":"approved"}'),
(13, 1780000000000032, 'task.done', 't_000000000013', NULL, 'd_000000000008', '{"status":"done"}'),
(14, 1780000000000035, 'task.created', 't_00000000001a', NULL, NULL, '{}'),
(15, 1780000000000035, 'task.queued', 't_00000000001a', NULL, 'd_000000000008', '{"status":"pending"}'),
(16, 1780000000000038, 'task.started', 't_00000000001a', NULL, 'd_000000000008', '{"status":"running"}'),
(17, 1780000000000039, 'task.completed', 't_00000000001a', NULL, 'd_000000000008', '{"exitCode":0,"status":"review"}'),
(18, 1780000000000039, 'task.review', 't_00000000001a', NULL, 'd_000000000008', '{"status":"review"}'),
(19, 1780000000000039, 'approval.requested', 't_00000000001a', 'ap_00000000001f', 'd_000000000008', '{"gate":"after_run"}'),
(20, 1780000000000042, 'approval.decided', 't_00000000001a', 'ap_00000000001f', 'd_000000000008', '{"by":"Ana","decision":"reject","gate":"after_run","state":"rejected"}'),
(21, 1780000000000042, 'task.failed', 't_00000000001a', NULL, 'd_000000000008', '{"failure":"rejected","status":"failed"}'),
(22, 1780000000000045, 'task.created', 't_000000000021', NULL, NULL, '{}'),
(23, 1780000000000047, 'task.created', 't_000000000023', NULL, NULL, '{}'),
(24, 1780000000000047, 'task.queued', 't_000000000023', NULL, 'd_000000000008', '{"status":"pending"}'),
(25, 1780000000000050, 'task.started', 't_000000000023', NULL, 'd_000000000008', '{"status":"running"}'),
(26, 1780000000000051, 'task.completed', 't_000000000023', NULL, 'd_000000000008', '{"exitCode":3,"status":"failed"}'),
(27, 1780000000000051, 'task.failed', 't_000000000023', NULL, 'd_000000000008', '{"failure":"exit_code","status":"failed"}'),
(28, 1780000000000053, 'task.created', 't_00000000002a', NULL, NULL, '{}'),
(29, 1780000000000053, 'task.queued', 't_00000000002a', NULL, 'd_000000000008', '{"status":"pending"}'),
(30, 1780000000000056, 'task.started', 't_00000000002a', NULL, 'd_000000000008', '{"status":"running"}'),
(31, 1780000120000058, 'task.failed', 't_00000000002a', NULL, 'd_000000000008', '{"failure":"runner_lost","status":"failed"}'),
(32, 1780000120000060, 'task.created', 't_000000000030', NULL, NULL, '{}'),
(33, 1780000120000060, 'approval.requested', 't_000000000030', 'ap_000000000032', 'd_000000000008', '{"gate":"before_run"}'),
(34, 1780000120000062, 'task.cancelled', 't_000000000030', NULL, 'd_000000000008', '{"status":"cancelled"}'),
(35, 1780000120000062, 'approval.superseded', 't_000000000030', 'ap_000000000032', 'd_000000000008', '{"gate":"before_run","state":"withdrawn"}'),
(36, 1780000120000064, 'task.created', 't_000000000033', NULL, NULL, '{}'),
(37, 1780000120000064, 'approval.requested', 't_000000000033', 'ap_000000000035', 'd_000000000008', '{"gate":"before_run"}'),
(38, 1780000120000069, 'approval.decided', 't_000000000033', 'ap_000000000035', 'd_000000000008', '{"by":"Ana","decision":"reject","gate":"before_run","state":"rejected"}'),
(39, 1780000120000069, 'task.failed', 't_000000000033', NULL, 'd_000000000008', '{"failure":"rejected","status":"failed"}'),
(40, 1780000120000072, 'task.created', 't_000000000037', NULL, NULL, '{}'),
(41, 1780000120000072, 'task.started', 't_000000000037', NULL, 'd_000000000008', '{"status":"running"}'),
(42, 1780000120000075, 'action.proposed', 't_000000000037', 'ap_00000000003b', 'd_000000000008', '{"actionId":"a_00000000003a","state":"pending"}'),
(43, 1780000120000075, 'approval.requested', 't_000000000037', 'ap_00000000003b', 'd_000000000008', '{"gate":"action"}'),
(44, 1780000120000075, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_00000000003d"}'),
(45, 1780000120000079, 'approval.decided', 't_000000000037', 'ap_00000000003b', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"action","state":"approved"}'),
(46, 1780000120000079, 'action.approved', 't_000000000037', 'ap_00000000003b', 'd_000000000008', '{"actionId":"a_00000000003a","state":"approved"}'),
(47, 1780000120000083, 'desktop.online', NULL, NULL, 'd_000000000008', '{}'),
(48, 1780000120000084, 'action.started', 't_000000000037', 'ap_00000000003b', 'd_000000000008', '{"actionId":"a_00000000003a","state":"running"}'),
(49, 1780000120000086, 'task.output', 't_000000000037', NULL, NULL, '{"actionId":"a_00000000003a"}'),
(50, 1780000120000088, 'action.finished', 't_000000000037', 'ap_00000000003b', 'd_000000000008', '{"actionId":"a_00000000003a","state":"succeeded"}'),
(51, 1780000120000091, 'action.proposed', 't_000000000037', 'ap_000000000041', 'd_000000000008', '{"actionId":"a_000000000040","state":"pending"}'),
(52, 1780000120000091, 'approval.requested', 't_000000000037', 'ap_000000000041', 'd_000000000008', '{"gate":"action"}'),
(53, 1780000120000091, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000043"}'),
(54, 1780000120000095, 'approval.decided', 't_000000000037', 'ap_000000000041', 'd_000000000008', '{"by":"Ana","decision":"reject","gate":"action","state":"rejected"}'),
(55, 1780000120000095, 'action.rejected', 't_000000000037', 'ap_000000000041', 'd_000000000008', '{"actionId":"a_000000000040","state":"rejected"}'),
(56, 1780000120000100, 'action.proposed', 't_000000000037', 'ap_000000000045', 'd_000000000008', '{"actionId":"a_000000000044","state":"pending"}'),
(57, 1780000120000100, 'approval.requested', 't_000000000037', 'ap_000000000045', 'd_000000000008', '{"gate":"action"}'),
(58, 1780000120000100, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000047"}'),
(59, 1780000120000104, 'approval.decided', 't_000000000037', 'ap_000000000045', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"action","state":"approved"}'),
(60, 1780000120000104, 'action.approved', 't_000000000037', 'ap_000000000045', 'd_000000000008', '{"actionId":"a_000000000044","state":"approved"}'),
(61, 1780000120000109, 'action.started', 't_000000000037', 'ap_000000000045', 'd_000000000008', '{"actionId":"a_000000000044","state":"running"}'),
(62, 1780000120000110, 'action.finished', 't_000000000037', 'ap_000000000045', 'd_000000000008', '{"actionId":"a_000000000044","state":"failed"}'),
(63, 1780000120000113, 'action.proposed', 't_000000000037', 'ap_00000000004b', 'd_000000000008', '{"actionId":"a_00000000004a","state":"pending"}'),
(64, 1780000120000113, 'approval.requested', 't_000000000037', 'ap_00000000004b', 'd_000000000008', '{"gate":"action"}'),
(65, 1780000120000113, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_00000000004d"}'),
(66, 1780000120000115, 'action.finished', 't_000000000037', 'ap_00000000004b', 'd_000000000008', '{"actionId":"a_00000000004a","state":"withdrawn"}'),
(67, 1780000120000115, 'approval.superseded', 't_000000000037', 'ap_00000000004b', 'd_000000000008', '{"gate":"action","state":"withdrawn"}'),
(68, 1780000120000118, 'action.proposed', 't_000000000037', 'ap_00000000004f', 'd_000000000008', '{"actionId":"a_00000000004e","state":"pending"}'),
(69, 1780000120000118, 'approval.requested', 't_000000000037', 'ap_00000000004f', 'd_000000000008', '{"gate":"action"}'),
(70, 1780000120000118, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000051"}'),
(71, 1780000120000120, 'action.finished', 't_000000000037', 'ap_00000000004f', 'd_000000000008', '{"actionId":"a_00000000004e","state":"superseded"}'),
(72, 1780000120000120, 'approval.superseded', 't_000000000037', 'ap_00000000004f', 'd_000000000008', '{"gate":"action","state":"superseded"}'),
(73, 1780000120000120, 'action.proposed', 't_000000000037', 'ap_000000000053', 'd_000000000008', '{"actionId":"a_000000000052","state":"pending"}'),
(74, 1780000120000120, 'approval.requested', 't_000000000037', 'ap_000000000053', 'd_000000000008', '{"gate":"action"}'),
(75, 1780000120000120, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000055"}'),
(76, 1780000120000123, 'action.proposed', 't_000000000037', 'ap_000000000057', 'd_000000000008', '{"actionId":"a_000000000056","state":"pending"}'),
(77, 1780000120000123, 'approval.requested', 't_000000000037', 'ap_000000000057', 'd_000000000008', '{"gate":"action"}'),
(78, 1780000120000123, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000059"}'),
(79, 1780000120000127, 'approval.decided', 't_000000000037', 'ap_000000000057', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"action","state":"approved"}'),
(80, 1780000120000127, 'action.approved', 't_000000000037', 'ap_000000000057', 'd_000000000008', '{"actionId":"a_000000000056","state":"approved"}'),
(81, 1780000120000132, 'action.started', 't_000000000037', 'ap_000000000057', 'd_000000000008', '{"actionId":"a_000000000056","state":"running"}'),
(82, 1780000240000134, 'action.outcome_unknown', 't_000000000037', 'ap_000000000057', 'd_000000000008', '{"actionId":"a_000000000056","state":"outcome_unknown"}'),
(83, 1780000240000134, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_00000000005c"}'),
(84, 1780000240000133, 'desktop.offline', NULL, NULL, 'd_000000000008', '{}'),
(85, 1780000240000136, 'action.proposed', 't_000000000037', 'ap_00000000005e', 'd_000000000008', '{"actionId":"a_00000000005d","state":"pending"}'),
(86, 1780000240000136, 'approval.requested', 't_000000000037', 'ap_00000000005e', 'd_000000000008', '{"gate":"action"}'),
(87, 1780000240000136, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000060"}'),
(88, 1780000240000138, 'desktop.online', NULL, NULL, 'd_000000000008', '{}'),
(89, 1780000240000139, 'action.proposed', 't_000000000037', 'ap_000000000061', 'd_000000000008', '{"actionId":"a_00000000005d","state":"pending"}'),
(90, 1780000240000139, 'approval.superseded', 't_000000000037', 'ap_00000000005e', 'd_000000000008', '{"gate":"action","state":"superseded"}'),
(91, 1780000240000139, 'approval.requested', 't_000000000037', 'ap_000000000061', 'd_000000000008', '{"gate":"action"}'),
(92, 1780000240000140, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000062"}'),
(93, 1780000240000141, 'task.created', 't_000000000063', NULL, NULL, '{}'),
(94, 1780000240000141, 'task.queued', 't_000000000063', NULL, 'd_000000000008', '{"status":"pending"}'),
(95, 1780000240000144, 'task.started', 't_000000000063', NULL, 'd_000000000008', '{"status":"running"}'),
(96, 1780000240000145, 'task.completed', 't_000000000063', NULL, 'd_000000000008', '{"exitCode":0,"status":"review"}'),
(97, 1780000240000145, 'task.review', 't_000000000063', NULL, 'd_000000000008', '{"status":"review"}'),
(98, 1780000240000145, 'approval.requested', 't_000000000063', 'ap_000000000068', 'd_000000000008', '{"gate":"after_run"}'),
(99, 1780000240000147, 'task.created', 't_000000000069', NULL, NULL, '{}'),
(100, 1780000240000147, 'task.queued', 't_000000000069', NULL, 'd_000000000008', '{"status":"pending"}'),
(101, 1780000240000150, 'task.started', 't_000000000069', NULL, 'd_000000000008', '{"status":"running"}'),
(102, 1780000240000152, 'task.output', 't_000000000069', NULL, NULL, '{"logSeq":1}'),
(103, 1780000240000154, 'task.created', 't_00000000006e', NULL, NULL, '{}'),
(104, 1780000240000154, 'task.queued', 't_00000000006e', NULL, 'd_000000000008', '{"status":"pending"}'),
(105, 1780000240000156, 'task.created', 't_000000000072', NULL, NULL, '{}'),
(106, 1780000240000156, 'approval.requested', 't_000000000072', 'ap_000000000074', 'd_000000000008', '{"gate":"before_run"}'),
(107, 1780000240000161, 'approval.decided', 't_000000000072', 'ap_000000000074', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"before_run","state":"approved"}'),
(108, 1780000240000161, 'task.queued', 't_000000000072', NULL, 'd_000000000008', '{"status":"pending"}'),
(109, 1780000240000164, 'task.created', 't_000000000076', NULL, NULL, '{}'),
(110, 1780000240000164, 'approval.requested', 't_000000000076', 'ap_000000000078', 'd_000000000008', '{"gate":"before_run"}'),
(111, 1780000240000166, 'task.created', 't_000000000079', NULL, NULL, '{}'),
(112, 1780000240000166, 'task.queued', 't_000000000079', NULL, 'd_000000000008', '{"status":"pending"}'),
(113, 1780000240000168, 'task.created', 't_00000000007d', NULL, NULL, '{}'),
(114, 1780000240000171, 'action.proposed', 't_000000000037', 'ap_000000000080', 'd_000000000008', '{"actionId":"a_00000000007f","state":"pending"}'),
(115, 1780000240000171, 'approval.requested', 't_000000000037', 'ap_000000000080', 'd_000000000008', '{"gate":"action"}'),
(116, 1780000240000171, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000082"}'),
(117, 1780000240000175, 'approval.decided', 't_000000000037', 'ap_000000000080', 'd_000000000008', '{"by":"Ana","decision":"approve","gate":"action","state":"approved"}'),
(118, 1780000240000175, 'action.approved', 't_000000000037', 'ap_000000000080', 'd_000000000008', '{"actionId":"a_00000000007f","state":"approved"}'),
(119, 1780000240000180, 'action.proposed', 't_000000000037', 'ap_000000000085', 'd_000000000008', '{"actionId":"a_000000000084","state":"pending"}'),
(120, 1780000240000180, 'approval.requested', 't_000000000037', 'ap_000000000085', 'd_000000000008', '{"gate":"action"}'),
(121, 1780000240000180, 'message.posted', 't_000000000037', NULL, NULL, '{"messageId":"m_000000000087"}');
INSERT INTO audit (seq, at, actor_id, actor_name, actor_kind, action, subject_kind, subject_id, digest, prev_hash, hash) VALUES
(1, 1780000000000002, 'u_000000000003', 'Ana', 'person', 'person.set_up', 'person', 'u_000000000003', NULL, '0000000000000000000000000000000000000000000000000000000000000000', '8abfe481de7457c03d133e00150a7728fc36046062f05ec81cb5540cf31d62ab'),
(2, 1780000000000004, 'system', 'Mission Control', 'system', 'desktop.create', 'desktop', 'd_000000000008', NULL, '8abfe481de7457c03d133e00150a7728fc36046062f05ec81cb5540cf31d62ab', 'e8d6894bf798209e567059e94a290729c4ad4ec2b2a4020f2882ce30f7e8f76e'),
(3, 1780000000000008, 'u_000000000003', 'Ana', 'person', 'person.create', 'person', 'u_00000000000a', NULL, 'e8d6894bf798209e567059e94a290729c4ad4ec2b2a4020f2882ce30f7e8f76e', '5f82314a022c388d098ee2ec59e1f15f3585080c57781e413011272dec35ab36'),
(4, 1780000000000009, 'u_00000000000a', 'Bo', 'person', 'person.sign_in', 'person', 'u_00000000000a', NULL, '5f82314a022c388d098ee2ec59e1f15f3585080c57781e413011272dec35ab36', 'c22020d2b1f933314093ffa723318c256c0cd6ee096f691b591486cc72d0ded7'),
(5, 1780000000000010, 'u_000000000003', 'Ana', 'person', 'key.create', 'key', 'k_00000000000d', NULL, 'c22020d2b1f933314093ffa723318c256c0cd6ee096f691b591486cc72d0ded7', 'c1884b9fd925d6a08d36f5fe627f469342a4215022a15c59447b2eda4dee8079'),
(6, 1780000000000012, 'u_000000000003', 'Ana', 'person', 'webhook.create', 'webhook', 'wh_000000000010', NULL, 'c1884b9fd925d6a08d36f5fe627f469342a4215022a15c59447b2eda4dee8079', '93105c8f504b6a34bf936932df99560c829874ca8b2a81de37031c2f072d0fa8'),
(7, 1780000000000013, 'u_000000000003', 'Ana', 'person', 'script.create', 'script', 'sc_000000000011', NULL, '93105c8f504b6a34bf936932df99560c829874ca8b2a81de37031c2f072d0fa8', '9a0f84a6b4eb37df31c86bf95d9d7148559df9063b46b062a0a09c3212b1d4b0'),
(8, 1780000000000015, 'u_000000000003', 'Ana', 'person', 'policy.add_rule', 'rule', 'r_000000000012', NULL, '9a0f84a6b4eb37df31c86bf95d9d7148559df9063b46b062a0a09c3212b1d4b0', '11d6d694529bf5c9880259276b13479c8be94cbba3af6bc60dd2cb912aa4d5ac'),
(9, 1780000000000016, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000013', 'sha256:0991385d8beae0b5b80cb8e8f9f984217091a598f67d607bb222d350ef0353a4', '11d6d694529bf5c9880259276b13479c8be94cbba3af6bc60dd2cb912aa4d5ac', 'f865b2afbdb7974af07d6785ea62f0e3f650d9232faa5da14ed340e1fb93a13c'),
(10, 1780000000000016, 'u_000000000003', 'Ana', 'person', 'approval.request', 'approval', 'ap_000000000015', 'sha256:0991385d8beae0b5b80cb8e8f9f984217091a598f67d607bb222d350ef0353a4', 'f865b2afbdb7974af07d6785ea62f0e3f650d9232faa5da14ed340e1fb93a13c', '2fe7982b7dbca55ad70d19ebf74c5b2e9f49a0657f6a08ef141eeb5961e334ca'),
(11, 1780000000000021, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_000000000015', 'sha256:0991385d8beae0b5b80cb8e8f9f984217091a598f67d607bb222d350ef0353a4', '2fe7982b7dbca55ad70d19ebf74c5b2e9f49a0657f6a08ef141eeb5961e334ca', '407cbc39b7fff55cac67f3ef41e7265e19775652901791fb59ff748224d38561'),
(12, 1780000000000021, 'u_000000000003', 'Ana', 'person', 'task.decide', 'task', 't_000000000013', NULL, '407cbc39b7fff55cac67f3ef41e7265e19775652901791fb59ff748224d38561', '11d28f3c295ba558fab6be5b85e3935161f38bbbe35ead9554a167311a9a268c'),
(13, 1780000000000025, 'system', 'Mission Control', 'system', 'approval.claim', 'approval', 'ap_000000000015', 'sha256:0991385d8beae0b5b80cb8e8f9f984217091a598f67d607bb222d350ef0353a4', '11d28f3c295ba558fab6be5b85e3935161f38bbbe35ead9554a167311a9a268c', '622bc371f21d8f0ba5cf0d346c3c83c7f7a248a2240317cd93a60c8eba5114d3'),
(14, 1780000000000025, 'system', 'Mission Control', 'system', 'task.claim', 'task', 't_000000000013', NULL, '622bc371f21d8f0ba5cf0d346c3c83c7f7a248a2240317cd93a60c8eba5114d3', 'f93783e56507fb4842986c22f8686774a907837fecfcc2724ea4f6c65985501d'),
(15, 1780000000000029, 'd_000000000008', 'build-1', 'runner', 'task.report', 'task', 't_000000000013', NULL, 'f93783e56507fb4842986c22f8686774a907837fecfcc2724ea4f6c65985501d', '090cc8450d39d73e29335a71f615804d075bd46ad3944fa572c85fce043dcc7c'),
(16, 1780000000000029, 'd_000000000008', 'build-1', 'runner', 'approval.request', 'approval', 'ap_000000000018', 'sha256:9a1f0e3a12cd23bbae4c9dcc23bc4aad54edc9fa0f60937885e1184fe4ad1444', '090cc8450d39d73e29335a71f615804d075bd46ad3944fa572c85fce043dcc7c', '2e78d061d2123fca6d4395201dce73a2d5a698db3861698bac38cf472fe85e3b'),
(17, 1780000000000032, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_000000000018', 'sha256:9a1f0e3a12cd23bbae4c9dcc23bc4aad54edc9fa0f60937885e1184fe4ad1444', '2e78d061d2123fca6d4395201dce73a2d5a698db3861698bac38cf472fe85e3b', 'bcbd9181d67809c0fdff33363f13cc33c28241205724cbe6b571d9c9598fc93d'),
(18, 1780000000000032, 'u_000000000003', 'Ana', 'person', 'task.decide', 'task', 't_000000000013', NULL, 'bcbd9181d67809c0fdff33363f13cc33c28241205724cbe6b571d9c9598fc93d', 'f6a68ca16b8648f29ce77f3d718737533671e350522c4e2bb2dd4a2fe4ffe53c'),
(19, 1780000000000035, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_00000000001a', 'sha256:c9fc3a040c603cb7d3f12e69c69013a2d63541ac739fbca1bde411943badf804', 'f6a68ca16b8648f29ce77f3d718737533671e350522c4e2bb2dd4a2fe4ffe53c', 'c24189c5d17617e9d08eaf3206ad7dd1836f802b8c724e4959a80d34cfeb38c8'),
(20, 1780000000000038, 'system', 'Mission Control', 'system', 'task.claim', 'task', 't_00000000001a', NULL, 'c24189c5d17617e9d08eaf3206ad7dd1836f802b8c724e4959a80d34cfeb38c8', 'f86dadf2581926af2398e9fb9ac812379c9dd6809d336331eec98c4ebb1c0701'),
(21, 1780000000000039, 'd_000000000008', 'build-1', 'runner', 'task.report', 'task', 't_00000000001a', NULL, 'f86dadf2581926af2398e9fb9ac812379c9dd6809d336331eec98c4ebb1c0701', '79eaa2132265cbb664aa8fd606b4bda627ca27900738e2fe450d700fec6f2ad0'),
(22, 1780000000000039, 'd_000000000008', 'build-1', 'runner', 'approval.request', 'approval', 'ap_00000000001f', 'sha256:a94e98873cd314213bb3836d216b75f44b7f723502f0a8ff174fa22e2c7f05a6', '79eaa2132265cbb664aa8fd606b4bda627ca27900738e2fe450d700fec6f2ad0', '951b7820f8a7fe1a93d49852ea702b8094ecf4b7d69293110512b802ccd95e76'),
(23, 1780000000000042, 'u_000000000003', 'Ana', 'person', 'approval.reject', 'approval', 'ap_00000000001f', 'sha256:a94e98873cd314213bb3836d216b75f44b7f723502f0a8ff174fa22e2c7f05a6', '951b7820f8a7fe1a93d49852ea702b8094ecf4b7d69293110512b802ccd95e76', 'bf0b934314e75d9dafa7cf5834eac7d952228b874a7829e94d4d1499a43628fb'),
(24, 1780000000000042, 'u_000000000003', 'Ana', 'person', 'task.decide', 'task', 't_00000000001a', NULL, 'bf0b934314e75d9dafa7cf5834eac7d952228b874a7829e94d4d1499a43628fb', '11f0d0ad8cd096fdfd450e00c779bc11fdafd0626d4aa8e880869cb75f2c546d'),
(25, 1780000000000045, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000021', 'sha256:2298e6131ec286ac63fee93da47adf4931c3aebadadc2f3b79cbfb62b20a903b', '11f0d0ad8cd096fdfd450e00c779bc11fdafd0626d4aa8e880869cb75f2c546d', '4bb0b959afc9ecdf72120ce9619123638cb223399c6fded62e8f5e058d846dd4'),
(26, 1780000000000047, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000023', 'sha256:c617fa0b72e801d377d14b4191fd1d060aa26df3a3c93650661472a576c770a8', '4bb0b959afc9ecdf72120ce9619123638cb223399c6fded62e8f5e058d846dd4', '33b483699846ffcf9515f289d78a04cf767b523ba35fff897cc05e28ea4c0412'),
(27, 1780000000000050, 'system', 'Mission Control', 'system', 'task.claim', 'task', 't_000000000023', NULL, '33b483699846ffcf9515f289d78a04cf767b523ba35fff897cc05e28ea4c0412', '838bb0ddfca1be34dfbe0a97096ec1274f260e0c466ed6b8c63f87e6bf133487'),
(28, 1780000000000051, 'd_000000000008', 'build-1', 'runner', 'task.report', 'task', 't_000000000023', NULL, '838bb0ddfca1be34dfbe0a97096ec1274f260e0c466ed6b8c63f87e6bf133487', '2622de1c44a259610ec34b41648aa0491841e2af26d5bb1249acb625c6f1b327'),
(29, 1780000000000053, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_00000000002a', 'sha256:5201773d783955d5bc6ad3c37f01d0c7ef81cf2fab253d1510384b2ae4f90c0e', '2622de1c44a259610ec34b41648aa0491841e2af26d5bb1249acb625c6f1b327', '1faa6e781f95aa88a51347cea28389f8d928059402e211d104fba41ae698b71b'),
(30, 1780000000000056, 'system', 'Mission Control', 'system', 'task.claim', 'task', 't_00000000002a', NULL, '1faa6e781f95aa88a51347cea28389f8d928059402e211d104fba41ae698b71b', 'c7b461d8d4bbfe20057f38a33d37f0ae2db138aa83a9e453adba56e9c25b74ea'),
(31, 1780000120000058, 'system', 'Mission Control', 'system', 'task.lose', 'task', 't_00000000002a', NULL, 'c7b461d8d4bbfe20057f38a33d37f0ae2db138aa83a9e453adba56e9c25b74ea', '0766d018ec7fe1a0f6611d4ef53d942e870d89bf0d50735bd1abc322eb40da3a'),
(32, 1780000120000060, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000030', 'sha256:ab092965c9550b131ed0ccb26479a5e66665afbb0bdf0722ddc2e1d6040d17fb', '0766d018ec7fe1a0f6611d4ef53d942e870d89bf0d50735bd1abc322eb40da3a', 'a8a7826d06e1d8b4e774c8d684ebbd214e0cadd76d713f3957ec9dd0dfe0fc52'),
(33, 1780000120000060, 'u_000000000003', 'Ana', 'person', 'approval.request', 'approval', 'ap_000000000032', 'sha256:ab092965c9550b131ed0ccb26479a5e66665afbb0bdf0722ddc2e1d6040d17fb', 'a8a7826d06e1d8b4e774c8d684ebbd214e0cadd76d713f3957ec9dd0dfe0fc52', '3df6bccd3e173d70c64a15eec36cb2abbcf7d5a38addb6d1fae94257aed8399e'),
(34, 1780000120000062, 'u_000000000003', 'Ana', 'person', 'task.cancel', 'task', 't_000000000030', NULL, '3df6bccd3e173d70c64a15eec36cb2abbcf7d5a38addb6d1fae94257aed8399e', '4212cf5aef27c2f80ab095fca8778fa07f437efbe955fd93ad9bab8701ddf1fb'),
(35, 1780000120000062, 'u_000000000003', 'Ana', 'person', 'approval.withdraw', 'approval', 'ap_000000000032', 'sha256:ab092965c9550b131ed0ccb26479a5e66665afbb0bdf0722ddc2e1d6040d17fb', '4212cf5aef27c2f80ab095fca8778fa07f437efbe955fd93ad9bab8701ddf1fb', 'e48fd76bde91498496e88dbcf150da052fc08fca4b9ecd55494d71b95e7ccd64'),
(36, 1780000120000064, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000033', 'sha256:99d0260bb9e1ba2ad81467613416911bbdea5bd8311d14d6db7160881405260e', 'e48fd76bde91498496e88dbcf150da052fc08fca4b9ecd55494d71b95e7ccd64', '35b007c990b81bb37a61c02beb93f4a3af3f34723e3abd48d77ac7174879d121'),
(37, 1780000120000064, 'u_000000000003', 'Ana', 'person', 'approval.request', 'approval', 'ap_000000000035', 'sha256:99d0260bb9e1ba2ad81467613416911bbdea5bd8311d14d6db7160881405260e', '35b007c990b81bb37a61c02beb93f4a3af3f34723e3abd48d77ac7174879d121', 'd620b5e3f07621d241932465a7118a8f52cac303e130f609b4a1df38061b7ad6'),
(38, 1780000120000069, 'u_000000000003', 'Ana', 'person', 'approval.reject', 'approval', 'ap_000000000035', 'sha256:99d0260bb9e1ba2ad81467613416911bbdea5bd8311d14d6db7160881405260e', 'd620b5e3f07621d241932465a7118a8f52cac303e130f609b4a1df38061b7ad6', '779c96d947bbb201682cec29c55f0d58ed4faf0845bda7f25bf7b62ad1f84295'),
(39, 1780000120000069, 'u_000000000003', 'Ana', 'person', 'task.decide', 'task', 't_000000000033', NULL, '779c96d947bbb201682cec29c55f0d58ed4faf0845bda7f25bf7b62ad1f84295', '78b6533dc312647b2a234382b840169605ea4bb6d945b36fc29c4af4f0c9ff6d'),
(40, 1780000120000072, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000037', 'sha256:341c713df7ba61e1db2bd44fac9da5981a5537e5d6c22a25975d0ecf49d34fea', '78b6533dc312647b2a234382b840169605ea4bb6d945b36fc29c4af4f0c9ff6d', '5cea2f164cd082227393b0127399c778ea5b29c9bb4d30ab6fc18b68a836e837'),
(41, 1780000120000075, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_00000000003a', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', '5cea2f164cd082227393b0127399c778ea5b29c9bb4d30ab6fc18b68a836e837', '6e9e545d7f73572a2d0a96c69ddec37a9876f4f83cff885f52c99810adeea5ff'),
(42, 1780000120000075, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_00000000003b', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', '6e9e545d7f73572a2d0a96c69ddec37a9876f4f83cff885f52c99810adeea5ff', 'de4540ab5512502cb4f12a965fa77a620196ca061c2e4c229b65f0304671b94a'),
(43, 1780000120000079, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_00000000003b', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', 'de4540ab5512502cb4f12a965fa77a620196ca061c2e4c229b65f0304671b94a', '73481af79717ca82d668583d2b8b3f9f3135a05f06a1f1110119aa6a0a8ca626'),
(44, 1780000120000079, 'u_000000000003', 'Ana', 'person', 'action.approve', 'action', 'a_00000000003a', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', '73481af79717ca82d668583d2b8b3f9f3135a05f06a1f1110119aa6a0a8ca626', 'ff3581415a2495b7d992a2f6b7cda38580c918208c57dedfa15473a238528d6c'),
(45, 1780000120000084, 'system', 'Mission Control', 'system', 'approval.claim', 'approval', 'ap_00000000003b', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', 'ff3581415a2495b7d992a2f6b7cda38580c918208c57dedfa15473a238528d6c', '944753c456b7289a04cb55e251291b57cc1b385ad415e8a194f0b50dd8ea5bd6'),
(46, 1780000120000084, 'system', 'Mission Control', 'system', 'action.claim', 'action', 'a_00000000003a', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', '944753c456b7289a04cb55e251291b57cc1b385ad415e8a194f0b50dd8ea5bd6', '553cb9d6b212816afedc29ae0b216b4f83a496360f508c18d431f8e68aacd93b'),
(47, 1780000120000088, 'd_000000000008', 'build-1', 'runner', 'action.report', 'action', 'a_00000000003a', 'sha256:a45f925cee036a343dd870cdbdf90955e6fac0d50684d199a848c9a07b05b27c', '553cb9d6b212816afedc29ae0b216b4f83a496360f508c18d431f8e68aacd93b', 'ddeb9980cd1aaf2c12e203b153d50572947a1bd0ed2128726197c6d8eb83315d'),
(48, 1780000120000091, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_000000000040', 'sha256:b9bec0904705f18e78b41a05374e4d604f034225a677e0031c2612887181f985', 'ddeb9980cd1aaf2c12e203b153d50572947a1bd0ed2128726197c6d8eb83315d', '420c02e23fdf87267827646c22de9b264edb5b78b0ae6cff780d3c53d1cf27ea'),
(49, 1780000120000091, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_000000000041', 'sha256:b9bec0904705f18e78b41a05374e4d604f034225a677e0031c2612887181f985', '420c02e23fdf87267827646c22de9b264edb5b78b0ae6cff780d3c53d1cf27ea', '634561b7fb741fc55bc94f7520d51c110ab91f6323c790b2050f01bee9229d6b'),
(50, 1780000120000095, 'u_000000000003', 'Ana', 'person', 'approval.reject', 'approval', 'ap_000000000041', 'sha256:b9bec0904705f18e78b41a05374e4d604f034225a677e0031c2612887181f985', '634561b7fb741fc55bc94f7520d51c110ab91f6323c790b2050f01bee9229d6b', '60336eb9913a86ea014064411f6e7ea14000634e462d81bd3662fd379b67cc4d'),
(51, 1780000120000095, 'u_000000000003', 'Ana', 'person', 'action.reject', 'action', 'a_000000000040', 'sha256:b9bec0904705f18e78b41a05374e4d604f034225a677e0031c2612887181f985', '60336eb9913a86ea014064411f6e7ea14000634e462d81bd3662fd379b67cc4d', '78833f9b7a76d7c09e5ed9580052eb2296a9af512c36db70878a195e9337c204'),
(52, 1780000120000100, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_000000000044', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', '78833f9b7a76d7c09e5ed9580052eb2296a9af512c36db70878a195e9337c204', '3c413bf9d064677946da2d9b6f646a1df053aa9af997f35a9d4bd75e17956c47'),
(53, 1780000120000100, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_000000000045', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', '3c413bf9d064677946da2d9b6f646a1df053aa9af997f35a9d4bd75e17956c47', 'db4727d193ad49737a827f29e356eed664b22bcd91fd68224542634d9dbb9cee'),
(54, 1780000120000104, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_000000000045', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', 'db4727d193ad49737a827f29e356eed664b22bcd91fd68224542634d9dbb9cee', 'e0915b3425ac764693e6d28409ea1d694cb11f2a4a17d2a956d1ca20785f1be5'),
(55, 1780000120000104, 'u_000000000003', 'Ana', 'person', 'action.approve', 'action', 'a_000000000044', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', 'e0915b3425ac764693e6d28409ea1d694cb11f2a4a17d2a956d1ca20785f1be5', 'd2ecc95d6eef8de268a70e7e9b6e2177d8bd138b2be3876c0cf6098c2acfbe89'),
(56, 1780000120000109, 'system', 'Mission Control', 'system', 'approval.claim', 'approval', 'ap_000000000045', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', 'd2ecc95d6eef8de268a70e7e9b6e2177d8bd138b2be3876c0cf6098c2acfbe89', 'ca506b413100cdb729d1c4e94a3a0c9ed735457cb577cad517355eaf47b1528d'),
(57, 1780000120000109, 'system', 'Mission Control', 'system', 'action.claim', 'action', 'a_000000000044', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', 'ca506b413100cdb729d1c4e94a3a0c9ed735457cb577cad517355eaf47b1528d', '57b48f1ee3f276b3ab6e54f1d33de412ce781423d304566ab51c1460deace525'),
(58, 1780000120000110, 'd_000000000008', 'build-1', 'runner', 'action.report', 'action', 'a_000000000044', 'sha256:e0f4dd40d6cb9669706d6d32fe7e553ca1172755f76544f2f2daf8e7c449fe8a', '57b48f1ee3f276b3ab6e54f1d33de412ce781423d304566ab51c1460deace525', '8ad8d0766251f129481a5f096bd010a5c2f9d62efae75e0f3be858bcad33b00a'),
(59, 1780000120000113, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_00000000004a', 'sha256:ccb016b1c18bcd66323aacaf9108a300aaa7e4c04356c00ea6d1b0d593f47335', '8ad8d0766251f129481a5f096bd010a5c2f9d62efae75e0f3be858bcad33b00a', 'f9fd733056a0da7d536a94aa976895db11217c5d496864fe22cd800977b272d0'),
(60, 1780000120000113, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_00000000004b', 'sha256:ccb016b1c18bcd66323aacaf9108a300aaa7e4c04356c00ea6d1b0d593f47335', 'f9fd733056a0da7d536a94aa976895db11217c5d496864fe22cd800977b272d0', '91afd0447633f2f77a11a95cdba48f62a555c997b87175cec9435d2d4abaa1ff'),
(61, 1780000120000115, 'k_00000000000d', 'Fae', 'agent', 'action.withdraw', 'action', 'a_00000000004a', 'sha256:ccb016b1c18bcd66323aacaf9108a300aaa7e4c04356c00ea6d1b0d593f47335', '91afd0447633f2f77a11a95cdba48f62a555c997b87175cec9435d2d4abaa1ff', 'c17a7017a3076230a16808e9773e9a22470a15293d15f05bec1b8e7aeaf84f90'),
(62, 1780000120000115, 'k_00000000000d', 'Fae', 'agent', 'approval.withdraw', 'approval', 'ap_00000000004b', 'sha256:ccb016b1c18bcd66323aacaf9108a300aaa7e4c04356c00ea6d1b0d593f47335', 'c17a7017a3076230a16808e9773e9a22470a15293d15f05bec1b8e7aeaf84f90', 'daff014532ca1acbe0b2cfff57afd45d5f110ceee479918c759ee162572a9da2'),
(63, 1780000120000118, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_00000000004e', 'sha256:2fd54c9e3356dafe10a360c1533c4d36efbab2b152da89578b69f1152779756e', 'daff014532ca1acbe0b2cfff57afd45d5f110ceee479918c759ee162572a9da2', '1bd5f1fce26eeb910a435feeeb269222eb225e0f3ee6269604159ff06638cf24'),
(64, 1780000120000118, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_00000000004f', 'sha256:2fd54c9e3356dafe10a360c1533c4d36efbab2b152da89578b69f1152779756e', '1bd5f1fce26eeb910a435feeeb269222eb225e0f3ee6269604159ff06638cf24', '3cd65234cca3c52ced33705184a15834ccbeb1afac77b6a6dd123e9ce7fd2385'),
(65, 1780000120000120, 'k_00000000000d', 'Fae', 'agent', 'action.supersede', 'action', 'a_00000000004e', 'sha256:2fd54c9e3356dafe10a360c1533c4d36efbab2b152da89578b69f1152779756e', '3cd65234cca3c52ced33705184a15834ccbeb1afac77b6a6dd123e9ce7fd2385', '38db33936219b04d7fb0eac7d903ff758bd6ada99db0a4c8cfe5555c3a9db144'),
(66, 1780000120000120, 'k_00000000000d', 'Fae', 'agent', 'approval.supersede', 'approval', 'ap_00000000004f', 'sha256:2fd54c9e3356dafe10a360c1533c4d36efbab2b152da89578b69f1152779756e', '38db33936219b04d7fb0eac7d903ff758bd6ada99db0a4c8cfe5555c3a9db144', 'd2359260627f62d534536ef88e127a2debc929ce0f889b50da1f1a60d03c968e'),
(67, 1780000120000120, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_000000000052', 'sha256:712e3a516aaa94d84b42166889e5abc04e8431395a13b92657e111e2a461a6db', 'd2359260627f62d534536ef88e127a2debc929ce0f889b50da1f1a60d03c968e', '5f35235f1e22dceeb3ba933ab7f74b6cf45e0f4f68af704500bddc9082690b9c'),
(68, 1780000120000120, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_000000000053', 'sha256:712e3a516aaa94d84b42166889e5abc04e8431395a13b92657e111e2a461a6db', '5f35235f1e22dceeb3ba933ab7f74b6cf45e0f4f68af704500bddc9082690b9c', 'd57ed93178f030bc43442b64ef9a107f059eaec2605874af4f95b0d904ce8625'),
(69, 1780000120000123, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_000000000056', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', 'd57ed93178f030bc43442b64ef9a107f059eaec2605874af4f95b0d904ce8625', '086e45901442c32dbc048a7a01f6dcaf1a2a326132b046983a5eec785c7989a7'),
(70, 1780000120000123, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_000000000057', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', '086e45901442c32dbc048a7a01f6dcaf1a2a326132b046983a5eec785c7989a7', '4cefbdae4a6e4c45a379308dd506e0064a039e664913c318aaae933114c259e3'),
(71, 1780000120000127, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_000000000057', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', '4cefbdae4a6e4c45a379308dd506e0064a039e664913c318aaae933114c259e3', '105185feb52f5f4ed369b3c1673435440d3731b73511f741eb4b179ffa7f7d43'),
(72, 1780000120000127, 'u_000000000003', 'Ana', 'person', 'action.approve', 'action', 'a_000000000056', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', '105185feb52f5f4ed369b3c1673435440d3731b73511f741eb4b179ffa7f7d43', '25c74039d3fb08cd27bc99fd363b3ecf4fb20ed9e852941e99f9218ff97a9142'),
(73, 1780000120000132, 'system', 'Mission Control', 'system', 'approval.claim', 'approval', 'ap_000000000057', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', '25c74039d3fb08cd27bc99fd363b3ecf4fb20ed9e852941e99f9218ff97a9142', 'bc1775e8e25b1448ace711e92fbe5903038bc7d16ec2464c2a5577e4ab99aa26'),
(74, 1780000120000132, 'system', 'Mission Control', 'system', 'action.claim', 'action', 'a_000000000056', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', 'bc1775e8e25b1448ace711e92fbe5903038bc7d16ec2464c2a5577e4ab99aa26', 'ee840ed0b278c6e83280cabb12efa322cdcb4ad90c8a0bdc54ee1d261c6a6320'),
(75, 1780000240000134, 'system', 'Mission Control', 'system', 'action.lose', 'action', 'a_000000000056', 'sha256:59e3fb3fc3efcbdade26fb12434e0d1286297d64e19f75c813975df007117ec6', 'ee840ed0b278c6e83280cabb12efa322cdcb4ad90c8a0bdc54ee1d261c6a6320', '463c8691ff5401ad62048d7055e1e214a61dd82b0d9749d948d34a5551281bfc'),
(76, 1780000240000136, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_00000000005d', 'sha256:ce4721d83520411090736cda1a90883e0682cdc76f1daafed98fb5fbcdad31b6', '463c8691ff5401ad62048d7055e1e214a61dd82b0d9749d948d34a5551281bfc', '7195d1e442d6cf4dff578993b4be1263a401f80cf9bf013887ebc26d5427b9e6'),
(77, 1780000240000136, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_00000000005e', 'sha256:ce4721d83520411090736cda1a90883e0682cdc76f1daafed98fb5fbcdad31b6', '7195d1e442d6cf4dff578993b4be1263a401f80cf9bf013887ebc26d5427b9e6', 'c987cbb16879bd02b6f5312f1c99cff67d3dbb0a058b44204c79c5f69582555e'),
(78, 1780000240000139, 'system', 'Mission Control', 'system', 'action.look', 'action', 'a_00000000005d', 'sha256:3eeae360dc6e10d63679c6a16eed05581fdc57885285fe58450186591e882ff5', 'c987cbb16879bd02b6f5312f1c99cff67d3dbb0a058b44204c79c5f69582555e', 'b87979f0f2ecf4dace141adb86f53941b0d86d6c15c1f3c855774daab3f6014a'),
(79, 1780000240000139, 'system', 'Mission Control', 'system', 'approval.supersede', 'approval', 'ap_00000000005e', 'sha256:ce4721d83520411090736cda1a90883e0682cdc76f1daafed98fb5fbcdad31b6', 'b87979f0f2ecf4dace141adb86f53941b0d86d6c15c1f3c855774daab3f6014a', 'f932c30aa74be0d6aee5c3d81a45ecadfaddc70dccd108cc55ccc81cc64169c5'),
(80, 1780000240000139, 'system', 'Mission Control', 'system', 'approval.request', 'approval', 'ap_000000000061', 'sha256:3eeae360dc6e10d63679c6a16eed05581fdc57885285fe58450186591e882ff5', 'f932c30aa74be0d6aee5c3d81a45ecadfaddc70dccd108cc55ccc81cc64169c5', '48be1ba883cea806c1a3fd39d3a1fa2db62026f45d5583faf2c0ff70ac1ebf6e'),
(81, 1780000240000141, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000063', 'sha256:e173289ca3181824c44a1ba3578ffcefa034d6e946f2435df0e977e30029f650', '48be1ba883cea806c1a3fd39d3a1fa2db62026f45d5583faf2c0ff70ac1ebf6e', 'bf3340ae2d717f0f21d3f7c8ece081395b33216705344e84c47336e45af75af3'),
(82, 1780000240000144, 'system', 'Mission Control', 'system', 'task.claim', 'task', 't_000000000063', NULL, 'bf3340ae2d717f0f21d3f7c8ece081395b33216705344e84c47336e45af75af3', '068d85df023b46c460aedfde469f42e0d21e3f52376eff58acc03599a350e1a6'),
(83, 1780000240000145, 'd_000000000008', 'build-1', 'runner', 'task.report', 'task', 't_000000000063', NULL, '068d85df023b46c460aedfde469f42e0d21e3f52376eff58acc03599a350e1a6', 'cb47d1960a63c9cd1d634018e4696a4b3015be25cda5f1dc8d61091c13c9fcb3'),
(84, 1780000240000145, 'd_000000000008', 'build-1', 'runner', 'approval.request', 'approval', 'ap_000000000068', 'sha256:54ef94f88eb279b76b4a0bd3e686addb440b58a8fff4675a7261ac714f6c545e', 'cb47d1960a63c9cd1d634018e4696a4b3015be25cda5f1dc8d61091c13c9fcb3', 'f16acfa96f9f4c1cfbb42ea1338fa49780e34670cf45849a880b473cb2b25f8e'),
(85, 1780000240000147, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000069', 'sha256:96b842969cc3a1e4701a8cfb678862644908e1a6ae83e8587eced766c864ca96', 'f16acfa96f9f4c1cfbb42ea1338fa49780e34670cf45849a880b473cb2b25f8e', '717ef6eb795f847ad34fd65e1abd24532a07f6a8943286ca584f9d5a942664ea'),
(86, 1780000240000150, 'system', 'Mission Control', 'system', 'task.claim', 'task', 't_000000000069', NULL, '717ef6eb795f847ad34fd65e1abd24532a07f6a8943286ca584f9d5a942664ea', '764901cb60cd9aec1cd0cc0328079f9e2af019443f9c92a8b18eb78ab3951916'),
(87, 1780000240000154, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_00000000006e', 'sha256:bc363aea025be6a4d8afd9e1cb2e8886705d9a5d8548b15a6b1016e6b8cb4aa8', '764901cb60cd9aec1cd0cc0328079f9e2af019443f9c92a8b18eb78ab3951916', '70ebf30eb8fe09c8406dd235c4d6ce2f8a1861905bf880ba7beefba995c8449f'),
(88, 1780000240000156, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000072', 'sha256:0856b50d34cf3ab1958164c33f2e5a9dd4978b76e78182018c79c4ecde8e5916', '70ebf30eb8fe09c8406dd235c4d6ce2f8a1861905bf880ba7beefba995c8449f', 'dee67d603b56d1d4ac6d0abd035e390ee6cecf1b0707bcd28b09b08f215ecbc8'),
(89, 1780000240000156, 'u_000000000003', 'Ana', 'person', 'approval.request', 'approval', 'ap_000000000074', 'sha256:0856b50d34cf3ab1958164c33f2e5a9dd4978b76e78182018c79c4ecde8e5916', 'dee67d603b56d1d4ac6d0abd035e390ee6cecf1b0707bcd28b09b08f215ecbc8', 'e01e890ddb7dbf1c931359237a78a0ffdef4ee5dc80c811b95f655d3004ba2b8'),
(90, 1780000240000161, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_000000000074', 'sha256:0856b50d34cf3ab1958164c33f2e5a9dd4978b76e78182018c79c4ecde8e5916', 'e01e890ddb7dbf1c931359237a78a0ffdef4ee5dc80c811b95f655d3004ba2b8', 'b26285977b51d0b8417e04ff807da10e4b58cff672be3efb9dd05240fbbf3484'),
(91, 1780000240000161, 'u_000000000003', 'Ana', 'person', 'task.decide', 'task', 't_000000000072', NULL, 'b26285977b51d0b8417e04ff807da10e4b58cff672be3efb9dd05240fbbf3484', 'ca2e6a89245bc5647abd4d32e1803a5011bfd934cffff165a7962a01a43a2505'),
(92, 1780000240000164, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000076', 'sha256:0f006bc161ef009ca8a1cf0711207134dd10f8fb37b6cb4b3fe564ae4c2db3ba', 'ca2e6a89245bc5647abd4d32e1803a5011bfd934cffff165a7962a01a43a2505', '490d639613132b4c81e32ce1619382b7614e06cabae649e0c7910647ce0a8602'),
(93, 1780000240000164, 'u_000000000003', 'Ana', 'person', 'approval.request', 'approval', 'ap_000000000078', 'sha256:0f006bc161ef009ca8a1cf0711207134dd10f8fb37b6cb4b3fe564ae4c2db3ba', '490d639613132b4c81e32ce1619382b7614e06cabae649e0c7910647ce0a8602', '1f1946da1bfde1266f7ad8c73af4281cab2db18331858e9fef9f87b32dd7f2b2'),
(94, 1780000240000166, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_000000000079', 'sha256:b9658abeeffd24c62ce737f5e31955b9afdd36e2e5d74a050e2e40f66bc40c2c', '1f1946da1bfde1266f7ad8c73af4281cab2db18331858e9fef9f87b32dd7f2b2', '2c8cd90e33c847c0b20a963d2dd9b15db5cc1725580d557e7084705ba153290c'),
(95, 1780000240000168, 'u_000000000003', 'Ana', 'person', 'task.create', 'task', 't_00000000007d', 'sha256:61109952d6d3bf99eb08b6986bd1affd20f42a8089ec304631bc3d8aa5ffecd6', '2c8cd90e33c847c0b20a963d2dd9b15db5cc1725580d557e7084705ba153290c', '8bc44944d0b5883e1734e5a679c32649c73515c9a04071a55f94deb146cf29c7'),
(96, 1780000240000171, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_00000000007f', 'sha256:ea43144d3ae636b0aabfba6d0e648eb7a9c1ae67b8a94d16ef98dd280db618d7', '8bc44944d0b5883e1734e5a679c32649c73515c9a04071a55f94deb146cf29c7', '982f63ce74e3fbde6beb8b2f068b6c33e046b3b045ac01557d3e12d48be539b0'),
(97, 1780000240000171, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_000000000080', 'sha256:ea43144d3ae636b0aabfba6d0e648eb7a9c1ae67b8a94d16ef98dd280db618d7', '982f63ce74e3fbde6beb8b2f068b6c33e046b3b045ac01557d3e12d48be539b0', '56a40ec5c050e89898701d02a1c3a5c6e0a0b88f424e94b60725e2cb097304d0'),
(98, 1780000240000175, 'u_000000000003', 'Ana', 'person', 'approval.approve', 'approval', 'ap_000000000080', 'sha256:ea43144d3ae636b0aabfba6d0e648eb7a9c1ae67b8a94d16ef98dd280db618d7', '56a40ec5c050e89898701d02a1c3a5c6e0a0b88f424e94b60725e2cb097304d0', '58c48de2068871af83e46bc5da4cbf80b55510b78da00642a2d6bd3b2ea8bf2f'),
(99, 1780000240000175, 'u_000000000003', 'Ana', 'person', 'action.approve', 'action', 'a_00000000007f', 'sha256:ea43144d3ae636b0aabfba6d0e648eb7a9c1ae67b8a94d16ef98dd280db618d7', '58c48de2068871af83e46bc5da4cbf80b55510b78da00642a2d6bd3b2ea8bf2f', '6aa1bfdb05bc14ad08c8e43d73e88dd72b6ba7b638fdfb0115bc962c429bcd4c'),
(100, 1780000240000180, 'k_00000000000d', 'Fae', 'agent', 'action.propose', 'action', 'a_000000000084', 'sha256:27d6ef5a3eb5fc6bff162ca393e93dfef376ff36aed0d6869d484c14f545c15e', '6aa1bfdb05bc14ad08c8e43d73e88dd72b6ba7b638fdfb0115bc962c429bcd4c', 'aa378ebf57d4d31a3b92dec05687464ac48be2a655002f06aa284bd16584b4f0'),
(101, 1780000240000180, 'k_00000000000d', 'Fae', 'agent', 'approval.request', 'approval', 'ap_000000000085', 'sha256:27d6ef5a3eb5fc6bff162ca393e93dfef376ff36aed0d6869d484c14f545c15e', 'aa378ebf57d4d31a3b92dec05687464ac48be2a655002f06aa284bd16584b4f0', '697cc215f67d0f0692181dd391d1742265bd0ff8e0590131ed1daaa107ecd31e');
