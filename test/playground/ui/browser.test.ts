// The page in a real browser, in front of a real app: what a person sees, presses and types.
import { existsSync } from 'node:fs';
import type { App } from '@slack/bolt';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, uploadPixel } from '../demo_app.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const isInstalled = existsSync(executablePath);
if (!isInstalled) console.warn(`No browser at ${executablePath}: the page is not tested. Set CHROMIUM_PATH.`);

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
const hostile = '<img src=x onerror="window.pwned=1">';
const escaped = hostile.replace(/</g, '&lt;').replace(/>/g, '&gt;');
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string) => ({ text: plain(text), value: text });
const names = ['Ledger', 'Reco', 'Churn', 'Fraud', 'Forecast', 'Search', 'Export', 'Email', 'Metrics'];

/** A menu, a button, and a name that tries to be markup in every place a name can stand. */
function reportBlocks(file: string) {
  return [
    { type: 'header', text: plain(hostile) },
    { type: 'section', text: { type: 'mrkdwn', text: `*8 of 118 jobs* and ${escaped} and ${hostile}` } },
    { type: 'markdown', text: `**${hostile}** [x](javascript:window.pwned=1)` },
    { type: 'image', slack_file: { id: file }, alt_text: hostile },
    { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] },
    {
      type: 'actions',
      block_id: 'menu',
      elements: [
        {
          type: 'static_select',
          action_id: 'pick',
          placeholder: plain('Look into a job'),
          options: [...names, hostile].map(option),
        },
        { type: 'button', action_id: 'why', text: plain(hostile), value: 'why' },
      ],
    },
    { type: 'data_visualization', title: hostile },
  ];
}

const form = {
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Usage report'),
  submit: plain('Run'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'report',
      label: plain('Report'),
      element: {
        type: 'static_select' as const,
        action_id: 'v',
        options: [option('Job cost'), option('Pareto')],
      },
    },
    {
      type: 'input' as const,
      block_id: 'note',
      optional: true,
      label: plain('Note'),
      element: { type: 'plain_text_input' as const, action_id: 'v' },
    },
  ],
};

function listen(app: App): void {
  app.command('/usage-report', async ({ ack, command, client }) => {
    await ack();
    if (command.text === 'form') {
      await client.views.open({ trigger_id: command.trigger_id, view: form });
      return;
    }
    const blocks = reportBlocks(await uploadPixel(app)) as never;
    await client.chat.postMessage({ channel: command.channel_id, text: 'Report', blocks });
  });
  app.action('pick', async ({ ack, body, client, action }) => {
    await ack();
    const { channel, message } = body as unknown as { channel: { id: string }; message: { ts: string } };
    const { selected_option } = action as unknown as { selected_option: { value: string } };
    const text = `You picked ${selected_option.value}`;
    await client.chat.postMessage({ channel: channel.id, thread_ts: message.ts, text });
  });
  app.view('form', async ({ ack, view }) => {
    const note = view.state.values['note']?.['v']?.value ?? '';
    if (note === 'wrong') await ack({ response_action: 'errors', errors: { note: 'Not this one.' } });
    else await ack();
  });
}

// A browser on a busy machine is slow, and that is no failure.
describe.skipIf(!isInstalled)('the page', { timeout: 60_000 }, () => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    const commands = [{ command: '/usage-report', description: 'A chart', usage_hint: '[help | job_cost]' }];
    stage = await openStage('socket', { commands });
    listen(stage.app);
    page = await open({ width: 1280, height: 800 });
  });
  afterEach(async () => {
    await page.context().close();
    await stage.close();
  });

  /** Anything the page would load from elsewhere, or complain about, is noted. */
  async function open(viewport: { width: number; height: number }): Promise<Page> {
    const context = await browser.newContext({ viewport, hasTouch: viewport.width < 500 });
    const opened = await context.newPage();
    troubles = [];
    opened.on('pageerror', (error) => troubles.push(error.message));
    opened.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
    opened.on('request', (request) => {
      if (!request.url().startsWith(stage.playground.url)) troubles.push(request.url());
    });
    await opened.goto(stage.playground.url);
    await opened.getByRole('textbox', { name: 'Message #data-platform' }).waitFor();
    return opened;
  }

  async function command(line: string): Promise<void> {
    const composer = page.getByRole('main').getByRole('textbox');
    await composer.fill(line);
    await composer.press('Enter');
  }

  it('shows a hint first, completes the command, and shows hostile names as text', async () => {
    await page.getByText('and press Enter').waitFor();
    const composer = page.getByRole('main').getByRole('textbox');
    await composer.pressSequentially('/us');
    await page.getByRole('option', { name: '/usage-report' }).waitFor();
    await composer.press('Enter');
    expect(await composer.inputValue()).toBe('/usage-report ');
    await composer.press('Enter');
    const message = page.getByRole('log').getByRole('article').last();
    await message.getByRole('heading', { name: hostile }).waitFor();
    expect(await message.getByText(hostile).count()).toBeGreaterThanOrEqual(4);
    expect(await message.getByText('Unsupported block: data_visualization').isVisible()).toBe(true);
    expect(
      await message.locator('img').evaluateAll((all) => all.map((one) => one.getAttribute('alt'))),
    ).toEqual([hostile]);
    expect(await message.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.getByText('and press Enter').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('works from a menu to its thread with the keyboard alone', async () => {
    await command('/usage-report');
    await page.getByRole('combobox', { name: 'Look into a job' }).press('ArrowDown');
    await page.keyboard.type('re');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const replies = page.getByRole('button', { name: /^1 reply/ });
    await replies.press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('You picked Forecast').waitFor();
    await page.keyboard.type('thanks');
    await page.keyboard.press('Enter');
    await thread.getByRole('article').filter({ hasText: 'thanks' }).waitFor();
    await page.getByRole('button', { name: /^2 replies/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(await thread.isVisible()).toBe(false);
    expect(troubles).toEqual([]);
  });

  it('keeps a form open with what is wrong, and closes only what lies on top', async () => {
    await command('/usage-report form');
    const dialog = page.getByRole('dialog', { name: 'Usage report' });
    await dialog.getByRole('textbox', { name: 'Note' }).fill('wrong');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await dialog.getByText('Please fill in this field.').waitFor();
    const select = dialog.getByRole('combobox', { name: 'Report' });
    await select.press('Enter');
    await page.getByRole('option', { name: 'Pareto' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    expect(await dialog.isVisible()).toBe(true);
    await select.press('Enter');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await dialog.getByText('Not this one.').waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('wrong');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('gives an undelivered command back and says why', async () => {
    await stage.app.stop();
    await page.getByText('Waiting for').waitFor();
    await command('/usage-report');
    await page.getByText('the app is not connected').waitFor();
    expect(await page.getByRole('main').getByRole('textbox').inputValue()).toBe('/usage-report');
  });

  it('shows one pane at a time on a phone', async () => {
    await page.context().close();
    page = await open({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Back to channels' }).click();
    await page.getByRole('button', { name: 'finops' }).click();
    await command('/usage-report');
    const article = page.getByRole('article').filter({ hasText: '8 of 118 jobs' });
    await article.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    expect(await thread.boundingBox()).toMatchObject({ x: 0, width: 390 });
    await thread.getByRole('button', { name: 'Back to the channel' }).click();
    expect(await thread.isVisible()).toBe(false);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBe(390);
    expect(troubles).toEqual([]);
  });
});
