// Lesson 01: two rankings fused in SQL must agree with the fusion the copilot uses.
import { fuseRankings } from '#src/embeddings/rank_fusion.ts';
import { createRandom } from '#src/lib/random.ts';
import { compareText } from '#src/lib/text.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { withUsage } from '#test/fixtures/usage_fixture.ts';
import { asStatement, type Exercise, type Finding, findingsOf } from '../exercise.ts';

interface Rankings {
  readonly words: readonly string[];
  readonly meaning: readonly string[];
}

interface Row {
  readonly passage: string;
  readonly score: number;
}

interface Case extends Rankings {
  readonly what: string;
  readonly hint: string;
}

const CASES: readonly Case[] = [
  {
    what: 'Two good places beat one first place',
    hint: 'A passage both lists name has two terms to add; no other has.',
    words: ['photon#1', 'spot#2'],
    meaning: ['pools#4', 'spot#2'],
  },
  {
    what: 'A passage that one list alone names is kept',
    hint: 'A JOIN keeps what both lists have. Stack the lists (UNION ALL), then GROUP BY passage.',
    words: ['spot#2', 'pools#1', 'photon#3'],
    meaning: ['budgets#1', 'spot#2'],
  },
  {
    what: 'One empty list leaves the order of the other',
    hint: 'A question of unknown words has no ranking by meaning; the words then answer alone.',
    words: ['spot#2', 'photon#3', 'pools#1'],
    meaning: [],
  },
  {
    what: 'Equal scores are ordered by the id of the passage',
    hint: 'Add a second term to ORDER BY, and round the score first: equal sums may differ in their last bit.',
    words: ['spot#2', 'photon#1', 'tags#5'],
    meaning: ['photon#1', 'spot#2', 'budgets#9'],
  },
];

export const twoCorpora: Exercise = {
  number: '01',
  folder: '01_two_corpora',
  ending: 'sql',
  check: (text) =>
    findingsOf(
      () => withUsage({}, (source) => checkAll(text, source)),
      'The parameters are :words and :meaning; the columns are passage and score.',
    ),
};

async function checkAll(text: string, source: UsageSource): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { what, hint, ...rankings } of CASES)
    findings.push({ what, hint, ok: await agrees(text, rankings, source) });
  const drawn = drawnRankings(40);
  const right = await Promise.all(drawn.map((rankings) => agrees(text, rankings, source)));
  findings.push({
    what: `${drawn.length} drawn pairs of rankings are fused as the copilot fuses them`,
    ok: right.every(Boolean),
    hint: `${right.filter((ok) => !ok).length} differ. The score is the sum of 1 / (60 + place), places from 1, rounded to 6 decimals.`,
  });
  return findings;
}

async function agrees(text: string, { words, meaning }: Rankings, source: UsageSource): Promise<boolean> {
  const rows = await source.query<Row>(asStatement(text), {
    words: JSON.stringify(words),
    meaning: JSON.stringify(meaning),
  });
  const given = rows.map(({ passage, score }) => ({ passage, score }));
  return JSON.stringify(given) === JSON.stringify(expected({ words, meaning }));
}

/** The product numbers its passages in the order of their ids, and orders equal scores by number. */
function expected({ words, meaning }: Rankings): Row[] {
  const ids = [...new Set([...words, ...meaning])].sort(compareText);
  const numbered = [words, meaning].map((ranking) => ranking.map((id) => ids.indexOf(id)));
  return fuseRankings(numbered).map(({ item, score }) => ({ passage: ids[item]!, score }));
}

function drawnRankings(count: number): Rankings[] {
  const random = createRandom('two corpora');
  const ids = Array.from({ length: 12 }, (_, i) => `page_${String(i).padStart(2, '0')}#1`);
  const draw = () => {
    const keyed = ids.map((id) => ({ id, key: random.next() })).sort((a, b) => a.key - b.key);
    return keyed.slice(0, random.int(0, ids.length)).map(({ id }) => id);
  };
  return Array.from({ length: count }, () => ({ words: draw(), meaning: draw() }));
}
