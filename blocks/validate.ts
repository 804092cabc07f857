// Says what Slack would refuse in a list of blocks, with the place, before Slack does.
import { LIMITS } from './limits.ts';

export interface BlockProblem {
  /** JSON pointer: '/blocks/0/text/text'. */
  readonly pointer: string;
  readonly message: string;
}

type Json = unknown;
type Obj = Readonly<Record<string, Json>>;
type Check = (value: Obj, at: string) => BlockProblem[];

export type Surface = 'message' | 'view';

/** Slack's own, which this app does not send: accepted, not looked into. */
const OTHER_BLOCKS =
  'alert card carousel container context_actions data_table data_visualization file plan task_card video';
const OTHER_ELEMENTS =
  'channels_select checkboxes conversations_select datetimepicker email_text_input external_select feedback_buttons file_input icon_button multi_static_select multi_users_select multi_conversations_select multi_channels_select multi_external_select radio_buttons rich_text_input timepicker url_text_input users_select workflow_button';

/** Empty when Slack takes the blocks. */
export function validateBlocks(blocks: readonly unknown[], surface: Surface = 'message'): BlockProblem[] {
  const max = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks;
  return [
    ...atMost(blocks.length, max, '/blocks', 'blocks'),
    ...(surface === 'message' ? payloadSize(blocks) : []),
    ...blocks.flatMap((block, i) => checkBlock(block, `/blocks/${i}`)),
    ...duplicates(blocks, 'block_id').map((i) => problem(`/blocks/${i}/block_id`, 'block_id is not unique')),
  ];
}

function payloadSize(blocks: readonly unknown[]): BlockProblem[] {
  const size = JSON.stringify(blocks).length;
  return size > LIMITS.messageChars
    ? [problem('/blocks', `${size} characters, at most ${LIMITS.messageChars}`)]
    : [];
}

function checkBlock(block: Json, at: string): BlockProblem[] {
  if (!isObj(block) || typeof block.type !== 'string')
    return [problem(`${at}/type`, 'missing required field: type')];
  const check = BLOCK_CHECKS[block.type] ?? accepted(OTHER_BLOCKS, block.type);
  if (!check) return [problem(`${at}/type`, `unsupported type: ${block.type}`)];
  return [...optionalString(block, 'block_id', LIMITS.blockId, at), ...check(block, at)];
}

const BLOCK_CHECKS: Readonly<Record<string, Check>> = {
  divider: () => [],
  header: (b, at) => text(b.text, `${at}/text`, { max: LIMITS.headerText, plain: true }),
  section: checkSection,
  context: (b, at) => list(b.elements, `${at}/elements`, LIMITS.contextElements, checkContextElement),
  actions: (b, at) => [
    ...list(b.elements, `${at}/elements`, LIMITS.actionElements, checkElement),
    ...duplicates(asArray(b.elements), 'action_id').map((i) =>
      problem(`${at}/elements/${i}/action_id`, 'action_id is not unique in its block'),
    ),
  ],
  image: checkImage,
  input: checkInput,
  markdown: (b, at) => requiredString(b, 'text', LIMITS.markdownText, at),
  table: checkTable,
  rich_text: (b, at) => (Array.isArray(b.elements) ? [] : [problem(`${at}/elements`, 'must be a list')]),
};

function checkSection(b: Obj, at: string): BlockProblem[] {
  if (b.text === undefined && b.fields === undefined) return [problem(at, 'needs text or fields')];
  return [
    ...(b.text === undefined ? [] : text(b.text, `${at}/text`, { max: LIMITS.text })),
    ...(b.fields === undefined
      ? []
      : list(b.fields, `${at}/fields`, LIMITS.sectionFields, (f, p) =>
          text(f, p, { max: LIMITS.fieldText }),
        )),
    ...(b.accessory === undefined ? [] : checkElement(b.accessory, `${at}/accessory`)),
  ];
}

function checkContextElement(element: Json, at: string): BlockProblem[] {
  if (isObj(element) && element.type === 'image') return checkImage(element, at);
  return text(element, at, { max: LIMITS.text });
}

function checkImage(image: Obj, at: string): BlockProblem[] {
  const sources = [image.image_url, image.slack_file].filter((source) => source !== undefined);
  return [
    ...(sources.length === 1 ? [] : [problem(at, 'needs either image_url or slack_file')]),
    ...requiredString(image, 'alt_text', LIMITS.altText, at),
    ...optionalString(image, 'image_url', LIMITS.url, at),
    ...(image.title === undefined
      ? []
      : text(image.title, `${at}/title`, { max: LIMITS.imageTitle, plain: true })),
  ];
}

function checkInput(b: Obj, at: string): BlockProblem[] {
  return [
    ...text(b.label, `${at}/label`, { max: LIMITS.inputLabel, plain: true }),
    ...(b.hint === undefined ? [] : text(b.hint, `${at}/hint`, { max: LIMITS.inputHint, plain: true })),
    ...checkElement(b.element, `${at}/element`),
  ];
}

function checkTable(b: Obj, at: string): BlockProblem[] {
  const cell: (value: Json, p: string) => BlockProblem[] = (value, p) =>
    isObj(value) && ['raw_text', 'raw_number', 'rich_text'].includes(String(value.type))
      ? []
      : [problem(p, 'must be a table cell')];
  return list(b.rows, `${at}/rows`, LIMITS.tableRows, (row, p) => list(row, p, LIMITS.tableColumns, cell));
}

const ELEMENT_CHECKS: Readonly<Record<string, Check>> = {
  button: (e, at) => [
    ...text(e.text, `${at}/text`, { max: LIMITS.buttonText, plain: true }),
    ...optionalString(e, 'value', LIMITS.buttonValue, at),
    ...optionalString(e, 'url', LIMITS.url, at),
    ...optionalString(e, 'accessibility_label', LIMITS.accessibilityLabel, at),
  ],
  static_select: checkSelect,
  overflow: (e, at) => list(e.options, `${at}/options`, LIMITS.overflowOptions, checkOption),
  datepicker: (e, at) => placeholder(e, at),
  plain_text_input: (e, at) => placeholder(e, at),
  number_input: (e, at) => placeholder(e, at),
  image: checkImage,
};

function checkElement(element: Json, at: string): BlockProblem[] {
  if (!isObj(element)) return [problem(at, 'must be an element')];
  const check = ELEMENT_CHECKS[String(element.type)] ?? accepted(OTHER_ELEMENTS, String(element.type));
  if (!check) return [problem(`${at}/type`, `unsupported type: ${String(element.type)}`)];
  const needsId = element.type !== 'image';
  return [
    ...(needsId ? optionalString(element, 'action_id', LIMITS.actionId, at) : []),
    ...check(element, at),
  ];
}

function checkSelect(e: Obj, at: string): BlockProblem[] {
  if (e.option_groups === undefined)
    return [...placeholder(e, at), ...list(e.options, `${at}/options`, LIMITS.options, checkOption)];
  const group: (value: Json, p: string) => BlockProblem[] = (value, p) =>
    isObj(value)
      ? [
          ...text(value.label, `${p}/label`, { max: LIMITS.optionText, plain: true }),
          ...list(value.options, `${p}/options`, LIMITS.options, checkOption),
        ]
      : [problem(p, 'must be a group of options')];
  return [...placeholder(e, at), ...list(e.option_groups, `${at}/option_groups`, LIMITS.optionGroups, group)];
}

function checkOption(value: Json, at: string): BlockProblem[] {
  if (!isObj(value)) return [problem(at, 'must be an option')];
  return [
    ...text(value.text, `${at}/text`, { max: LIMITS.optionText }),
    ...requiredString(value, 'value', LIMITS.optionValue, at),
    ...(value.description === undefined
      ? []
      : text(value.description, `${at}/description`, { max: LIMITS.optionDescription })),
  ];
}

function placeholder(e: Obj, at: string): BlockProblem[] {
  if (e.placeholder === undefined) return [];
  return text(e.placeholder, `${at}/placeholder`, { max: LIMITS.placeholder, plain: true });
}

function text(value: Json, at: string, rule: { max: number; plain?: boolean }): BlockProblem[] {
  if (!isObj(value)) return [problem(at, 'missing required field')];
  const kinds = rule.plain ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  return [
    ...(kinds.includes(String(value.type)) ? [] : [problem(`${at}/type`, `must be ${kinds.join(' or ')}`)]),
    ...requiredString(value, 'text', rule.max, at),
  ];
}

function requiredString(holder: Obj, key: string, max: number, at: string): BlockProblem[] {
  const value = holder[key];
  if (typeof value !== 'string' || value === '')
    return [problem(`${at}/${key}`, `missing required field: ${key}`)];
  return atMost(value.length, max, `${at}/${key}`, 'characters');
}

function optionalString(holder: Obj, key: string, max: number, at: string): BlockProblem[] {
  return holder[key] === undefined ? [] : requiredString(holder, key, max, at);
}

function list(
  value: Json,
  at: string,
  max: number,
  check: (item: Json, at: string) => BlockProblem[],
): BlockProblem[] {
  if (!Array.isArray(value) || value.length === 0) return [problem(at, 'must have at least 1 item')];
  return [
    ...atMost(value.length, max, at, 'items'),
    ...value.flatMap((item, i) => check(item, `${at}/${i}`)),
  ];
}

function atMost(count: number, max: number, at: string, what: string): BlockProblem[] {
  return count > max ? [problem(at, `${count} ${what}, at most ${max}`)] : [];
}

/** Places of items whose `key` was seen before. */
function duplicates(items: readonly unknown[], key: string): number[] {
  const seen = new Set<unknown>();
  return items.flatMap((item, i) => {
    const value = isObj(item) ? item[key] : undefined;
    if (value === undefined || !seen.has(value)) {
      seen.add(value);
      return [];
    }
    return [i];
  });
}

function accepted(kinds: string, kind: string): Check | undefined {
  return kinds.split(' ').includes(kind) ? () => [] : undefined;
}

function asArray(value: Json): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function problem(pointer: string, message: string): BlockProblem {
  return { pointer, message };
}

function isObj(value: Json): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
