// Keeps the store in step with the server: stream first, then the state, then events as they come.
import type { Toast, UiEvent } from '../protocol.ts';
import { fetchState, openStream } from './server.ts';
import type { Store } from './store.ts';
import { withEvent, withSnapshot } from './workspace.ts';

interface Session {
  /** Shows the workspace to another person. */
  readonly actAs: (user: string) => void;
}

export async function startSession(
  store: Store,
  user: string,
  showToast: (toast: Toast) => void,
): Promise<Session> {
  const first = await fetchState(user);
  let stream = listen(store, first.user, showToast);
  return {
    actAs: (other) => {
      stream.close();
      stream = listen(store, other, showToast);
    },
  };
}

function listen(store: Store, user: string, showToast: (toast: Toast) => void): EventSource {
  // Events that arrive while the state is under way are applied again after it: they are upserts, so twice does no harm.
  let waiting: UiEvent[] = [];
  let fetching = 0;
  const apply = (event: UiEvent) => store.update((state) => withEvent(state, event, Date.now()));
  const refresh = async () => {
    fetching += 1;
    const workspace = await fetchState(user).catch(() => null);
    fetching -= 1;
    if (workspace === null || source.readyState === EventSource.CLOSED) return;
    store.update((state) => withSnapshot(state, workspace, Date.now()));
    for (const event of waiting) apply(event);
    if (fetching === 0) waiting = [];
  };
  const source = openStream(user, {
    opened: refresh,
    lost: () => store.update((state) => ({ ...state, online: false })),
    event: (event) => {
      if (event.type === 'toast') return showToast(event.toast);
      if (event.type === 'reset') return refresh();
      if (fetching > 0) waiting.push(event);
      apply(event);
    },
  });
  return source;
}
