// Waiting for something to appear in the workspace, for tests.
import type { UiEvent } from './protocol.ts';
import type { Message, Modal } from './state.ts';
import type { Workspace } from './workspace.ts';

const DEFAULT_MS = 5000;

export function waitFor(workspace: Workspace) {
  return {
    waitForMessage: (fits: (message: Message) => boolean, timeoutMs = DEFAULT_MS) =>
      until(workspace, () => workspace.state().messages.findLast(fits), 'message', timeoutMs),
    waitForModal: (fits: (modal: Modal) => boolean, timeoutMs = DEFAULT_MS) =>
      until(workspace, () => Object.values(workspace.state().modals).flat().find(fits), 'modal', timeoutMs),
    waitForEvent: (fits: (event: UiEvent) => boolean, timeoutMs = DEFAULT_MS) =>
      until(workspace, (event) => (event && fits(event) ? event : undefined), 'event', timeoutMs),
  };
}

/** Looks once, then after every event, until there is something. */
function until<T>(
  workspace: Workspace,
  look: (event?: UiEvent) => T | undefined,
  what: string,
  timeoutMs: number,
): Promise<T> {
  const present = look();
  if (present !== undefined) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`No such ${what} within ${timeoutMs} ms`));
    }, timeoutMs);
    const unsubscribe = workspace.subscribe(({ event }) => {
      const found = look(event);
      if (found === undefined) return;
      done();
      resolve(found);
    });
  });
}
