// Text from the data, made harmless: a job called "<!channel> & *bold*" pings nobody, formats nothing, and reads the same.

const CONTROL = /[\p{Cc}\u2028\u2029\ufffe\uffff]+/gu;
/** Marks that turn the direction of everything after them. */
const BIDI_CONTROL = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Invisible and no letter: breaks a pattern without a gap. */
const JOINER = '\u2060';

/**
 * No character placed beside a mark disarms it for every reader, so the marks are replaced by their likenesses.
 * An underscore between plain letters formats nothing and stays, because names are copied from messages.
 */
const LIKENESS: Readonly<Record<string, string>> = { '*': '∗', '~': '∼', '`': 'ˋ', _: 'ˍ' };
const MARKS = /[*~`]|(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])/g;
const EMOJI_NAME = /:(?=[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:)/giu;

/** One line without control characters. */
export function cleanText(text: string): string {
  return text
    .replace(CONTROL, ' ')
    .replace(BIDI_CONTROL, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The three characters Slack reads as control sequences. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Data for a mrkdwn text, cut to `limit` visible characters in the middle. */
export function dataToMrkdwn(text: string, limit: number): string {
  const cut = middleCut(cleanText(text), limit);
  const still = cut
    .replace(MARKS, (marks) => [...marks].map((mark) => LIKENESS[mark]).join(''))
    .replace(EMOJI_NAME, `:${JOINER}`)
    .replace(/^>/, `${JOINER}>`);
  return isolate(escapeText(still));
}

/** Data for a plain_text: nothing is formatted there, but mentions and links would be. */
export function dataToPlain(text: string, limit: number): string {
  return isolate(escapeText(middleCut(cleanText(text), limit)));
}

/** Data for an alt text, which is read aloud: no mentions, tags or formatting marks. */
export function dataToAlt(text: string, limit: number): string {
  return isolate(endCut(stripMarkup(cleanText(text)), limit));
}

/** Takes out `<!channel>`, `<@U1>`, tags and marks; a comparison such as "<0.1%" stays. */
export function stripMarkup(text: string): string {
  let stripped = text;
  for (let before = ''; before !== stripped; ) {
    before = stripped;
    stripped = stripped.replace(/<[!@#/a-z][^<>]*>/gi, ' ');
  }
  return stripped
    .replace(/@(?=(?:channel|here|everyone)\b)/gi, '')
    .replace(MARKS, '')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

/** Names of jobs differ at their ends too. */
export function middleCut(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  const tail = limit - 1 - head;
  return `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
}

/** Cuts text that is already escaped, never inside an entity or a link. */
export function endCut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text
    .slice(0, Math.max(0, limit - 1))
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/&[a-z]{0,3}$/, '')
    .replace(/<[^<>]*$/, '');
  return `${withoutHalfFigure(cut, text).trimEnd()}…`;
}

/** '$12' is not what '$12,345' says. */
function withoutHalfFigure(cut: string, text: string): string {
  const goesOn = /^[.,]?\d/.test(text.slice(cut.length));
  return goesOn ? cut.replace(/[-+]?[$€£]?\d[\d.,]*$/, '') : cut;
}

/** Right-to-left names keep their order to themselves. */
function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}
