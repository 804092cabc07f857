// The running workspace: its state, its clock, and whoever is watching.

import { makeIds, makeTimestamps, type NewId } from './ids.ts';
import { type Notice, notice, noticesOf } from './page/ui_events.ts';
import type { JournalEntry, JsonObject, Toast, UiEvent } from './protocol.ts';
import { type Change, reduce, type State } from './state.ts';

export interface BlockProblem {
  /** JSON pointer from the blocks on, for example `/blocks/0/text`. */
  readonly pointer: string;
  readonly message: string;
}
/** Slack's rules for blocks, supplied by the host so that app and workspace share one table of limits. */
export type ValidateBlocks = (blocks: readonly JsonObject[], surface: Surface) => readonly BlockProblem[];
export type Surface = 'message' | 'view';

interface WorkspaceSettings {
  readonly scopes: readonly string[];
  readonly validateBlocks: ValidateBlocks;
  /** How long Slack's processing of an upload takes; until then posting the file fails. */
  readonly fileReadyAfterMs: number;
  /** Where this server is reached, no slash at the end. */
  readonly url: string;
  /** Moves the host's clock along with this one. */
  readonly onClock: (now: Date) => void;
}

export interface Workspace {
  readonly settings: WorkspaceSettings;
  readonly newId: NewId;
  readonly nextTs: () => string;
  state(): State;
  dispatch(change: Change): void;
  /** Something pages should hear of that leaves no trace in the state. */
  announce(event: UiEvent, to?: string): void;
  /** A passing notice; without a person everyone sees it. */
  toast(level: Toast['level'], text: string, user?: string): void;
  subscribe(listener: (notice: Notice) => void): () => void;
  journal(entry: Omit<JournalEntry, 'id' | 'at'>): void;
  now(): Date;
  /** Sets the workspace's clock; it runs on from there. */
  setNow(now: Date): void;
}

export function makeWorkspace(seed: State, clock: () => Date, settings: WorkspaceSettings): Workspace {
  const listeners = new Set<(notice: Notice) => void>();
  let state = seed;
  let shiftMs = 0;
  let entries = 0;
  const newId = makeIds('workspace');
  const now = () => new Date(clock().getTime() + shiftMs);
  const announce = (item: Notice) => {
    for (const listener of [...listeners]) listener(item);
  };
  const dispatch = (change: Change) => {
    const before = state;
    state = reduce(before, change);
    for (const item of noticesOf(change, before, state)) announce(item);
  };
  return {
    settings,
    newId,
    nextTs: makeTimestamps(now),
    state: () => state,
    dispatch,
    announce: (event, to) => announce(notice(event, to)),
    toast: (level, text, user) => {
      const toast = { id: newId('N'), level, text, ...(user && { user }) };
      announce(notice({ type: 'toast', toast }, user));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    journal: (entry) => {
      entries += 1;
      // The wall clock, not the workspace's: the journal is for people debugging now.
      const at = new Date().toISOString();
      dispatch({ kind: 'journal_added', entry: { ...entry, id: entries, at } });
    },
    now,
    setNow: (instant) => {
      // First the host: when its clock is ours as well, nothing is left to shift.
      settings.onClock(instant);
      shiftMs = instant.getTime() - clock().getTime();
      announce(notice({ type: 'clock', now: now().toISOString() }));
    },
  };
}
