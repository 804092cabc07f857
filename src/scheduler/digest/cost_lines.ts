// Writes the changes of cost: 'Reco training +$410 to $614: 3 evictions, 2 reruns'.
import { joinLines, type Line, line, strong, words } from '#src/reports/line.ts';
import type { CostChange, CostVerdict } from './cost_changes.ts';
import { type Check, type Finding, LOOK, WHY } from './finding.ts';
import { about, deltaFact, type Notebook, nameOf, usdFact } from './notebook.ts';
import { reasonsFor } from './reasons.ts';
import type { Subject } from './subject.ts';

const JOB_CHECKS: Readonly<Record<CostChange['kind'], Check>> = {
  up: 'jobs_risen',
  down: 'jobs_fallen',
  new: 'jobs_new',
  missing: 'jobs_missing',
};

export function costFinding({ change, open }: CostVerdict): Finding {
  const { subject, kind, deltaMicros } = change;
  return {
    key: `cost:${subject.key}`,
    check: checkOf(subject, kind),
    kind: kind === 'missing' ? 'down' : kind,
    weightMicros: Math.abs(deltaMicros),
    ref: subject.ref,
    chip: kind === 'new' ? LOOK : WHY,
    change,
    write: (notebook) => WRITERS[kind](change, notebook),
    open: open ? [open] : [],
  };
}

function checkOf({ group }: Subject, kind: CostChange['kind']): Check {
  if (group === 'job') return JOB_CHECKS[kind];
  return group === 'other' ? 'other_services' : `${group}s`;
}

type Writer = (change: CostChange, notebook: Notebook) => Line;

const WRITERS: Readonly<Record<CostChange['kind'], Writer>> = {
  up: movedLine,
  down: movedLine,
  new: newLine,
  missing: missingLine,
};

function movedLine(change: CostChange, notebook: Notebook): Line {
  const { subject, against, item } = change;
  const reasons = reasonsFor(change, notebook);
  const why = reasons.length > 0 ? line`: ${joinLines(reasons, ', ')}` : [];
  const basis = against === 'run_days' ? line` against its last days with usage` : [];
  const grown = item === null ? [] : line`, more than last time`;
  return line`${nameOf(subject)} ${strong(changeFact(change, notebook))} to ${nowFact(change, notebook)}${basis}${grown}${why}`;
}

function newLine(change: CostChange, notebook: Notebook): Line {
  const { subject } = change;
  const first = words(subject.group === 'job' ? ', first run, ' : ', first usage, ');
  return line`New: ${nameOf(subject)}${first}${strong(nowFact(change, notebook))}`;
}

function missingLine(change: CostChange, { sheet, ...rest }: Notebook): Line {
  const { subject, usualMicros } = change;
  const usual = usdFact(sheet, { ...about(subject, 'usual'), label: 'usual cost' }, usualMicros);
  const what = words(subject.group === 'job' ? 'did not run' : 'was not used');
  return line`${nameOf(subject)} ${what}, ${strong(changeFact(change, { sheet, ...rest }))}: it usually costs ${usual}`;
}

export function changeFact({ subject, deltaMicros }: CostChange, { sheet }: Notebook) {
  const label = 'difference from its usual cost';
  return deltaFact(sheet, { ...about(subject, 'delta'), label }, deltaMicros);
}

export function nowFact({ subject }: CostChange, { sheet }: Notebook) {
  const label = 'cost in the period';
  return usdFact(sheet, { ...about(subject, 'cost'), label }, subject.now.costMicros);
}
