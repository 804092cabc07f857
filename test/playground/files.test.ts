// Pictures: uploaded in three steps, processed for a while, then shown.
import { afterEach, describe, expect, it } from 'vitest';
import { fileIdOf, imageBlocks, openStage, PIXEL, type Stage, uploadPixel } from './demo_app.ts';
import { type Client, openClient } from './slack_client.ts';

let client: Client | undefined;
let stage: Stage | undefined;
afterEach(async () => {
  await client?.playground.close();
  await stage?.close();
  client = undefined;
  stage = undefined;
});

describe('files', () => {
  it('refuses a picture that is still being processed, and takes it afterwards', async () => {
    client = await openClient({ fileReadyAfterMs: 150 });
    const channel = client.playground.channel('finops').id;
    const blocks = imageBlocks(await client.upload(PIXEL));
    const early = await client.call('chat.postMessage', { channel, text: 'x', blocks });
    expect(early).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect(early.response_metadata.messages[0]).toContain('/blocks/0/slack_file');
    await new Promise((resolve) => setTimeout(resolve, 170));
    expect(await client.call('chat.postMessage', { channel, text: 'x', blocks })).toMatchObject({ ok: true });
  });

  it('takes more than 2 MB by form and gives the same bytes to the page', async () => {
    stage = await openStage('socket');
    const bytes = Buffer.alloc(2_500_000, 7);
    PIXEL.copy(bytes);
    const id = fileIdOf(await stage.app.client.files.uploadV2({ file: bytes, filename: 'big.png' }));
    const response = await fetch(`${stage.playground.url}/ui/file/${id}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('shares into a thread, and only where the app is', async () => {
    stage = await openStage('socket');
    const { app, playground } = stage;
    const channel_id = playground.channel('finops').id;
    const { ts } = await app.client.chat.postMessage({ channel: channel_id, text: 'root' });
    const text = { content: '{"a": 1}', filename: 'debug.json' };
    await app.client.files.uploadV2({ ...text, channel_id, thread_ts: ts!, initial_comment: 'All of it' });
    const shared = await playground.human.waitForMessage((m) => m.text === 'All of it');
    expect(shared).toMatchObject({ thread_ts: ts, subtype: 'file_share', files: [{ name: 'debug.json' }] });
    const random = playground.channel('random').id;
    await expect(app.client.files.uploadV2({ ...text, channel_id: random })).rejects.toThrow(
      'not_in_channel',
    );
  });

  it('never serves an upload as a page', async () => {
    client = await openClient();
    const id = await client.upload(Buffer.from('<script>alert(1)</script>'), 'x.html');
    const response = await fetch(`${client.playground.url}/ui/file/${id}`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('wants the bytes that were announced', async () => {
    client = await openClient();
    const { upload_url, file_id } = await client.call('files.getUploadURLExternal', {
      filename: 'a.png',
      length: 99,
    });
    const response = await fetch(upload_url, { method: 'POST', body: new Uint8Array(PIXEL) });
    expect(response.ok).toBe(false);
    const done = await client.call('files.completeUploadExternal', { files: [{ id: file_id }] });
    expect(done).toMatchObject({ error: 'file_not_found' });
  });

  it('lets the official client retry through the race', async () => {
    stage = await openStage('socket', { fileReadyAfterMs: 120 });
    const { app, playground } = stage;
    const blocks = imageBlocks(await uploadPixel(app));
    const channel = playground.channel('finops').id;
    const post = () => app.client.chat.postMessage({ channel, text: 'chart', blocks });
    await expect(post()).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await post()).ok).toBe(true);
  });
});
