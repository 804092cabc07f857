// Slack's limits for messages and modals, in one table.
// Characters unless said otherwise. Where sources disagree the smaller number stands.

export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** Not documented: Slack refuses messages from about 13,200 characters of JSON on; this leaves a margin. */
  messageChars: 12_000,
  /** Cut by Slack only at 40,000, but a notification needs no more. */
  fallbackText: 4000,
  blockId: 255,
  actionId: 255,
  headerText: 150,
  text: 3000,
  sectionFields: 10,
  fieldText: 2000,
  contextElements: 10,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  url: 3000,
  altText: 2000,
  imageTitle: 2000,
  options: 100,
  optionGroups: 100,
  overflowOptions: 5,
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  placeholder: 150,
  inputLabel: 2000,
  inputHint: 2000,
  tableRows: 100,
  tableColumns: 20,
  markdownText: 12_000,
  confirmTitle: 100,
  confirmText: 300,
  viewTitle: 24,
  privateMetadata: 3000,
  callbackId: 255,
} as const;

/** How many of the largest entities a menu holds; the others are reached by name. */
export const MENU_ENTRIES = 25;

/** Chips of one lane shown as buttons; the rest is under "More". */
export const CHIPS_AS_BUTTONS = 4;
