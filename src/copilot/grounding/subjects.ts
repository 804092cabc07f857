// Of whom a figure speaks: the entity named nearest to it, else the one the sentence before spoke of, else the selected one.
import type { EntityRef } from '#src/reports/facts.ts';
import type { Sentence, Token } from './sentences.ts';

export interface SpokenOf {
  readonly refs: readonly EntityRef[];
  /** Named in the sentence itself. */
  readonly named: boolean;
}

export function spokenOf(
  { tokens }: Sentence,
  at: number,
  carried: readonly EntityRef[],
  selected: EntityRef,
): SpokenOf {
  const { clause, bracket } = tokens[at]!;
  // 'Sofia Marchetti (Marketing) makes 16%': what stands in brackets of its own is an addition to the name before.
  const isName = (token: Token) =>
    token.kind === 'name' && (token.bracket === 0 || token.bracket === bracket);
  const before = tokens.slice(0, at).filter(isName);
  const after = tokens.slice(at + 1).filter(isName);
  const nearest =
    before.findLast((token) => token.clause === clause) ??
    after.find((token) => token.clause === clause) ??
    before.at(-1);
  if (nearest?.refs.includes(selected))
    return { refs: [selected, ...before.flatMap((token) => token.refs)], named: true };
  if (nearest) return { refs: nearest.refs, named: true };
  return { refs: [...(after[0]?.refs ?? []), ...carried, selected], named: false };
}

/** What the next sentence's 'it' may mean. */
export function carriedBy({ tokens }: Sentence, carried: readonly EntityRef[]): readonly EntityRef[] {
  return tokens.findLast((token) => token.kind === 'name')?.refs ?? carried;
}

/** 'of the $48,918', 'all jobs together': the whole that the selected entity stands for. */
export function speaksOfWhole({ tokens }: Sentence, at: number, selected: EntityRef): boolean {
  if (tokens.some((token) => token.refs.includes(selected))) return true;
  const near = tokens.slice(Math.max(0, at - 3), at).map((token) => token.word);
  if (near.includes('of') && near.some((word) => /^(the|all|its|their|these)$/.test(word))) return true;
  return (
    near.some((word) => /^(all|total|together|against|than|others?)$/.test(word)) || near.at(-1) === 'of'
  );
}
