import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { changedMarks, emptyBoard } from '../../core/mark-board.js';
import { nextPlacement } from '../../core/panel-view.js';
import type { SignPanelContext } from '../../machines/sign-panel.events.js';
import type { Mark, Placement } from '../../schema/placement.js';
import type { PageView } from '../../ui/page-view.js';
import { placesMarks } from './places-marks.js';

interface GuideParts {
  readonly pageView: () => PageView | null;
  readonly context: () => SignPanelContext | undefined;
  /** The document that is shown, once its pages can be drawn. */
  readonly documentId: () => string | undefined;
  readonly showDocument: (id: string) => void;
}

const LIST = 'esign-fill-in-list';

type Spot = Pick<Placement, 'id' | 'documentId' | 'pageIndex' | 'rect'>;

/**
 * Leads a person from one place that waits for their mark to the next: at opening, after each that they filled, and when
 * asked; and to what undo and redo change.
 */
export class PlaceGuide implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #parts: GuideParts;
  #led: string | undefined;
  #filled: ReadonlySet<string> = new Set();
  /** The place that was gone to last: the next one comes after it. */
  #last: Spot | undefined;
  #board = emptyBoard;

  constructor(host: ReactiveControllerHost & HTMLElement, parts: GuideParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostUpdated(): void {
    const { context, documentId, pageView } = this.#parts;
    const known = context();
    if (!known || !placesMarks(known) || !documentId() || !pageView()) return;
    const { view, board } = known;
    const envelopeId = view?.envelope?.id;
    const filled = placesOf(board.marks);
    const added = [...filled].find((id) => !this.#filled.has(id));
    const isNew = envelopeId !== this.#led;
    const { marks, past, future } = this.#board;
    // what was submitted or discarded leaves the empty board
    const isTravelled = board !== emptyBoard && (past.includes(board.marks) || future.includes(board.marks));
    this.#filled = filled;
    this.#led = envelopeId;
    this.#board = board;
    if (isNew) void this.#go(nextPlacement(view, board.marks), false);
    else if (isTravelled) this.#travel(changedMarks(marks, board.marks));
    else if (added !== undefined) this.#after(added, board.marks);
  }

  hostDisconnected(): void {
    this.#led = this.#last = undefined;
  }

  /** Goes to the next empty place, in whatever document it is, with the focus. Answers whether there is one. */
  next(): boolean {
    const { view, board } = this.#parts.context() ?? {};
    const place = nextPlacement(view, board?.marks ?? [], this.#last);
    void this.#go(place, true);
    return place !== undefined;
  }

  /** Within a document a filled place leads to the next required one; another document is opened only when it is asked for. */
  #after(id: string, marks: readonly Mark[]): void {
    const { view } = this.#parts.context() ?? {};
    const filled = view?.envelope?.placements.find((place) => place.id === id);
    if (!filled) return;
    this.#last = filled;
    // a remark is written first, and who goes through the list of what is asked stays there
    const stays = filled.mark === 'remark' || this.#host.shadowRoot?.activeElement?.localName === LIST;
    const place = stays ? undefined : nextPlacement(view, marks, filled);
    if (place?.required && place.documentId === this.#parts.documentId()) void this.#go(place, true);
  }

  /** Shows what undo or redo changed. A seam, and copies on many pages, are told of only: no single page shows them. */
  #travel(changed: readonly Mark[]): void {
    const { documentId, pageView } = this.#parts;
    const marks = changed.filter(({ seam }) => !seam);
    const page = pageView()?.currentPage;
    const here = marks.find((mark) => mark.documentId === documentId() && mark.pageIndex === page);
    const isOne = new Set(marks.map(({ id }) => id)).size === 1;
    void this.#go(here ?? (isOne ? marks[0] : undefined), false);
  }

  async #go(place: Spot | undefined, focus: boolean): Promise<void> {
    if (!place) return;
    this.#last = place;
    this.#parts.showDocument(place.documentId);
    await this.#host.updateComplete;
    await this.#parts.pageView()?.updateComplete;
    this.#parts.pageView()?.showPlace(place, focus);
  }
}

function placesOf(marks: readonly Mark[]): ReadonlySet<string> {
  return new Set(marks.flatMap(({ placementId }) => placementId ?? []));
}
