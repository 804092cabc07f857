// Diagnose: how busy the machines of an all-purpose cluster are, and how long it waits before it stops.
import { median, ratio } from '#src/lib/stats.ts';
import { type Line, line, words } from '#src/reports/line.ts';
import type { ComputeStudy } from '../../study/compute_study.ts';
import { figures } from '../common/figures.ts';
import { counted, orNone, said } from '../common/phrases.ts';
import { CPU_TARGET_PCT } from '../common/sizing.ts';
import { awake, configInForce, costFact, peerMedian, totals } from '../compute/compute_measures.ts';
import { idleDays, idleDaysText } from '../compute/idle_days.ts';
import { firstStep } from '../compute/next_steps.ts';
import { measureNotes } from '../compute/notes.ts';
import { isSilent, silent } from '../compute/silent.ts';
import { draft, type Narration } from '../draft.ts';

export function utilization(study: ComputeStudy): Narration {
  if (isSilent(study)) return silent(study);
  return draft(headline(study), {
    points: said([
      pastPoint(study),
      spreadPoint(study),
      memoryPoint(study),
      idlePoint(study),
      waitingPoint(study),
      peersPoint(study),
    ]),
    next: [firstStep(study)],
    notes: measureNotes(study),
  });
}

function headline(study: ComputeStudy): Line {
  const { cpuPct } = totals(study, 'current');
  if (cpuPct === null)
    return line`The use of ${study.subject} is not assessed: no CPU was measured, which does not mean that it is idle; it cost ${costFact(study)}.`;
  const f = figures(study, 'facts/compute_daily');
  const cpu = f.percent('cpu', 'mean CPU utilization', cpuPct);
  const target = f.percent('cpu.target', 'CPU utilization aimed for', CPU_TARGET_PCT);
  return line`The CPU of ${study.subject} is ${cpu} busy on average while it is paid for; ${target} is what a cluster is sized for.`;
}

function pastPoint(study: ComputeStudy): Line | null {
  const { cpuPct } = totals(study, 'previous');
  if (!study.window.hasPrevious || cpuPct === null) return null;
  return line`In the period before it was ${figures(study, 'facts/compute_daily').past().percent('cpu', 'mean CPU utilization in the period before', cpuPct)}.`;
}

function spreadPoint(study: ComputeStudy): Line | null {
  const days = study.telemetry.filter((row) => row.cpu !== null);
  const top = [...days].sort((a, b) => b.cpu! - a.cpu! || (a.day < b.day ? -1 : 1))[0];
  if (!top || days.length < 3) return null;
  const f = figures(study, 'facts/compute_telemetry');
  const above = days.filter((row) => row.cpu! > CPU_TARGET_PCT).length;
  const count = f.count('cpu.days', 'days with measured CPU', days.length);
  return line`Its busiest day was ${f.day('cpu.peak.day', 'day with the highest mean CPU', top.day)} at ${f.percent('cpu.peak', 'highest mean CPU of a day', top.cpu!)}; ${orNone(f.count('cpu.days.above', 'days above the CPU aimed for', above))} of ${count} days passed the mark.`;
}

function memoryPoint(study: ComputeStudy): Line | null {
  const typical = median(
    study.telemetry.filter((row) => row.memory_gb !== null).map((row) => row.memory_gb!),
  );
  const machine = study.telemetry.find((row) => row.instance_type !== null)?.instance_type;
  if (typical === null) return null;
  const memory = figures(study, 'facts/compute_telemetry').gb(
    'memory',
    'median memory in use on a node',
    typical,
  );
  return machine
    ? line`A node (${{ text: machine, quoted: true }}) has ${memory} of memory in use on a median day.`
    : line`A node has ${memory} of memory in use on a median day.`;
}

function idlePoint(study: ComputeStudy): Line | null {
  const idle = idleDays(study);
  return idle.length === 0 ? null : line`It ran without work: ${idleDaysText(study, idle)}.`;
}

/** Every stop by itself came after the whole auto-stop time without work. */
function waitingPoint(study: ComputeStudy): Line | null {
  const run = awake(study, 'current');
  const minutes = configInForce(study)?.auto_stop_mins ?? null;
  const stops = run?.stretches.filter((stretch) => stretch.stopped).length ?? 0;
  if (!run || run.hours === 0 || minutes === null || minutes === 0 || stops === 0) return null;
  const f = figures(study, 'facts/compute_sessions');
  const hours = (stops * minutes) / 60;
  const count = counted(f.count('stops', 'stops in the period', stops), 'stop');
  const each = figures(study, 'facts/compute_config').minutes('auto_stop', 'auto-stop', minutes);
  const idle = f.hours('hours.waiting', 'hours of waiting before stops', hours);
  const pct = f.percent(
    'hours.waiting.pct',
    'share of the waiting in the hours awake',
    (hours * 100) / run.hours,
  );
  const cost = f.usd(
    'cost.waiting',
    'cost of the waiting before stops',
    Math.round((totals(study, 'current').costMicros * hours) / run.hours),
  );
  return line`Auto-stop waits for ${each} before each stop: ${count} ${words(stops === 1 ? 'makes' : 'make')} ${idle}, ${pct} of its time awake, ${cost} at most.`;
}

function peersPoint(study: ComputeStudy): Line | null {
  const typical = peerMedian(study, (peer) => ratio(peer.cpu_micros / 1e6, peer.cpu_rows));
  if (typical === null) return null;
  return line`The median of the other clusters is ${figures(study, 'facts/compute_peers').percent('peers.cpu', 'median CPU utilization of the other clusters', typical)} busy.`;
}
