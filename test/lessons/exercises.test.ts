// An exercise is worth something when it fails unsolved, passes solved, and names what a half-solved one lacks.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectPath } from '#src/config/paths.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { checkGraph } from './checks/graph_reasoning.ts';
import { checkFile, EXERCISES, fileOf, reportOf } from './exercises.ts';

describe.each(EXERCISES.map((exercise) => [exercise.number, exercise] as const))(
  'exercise %s',
  (_number, exercise) => {
    it('fails as the learner finds it, with a hint for each fault', async () => {
      const findings = await checkFile(exercise, 'exercise');
      const failed = findings.filter(({ ok }) => !ok);
      expect(failed.length).toBeGreaterThanOrEqual(2);
      expect(findings.filter(({ hint }) => hint.length === 0 && exercise.ending === 'sql')).toEqual([]);
      expect(reportOf(exercise, 'exercise', findings)).toContain('Not yet: ');
    });

    it('passes when solved', async () => {
      const findings = await checkFile(exercise, 'solution');
      expect(findings.filter(({ ok }) => !ok)).toEqual([]);
      expect(reportOf(exercise, 'solution', findings)).toContain(`Solved: all ${findings.length} hold.`);
    });
  },
);

/** Each edit spoils the solution in one way; the question on the right must notice. */
const SPOILT: readonly (readonly [number: string, from: string, to: string, noticed: string])[] = [
  ['01', 'UNION ALL', 'UNION', 'Two good places'],
  ['01', 'ORDER BY score DESC, passage', 'ORDER BY score DESC, passage DESC', 'Equal scores'],
  ['01', '60 + place', '61 + place', '40 drawn pairs'],
  [
    '01',
    'SELECT value, key + 1 FROM json_each(:meaning)',
    "SELECT value, 1 FROM json_each('[]')",
    'A passage that one list',
  ],
  ['01', 'GROUP BY passage', 'GROUP BY passage HAVING COUNT(*) > 1', 'One empty list'],
  ['02', 'b.steps < 20', 'b.steps < 2', 'Jobs two and more steps'],
  ['02', 'LEFT JOIN jobs', 'JOIN jobs', 'A job without a row'],
  ['02', 'WHERE b.job_id <> :id', '', 'In a ring of jobs'],
  ['02', 'MIN(b.steps) AS', 'MAX(b.steps) AS', 'A job reached by several ways'],
  ['02', 'ORDER BY steps, b.job_id', 'ORDER BY b.job_id', 'Nearer jobs'],
  ['02', 'WHERE depends_on_job_id = :id', '', 'A job nobody waits for'],
  ['03', 'DESC, compute_usage_id', 'DESC', 'Rows inserted in any order'],
  ['03', 'DESC, compute_usage_id', 'DESC, compute_usage_id DESC', 'The three dearest'],
  [
    '03',
    'CAST(ROUND(COALESCE(total_cost, 0) * 1000000) AS INTEGER)',
    'COALESCE(total_cost, 0) * 1000000',
    'Money is a whole number',
  ],
  ['03', "ELSE 'rest'", 'ELSE compute_usage_id', 'The rows beyond'],
  ['03', 'usage_date <= :to', 'usage_date < :from', 'The parts add up'],
  ['03', 'SUM(total_cost IS NULL)', '0', 'A row without a price'],
  ['04', '{{f1}}', '$5,525', 'No figure is typed'],
  ['04', 'more than', 'less than', 'The gate finds nothing'],
  ['04', '{{f6}}', 'that day', 'The question is answered'],
  ['04', 'Next: ', '- ', 'It has a headline'],
];

describe('a half-solved exercise', () => {
  it.each(SPOILT)('%s with "%s" become "%s" fails: %s', async (number, from, to, noticed) => {
    const exercise = EXERCISES.find((item) => item.number === number)!;
    const solution = readFileSync(projectPath(fileOf(exercise, 'solution')), 'utf8');
    expect(solution).toContain(from);
    const spoilt = solution.replace(from, () => to);
    // All of these end, so none needs a process that can be killed.
    const findings =
      number === '02' ? await checkGraph(spoilt, openSqliteSource) : await exercise.check(spoilt);
    expect(findings.find(({ what }) => what.startsWith(noticed))?.ok).toBe(false);
  });

  it('is told of a statement that goes round for ever', async () => {
    const exercise = EXERCISES[1]!;
    const solution = readFileSync(projectPath(fileOf(exercise, 'solution')), 'utf8');
    const [finding] = await exercise.check(solution.replace('WHERE b.steps < 20', ''));
    expect(finding).toMatchObject({ ok: false, what: 'The statement runs' });
    expect(finding!.hint).toContain('a ring of jobs');
  });

  it('is told of a statement that does not parse', async () => {
    const [finding] = await EXERCISES[0]!.check('SELEC passage');
    expect(finding).toMatchObject({ ok: false, what: 'The statement runs' });
    expect(finding!.hint).toMatch(/syntax error.*:words and :meaning/s);
  });
});
