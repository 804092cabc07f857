INSERT INTO occurrences (schedule_id, slot, target, state, updated_at)
VALUES (:schedule, :slot, :target, 'claimed', :now)
ON CONFLICT (schedule_id, slot, target) DO NOTHING
