INSERT INTO digest_snapshots (schedule_id, target, slot, facts) VALUES (:schedule, :target, :slot, :facts)
ON CONFLICT (schedule_id, target) DO UPDATE SET slot = excluded.slot, facts = excluded.facts
