// The true texts the corruptions are made from: narrations of the sample, and paraphrases written by hand.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Verdict } from '#src/copilot/answer_types.ts';
import { nameFinder } from '#src/copilot/grounding/names.ts';
import { parseModelText } from '#src/copilot/grounding/parse_model_text.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import { entityType, type Selection } from '#src/copilot/selection/selection.ts';
import { createRandom } from '#src/lib/random.ts';
import type { EntityName, Line, Span } from '#src/reports/line.ts';
import { readEntityNames } from '#src/store/entity_names.ts';
import type { UsageSource } from '#src/store/usage_source.ts';
import { presses, sampleEntities } from '../selections.ts';
import { type Studied, studied } from './studied.ts';

export interface CleanText {
  readonly origin: 'narration' | 'paraphrase';
  /** Half the gate was tuned on, or half it had not seen. */
  readonly half: 'dev' | 'held out';
  readonly study: Studied;
  readonly lines: readonly Line[];
  readonly label: string;
}

/** How a model would hand it in. */
export type Writing = 'figures' | 'slots';

const groupSchema = z.array(
  z.strictObject({ entity: z.string(), chip: z.string(), texts: z.array(z.string()).min(1) }),
);
const TYPE_NAMES: Readonly<Record<string, string>> = {
  'SQL warehouses': 'compute_type:SQL_WAREHOUSE',
  'All-purpose clusters': 'compute_type:APC_CLUSTER',
};

export async function accountNamesOf(source: UsageSource): Promise<EntityName[]> {
  return (await readEntityNames(source)).map(({ type, id, name }) => ({ ref: `${type}:${id}`, name }));
}

/** `each`: entities per chip and type, drawn by seed. */
export async function narrationTexts(source: UsageSource, each: number): Promise<CleanText[]> {
  const names = await accountNamesOf(source);
  const all = presses(await sampleEntities(source), Number.POSITIVE_INFINITY);
  const groups = new Map<string, typeof all>();
  for (const press of all) {
    const group = `${press.chip} ${press.selection.entity?.split(':')[0] ?? 'report'}`;
    groups.set(group, [...(groups.get(group) ?? []), press]);
  }
  const texts: CleanText[] = [];
  for (const [group, members] of groups) {
    for (const { chip, selection } of drawn(members, each, group)) {
      const study = await studied(chip, selection, source, names);
      const { headline, points, next, notes } = study.narration;
      const lines = [headline, ...points, ...next.map(asNext), ...notes];
      const half = halfOf(study.subject.ref);
      texts.push({ origin: 'narration', half, study, lines, label: `${study.subject.name} ${chip}` });
    }
  }
  return texts;
}

/** Placeholders whose fact is gone are reported, not guessed. */
export async function paraphraseTexts(source: UsageSource): Promise<{ texts: CleanText[]; stale: string[] }> {
  const names = await accountNamesOf(source);
  const file = path.join(import.meta.dirname, 'paraphrases.yaml');
  const texts: CleanText[] = [];
  const stale: string[] = [];
  for (const group of groupSchema.parse(parse(readFileSync(file, 'utf8')))) {
    chipById(group.chip);
    const study = await studied(group.chip, selectionOf(group.entity, names), source, names);
    for (const text of group.texts) {
      const lines = linesOf(text, study);
      const label = `${group.entity} ${group.chip}: ${text.trim().slice(0, 60)}`;
      if (typeof lines === 'string') stale.push(`${label}: ${lines}`);
      else texts.push({ origin: 'paraphrase', half: halfOf(text), study, lines, label });
    }
  }
  return { texts, stale };
}

export function selectionOf(entity: string, names: readonly EntityName[]): Selection {
  if (entity.startsWith('report:')) return { report: entity.slice('report:'.length) };
  const ref = TYPE_NAMES[entity] ?? names.find(({ name }) => name === entity)!.ref;
  return { report: entityType(ref) === 'job' ? 'job_cost' : 'compute_type_cost', entity: ref };
}

/** The missing key, when a fact is gone. */
function linesOf(text: string, study: Studied): Line[] | string {
  const find = nameFinder(study.accountNames);
  const lines: Line[] = [];
  for (const item of text.trim().split('\n')) {
    const spans: Span[] = [];
    for (const piece of item.split(/(\{\{[^}]+\}\})/).filter((part) => part.length > 0)) {
      const key = /^\{\{([^}~]+)(?:~(\d))?\}\}$/.exec(piece);
      if (!key) {
        spans.push(...namedSpans(piece, find));
        continue;
      }
      const fact = study.sheet.get(keyOf(key[1]!, study));
      if (!fact) return key[1]!;
      spans.push({ text: fact.forms[Number(key[2] ?? 0)]!, fact: fact.id });
    }
    lines.push(spans);
  }
  return lines;
}

function keyOf(key: string, study: Studied): string {
  const named = /^@([^|]+)\|(.+)$/.exec(key);
  if (!named) return key;
  const all = [...study.names, ...study.accountNames].filter(({ name }) => name === named[1]);
  const ref = all.map((one) => one.ref).find((one) => study.sheet.get(`${one}.${named[2]}`));
  return `${ref ?? named[1]}.${named[2]}`;
}

function namedSpans(text: string, find: ReturnType<typeof nameFinder>): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const hit of find(text)) {
    if (hit.at > end) spans.push({ text: text.slice(end, hit.at) });
    spans.push({ text: hit.text, entity: hit.refs[0]! });
    end = hit.at + hit.text.length;
  }
  if (end < text.length) spans.push({ text: text.slice(end) });
  return spans;
}

function asNext(line: Line): Line {
  return [{ text: 'Next: ' }, ...line];
}

function halfOf(label: string): CleanText['half'] {
  return createRandom(`half of ${label}`).chance(0.5) ? 'dev' : 'held out';
}

function drawn<T>(items: readonly T[], count: number, seed: string): T[] {
  const random = createRandom(`narrations ${seed}`);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }) => item);
}

/** True texts that are stopped, both with figures typed and with slots. */
export function alarmsOf(text: CleanText): string[] {
  return (['figures', 'slots'] as const).flatMap((writing) =>
    check(text.lines, text, writing).violations.map(
      (v) =>
        `${text.origin} | ${text.half} | ${writing} | ${text.label} | ${v.kind} "${v.text}": ${v.why} | ${v.sentence}`,
    ),
  );
}

export function check(lines: readonly Line[], { study }: CleanText, writing: Writing): Verdict {
  const text = lines.map((line) => written(line, writing)).join('\n');
  return study.gate(parseModelText(text, study.sheet));
}

export function written(line: Line, writing: Writing): string {
  return line.map((span) => (span.fact && writing === 'slots' ? `{{${span.fact}}}` : span.text)).join('');
}
