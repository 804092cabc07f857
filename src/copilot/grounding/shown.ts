// What a model was shown: the names its text may speak of, the surroundings, the texts it may repeat word for word.
import type { EntityRef, Fact } from '#src/reports/facts.ts';
import type { EntityName } from '#src/reports/line.ts';
import type { Draft, Prompt } from '../answer_types.ts';
import { figuresIn } from './figures_in_text.ts';

export interface Shown {
  readonly subject: EntityName;
  readonly narration: Draft;
  readonly facts: readonly Fact[];
  readonly surroundings: readonly string[];
  readonly accountNames: readonly EntityName[];
}

/** Of the narration, the subjects of facts and the surroundings. Departments, SKUs and other things without a row of names are called by their id. */
export function namesOf({ subject, narration, facts, surroundings, accountNames }: Shown): EntityName[] {
  const { headline, points, next, notes } = narration;
  const spans = [headline, ...points, ...next, ...notes].flat();
  const named = spans.flatMap((span) => (span.entity ? [{ ref: span.entity, name: span.text }] : []));
  const subjects = new Set(facts.map((fact) => fact.subject));
  const ofAccount = accountNames.filter(({ ref }) => subjects.has(ref));
  const known = new Set([subject, ...named, ...ofAccount].map(({ ref }) => ref));
  const byId = [...subjects]
    .filter((ref) => !known.has(ref) && /^(department|sku):/.test(ref))
    .map(calledById);
  return distinct([
    subject,
    ...named,
    ...ofAccount,
    ...byId,
    ...surroundings.flatMap((text) => namesIn(text, accountNames)),
  ]);
}

const NAME =
  /(\b(?:job run|job|warehouse|cluster|user|department|workspace|compute type|report)) <name>([^<]*)<\/name>/g;

function namesIn(text: string, accountNames: readonly EntityName[]): EntityName[] {
  return [...text.matchAll(NAME)].map(([, type, name]) => {
    const own = `${type!.replaceAll(' ', '_')}:`;
    const known = accountNames.find((one) => one.name === name && one.ref.startsWith(own));
    return known ?? { ref: `${own}${name}`, name: name! };
  });
}

function calledById(ref: EntityRef): EntityName {
  return { ref, name: ref.slice(ref.indexOf(':') + 1) };
}

function distinct(names: readonly EntityName[]): EntityName[] {
  return [...new Map(names.map((one) => [`${one.ref} ${one.name}`, one])).values()];
}

/** 'Entity: <name>Nightly ledger</name> (job:7)' */
export function subjectIn(prompt: Prompt): EntityName {
  const match = /^Entity: <name>([^<]*)<\/name> \((.+)\)$/m.exec(prompt.user);
  return { ref: match?.[2] ?? 'report', name: match?.[1] ?? '' };
}

export function surroundingsIn(prompt: Prompt): string[] {
  const section = /^## Surroundings\n([\s\S]*?)(?=\n\n## |$(?![\s\S]))/m.exec(prompt.user)?.[1] ?? '';
  return section.split('\n').filter((text) => text.length > 0);
}

/** Names and other texts of the data: they may be repeated, digits and all. So may words such as EC2 or r5.4xlarge. */
export function quotableIn(prompt: Prompt): string[] {
  const fenced = [...prompt.user.matchAll(/<name>([^<]*)<\/name>/g)].map((match) => match[1]!);
  return [...fenced, ...wordsWithDigits(prompt.user)];
}

/** But not the names of slots: those state a figure. */
export function wordsWithDigits(text: string): string[] {
  return figuresIn(text)
    .filter(({ keys }) => keys[0]!.startsWith('word ') && !/^word f\d+$/.test(keys[0]!))
    .map((figure) => figure.text);
}
