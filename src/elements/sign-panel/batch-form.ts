import { html, nothing, type TemplateResult } from 'lit';

import { CORNERS, type BatchRule, type BatchWhere, type Corner } from '../../core/batch-rule.js';
import { mmToPt } from '../../core/geometry.js';
import { parsePages } from '../../core/page-ranges.js';
import type { Seal } from '../../schema/seal.js';
import { number, select } from '../../ui/form-fields.js';
import { firstChoice, occurrenceOf, offsetOf, pagesOf, renderChoice, type KeywordForm } from '../../ui/keyword-form.js';
import type { BatchTexts } from './batch-sign.catalog.js';

const KINDS = ['places', 'keyword', 'seam', 'position'] as const;
const POSITION_PAGES = ['last', 'first', 'all'] as const;

/** What a person has chosen for the rule, also of the ways that are not chosen now. Lengths in millimetres. */
export interface RuleForm {
  readonly sealId: string;
  readonly kind: (typeof KINDS)[number];
  readonly documents: BatchRule['documents'];
  readonly keyword: string;
  readonly choice: KeywordForm;
  readonly edge: 'left' | 'right';
  readonly doubleSided: boolean;
  readonly pages: (typeof POSITION_PAGES)[number];
  readonly corner: Corner;
  readonly x: number;
  readonly y: number;
}

export const firstForm: RuleForm = {
  sealId: '',
  kind: 'places',
  documents: 'all',
  keyword: '',
  choice: firstChoice,
  edge: 'right',
  doubleSided: false,
  pages: 'last',
  corner: 'bottomRight',
  x: 25,
  y: 25,
};

export function ruleOf(form: RuleForm): BatchRule {
  return { sealId: form.sealId, documents: form.documents, where: whereOf(form) };
}

function whereOf(form: RuleForm): BatchWhere {
  switch (form.kind) {
    case 'places':
      return { kind: 'places' };
    case 'keyword': {
      const { choice, keyword } = form;
      const { acrossLines } = choice;
      return {
        kind: 'keyword',
        choice: { keyword: keyword.trim(), occurrence: occurrenceOf(choice), pages: pagesOf(choice), acrossLines },
        offset: offsetOf(choice),
      };
    }
    case 'seam':
      return { kind: 'seam', edge: form.edge, doubleSided: form.doubleSided };
    case 'position':
      return { kind: 'position', pages: form.pages, corner: form.corner, x: mmToPt(form.x), y: mmToPt(form.y) };
  }
}

/** The field that keeps the rule from being applied, by its name; null where nothing does. */
export function missingField({ kind, keyword, choice }: RuleForm, pageCount: number): 'keyword' | 'pages' | null {
  if (kind !== 'keyword') return null;
  if (keyword.trim() === '') return 'keyword';
  return choice.pages === 'list' && !parsePages(choice.list, pageCount).ok ? 'pages' : null;
}

interface FormScene {
  readonly texts: BatchTexts;
  readonly form: RuleForm;
  readonly seals: readonly Seal[];
  /** Pages of the longest document. */
  readonly pageCount: number;
  readonly isOpen: boolean;
  readonly isInvalid: boolean;
  readonly change: (form: RuleForm) => void;
}

/** The fields of the rule: the seal, the way, and what the way asks for. */
export function renderFields(scene: FormScene): TemplateResult {
  const { texts, form, isOpen, change } = scene;
  const set = (part: Partial<RuleForm>): void => change({ ...form, ...part });
  return html`<fieldset class="rule" ?disabled=${!isOpen}>
    <legend class="visually-hidden">${texts.rule}</legend>
    <div class="kinds" role="radiogroup" aria-label=${texts.kind}>
      ${KINDS.map(
        (kind) =>
          html`<label class="kind">
            <input
              type="radio"
              name="kind"
              value=${kind}
              .checked=${kind === form.kind}
              @change=${() => set({ kind })}
            />
            <span>${texts.kinds[kind]}</span>
          </label>`,
      )}
    </div>
    ${form.kind === 'keyword' ? renderKeyword(scene, set) : nothing}
    <div class="fields">
      ${
        form.kind === 'keyword'
          ? nothing
          : select(
              texts.seal,
              'wide',
              form.sealId,
              scene.seals.map(({ id, name }) => [id, name]),
              (sealId) => set({ sealId }),
            )
      }
      ${form.kind === 'seam' ? renderSeam(scene, set) : nothing}
      ${form.kind === 'position' ? renderPosition(scene, set) : nothing}
      ${
        form.kind === 'places'
          ? nothing
          : select(
              texts.scope,
              'wide',
              form.documents,
              (['all', 'first'] as const).map((scope) => [scope, texts.scopes[scope]]),
              (documents) => set({ documents }),
            )
      }
    </div>
  </fieldset>`;
}

type Set = (part: Partial<RuleForm>) => void;

function renderKeyword({ texts, form, seals, pageCount, isInvalid }: FormScene, set: Set): TemplateResult {
  return html`<div class="fields">
      <label class="wide"
        >${texts.keyword}
        <input
          class="input"
          name="keyword"
          maxlength="100"
          placeholder=${texts.keywordPlaceholder}
          .value=${form.keyword}
          aria-invalid=${isInvalid && form.keyword.trim() === ''}
          @input=${(event: Event) => set({ keyword: (event.target as HTMLInputElement).value })}
        />
      </label>
      <label class="check wide">
        <input
          type="checkbox"
          .checked=${form.choice.acrossLines}
          @change=${(event: Event) =>
            set({ choice: { ...form.choice, acrossLines: (event.target as HTMLInputElement).checked } })}
        />
        ${texts.acrossLines}
      </label>
    </div>
    <div class="choice">
      ${renderChoice(form.choice, seals, form.sealId, pageCount, texts.find, (choice) =>
        set({ choice, sealId: choice.sealId || form.sealId }),
      )}
    </div>`;
}

function renderSeam({ texts, form }: FormScene, set: Set): TemplateResult {
  return html`${select(
      texts.edge,
      'wide',
      form.edge,
      (['right', 'left'] as const).map((edge) => [edge, texts.edges[edge]]),
      (edge) => set({ edge }),
    )}
    <label class="check wide">
      <input
        type="checkbox"
        .checked=${form.doubleSided}
        @change=${(event: Event) => set({ doubleSided: (event.target as HTMLInputElement).checked })}
      />
      ${texts.doubleSided}
    </label>`;
}

function renderPosition({ texts, form }: FormScene, set: Set): TemplateResult {
  return html`${select(
    texts.pages,
    '',
    form.pages,
    POSITION_PAGES.map((pages) => [pages, texts.pageChoices[pages]]),
    (pages) => set({ pages }),
  )}
  ${select(
    texts.corner,
    '',
    form.corner,
    CORNERS.map((corner) => [corner, texts.corners[corner]]),
    (corner) => set({ corner }),
  )}
  ${number(texts.x, 0.5, form.x, (x) => set({ x }))} ${number(texts.y, 0.5, form.y, (y) => set({ y }))}`;
}
