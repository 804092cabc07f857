import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';
import { rows } from './sample_query.ts';

const dictionary = readFileSync(projectPath('data/dictionary.md'), 'utf8');

interface Column {
  readonly table_name: string;
  readonly column_name: string;
}

describe('the data dictionary', () => {
  it('explains every table and every column that is not computed', () => {
    const columns = rows<Column>(
      `SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
    );
    const silent = columns.filter(({ table_name, column_name }) => {
      const computed = /_rollup$|^rollup_/.test(table_name);
      return !dictionary.includes(table_name) || (!computed && !sectionOf(table_name).includes(column_name));
    });
    expect(silent).toEqual([]);
  });
});

/** The heading of the table with what follows it, or the line of the table of additions. */
function sectionOf(table: string): string {
  const section = dictionary.split(/^#+ /m).find((part) => part.startsWith(`${table}\n`));
  return section ?? dictionary.split('\n').find((line) => line.includes(`${table}(`)) ?? '';
}
