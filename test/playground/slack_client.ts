// Calls the playground as an app's plain HTTP client would.
import { type Playground, type PlaygroundOptions, startPlayground } from '#src/playground/server.ts';
import { SCOPES } from './demo_app.ts';

// biome-ignore lint/suspicious/noExplicitAny: each method answers with its own fields; tests read them by name
export type Answer = Record<string, any>;

export interface Client {
  readonly playground: Playground;
  /** Arguments go out as form fields, objects as JSON text, like the official client does. */
  call(method: string, args?: Record<string, unknown>, token?: string): Promise<Answer>;
  /** The id of a completed upload. */
  upload(bytes: Uint8Array, name?: string): Promise<string>;
}

export async function openClient(options: Partial<PlaygroundOptions> = {}): Promise<Client> {
  const playground = await startPlayground({
    deliver: { kind: 'socket' },
    manifestScopes: SCOPES,
    ...options,
  });
  const call: Client['call'] = async (method, args = {}, token = playground.botToken) => {
    const fields = Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]);
    const response = await fetch(playground.slackApiUrl + method, {
      method: 'POST',
      body: new URLSearchParams(fields as [string, string][]),
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: response.status, ...((await response.json()) as Answer) };
  };
  return {
    playground,
    call,
    upload: async (bytes, name = 'chart.png') => {
      const { upload_url, file_id } = await call('files.getUploadURLExternal', {
        filename: name,
        length: bytes.byteLength,
      });
      await fetch(upload_url, { method: 'POST', body: new Uint8Array(bytes) });
      const done = await call('files.completeUploadExternal', { files: [{ id: file_id, title: name }] });
      if (!done.ok) throw new Error(done.error);
      return file_id;
    },
  };
}
