// A sentence as spans: words of ours, bound facts, and names from the data, so that each is checked or escaped in its own way.
import type { EntityRef, Fact } from './facts.ts';

export interface Span {
  readonly text: string;
  readonly strong?: true;
  /** The fact the text states. */
  readonly fact?: string;
  /** The entity the text names (text from data: escape it at the edge). */
  readonly entity?: EntityRef;
  /** Text from data that is no entity name, such as an error message. */
  readonly quoted?: true;
  /** Words of a model: escaped like data, but sentences, so they are not cut in the middle. */
  readonly written?: true;
}

export type Line = readonly Span[];

export interface EntityName {
  readonly ref: EntityRef;
  readonly name: string;
}

export type Part = Fact | EntityName | Span | Line;

/**
 * Builds a line from a template. Fixed words may not contain digits: a figure must be a fact.
 * Facts are written in their first form; words between asterisks are strong.
 */
export function line(words: TemplateStringsArray, ...parts: readonly Part[]): Line {
  const spans: Span[] = [];
  words.forEach((text, i) => {
    if (/\d/.test(text)) throw new Error(`A figure must be a fact, not typed into a sentence: "${text}"`);
    spans.push(...wordsOf(text));
    const part = parts[i];
    if (part !== undefined) spans.push(...spansOf(part));
  });
  return spans;
}

/** '*Failures* names them' -> a strong span and a plain one. */
function wordsOf(text: string): Line {
  return text
    .split(/(\*[^*]+\*)/)
    .filter((piece) => piece.length > 0)
    .map((piece) =>
      piece.length > 2 && piece.startsWith('*') && piece.endsWith('*')
        ? { text: piece.slice(1, -1), strong: true as const }
        : { text: piece },
    );
}

/** Emphasis; the finding of a message is strong, nothing else needs to be. */
export function strong(part: Part): Line {
  return spansOf(part).map((span) => ({ ...span, strong: true as const }));
}

/** Words chosen by code ('rose', 'fell', a unit): no digits allowed. */
export function words(text: string): Span {
  if (/\d/.test(text)) throw new Error(`A figure must be a fact, not typed into a sentence: "${text}"`);
  return { text };
}

/** Text copied from the data that is not an entity name (an error message, a tag). */
export function quote(text: string): Span {
  return { text, quoted: true };
}

/** A fact written in another of its forms: the unsigned amount of a change, for instance. */
export function form(fact: Fact, index: number): Span {
  return { text: fact.forms[index] ?? fact.forms[0]!, fact: fact.id };
}

export function joinLines(lines: readonly Line[], separator: string): Line {
  return lines.flatMap((item, i) => (i === 0 ? [...item] : [{ text: separator }, ...item]));
}

export function plainText(spans: Line): string {
  return spans.map((span) => span.text).join('');
}

/** The line as a model would write it, facts as {{f1}}: what prompts and traces show. */
export function draftText(spans: Line): string {
  return spans.map((span) => (span.fact ? `{{${span.fact}}}` : span.text)).join('');
}

function spansOf(part: Part): Line {
  if (Array.isArray(part)) return part as Line;
  if ('forms' in part) return [{ text: part.forms[0]!, fact: part.id }];
  if ('ref' in part) return [{ text: part.name, entity: part.ref }];
  return [part as Span];
}
