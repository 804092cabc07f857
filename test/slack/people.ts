// What tests do at the workspace, in few words.
import type { Message } from '#src/playground/state.ts';
import type { Harness } from './harness.ts';

export const says = (text: string) => (message: Message) =>
  message.text.includes(text) || JSON.stringify(message.blocks).includes(text);

export function people(h: Harness) {
  const { playground } = h;
  const { human } = playground;
  const user = playground.user('maya');
  const channel = playground.channel('finops').id;
  /** All messages of the app with this text, oldest first. */
  const all = (text: string) => playground.state().messages.filter(byApp(playground, says(text)));
  const slash = (text: string, where = channel) =>
    human.slash({ user, channel: where, text: `/usage-report ${text}` });
  /** The message with this text that comes of doing this. */
  const after = async (act: () => Promise<unknown>, text: string, timeoutMs?: number): Promise<Message> => {
    const known = new Set(all(text).map((message) => message.ts));
    const isNew = byApp(playground, (message) => !known.has(message.ts) && says(text)(message));
    await act();
    return human.waitForMessage(isNew, timeoutMs);
  };
  const report = (text = 'job_cost') => after(() => slash(text), 'jobs make');
  const pick = async (message: Message, action_id: string, value: string, text: string) =>
    after(() => human.select({ user, message, action_id, value }), text);
  const press = (message: Message, action_id: string, text: string) =>
    after(() => human.click({ user, message, action_id }), text);
  const card = async () => pick(await report(), 'pick_entity', 'job:1042', 'Understand');
  return { user, channel, human, all, slash, after, report, pick, press, card };
}

function byApp(playground: Harness['playground'], fits: (message: Message) => boolean) {
  return (message: Message) => message.user === playground.state().app.user && fits(message);
}

/** Long enough for anything wrongly started to have shown. */
export async function settle(ms = 250): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
