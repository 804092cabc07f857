// The digest: what changed since the last one, the largest first, each with the chip that explains it.
import type { Digest, SqlRun } from '#src/copilot/answer_types.ts';
import { tracedSource } from '#src/copilot/traced_source.ts';
import { addDays, daysBetween, formatWeekday, type IsoDay } from '#src/lib/dates.ts';
import { hashOf } from '#src/lib/hash.ts';

import { createFactSheet, type Fact } from '#src/reports/facts.ts';
import { requireData } from '#src/reports/params.ts';
import { loadSql } from '#src/store/sql_file.ts';
import type { SourceProfile, UsageSource } from '#src/store/usage_source.ts';
import { type Details, NO_DETAILS, readDetails } from './digest/details.ts';
import { type DigestText, digestText } from './digest/digest_text.ts';
import { byWeight, type Finding } from './digest/finding.ts';
import type { FollowUp } from './digest/follow_up.ts';
import { sentences, staleLine } from './digest/footer.ts';
import { unmovedLine } from './digest/headline.ts';
import { type Judgement, judge } from './digest/judgement.ts';
import { type DayCost, monthDataFrom } from './digest/month.ts';
import type { Notebook } from './digest/notebook.ts';
import { type DigestPeriod, digestPeriod } from './digest/period.ts';
import type { DigestSnapshot, OpenItem } from './digest/snapshot.ts';
import { readTelemetry } from './digest/telemetry.ts';
import { minimumMicrosPerDay } from './digest/usual.ts';
import { localDay } from './local_day.ts';

interface DigestInput {
  readonly source: UsageSource;
  /** What the last digest to the same place said; null for the first. */
  readonly previous: DigestSnapshot | null;
  readonly clockNow: Date;
  /** IANA zone of the readers: the day in the title is theirs. */
  readonly weekdayZone: string;
}

export interface BuiltDigest {
  readonly digest: Digest;
  /** For the next one. */
  readonly snapshot: DigestSnapshot;
  /** Every figure of it, and the SQL that stated them. */
  readonly facts: readonly Fact[];
  readonly sql: readonly SqlRun[];
}

interface News {
  readonly text: DigestText;
  readonly notebook: Notebook;
  /** What the next digest follows up. */
  readonly open: readonly OpenItem[];
}

/** Throws UserError 'no_data' for an empty database, and what the source throws. The hash depends on the data and `previous` only. */
export async function buildDigest(input: DigestInput): Promise<BuiltDigest> {
  const source = tracedSource(input.source, () => input.clockNow);
  const profile = await source.profile();
  const asOf = requireData(profile);
  const today = localDay(input.clockNow, input.weekdayZone);
  const previous = input.previous !== null && input.previous.asOf <= asOf ? input.previous : null;
  const news =
    previous?.asOf === asOf ? unmoved(asOf, previous) : await newsOf(source, profile, asOf, previous);
  return {
    digest: sealed(news, profile, asOf, today),
    snapshot: { version: 1, asOf, open: [...news.open] },
    facts: news.notebook.sheet.facts,
    sql: source.runs(),
  };
}

/** What depends on the day it is read on comes after the hash. */
function sealed({ text, notebook }: News, { costBasis }: SourceProfile, asOf: IsoDay, today: IsoDay): Digest {
  const hash = hashOf({ ...text, asOf, costBasis, facts: notebook.sheet.facts });
  const age = staleLine(daysBetween(asOf, today), notebook);
  const title = `Databricks, ${formatWeekday(today, asOf)}`;
  return { ...text, title, footer: sentences([text.footer, age]), asOf, costBasis, hash };
}

function unmoved(asOf: IsoDay, { open }: DigestSnapshot): News {
  const notebook = notebookFor(digestPeriod(asOf, null, null), NO_DETAILS);
  const text = { headline: unmovedLine(notebook), changes: [], footer: [], quiet: true };
  return { text, notebook, open };
}

async function newsOf(
  source: UsageSource,
  profile: SourceProfile,
  asOf: IsoDay,
  previous: DigestSnapshot | null,
): Promise<News> {
  const period = digestPeriod(asOf, profile.firstDay, previous?.asOf ?? null);
  const telemetry = await readTelemetry(source, period);
  const days = await dayCosts(source, asOf);
  const minimumPerDay = minimumMicrosPerDay(lately(days, asOf));
  const open = previous?.open ?? [];
  const judgement = await judge({ source, telemetry, period, open, minimumPerDay });
  const { shown, loud } = choose(judgement);
  const notebook = notebookFor(
    period,
    await readDetails(
      source,
      period,
      shown.flatMap(({ change }) => change ?? []),
    ),
  );
  const firstDay = profile.firstDay ?? asOf;
  const isFirst = previous === null;
  const text = digestText({ telemetry, judgement, shown, loud, days, firstDay, isFirst, notebook });
  const told = [...judgement.kept, ...shown.flatMap((finding) => finding.open)];
  return { text, notebook, open: [...new Map(told.map((item) => [item.key, item])).values()] };
}

/** Four weeks, so that every weekday counts alike. */
const AVERAGE_DAYS = 28;

function lately(days: readonly DayCost[], asOf: IsoDay): number[] {
  return days.filter(({ day }) => day > addDays(asOf, -AVERAGE_DAYS)).map((row) => row.cost_micros);
}

/** A digest is read in a minute. */
const MOST_CHANGES = 5;
const MOST_FOLLOW_UPS = 2;
const MOST_OF_A_KIND = 2;

/** News first; a reminder and a success may take the last places. */
function choose({ findings, still, resolved }: Judgement): {
  readonly shown: readonly Finding[];
  readonly loud: readonly FollowUp[];
} {
  const loud = [...still, ...resolved].filter(({ isLoud }) => isLoud).slice(0, MOST_FOLLOW_UPS);
  return {
    shown: varied(findings)
      .slice(0, MOST_CHANGES - loud.length)
      .sort(byWeight),
    loud,
  };
}

/** Two of a kind, then other kinds, then the third of a kind: a new job must not be crowded out by the third rise. */
function varied(findings: readonly Finding[]): Finding[] {
  const ofKind = new Map<string, number>();
  const later: Finding[] = [];
  const first = findings.filter((finding) => {
    const count = ofKind.get(finding.check) ?? 0;
    ofKind.set(finding.check, count + 1);
    if (count >= MOST_OF_A_KIND) later.push(finding);
    return count < MOST_OF_A_KIND;
  });
  return [...first, ...later];
}

async function dayCosts(source: UsageSource, asOf: IsoDay): Promise<readonly DayCost[]> {
  return source.query<DayCost>(loadSql('digest/day_cost'), { from: monthDataFrom(asOf), to: asOf });
}

function notebookFor(period: DigestPeriod, details: Details): Notebook {
  const sheet = createFactSheet({
    subject: 'report:digest',
    scope: `${period.from}..${period.to}`,
    sqlHash: loadSql('digest/subject_cost').hash,
    today: period.to,
  });
  return { sheet, period, details };
}
