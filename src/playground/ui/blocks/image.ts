// Pictures: only from this server, at their real proportions, larger on a click.
import type { BlockView, JsonObject } from '../../protocol.ts';
import { h, replaceChildren } from '../dom.ts';
import { isObject, text } from '../form_state.ts';
import { icon } from '../icons.ts';
import { openLightbox } from '../lightbox.ts';
import { plainView } from '../text/view.ts';
import { elementText } from './host.ts';

/** Null when the picture lies elsewhere: the page loads nothing from other servers. */
function imageUrl(block: JsonObject): string | null {
  const file = block['slack_file'];
  if (isObject(file) && text(file['id']) !== '') return `/ui/file/${encodeURIComponent(text(file['id']))}`;
  const url = text(isObject(file) ? file['url'] : block['image_url']);
  if (!URL.canParse(url, location.href)) return null;
  const address = new URL(url, location.href);
  return address.origin === location.origin ? address.href : null;
}

export function imageBlockView(block: BlockView): HTMLElement {
  const title = elementText(block['title']);
  const alt = text(block['alt_text']);
  const url = imageUrl(block);
  const caption = title !== '' && h('div', { class: 'image-title' }, plainView(title));
  const address = text(block['image_url']);
  const body = url === null ? missingView(alt, address) : pictureView(url, alt, title);
  return h('figure', { class: 'image-block' }, caption, body);
}

/** Also used for pictures attached as files. The button lies over the picture, so that both keep their own name. */
export function pictureView(url: string, alt: string, title: string): HTMLElement {
  const image = h('img', { src: url, alt, class: 'picture is-loading' });
  const open = () => openLightbox(url, alt, title);
  const button = h('button', {
    type: 'button',
    class: 'picture-button',
    'aria-label': 'Enlarge',
    onclick: open,
  });
  const frame = h('div', { class: 'picture-frame' }, image, button);
  image.onload = () => image.classList.remove('is-loading');
  image.onerror = () => replaceChildren(frame, missingView(alt, ''));
  return frame;
}

function missingView(alt: string, address: string): HTMLElement {
  const reason =
    address === '' ? 'The picture could not be loaded.' : 'Pictures from other servers are not loaded here.';
  return h(
    'span',
    { class: 'image-missing' },
    icon('warning'),
    h('span', {}, `${reason} ${alt} `, address !== '' && h('code', {}, address)),
  );
}

/** The small picture of a context or of a section's accessory. */
export function imageElementView(element: JsonObject): HTMLElement {
  const url = imageUrl(element);
  const alt = text(element['alt_text']);
  return url === null
    ? h('span', { class: 'image-missing-small', title: alt }, icon('file'))
    : h('img', { class: 'image-element', src: url, alt });
}
