// The buttons that several messages share.
import type { Button } from '@slack/types';
import { ACTION } from './action_ids.ts';
import { button } from './kit.ts';

/** `value` is a packed selection. */
export function runButton(reportId: string, value: string): Button {
  return button({ label: `Run ${reportId}`, action: ACTION.runReport, value, primary: true });
}

/** Runs the report with one of several names that may have been meant. */
export function choiceButton(label: string, value: string, position: number): Button {
  return button({ label, action: `${ACTION.runReport}:${position}`, value });
}

export function allReportsButton(): Button {
  return button({ label: 'All reports', action: ACTION.allReports });
}

export function helpButton(): Button {
  return button({ label: 'Help', action: ACTION.help });
}
