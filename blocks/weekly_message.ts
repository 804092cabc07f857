// Says what will be sent from now on, where, when, and how to do the same by settings.
import { dataToMrkdwn, escapeText } from './data_text.ts';
import { context, section } from './kit.ts';
import type { Message } from './room.ts';

export interface WeeklyView {
  readonly reportTitle: string;
  /** '09:00' */
  readonly time: string;
  /** IANA */
  readonly zone: string;
  /** False when this channel already gets it. */
  readonly added: boolean;
  /** 'last 30 days, workspace prod' */
  readonly scope: string;
}

export function weeklyMessage(view: WeeklyView): Message {
  const title = dataToMrkdwn(view.reportTitle, 80);
  const when = `every Monday at ${view.time} (${dataToMrkdwn(view.zone, 60)})`;
  const first = view.added
    ? `*${title} will be sent here ${when}.*`
    : `*${title} is already sent here ${when}.* Nothing was changed.`;
  return {
    text: `${escapeText(view.reportTitle)}: ${when}`,
    blocks: [
      section(first),
      context(
        `Each time over the ${dataToMrkdwn(view.scope, 200)}, counted back from the last complete day.`,
      ),
    ],
  };
}
