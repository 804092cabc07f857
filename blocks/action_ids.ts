// The names under which clicks come back, used by the views that send them and the listeners that answer.

export const ACTION = {
  /** The menu of a report message. */
  pickEntity: 'pick_entity',
  /** A menu of a card, one step on; `drill:<n>` because a message may hold several. */
  drill: 'drill',
  /** `chip:<chip id>` */
  chip: 'chip',
  /** The chips of a lane that have no button: `more:<lane>`. */
  more: 'more',
  runReport: 'run_report',
  allReports: 'all_reports',
  help: 'help',
  tryAgain: 'try_again',
  measured: 'how_measured',
  debug: 'debug_details',
  stopWeekly: 'stop_weekly',
  /** A link: Slack opens it and still reports the click. */
  open: 'open_link',
} as const;

export const PICKER_CALLBACK = 'report_picker';

/** Names of the picker's inputs; every input's action is `value`. */
export const PICKER_FIELDS = [
  'report',
  'from',
  'to',
  'workspace',
  'department',
  'tag',
  'job',
  'limit',
] as const;
export type PickerField = (typeof PICKER_FIELDS)[number];
export const PICKER_VALUE = 'value';

export function chipAction(chipId: string): string {
  return `${ACTION.chip}:${chipId}`;
}

/** What follows the first colon of an action id: a chip, a lane. */
export function actionSuffix(actionId: string): string {
  return actionId.slice(actionId.indexOf(':') + 1);
}
