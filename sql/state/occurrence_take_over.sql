-- Another process died with it, surely (:dead) or by the age of the row: whoever touches it first goes on from the state it was left in.
UPDATE occurrences SET updated_at = :now, owner = :owner
WHERE schedule_id = :schedule AND slot = :slot AND target = :target
  AND state IN ('claimed', 'posting') AND (updated_at <= :stale OR owner = :dead)
