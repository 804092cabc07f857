// copilot audit: whether the log of answers is intact, what it holds, and how an answer is forgotten.
import { loadSettings } from '#src/config/load_env.ts';
import { exportAudit } from '#src/copilot/audit/export_audit.ts';
import { verifyChain } from '#src/copilot/audit/verify_chain.ts';
import { isIsoDay } from '#src/lib/dates.ts';
import { UserError } from '#src/lib/errors.ts';
import { plural } from '#src/lib/text.ts';
import { openState, type StateStore } from '#src/store/state/state_store.ts';
import { type Command, type Io, readFlags, usageError } from './command.ts';

const USAGE =
  'audit verify | audit export [--from DAY] [--to DAY] [--user ID] [--entity TYPE:ID] | audit forget <answer id> [--reason TEXT]';

const FLAGS = {
  from: { type: 'string' },
  to: { type: 'string' },
  user: { type: 'string' },
  entity: { type: 'string' },
  reason: { type: 'string' },
} as const;

export const auditCommand: Command = {
  name: 'audit',
  usage: USAGE,
  summary: 'Check, export or forget answers in the audit log',
  async run(args, io) {
    const { values, positionals } = readFlags(args, FLAGS, USAGE);
    const [action, ...rest] = positionals;
    const store = openState(loadSettings().STATE_DB);
    try {
      if (action === 'verify' && rest.length === 0) return verify(store, io);
      if (action === 'export' && rest.length === 0) return exportRows(store, io, values);
      if (action === 'forget' && rest.length === 1) return forget(store, io, rest[0]!, values.reason);
    } finally {
      store.close();
    }
    throw usageError('Say verify, export, or forget with one answer id', USAGE);
  },
};

function verify(store: StateStore, io: Io): void {
  const report = verifyChain(store.audit.all());
  io.out(`${JSON.stringify(report, null, 2)}\n`);
  if (report.problems.length === 0) {
    io.err(`The chain of ${report.rows} ${plural(report.rows, 'row')} holds.`);
    return;
  }
  const first = report.problems[0]!;
  throw new UserError({
    code: 'audit_broken',
    message: `Row ${first.seq} of the audit log (answer ${first.answerId}) ${first.problem}; ${report.problems.length} ${plural(report.problems.length, 'problem')} in all.`,
    kept: 'Nothing was changed.',
    next: 'Compare state.db with a backup: all problems are listed above.',
  });
}

/** One JSON object a line, so that long logs can be read as they come. */
function exportRows(
  store: StateStore,
  io: Io,
  values: {
    from?: string | undefined;
    to?: string | undefined;
    user?: string | undefined;
    entity?: string | undefined;
  },
): void {
  for (const day of [values.from, values.to]) {
    if (day !== undefined && !isIsoDay(day))
      throw usageError(`"${day}" is not a day such as 2026-10-31`, USAGE);
  }
  const { from, to, user, entity } = values;
  const filter = {
    ...(from && { from }),
    ...(to && { to }),
    ...(user && { user }),
    ...(entity && { entity }),
  };
  for (const row of exportAudit(store.audit.all(), filter)) io.out(`${JSON.stringify(row)}\n`);
}

function forget(store: StateStore, io: Io, id: string, reason = 'asked at the command line'): void {
  if (!store.audit.forget(id, { actor: 'cli', reason })) {
    throw new UserError({
      code: 'answer_unknown',
      message: `No answer ${id.slice(0, 40)} is left to forget.`,
      next: '"copilot audit export" lists the answers of the log.',
    });
  }
  io.err(`Answer ${id} is forgotten: its row stays in the chain, what it said is gone.`);
}
