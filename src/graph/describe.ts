// An ego graph as lines a person or a model reads; names and texts of the data are fenced, because they may contain anything.
import { formatDay } from '#src/lib/dates.ts';
import { formatUsd, groupThousands, microsToUsd } from '#src/lib/money.ts';
import { cleanText, truncate } from '#src/lib/text.ts';
import { type EgoGraph, edgeKey, type RelationEdges } from './ego_graph.ts';
import type { GraphEdge, GraphScope } from './graph_store.ts';

export interface Description {
  readonly lines: readonly string[];
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
}

export function describe(graph: EgoGraph, results: readonly RelationEdges[], scope: GraphScope): Description {
  const lines = results.flatMap((result) => [
    ...result.edges.map((_, rank) => edgeLine(graph, edgeKey(result.relation, rank), scope.to)),
    ...restLine(result),
  ]);
  const empty = results.filter((result) => result.edges.length === 0).map(({ relation }) => relation.noun[1]);
  if (empty.length > 0) lines.push(`Nothing recorded: ${empty.join(', ')}.`);
  return { lines, leftOut: results.flatMap((result) => leftOutOf(result, scope.lane)) };
}

function edgeLine(graph: EgoGraph, key: string, today: string): string {
  const { edge } = graph.getEdgeAttributes(key);
  const note = noteOf(edge, today);
  const text = `${nodeText(graph, graph.source(key))} ${edge.edge} ${nodeText(graph, graph.target(key))}`;
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

function noteOf(edge: GraphEdge, today: string): string {
  const parts = [
    edge.cost_micros === null ? null : formatUsd(microsToUsd(edge.cost_micros)),
    edge.duration_ms === null ? null : durationText(edge.duration_ms),
    edge.how_many === null ? null : countText(edge.how_many, edge.unit ?? ''),
    edge.happened_at === null ? null : timeText(edge.happened_at, today),
    edge.detail === null ? null : fenced(edge.detail, 160),
  ];
  return parts.filter((part) => part !== null).join(', ');
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

/** '366 more runs: $1,204, median 41 min'. */
function restLine(result: RelationEdges): string[] {
  const rest = restOf(result);
  if (rest === 0) return [];
  const first = result.edges[0]!;
  const noun = result.relation.noun[rest === 1 ? 0 : 1];
  const shown = result.edges.reduce((sum, edge) => sum + (edge.cost_micros ?? 0), 0);
  const parts = [
    first.all_cost_micros === null
      ? null
      : `${formatUsd(microsToUsd(first.all_cost_micros - shown))} together`,
    first.rest_median_ms === null ? null : `median ${durationText(first.rest_median_ms)}`,
  ].filter((part) => part !== null);
  return [`${groupThousands(rest)} more ${noun}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`];
}

function restOf({ edges }: RelationEdges): number {
  return (edges[0]?.all_count ?? 0) - edges.length;
}

function leftOutOf(result: RelationEdges, lane: string): { item: string; reason: string }[] {
  const rest = restOf(result);
  if (rest === 0) return [];
  const noun = result.relation.noun[rest === 1 ? 0 : 1];
  return [
    {
      item: `Surroundings: ${groupThousands(rest)} more ${noun}`,
      reason: `the ${lane} lane shows ${result.quota}; the rest is one line`,
    },
  ];
}
