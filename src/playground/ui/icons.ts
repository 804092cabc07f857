// The page's few drawings, as SVG outlines on a 20 by 20 grid.

const paths = {
  hash: 'M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12.5 4 6.5 10l6 6',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  up: 'M5.5 12l4.5-4.5 4.5 4.5',
  send: 'M3.5 10 3 4l14.5 6L3 16l.5-6Zm0 0H10',
  thread: 'M4 4h12v9H9l-4 3v-3H4ZM7 7.3h6M7 10h4',
  code: 'M7 6l-4 4 4 4M13 6l4 4-4 4',
  clock: 'M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM10 6v4.2l2.8 1.8',
  eye: 'M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5ZM10 8a2 2 0 1 0 0 4a2 2 0 0 0 0-4Z',
  inspect: 'M3 5.5h14M3 10h9M3 14.5h6M14.5 12.5v5M12 15h5',
  copy: 'M7 7h9v9H7ZM4 13V4h9',
  file: 'M5 3h6.5L15 6.5V17H5ZM11.5 3v3.5H15M7.5 10h5M7.5 13h5',
  download: 'M10 3v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12',
  calendar: 'M4 5h12v11.5H4ZM4 8.5h12M7 3v3.5M13 3v3.5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  at: 'M13 10a3 3 0 1 1-6 0a3 3 0 0 1 6 0Zm0 0v1a2 2 0 0 0 4 0v-1a7 7 0 1 0-3 5.7',
  slash: 'M4 3.5h12v13H4ZM12 6.5l-4 7',
  warning: 'M10 3.5 18 16.5H2ZM10 8v4M10 14.3h.01',
  info: 'M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM10 9.5V14M10 6.5h.01',
  home: 'M3.5 9.5 10 4l6.5 5.5V16.5h-4.5v-4h-4v4H3.5Z',
  thumb_up:
    'M3.5 9h2.5v7.5H3.5ZM6 9.5l3.5-6c1.5 0 2 1 2 2L11 8h4.5c1 0 1.5.8 1.3 1.7l-1.3 5.6c-.2.7-.7 1.2-1.5 1.2H6',
  thumb_down:
    'M3.5 11h2.5V3.5H3.5ZM6 10.5l3.5 6c1.5 0 2-1 2-2L11 12h4.5c1 0 1.5-.8 1.3-1.7l-1.3-5.6c-.2-.7-.7-1.2-1.5-1.2H6',
  trash: 'M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6',
} as const;

export type IconName = keyof typeof paths;

const svgNamespace = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', `icon icon-${name.replace('_', '-')}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.appendChild(path);
  return svg;
}
