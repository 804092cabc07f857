// The emoji names that occur in the app's messages; a name that is not here stays as it was typed.

const glyphs: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  thumbsup: '👍',
  thumbsdown: '👎',
  arrow_up: '⬆️',
  arrow_down: '⬇️',
  arrow_right: '➡️',
  arrow_up_small: '🔼',
  arrow_down_small: '🔽',
  bar_chart: '📊',
  chart_with_upwards_trend: '📈',
  chart_with_downwards_trend: '📉',
  bell: '🔔',
  no_bell: '🔕',
  books: '📚',
  bulb: '💡',
  calendar: '📅',
  clipboard: '📋',
  clock9: '🕘',
  eyes: '👀',
  fire: '🔥',
  gear: '⚙️',
  heart: '❤️',
  heavy_check_mark: '✔️',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_orange_circle: '🟠',
  large_red_circle: '🔴',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  white_circle: '⚪',
  lock: '🔒',
  mag: '🔍',
  money_with_wings: '💸',
  moneybag: '💰',
  no_entry: '⛔',
  pushpin: '📌',
  question: '❓',
  repeat: '🔁',
  rotating_light: '🚨',
  small_blue_diamond: '🔹',
  small_orange_diamond: '🔸',
  small_red_triangle: '🔺',
  small_red_triangle_down: '🔻',
  smile: '😄',
  snowflake: '❄️',
  sparkles: '✨',
  stopwatch: '⏱️',
  tada: '🎉',
  thinking_face: '🤔',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  wrench: '🔧',
  x: '❌',
  zap: '⚡',
};

export function isEmoji(name: string): boolean {
  return Object.hasOwn(glyphs, name);
}

export function emojiGlyph(name: string): string {
  return isEmoji(name) ? glyphs[name]! : `:${name}:`;
}

/** `plain_text` objects: emoji names become glyphs, nothing else is read as formatting. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) =>
    isEmoji(name) ? emojiGlyph(name) : whole,
  );
}
