// Files under a message: pictures as pictures, text folded until asked for, everything to download.
import type { FileView } from '../protocol.ts';
import { pictureView } from './blocks/image.ts';
import { h, newId, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import { fetchText } from './server.ts';

export function filesView(files: readonly FileView[]): HTMLElement | null {
  return files.length === 0 ? null : h('div', { class: 'files' }, ...files.map(fileView));
}

function fileView(file: FileView): HTMLElement {
  if (file.mimetype.startsWith('image/')) {
    const title = h('div', { class: 'image-title' }, file.title || file.name);
    return h(
      'figure',
      { class: 'image-block' },
      title,
      pictureView(file.url, file.title || file.name, file.name),
    );
  }
  return isText(file) ? textFileView(file) : h('div', { class: 'file' }, headView(file, null));
}

function isText(file: FileView): boolean {
  return (
    /^text\/|json|sql|xml|yaml/.test(file.mimetype) || /\.(txt|sql|json|md|csv|log|ya?ml)$/i.test(file.name)
  );
}

function headView(file: FileView, toggle: HTMLElement | null): HTMLElement {
  const name = file.title || file.name;
  const download = {
    class: 'icon-button',
    href: file.url,
    download: file.name,
    'aria-label': `Download ${name}`,
  };
  return h(
    'div',
    { class: 'file-head' },
    h('span', { class: 'file-icon' }, icon('file')),
    h(
      'span',
      { class: 'file-words' },
      h('b', {}, name),
      h('small', {}, `${kindOf(file)} · ${sizeOf(file.size)}`),
    ),
    toggle,
    h('a', download, icon('download')),
  );
}

function kindOf(file: FileView): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1];
  return ending ? ending.toUpperCase() : file.mimetype;
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function textFileView(file: FileView): HTMLElement {
  const bodyId = newId('snippet');
  const body = h('div', { class: 'file-body', id: bodyId, hidden: true });
  const toggle = h(
    'button',
    { type: 'button', class: 'button', 'aria-expanded': 'false', 'aria-controls': bodyId },
    'View',
  );
  toggle.onclick = () => {
    const open = body.hidden;
    body.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
    toggle.textContent = open ? 'Hide' : 'View';
    if (open && body.childElementCount === 0) void fill(body, file.url);
  };
  return h('div', { class: 'file' }, headView(file, toggle), body);
}

async function fill(body: HTMLElement, url: string): Promise<void> {
  const content = await fetchText(url).catch((error: unknown) => String(error));
  replaceChildren(body, h('pre', { class: 'text-pre', tabindex: 0 }, content));
}
