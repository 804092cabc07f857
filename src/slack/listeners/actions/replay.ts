// Replay: the prompt of an answer built again from what was kept; then, if wanted, the same question on the data of today.
import { replayMessage, replayTodayMessage } from '#blocks/replay_message.ts';
import type { Message } from '#blocks/room.ts';
import { type ReplayToday, replay } from '#src/copilot/audit/replay.ts';
import { viewTools } from '#src/copilot/view_tools.ts';
import { toTimestamp } from '#src/lib/dates.ts';
import { slackErrorOf } from '../../errors.ts';
import { uploadParts } from '../../files.ts';
import { allowDebug } from '../../kept_answer.ts';
import type { SlackParts } from '../../parts.ts';
import { inThread, type Place } from '../../place.ts';
import { post, remove } from '../../post.ts';
import { replaceLine, startProgress } from '../../progress.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

const SHOWS = 'A replay shows what comes of';

export async function replayButton({ parts, place }: Turn, { value }: Click): Promise<void> {
  allowDebug(parts, place.user, SHOWS);
  const again = replay(parts.state, value);
  const answeredAt = `${toTimestamp(new Date(again.answeredAt)).slice(0, 16)} UTC`;
  await post(parts, inThread(place), replayMessage({ ...again, answeredAt }));
}

export async function replayTodayButton({ parts, place: at }: Turn, { value }: Click): Promise<void> {
  allowDebug(parts, at.user, SHOWS);
  const place = inThread(at);
  const progress = await startProgress(parts, place, "Reading today's data ...");
  let today: ReplayToday;
  try {
    today = await parts.core.replayToday(parts.state, value);
  } catch (error) {
    await remove(parts, await progress.stop());
    throw error;
  }
  const { message, words, files } = replayTodayMessage(today, viewTools);
  const line = await progress.stop();
  const isWhole = await withTable(parts, place, line, { message, words });
  await uploadParts(parts, place, isWhole ? files.filter((file) => file.isLeftOut) : files);
}

/** False when Slack refused the table: the words stand alone, and the differences come as a file. */
async function withTable(
  parts: SlackParts,
  place: Place,
  line: Awaited<ReturnType<typeof post>>,
  { message, words }: { readonly message: Message; readonly words: Message },
): Promise<boolean> {
  try {
    await replaceLine(parts, place, line, message);
    return true;
  } catch (error) {
    if (slackErrorOf(error) !== 'invalid_blocks') throw error;
    await replaceLine(parts, place, line, words);
    return false;
  }
}
