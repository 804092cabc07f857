import { describe, expect, it } from 'vitest';
import { validateBlocks } from '#blocks/validate.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (id: string) => ({ type: 'button', action_id: id, text: { type: 'plain_text', text: 'Go' } });
const option = (value: string) => ({ text: { type: 'plain_text', text: 'One' }, value });

describe('blocks Slack refuses', () => {
  it.each([
    ['a long section', [section('x'.repeat(3001))], '/blocks/0/text/text'],
    ['an empty text', [section('')], '/blocks/0/text/text'],
    ['mrkdwn in a header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/blocks/0/text/type'],
    ['an unknown kind', [{ type: 'sektion' }], '/blocks/0/type'],
    ['an image without alt text', [{ type: 'image', slack_file: { id: 'F1' } }], '/blocks/0/alt_text'],
    ['an image without a source', [{ type: 'image', alt_text: 'x' }], '/blocks/0'],
    ['actions without elements', [{ type: 'actions', elements: [] }], '/blocks/0/elements'],
    [
      'one action twice',
      [{ type: 'actions', elements: [button('a'), button('a')] }],
      '/blocks/0/elements/1/action_id',
    ],
    [
      'a block id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '/blocks/1/block_id',
    ],
    [
      'an option value that is too long',
      [{ type: 'actions', elements: [{ type: 'static_select', options: [option('v'.repeat(76))] }] }],
      '/blocks/0/elements/0/options/0/value',
    ],
    [
      'six entries of an overflow menu',
      [{ type: 'actions', elements: [{ type: 'overflow', options: 'abcdef'.split('').map(option) }] }],
      '/blocks/0/elements/0/options',
    ],
    [
      'a table of 101 rows',
      [{ type: 'table', rows: Array.from({ length: 101 }, () => [{ type: 'raw_text', text: 'x' }]) }],
      '/blocks/0/rows',
    ],
    ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), '/blocks'],
    ['12,001 characters', Array.from({ length: 5 }, () => section('x'.repeat(2500))), '/blocks'],
  ])('%s', (_name, blocks, pointer) => {
    expect(validateBlocks(blocks).map((problem) => problem.pointer)).toContain(pointer);
  });

  it('lets a modal be longer than a message', () => {
    const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' }));
    expect(validateBlocks(blocks, 'view')).toEqual([]);
  });
});
