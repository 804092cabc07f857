// The fonts every chart is drawn with: bundled ones first, so that a picture is the same on every machine.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import { UserError } from '#src/lib/errors.ts';
import { FONT, WEIGHTS, type Weight } from './theme.ts';

const STYLE_NAMES: Readonly<Record<Weight, string>> = {
  400: '400Regular',
  500: '500Medium',
  600: '600SemiBold',
  700: '700Bold',
};

// Asked only for characters the bundled font lacks (Arabic, Hebrew, emoji in a job's name).
const SYSTEM_FONTS = '/usr/share/fonts';

const require = createRequire(import.meta.url);

/** The TrueType file of a weight, inside the installed package. */
export function interFontFile(weight: Weight): string {
  const style = STYLE_NAMES[weight];
  return require.resolve(`@expo-google-fonts/inter/${style}/Inter_${style}.ttf`);
}

/**
 * Writes fonts.conf and points fontconfig at it. Must run in the main thread before the first text is drawn:
 * fontconfig reads its configuration once, and threads only see a copy of the environment.
 */
export function prepareFonts(folder = join(tmpdir(), 'databricks_usage_copilot_fonts')): string {
  const target = resolve(folder);
  const cache = join(target, 'cache');
  mkdirSync(cache, { recursive: true });
  const file = join(target, 'fonts.conf');
  writeFileSync(
    file,
    fontsConf(
      WEIGHTS.map((weight) => dirname(interFontFile(weight))),
      cache,
    ),
  );
  process.env['FONTCONFIG_FILE'] = file;
  return file;
}

function fontsConf(bundled: readonly string[], cache: string): string {
  const folders = existsSync(SYSTEM_FONTS) ? [...bundled, SYSTEM_FONTS] : bundled;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${escapeXml(folder)}</dir>`).join('\n')}
  <selectfont>
    <rejectfont><pattern><patelt name="scalable"><bool>false</bool></patelt></pattern></rejectfont>
    <rejectfont><pattern><patelt name="color"><bool>true</bool></patelt></pattern></rejectfont>
  </selectfont>
  <cachedir>${escapeXml(cache)}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="weak"><string>${FONT}</string></edit>
  </match>
</fontconfig>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Configures the fonts and proves that they draw; rejects with a message for people. */
export async function readyFonts(folder?: string): Promise<void> {
  let drawn = false;
  try {
    prepareFonts(folder);
    drawn = await fontsDraw();
  } catch (cause) {
    throw chartsOff(cause);
  }
  if (!drawn) throw chartsOff();
}

/**
 * Draws wide and narrow letters and compares them. Without fonts every glyph is the same empty box and nothing
 * else reports it: no error, no log line, only a channel full of boxes.
 */
async function fontsDraw(): Promise<boolean> {
  const [wide, narrow] = await Promise.all([inkWidth('MMMM'), inkWidth('iiii')]);
  return wide > narrow * 2;
}

function chartsOff(cause?: unknown): UserError {
  return new UserError(
    {
      code: 'charts_off',
      message: 'Charts are off: the fonts could not be loaded, so every letter would be an empty box.',
      kept: 'Reports are sent with a table instead.',
      next: 'Run npm install again and restart the app.',
    },
    { cause },
  );
}

async function inkWidth(text: string): Promise<number> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><rect width="160" height="40" fill="#fff"/><text x="10" y="28" font-family="${FONT}" font-size="20">${text}</text></svg>`;
  const { info } = await sharp(Buffer.from(svg)).trim().toBuffer({ resolveWithObject: true });
  return info.width;
}
