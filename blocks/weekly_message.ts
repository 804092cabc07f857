// Says what will be sent from now on, where and when, and ends it again.
import { ACTION } from './action_ids.ts';
import { dataToMrkdwn, dataToPlain } from './data_text.ts';
import { actions, button, context, section } from './kit.ts';
import type { Message } from './room.ts';

export interface WeeklyView {
  readonly scheduleId: string;
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
  const period = `Each time over the ${dataToMrkdwn(view.scope, 200)}, counted back from the last complete day.`;
  return {
    text: `${dataToPlain(view.reportTitle, 80)}: ${when}`,
    blocks: [
      section(first),
      context(period),
      actions([button({ label: 'Stop sending this', action: ACTION.stopWeekly, value: view.scheduleId })]),
    ],
  };
}

export function stoppedMessage(wasSent: boolean): Message {
  const text = wasSent ? 'This report is no longer sent here.' : 'This report was not being sent any more.';
  return { text, blocks: [section(`*${text}*`)] };
}
