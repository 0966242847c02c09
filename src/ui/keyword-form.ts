import { html, nothing, type TemplateResult } from 'lit';

import { mmToPt } from '../core/geometry.js';
import { RELATIONS, type KeywordOffset, type Relation } from '../core/keyword-places.js';
import { markKindOf } from '../core/mark-board.js';
import { parsePages } from '../core/page-ranges.js';
import type { PanelFindMessages } from '../i18n/panel-find.zh-cn.js';
import type { Seal } from '../schema/seal.js';
import { number, select } from './form-fields.js';

const OCCURRENCES = ['all', 'first', 'last', 'nth'] as const;
const PAGES = ['all', 'first', 'last', 'odd', 'even', 'list'] as const;

/** What a person chooses beside the keyword: which hits, and how the seal stands to them. */
export interface KeywordForm {
  readonly occurrence: (typeof OCCURRENCES)[number];
  readonly nth: number;
  readonly pages: (typeof PAGES)[number];
  readonly list: string;
  readonly acrossLines: boolean;
  readonly relation: Relation;
  readonly dxMm: number;
  readonly dyMm: number;
  /** Empty until a person chooses one here. */
  readonly sealId: string;
}

export const firstChoice: KeywordForm = {
  occurrence: 'all',
  nth: 1,
  pages: 'all',
  list: '',
  acrossLines: true,
  relation: 'on',
  dxMm: 0,
  dyMm: 0,
  sealId: '',
};

export function occurrenceOf({ occurrence, nth }: KeywordForm): 'all' | number {
  return { all: 'all' as const, first: 1, last: -1, nth }[occurrence];
}

export function pagesOf({ pages, list }: KeywordForm): string {
  return pages === 'list' ? list : pages;
}

export function offsetOf({ relation, dxMm, dyMm }: KeywordForm): KeywordOffset {
  return { relation, dx: mmToPt(dxMm), dy: mmToPt(dyMm) };
}

/** Seals that a person may put; a seal of the company only when no other one is prescribed. */
export function usableSeals(seals: readonly Seal[], prescribedId: string | null): Seal[] {
  return seals.filter(
    (seal) => seal.usable && (prescribedId === null || seal.id === prescribedId || markKindOf(seal) !== 'seal'),
  );
}

type Change = (form: KeywordForm) => void;

export function renderChoice(
  form: KeywordForm,
  seals: readonly Seal[],
  sealId: string,
  pageCount: number,
  texts: PanelFindMessages,
  change: Change,
): TemplateResult {
  const isBad = form.pages === 'list' && form.list.trim() !== '' && !parsePages(form.list, pageCount).ok;
  const set = (part: Partial<KeywordForm>): void => change({ ...form, ...part });
  return html`<div class="fields">
    ${select(
      texts.seal,
      'wide',
      sealId,
      seals.map(({ id, name }) => [id, name]),
      (id) => set({ sealId: id }),
    )}
    ${select(
      texts.occurrence,
      form.occurrence === 'nth' ? '' : 'wide',
      form.occurrence,
      named(OCCURRENCES, texts.occurrences),
      (occurrence) => set({ occurrence }),
    )}
    ${form.occurrence === 'nth' ? number(texts.nth, 1, form.nth, (nth) => set({ nth: Math.trunc(nth) || 1 })) : nothing}
    ${select(texts.pages, form.pages === 'list' ? '' : 'wide', form.pages, named(PAGES, texts.pageChoices), (pages) =>
      set({ pages }),
    )}
    ${
      form.pages === 'list'
        ? html`<label
            >${texts.pageList}
            <input
              class="input"
              .value=${form.list}
              aria-invalid=${isBad ? 'true' : 'false'}
              @input=${(event: Event) => set({ list: (event.target as HTMLInputElement).value })}
            />
          </label>`
        : nothing
    }
    ${isBad ? html`<p class="fault wide" role="alert">${texts.badPages}</p>` : nothing}
    ${select(texts.relation, 'wide', form.relation, named(RELATIONS, texts.relations), (relation) => set({ relation }))}
    ${number(texts.dx, 0.5, form.dxMm, (dxMm) => set({ dxMm }))}
    ${number(texts.dy, 0.5, form.dyMm, (dyMm) => set({ dyMm }))}
  </div>`;
}

function named<K extends string>(keys: readonly K[], names: Readonly<Record<K, string>>): [K, string][] {
  return keys.map((key) => [key, names[key]]);
}
