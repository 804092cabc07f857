-- What people were told, append-only: each row's hash covers the one before it, so a row changed, added or removed in between is found.
CREATE TABLE audit_rows (
  seq INTEGER PRIMARY KEY,                                   -- 1, 2, 3 ... without gaps
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'posted', 'vote', 'forgotten')),
  answer_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT,                                                -- who asked; NULL once forgotten, as are entity and body
  entity TEXT,
  body TEXT,                                                 -- canonical JSON
  body_hash TEXT NOT NULL,                                   -- of {actor, entity, body}; stays when they are forgotten
  prev_hash TEXT NOT NULL,
  row_hash TEXT NOT NULL
);
CREATE INDEX audit_rows_by_answer ON audit_rows (answer_id, seq);
CREATE INDEX audit_rows_by_time ON audit_rows (at, seq);

CREATE TRIGGER audit_rows_are_never_deleted BEFORE DELETE ON audit_rows
BEGIN
  SELECT RAISE(ABORT, 'rows of the audit log are never deleted');
END;

-- The one change allowed is to forget what a row said.
CREATE TRIGGER audit_rows_are_never_changed BEFORE UPDATE ON audit_rows
WHEN NOT (
  NEW.actor IS NULL AND NEW.entity IS NULL AND NEW.body IS NULL
  AND NEW.seq = OLD.seq AND NEW.kind = OLD.kind AND NEW.answer_id = OLD.answer_id AND NEW.at = OLD.at
  AND NEW.body_hash = OLD.body_hash AND NEW.prev_hash = OLD.prev_hash AND NEW.row_hash = OLD.row_hash
)
BEGIN
  SELECT RAISE(ABORT, 'rows of the audit log are never changed');
END;

-- What a model answered, so that the same request is not paid twice.
CREATE TABLE model_outputs (
  request_hash TEXT PRIMARY KEY,                             -- of prompt, model and parameters: equal requests only
  created_at INTEGER NOT NULL,
  output TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX model_outputs_by_age ON model_outputs (created_at, request_hash);
