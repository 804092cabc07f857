// The invented company people meet in the playground: three colleagues, three channels, a little talk.
import { makeIds, timestampOf } from './ids.ts';
import type { SlashCommandView, UserView } from './protocol.ts';
import type { Channel, Message, State } from './state.ts';

interface SeedOptions {
  readonly appName: string;
  readonly commands: readonly SlashCommandView[];
  readonly now: Date;
}

const PEOPLE = [
  { name: 'maya', real_name: 'Maya Lindqvist', title: 'FinOps lead', tz: 'Europe/Stockholm' },
  { name: 'tomas', real_name: 'Tomas Rey', title: 'Platform engineer', tz: 'America/New_York' },
  { name: 'priya', real_name: 'Priya Nair', title: 'Data engineer', tz: 'Asia/Kolkata' },
] as const;

const CHANNELS = [
  { name: 'data-platform', topic: 'Clusters, jobs and whoever is on call', app_is_member: true },
  { name: 'finops', topic: 'What the platform costs, and why', app_is_member: true },
  { name: 'random', topic: 'Everything else', app_is_member: false },
] as const;

/** channel, person, minutes before the start, text */
const TALK = [
  ['random', 'tomas', 190, 'The coffee machine on the third floor works again.'],
  ['data-platform', 'priya', 164, 'The ledger load took an hour longer than usual last night.'],
  ['data-platform', 'tomas', 161, 'Saw that. I will look at its clusters.'],
  ['finops', 'maya', 95, 'The bill is higher than last month. Which jobs should I ask about first?'],
  ['finops', 'tomas', 88, 'Start with the most expensive ones, `/usage-report job_cost` lists them.'],
] as const;

export function seedState(options: SeedOptions): State {
  const newId = makeIds('seed');
  const app = { id: newId('A'), name: options.appName, user: newId('U'), bot: newId('B') };
  const people = PEOPLE.map((person) => ({ id: newId('U'), ...person, is_app: false }));
  const channels = [...publicChannels(newId), ...directMessages(newId, people, app.name)];
  return {
    team: { id: newId('T'), name: 'Fennmark Data', domain: 'fennmark-data' },
    app,
    commands: options.commands,
    users: [...people, appUser(app.user, app.name)],
    channels,
    messages: talk(people, channels, options.now),
    files: {},
    modals: {},
    homes: {},
    response_urls: {},
    triggers: {},
    journal: [],
  };
}

function publicChannels(newId: (prefix: string) => string): Channel[] {
  return CHANNELS.map((channel) => ({ id: newId('C'), kind: 'channel', ...channel }));
}

function directMessages(
  newId: (prefix: string) => string,
  people: readonly UserView[],
  name: string,
): Channel[] {
  return people.map(({ id }) => ({
    id: newId('D'),
    kind: 'dm',
    name,
    topic: '',
    app_is_member: true,
    dm_user: id,
  }));
}

function appUser(id: string, name: string): UserView {
  const handle = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { id, name: handle, real_name: name, title: 'App', tz: 'UTC', is_app: true };
}

function talk(people: readonly UserView[], channels: readonly Channel[], now: Date): Message[] {
  return TALK.map(([channel, name, minutes, text]) => ({
    channel: channels.find((c) => c.name === channel)!.id,
    ts: timestampOf((now.getTime() - minutes * 60_000) * 1000),
    user: people.find((u) => u.name === name)!.id,
    text,
    blocks: [],
    files: [],
    reply_count: 0,
    reactions: [],
  }));
}
