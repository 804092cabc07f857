// Finds the workspace, department, tag or job a person named: exactly that one, or an error with the names that come near.
import { UserError } from '#src/lib/errors.ts';
import { compareText, nearest } from '#src/lib/text.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { UsageSource } from '#src/store/usage_source.ts';

export type NamedField = 'workspace' | 'department' | 'tag' | 'job';

export interface Named {
  readonly id: string;
  readonly name: string | null;
  /** What tells two of one name apart. */
  readonly note?: string | null;
}

/** Names of jobs that are like a text, the likest first. */
export type SimilarJobs = (text: string) => Promise<readonly string[]>;

const SQL: Readonly<Record<NamedField, string>> = {
  workspace: 'source/workspaces',
  department: 'source/departments',
  tag: 'source/tags',
  job: 'source/job_names',
};

/** By id or by the whole name in any case, never by a part of it: a filter must not mean something else than it says. */
export async function lookUp(
  field: NamedField,
  wanted: string,
  source: UsageSource,
  similarJobs: SimilarJobs,
): Promise<Named> {
  const all = await source.query<Named>(loadSql(SQL[field]), {});
  const lower = wanted.toLowerCase();
  const byId = all.filter((item) => item.id === wanted);
  const byName = all.filter((item) => item.name?.toLowerCase() === lower);
  const found = byId.length > 0 ? byId : byName;
  if (found.length === 1) return found[0]!;
  if (found.length > 1) throw ambiguous(field, wanted, found);
  const like = field === 'job' ? await similarJobs(wanted) : [];
  throw unknown(field, wanted, [...new Set(all.map((item) => item.name ?? item.id))], like);
}

/** So many are named in an error. */
const SHOWN = 5;

function ambiguous(field: NamedField, wanted: string, found: readonly Named[]): UserError {
  const choices = found.slice(0, SHOWN).map(({ id, name, note }) => ({
    label: `${name} (${[note, id].filter(Boolean).join(', ')})`,
    value: id,
  }));
  const id = found[0]!.id;
  return new UserError({
    code: `ambiguous_${field}`,
    field,
    choices,
    message: `${found.length} ${field}s match "${wanted.slice(0, 60)}": ${choices.map(({ label }) => label).join('; ')}.`,
    next: `Name one by its id: ${field}=${id}.`,
    nextInTerminal: `Name one by its id: --${field} ${id}.`,
  });
}

/** More names than these are no list to read. */
const LISTED = 12;

function unknown(
  field: NamedField,
  wanted: string,
  names: readonly string[],
  like: readonly string[],
): UserError {
  const near = nearNames(wanted, names, like);
  const list = [...names].sort(compareText).slice(0, LISTED);
  const [first] = near;
  const isShort = names.length <= LISTED && names.length > 0;
  const meant = near.length > 1 ? `Similar: ${quoted(near)}.` : first ? `Did you mean "${first}"?` : '';
  const listed = isShort && names.length > near.length ? `The ${field}s are: ${list.join(', ')}.` : '';
  const example = first ?? list[0];
  const write = (text: string) => (first === undefined ? '' : `Write ${text}.`);
  const none = isShort || first !== undefined ? '' : `Leave ${field} out to see everything.`;
  const sentences = (...parts: readonly string[]) => parts.filter(Boolean).join(' ');
  return new UserError({
    code: `unknown_${field}`,
    field,
    choices: near.map((name) => ({ label: name, value: name })),
    message: sentences(`There is no ${field} "${wanted.slice(0, 60)}".`, meant),
    next: sentences(listed, write(`${field}="${example}"`), none),
    nextInTerminal: sentences(listed, write(`--${field} "${example}"`), none),
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name.slice(0, 80)}"`).join(', ');
}

/** Those that hold the typed words, then those that are like it, then the one with the fewest other letters. */
function nearNames(wanted: string, names: readonly string[], like: readonly string[]): string[] {
  const words = wanted
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const holding = names
    .filter((name) => words.length > 0 && words.every((word) => name.toLowerCase().includes(word)))
    .sort((a, b) => a.length - b.length || compareText(a, b));
  const letters = nearest(wanted, names);
  const all = new Set([...holding, ...like, ...(letters === null ? [] : [letters])]);
  return [...all].slice(0, SHOWN);
}
