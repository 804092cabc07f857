// How much of what a good answer must be able to say is in its context, and how much of the context nobody uses.
import { answer } from '#src/copilot/answer.ts';
import type { Answer, Trace } from '#src/copilot/answer_types.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { estimateTokens } from '#src/copilot/prompt/token_budget.ts';
import { entityId, entityType } from '#src/copilot/selection/selection.ts';
import { requireData, windowOf } from '#src/reports/params.ts';
import type { SqlParams, UsageSource } from '#src/store/usage_source.ts';
import { type Entities, type Press, presses } from '../selections.ts';
import { type Gold, type Need, needsOf, readGold } from './gold.ts';
import { factsFor, type GoldValue, isHeld, type Shown } from './held.ts';

export interface RecallRow {
  readonly chip: string;
  readonly type: string;
  readonly answers: number;
  /** Answers that say why the chip does not apply: nothing is needed of them. */
  readonly notApplicable: number;
  /** What the data can tell of what is needed. */
  readonly needed: number;
  readonly held: number;
  readonly facts: number;
  /** Facts in context that neither what is needed nor the narration uses. */
  readonly unused: number;
  /** Of the largest context. */
  readonly tokens: number;
  /** 'job:1 the owner' */
  readonly missing: readonly string[];
  /** Nobody has written what is needed. */
  readonly isUnlabelled: boolean;
}

export async function evaluateContextRecall(
  parts: Parts,
  entities: Entities,
  gold: Gold = readGold(),
): Promise<RecallRow[]> {
  const found = new Map<string, Found[]>();
  for (const press of presses(entities, Number.POSITIVE_INFINITY)) {
    const name = `${press.chip} ${entityType(refOf(press))}`;
    const list = found.get(name) ?? [];
    found.set(name, list);
    list.push(await tryPress(press, parts, gold));
  }
  return [...found].map(([name, list]) => rowOf(name, list));
}

interface Found {
  readonly isApplicable: boolean;
  readonly isUnlabelled: boolean;
  readonly needed: number;
  readonly missing: readonly string[];
  readonly facts: number;
  readonly unused: number;
  readonly tokens: number;
}

async function tryPress(press: Press, parts: Parts, gold: Gold): Promise<Found> {
  const ref = refOf(press);
  const needs = needsOf(gold, entityType(ref), press.chip);
  const result = await answer(press, parts);
  const shown = shownIn(result.trace);
  const used = factsOfNarration(result);
  const missing: string[] = [];
  let needed = 0;
  for (const need of (result.applicable && needs) || []) {
    for (const value of await valuesOf(need, gold[entityType(ref)]!.with, ref, result.trace, parts.source)) {
      needed++;
      if (!isHeld(need, value, shown)) missing.push(`${ref} ${need.what} (${value})`);
      for (const fact of factsFor(need, value, shown)) used.add(fact.id);
    }
  }
  return {
    isApplicable: result.applicable,
    isUnlabelled: needs === null,
    needed,
    missing,
    facts: shown.facts.length,
    unused: shown.facts.filter(({ id }) => !used.has(id)).length,
    tokens: estimateTokens(result.trace.context.text),
  };
}

/** Facts and surroundings that were within their budgets. */
export function shownIn({ facts, context }: Pick<Trace, 'facts' | 'context'>): Shown {
  const kept = new Set(
    context.candidates
      .filter(({ section, inContext }) => section === 'facts' && inContext)
      .map(({ item }) => item.split(' ')[0]),
  );
  return {
    facts: facts.filter(({ id }) => kept.has(id)),
    text: context.text.split('\n\n## Passages')[0]!,
  };
}

function factsOfNarration({ draft }: Answer): Set<string> {
  const lines = [draft.headline, ...draft.points, ...draft.next, ...draft.notes];
  return new Set(lines.flat().flatMap((span) => span.fact ?? []));
}

/** None: it does not apply to this entity. */
async function valuesOf(
  need: Need,
  prelude: string,
  ref: string,
  trace: Trace,
  source: UsageSource,
): Promise<GoldValue[]> {
  const text = `WITH ${prelude} ${need.sql}`;
  const rows = await source.query<Record<string, GoldValue | null>>(
    { name: 'gold', text, hash: '' },
    await periodOf(ref, trace, source),
  );
  return rows.flatMap((row) => Object.values(row)[0] ?? []);
}

async function periodOf(ref: string, trace: Trace, source: UsageSource): Promise<SqlParams> {
  const profile = await source.profile();
  requireData(profile);
  const { params } = trace.promptInput.report;
  const { previousFrom, previousTo } = windowOf(params, profile);
  const { from, to } = params;
  return { id: entityId(ref), from, to, previous_from: previousFrom, previous_to: previousTo };
}

function rowOf(name: string, list: readonly Found[]): RecallRow {
  const [chip, type] = name.split(' ') as [string, string];
  const sum = (of: (one: Found) => number) => list.reduce((total, one) => total + of(one), 0);
  const needed = sum((one) => one.needed);
  const missing = list.flatMap((one) => one.missing);
  return {
    chip,
    type,
    answers: list.length,
    notApplicable: sum((one) => Number(!one.isApplicable)),
    needed,
    held: needed - missing.length,
    facts: sum((one) => one.facts),
    unused: sum((one) => one.unused),
    tokens: Math.max(...list.map((one) => one.tokens)),
    missing,
    isUnlabelled: list.some((one) => one.isUnlabelled),
  };
}

function refOf({ selection }: Press): string {
  return selection.entity ?? `report:${selection.report}`;
}
