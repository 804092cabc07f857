// What people see of the log of answers: behind an answer, made again, and voted on.
import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { answerMessage } from '#blocks/answer_message.ts';
import { debugDetails } from '#blocks/debug_details.ts';
import { type ReplayView, replayMessage, replayTodayMessage } from '#blocks/replay_message.ts';
import { validateBlocks } from '#blocks/validate.ts';
import { reasonForm, reasonKeptMessage, votedMessage } from '#blocks/vote_messages.ts';
import type { ReplayToday } from '#src/copilot/audit/replay.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { jobAnswer, traceOf } from './samples.ts';

const ANSWER_ID = '5f1c0c2e9a7d4b10';
const trace = traceOf();
const { template, hash: answerHash, text, asOf, withheld } = jobAnswer();
const violation = {
  kind: 'digit' as const,
  text: '$3,000',
  sentence: 'It cost $3,000 more.',
  why: 'no fact of this subject has this value',
};
const refused = {
  ...trace,
  model: 'a-model',
  modelOutput: 'It cost $3,000 more.',
  verdict: { verified: 17, total: 17, rejected: ['$3,000'], violations: [violation] },
};
const REPLAY: ReplayView = {
  answerId: ANSWER_ID,
  answeredAt: '2026-11-02 09:00 UTC',
  body: {
    chip: trace.chip,
    template,
    selection: trace.selection,
    asOf,
    reportHash: trace.reportHash,
    factsHash: trace.reportHash,
    contextHash: trace.context.hash,
    promptHash: trace.prompt.hash,
    model: trace.model,
    modelOutput: null,
    verdict: trace.verdict,
    withheld,
    text,
    answerHash,
  },
  promptHash: trace.prompt.hash,
  contextHash: trace.context.hash,
  same: true,
};
const TODAY: ReplayToday = {
  textThen: 'It cost more.',
  textToday: 'It cost more.',
  asOfThen: '2026-10-31',
  asOfToday: '2026-10-31',
  facts: [],
  samePrompt: true,
};
const OTHER_TODAY: ReplayToday = {
  ...TODAY,
  textToday: 'It cost less.',
  asOfToday: '2026-11-05',
  samePrompt: false,
  facts: [
    { key: 'cost', label: 'cost of <!channel> *ledger*', was: '$11,790', is: '$12,004' },
    { key: 'evictions', label: 'evictions', was: '4', is: null },
    { key: 'retries', label: 'retries', was: null, is: '9' },
  ],
};

const MESSAGES: Readonly<Record<string, readonly KnownBlock[]>> = {
  answer_not_kept: answerMessage({ answer: jobAnswer(), answerId: null }, viewTools).blocks,
  debug_details_of_refused_text: debugDetails({
    trace: refused,
    answerId: ANSWER_ID,
    votes: { up: 0, down: 0 },
  }).message.blocks,
  replay_same: replayMessage(REPLAY).blocks,
  replay_not_the_same: replayMessage({ ...REPLAY, same: false, promptHash: 'e'.repeat(64) }).blocks,
  replay_today_same: replayTodayMessage(TODAY, viewTools).message.blocks,
  replay_today_differs: replayTodayMessage(OTHER_TODAY, viewTools).message.blocks,
  voted: votedMessage('up', 'down').blocks,
  vote_reason_kept: reasonKeptMessage(true).blocks,
  vote_reason: reasonForm('{}').blocks as KnownBlock[],
};

describe('messages about answers that were kept', () => {
  it.each(Object.entries(MESSAGES))('%s is as agreed and within limits', async (name, blocks) => {
    expect(validateBlocks(blocks, name === 'vote_reason' ? 'view' : 'message')).toEqual([]);
    const json = `${JSON.stringify({ blocks }, null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(`../golden/blocks/${name}.json`);
  });

  it('fits whatever the facts are called, and sends the rest as a file', () => {
    const long = '*'.repeat(2000);
    const facts = Array.from({ length: 400 }, (_, i) => ({ key: `k${i}`, label: long, was: long, is: long }));
    const { message, words, files } = replayTodayMessage({ ...OTHER_TODAY, facts }, viewTools);
    for (const { blocks } of [message, words]) expect(validateBlocks(blocks)).toEqual([]);
    expect(files).toMatchObject([{ file: 'facts_that_differ.txt', isLeftOut: true }]);
    expect(files[0]!.text.split('\n')).toHaveLength(401);
    expect(JSON.stringify(message.blocks)).toMatch(/3\d\d more are in the file/);
  });
});
