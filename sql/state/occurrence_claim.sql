INSERT INTO occurrences (schedule_id, slot, target, state, updated_at, owner)
VALUES (:schedule, :slot, :target, 'claimed', :now, :owner)
ON CONFLICT (schedule_id, slot, target) DO NOTHING
