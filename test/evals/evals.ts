// npm run evals: how good the answers are, in figures: what the searches find, whether answers are the same for the same click,
// whether every figure is bound to a fact. Quality, not speed; nothing here is a test. Flag: --only docs,names,determinism,context,grounding,gate,causes.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSettings } from '#src/config/env.ts';
import { copilotSettings } from '#src/config/parts_settings.ts';
import { projectPath } from '#src/config/paths.ts';
import { openParts } from '#src/copilot/open_parts.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { ensureDocsIndex } from '#src/docs/docs_index.ts';
import { ensureEntityIndex } from '#src/embeddings/entity_index.ts';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { markdownTable } from '#test/bench/table.ts';
import { causeAccounts } from './cause_accounts.ts';
import { evaluateCauses } from './causes.ts';
import { baselineRows } from './context_recall/baseline.ts';
import { chosenEntities } from './context_recall/chosen.ts';
import { evaluateContextRecall } from './context_recall/context_recall.ts';
import { evaluateDeterminism } from './determinism.ts';
import { evaluateDocsRetrieval } from './docs_retrieval.ts';
import { evaluateEntityTypos } from './entity_typos.ts';
import { evaluateGrounding } from './grounding.ts';
import { evaluateNumberGate } from './number_gate/number_gate.ts';

const USAGE_DB = projectPath('data/build/usage.db');
const BUILD = projectPath('data/build');
const { values: flags } = parseArgs({ options: { only: { type: 'string' } } });

type Cell = string | number;

const EVALS: Readonly<Record<string, (parts: Parts) => Promise<void>>> = {
  docs: async () => {
    const index = await ensureDocsIndex({ corpusDir: projectPath('corpus'), outDir: BUILD });
    const rows = await evaluateDocsRetrieval(index);
    show(
      'Documentation search, labelled questions',
      ['Method', 'Questions', 'Count', 'First', 'Among 3', 'Among 8', 'Mean reciprocal rank'],
      rows.map((r) => [r.method, r.questions, r.count, r.hitAt1, r.hitAt3, r.hitAt8, r.meanReciprocalRank]),
    );
  },
  names: async ({ source }) => {
    const index = await ensureEntityIndex({ entities: await readEntityNames(source), buildDir: BUILD });
    const rows = await evaluateEntityTypos(index);
    show(
      'Search for names of the sample, spoilt',
      ['Spoilt by', 'Count', 'First', 'Among 3', 'First by edit distance alone'],
      rows.map((r) => [r.spoilt, r.count, r.hitAt1, r.hitAt3, r.byEditsAt1]),
    );
    index.close();
  },
  determinism: async (parts) => {
    const rows = await evaluateDeterminism(USAGE_DB, parts);
    show(
      'Same click, same rows in other orders of insertion: hashes of report, context, prompt and answer',
      ['Chip', 'Selections', 'Databases', 'Selections that differ', 'Errors'],
      rows.map((r) => [r.chip, r.selections, r.databases, r.different, r.errors]),
    );
    say(
      'selections differ',
      rows.map((r) => r.different),
      rows.map((r) => r.selections),
    );
  },
  context: async (parts) => {
    const rows = await evaluateContextRecall(parts, await chosenEntities(parts.source));
    show(
      'Context recall: what a good answer must be able to say, stated by other SQL, three entities of each kind',
      [
        'Chip',
        'Kind',
        'Not applicable',
        'Needed',
        'In context',
        'Recall',
        'Facts nobody uses',
        'Most tokens',
      ],
      rows.map((r) => [
        r.chip,
        r.type,
        `${r.notApplicable} of ${r.answers}`,
        r.isUnlabelled ? 'nobody wrote it' : r.needed,
        r.held,
        r.needed === 0 ? '' : share(r.held, r.needed),
        share(r.unused, r.facts),
        r.tokens,
      ]),
    );
    sayShare('of what is needed is in context', rows, 'held', 'needed');
    sayShare('of the facts in context are used by nobody', rows, 'unused', 'facts');
    for (const text of rows.flatMap((r) => r.missing.map((missing) => `- ${r.chip}: ${missing}`)))
      console.log(text);
    console.log('');
    show(
      'Surroundings of jobs, diagnose.what_changed, beside the original system (nine jobs, at most 40 nodes)',
      ['What', 'Jobs that have one', 'In their surroundings', 'Share', 'Original system'],
      (await baselineRows(parts)).map((r) => [r.what, r.jobs, r.held, share(r.held, r.jobs), r.original]),
    );
  },
  grounding: async (parts) => {
    const rows = await evaluateGrounding(parts);
    show(
      'Figures of answers without a model, every chip on every entity of the sample',
      ['Chip', 'Answers', 'Not applicable', 'Figures', 'Verified', 'Digits without a fact', 'Errors'],
      rows.map((r) => [r.chip, r.answers, r.notApplicable, r.figures, r.verified, r.stray, r.errors]),
    );
    say(
      'figures verified',
      rows.map((r) => r.verified),
      rows.map((r) => r.figures),
    );
    for (const { chip, firstError } of rows.filter((r) => r.errors > 0))
      console.log(`${chip}: ${firstError}`);
  },
  gate: async ({ source }) => {
    const { rows, falseAlarms, cleanTexts, stale } = await evaluateNumberGate(source);
    show(
      'Number gate: texts made false in one place, half of them of entities and paraphrases it was not tuned on',
      ['Class', 'Half', 'Made', 'Caught', 'Share', 'Named as what it is'],
      rows.map((r) => [r.what, r.half, r.made, r.caught, r.caught / r.made, r.named / r.caught]),
    );
    console.log(`${falseAlarms.length} false alarms in ${cleanTexts} true texts.`);
    for (const text of [...falseAlarms, ...stale]) console.log(`- ${text}`);
    console.log('');
  },
  causes: async () => {
    const found: [first: number, named: number, all: number] = [0, 0, 0];
    for (const { name, truth, source } of causeAccounts()) {
      const rows = await evaluateCauses(source, truth.scenarios);
      await source.close();
      found[0] += rows.filter((r) => r.isFirst).length;
      found[1] += rows.filter((r) => r.isNamed).length;
      found[2] += rows.length;
      show(
        `What changed? on what was planted in ${name}`,
        ['Story', 'First term', 'As planted', 'Cause named'],
        rows.map((r) => [r.scenario, r.first, r.isFirst ? 'yes' : 'NO', r.isNamed ? 'yes' : 'NO']),
      );
    }
    say('stories have the planted term first', [found[0]], [found[2]]);
    say('stories have the planted cause named', [found[1]], [found[2]]);
  },
};

await main();

async function main(): Promise<void> {
  if (!existsSync(USAGE_DB)) buildSampleDatabase(USAGE_DB);
  const source = openSqliteSource(USAGE_DB);
  const parts = await openParts({ source, ...copilotSettings(readSettings({})) });
  const only = flags.only?.split(',') ?? Object.keys(EVALS);
  for (const [name, evaluate] of Object.entries(EVALS)) if (only.includes(name)) await evaluate(parts);
  await source.close();
}

function show(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const text = (cell: Cell) =>
    Number.isInteger(cell) || typeof cell === 'string' ? `${cell}` : cell.toFixed(3);
  console.log(
    markdownTable(
      title,
      head,
      rows.map((row) => row.map(text)),
    ),
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : (part / whole).toFixed(3);
}

function sayShare<K extends string>(
  what: string,
  rows: readonly Readonly<Record<K, number>>[],
  part: K,
  whole: K,
): void {
  const sum = (key: K) => rows.reduce((total, row) => total + row[key], 0);
  console.log(`${sum(part)} of ${sum(whole)} (${share(sum(part), sum(whole))}) ${what}.\n`);
}

function say(what: string, part: readonly number[], whole: readonly number[]): void {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  console.log(`${sum(part)} of ${sum(whole)} ${what}.\n`);
}
