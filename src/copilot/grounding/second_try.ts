// What a model is told when its first text cannot be shown to be true, and what people are told when the second cannot either.
import { joinAnd } from '#src/lib/text.ts';
import type { Violation, ViolationKind } from './verdict.ts';

const MOST_NAMED = 12;

/** The same task with the list of faults: built from the first text alone, so that the same click asks the same. */
export function secondPrompt(
  prompt: { readonly system: string; readonly user: string },
  first: string,
  violations: readonly Violation[],
): { system: string; user: string } {
  const faults =
    violations.length === 0
      ? ['- It has no text.']
      : violations
          .slice(0, MOST_NAMED)
          .map(
            ({ kind, text, sentence, why }) =>
              `- ${kind.replace('_', ' ')} "${text}" in "${sentence}": ${why}`,
          );
  const user = [
    prompt.user.trimEnd(),
    '# Your first text',
    `<draft>\n${first.replace(/<\/?draft>/g, ' ').trim()}\n</draft>`,
    '# What is wrong with it',
    faults.join('\n'),
    'Write the whole text again without these faults. Leave out what no fact states.',
  ].join('\n\n');
  return { system: prompt.system, user: `${user}\n` };
}

/** One fault and several, in the words of a reader. */
const REASONS: Readonly<Record<ViolationKind, readonly [string, string]>> = {
  digit: ['figure is no fact', 'figures are no facts'],
  unit: ['figure has another unit', 'figures have another unit'],
  subject: ['figure belongs to something else', 'figures belong to something else'],
  entity: ['name is out of place', 'names are out of place'],
  direction: ['direction contradicts the facts', 'directions contradict the facts'],
  rank: ['rank is no fact', 'ranks are no facts'],
  number_word: ['amount in words is no fact', 'amounts in words are no facts'],
  date: ['date is no fact', 'dates are no facts'],
  cause: ['cause is stated nowhere', 'causes are stated nowhere'],
  address: ['web address is its own', 'web addresses are its own'],
};

/** '2 figures are no facts and 1 cause is stated nowhere' */
export function reasonsText(violations: readonly Violation[]): string {
  const kinds = (Object.keys(REASONS) as ViolationKind[]).filter((kind) =>
    violations.some((v) => v.kind === kind),
  );
  return joinAnd(
    kinds.map((kind) => {
      const count = violations.filter((v) => v.kind === kind).length;
      return `${count} ${REASONS[kind][count === 1 ? 0 : 1]}`;
    }),
  );
}
