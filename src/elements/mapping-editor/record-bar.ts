import { html, nothing, type TemplateResult } from 'lit';

import { glyph } from '../../ui/icons.js';
import type { MappingView } from '../../ui/mapping-view.js';
import type { DeckEntry, RecordDeck } from './editor-record.js';

export interface RecordBarPort {
  readonly deck: RecordDeck;
  /** After the deck was turned. */
  turned(): void;
  /** Opens the form for a record that is typed in. */
  add(): void;
}

/** Which record the results on the cards are for, the way to another one, and the rows of its detail table. */
export function renderRecordBar(view: MappingView, port: RecordBarPort): TemplateResult {
  const { record: words } = view.messages;
  const { deck } = port;
  const { index, count } = view.trial;
  const act = (turn: () => void) => (): void => {
    turn();
    port.turned();
  };
  return html`<span class="record" role="group" aria-label=${words.label} title=${words.help}>
    ${step(
      words.previous,
      'back',
      act(() => deck.turn(-1)),
    )}
    <select
      class="record-name"
      aria-label=${words.label}
      @change=${(event: Event) => {
        deck.jump(Number((event.target as HTMLSelectElement).value));
        port.turned();
      }}
    >
      ${groups(deck.listed).map(
        ([origin, entries]) =>
          html`<optgroup label=${words.origins[origin]}>
            ${entries.map(([at, entry]) => html`<option value=${at} .selected=${at === index}>${entry.name}</option>`)}
          </optgroup>`,
      )}
    </select>
    <span class="muted" aria-live="polite"
      ><span class="visually-hidden">${view.trial.name}</span> ${words.at(index + 1, count)}</span
    >
    ${step(
      words.next,
      '',
      act(() => deck.turn(1)),
    )}
    <button
      class="button quiet small icon"
      type="button"
      data-act="add-record"
      aria-label=${words.add}
      title=${words.add}
      @click=${() => port.add()}
    >
      ${glyph('plus')}
    </button>
    ${renderRows(view, port, act)}
  </span>`;
}

/** Stepping through the rows, where some of the cards are read for each row (C-30). */
function renderRows(
  { trial: { row }, messages: { record: words } }: MappingView,
  { deck }: RecordBarPort,
  act: (turn: () => void) => () => void,
): TemplateResult | typeof nothing {
  if (row === null) return nothing;
  return html`<span class="rows" role="group" aria-label=${words.rows.label}>
    ${
      row.count === 0
        ? html`<span class="muted">${words.rows.none}</span>`
        : html`${step(
              words.rows.previous,
              'back',
              act(() => deck.turnRow(-1)),
            )}
            <span class="muted" aria-live="polite"
              >${row.index === null ? words.rows.all(row.count) : words.rows.at(row.index + 1, row.count)}</span
            >
            ${step(
              words.rows.next,
              '',
              act(() => deck.turnRow(1)),
            )}`
    }
  </span>`;
}

function step(name: string, look: string, turn: () => void): TemplateResult {
  return html`<button class="button quiet small icon" type="button" aria-label=${name} title=${name} @click=${turn}>
    <span class="turn ${look}">${glyph('down')}</span>
  </button>`;
}

type Listed = readonly (readonly [number, DeckEntry])[];

function groups(listed: Listed): [DeckEntry['origin'], Listed][] {
  const origins = [...new Set(listed.map(([, { origin }]) => origin))];
  return origins.map((origin) => [origin, listed.filter(([, entry]) => entry.origin === origin)]);
}
