// What the composer offers while somebody types: commands, their words, and people to mention.
import type { SlashCommandView, UserView } from '../protocol.ts';
import { escapeEntities } from './text/tree.ts';

export interface Suggestion {
  /** What the line becomes from `from` on. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
  readonly kind: 'command' | 'word' | 'person' | 'hint';
}

export interface Suggestions {
  /** Where in the text the replaced part begins. */
  readonly from: number;
  readonly items: readonly Suggestion[];
  /** Whether Enter takes the first one; otherwise Enter sends the line as it stands. */
  readonly eager: boolean;
}

export const noSuggestions: Suggestions = { from: 0, items: [], eager: false };

export function suggest(
  text: string,
  caret: number,
  commands: readonly SlashCommandView[],
  users: readonly UserView[],
): Suggestions {
  const before = text.slice(0, caret);
  if (before.startsWith('/')) return suggestCommand(before, commands);
  return suggestPerson(before, users);
}

function suggestCommand(before: string, commands: readonly SlashCommandView[]): Suggestions {
  if (/\n/.test(before)) return noSuggestions;
  const space = before.indexOf(' ');
  if (space < 0) return suggestCommandName(before, commands);
  const command = commands.find((one) => one.command === before.slice(0, space));
  return command ? suggestWord(before, space + 1, command) : noSuggestions;
}

function suggestCommandName(before: string, commands: readonly SlashCommandView[]): Suggestions {
  const fitting = commands.filter((one) => one.command.startsWith(before));
  const items = fitting.map((one) => ({
    insert: `${one.command} `,
    label: one.usage_hint === '' ? one.command : `${one.command} ${one.usage_hint}`,
    detail: one.description,
    kind: 'command' as const,
  }));
  const complete = commands.some((one) => one.command === before);
  return { from: 0, items, eager: !complete };
}

/** The command stays in sight as a hint; below it the words its usage hint names. */
function suggestWord(before: string, first: number, command: SlashCommandView): Suggestions {
  const from = before.lastIndexOf(' ') + 1;
  const typed = before.slice(from);
  const words = commandWords(command.usage_hint);
  const offered = from === first ? words : words.filter((word) => word.endsWith('='));
  const items = offered
    .filter((word) => word.startsWith(typed) && word !== typed)
    .map((word) => ({
      insert: word.endsWith('=') ? word : `${word} `,
      label: word,
      detail: '',
      kind: 'word' as const,
    }));
  const hint = {
    insert: '',
    label: `${command.command} ${command.usage_hint}`.trim(),
    detail: command.description,
  };
  return { from, items: [{ ...hint, kind: 'hint' }, ...items], eager: false };
}

/**
 * What a usage hint says literally: alternatives (`help | digest`), of a longer one its first word and the whole as an
 * example (`job_cost last 14 days`), and settings (`workspace=`).
 */
export function commandWords(usageHint: string): readonly string[] {
  const alternatives = usageHint
    .split(/[[\](){}]/)
    .filter((part) => part.includes('|'))
    .flatMap((part) => part.split('|'))
    .map((part) => part.trim())
    .filter((part) => /^[a-z][a-z0-9_]*( [a-z0-9_=.-]+)*$/.test(part))
    .flatMap((part) => [part.split(' ')[0]!, part]);
  const settings = [...usageHint.matchAll(/(?<![a-z0-9_])([a-z][a-z0-9_]*=)/g)].map((match) => match[1]!);
  return [...new Set([...alternatives, ...settings])];
}

function suggestPerson(before: string, users: readonly UserView[]): Suggestions {
  const match = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!match) return noSuggestions;
  const typed = match[1]!.toLowerCase();
  const fits = (user: UserView) =>
    user.name.toLowerCase().startsWith(typed) ||
    user.real_name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(typed));
  const items = [...users]
    .filter(fits)
    .sort((a, b) => Number(b.is_app) - Number(a.is_app) || (a.real_name < b.real_name ? -1 : 1))
    .slice(0, 8)
    .map((user) => ({
      insert: `@${user.real_name} `,
      label: user.real_name,
      detail: user.is_app ? 'App' : user.title,
      kind: 'person' as const,
    }));
  return { from: before.length - match[1]!.length - 1, items, eager: items.length > 0 };
}

/** What is sent: typed text escaped as Slack escapes it, and names of people as mentions. Longest names first. */
export function encodeMessage(text: string, users: readonly UserView[]): string {
  const byLength = [...users].sort(
    (a, b) => b.real_name.length - a.real_name.length || (a.id < b.id ? -1 : 1),
  );
  const names = byLength.flatMap((user) => [
    { name: `@${escapeEntities(user.real_name)}`, id: user.id },
    { name: `@${escapeEntities(user.name)}`, id: user.id },
  ]);
  return names.reduce((result, { name, id }) => replaceName(result, name, `<@${id}>`), escapeEntities(text));
}

/** Only a whole name: `@maya` is not in `@mayank`, nor in `x@maya`. */
function replaceName(text: string, name: string, mention: string): string {
  const parts = text.split(name);
  return parts.reduce((result, part) => {
    const glued = /[\p{L}\p{N}_]$/u.test(result) || /^[\p{L}\p{N}_-]/u.test(part);
    return `${result}${glued ? name : mention}${part}`;
  });
}
