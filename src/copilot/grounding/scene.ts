// One sentence with everything its checks look at.

import type { Bindings, Place } from './bind_figures.ts';
import type { Evidence, Statement } from './evidence.ts';
import type { IndexedFact } from './fact_index.ts';
import type { Sentence, Token } from './sentences.ts';
import type { Violation, ViolationKind } from './verdict.ts';

export interface Scene {
  readonly sentence: Sentence;
  readonly bindings: Bindings;
  readonly place: Place;
  readonly evidence: Evidence;
}

export type Check = (scene: Scene) => readonly Violation[];

export function fault(scene: Scene, kind: ViolationKind, text: string, why: string): Violation {
  return { kind, text, sentence: scene.sentence.text, why };
}

/** Facts bound in one clause, or in the whole sentence. */
export function boundIn({ sentence, bindings }: Scene, clause?: number): IndexedFact[] {
  return [...bindings]
    .filter(([at]) => clause === undefined || sentence.tokens[at]!.clause === clause)
    .flatMap(([, facts]) => facts);
}

export function clauseOf({ sentence }: Scene, clause: number): readonly Token[] {
  return sentence.tokens.filter((token) => token.clause === clause);
}

export function sensesIn(tokens: readonly Token[]): ReadonlySet<string> {
  return new Set(tokens.map((token) => token.sense).filter((sense) => sense.length > 0));
}

export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const item of a) if (b.has(item)) count += 1;
  return count;
}

export function states(statement: Statement, facts: readonly IndexedFact[]): boolean {
  return facts.some(({ fact }) => statement.facts.has(fact.id));
}
