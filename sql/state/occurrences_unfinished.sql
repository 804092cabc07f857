SELECT schedule_id, slot, target, state, ts, detail, updated_at FROM occurrences
WHERE state IN ('claimed', 'posting') AND updated_at <= :stale
ORDER BY slot, schedule_id, target
