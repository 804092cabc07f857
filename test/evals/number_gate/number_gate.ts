// Measures the number gate: how many false texts of each class it catches, and how many true ones it stops.
import type { Verdict } from '#src/copilot/answer_types.ts';
import type { ViolationKind } from '#src/copilot/grounding/verdict.ts';
import { createRandom } from '#src/lib/random.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import {
  alarmsOf,
  type CleanText,
  check,
  narrationTexts,
  paraphraseTexts,
  type Writing,
  written,
} from './clean_texts.ts';
import { CLASSES, CORRUPTIONS, type CorruptionClass } from './corruptions.ts';

export interface GateRow {
  readonly what: string;
  readonly half: CleanText['half'];
  readonly made: number;
  readonly caught: number;
  /** Caught and named as what it is. */
  readonly named: number;
}

export interface GateEval {
  readonly rows: readonly GateRow[];
  /** True texts that were stopped: shown one by one, because each is a defect. */
  readonly falseAlarms: readonly string[];
  readonly cleanTexts: number;
  readonly misses: readonly string[];
  readonly stale: readonly string[];
}

const EXPECTED: Readonly<Record<CorruptionClass, readonly ViolationKind[]>> = {
  digit: ['digit', 'subject'],
  unit: ['unit'],
  'swapped entity': ['entity', 'subject'],
  'flipped direction': ['direction'],
  'false rank': ['rank'],
  'number word': ['number_word'],
  date: ['date'],
  'invented cause': ['cause'],
};

/** `each`: narrations per chip and type of entity. */
export async function evaluateNumberGate(source: UsageSource, each = 8): Promise<GateEval> {
  const { texts: paraphrases, stale } = await paraphraseTexts(source);
  const clean = [...(await narrationTexts(source, each)), ...paraphrases];
  const made = clean.flatMap((text) => corruptedTexts(text));
  const rows = CLASSES.flatMap((what) =>
    (['dev', 'held out'] as const).map((half) => {
      const own = made.filter((one) => one.what === what && one.half === half);
      const caught = own.filter((one) => one.verdict.violations.length > 0);
      const named = caught.filter((one) =>
        one.verdict.violations.some(({ kind }) => EXPECTED[what].includes(kind)),
      );
      return { what, half, made: own.length, caught: caught.length, named: named.length };
    }),
  );
  const misses = made.filter((one) => one.verdict.violations.length === 0).map(describe);
  return { rows, misses, stale, falseAlarms: clean.flatMap(alarmsOf), cleanTexts: clean.length * 2 };
}

interface Corrupted {
  readonly what: CorruptionClass;
  readonly half: CleanText['half'];
  readonly label: string;
  readonly change: string;
  readonly sentence: string;
  readonly verdict: Verdict;
}

function describe({ what, half, label, change, sentence }: Corrupted): string {
  return `${what} | ${half} | ${label} | ${change} | ${sentence}`;
}

/** Of each class one per line that allows it, for paraphrases; of narrations, which are many, one per text. */
function corruptedTexts(text: CleanText): Corrupted[] {
  return CLASSES.flatMap((what) => {
    const random = createRandom(`${what} ${text.label}`);
    const order = text.lines.map((_, i) => ({ i, key: random.next() })).sort((a, b) => a.key - b.key);
    const found: Corrupted[] = [];
    for (const { i } of order) {
      const corruption = CORRUPTIONS[what](text.lines[i]!, text, random);
      if (!corruption) continue;
      const lines = text.lines.map((line, j) => (j === i ? corruption.line : line));
      const writing: Writing = random.chance(0.5) ? 'figures' : 'slots';
      const verdict = check(lines, text, writing);
      const sentence = written(corruption.line, writing);
      found.push({ what, half: text.half, label: text.label, change: corruption.what, sentence, verdict });
      if (text.origin === 'narration') break;
    }
    return found;
  });
}
