// copilot replay: an answer of the audit log made again, from what was kept or from the data of today.
import { loadSettings } from '#src/config/load_env.ts';
import { copilotSettings } from '#src/config/parts_settings.ts';
import { replay, replayToday } from '#src/copilot/audit/replay.ts';
import { openParts } from '#src/copilot/open_parts.ts';
import { UserError } from '#src/lib/errors.ts';
import { openState } from '#src/store/state/state_store.ts';
import { type Command, readFlags, usageError } from './command.ts';
import { openSource } from './open_source.ts';

const USAGE = 'replay <answer id> [--today [--db FILE]]';

export const replayCommand: Command = {
  name: 'replay',
  usage: USAGE,
  summary: 'Make an answer again from what was kept, or from the data of today',
  async run(args, io) {
    const flags = { today: { type: 'boolean' }, db: { type: 'string' } } as const;
    const { values, positionals } = readFlags(args, flags, USAGE);
    const [id, extra] = positionals;
    if (!id || extra) throw usageError('Name one answer', USAGE);
    const settings = loadSettings();
    const store = openState(settings.STATE_DB);
    try {
      const again = replay(store, id);
      if (!values.today) {
        io.out(`${JSON.stringify(again, null, 2)}\n`);
        if (!again.same) throw differs(id);
        io.err('The prompt built from what was kept has the hash of the log.');
        return;
      }
      const source = openSource(values.db, io);
      try {
        const parts = await openParts({ source, ...copilotSettings(settings), state: store, log: io.err });
        io.out(`${JSON.stringify(await replayToday(store, id, parts), null, 2)}\n`);
      } finally {
        await source.close();
      }
    } finally {
      store.close();
    }
  },
};

function differs(id: string): UserError {
  return new UserError({
    code: 'replay_differs',
    message: `The prompt of answer ${id} built from what was kept is not the one in the log.`,
    kept: 'Nothing was changed.',
    next: 'Run "copilot audit verify": it names rows that were changed.',
  });
}
