// copilot chip: the answer behind one button, with its prompt, context and trace.
import { writeFileSync } from 'node:fs';
import { loadSettings } from '#src/config/load_env.ts';
import { copilotSettings } from '#src/config/parts_settings.ts';
import { answer } from '#src/copilot/answer.ts';
import type { Answer } from '#src/copilot/answer_types.ts';
import { recordAnswer } from '#src/copilot/audit/audit_log.ts';
import { type Exchange, type Recording, recording } from '#src/copilot/llm/recorded.ts';
import { openParts } from '#src/copilot/open_parts.ts';
import type { Parts } from '#src/copilot/parts.ts';
import { chipById } from '#src/copilot/selection/chips.ts';
import { selectionOf } from '#src/copilot/selection/selection_of.ts';
import { messageFor, UserError } from '#src/lib/errors.ts';
import { cleanText } from '#src/lib/text.ts';
import { resolveParams } from '#src/reports/params.ts';
import { reportById } from '#src/reports/registry.ts';
import type { StateStore } from '#src/store/state/state_store.ts';
import { type Command, type Io, REPORT_FLAGS, REPORT_FLAGS_USAGE, readFlags, usageError } from './command.ts';
import { openSource } from './open_source.ts';
import { openStateIfPossible } from './open_state_if_possible.ts';

const USAGE = `chip <chip id> --report <id> [--entity <type:id>] ${REPORT_FLAGS_USAGE} [--format json|text] [--record FILE]`;
const FLAGS = {
  ...REPORT_FLAGS,
  report: { type: 'string' },
  entity: { type: 'string' },
  format: { type: 'string' },
  record: { type: 'string' },
} as const;
const LOST = 'This answer is not in the audit log';

export const chipCommand: Command = {
  name: 'chip',
  usage: USAGE,
  summary: 'Press a chip: the answer, its prompt, its context and its trace',
  async run(args, io) {
    const { values, positionals } = readFlags(args, FLAGS, USAGE);
    const [id, extra] = positionals;
    if (!id || extra || !values.report) throw usageError('Name one chip and a report', USAGE);
    const format = values.format ?? 'json';
    if (format !== 'json' && format !== 'text') throw usageError(`There is no format "${format}"`, USAGE);
    const chip = chipById(id).id;
    const report = reportById(values.report);
    const source = openSource(values.db, io);
    const state = openStateIfPossible(io, LOST);
    try {
      const settings = copilotSettings(loadSettings());
      const parts = await openParts({ source, ...settings, ...(state ? { state } : {}), log: io.err });
      const selection = {
        ...selectionOf({ report, params: await resolveParams(values, source) }),
        entity: values.entity,
      };
      const given = await answerTo({ chip, selection }, parts, values.record, io);
      const answerId = state && keep(given, state, io);
      io.out(format === 'text' ? asText(given) : asJson(given, answerId));
    } finally {
      state?.close();
      await source.close();
    }
  },
};

type Request = Parameters<typeof answer>[0];

/** With a file: what the model hands in is kept there. */
async function answerTo(request: Request, parts: Parts, file: string | undefined, io: Io): Promise<Answer> {
  if (file === undefined) return answer(request, parts);
  if (!parts.model) throw nothingToRecord();
  const exchanges: Exchange[] = [];
  const model = recording(parts.model, (exchange) => void exchanges.push(exchange));
  const given = await answer(request, { ...parts, model });
  const { chip, selection } = given.trace;
  const made: Recording = { model: model.name, chip, selection: { ...selection }, exchanges };
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  const why = given.withheld === null ? '' : ` ${given.withheld}`;
  io.err(
    `${exchanges.length} ${exchanges.length === 1 ? 'text' : 'texts'} of ${model.name} recorded in ${file}.${why}`,
  );
  return given;
}

function asText({ text }: Answer): string {
  return `${text.split('\n').map(cleanText).join('\n')}\n`;
}

function asJson({ text, trace, ...rest }: Answer, id: string | null): string {
  const { prompt, context, ...behind } = trace;
  const shown = { chip: trace.chip, prompt, context, answer: { text, ...rest }, trace: { id, ...behind } };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** Answers given at the terminal stand in the same log as those given in Slack; null when the log cannot be written. */
function keep(given: Answer, state: StateStore, io: Io): string | null {
  try {
    return recordAnswer(state, given, 'cli');
  } catch (error) {
    io.err(`${LOST}: ${messageFor(error, 'terminal')}`);
    return null;
  }
}

function nothingToRecord(): UserError {
  return new UserError({
    code: 'no_model',
    message: 'No model is set, so there is nothing to record.',
    next: 'Set LLM_PROVIDER and its key; README.md lists the providers.',
  });
}
