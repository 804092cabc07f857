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
  replay: 'replay',
  replayToday: 'replay_today',
  /** `vote:up`, `vote:down` */
  vote: 'vote',
  stopWeekly: 'stop_weekly',
  /** A link: Slack opens it and still reports the click. */
  open: 'open_link',
} as const;

export const PICKER_CALLBACK = 'report_picker';

/** The form behind a thumb down. */
export const REASON_CALLBACK = 'vote_reason';
export const REASON_FIELDS = { reasons: 'reasons', words: 'words' } as const;

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
export const REASON_VALUE = 'value';

export function chipAction(chipId: string): string {
  return `${ACTION.chip}:${chipId}`;
}

/** What follows the first colon of an action id: a chip, a lane. */
export function actionSuffix(actionId: string): string {
  return actionId.slice(actionId.indexOf(':') + 1);
}
