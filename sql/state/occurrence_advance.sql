-- Moves only from the state the caller saw, so that of two processes one wins.
UPDATE occurrences SET state = :next, ts = COALESCE(:ts, ts), detail = :detail, updated_at = :now
WHERE schedule_id = :schedule AND slot = :slot AND target = :target AND state = :current
