// An ego graph as lines a person or a model reads; names and texts of the data are fenced, because they may contain anything.
import { formatDay } from '#src/lib/dates.ts';
import { formatUsd, groupThousands, microsToUsd } from '#src/lib/money.ts';
import { cleanText, truncate } from '#src/lib/text.ts';
import { type EgoGraph, endsOf, type StepEdges } from './ego_graph.ts';
import type { StepEdge } from './graph_store.ts';
import { KIND_WORDS } from './kinds.ts';
import type { GraphScope } from './neighbourhood.ts';

export interface Description {
  readonly lines: readonly string[];
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
}

export function describe(graph: EgoGraph, results: readonly StepEdges[], scope: GraphScope): Description {
  const lines = results.flatMap((result) => [
    ...result.edges.map((edge) => edgeLine(graph, edge, result, scope.to)),
    ...restLine(result),
  ]);
  const empty = results.filter(({ edges, step }) => edges.length === 0 && step.after === undefined);
  if (empty.length > 0) lines.push(`Nothing recorded: ${empty.map(({ step }) => step.noun[1]).join(', ')}.`);
  return { lines, leftOut: results.flatMap((result) => leftOutOf(result, scope.lane)) };
}

function edgeLine(graph: EgoGraph, edge: StepEdge, { step }: StepEdges, today: string): string {
  const { says, back } = KIND_WORDS[edge.kind];
  const against = step.direction === 'in' && back !== undefined;
  const [from, to] = against ? [edge.via.ref, edge.ref] : endsOf(edge, step.direction);
  const text = `${nodeText(graph, from)} ${against ? back : says} ${nodeText(graph, to)}`;
  const note = noteOf(edge, step.tells, today);
  return note ? `${text}: ${note}` : text;
}

/** 'job <name>Nightly ledger</name>'; things that only have an id show it. */
function nodeText(graph: EgoGraph, ref: string): string {
  const type = ref.slice(0, ref.indexOf(':')).replaceAll('_', ' ');
  const name = graph.getNodeAttribute(ref, 'name');
  return `${type} ${fenced(name ?? ref.slice(ref.indexOf(':') + 1), 80)}`;
}

function fenced(text: string, limit: number): string {
  return `<name>${truncate(cleanText(text).replace(/</g, ' ').trim(), limit)}</name>`;
}

function noteOf(edge: StepEdge, tells: StepEdges['step']['tells'], today: string): string {
  const { unit = 'times' } = KIND_WORDS[edge.kind];
  const words = {
    cost: edge.cost_micros === null ? null : formatUsd(microsToUsd(edge.cost_micros)),
    duration: edge.duration_ms === null ? null : durationText(edge.duration_ms),
    count: countText(edge.n, unit),
    failed: edge.failed === null ? null : countText(edge.failed, 'failed runs'),
    at: edge.at === null ? null : timeText(edge.at, today),
    detail: edge.detail === null ? null : fenced(edge.detail, 160),
  };
  return tells
    .map((told) => words[told])
    .filter((part) => part !== null)
    .join(', ');
}

/** Units come in the plural: '1 eviction', '3 queries and starts'. */
function countText(count: number, unit: string): string {
  const noun = count === 1 ? unit.replace(/ies\b/g, 'y').replace(/s\b/g, '') : unit;
  return `${groupThousands(count)} ${noun}`.trim();
}

function timeText(timestamp: string, today: string): string {
  const day = formatDay(timestamp.slice(0, 10), today);
  return timestamp.length > 10 ? `${day} ${timestamp.slice(11, 16)} UTC` : day;
}

function durationText(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  return minutes < 120 ? `${Math.round(minutes)} min` : `${groupThousands(Math.round(minutes / 60))} h`;
}

/** '366 more runs: $1,204 together, median 41 min, one in twenty above 2 h, 12 failed runs'. */
function restLine({ rest, step }: StepEdges): string[] {
  if (rest === null) return [];
  const { tells } = step;
  const parts = [
    !tells.includes('cost') || rest.cost_micros === null
      ? null
      : `${formatUsd(microsToUsd(rest.cost_micros))} together`,
    ...(tells.includes('duration') && tells.includes('at') ? durationParts(rest.p50_ms, rest.p95_ms) : []),
    !tells.includes('failed') || rest.failed === null ? null : countText(rest.failed, 'failed runs'),
  ].filter((part) => part !== null);
  return [`${restNoun(rest.edges, step.noun)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`];
}

function durationParts(p50: number | null, p95: number | null): string[] {
  if (p50 === null || p95 === null) return [];
  return [`median ${durationText(p50)}`, `95th percentile ${durationText(p95)}`];
}

function restNoun(edges: number, noun: StepEdges['step']['noun']): string {
  return `${groupThousands(edges)} more ${noun[edges === 1 ? 0 : 1]}`;
}

function leftOutOf({ rest, step, quota }: StepEdges, lane: string): { item: string; reason: string }[] {
  if (rest === null) return [];
  return [
    {
      item: `Surroundings: ${restNoun(rest.edges, step.noun)}`,
      reason: `the ${lane} lane shows ${quota}; the rest is one line`,
    },
  ];
}
