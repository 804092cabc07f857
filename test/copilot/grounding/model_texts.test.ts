// Texts as models write them, good, sloppy and wrong, against one sheet of facts: what passes is true, what is wrong is named.
import { describe, expect, it } from 'vitest';
import { createGate } from '#src/copilot/grounding/gate.ts';
import { parseModelText } from '#src/copilot/grounding/parse_model_text.ts';
import { draft as narrationOf } from '#src/copilot/narration/draft.ts';
import { draftToText } from '#src/copilot/render_text.ts';
import { createFactSheet, type FactSheet } from '#src/reports/facts.ts';
import { line } from '#src/reports/line.ts';

function sheet(): FactSheet {
  const facts = createFactSheet({
    subject: 'job:7',
    scope: '2026-10-02..2026-10-31',
    sqlHash: 'x',
    today: '2026-10-31',
  });
  facts.add({ key: 'cost', label: 'cost in the period', value: 5573.24, unit: 'usd' });
  facts.add({
    key: 'change_pct',
    label: 'change of cost on the period before',
    value: 14.2,
    unit: 'percent_delta',
  });
  facts.add({ key: 'change', label: 'change of cost on the period before', value: 692.1, unit: 'usd_delta' });
  facts.add({ key: 'runs', label: 'runs started in the period', value: 31, unit: 'count' });
  facts.add({ key: 'failed', label: 'failed runs', value: 3, unit: 'count' });
  facts.add({ key: 'median', label: 'median duration', value: 58, unit: 'minutes' });
  facts.add({ key: 'spot', label: 'share of cost on spot', value: 25.4, unit: 'percent' });
  facts.add({ key: 'from', label: 'first day of the period', value: '2026-10-02', unit: 'day' });
  facts.add({ key: 'to', label: 'last day of the period', value: '2026-10-31', unit: 'day' });
  facts.add({ key: 'config', label: 'day of a configuration change', value: '2026-10-12', unit: 'day' });
  facts.add({ key: 'days', label: 'days in the period', value: 30, unit: 'days' });
  facts.add({ key: 'small', label: 'cost of evictions', value: 3.4, unit: 'usd' });
  facts.add({ key: 'schedule', label: 'schedule', value: 'daily at 02:00 UTC', unit: 'text' });
  facts.add({ key: 'price', label: 'price per DBU', value: 0.153, unit: 'usd_per_dbu' });
  return facts;
}

const NAMES = ['Nightly ledger 2', 'job 7', 'r5.24xlarge', 'autoscale max 8 -> 16', '31', 'dim_customer__v3'];

function check(text: string) {
  const facts = sheet();
  const draft = parseModelText(text, facts);
  return { draft, text: draftToText(draft), verdict: gateOf(facts, NAMES)(draft) };
}

/** Of a job without surroundings whose narration says only that there is nothing to see. */
function gateOf(facts: FactSheet, quotable: readonly string[]) {
  const subject = { ref: 'job:7', name: 'Nightly ledger 2' };
  const narration = narrationOf(line`Nothing stands out.`);
  return createGate({ facts: facts.facts, subject, names: [subject], surroundings: [], narration, quotable });
}

describe('passes', () => {
  it.each<[string, string]>([
    ['slots alone', 'It cost {{f1}}, up {{f2}}.\n- {{f4}} runs, {{f5}} failed\nNext: look at {{ f10 }}.'],
    ['figures in our own notation', 'It cost $5,573. It rose by $692 (+14%) in 30 days; 31 runs, 3 failed.'],
    ['exact cents at the end of a sentence', 'It cost $5,573.24.'],
    ['cents under ten dollars', 'Evictions cost $3.40, that is $3.4.'],
    [
      'units spelled out',
      'It takes 58 minutes; 25 percent is on spot; a DBU costs $0.153 and 0.153 dollars.',
    ],
    [
      'the period',
      'From 2 to 31 Oct it ran daily at 02:00 UTC; the change came on October 12, 2026 (2026-10-12), in October 2026.',
    ],
    ['a name with digits', 'Nightly ledger 2 (job 7) cost {{f1}} on r5.24xlarge machines.'],
    ['a change of configuration, word for word', 'Since 12 Oct (autoscale max 8 -> 16) it takes 58 min.'],
    ['no figures', 'Nothing stands out.'],
    ['markdown', '## It cost **$5,573**\n\n* `31` runs\n* __3__ failed\n\n**Next:** look at *Failures*.'],
    [
      'a numbered list',
      'It cost {{f1}}.\n1. First check the 31 runs.\n2) Then the 3 failures.\nNext step: start.',
    ],
    ['a fact with its unit twice', 'It cost ${{f1}}, up {{f2}}% or {{f2}} percent.'],
    ['the same figure used twice', '31 runs; of 31 runs 3 failed.'],
  ])('%s', (_what, text) => {
    const { verdict } = check(text);
    expect(verdict.rejected).toEqual([]);
    expect(verdict.verified).toBe(verdict.total);
  });
});

describe('rejects', () => {
  it.each<[string, string, string[]]>([
    ['a wrong digit', 'It cost $5,574.', ['$5,574']],
    ['wrong cents', 'It cost $5,573.25.', ['$5,573.25']],
    ['a rounded figure', 'It cost $5.6k, about $5,600.', ['$5.6k', '$5,600']],
    ['dollars for a percentage', 'It rose by $14.', ['$14']],
    ['a percentage for a count', 'It failed in 31% of cases.', ['31%']],
    ['points for a percentage', 'It rose by 14 points.', ['14 points']],
    ['a unit that is another', 'It used 31 GB, took 58 h and 31 DBU.', ['31 GB', '58 h', '31 DBU']],
    ['a sign that is another', 'It changed by -14%, by -$692.', ['-14%', '-$692']],
    ['swapped digits', 'It cost $5,537 in 13 runs.', ['$5,537', '13']],
    [
      'an invented date',
      'Since 13 Oct, and on 2026-10-14 and November 12.',
      ['13 Oct', '2026-10-14', 'November 12'],
    ],
    ['the right day of another year', 'On 12 Oct 2025.', ['12 Oct 2025']],
    ['another time', 'It runs at 03:00.', ['03:00']],
    ['a slot of an unknown id', 'It cost {{f99}}.', ['f99']],
    ['a slot that is none', 'It cost {f1} and [f2].', ['f1', 'f2']],
    ['a sum of its own', 'Together that is 34 runs.', ['34']],
    ['a machine nobody named', 'Move to r6.8xlarge.', ['r6.8xlarge']],
    ['half of a name', 'Nightly ledger 4 cost {{f1}}.', ['4']],
    [
      'an address',
      'See https://example.com/a?b=1 or www.example.com.',
      ['https://example.com/a?b=1', 'www.example.com.'],
    ],
    ['digits of another script', 'It cost ＄５,５７４ in ٣ runs.', ['$5,574']],
    ['a scale word', 'It cost 3 million.', ['3 million']],
  ])('%s', (_what, text, rejected) => {
    const { verdict } = check(text);
    expect(verdict.rejected).toEqual(rejected);
    expect(verdict.verified).toBe(verdict.total - rejected.length);
  });

  it('a bare number that is somebody’s name excuses no figure', () => {
    const facts = sheet();
    const draft = parseModelText('It ran 99 times.', facts);
    expect(gateOf(facts, ['99', '9'])(draft).rejected).toEqual(['99 times']);
  });
});

describe('is read as', () => {
  it('headline, points, next step', () => {
    const { draft, text } = check(
      'Headline: It cost {{f1}}.\n\n- one {{f4}}\n• two\n3. three\nand a line\nNext: do it\n- **Next:** and this',
    );
    expect(draft.points).toHaveLength(4);
    expect(text).toBe('It cost $5,573.\n• one 31\n• two\n• three\n• and a line\nNext: do it\n      and this');
  });

  it('nothing when it is empty, blank or only a fence', () => {
    for (const text of ['', '  \n \n', '```\n```', '---']) expect(check(text).draft.headline).toEqual([]);
  });

  it('whole lines within a bound, never half a figure', () => {
    const line = `${'word '.repeat(11)}$5,573`;
    const { draft, verdict } = check(Array.from({ length: 200 }, () => line).join('\n'));
    expect(draft.points.length).toBeGreaterThan(50);
    expect(draft.points.length).toBeLessThan(120);
    expect(verdict.rejected).toEqual([]);
    expect(check('x'.repeat(10_000)).draft.headline).toEqual([]);
  });

  it('text of a stranger: everything but slots is marked as written, so that the edge escapes it', () => {
    const { draft } = check('<!channel> *bold* <https://evil.example|click> {{f1}} & more');
    expect(draft.headline.filter((span) => !span.fact).every((span) => span.written)).toBe(true);
  });

  it('names keep their underscores and our slots lose a doubled unit', () => {
    expect(check('dim_customer__v3 cost ${{f1}}, up {{f2}}%, {{f7}} percent.').text).toBe(
      'dim_customer__v3 cost $5,573, up +14%, 25%.',
    );
  });
});
