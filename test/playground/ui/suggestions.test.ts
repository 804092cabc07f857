// What the composer offers, and what it sends.
import { describe, expect, it } from 'vitest';
import { commandWords, encodeMessage, suggest } from '#src/playground/ui/suggestions.ts';

const hint = '[help | digest | job_cost] [last 14 days] [workspace=prod]';
const commands = [{ command: '/usage-report', description: 'A chart with a finding', usage_hint: hint }];
const person = { title: '', tz: 'UTC', is_app: false };
const users = [
  { ...person, id: 'U1', name: 'maya', real_name: 'Maya Lind' },
  { ...person, id: 'U2', name: 'may', real_name: 'May' },
  { ...person, id: 'U3', name: 'usage_copilot', real_name: 'Usage Copilot', is_app: true },
];
const offered = (text: string) => suggest(text, text.length, commands, users);

describe('commands', () => {
  it('completes a beginning with Enter, and sends a whole command', () => {
    expect(offered('/us')).toMatchObject({ from: 0, eager: true, items: [{ insert: '/usage-report ' }] });
    expect(offered('/usage-report').eager).toBe(false);
  });

  it('offers the words of the usage hint after the command, and leaves Enter to send', () => {
    const { items, eager, from } = offered('/usage-report ');
    expect(items.filter((item) => item.kind === 'word').map((item) => item.insert)).toEqual([
      'help ',
      'digest ',
      'job_cost ',
      'workspace=',
    ]);
    expect({ eager, from }).toEqual({ eager: false, from: 14 });
  });

  it('offers only settings after the first word', () => {
    const words = offered('/usage-report job_cost w').items.filter((item) => item.kind === 'word');
    expect(words.map((item) => item.label)).toEqual(['workspace=']);
  });

  it('offers nothing for another command', () => {
    expect(offered('/other x').items).toEqual([]);
  });

  it('takes only literal words from a hint', () => {
    expect(commandWords(hint)).toEqual(['help', 'digest', 'job_cost', 'workspace=']);
    expect(commandWords('job_cost last 14 days workspace=prod | digest')).toEqual([
      'job_cost',
      'job_cost last 14 days workspace=prod',
      'digest',
      'workspace=',
    ]);
    expect(commandWords('[report] [from=YYYY-MM-DD] [to=YYYY-MM-DD]')).toEqual(['from=', 'to=']);
    expect(commandWords('')).toEqual([]);
  });
});

describe('mentions', () => {
  it('offers people whose name begins so, the app first', () => {
    expect(offered('hello @').items.map((item) => item.label)).toEqual(['Usage Copilot', 'May', 'Maya Lind']);
    expect(offered('@lin').items.map((item) => item.insert)).toEqual(['@Maya Lind ']);
    expect(offered('mail@maya').items).toEqual([]);
  });

  it('sends names as mentions, the longest that fits', () => {
    expect(encodeMessage('@Maya Lind and @May, @Usage Copilot', users)).toBe('<@U1> and <@U2>, <@U3>');
  });

  it('leaves a name inside another word alone', () => {
    expect(encodeMessage('x@May @Mayor', users)).toBe('x@May @Mayor');
  });

  it('escapes what was typed, so that nobody is called by accident', () => {
    expect(encodeMessage('<!channel> a & b <@U1>', users)).toBe('&lt;!channel&gt; a &amp; b &lt;@U1&gt;');
  });
});
