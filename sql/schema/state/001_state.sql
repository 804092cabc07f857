-- What the app must not forget: clicks already taken, answers people may look behind, uploaded charts, schedules and what was sent.
-- Instants are milliseconds since 1970 (UTC), slots 'YYYY-MM-DD HH:MM:SS' UTC, payloads JSON.

-- A key is taken until it expires; taking it is one atomic statement, so two replicas agree who answers a click.
CREATE TABLE claims (
  claim_key TEXT PRIMARY KEY,
  claimed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX claims_by_expiry ON claims (expires_at);

CREATE TABLE answers (
  answer_id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  trace TEXT NOT NULL
);
CREATE INDEX answers_by_age ON answers (created_at, answer_id);

-- The same picture is uploaded to a workspace once.
CREATE TABLE chart_files (
  team_id TEXT NOT NULL,
  render_hash TEXT NOT NULL,
  file_id TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL,
  PRIMARY KEY (team_id, render_hash)
) WITHOUT ROWID;

CREATE TABLE schedules (
  schedule_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('digest', 'report')),
  cron TEXT NOT NULL,                                        -- five fields
  zone TEXT NOT NULL,                                        -- IANA
  target TEXT NOT NULL,                                      -- channel id, never a name
  request TEXT,                                              -- kind report: {"report": id, "raw": parameters as typed}
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
);

-- One planned firing of one schedule for one target; the row is written before anything is posted.
CREATE TABLE occurrences (
  schedule_id TEXT NOT NULL,
  slot TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'posting', 'posted', 'failed')),
  ts TEXT,                                                   -- of the posted message
  detail TEXT,                                               -- why it failed
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (schedule_id, slot, target)
) WITHOUT ROWID;
CREATE INDEX occurrences_by_state ON occurrences (state, updated_at);

-- What the last digest of a schedule said to a target, so that the next one can say what changed.
CREATE TABLE digest_snapshots (
  schedule_id TEXT NOT NULL,
  target TEXT NOT NULL,
  slot TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY (schedule_id, target)
) WITHOUT ROWID;
