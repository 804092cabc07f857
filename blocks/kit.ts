// The few shapes messages are built from; each returns plain Block Kit JSON.
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { dataToAlt, dataToPlain, endCut } from './data_text.ts';
import { LIMITS } from './limits.ts';

/** `text` must be escaped already. `verbatim`: Slack must not find links or channel names in it on its own. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Escapes and cuts `text`; `:name:` stays text. */
export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: endCut(dataToPlain(text, limit), limit), emoji: false };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, LIMITS.headerText) };
}

export function section(text: string, accessory?: Button): SectionBlock {
  return {
    type: 'section',
    text: mrkdwn(endCut(text, LIMITS.text)),
    expand: true,
    ...(accessory && { accessory }),
  };
}

/** Lines as few sections as hold them. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LIMITS.text)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map((text) => section(text));
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(endCut(text, LIMITS.text))] };
}

export function actions(elements: readonly ActionsBlockElement[], blockId?: string | null): ActionsBlock {
  return { type: 'actions', ...(blockId && { block_id: blockId }), elements: [...elements] };
}

export interface ButtonInput {
  readonly label: string;
  readonly action: string;
  readonly value?: string;
  readonly url?: string;
  readonly primary?: boolean;
  /** Read aloud instead of the label. */
  readonly spoken?: string;
}

export function button({ label, action, value, url, primary, spoken }: ButtonInput): Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(label, LIMITS.buttonText),
    ...(value !== undefined && { value }),
    ...(url !== undefined && { url }),
    ...(primary && { style: 'primary' as const }),
    ...(spoken !== undefined && { accessibility_label: spoken }),
  };
}

export interface OptionInput {
  readonly text: string;
  readonly value: string;
  readonly description?: string;
}

export function option({ text, value, description }: OptionInput): PlainTextOption {
  return {
    text: plain(text, LIMITS.optionText),
    value,
    ...(description && { description: plain(description, LIMITS.optionDescription) }),
  };
}

export function select(action: string, placeholder: string, options: readonly OptionInput[]): StaticSelect {
  return {
    type: 'static_select',
    action_id: action,
    placeholder: plain(placeholder, LIMITS.placeholder),
    options: options.map(option),
  };
}

export function overflow(action: string, options: readonly OptionInput[]): Overflow {
  return { type: 'overflow', action_id: action, options: options.map(option) };
}

/** A file uploaded by this app; Slack refuses it until it has been processed. */
export function picture(fileId: string, altText: string): ImageBlock {
  return {
    type: 'image',
    slack_file: { id: fileId },
    alt_text: dataToAlt(altText, LIMITS.altText) || 'Chart',
  };
}
