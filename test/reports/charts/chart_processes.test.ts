import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createChartRenderer } from '#src/reports/charts/render_chart.ts';
import { CHART_IDS, computeTypeCostChart } from './sample_charts.ts';

const run = promisify(execFile);

async function output(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await run(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, ...env },
  });
  return stdout.trim();
}

describe('a picture', () => {
  it('has the same bytes in every time zone and language', async () => {
    const [here, there] = await Promise.all([
      output('./print_chart_hashes.ts', { TZ: 'UTC', LANG: 'C' }),
      output('./print_chart_hashes.ts', { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' }),
    ]);
    expect(here.split('\n')).toHaveLength(CHART_IDS.length);
    expect(there).toBe(here);
  }, 30_000);
});

describe('the canary', () => {
  it('is content with the bundled fonts', async () => {
    const renderer = createChartRenderer();
    await expect(renderer.canary()).resolves.toBeUndefined();
    await renderer.close();
  });

  it('turns charts off, and keeps the cause, when the fonts cannot be configured', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no_folder_'));
    writeFileSync(join(folder, 'file'), '');
    const renderer = createChartRenderer({ fontsFolder: join(folder, 'file', 'fonts') });
    await expect(renderer.canary()).rejects.toMatchObject({ code: 'charts_off', cause: { code: 'ENOTDIR' } });
    await expect(renderer.render(computeTypeCostChart(), { theme: 'light' })).rejects.toThrow(
      'Charts are off',
    );
    await renderer.close();
    rmSync(folder, { recursive: true });
  });

  it('turns charts off, and says so, when every letter would be a box', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no_fonts_'));
    const fontless = join(folder, 'fonts.conf');
    writeFileSync(fontless, `<fontconfig><cachedir>${folder}</cachedir></fontconfig>`);
    const said = await output('./late_fonts.ts', { FONTCONFIG_FILE: fontless });
    rmSync(folder, { recursive: true });
    expect(said).toMatch(/^charts_off Charts are off: .*Reports are sent with a table instead\./);
  }, 30_000);
});
