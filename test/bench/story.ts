// What a person waits for: the command, the message with its chart, the answer behind a chip; through the playground, with
// the real app in a process of its own. Every report asked for has a period of its own, so that its chart is drawn and uploaded anew.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { validateBlocks } from '#blocks/validate.ts';
import { projectPath } from '#src/config/paths.ts';
import { scopesOf } from '#src/lib/manifest.ts';
import { median } from '#src/lib/stats.ts';
import type { MessageView, UiEvent } from '#src/playground/protocol.ts';
import { type Playground, startPlayground } from '#src/playground/server.ts';
import { type Measured, residentMb, startMeasured } from './child.ts';
import { freePort } from './free_port.ts';
import { atMost, type BenchRow } from './table.ts';

export type Transport = 'socket' | 'http';

const WARM_UPS = 3;
const ROUNDS = 20;
const AT_ONCE = 16;
const STALL_ROUNDS = 5;
const WAIT_MS = 30_000;
const SECRET = 'bench-signing-secret';

interface Scene {
  readonly playground: Playground;
  readonly app: Measured;
  readonly user: string;
  readonly channel: string;
}

export async function measureStory(transport: Transport, usageDb: string): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'story_bench_'));
  const scene = await openScene(transport, usageDb, path.join(folder, 'state.db'));
  const idle = await startMeasured(['idle'], {});
  try {
    const reports = await reportRows(scene);
    const answers = await chipRows(scene);
    const stalls = await stallRows(scene, idle);
    return [...reports, ...answers, ...stalls, ...memoryRows(scene)];
  } finally {
    await Promise.all([scene.app.stop(), idle.stop()]);
    await scene.playground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openScene(transport: Transport, usageDb: string, stateDb: string): Promise<Scene> {
  const port = await freePort();
  const manifest: unknown = parse(readFileSync(projectPath('manifest.yml'), 'utf8'));
  const { required, optional } = scopesOf(manifest);
  const url = `http://127.0.0.1:${port}/slack/events`;
  const playground = await startPlayground({
    deliver: transport === 'http' ? { kind: 'http', url, signingSecret: SECRET } : { kind: 'socket' },
    manifestScopes: [...required, ...optional],
    validateBlocks,
  });
  const app = await startMeasured([], {
    SLACK_BOT_TOKEN: playground.botToken,
    SLACK_APP_TOKEN: transport === 'socket' ? playground.appToken : '',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: playground.slackApiUrl,
    PORT: String(port),
    USAGE_DB: usageDb,
    STATE_DB: stateDb,
  });
  await playground.whenConnected(WAIT_MS);
  const channel = playground.state().channels.find((one) => one.kind === 'channel' && one.app_is_member)!.id;
  return { playground, app, user: playground.user('maya'), channel };
}

async function reportRows(scene: Scene): Promise<BenchRow[]> {
  const rounds = await inTurn(WARM_UPS + ROUNDS, (round) => askReport(scene, `last ${8 + round} days`));
  const again = await inTurn(ROUNDS, () => askReport(scene, 'last 8 days'));
  const measured = rounds.slice(WARM_UPS);
  return [
    row(
      'slash command to its acknowledgement',
      measured.map(({ ackMs }) => ackMs),
      100,
    ),
    row(
      'slash command to the finished message, a new chart each time',
      measured.map(({ ms }) => ms),
      1000,
    ),
    row(
      'the same report again, its chart kept',
      again.map(({ ms }) => ms),
      null,
    ),
  ];
}

async function askReport({ playground, user, channel }: Scene, period: string) {
  const start = performance.now();
  const posted = playground.human.waitForEvent(isNewChart, WAIT_MS);
  const text = `/usage-report job_cost ${period}`;
  const ack = await playground.human.slash({ user, channel, text });
  if (!ack.ok) throw new Error(`The command was not acknowledged: ${ack.error}`);
  await posted;
  return { ackMs: ack.ms, ms: performance.now() - start };
}

function isNewChart(event: UiEvent): boolean {
  return event.type === 'message_posted' && event.message.blocks.some((block) => block.type === 'image');
}

/** The cards of the most expensive jobs; every button of a card is pressed once. */
async function chipRows(scene: Scene): Promise<BenchRow[]> {
  const times: number[] = [];
  const jobs = jobsOf(newestReport(scene));
  for (const job of jobs) {
    const card = await openCard(scene, job);
    for (const chip of chipsOf(card)) times.push(await pressChip(scene, card, chip));
    if (times.length >= WARM_UPS + ROUNDS) break;
  }
  return [row('chip to its answer in the thread, no model', times.slice(WARM_UPS), 300)];
}

function newestReport({ playground }: Scene): MessageView {
  return playground.state().messages.findLast((message) => message.blocks.some((b) => b.type === 'image'))!;
}

/** Action ids and option values anywhere in a message's blocks. */
function jobsOf(report: MessageView): string[] {
  return [...JSON.stringify(report.blocks).matchAll(/"value":"(job:[^"]+)"/g)].map((match) => match[1]!);
}

function chipsOf(card: MessageView): string[] {
  return [...JSON.stringify(card.blocks).matchAll(/"action_id":"(chip:[^"]+)"/g)].map((match) => match[1]!);
}

async function openCard(scene: Scene, value: string): Promise<MessageView> {
  const { playground, user } = scene;
  const posted = playground.human.waitForEvent(
    (event) => event.type === 'message_posted' && chipsOf(event.message).length > 4,
    WAIT_MS,
  );
  await playground.human.select({ user, message: newestReport(scene), action_id: 'pick_entity', value });
  return ((await posted) as { message: MessageView }).message;
}

async function pressChip({ playground, user }: Scene, card: MessageView, chip: string): Promise<number> {
  const start = performance.now();
  const answered = playground.human.waitForEvent(
    (event) =>
      event.type === 'message_changed' && /figures? verified/.test(JSON.stringify(event.message.blocks)),
    WAIT_MS,
  );
  await playground.human.click({ user, message: card, action_id: chip });
  await answered;
  return performance.now() - start;
}

async function stallRows(scene: Scene, idle: Measured): Promise<BenchRow[]> {
  const rounds = await inTurn(STALL_ROUNDS, async (round) => {
    await Promise.all([scene.app.ask('reset'), idle.ask('reset')]);
    const ms = await manyAtOnce(scene, 40 + AT_ONCE * round);
    return { ms, app: await scene.app.ask('longest'), idle: await idle.ask('longest') };
  });
  return [
    row(
      `longest stall of the main loop while ${AT_ONCE} reports are asked for at once`,
      rounds.map((r) => r.app),
      25,
    ),
    row(
      'the same in a process beside it that does nothing',
      rounds.map((r) => r.idle),
      null,
    ),
    row(
      `all ${AT_ONCE} finished`,
      rounds.map((r) => r.ms),
      null,
    ),
  ];
}

async function manyAtOnce({ playground, user, channel }: Scene, firstDays: number): Promise<number> {
  const start = performance.now();
  let seen = 0;
  const all = playground.human.waitForEvent((event) => isNewChart(event) && ++seen === AT_ONCE, WAIT_MS);
  const commands = Array.from({ length: AT_ONCE }, (_, i) =>
    playground.human.slash({ user, channel, text: `/usage-report job_cost last ${firstDays + i} days` }),
  );
  await Promise.all([all, ...commands]);
  return performance.now() - start;
}

function memoryRows({ app }: Scene): BenchRow[] {
  const value = residentMb(app.pid);
  const what = 'resident memory of all processes of the app, after all this';
  return value === null ? [] : [{ what, value, unit: 'MB', goal: atMost(500) }];
}

function row(what: string, samples: readonly number[], goalMs: number | null): BenchRow {
  const goal = goalMs === null ? null : atMost(goalMs);
  return { what, value: median(samples)!, unit: 'ms', goal };
}

async function inTurn<T>(count: number, work: (round: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < count; round++) results.push(await work(round));
  return results;
}
