// Writes what README.md and .env.example say about reports, chips and settings, so that they cannot fall behind the code.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settingDocs } from '#src/config/env.ts';
import { envExample } from '#src/config/env_example.ts';
import { projectPath } from '#src/config/paths.ts';
import { CHIPS, LANES } from '#src/copilot/selection/chips.ts';
import { REPORTS } from '#src/reports/registry.ts';

export interface ReadmeTables {
  readonly reports: string;
  readonly chips: string;
  readonly settings: string;
}

export function readmeTables(): ReadmeTables {
  return { reports: reportTable(), chips: chipTable(), settings: settingTable() };
}

/** The README with each table between its markers, `<!-- reports -->` and `<!-- /reports -->`. Throws when a pair is missing. */
export function withTables(readme: string): string {
  return Object.entries(readmeTables()).reduce((text, [name, table]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(open), text.indexOf(close)];
    if (from < 0 || to < from)
      throw new Error(`README.md has no place for the table "${name}": ${open} ${close}`);
    return `${text.slice(0, from + open.length)}\n\n${table}\n\n${text.slice(to)}`;
  }, readme);
}

function reportTable(): string {
  const rows = REPORTS.map(({ id, pillar, question }) => [
    `[\`${id}\`](corpus/reports/${id}.md)`,
    pillar,
    question,
  ]);
  return table(['Report', 'Pillar', 'The question it answers'], rows);
}

function chipTable(): string {
  const inOrder = LANES.flatMap((lane) => CHIPS.filter((chip) => chip.lane === lane));
  const rows = inOrder.map(({ id, label, entityTypes, description }) => [
    `\`${id}\``,
    label,
    entityTypes.map((type) => type.replaceAll('_', ' ')).join(', '),
    description,
  ]);
  return table(['Chip', 'Button', 'Offered for', 'What the answer says'], rows);
}

function settingTable(): string {
  const rows = settingDocs().map(({ name, description, default: value }) => [
    `\`${name}\``,
    value === '' ? '' : `\`${value}\``,
    description,
  ]);
  return table(['Setting', 'Default', 'What it does'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function write(): void {
  const readme = projectPath('README.md');
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));
  writeFileSync(projectPath('.env.example'), envExample());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
