// Takes the pictures of README.md from the running product: node --import tsx test/e2e/take_pictures.ts. Look at each one afterwards.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { projectPath } from '#src/config/paths.ts';
import { prepareFonts } from '#src/reports/charts/fonts.ts';
import { buildSampleDatabase } from '#src/store/build_sample_database.ts';
import { openBrowser, openStage, type Stage } from './stage.ts';

const USAGE_DB = projectPath('data/build/usage.db');
const FOLDER = projectPath('corpus/pictures');
const DESK = { viewport: { width: 1360, height: 1100 }, deviceScaleFactor: 1.5 };
/** As wide as a message, so that its picture has no empty half. */
const NARROW = { width: 960, height: 1100 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };
const MAX_BYTES = 250_000;

if (!existsSync(USAGE_DB)) buildSampleDatabase(USAGE_DB);
mkdirSync(FOLDER, { recursive: true });
// The browser inherits it: the same letters on every machine.
prepareFonts(projectPath('data/build/fonts'));
const stage = await openStage('socket', USAGE_DB);
const browser = await openBrowser();
try {
  await takePictures(browser, stage);
} finally {
  await browser.close();
  await stage.close();
}

async function takePictures(from: Browser, { playground }: Stage): Promise<void> {
  const desk = await (await from.newContext(DESK)).newPage();
  await desk.goto(playground.url);
  await say(desk, '/usage-report job_cost');
  const report = desk.getByRole('log').first().getByRole('article').last();
  await drawn(report);
  await desk.setViewportSize(NARROW);
  await keep('report', await calm(desk, () => report.screenshot()));
  await desk.setViewportSize(DESK.viewport);

  await report.getByRole('combobox', { name: /Look into a job/ }).click();
  await desk.getByRole('option', { name: /Nightly ledger/ }).click();
  await desk
    .getByRole('button', { name: /1 reply/ })
    .last()
    .click();
  const thread = desk.getByRole('complementary', { name: 'Thread' });
  await thread.getByRole('button', { name: 'What changed?' }).last().click();
  await thread.getByText(/figures verified/).waitFor();
  await keep('thread', await calm(desk, () => desk.screenshot()));

  const phone = await (await from.newContext(PHONE)).newPage();
  await phone.goto(playground.url);
  await phone
    .getByRole('button', { name: /2 replies/ })
    .last()
    .click();
  await phone
    .getByRole('complementary', { name: 'Thread' })
    .getByText(/figures verified/)
    .waitFor();
  await keep('phone', await calm(phone, () => phone.screenshot()));
}

async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message/ });
  await composer.fill(text);
  await composer.press('Enter');
}

/** Nothing hovered, focused or still moving. */
async function calm(page: Page, take: () => Promise<Buffer>): Promise<Buffer> {
  await page.mouse.move(1, 1);
  await page.evaluate('document.activeElement?.blur()');
  await page.waitForTimeout(500);
  return take();
}

/** The chart is there and decoded. */
async function drawn(message: Locator): Promise<void> {
  const chart = message.locator('img').last();
  await chart.waitFor();
  await chart.evaluate((image: { decode(): Promise<void> }) => image.decode());
}

/** A palette is enough for a page of text and bars, and a third of the bytes. */
async function keep(name: string, picture: Buffer): Promise<void> {
  const png = await sharp(picture).png({ palette: true, dither: 0, effort: 10 }).toBuffer();
  if (png.length > MAX_BYTES) throw new Error(`${name}.png has ${png.length} bytes, ${MAX_BYTES} at most.`);
  writeFileSync(`${FOLDER}/${name}.png`, png);
  console.log(`corpus/pictures/${name}.png  ${Math.round(png.length / 1000)} KB`);
}
