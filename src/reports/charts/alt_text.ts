// What a chart shows, in words, for people who cannot see it and for previews that do not load it.
import { cleanText } from '#src/lib/text.ts';

/** Slack refuses longer alt text on an upload; the same text serves the upload and the image block. */
export const MAX_ALT_TEXT = 990;
const NAMED = 5;

export interface AltTextParts {
  /** 'Stacked bar chart', 'Scatter chart' */
  readonly kind: string;
  readonly finding: string;
  readonly subtitle: string;
  /** What one item is, in the plural: 'jobs'. */
  readonly unit: string;
  /** How many are shown, in words, where the items alone would be miscounted. */
  readonly size?: string;
  /** In the order drawn, each with the value people read: '$11,790 (14%)'. */
  readonly items: readonly { readonly name: string; readonly value: string }[];
  /** '$84,212' */
  readonly total?: string;
  /** A last sentence: what the other axis, a mark or the colours say. */
  readonly note?: string;
}

export function altText(parts: AltTextParts): string {
  const { items } = parts;
  const sentences = [
    `${parts.kind}: ${parts.finding}`,
    parts.subtitle,
    `${sizeOf(parts)} shown${parts.total ? `, ${parts.total} in all` : ''}`,
    items.length > 0 ? `First: ${items.slice(0, NAMED).map(named).join(', ')}` : '',
    items.length > NAMED ? `Last: ${named(items.at(-1)!)}` : '',
    parts.note ?? '',
  ];
  const text = sentences.map(plain).filter(Boolean).map(ended).join(' ');
  return capped(text);
}

function sizeOf({ size, items, unit }: AltTextParts): string {
  return size ?? `${items.length} ${items.length === 1 ? unit.replace(/s$/, '') : unit}`;
}

function named({ name, value }: { readonly name: string; readonly value: string }): string {
  const characters = [...name];
  return `${characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : name} ${value}`;
}

/** Markup would be read aloud sign by sign; an underscore inside a name is part of it. */
function plain(text: string): string {
  return cleanText(text)
    .replace(/<(?=\d)/g, 'under ')
    .replace(/[*~`<>]/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

function capped(text: string): string {
  if (text.length <= MAX_ALT_TEXT) return text;
  const cut = text.slice(0, MAX_ALT_TEXT - 1);
  // A cut between two halves of one character would leave an unreadable half.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
