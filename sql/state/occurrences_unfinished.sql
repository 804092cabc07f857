SELECT schedule_id, slot, target, state, ts, detail, updated_at, owner FROM occurrences
WHERE state IN ('claimed', 'posting')
ORDER BY slot, schedule_id, target
