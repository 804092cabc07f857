SELECT schedule_id, slot, target, state, ts, detail, updated_at, owner FROM occurrences
WHERE schedule_id = :schedule AND slot = :slot AND target = :target
