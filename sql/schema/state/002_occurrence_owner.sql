-- Which process holds a planned message: when it is known to be dead, the next one need not wait.
ALTER TABLE occurrences ADD COLUMN owner TEXT;
