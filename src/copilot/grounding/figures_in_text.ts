// Every figure a text states, in one notation: '$5,573.', '5,573 dollars' and '$5,573.00' are all usd 5573, '12 Oct' and 'October 12' one day.

export interface Figure {
  /** As it stands in the text. */
  readonly text: string;
  /** Where it begins in the (NFKC) text. */
  readonly at: number;
  /** One notation per meaning; a figure is known when one of these is. */
  readonly keys: readonly string[];
}

type Found = Omit<Figure, 'at'>;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\\.(?=\\s+\\d))?';
const NUMBER = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const ORDINAL = '(?:st|nd|rd|th)?';
const DAY = `\\d{1,2}${ORDINAL}`;
const JOIN = '(?:,\\s*(?:and\\s+)?|\\s*(?:-|–|—|&|to|and|until|through)\\s*)';
/** A sign belongs to the figure unless it joins two: '8-16'. */
const SIGN = '(?:(?<![\\w)])[-+−])?';

/** Tried in this order at every place; the named group says what was found. */
const PATTERN = new RegExp(
  [
    `(?<iso>\\b\\d{4}-\\d{2}-\\d{2}\\b)`,
    `(?<days>(?<![\\w.,$])${DAY}(?:${JOIN}${DAY})*\\s+${MONTH}(?![a-z])(?:\\s+\\d{4})?)`,
    `(?<![a-z])(?<monthDay>${MONTH}\\s+${DAY}(?![\\d:]|\\.\\d)(?:,?\\s+\\d{4})?)`,
    `(?<![a-z])(?<month>${MONTH}\\s+\\d{4}\\b)`,
    `(?<time>\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b)`,
    `(?<word>[A-Za-z_][\\w-]*\\d[\\w.-]*|\\d+(?!${ORDINAL}\\b)(?:[A-Za-z_][\\w-]*)+)(?<![.-])`,
    `(?<money>${SIGN}[$€£]\\s?-?(?:${NUMBER})(?:\\s?(?:k|K|M|bn|million|thousand)\\b)?|${SIGN}(?:${NUMBER})\\s?(?:dollars|USD)\\b)`,
    `(?<number>${SIGN}[<>]?${SIGN}(?:${NUMBER}))(?:\\s?(?<unit>%|percent(?:age)?(?:\\s+points?)?\\b|points?\\b|GB\\b|MB\\b|TB\\b|DBUs?\\b|hours?\\b|h\\b|min(?:ute)?s?\\b|s(?:econds?)?\\b|times\\b|[x×](?!\\w)|k\\b|K\\b|M\\b|million\\b|thousand\\b))?`,
  ].join('|'),
  'g',
);

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(%|percent(age)?)$/, 'percent'],
  [/points?$/, 'points'],
  [/^DBUs?$/, 'dbu'],
  [/^h(ours?)?$/, 'h'],
  [/^min/, 'min'],
  [/^s(econds?)?$/, 's'],
  [/^(times|x|×)$/, 'times'],
];

/** In reading order. Digits of other scripts count as digits. */
export function figuresIn(text: string): Figure[] {
  return [...text.normalize('NFKC').matchAll(PATTERN)].flatMap((match) =>
    figuresOf(match[0], match.groups!).map((found) => ({ ...found, at: match.index })),
  );
}

function figuresOf(text: string, groups: Readonly<Record<string, string | undefined>>): Found[] {
  const { iso, days, monthDay, month, time, word, money, number, unit } = groups;
  if (iso) return [{ text, keys: [`day ${iso}`] }];
  if (days) return daysIn(days, monthOf(days));
  if (monthDay) return daysIn(monthDay, monthOf(monthDay));
  if (month) return [{ text, keys: [`month ${month.slice(-4)}-${monthOf(month)}`] }];
  if (time) return [{ text, keys: [`time ${time.slice(0, 5).padStart(5, '0')}`] }];
  if (word) return [{ text, keys: [`word ${word.toLowerCase()}`] }];
  if (money) return [{ text, keys: [`usd ${amountOf(money)}`] }];
  return [{ text, keys: numberKeys(amountOf(number!), unit) }];
}

/** '2 to 31 Oct 2026' is two days; without a year any year will do. */
function daysIn(text: string, month: string): Found[] {
  const year = /\b(\d{4})\b/.exec(text)?.[1];
  const days = text.replace(/\b\d{4}\b/, '').match(/\d{1,2}/g) ?? [];
  return days.map((day) => {
    const date = `${month}-${day.padStart(2, '0')}`;
    return { text, keys: [year ? `day ${year}-${date}` : `day ${date}`] };
  });
}

function monthOf(text: string): string {
  const name = /[A-Za-z]{3,}/.exec(
    text.replace(/\d+(st|nd|rd|th)/g, '').replace(/\b(to|and|until|through)\b/g, ''),
  )![0];
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
}

/** Sign and value without separators; a scale word stays, because a rounded figure is another figure. */
function amountOf(text: string): string {
  const digits = /\d[\d,.]*/.exec(text)![0].replaceAll(',', '').replace(/\.$/, '');
  const before = text.slice(0, text.search(/\d/));
  const sign = /[-−]/.test(before) ? '-' : /\+/.test(before) ? '+' : '';
  const bound = /[<>]/.exec(before)?.[0] ?? '';
  const scale = /(k|K|M|bn|million|thousand)$/.exec(text)?.[0] ?? '';
  return `${bound}${sign}${Number(digits)}${scale}`;
}

function numberKeys(value: string, unit: string | undefined): string[] {
  if (!unit) return [`number ${value}`];
  const known = UNITS.find(([pattern]) => pattern.test(unit))?.[1] ?? unit;
  // 'failed 3 times' counts, 'took 3 times as long' multiplies.
  return known === 'times' ? [`times ${value}`, `number ${value}`] : [`${known} ${value}`];
}
