// One quantity, one figure, one name: whatever chip of an entity is read, the same fact says the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftToText } from '#src/copilot/render_text.ts';
import { chipById, chipsFor } from '#src/copilot/selection/chips.ts';
import { entityType, type Selection } from '#src/copilot/selection/selection.ts';
import { narrate, studyEntity } from '#src/copilot/study_entity.ts';
import type { FactInput, FactSheet } from '#src/reports/facts.ts';
import { plainText } from '#src/reports/line.ts';
import { DEFAULT_SETTINGS } from '#src/reports/report.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

let source: UsageSource;
let refs: string[] = [];

beforeAll(async () => {
  source = openSqliteSource(sampleDatabaseFile());
  refs = await allRefs();
});
afterAll(() => source.close());

async function allRefs(): Promise<string[]> {
  const ask = (text: string) =>
    source.query<{ ref: string }>({ name: 'test/refs', text, hash: text, params: [] } as never, {});
  const rows = await ask(
    `SELECT CASE WHEN compute_type = 'SQL_WAREHOUSE' THEN 'warehouse:' ELSE 'cluster:' END || compute_id AS ref FROM non_job_compute
     UNION ALL SELECT 'user:' || user_id FROM users_lookup ORDER BY 1`,
  );
  return rows.map((row) => row.ref);
}

/** All chips write on one sheet, which throws when a key gets a second value; here also when it gets a second name. */
function strict(sheet: FactSheet): FactSheet {
  return {
    facts: sheet.facts,
    get: (key) => sheet.get(key),
    add: (input: FactInput) => {
      const fact = sheet.add(input);
      if (fact.label !== input.label) throw new Error(`"${input.key}": ${fact.label} / ${input.label}`);
      return fact;
    },
  };
}

async function textsOf(ref: string, period: Partial<Selection>): Promise<string[]> {
  const selection: Selection = { report: 'compute_type_cost', entity: ref, ...period };
  const { subject, study: gathered } = await studyEntity(null, selection, source, DEFAULT_SETTINGS);
  const study = { ...gathered, sheet: strict(gathered.sheet) };
  const card = subject.card(study);
  const texts = [card.subtitle, ...card.figures, subject.progress(study)].map(plainText);
  const answers = chipsFor(entityType(ref)).map((chip) => draftToText(narrate(chip, subject, study)));
  return [...texts, ...card.drills.flatMap(({ entries }) => entries.map(({ note }) => note)), ...answers];
}

/** Ours to write rightly whatever the figures are. */
const CLUMSY = [
  /\b(by|of|costs?) [+-]\$?\d/,
  />-|[+-]0%|\(0%\)/,
  /\b\d{4,}%|\d,\d{3}%/,
  /(^|[^.,\d])1 (queries|starts|people|days|jobs|runs|steps|evictions|times|warehouses|stops)\b/,
  /\b0 (came|left|people)\b/,
  /\.\.|,,| {2}| ,/,
];

/** Which of them are read: all, or one in so many. */
const PERIODS: readonly (readonly [string, Partial<Selection>, number])[] = [
  ['the last 30 days', {}, 1],
  ['one day', { from: '2026-10-31', to: '2026-10-31' }, 2],
  ['a week', { from: '2026-10-05', to: '2026-10-11' }, 2],
  ['90 days', { from: '2026-08-03', to: '2026-10-31' }, 5],
  ['days before the data', { from: '2026-03-01', to: '2026-03-10' }, 5],
];

describe.each(PERIODS)('warehouses, clusters and people over %s', (_, period, step) => {
  it('say one figure and one name for one quantity, in clean sentences', async () => {
    expect(refs.length).toBeGreaterThan(70);
    for (const ref of refs.filter((__, i) => i % step === 0)) {
      for (const text of await textsOf(ref, period)) {
        for (const pattern of CLUMSY) expect(`${ref}: ${text}`).not.toMatch(pattern);
      }
    }
  }, 30_000);
});

describe('the cost of a person on a warehouse', () => {
  it('is the same seen from the person and from the warehouse, to the cent', async () => {
    const valuesOf = async (ref: string, chip: string) => {
      const { narration, study } = await sayOf(ref, chip);
      expect(narration.applicable).toBe(true);
      return study.sheet;
    };
    for (const ref of refs.filter((one) => one.startsWith('warehouse:'))) {
      const warehouse = await valuesOf(ref, 'understand.who_uses_it');
      const top = warehouse.facts.find((fact) => /^user:[^.]+\.cost$/.test(fact.key))!;
      const user = top.key.replace(/\.cost$/, '');
      const { subject, study } = await sayOf(user, 'diagnose.drivers');
      const entries = subject.card(study).drills.flatMap((group) => group.entries);
      const part = entries.find((entry) => entry.ref === ref)!;
      expect(part.note).toBe(`about ${top.forms[0]}`);
    }
  });
});

async function sayOf(ref: string, chipId: string) {
  const { subject, study } = await studyEntity(
    null,
    { report: 'compute_type_cost', entity: ref },
    source,
    DEFAULT_SETTINGS,
  );
  return { subject, study, narration: narrate(chipById(chipId), subject, study) };
}
