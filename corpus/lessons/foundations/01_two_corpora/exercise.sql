-- Fuse two rankings of the same passages, as the copilot does for every search.
-- :words and :meaning are JSON arrays of passage ids, best first. Return passage and score, best first.
-- This first try is wrong in three ways. Ask which: npm run -s lesson -- 01
WITH words AS (
  SELECT value AS passage, key + 1 AS place FROM json_each(:words)
), meaning AS (
  SELECT value AS passage, key + 1 AS place FROM json_each(:meaning)
)
SELECT w.passage, 1.0 / (60 + w.place) + 1.0 / (60 + m.place) AS score
FROM words w
JOIN meaning m ON m.passage = w.passage
ORDER BY score DESC
