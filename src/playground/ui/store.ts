// Holds what the page knows and tells every part of it when that changed.
import { emptyState, type UiState } from './workspace.ts';

type Listener = (state: UiState, before: UiState) => void;

export interface Store {
  readonly get: () => UiState;
  readonly update: (change: (state: UiState) => UiState) => void;
  readonly subscribe: (listener: Listener) => void;
}

export function createStore(): Store {
  let state = emptyState;
  const listeners: Listener[] = [];
  return {
    get: () => state,
    update: (change) => {
      const before = state;
      state = change(before);
      if (state !== before) for (const listener of listeners) listener(state, before);
    },
    subscribe: (listener) => {
      listeners.push(listener);
    },
  };
}
