// What happens to Block Kit on its way in: limits, pictures that must be ready, ids that must exist; and finding a button again.
import { ApiFailure, messages, problemText } from './api_failure.ts';
import type { BlockView, Json, JsonObject } from './protocol.ts';
import type { BlockProblem, Surface, Workspace } from './workspace.ts';

/** Slack refuses a message whose blocks exceed about 13.2k characters although every block is within its own limits. */
const PAYLOAD_LIMIT = 13_200;
const FILE_ID = /^F[A-Z0-9]{8,}$/;

/** The blocks as kept, or Slack's refusal. */
export function acceptBlocks(
  workspace: Workspace,
  blocks: readonly JsonObject[],
  surface: Surface,
): BlockView[] {
  const problems = problemsOf(workspace, blocks, surface);
  if (problems.length > 0) {
    const prefix = surface === 'view' ? '/view' : '';
    const texts = problems.map((p) => problemText(prefix + p.pointer, p.message));
    throw new ApiFailure(surface === 'view' ? 'invalid_arguments' : 'invalid_blocks', messages(texts));
  }
  if (surface === 'message' && JSON.stringify(blocks).length > PAYLOAD_LIMIT) {
    throw new ApiFailure('msg_blocks_too_long');
  }
  return blocks.map((block) => withIds(block, workspace) as BlockView);
}

export function problemsOf(
  workspace: Workspace,
  blocks: readonly JsonObject[],
  surface: Surface,
): readonly BlockProblem[] {
  const found = workspace.settings.validateBlocks(blocks, surface).map(atBlocks);
  return [...found, ...blocks.flatMap((block, i) => fileProblems(block, i, workspace))];
}

/** The least that is asked of blocks when the host brings no table of limits. */
export function requireTypes(blocks: readonly JsonObject[]): readonly BlockProblem[] {
  return blocks
    .map((block, i) => ({ block, pointer: `/blocks/${i}/type` }))
    .filter(({ block }) => typeof block.type !== 'string')
    .map(({ pointer }) => ({ pointer, message: 'missing required field: type' }));
}

function atBlocks(problem: BlockProblem): BlockProblem {
  const pointer = problem.pointer.startsWith('/blocks') ? problem.pointer : `/blocks${problem.pointer}`;
  return { ...problem, pointer };
}

/** A file that Slack has not finished processing is refused like one that does not exist. */
function fileProblems(block: JsonObject, index: number, workspace: Workspace): readonly BlockProblem[] {
  return objectsIn(block)
    .filter((part) => part.slack_file !== undefined)
    .filter((part) => !isReady(fileIdOf(part), workspace))
    .map(() => ({ pointer: `/blocks/${index}/slack_file`, message: 'invalid slack file' }));
}

function fileIdOf(part: JsonObject): string {
  const file = part.slack_file;
  const id = isObject(file) ? file.id : undefined;
  return typeof id === 'string' && FILE_ID.test(id) ? id : '';
}

function isReady(id: string, workspace: Workspace): boolean {
  const file = workspace.state().files[id];
  return file?.stage === 'complete' && file.ready_at <= performance.now();
}

/** Elements that act need an action_id, blocks a block_id; Slack makes up what is missing. */
function withIds(block: JsonObject, workspace: Workspace): JsonObject {
  const shortId = () => workspace.newId('').slice(0, 5);
  const id = typeof block.block_id === 'string' && block.block_id !== '' ? block.block_id : shortId();
  const element = (value: Json): Json =>
    isObject(value) && value.action_id === undefined && isInteractive(value)
      ? { ...value, action_id: shortId() }
      : value;
  return {
    ...block,
    block_id: id,
    ...(Array.isArray(block.elements) && { elements: block.elements.map(element) }),
    ...(isObject(block.accessory) && { accessory: element(block.accessory) }),
    ...(isObject(block.element) && { element: element(block.element) }),
    ...(Array.isArray(block.child_blocks) && {
      child_blocks: block.child_blocks.map((child) => (isObject(child) ? withIds(child, workspace) : child)),
    }),
  };
}

function isInteractive(element: JsonObject): boolean {
  return (
    typeof element.type === 'string' &&
    /button|select|menu|overflow|picker|checkboxes|input/.test(element.type)
  );
}

export interface FoundElement {
  readonly block_id: string;
  readonly element: JsonObject;
}

/** The element that carries this action, looked for inside containers too. */
export function findElement(
  blocks: readonly BlockView[],
  actionId: string,
  blockId?: string,
): FoundElement | undefined {
  for (const block of blocks.flatMap(withChildren)) {
    if (blockId !== undefined && block.block_id !== blockId) continue;
    const { child_blocks: _children, ...own } = block;
    const element = objectsIn(own).find((part) => part.action_id === actionId);
    if (element) return { block_id: block.block_id, element };
  }
  return undefined;
}

function withChildren(block: BlockView): BlockView[] {
  const children = Array.isArray(block.child_blocks) ? (block.child_blocks as BlockView[]) : [];
  return [block, ...children.flatMap(withChildren)];
}

/** The options of a menu, grouped or not. */
export function optionsOf(element: JsonObject): readonly JsonObject[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [];
  return [element, ...groups.filter(isObject)].flatMap((holder) =>
    Array.isArray(holder.options) ? holder.options.filter(isObject) : [],
  );
}

function objectsIn(value: Json): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isObject(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
