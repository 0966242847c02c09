import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { newIdempotencyKey as newId } from '../../api/idempotency-key.js';
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
import { emptyPlacements } from '../../core/panel-view.js';
import type { SignPanelContext, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark, Placement, Rect } from '../../schema/placement.js';
import type { Seal } from '../../schema/seal.js';
import type { InspectorAct } from '../../ui/mark-inspector.js';
import type { PageAct } from '../../ui/page-act.js';
import type { PageView } from '../../ui/page-view.js';
import { SealDrag } from '../../ui/seal-drag.js';
import type { TrayAct } from '../../ui/seal-tray.js';

interface PlacingParts {
  readonly root: () => ShadowRoot | null;
  readonly pageView: () => PageView | null;
  readonly context: () => SignPanelContext | undefined;
  readonly document: () => EnvelopeDocument | undefined;
  readonly send: (event: SignPanelEvent) => void;
}

/** Turns what a person does with seals and marks into events; every way to place ends in the same arithmetic of `core`. */
export class PlacingController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: PlacingParts;
  readonly #drag: SealDrag;
  liftedId: string | null = null;

  constructor(host: ReactiveControllerHost, parts: PlacingParts) {
    this.#host = host;
    this.#parts = parts;
    this.#drag = new SealDrag(parts.root, () => parts.pageView()?.scroller ?? null);
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
        else send({ type: 'mark.selected', id: null });
        return;
      }
      case 'grab':
        this.#dragMark(act.mark, act.press, act.picture, image(act.mark.sealId));
        return;
      case 'move':
        this.#move(act.mark, act, act.gesture || null);
        return;
      case 'remove':
        this.#remove(act.mark);
        return;
      case 'select':
        send({ type: 'mark.selected', id: act.id });
        return;
      case 'fill':
        this.#fill(act.placement);
        return;
      default:
    }
  }

  handleInspector(act: InspectorAct, mark: Mark): void {
    if (act.kind === 'remove') this.#remove(mark);
    else this.#parts.send({ type: 'mark.moved', id: mark.id, pageIndex: act.pageIndex, rect: act.rect, gesture: null });
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

  #dragSeal(seal: Seal, press: PointerEvent, image: string | undefined): void {
    const view = this.#parts.pageView();
    if (!view) return;
    const size = sealSize(seal);
    const width = size.width * view.scale;
    const height = size.height * view.scale;
    const picture = { image, width, height, gripX: width / 2, gripY: height / 2 };
    this.#drag.start(press, picture, {
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
    this.#drag.start(
      press,
      { image, text: textOf(press.currentTarget), width: shown.width, height: shown.height, gripX, gripY },
      {
        onStart: () => lift(mark.id),
        onEnd: () => lift(null),
        onDrop: (left, top) => {
          const found = view.locate(left, top, shown.width, shown.height);
          const seal = this.#seals().find(({ id }) => id === mark.sealId);
          if (!found) return;
          // the size on the screen was rounded by the browser; the mark keeps its own
          const rect = { ...found.rect, width: mark.rect.width, height: mark.rect.height };
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
  #fill(placement: Placement): void {
    if (!this.#isReadable(placement.pageIndex)) return;
    if (placement.mark === 'date') {
      this.#put(dateMark(newId(), placement));
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

  #put(mark: Mark): void {
    this.#parts.send({ type: 'mark.placed', mark });
    this.#parts.pageView()?.focusMark(mark);
  }

  #move(mark: Mark, to: { pageIndex: number; rect: Rect }, gesture: string | null): void {
    const { send, context, document, pageView } = this.#parts;
    const settled = settleMark(mark, to, document()?.pages ?? [], context()?.view?.envelope?.placements ?? []);
    if (!settled || !this.#isReadable(settled.pageIndex)) return;
    send({ type: 'mark.moved', id: mark.id, ...settled, gesture });
    pageView()?.focusMark({ ...mark, ...settled });
  }

  #remove(mark: Mark): void {
    this.#parts.send({ type: 'mark.removed', id: mark.id });
    // the focus was on what is gone; the pages take it, so that the keyboard goes on from there
    this.#parts.pageView()?.scroller?.focus({ preventScroll: true });
  }

  /** Nobody places a seal on what they cannot see. */
  #isReadable(pageIndex: number): boolean {
    return this.#parts.pageView()?.isReadable(pageIndex) ?? false;
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
  const words = mark instanceof HTMLElement ? mark.innerText.trim() : '';
  return mark instanceof HTMLElement && words ? { words, fontSize: getComputedStyle(mark).fontSize } : undefined;
}
