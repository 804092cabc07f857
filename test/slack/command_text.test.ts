import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '#src/lib/errors.ts';
import type { RawParams } from '#src/reports/params.ts';
import { commandLine } from '#src/slack/command_line.ts';
import { looseCommand, parseCommand } from '#src/slack/command_text.ts';

const IDS = ['job_cost', 'compute_type_cost', 'job_cost_pareto', 'spot_risk_by_job'];
const parse = (text: string) => parseCommand(text, IDS);
const raw = (text: string) => {
  const command = parse(text);
  return command.kind === 'report' ? command.raw : command.kind;
};
const refusal = (text: string) => {
  try {
    return parse(text);
  } catch (error) {
    return (error as UserError).full;
  }
};

describe('what was typed after the command', () => {
  it.each([
    ['', 'picker'],
    ['   ', 'picker'],
    ['help', 'help'],
    ['?', 'help'],
    ['help me', 'help'],
    ['Help!', 'help'],
    ['help me please', 'help'],
    ['digest', 'digest'],
  ])('%j is %s', (text, kind) => {
    expect(parse(text).kind).toBe(kind);
  });

  it.each([
    ['job_cost', 'job_cost'],
    ['Job_Cost last week', 'job_cost'],
    ['job cost last 14 days', 'job_cost'],
    ['job-cost-pareto', 'job_cost_pareto'],
    ['jobb_cost', 'jobb_cost'],
    ['total nonsense here', 'total_nonsense_here'],
  ])('%j names the report %s', (text, report) => {
    expect(parse(text)).toMatchObject({ kind: 'report', report });
  });

  it.each([
    ['job_cost last 14 days workspace=prod', { last: '14', workspace: 'prod' }],
    ['job_cost from=2026-10-01 to=2026-10-31', { from: '2026-10-01', to: '2026-10-31' }],
    ['job_cost from 2026-10-01 to 2026-10-31', { from: '2026-10-01', to: '2026-10-31' }],
    ['job_cost since 2026-10-01', { from: '2026-10-01' }],
    ['job_cost last 2 weeks limit=20', { last: '14', limit: '20' }],
    ['job_cost last month', { period: 'last month' }],
    ['job_cost Last Week', { period: 'last week' }],
    ['job_cost this quarter limit=3', { period: 'this quarter', limit: '3' }],
    ['job_cost yesterday', { period: 'yesterday' }],
    ['job_cost last 3 months', { last: '3 months' }],
    ['job_cost last="2 weeks"', { last: '14' }],
    ['job_cost last=month', { period: 'last month' }],
    ['job_cost past 14 days', { last: '14' }],
    ['job_cost to 2026-10-20 last 7 days', { to: '2026-10-20', last: '7' }],
    ['job_cost last=14d', { last: '14' }],
    ['job_cost last 7', { last: '7' }],
    [
      'job_cost department="Data Platform" tag=team:finance',
      { department: 'Data Platform', tag: 'team:finance' },
    ],
    ['job_cost job=“Nightly ledger”', { job: 'Nightly ledger' }],
    ['job_cost WORKSPACE = prod', { workspace: 'prod' }],
    ['job_cost job="a = b"', { job: 'a = b' }],
    ['job_cost job="&lt;!channel&gt; &amp; more"', { job: '<!channel> & more' }],
  ])('%j gives its parameters', (text, expected) => {
    expect(raw(text)).toEqual(expected);
  });

  it.each([
    ['job_cost worksapce=prod', 'There is no filter "worksapce". Did you mean "workspace"?'],
    ['job_cost workspace=', '"workspace=" has no value.'],
    ['job_cost workspace=prod please', '"please" is not a filter.'],
    ['job_cost job="Nightly', 'A quote is opened and not closed: "Nightly'],
    ['job_cost last fortnight', '"last fortnight" is not a period.'],
    ['workspace=prod', 'Name the report first'],
    ['yesterday', 'Name the report first: "yesterday"'],
    ['job_cost last 7 days last 14 days', '"last 7 days" and "last 14 days" contradict each other.'],
    ['job_cost from=2026-10-01 from=2026-10-05', '"from=2026-10-01" and "from=2026-10-05" contradict'],
    ['job_cost from 2026-10-01 last 7 days', '"from 2026-10-01" and "last 7 days" contradict each other.'],
    ['job_cost last month to=2026-10-01', '"last month" and "to=2026-10-01" contradict each other.'],
    ['job_cost last week yesterday', '"last week" and "yesterday" contradict each other.'],
    ['job_cost workspace=prod workspace=prod', '"workspace=prod" is given twice.'],
  ])('%j is refused in words that help', (text, words) => {
    expect(refusal(text)).toContain(words);
  });

  it.each([
    ['what do jobs cost in workspace=prod last 14 days?', { workspace: 'prod', last: '14' }],
    ['jobcost last month, from the team', { period: 'last month' }],
    ['spot risk last 7 days or last 14 days', { last: '7' }],
    ['why did it fail last night', {}],
    ['an "open quote department=Finance', {}],
  ])('of %j the filters are kept that can be made out', (text, expected) => {
    expect(looseCommand(text).raw).toEqual(expected);
  });

  it('can be written down again as it was meant', () => {
    const again = (line: string) => commandLine('/x', 'job_cost', raw(line) as RawParams);
    expect(again('job cost last 2 weeks WORKSPACE = prod')).toBe('/x job_cost last 14 days workspace=prod');
    expect(again('job_cost this month job=“Nightly ledger”')).toBe(
      '/x job_cost this month job="Nightly ledger"',
    );
    const any = fc.record({
      last: fc.constantFrom('7', '3 months'),
      job: fc.string({ minLength: 1, maxLength: 20 }).filter((name) => /^[\w '.=-]*\w$/.test(name)),
    });
    fc.assert(
      fc.property(any, (given) => {
        expect(raw(commandLine('', 'job_cost', given))).toEqual(given);
      }),
      { numRuns: 100 },
    );
  });

  it('never fails but with words for a person', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc
        .array(
          fc.constantFrom('job_cost', 'last', '14', 'days', 'from=', '"', '=', 'tag=x', 'to', '“', '<@U1>'),
        )
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        try {
          expect(['picker', 'help', 'digest', 'report']).toContain(parse(text).kind);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
