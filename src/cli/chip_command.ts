// copilot chip: the answer behind one button, with its prompt, context and trace.

import { loadSettings } from '#src/config/load_env.ts';
import { copilotSettings } from '#src/config/parts_settings.ts';
import { answer } from '#src/copilot/answer.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import { recordAnswer } from '#src/copilot/audit/audit_log.ts';
import { openParts } from '#src/copilot/open_parts.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { messageFor } from '#src/lib/errors.ts';
import { cleanText } from '#src/lib/text.ts';
import { resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import { openState } from '#src/store/state/state_store.ts';
import { type Command, type Io, REPORT_FLAGS, REPORT_FLAGS_USAGE, readFlags, usageError } from './command.ts';
import { openSource } from './open_source.ts';

const USAGE = `chip <chip id> --report <id> [--entity <type:id>] ${REPORT_FLAGS_USAGE} [--format json|text]`;

export const chipCommand: Command = {
  name: 'chip',
  usage: USAGE,
  summary: 'Press a chip: the answer, its prompt, its context and its trace',
  async run(args, io) {
    const { values, positionals } = readFlags(
      args,
      { ...REPORT_FLAGS, report: { type: 'string' }, entity: { type: 'string' }, format: { type: 'string' } },
      USAGE,
    );
    const [id, extra] = positionals;
    if (!id || extra || !values.report) throw usageError('Name one chip and a report', USAGE);
    const format = values.format ?? 'json';
    if (format !== 'json' && format !== 'text') throw usageError(`There is no format "${format}"`, USAGE);
    const chip = chipById(id).id;
    const report = reportById(values.report);
    const source = openSource(values.db, io);
    try {
      const parts = await openParts({ source, ...copilotSettings(loadSettings()), log: io.err });
      const selection = {
        ...selectionOf({ report, params: await resolveParams(values, source) }),
        entity: values.entity,
      };
      const given = await answer({ chip, selection }, parts);
      const id = record(given, io);
      const { text, trace, ...rest } = given;
      const { prompt, context, ...behind } = trace;
      io.out(
        format === 'text'
          ? `${text.split('\n').map(cleanText).join('\n')}\n`
          : `${JSON.stringify({ chip, prompt, context, answer: { text, ...rest }, trace: { id, ...behind } }, null, 2)}\n`,
      );
    } finally {
      await source.close();
    }
  },
};

/** Answers given at the terminal stand in the same log as those given in Slack; null when the log cannot be written. */
function record(given: Answer, io: Io): string | null {
  try {
    const store = openState(loadSettings().STATE_DB);
    try {
      return recordAnswer(store, given, 'cli');
    } finally {
      store.close();
    }
  } catch (error) {
    io.err(`This answer is not in the audit log: ${messageFor(error, 'terminal')}`);
    return null;
  }
}
