// Monitor: what to talk about with a person, the first first, and nothing where it is not worth the time.
import { form, type Line, line } from '#src/reports/line.ts';
import type { UserStudy } from '../../study/user_study.ts';
import { figures } from '../common/figures.ts';
import { shortLever } from '../common/levers.ts';
import { capital, said } from '../common/phrases.ts';
import { draft, type Narration } from '../draft.ts';
import { leversOf } from './optimize.ts';
import { costFact, estimateNotes, silent, WORTH_MICROS, worthFact } from './user_facts.ts';
import { isSilent, partsOf, type SpendPart } from './user_spend.ts';

export function nextSteps(study: UserStudy): Narration {
  const parts = partsOf(study);
  if (isSilent(study, parts)) return silent(study);
  const cost = costFact(study, parts);
  const [first, ...rest] = stepsOf(study, parts);
  if (!first) return nothing(study, parts);
  return draft(line`About ${cost} leads to ${study.subject}; talk about this first. ${capital(first)}`, {
    points: [...rest, ...said([creatorStep(study)])].map((step) => line`Then ${step}`),
    next: [line`show them *Cost drivers* before asking for anything: it lists what leads to them.`],
    notes: estimateNotes(study),
  });
}

function nothing(study: UserStudy, parts: readonly SpendPart[]): Narration {
  const headline = line`Nothing is worth a conversation with ${study.subject} now: about ${costFact(study, parts)} leads to them, and no saving or rise comes to ${worthFact(study)}.`;
  return draft(headline, {
    next: [creatorStep(study) ?? line`look again when *Trend* leaves its usual range.`],
    notes: estimateNotes(study),
  });
}

/** What other answers end with. */
export function firstStep(study: UserStudy): Line {
  return (
    stepsOf(study, partsOf(study))[0] ??
    line`nothing: no saving or rise comes to ${worthFact(study)}, from which a conversation is worth it.`
  );
}

function stepsOf(study: UserStudy, parts: readonly SpendPart[]): Line[] {
  const savings = leversOf(study)
    .filter((lever) => lever.saving.micros >= WORTH_MICROS)
    .slice(0, 2)
    .map((lever) => line`${shortLever(study, lever)} (*Cut cost* shows the sums).`);
  return said([savings[0] ?? null, riseStep(study, parts), savings[1] ?? null]);
}

function riseStep(study: UserStudy, parts: readonly SpendPart[]): Line | null {
  if (!study.window.hasPrevious) return null;
  const top = [...parts].sort((a, b) => b.micros - b.previousMicros - (a.micros - a.previousMicros))[0];
  if (!top || top.micros - top.previousMicros < WORTH_MICROS) return null;
  const rise = figures(study, 'facts/user_warehouses')
    .of(top.entity.ref)
    .usdDelta('rise', 'rise on the period before', top.micros - top.previousMicros);
  if (top.kind === 'job')
    return line`ask about ${top.entity}, which rose by ${form(rise, 1)} (open it and press *What changed?*).`;
  return line`ask about ${top.entity}: their part of it rose by ${form(rise, 1)} (*Cost drivers* shows both periods).`;
}

/** Jobs that name their creator only because nobody tagged an owner, where they cost enough. */
function creatorStep(study: UserStudy): Line | null {
  const untagged = study.jobs.filter(
    (job) => job.owner_source === 'creator' && job.cost_micros >= WORTH_MICROS,
  );
  const [top] = untagged;
  if (!top) return null;
  const name = { ref: `job:${top.job_id}`, name: top.job_name?.trim() || `job ${top.job_id}` };
  if (untagged.length === 1)
    return line`confirm who owns ${name} and tag it: it has no owner tag and counts for its creator.`;
  const count = figures(study, 'facts/user_jobs').count(
    'jobs.untagged',
    'jobs without an owner tag, counted for their creator',
    untagged.length,
  );
  return line`confirm who owns ${name} and the others of ${count} jobs without an owner tag, and tag them: they count for their creator.`;
}
