import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { newIdempotencyKey as newId } from '../../api/idempotency-key.js';
import { settleMark } from '../../core/mark-board.js';
import { changeSeamMark, newSeamMark } from '../../core/seam-marks.js';
import { slicesOf } from '../../core/seam.js';
import { turnVector } from '../../core/view-turn.js';
import type { SignPanelContext, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { Mark } from '../../schema/placement.js';
import type { Seal } from '../../schema/seal.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { PageAct } from '../../ui/page-act.js';
import type { PageView } from '../../ui/page-view.js';
import { SeamDrag } from '../../ui/seam-drag.js';
import type { SeamAct } from '../../ui/seam-inspector.js';

interface SeamParts {
  readonly pageView: () => PageView | null;
  readonly context: () => SignPanelContext | undefined;
  readonly document: () => EnvelopeDocument | undefined;
  readonly send: (event: SignPanelEvent) => void;
}

/** Turns what a person does with seam seals into events. While one is dragged, all of its slices follow on their pages. */
export class SeamController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: SeamParts;
  readonly #drag = new SeamDrag();
  #dragged: Mark | undefined;
  #isLoading = false;

  constructor(host: ReactiveControllerHost, parts: SeamParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostUpdated(): void {
    const context = this.#parts.context();
    const isSelected = context?.board.marks.some(({ id, seam }) => seam && id === context.selectedId);
    if (!isSelected || this.#isLoading) return;
    this.#isLoading = true;
    loadElement('esign-seam-inspector').catch(() => {
      // without its fields a seam can still be dragged and moved by keys; the next selection tries again
      this.#isLoading = false;
    });
  }

  hostDisconnected(): void {
    this.#drag.cancel();
  }

  /** The marks as they look now: one that is dragged stands where it is held. */
  shown(marks: readonly Mark[]): readonly Mark[] {
    const dragged = this.#dragged;
    return dragged ? marks.map((mark) => (mark.id === dragged.id ? dragged : mark)) : marks;
  }

  /** The seal that the tool would cut: the one at hand, else the prescribed one, else a company seal. */
  get seal(): Seal | undefined {
    const context = this.#parts.context();
    const { view, seals = [], armedSealId } = context ?? {};
    const prescribed = view?.envelope?.parties.find(({ id }) => id === view.me?.partyId)?.sealId;
    const usable = seals.filter((seal) => seal.usable && seal.kind !== 'signature');
    const isPersonal = ({ kind }: Seal): boolean => kind === 'personal' || kind === 'legalRepresentative';
    return (
      usable.find(({ id }) => id === armedSealId) ??
      usable.find(({ id }) => id === prescribed) ??
      usable.find((seal) => !isPersonal(seal)) ??
      usable[0]
    );
  }

  /** Cuts the seal over all pages; where it is cut already, shows that. */
  add(): void {
    const { context, document, send } = this.#parts;
    const [shown, seal] = [document(), this.seal];
    const marks = context()?.board.marks ?? [];
    if (!shown || !seal) return;
    const there = marks.find((mark) => mark.seam && mark.documentId === shown.id && mark.sealId === seal.id);
    if (there) {
      send({ type: 'mark.selected', id: there.id, mode: 'only' });
      this.#reveal(there);
      return;
    }
    const made = newSeamMark({ id: newId(), documentId: shown.id, seal, pages: shown.pages, marks });
    if (!made.ok) return;
    send({ type: 'mark.placed', mark: made.mark });
    this.#reveal(made.mark);
  }

  /** Whether an act on the pages was about a seam seal; the others are for somebody else. */
  handlePage(act: PageAct): boolean {
    if ((act.kind !== 'grab' && act.kind !== 'move') || !act.mark.seam) return false;
    if (act.kind === 'grab') this.#grab(act.mark, act.press);
    else this.#move(act.mark, act.rect.y, act.gesture || null);
    return true;
  }

  handleInspector(act: SeamAct, mark: Mark): void {
    const { send, context, document } = this.#parts;
    if (act.kind === 'remove') {
      send({ type: 'mark.removed', id: mark.id });
      this.#parts.pageView()?.scroller?.focus({ preventScroll: true });
    } else if (act.kind === 'move') this.#move(mark, act.y, null);
    else {
      const seal = context()?.seals.find(({ id }) => id === act.sealId);
      const changed = changeSeamMark(mark, { seal, seam: act.seam }, document()?.pages ?? []);
      if (changed.ok) send({ type: 'mark.placed', mark: changed.mark });
    }
  }

  #grab(mark: Mark, press: PointerEvent): void {
    const view = this.#parts.pageView();
    if (!view) return;
    const { scale, turn } = view;
    this.#drag.start(press, {
      onMove: (way) => this.#show(this.#settled(mark, mark.rect.y + turnVector(way, -turn).y / scale)),
      onDrop: () => {
        const to = this.#dragged;
        this.#show(undefined);
        if (to) this.#move(mark, to.rect.y, null);
      },
      onCancel: () => this.#show(undefined),
    });
  }

  #show(mark: Mark | undefined): void {
    this.#dragged = mark;
    this.#host.requestUpdate();
  }

  #settled(mark: Mark, y: number): Mark | undefined {
    const { context, document } = this.#parts;
    const placements = context()?.view?.envelope?.placements ?? [];
    const to = settleMark(mark, { ...mark, rect: { ...mark.rect, y } }, document()?.pages ?? [], placements);
    return to ? { ...mark, ...to } : undefined;
  }

  #move(mark: Mark, y: number, gesture: string | null): void {
    const to = this.#settled(mark, y);
    if (!to) return;
    const { id, pageIndex, rect } = to;
    this.#parts.send({ type: 'mark.moved', id, pageIndex, rect, gesture });
  }

  /** Goes to the slice that is nearest to what the person looks at. */
  #reveal(mark: Mark): void {
    const view = this.#parts.pageView();
    const slices = slicesOf(mark, this.#parts.document()?.pages ?? []);
    const distance = (pageIndex: number): number => Math.abs(pageIndex - (view?.currentPage ?? 0));
    const [nearest] = [...slices].sort((a, b) => distance(a.pageIndex) - distance(b.pageIndex));
    if (nearest) view?.focusMark({ ...mark, pageIndex: nearest.pageIndex, rect: nearest.rect });
  }
}
