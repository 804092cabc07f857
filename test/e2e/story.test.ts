// The first hour of a newcomer, in a real browser, over the real app, by both deliveries.
import { existsSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';
import { CHROMIUM, openBrowser, openStage, type Stage, type Transport } from './stage.ts';

const WAIT = { timeout: 20_000 };
const hasBrowser = existsSync(CHROMIUM);
if (!hasBrowser)
  console.warn(
    `\n  No browser at ${CHROMIUM}: the browser story is NOT tested. Install Debian's chromium, or set CHROMIUM_PATH.\n`,
  );

describe.skipIf(!hasBrowser).each<Transport>(['socket', 'http'])('the story over %s', (transport) => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;
  const pageErrors: string[] = [];

  beforeAll(async () => {
    [browser, stage] = await Promise.all([openBrowser(), openStage(transport, sampleDatabaseFile())]);
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.on('pageerror', (error) => pageErrors.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.playground.url) && !request.url().startsWith('data:'))
        pageErrors.push(`left the machine: ${request.url()}`);
    });
    await page.goto(stage.playground.url);
    await page.getByText('is connected').waitFor(WAIT);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  afterEach(() => expect(pageErrors).toEqual([]));

  const composer = () => page.getByRole('textbox', { name: /^Message/ });
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const type = async (text: string) => {
    await composer().fill(text);
    await composer().press('Enter');
  };

  it('picks a report, sees its chart and its finding', async () => {
    await type('/usage-report');
    const dialog = page.getByRole('dialog', { name: 'Usage report' });
    await dialog.waitFor(WAIT);
    await dialog.getByRole('combobox').first().click();
    await page
      .getByRole('option', { name: /Job cost$|Job cost\b(?! Pareto)/ })
      .first()
      .click();
    await dialog.getByRole('button', { name: 'Post report' }).click();
    const chart = page.locator('article img').last();
    await chart.waitFor(WAIT);
    await expect
      .poll(() => chart.evaluate((image: { naturalWidth: number }) => image.naturalWidth), WAIT)
      .toBe(1600);
    expect(await chart.getAttribute('alt')).toMatch(
      /^Stacked bar chart: \d+ of 120 jobs make 80% of \$[\d,]+/,
    );
    const message = await lastArticle(page).innerText();
    expect(message).toMatch(/\d+ of 120 jobs make 80% of \$[\d,]+\./);
    expect(message).toMatch(/Data to 31 Oct · DBU list price, EC2 not included · job_cost@1 · [0-9a-f]{6}/);
  });

  it('picks a job and gets its card in the thread', async () => {
    await page
      .getByRole('combobox', { name: /Look into a job/ })
      .last()
      .click();
    await page.getByRole('option', { name: /Nightly ledger/ }).click();
    await page
      .getByRole('button', { name: /1 reply/ })
      .last()
      .click();
    const card = thread().getByRole('article').last();
    await card.getByText(/job in Prod · Finance/).waitFor(WAIT);
    for (const lane of ['Understand', 'Diagnose', 'Optimize', 'Monitor'])
      await card.getByText(lane, { exact: true }).waitFor(WAIT);
    expect(
      await card
        .getByRole('link', { name: 'Open in Databricks' })
        .or(card.getByRole('button', { name: 'Open in Databricks' }))
        .count(),
    ).toBe(1);
  });

  it('presses a chip and reads one verified, sourced answer', async () => {
    const before = await thread().getByRole('article').count();
    await thread().getByRole('button', { name: 'What changed?' }).last().click();
    await thread()
      .getByText(/(\d+)\/\1 figures verified · diagnose\.what_changed@1/)
      .waitFor(WAIT);
    const answer = await thread().getByRole('article').last().innerText();
    expect(answer).toMatch(/Nightly ledger · 2 to 31 Oct · What changed\?/);
    expect(answer).toMatch(/Nightly ledger cost \$[\d,]+ \(\d+%\) more than in the 30 days before/);
    expect(answer).toMatch(/Configuration changed on 12 Oct \(autoscale max 8 -> 16/);
    expect(answer).toMatch(/parts in dollars add up to the \+\$[\d,]+; nothing is left over\./);
    expect(answer).toMatch(/Sources: our summary of .+, checked/);
    expect(await thread().getByRole('article').count()).toBe(before + 1);
  });

  it('sees the answer to a chip pressed far above, without looking for it', async () => {
    const before = await thread().getByRole('article').count();
    await thread().getByRole('log').hover();
    await page.mouse.wheel(0, -5000);
    await thread().getByRole('button', { name: 'Cost drivers' }).first().click();
    await expect.poll(() => thread().getByRole('article').count(), WAIT).toBe(before + 1);
    await thread()
      .getByText(/figures verified · diagnose\.drivers/)
      .waitFor(WAIT);
    const head = thread()
      .getByText(/^Nightly ledger · .* · Cost drivers$/)
      .last();
    const visible = () =>
      head.evaluate((line: { getBoundingClientRect(): { top: number; bottom: number } }) => {
        const { top, bottom } = line.getBoundingClientRect();
        return top >= 0 && bottom <= 860;
      });
    await expect.poll(visible, WAIT).toBe(true);
    expect(await thread().getByRole('button', { name: 'Newest messages' }).count()).toBe(0);
  });

  it('asks what is behind the answer', async () => {
    await thread().getByRole('button', { name: 'Debug details' }).last().click();
    await thread().getByText('SQL with parameters').first().waitFor(WAIT);
    await thread()
      .getByText(/You explain facts about Databricks usage/)
      .first()
      .waitFor(WAIT);
    await thread().getByText('In context or out, and why').last().waitFor(WAIT);
    await thread().getByRole('button', { name: 'How is this measured?' }).last().click();
    await thread()
      .getByText(/How it is measured/)
      .last()
      .waitFor(WAIT);
  });

  it('says whether an answer helped, and why not', async () => {
    await thread().getByRole('button', { name: 'This answer helped' }).last().click();
    await thread().getByText('Your vote is counted: this answer helped.').waitFor(WAIT);
    await thread().getByRole('button', { name: 'This answer did not help' }).last().click();
    const form = page.getByRole('dialog', { name: 'What was wrong?' });
    await form.getByText('A figure looks wrong').click();
    await form.getByRole('textbox').fill('October had 31 runs.');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.waitFor({ state: 'hidden', ...WAIT });
    await thread().getByText('Your vote and its reason are kept.').waitFor(WAIT);
  });

  it('has the answer replayed, then asked again on the data of today', async () => {
    await thread().getByRole('button', { name: 'Replay' }).last().click();
    await thread().getByText('Replay: the same.').waitFor(WAIT);
    await thread().getByRole('button', { name: "On today's data" }).last().click();
    await thread()
      .getByText(/On today's data: nothing has changed\./)
      .waitFor(WAIT);
  });

  it('drills from the types of compute to a warehouse', async () => {
    await type('/usage-report compute_type_cost last 14 days');
    await page
      .getByRole('combobox', { name: /Look into a type/ })
      .last()
      .click();
    await page.getByRole('option', { name: /SQL warehouses/ }).click();
    await page
      .getByRole('button', { name: /1 reply/ })
      .last()
      .click();
    await thread()
      .getByRole('combobox', { name: /Warehouses/i })
      .last()
      .click();
    await page.getByRole('option').first().click();
    await thread().getByRole('button', { name: 'Utilization' }).last().click();
    await thread()
      .getByText(/figures verified · diagnose\.utilization@1/)
      .waitFor(WAIT);
  });

  it('gets a private answer to a mistake, with the nearest report', async () => {
    await type('/usage-report jobb_cost');
    const note = lastArticle(page);
    await note.getByText(/Only visible to you/i).waitFor(WAIT);
    expect(await note.innerText()).toMatch(/There is no report "jobb_cost"\. Did you mean "?job_cost"?\?/);
    await note.getByRole('button', { name: 'Run job_cost' }).waitFor(WAIT);
  });

  it('posts a digest now', async () => {
    await type('/usage-report digest');
    await lastArticle(page)
      .getByText(/Data to 31 Oct|data to 31 Oct/)
      .waitFor(WAIT);
    expect(await lastArticle(page).innerText()).toMatch(/\$[\d,]+ on (Sat|Saturday)/);
  });

  it('is usable on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await composer().waitFor(WAIT);
    await lastArticle(page).waitFor(WAIT);
    const overflow = 'document.documentElement.scrollWidth - innerWidth';
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    await page
      .getByRole('button', { name: /repl(y|ies)/ })
      .last()
      .click();
    await thread().getByRole('article').last().waitFor(WAIT);
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Back to the channel' }).click();
    await composer().waitFor(WAIT);
  });
});

function lastArticle(page: Page): Locator {
  return page.getByRole('log').first().getByRole('article').last();
}
