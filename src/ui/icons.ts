import { svg, type SVGTemplateResult } from 'lit';

import type { FieldType } from '../schema/form.js';

const paths: Record<FieldType, string> = {
  text: 'M4 4.5h8M8 4.5v8',
  textarea: 'M3 4h10M3 7h10M3 10h10M3 13h6',
  number: 'M6 3 5 13M11 3l-1 10M3.5 6h9.5M3 10h9.5',
  money: 'M4.5 3 8 7.5 11.5 3M8 7.5V13M5 8.5h6M5 10.8h6',
  date: 'M3 4.5h10v8.5H3zM3 7.5h10M5.5 3v2.5M10.5 3v2.5',
  datetime: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3l2 1.5',
  select: 'M3 4h10v8H3zM6 7l2 2 2-2',
  checkbox: 'M3 3h10v10H3zM5.5 8l2 2 3-4',
  person: 'M8 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM3.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4',
  persons:
    'M6 3.5a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM2 13c.2-2.3 1.7-3.5 4-3.5s3.8 1.2 4 3.5M10.5 4a2 2 0 0 1 0 3.8M11.5 9.8c1.5.4 2.3 1.5 2.5 3.2',
  department: 'M6 3h4v3H6zM2.5 10h4v3h-4zM9.5 10h4v3h-4zM8 6v2M4.5 10V8h7v2',
  organization: 'M3.5 13.5V3.5h6v10M9.5 7h3v6.5M2 13.5h12M5.5 6h2M5.5 8.5h2M5.5 11h2',
  attachment: 'M11.5 7.5 7.2 11.8a2.3 2.3 0 0 1-3.3-3.3l5-5a1.6 1.6 0 0 1 2.3 2.3L6.5 10.5',
  document: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3M6 8.5h4M6 11h4',
  browse: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM10 10l3.5 3.5',
  link: 'M6.5 9.5 9.5 6.5M7 5l1.5-1.5a2.5 2.5 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.5 2.5 0 0 1-4-4L5 7',
};

/** A small line drawing of a field's type; the word stands beside it or in its title. */
export function fieldIcon(type: FieldType): SVGTemplateResult {
  return svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"><path d=${paths[type]}></path></svg>`;
}

const glyphs = {
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 7.5H6',
  redo: 'M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 7.5H10',
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  left: 'M10 4 6 8l4 4',
  right: 'M6 4l4 4-4 4',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  thumbs: 'M2.5 2.5h11v11h-11zM6 2.5v11M4.2 5.5h.1M4.2 8h.1M4.2 10.5h.1',
  fitWidth: 'M2.5 2.5v11M13.5 2.5v11M5 8h6M6.5 6 4.8 8l1.7 2M9.5 6l1.7 2-1.7 2',
  fitPage: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  turnRight: 'M13 8a5 5 0 1 1-1.6-3.7L13 6M13 2.5V6H9.5',
  turnLeft: 'M3 8a5 5 0 1 0 1.6-3.7L3 6M3 2.5V6h3.5',
  seam: 'M8 1.5v13M5.5 3.5a4.5 4.5 0 0 0 0 9M10.5 3.5a4.5 4.5 0 0 1 0 9',
  check: 'M3.5 8.5l3 3 6-7',
  search: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM10 10l3.5 3.5',
  target: 'M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 9h6l.5-9M7 7v4M9 7v4',
  flow: 'M2 6h4v4H2zM10 6h4v4h-4zM6 8h4',
  fields: 'M3 4h2M7 4h6M3 8h2M7 8h6M3 12h2M7 12h6',
  grip: 'M6 4v.01M10 4v.01M6 8v.01M10 8v.01M6 12v.01M10 12v.01',
  more: 'M3 8h.6M7.7 8h.6M12.4 8h.6',
  history: 'M8 2.5a5.5 5.5 0 1 1-5.2 3.6M2.5 2.5v3.6h3.6M8 5v3l2 1.5',
  compare: 'M3 3h4v10H3zM9 3h4v10H9zM4.5 6h1M10.5 6h1M10.5 9h1',
  run: 'M5 3.5v9l7-4.5z',
  bulb: 'M8 2.5a4 4 0 0 1 2.2 7.3c-.5.4-.7.8-.7 1.7h-3c0-.9-.2-1.3-.7-1.7A4 4 0 0 1 8 2.5zM6.5 13.5h3',
  globe: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM2.5 8h11M8 2.5c3 3 3 8 0 11M8 2.5c-3 3-3 8 0 11',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  print: 'M4.5 6V2.5h7V6M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  copy: 'M5.5 5.5h8v8h-8zM5.5 10.5h-3v-8h8v3',
  paste: 'M5 3.5H3.5v10h9v-10H11M5.5 2.5h5V5h-5z',
  cut: 'M5 9.5 12.5 3M5 6.5l7.5 6.5M4 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM4 9.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  save: 'M3 3h8l2 2v8H3zM5.5 3v3h4V3M5.5 13V9.5h5V13',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.5M8 12v.01',
  error: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v4M8 11v.01',
} as const;

export function glyph(name: keyof typeof glyphs): SVGTemplateResult {
  return svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d=${glyphs[name]}></path></svg>`;
}
