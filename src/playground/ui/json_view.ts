// JSON to read and to copy.
import { h } from './dom.ts';
import { icon } from './icons.ts';

export function jsonView(value: unknown, label: string): HTMLElement {
  const json = JSON.stringify(value, null, 2);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'icon-button json-copy',
      'aria-label': `Copy JSON of ${label.toLowerCase()}`,
      title: 'Copy JSON',
    },
    icon('copy'),
  );
  button.onclick = async () => {
    const copied = await copyText(json);
    button.classList.toggle('is-copied', copied);
    button.replaceChildren(icon(copied ? 'check' : 'warning'));
    setTimeout(() => {
      button.classList.remove('is-copied');
      button.replaceChildren(icon('copy'));
    }, 1500);
  };
  return h(
    'div',
    { class: 'json' },
    button,
    h('pre', { tabindex: 0, 'aria-label': `JSON of ${label}` }, json),
  );
}

async function copyText(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
