// Money is whole micro-dollars (1 USD = 1,000,000) until it is shown: sums are exact and independent of row order.

export const MICROS_PER_USD = 1_000_000;

/** Micro-dollars to dollars rounded to whole cents, half away from zero; what rows and JSON carry. */
export function microsToUsd(micros: number): number {
  const cents = Math.round(Math.abs(micros) / 10_000);
  return cents === 0 ? 0 : (Math.sign(micros) * cents) / 100;
}

/** '$84,212', '$3.40' (cents only under $10), '-$12'. */
export function formatUsd(usd: number): string {
  const absolute = Math.abs(usd);
  const text = absolute < 9.995 ? absolute.toFixed(2) : groupThousands(Math.round(absolute));
  const zero = Number(text.replaceAll(',', '')) === 0;
  return `${usd < 0 && !zero ? '-' : ''}$${zero ? '0' : text}`;
}

/** '+$410', '-$12': a change in money. */
export function formatUsdDelta(usd: number): string {
  const text = formatUsd(usd);
  return text.startsWith('-') || text === '$0' ? text : `+${text}`;
}

/** '$0.150' per DBU: unit prices keep three decimals. */
export function formatUnitPrice(usd: number): string {
  return `${usd < 0 ? '-' : ''}$${Math.abs(usd).toFixed(3)}`;
}

/** 1234567 -> '1,234,567'. */
export function groupThousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
