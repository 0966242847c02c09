import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';

import { ptToMm } from '../core/geometry.js';
import { settleMark } from '../core/mark-board.js';
import { slicesOf, type SeamSlice } from '../core/seam.js';
import { turnVector } from '../core/view-turn.js';
import type { PanelSeamMessages } from '../i18n/panel-seam.zh-cn.js';
import type { Mark, PageBox } from '../schema/placement.js';
import { arrowWay } from './arrow-way.js';
import type { PageAct, PageViewMarks } from './page-act.js';

type Fire = (act: PageAct) => void;

/** The slices of seam seals on one page: exactly the part of each seal that will be stamped there. */
export function renderSeamSlices(
  view: PageViewMarks,
  pages: readonly PageBox[],
  pageIndex: number,
  scale: number,
  fire: Fire,
): TemplateResult | typeof nothing {
  const words = view.seamWords;
  const seams = view.marks.filter(({ seam }) => seam);
  if (seams.length === 0 || !words) return nothing;
  const here = seams.flatMap((mark) => {
    const slices = slicesOf(mark, pages);
    const slice = slices.find((candidate) => candidate.pageIndex === pageIndex);
    const parts = slices.filter(({ group }) => group === slice?.group).length;
    return slice ? [{ mark, slice, parts }] : [];
  });
  return html`${repeat(
    here,
    ({ mark }) => mark.id,
    ({ mark, slice, parts }) => renderSlice(view, mark, slice, parts, pages, scale, words, fire),
  )}`;
}

function renderSlice(
  view: PageViewMarks,
  mark: Mark,
  slice: SeamSlice,
  parts: number,
  pages: readonly PageBox[],
  scale: number,
  words: PanelSeamMessages,
  fire: Fire,
): TemplateResult {
  const name = view.names.get(mark.sealId ?? '') ?? '';
  const image = view.images.get(mark.sealId ?? '');
  const locked = view.lockedIds.has(mark.id);
  const classes = {
    mark: true,
    slice: true,
    selected: view.editable && mark.id === view.selectedId,
    faulty: view.faultyIds.has(mark.id),
    locked,
  };
  const grab = (press: PointerEvent): void => {
    if (!view.editable || locked || !(press.currentTarget instanceof HTMLElement)) return;
    fire({ kind: 'grab', mark, press, picture: press.currentTarget.getBoundingClientRect() });
  };
  const onKey = (event: KeyboardEvent): void => {
    const act = view.editable ? keyAct(event, mark, pages, view) : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    fire(act);
  };
  const { rect, pageIndex, from } = slice;
  const part = Math.round(from * parts) + 1;
  const whole = mark.rect.width * scale;
  return html`<button
    type="button"
    class=${classMap(classes)}
    data-mark=${mark.id}
    aria-label=${words.slice(name, pageIndex + 1, part, parts, Math.round(ptToMm(rect.y)))}
    .style=${`left:${rect.x * scale}px;top:${rect.y * scale}px;width:${rect.width * scale}px;height:${rect.height * scale}px`}
    @pointerdown=${grab}
    @focus=${() => fire({ kind: 'select', id: mark.id, mode: 'focus' })}
    @keydown=${onKey}
  >
    ${
      image
        ? html`<span class="cut"
            ><img
              src=${image}
              alt=""
              draggable="false"
              .style=${`width:${whole}px;max-width:none;transform:translateX(${-from * whole}px)`}
          /></span>`
        : nothing
    }
  </button>`;
}

/** A seam seal moves along its edge by 1 pt, with Shift by 10 pt, on all of its pages at once. */
function keyAct(
  event: KeyboardEvent,
  mark: Mark,
  pages: readonly PageBox[],
  { placements, turn }: PageViewMarks,
): PageAct | undefined {
  if (event.key === 'Delete' || event.key === 'Backspace') return { kind: 'remove', mark };
  const way = arrowWay(event.key);
  const direction = way ? turnVector(way, -turn).y : 0;
  if (direction === 0) return undefined;
  const y = mark.rect.y + direction * (event.shiftKey ? 10 : 1);
  const to = settleMark(mark, { pageIndex: mark.pageIndex, rect: { ...mark.rect, y } }, pages, placements);
  return to ? { kind: 'move', mark, ...to, gesture: event.repeat ? `nudge ${mark.id}` : '' } : undefined;
}
