// Monitor: what to talk about with a person, the first first.
import { type Line, line, words } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { figures } from '../common/figures.ts';
import { notable, shortLever } from '../common/levers.ts';
import { capital, counted, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { leversOf } from './optimize.ts';
import { costFact, silent } from './user_facts.ts';
import { partsOf, type SpendPart, sumOf, usesOf } from './user_spend.ts';

/** A rise worth a word, micro-dollars. */
const NOTABLE_MICROS = 25_000_000;

export function nextSteps(study: UserStudy): Narration {
  const parts = partsOf(study);
  if (sumOf(parts) === 0 && usesOf(study, 'current').length === 0) return silent(study);
  const cost = costFact(study, parts);
  const [first, ...rest] = stepsOf(study, parts);
  if (!first) {
    return draft(
      line`Nothing to talk about with ${study.subject} now: about ${cost}, no saving and no rise worth the time.`,
      {
        next: [line`look again when *Trend* leaves its usual range.`],
      },
    );
  }
  return draft(line`${study.subject} stands behind about ${cost}; talk about this first. ${capital(first)}`, {
    points: rest.slice(0, 3).map((step) => line`Then ${step}`),
    next: [line`show them *Cost drivers* before asking for anything: it lists what leads to them.`],
  });
}

export function firstStep(study: UserStudy): Line {
  return (
    stepsOf(study, partsOf(study))[0] ?? line`nothing to change; *Cost drivers* lists what leads to them.`
  );
}

function stepsOf(study: UserStudy, parts: readonly SpendPart[]): Line[] {
  const savings = notable(leversOf(study), 2).map(
    (lever) => line`${shortLever(study, lever)} (*Cut cost* shows the sums).`,
  );
  return said([savings[0] ?? null, riseStep(study, parts), savings[1] ?? null, creatorStep(study)]);
}

function riseStep(study: UserStudy, parts: readonly SpendPart[]): Line | null {
  if (!study.window.hasPrevious) return null;
  const top = [...parts].sort((a, b) => b.micros - b.previousMicros - (a.micros - a.previousMicros))[0];
  if (!top || top.micros - top.previousMicros < NOTABLE_MICROS) return null;
  const rise = figures(study, 'facts/user_warehouses')
    .of(top.entity.ref)
    .usdDelta('rise', 'rise on the period before', top.micros - top.previousMicros);
  return line`ask about ${top.entity}, which rose by ${rise} (its *What changed?*).`;
}

/** Jobs that name their creator only because nobody tagged an owner. */
function creatorStep(study: UserStudy): Line | null {
  const untagged = study.jobs.filter((job) => job.owner_source === 'creator' && job.cost_micros > 0).length;
  if (untagged === 0) return null;
  const count = figures(study, 'facts/user_jobs').count(
    'jobs.untagged',
    'jobs without an owner tag, counted for their creator',
    untagged,
  );
  const name = words(untagged === 1 ? 'names' : 'name');
  return line`confirm who owns the ${counted(count, 'job')} that ${name} them only as creator, and tag ${words(untagged === 1 ? 'it' : 'those')}.`;
}
