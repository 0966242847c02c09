import { frameOf, type PageText } from '../core/text-index.js';
import type { PageBox } from '../schema/placement.js';
import { followMarking } from './text-selection.js';

/** Pixels at which a run is measured: large enough that hinting does not matter. */
const MEASURED = 100;
const FONT = 'sans-serif';

/**
 * The text of a page to be selected and read aloud, unseen over its picture: a span for each run, in displayed points from
 * the corner of the page. Whoever shows it scales it to the page.
 */
export function textLayer({ items, styles }: PageText, box: PageBox): HTMLElement {
  const layer = document.createElement('div');
  layer.className = 'page-text';
  layer.translate = false;
  const pen = document.createElement('canvas').getContext('2d');
  if (pen) pen.font = `${MEASURED}px ${FONT}`;
  for (const item of items) {
    if (!('str' in item)) continue;
    if (item.str !== '') {
      const { corner, along, across } = frameOf(box, item, styles[item.fontName]);
      const size = Math.hypot(across.x, across.y);
      const natural = ((pen?.measureText(item.str).width ?? 0) * size) / MEASURED;
      const stretch = natural > 0 ? Math.hypot(along.x, along.y) / natural : 1;
      // of a column the way across leads to the right, which is up for one who reads along it
      const isColumn = along.x * across.y - along.y * across.x < 0;
      const [x, y] = isColumn ? [corner.x + across.x, corner.y + across.y] : [corner.x, corner.y];
      const span = document.createElement('span');
      span.textContent = item.str;
      if (item.dir === 'rtl') span.dir = 'rtl';
      span.style.setProperty('left', `${x}px`);
      span.style.setProperty('top', `${y}px`);
      span.style.setProperty('font', `${size}px/1 ${FONT}`);
      span.style.setProperty('transform', `rotate(${Math.atan2(along.y, along.x)}rad) scaleX(${stretch})`);
      layer.append(span);
    }
    if (item.hasEOL) layer.append(document.createElement('br'));
  }
  layer.addEventListener('pointerdown', followMarking);
  return layer;
}
