import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { newIdempotencyKey as newId } from '../../api/idempotency-key.js';
import { shiftMarks, type MarkMove } from '../../core/arrange.js';
import { fillInMark, isFillIn } from '../../core/fill-ins.js';
import type { Point } from '../../core/geometry.js';
import {
  centreOf,
  dateMark,
  fillPlacement,
  fitsPlacement,
  pageCentre,
  placeSeal,
  sealSize,
  settleMark,
} from '../../core/mark-board.js';
import { marksIn } from '../../core/mark-selection.js';
import { emptyPlacements } from '../../core/panel-view.js';
import { isSideways } from '../../core/view-turn.js';
import type { SignPanelContext, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark, Placement, Rect } from '../../schema/placement.js';
import type { Seal } from '../../schema/seal.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { ArrangeAct } from '../../ui/mark-arranger.js';
import type { InspectorAct } from '../../ui/mark-inspector.js';
import type { PageAct } from '../../ui/page-act.js';
import type { PageSource } from '../../ui/page-source.js';
import type { PageView } from '../../ui/page-view.js';
import { SealDrag, swallowClick } from '../../ui/seal-drag.js';
import type { TrayAct } from '../../ui/seal-tray.js';
import type { SnapStep } from './mark-snapping.js';

interface PlacingParts {
  readonly root: () => ShadowRoot | null;
  readonly pageView: () => PageView | null;
  readonly context: () => SignPanelContext | undefined;
  readonly document: () => EnvelopeDocument | undefined;
  readonly source: () => PageSource | undefined;
  /** What a search has found on a page. */
  readonly found: (pageIndex: number) => readonly Rect[];
  readonly send: (event: SignPanelEvent) => void;
}

/** A finger that rests so long on a mark chooses it in addition. */
const HOLD_MS = 500;

/** Turns what a person does with seals and marks into events; every way to place ends in the same arithmetic of `core`. */
export class PlacingController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: PlacingParts;
  readonly #drag: SealDrag;
  liftedId: string | null = null;

  constructor(host: ReactiveControllerHost, parts: PlacingParts) {
    this.#host = host;
    this.#parts = parts;
    this.#drag = new SealDrag(
      parts.root,
      () => parts.pageView()?.scroller ?? null,
      (x, y) => parts.pageView()?.canvasAt(x, y) ?? null,
    );
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#drag.cancel();
  }

  handleTray(act: TrayAct, image: string | undefined): void {
    if (act.kind === 'grab') {
      this.#dragSeal(act.seal, act.press, image);
      return;
    }
    const view = this.#parts.pageView();
    const box = this.#parts.document()?.pages[view?.currentPage ?? 0];
    if (act.keyboard && view && box) this.#place(act.seal, view.currentPage, pageCentre(box));
    else this.#parts.send({ type: 'seal.armed', sealId: this.#armed()?.id === act.seal.id ? null : act.seal.id });
  }

  handlePage(act: PageAct, image: (sealId: string | null) => string | undefined): void {
    const { send } = this.#parts;
    switch (act.kind) {
      case 'press': {
        const seal = this.#armed();
        if (seal) this.#place(seal, act.pageIndex, act.point);
        else send({ type: 'mark.selected', id: null, mode: 'only' });
        return;
      }
      case 'grab':
        this.#dragMark(act.mark, act.press, act.picture, image(act.mark.sealId));
        return;
      case 'move':
        this.#move(act.mark, act, act.gesture || null);
        return;
      case 'remove':
        this.#remove(act.mark, act.quiet);
        return;
      case 'shift':
        this.#shift(this.#chosen(), act, act.gesture || null);
        return;
      case 'select':
        send({ type: 'mark.selected', id: act.id, mode: act.mode });
        return;
      case 'selectAll':
        this.#selectAll(act.pageIndex, act.area);
        return;
      case 'fill':
        this.#fill(act.placement, act.quiet);
        return;
      default:
    }
  }

  handleInspector(act: InspectorAct, mark: Mark): void {
    if (act.kind === 'remove') this.#remove(mark);
    else this.#parts.send({ type: 'mark.moved', id: mark.id, pageIndex: act.pageIndex, rect: act.rect, gesture: null });
  }

  /** Puts the date where one is asked for, else beside the selected mark, else in the middle of the page in view. */
  async addDate(): Promise<void> {
    const document = this.#parts.document();
    // what does not come is asked for again with the next click
    const parts = await import('./date-placing.js').catch(() => undefined);
    const mark =
      document &&
      parts?.nextDate(document, {
        empty: this.#empty(),
        beside: this.#marks().find(({ id }) => id === this.#parts.context()?.selectedId),
        pageIndex: this.#parts.pageView()?.currentPage ?? 0,
      });
    if (mark && this.#isReadable(mark.pageIndex)) this.#put(mark);
  }

  /** A date or a remark that is written otherwise than before; changes of one gesture are taken back in one step. */
  restyle(mark: Mark, gesture: string | null = null): void {
    this.#parts.send({ type: 'mark.placed', mark, gesture });
  }

  /** Puts a seal at many places in one step. */
  placeAll(sealId: string, places: readonly { readonly pageIndex: number; readonly rect: Rect }[]): void {
    const document = this.#parts.document();
    const seal = this.#seals().find(({ id }) => id === sealId);
    if (!document || !seal) return;
    const { id: documentId, pages } = document;
    let empty = this.#empty();
    const marks = places.flatMap(({ pageIndex, rect }) => {
      if (!this.#isReadable(pageIndex)) return [];
      const mark = placeSeal({ id: newId(), documentId, seal, pages, pageIndex, centre: centreOf(rect), empty });
      empty = empty.filter(({ id }) => id !== mark?.placementId);
      return mark ?? [];
    });
    if (marks.length > 0) this.#parts.send({ type: 'marks.placed', marks });
  }

  /** Brings what works on selected marks, once some are. */
  prepareArranging(): void {
    void loadElement('esign-mark-arranger').catch(() => undefined);
    void import('../../core/line-up.js').catch(() => undefined);
  }

  /** What is done with all selected marks together, one step each. Answers how many copies were made, where it makes some. */
  async handleArrange(act: ArrangeAct): Promise<number | undefined> {
    // what does not come is asked for again with the next click
    const lineUp = await import('../../core/line-up.js').catch(() => undefined);
    if (!lineUp) return undefined;
    const marks = this.#chosen();
    const board = this.#board();
    switch (act.kind) {
      case 'align':
        this.#moveAll(lineUp.alignMarks(marks, act.alignment, board), null);
        return undefined;
      case 'distribute':
        this.#moveAll(lineUp.distributeMarks(marks, act.axis, board), null);
        return undefined;
      case 'copy': {
        const readable = act.pages.filter((pageIndex) => this.#isReadable(pageIndex));
        const copies = lineUp.copyMarks(marks, readable, this.#marks(), board, newId);
        if (copies.length > 0) this.#parts.send({ type: 'marks.placed', marks: copies });
        return copies.length;
      }
      case 'remove':
        this.#removeAll(marks);
        return undefined;
    }
  }

  #dragSeal(seal: Seal, press: PointerEvent, image: string | undefined): void {
    const view = this.#parts.pageView();
    if (!view) return;
    const size = sealSize(seal);
    const { turn, scale } = view;
    const [across, down] = isSideways(turn) ? [size.height, size.width] : [size.width, size.height];
    const [width, height] = [across * scale, down * scale];
    const picture = { image, width, height, gripX: width / 2, gripY: height / 2, turn };
    this.#drag.start(press, picture, {
      ...this.#snapping(view, width, height, []),
      onDrop: (left, top) => {
        const found = view.locate(left, top, width, height);
        if (found) this.#place(seal, found.pageIndex, centreOf(found.rect));
      },
    });
  }

  #dragMark(mark: Mark, press: PointerEvent, shown: DOMRect, image: string | undefined): void {
    const view = this.#parts.pageView();
    if (!view) return;
    const gripX = press.clientX - shown.left;
    const gripY = press.clientY - shown.top;
    const lift = (id: string | null): void => {
      this.liftedId = id;
      this.#host.requestUpdate();
    };
    const together = this.#chosen();
    const carried = together.length > 1 && together.includes(mark) ? together : [mark];
    const stopHold = this.#holdToChoose(mark, press);
    const snapping = this.#snapping(view, shown.width, shown.height, carried);
    this.#drag.start(
      press,
      {
        image,
        text: textOf(press.currentTarget),
        width: shown.width,
        height: shown.height,
        gripX,
        gripY,
        turn: view.turn,
      },
      {
        ...snapping,
        onStart: () => {
          stopHold();
          lift(mark.id);
        },
        onEnd: () => {
          stopHold();
          snapping.onEnd();
          lift(null);
        },
        onDrop: (left, top) => {
          const found = view.locate(left, top, shown.width, shown.height);
          const seal = this.#seals().find(({ id }) => id === mark.sealId);
          if (!found) return;
          // the size on the screen was rounded by the browser; the mark keeps its own
          const rect = { ...found.rect, width: mark.rect.width, height: mark.rect.height };
          if (carried.length > 1) {
            const turn = found.pageIndex - mark.pageIndex;
            this.#shift(carried, { dx: rect.x - mark.rect.x, dy: rect.y - mark.rect.y, turn }, null);
            return;
          }
          if (seal && mark.placementId === null) this.#place(seal, found.pageIndex, centreOf(rect), mark.id);
          else this.#move(mark, { pageIndex: found.pageIndex, rect }, null);
        },
      },
    );
  }

  #place(seal: Seal, pageIndex: number, centre: Point, id = newId()): void {
    const document = this.#parts.document();
    if (!document || !this.#isReadable(pageIndex)) return;
    const { pages } = document;
    const mark = placeSeal({ id, documentId: document.id, seal, pages, pageIndex, centre, empty: this.#empty() });
    if (mark) this.#put(mark);
  }

  /** An armed seal fills the place; without one, the first usable seal that fits. */
  #fill(placement: Placement, quiet = false): void {
    if (!this.#isReadable(placement.pageIndex)) return;
    const { mark: kind } = placement;
    if (kind === 'date' || isFillIn(kind)) {
      this.#put((kind === 'date' ? dateMark : fillInMark)(newId(), placement), quiet);
      return;
    }
    const fitting = this.#seals().filter((seal) => seal.usable && fitsPlacement(seal, placement));
    const armed = this.#armed();
    const prescribed = this.#prescribed();
    const seal =
      fitting.find(({ id }) => id === armed?.id) ?? fitting.find(({ id }) => id === prescribed) ?? fitting[0];
    const box = this.#parts.document()?.pages[placement.pageIndex];
    if (seal && box) this.#put(fillPlacement(newId(), seal, placement, box));
  }

  #put(mark: Mark, quiet = false): void {
    this.#parts.send({ type: 'mark.placed', mark });
    this.#parts.pageView()?.focusMark(mark, quiet);
  }

  #move(mark: Mark, to: { pageIndex: number; rect: Rect }, gesture: string | null): void {
    const { send, context, document, pageView } = this.#parts;
    const settled = settleMark(mark, to, document()?.pages ?? [], context()?.view?.envelope?.placements ?? []);
    if (!settled || !this.#isReadable(settled.pageIndex)) return;
    send({ type: 'mark.moved', id: mark.id, ...settled, gesture });
    pageView()?.focusMark({ ...mark, ...settled });
  }

  /** What is carried clings to what stands on the page; what decides that comes with the first drag. */
  #snapping(view: PageView, width: number, height: number, carried: readonly Mark[]) {
    let step: SnapStep | undefined;
    const document = this.#parts.document();
    void import('./mark-snapping.js').then(
      ({ markSnapping }) => {
        step = markSnapping(view, { width, height }, document?.pages ?? [], this.#parts.source(), (pageIndex) =>
          this.#standing(pageIndex, carried),
        );
      },
      // without it a mark comes to lie where it is let go
      () => undefined,
    );
    return {
      onMove: (left: number, top: number, free: boolean) => step?.(left, top, free) ?? { left, top },
      onEnd: (): void => view.showGuides(null),
    };
  }

  /** Where marks, empty places and hits of a search stand on a page, without what is carried. */
  #standing(page: number, carried: readonly Mark[]): Rect[] {
    const isHere = ({ pageIndex }: { readonly pageIndex: number }): boolean => pageIndex === page;
    const others = this.#marks().filter((mark) => isHere(mark) && !carried.includes(mark));
    const places = this.#empty().filter((place) => isHere(place) && place.documentId === this.#parts.document()?.id);
    return [...[...others, ...places].map(({ rect }) => rect), ...this.#parts.found(page)];
  }

  /** A finger that rests on a mark chooses it in addition; one that moves carries it. */
  #holdToChoose(mark: Mark, press: PointerEvent): () => void {
    if (press.pointerType !== 'touch') return () => undefined;
    const timer = setTimeout(() => {
      this.#drag.cancel();
      swallowClick('next');
      this.#parts.send({ type: 'mark.selected', id: mark.id, mode: 'toggle' });
    }, HOLD_MS);
    return () => clearTimeout(timer);
  }

  #shift(marks: readonly Mark[], by: { dx: number; dy: number; turn: number }, gesture: string | null): void {
    const moves = shiftMarks(marks, by, this.#board());
    if (moves.some(({ pageIndex }) => !this.#isReadable(pageIndex))) return;
    this.#moveAll(moves, gesture);
    const first = moves.find(({ id }) => id === this.#parts.context()?.selectedId) ?? moves[0];
    const mark = marks.find(({ id }) => id === first?.id);
    if (mark && first) this.#parts.pageView()?.focusMark({ ...mark, ...first });
  }

  #moveAll(moves: readonly MarkMove[], gesture: string | null): void {
    if (moves.length > 0) this.#parts.send({ type: 'marks.moved', moves, gesture });
  }

  #removeAll(marks: readonly Mark[]): void {
    this.#parts.send({ type: 'marks.removed', ids: marks.map(({ id }) => id) });
    this.#parts.pageView()?.scroller?.focus({ preventScroll: true });
  }

  #selectAll(pageIndex: number, area: Rect | null): void {
    const onPage = this.#marks().filter((mark) => mark.pageIndex === pageIndex);
    const ids = (area ? marksIn(onPage, pageIndex, area) : onPage).map(({ id }) => id);
    this.#parts.send({ type: 'marks.selected', ids });
  }

  #remove(mark: Mark, quiet = false): void {
    const chosen = this.#chosen();
    if (chosen.length > 1 && chosen.includes(mark)) {
      this.#removeAll(chosen);
      return;
    }
    this.#parts.send({ type: 'mark.removed', id: mark.id });
    if (quiet) return;
    // the focus was on what is gone; its box or the pages take it, so that the keyboard goes on from there
    const view = this.#parts.pageView();
    const box = mark.kind === 'checkbox' && this.#empty().find(({ id }) => id === mark.placementId);
    if (box) view?.showPlace(box, true);
    else view?.scroller?.focus({ preventScroll: true });
  }

  /** Nobody places a seal on what they cannot see. */
  #isReadable(pageIndex: number): boolean {
    return this.#parts.pageView()?.isReadable(pageIndex) ?? false;
  }

  /** Marks of the document that is shown. */
  #marks(): readonly Mark[] {
    const id = this.#parts.document()?.id;
    return (this.#parts.context()?.board.marks ?? []).filter(({ documentId }) => documentId === id);
  }

  #chosen(): readonly Mark[] {
    const selection = this.#parts.context()?.selection ?? [];
    return this.#marks().filter(({ id }) => selection.includes(id));
  }

  #board() {
    return {
      pages: () => this.#parts.document()?.pages ?? [],
      placements: this.#parts.context()?.view?.envelope?.placements ?? [],
    };
  }

  #seals(): readonly Seal[] {
    return this.#parts.context()?.seals ?? [];
  }

  #armed(): Seal | undefined {
    const id = this.#parts.context()?.armedSealId;
    return this.#seals().find((seal) => seal.id === id);
  }

  #prescribed(): string | null {
    const view = this.#parts.context()?.view;
    return view?.envelope?.parties.find(({ id }) => id === view.me?.partyId)?.sealId ?? null;
  }

  #empty(): readonly Placement[] {
    const context = this.#parts.context();
    return context ? emptyPlacements(context.view, context.board.marks) : [];
  }
}

/** A mark without a picture shows what it says. */
function textOf(mark: EventTarget | null): { words: string; fontSize: string } | undefined {
  const words = mark instanceof HTMLElement ? (mark.textContent ?? '').trim() : '';
  return mark instanceof HTMLElement && words ? { words, fontSize: getComputedStyle(mark).fontSize } : undefined;
}
