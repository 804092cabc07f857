// Draws text before the fonts are configured, as a careless import would, and prints what the canary says.
import sharp from 'sharp';
import { readyFonts } from '#src/reports/charts/fonts.ts';

const text = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15">M</text></svg>';
await sharp(Buffer.from(text)).png().toBuffer();
await readyFonts().then(
  () => console.log('fine'),
  (error: { code: string; full: string }) => console.log(error.code, error.full),
);
