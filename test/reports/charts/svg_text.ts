// Reads the text of a chart's SVG and where each line of it stands, for assertions on what people will read.
import { textWidth } from '#src/reports/charts/text_width.ts';

export interface SvgText {
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface OpenText {
  readonly attributes: string;
  readonly at: Point;
}

const TAG = /<(\/?)([a-zA-Z]+)([^>]*?)(\/?)>|([^<]+)/g;
// Parts of the font size above and below the baseline that letters and digits fill.
const ASCENT = 0.74;
const DESCENT = 0.2;

/** Every line of text in drawing order, in CSS pixels of the whole picture. */
export function textsOf(svg: string): readonly SvgText[] {
  const groups: Point[] = [{ x: 0, y: 0 }];
  const found: SvgText[] = [];
  let open: OpenText | undefined;
  let line = 0;
  for (const [, closing, tag, attributes = '', selfClosing, content] of svg.matchAll(TAG)) {
    if (tag === 'g') stepGroup(groups, closing === '/', selfClosing === '/', attributes);
    if (tag === 'text') {
      open = closing ? undefined : { attributes, at: moved(groups.at(-1)!, attributes) };
      line = 0;
    }
    if (tag === 'tspan' && !closing) line += Number(attribute(attributes, 'dy') ?? 0);
    if (open && content) found.push(measured(open, unescaped(content), line));
  }
  return found;
}

function stepGroup(groups: Point[], closing: boolean, selfClosing: boolean, attributes: string): void {
  if (closing) groups.pop();
  else if (!selfClosing) groups.push(moved(groups.at(-1)!, attributes));
}

function moved(from: Point, attributes: string): Point {
  const match = /translate\(([-\d.e]+)(?:,([-\d.e]+))?\)/.exec(attributes);
  return { x: from.x + Number(match?.[1] ?? 0), y: from.y + Number(match?.[2] ?? 0) };
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
}

function measured(open: OpenText, text: string, line: number): SvgText {
  const size = Number.parseFloat(attribute(open.attributes, 'font-size') ?? '0');
  const width = textWidth(text, size, attribute(open.attributes, 'font-weight') ?? 400);
  const anchor = attribute(open.attributes, 'text-anchor') ?? 'start';
  const left = open.at.x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  const baseline = open.at.y + line;
  return {
    text,
    size,
    left,
    right: left + width,
    top: baseline - ASCENT * size,
    bottom: baseline + DESCENT * size,
  };
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** 'a / b' for each pair of texts that share pixels. */
export function overlapsOf(texts: readonly SvgText[]): readonly string[] {
  return texts.flatMap((a, index) =>
    texts
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.text} / ${b.text}`),
  );
}

/** Texts of which some part lies outside the picture. */
export function outsideOf(svg: string): readonly string[] {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  return textsOf(svg)
    .filter((each) => each.left < 0 || each.top < 0 || each.right > width! || each.bottom > height!)
    .map((each) => each.text);
}

/** The drawn shapes of a kind of mark ('rect', 'symbol', 'line', 'rule'), legend and axes left out, in drawing order. */
export function shapesOf(svg: string, mark: string): readonly string[] {
  const groups = svg.matchAll(new RegExp(`<g class="mark-${mark} role-mark [^"]*"[^>]*[^/]>(.*?)</g>`, 'gs'));
  return [...groups].flatMap((group) => group[1]!.match(/<path[^>]*>/g) ?? []);
}

/** Width in pixels of a horizontal bar. */
export function barWidth(bar: string): number {
  return Number(/ d="M[-\d.e]+,[-\d.e]+h([\d.e-]+)/.exec(bar)![1]);
}

export function fillOf(shape: string): string | undefined {
  return / fill="([^"]*)"/.exec(shape)?.[1];
}
