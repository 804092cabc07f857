// state.db for a command that can do its work without it, and says so when it has to.
import { loadSettings } from '#src/config/load_env.ts';
import { messageFor } from '#src/lib/errors.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';
import type { Io } from './command.ts';

/** null when it does not open: `lost` says what that means. */
export function openStateIfPossible(io: Io, lost: string): StateStore | null {
  const file = loadSettings().STATE_DB;
  try {
    return openState(file);
  } catch (error) {
    io.err(`${lost}: ${messageFor(error, 'terminal')}`);
    return null;
  }
}
