-- Answers recorded before :before that still say something.
SELECT DISTINCT answer_id FROM audit_rows WHERE at < :before AND kind = 'answer' AND body IS NOT NULL ORDER BY answer_id
