// The number gate: no figure, name, direction, rank or cause reaches a reader that no fact or computed statement supports.
import type { EntityRef, Fact } from '#src/reports/facts.ts';
import { type EntityName, type Line, plainText } from '#src/reports/line.ts';
import type { Draft, Verdict } from '../answer_types.ts';
import { bindFigures, type Place } from './bind_figures.ts';
import { checkCause } from './check_cause.ts';
import { checkDates } from './check_dates.ts';
import { checkDirection } from './check_direction.ts';
import { checkEntities } from './check_entities.ts';
import { checkNumberWords } from './check_number_words.ts';
import { checkRank } from './check_rank.ts';
import { gatherEvidence } from './evidence.ts';
import { indexFacts } from './fact_index.ts';
import { nameFinder } from './names.ts';
import type { Check, Scene } from './scene.ts';
import { reader, type Sentence } from './sentences.ts';
import { wordsWithDigits } from './shown.ts';
import { carriedBy } from './subjects.ts';
import type { Violation } from './verdict.ts';

export interface GateInput {
  readonly facts: readonly Fact[];
  readonly subject: EntityName;
  /** What a text may speak of. */
  readonly names: readonly EntityName[];
  /** All names there are: a name that is none of `names` is found to be out of place. */
  readonly accountNames?: readonly EntityName[];
  /** Edges around the entity, a line each. */
  readonly surroundings: readonly string[];
  /** Computed by code: its statements are evidence. */
  readonly narration: Draft;
  /** Texts of the data that may be repeated word for word. */
  readonly quotable: readonly string[];
  /** Other words the model was shown, such as those of documents. */
  readonly vocabulary?: string;
}

export type Gate = (draft: Draft) => Verdict;

export function createGate(input: GateInput): Gate {
  const { facts, subject, names, accountNames = [], narration } = input;
  const index = indexFacts(facts);
  const finder = nameFinder([...names, ...accountNames]);
  const quotable = [...input.quotable, ...quotedIn(narration)];
  const own = reader({ names: finder, quotable: [], trustQuotes: true });
  const read = reader({ names: finder, quotable, trustQuotes: false });
  const evidence = gatherEvidence(narration, input.surroundings, own, index, subject.ref);
  const nameOf = nameLookup([...names, ...accountNames]);
  const vocabulary = wordsOf([
    ...linesOf(narration).map(plainText),
    ...facts.map((fact) => fact.label),
    ...input.surroundings,
    input.vocabulary ?? '',
  ]);
  const stated = [...evidence.sentences, ...evidence.surroundings].flatMap((one) => [...one.refs]);
  const spokenOf = new Set([...names.map(({ ref }) => ref), ...stated]);
  const checks: readonly Check[] = [
    checkDirection,
    checkRank,
    checkNumberWords,
    checkDates,
    checkCause,
    checkEntities({ spokenOf, vocabulary }),
  ];

  return (draft) => {
    const violations: Violation[] = [];
    let total = 0;
    for (const line of linesOf(draft)) {
      let carried: readonly EntityRef[] = [];
      for (const sentence of read(line)) {
        const found = checkSentence(sentence, { index, selected: subject.ref, carried, nameOf });
        total += found.figures;
        violations.push(...found.violations);
        carried = carriedBy(sentence, carried);
      }
    }
    return {
      verified: total - violations.length,
      total,
      rejected: violations.map(({ text }) => text),
      violations,
    };
  };

  /** Figures are counted one by one; of other statements only those at fault. */
  function checkSentence(
    sentence: Sentence,
    place: Place,
  ): { figures: number; violations: readonly Violation[] } {
    const { bindings, violations, figures } = bindFigures(sentence, place);
    const scene: Scene = { sentence, bindings, place, evidence };
    const others = checks.flatMap((check) => check(scene));
    return { figures: figures + others.length, violations: [...violations, ...others] };
  }
}

export function linesOf({ headline, points, next, notes }: Draft): readonly Line[] {
  return [headline, ...points, ...next, ...notes];
}

function quotedIn(narration: Draft): string[] {
  const spans = linesOf(narration).flat();
  const quoted = spans.filter((span) => span.quoted).map((span) => span.text);
  return [...quoted, ...spans.filter((span) => !span.fact).flatMap((span) => wordsWithDigits(span.text))];
}

function nameLookup(names: readonly EntityName[]): (ref: EntityRef) => string | undefined {
  const byRef = new Map(names.map(({ ref, name }) => [ref, name]));
  return (ref) => byRef.get(ref);
}

/** Words of the product and of Databricks that need no proof. */
const COMMON =
  'databricks spark sql aws azure ec2 dbu dbus cpu slack python scala delta photon utc january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday i jobs next risk who what why how which cut cost right-size failures reliability trend utilization drivers';

function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    [COMMON, ...texts].flatMap((text) => text.toLowerCase().match(/[\p{L}_]+(?:['’\-/][\p{L}_]+)*/gu) ?? []),
  );
}
