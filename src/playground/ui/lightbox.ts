/** A picture at its real size over the page. */
import { showDialog } from './confirm.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

export function openLightbox(url: string, alt: string, title: string): void {
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close' }, icon('close'));
  const dialog = h(
    'dialog',
    { class: 'lightbox', 'aria-label': title || 'Picture' },
    h(
      'div',
      { class: 'lightbox-bar' },
      h('span', { class: 'lightbox-title' }, title),
      h('a', { class: 'icon-button', href: url, download: '', 'aria-label': 'Download' }, icon('download')),
      close,
    ),
    h('div', { class: 'lightbox-frame' }, h('img', { src: url, alt })),
    h('p', { class: 'lightbox-alt' }, alt),
  );
  close.onclick = () => dialog.close();
  showDialog(dialog, () => undefined);
}
