// A picture over the page: as large as fits, or at its actual size.
import { showDialog } from './confirm.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

export function openLightbox(url: string, alt: string, title: string): void {
  const image = h('img', { src: url, alt });
  const frame = h('div', { class: 'lightbox-frame' }, image);
  const size = h(
    'button',
    { type: 'button', class: 'lightbox-size', 'aria-pressed': 'false', onclick: () => toggle() },
    'Actual size',
  );
  const toggle = () => {
    const full = frame.classList.toggle('is-full');
    size.setAttribute('aria-pressed', String(full));
  };
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close' }, icon('close'));
  const download = { class: 'icon-button', href: url, download: '', 'aria-label': 'Download' };
  const dialog = h(
    'dialog',
    { class: 'lightbox', 'aria-label': title || 'Picture' },
    h(
      'div',
      { class: 'lightbox-bar' },
      h('span', { class: 'lightbox-title' }, title),
      size,
      h('a', download, icon('download')),
      close,
    ),
    frame,
    h('p', { class: 'lightbox-alt' }, alt),
  );
  image.onclick = toggle;
  close.onclick = () => dialog.close();
  showDialog(dialog, () => undefined);
  close.focus();
}
