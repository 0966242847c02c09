import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';

import { signingDay } from '../core/calendar.js';
import { CSS_PX_PER_POINT, displayedToScreen } from '../core/geometry.js';
import { isFillIn } from '../core/fill-ins.js';
import { settleMark } from '../core/mark-board.js';
import { dateLine, dateStyleOf, type DateLine } from '../core/signing-date.js';
import { turnVector, viewPointToDisplayed, viewRectToDisplayed } from '../core/view-turn.js';
import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Mark, PageBox, Placement, Rect } from '../schema/placement.js';
import { arrowWay } from './arrow-way.js';
import { glyph } from './icons.js';
import { markText } from './mark-text.js';
import type { PageAct, PageViewMarks } from './page-act.js';
import { startBand } from './rubber-band.js';
import { renderSeamSlices } from './seam-layer.js';

/** Points of one press of an arrow key, alone and with Shift. */
const STEP = 1;
const BIG_STEP = 10;
const REMOVE_SIZE = 24;

type Fire = (act: PageAct) => void;

/**
 * The marks and the empty prepared places of one page, in one layer that is not painted again when another one moves; `under`
 * are the text and the links of the page.
 */
export function renderMarkLayer(
  view: PageViewMarks,
  pages: readonly PageBox[],
  pageIndex: number,
  scale: number,
  messages: SignPanelMessages,
  fire: Fire,
  under: unknown = nothing,
): TemplateResult {
  const marks = view.marks.filter((mark) => mark.pageIndex === pageIndex && !mark.seam);
  const filled = new Set(view.marks.map((mark) => mark.placementId));
  const places = view.placements.filter((place) => place.pageIndex === pageIndex && !filled.has(place.id));
  const box = pages[pageIndex];
  const onLayer = (event: MouseEvent): void => {
    if (!(event.currentTarget instanceof HTMLElement) || !(event.target instanceof HTMLElement)) return;
    if (event.target !== event.currentTarget && !event.target.closest('.page-text')) return;
    const sheet = event.currentTarget.getBoundingClientRect();
    const point = { x: (event.clientX - sheet.left) / scale, y: (event.clientY - sheet.top) / scale };
    if (box) fire({ kind: 'press', pageIndex, point: viewPointToDisplayed(box, view.turn, point) });
  };
  const onPress = (press: PointerEvent): void => {
    const sheet = press.currentTarget;
    if (view.armed || press.target !== sheet || !(sheet instanceof HTMLElement)) return;
    startBand(press, sheet, ({ x, y, width, height }) => {
      const area = { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
      if (box) fire({ kind: 'selectAll', pageIndex, area: viewRectToDisplayed(box, view.turn, area) });
    });
  };
  const isLone = view.selection.length <= 1;
  const selected =
    isLone && marks.find(({ id, kind }) => id === view.selectedId && id !== view.liftedId && kind !== 'checkbox');
  return html`
    <div class="marks" @click=${view.editable ? onLayer : nothing} @pointerdown=${view.editable ? onPress : nothing}>
      ${under}
      ${repeat(
        places,
        ({ id }) => id,
        (place) => renderPlace(view, place, scale, messages, fire),
      )}
      ${repeat(
        marks,
        ({ id }) => id,
        (mark) => renderMark(view, mark, pages, scale, messages, fire),
      )}
      ${renderSeamSlices(view, pages, pageIndex, scale, fire)}
    </div>
    ${
      view.editable && selected
        ? html`<button
            class="remove"
            type="button"
            tabindex="-1"
            aria-label=${messages.remove}
            .style=${removeStyle(selected.rect, scale)}
            @click=${() => fire({ kind: 'remove', mark: selected })}
          >
            ${glyph('close')}
          </button>`
        : nothing
    }
  `;
}

function renderPlace(
  view: PageViewMarks,
  place: Placement,
  scale: number,
  messages: SignPanelMessages,
  fire: Fire,
): TemplateResult {
  const isBox = place.mark === 'checkbox';
  const name = place.label ?? messages.placeHere[place.mark];
  return html`<button
    type="button"
    class="place ${place.required ? 'required' : ''} ${place.mark}"
    role=${isBox ? 'checkbox' : nothing}
    aria-checked=${isBox ? 'false' : nothing}
    title=${isBox ? name : nothing}
    data-place=${place.id}
    ?disabled=${!view.editable}
    .style=${`${boxStyle(place.rect, scale)};font-size:min(13px, ${(place.rect.width * scale) / 5}px)`}
    @click=${() => fire({ kind: 'fill', placement: place })}
  >
    ${isBox ? nothing : name}
  </button>`;
}

function renderMark(
  view: PageViewMarks,
  mark: Mark,
  pages: readonly PageBox[],
  scale: number,
  messages: SignPanelMessages,
  fire: Fire,
): TemplateResult {
  const isBox = mark.kind === 'checkbox';
  const label = view.placements.find(({ id }) => id === mark.placementId)?.label;
  const name = view.names.get(mark.sealId ?? '') ?? label ?? messages.mark[mark.kind];
  const image = view.images.get(mark.sealId ?? '');
  const locked = view.lockedIds.has(mark.id);
  const line = mark.kind === 'date' && !image ? lineOf(view, mark) : undefined;
  const classes = {
    mark: true,
    selected: view.editable && view.selection.includes(mark.id),
    lifted: isLifted(view, mark),
    faulty: view.faultyIds.has(mark.id),
    locked,
    checkbox: isBox,
  };
  const grab = (press: PointerEvent): void => {
    if (!view.editable || !(press.currentTarget instanceof HTMLElement)) return;
    if (isAdding(press)) {
      // the focus would select it alone
      press.preventDefault();
      return;
    }
    if (locked) return;
    fire({ kind: 'grab', mark, press, picture: press.currentTarget.getBoundingClientRect() });
  };
  const onClick = (event: MouseEvent): void => {
    if (isBox && !isAdding(event)) {
      fire({ kind: 'remove', mark });
      return;
    }
    // a finger that has chosen several by holding one adds the next by a tap; the keyboard adds by Space and Enter
    const adds = isAdding(event) || event.detail === 0 || (isTouch(event) && view.selection.length > 1);
    fire({ kind: 'select', id: mark.id, mode: adds ? 'toggle' : 'only' });
  };
  const onKey = (event: KeyboardEvent): void => {
    const act = view.editable ? keyAct(event, mark, pages, view) : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    fire(act);
  };
  return html`<button
    type="button"
    class=${classMap(classes)}
    data-mark=${mark.id}
    aria-label=${markText(mark, `${name} ${line ? textOf(line) : (mark.text ?? '')}`.trim(), messages)}
    role=${isBox ? 'checkbox' : nothing}
    aria-checked=${isBox ? 'true' : nothing}
    aria-pressed=${isBox ? nothing : view.editable ? (view.selection.includes(mark.id) ? 'true' : 'false') : nothing}
    .style=${`${boxStyle(mark.rect, scale)}${line ? `;font-size:${line.fontSize * scale}px` : ''}`}
    @pointerdown=${grab}
    @click=${view.editable ? onClick : nothing}
    @focus=${() => fire({ kind: 'select', id: mark.id, mode: 'focus' })}
    @keydown=${onKey}
  >
    ${
      image
        ? html`<img src=${image} alt="" draggable="false" />`
        : line
          ? renderLine(line, mark.rect, scale)
          : isFillIn(mark.kind)
            ? html`<esign-fill-in .mark=${mark}></esign-fill-in>`
            : nothing
    }
  </button>`;
}

/** Each character where it is stamped, whatever face the browser has. */
function renderLine(line: DateLine, { height }: Rect, scale: number): TemplateResult {
  const places = line.glyphs.map(({ x }) => x * scale).join(' ');
  return html`<svg aria-hidden="true">
    <text x=${places} y=${(height / 2) * scale} dy="0.38em">${textOf(line)}</text>
  </svg>`;
}

function lineOf({ now, placements }: PageViewMarks, mark: Mark): DateLine {
  const style = dateStyleOf(
    mark,
    placements.find(({ id }) => id === mark.placementId),
  );
  return dateLine(signingDay(now, style.format), mark.rect, style.fontSize);
}

function textOf({ glyphs }: DateLine): string {
  return glyphs.map(({ char }) => char).join('');
}

function isAdding({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean {
  return shiftKey || ctrlKey || metaKey;
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}

/** What is carried; all that are selected go with it. */
function isLifted({ liftedId, selection }: PageViewMarks, { id }: Mark): boolean {
  return id === liftedId || (liftedId !== null && selection.includes(liftedId) && selection.includes(id));
}

/** Arrows move by 1 pt as the screen shows it, with Shift by 10 pt; PageUp and PageDown change the page; Delete removes. */
function keyAct(
  event: KeyboardEvent,
  mark: Mark,
  pages: readonly PageBox[],
  { placements, selection, turn: viewTurn }: PageViewMarks,
): PageAct | undefined {
  const step = event.shiftKey ? BIG_STEP : STEP;
  const move = (dx: number, dy: number, turn: number): PageAct | undefined => {
    if (selection.length > 1 && selection.includes(mark.id)) {
      return { kind: 'shift', dx, dy, turn, gesture: turn === 0 && event.repeat ? 'nudge all' : '' };
    }
    const rect = { ...mark.rect, x: mark.rect.x + dx, y: mark.rect.y + dy };
    const to = settleMark(mark, { pageIndex: mark.pageIndex + turn, rect }, pages, placements);
    const gesture = turn === 0 && event.repeat ? `nudge ${mark.id}` : '';
    return to ? { kind: 'move', mark, ...to, gesture } : undefined;
  };
  const way = arrowWay(event.key);
  if (way) {
    const { x, y } = turnVector(way, -viewTurn);
    return move(x * step, y * step, 0);
  }
  switch (event.key) {
    case 'PageUp':
      return move(0, 0, -1);
    case 'PageDown':
      return move(0, 0, 1);
    case 'Delete':
    case 'Backspace':
      return { kind: 'remove', mark };
    default:
      return undefined;
  }
}

function boxStyle(rect: Rect, scale: number): string {
  const { x, y, width, height } = displayedToScreen(rect, scale / CSS_PX_PER_POINT);
  return `left:${x}px;top:${y}px;width:${width}px;height:${height}px`;
}

/** At the corner of the mark, beside one that it would cover, but always inside the page. */
function removeStyle(rect: Rect, scale: number): string {
  const isLow = rect.height * scale < 2 * REMOVE_SIZE;
  const left = (rect.x + rect.width) * scale + (isLow ? REMOVE_SIZE / 4 : -REMOVE_SIZE / 2);
  const middle = isLow ? (rect.y + rect.height / 2) * scale : rect.y * scale;
  const top = Math.max(0, middle - REMOVE_SIZE / 2);
  return `left:min(${left}px, calc(100% - ${REMOVE_SIZE}px));top:${top}px`;
}
