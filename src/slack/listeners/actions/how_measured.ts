// How is this measured: the report's own page, in the thread.
import { measuredMessage } from '#blocks/measured_message.ts';
import { unpackSelection } from '#src/copilot/selection/selection.ts';
import { UserError } from '#src/lib/errors.ts';
import { inThread } from '../../place.ts';
import { post } from '../../post.ts';
import type { Turn } from '../../turn.ts';
import type { Click } from './click.ts';

export async function howMeasured({ parts, place }: Turn, click: Click): Promise<void> {
  const report = parts.core.reportById(unpackSelection(click.value).report);
  const page = parts.core.reportPage(report.id);
  if (page === null)
    throw new UserError({
      code: 'no_page',
      message: `There is no page about "${report.title}" yet.`,
      next: 'Debug details shows its SQL.',
    });
  await post(parts, inThread(place), measuredMessage(report.title, page));
}
