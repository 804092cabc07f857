// The same rows in another order of insertion: what must not change a single byte of an answer.
import { migrate } from '#src/store/migrate.ts';
import { isRollup, tableNames } from '#src/store/sqlite/contract.ts';
import { openDatabase } from '#src/store/sqlite/open_database.ts';
import { buildStoredRollups } from '#src/store/sqlite/rollup.ts';

/** Two primes: the order of `rowid * STEP mod SIZE` has nothing to do with that of `rowid`. */
const STEP = 2_654_435_761;
const SIZE = 1_000_000_007;

/** Writes the rows of `from` into the new file `to`, in an order that follows from `seed`. */
export function shuffleDatabase(from: string, to: string, seed: number): void {
  const db = openDatabase(to);
  try {
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    migrate(db, 'usage');
    const tables = tableNames(db).filter((table) => !isRollup(table));
    db.prepare('ATTACH ? AS original').run(from);
    db.transaction(() => {
      for (const table of seed % 2 === 0 ? tables : tables.reverse())
        db.exec(
          `INSERT INTO main.${table} SELECT * FROM original.${table} ORDER BY (rowid * ${STEP} + ${seed} * 97) % ${SIZE} * ${seed} % ${SIZE}`,
        );
    })();
    db.exec('DETACH original');
    buildStoredRollups(db);
  } finally {
    db.close();
  }
}
