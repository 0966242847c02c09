import { html, nothing, type TemplateResult } from 'lit';

import type { MarkError } from '../../core/marks.js';
import type { ReadingGap } from '../../core/reading.js';
import { enabledButton } from '../../core/panel-view.js';
import type { buttons } from '../../i18n/buttons.zh-cn.js';
import type { errors } from '../../i18n/errors.zh-cn.js';
import type { PanelFlowMessages } from '../../i18n/panel-flow.zh-cn.js';
import type { PanelPlacingMessages } from '../../i18n/panel-placing.zh-cn.js';
import type { PanelSeamMessages } from '../../i18n/panel-seam.zh-cn.js';
import type { PanelViewerMessages } from '../../i18n/panel-viewer.zh-cn.js';
import type { SignPanelMessages } from '../../i18n/sign-panel.zh-cn.js';
import type { PanelAct, SignPanelContext, SignPanelEvent } from '../../machines/sign-panel.events.js';
import type { EnvelopeDocument } from '../../schema/envelope.js';
import type { PlanProblem } from '../../schema/record-tab.js';
import type { Locale } from '../../schema/primitives.js';
import type { ButtonKind } from '../../schema/signing-kinds.js';
import { glyph } from '../../ui/icons.js';
import { loadElement } from '../../ui/lazy-element.js';
import type { FinderMode } from '../../ui/text-finder.js';
import type { ViewAct } from '../../ui/view-menu.js';
import type { MarkDrafts } from './mark-drafts.js';
import type { ViewerController } from './viewer-controller.js';

export type PanelTexts = SignPanelMessages & {
  readonly placing: PanelPlacingMessages;
  readonly errors: typeof errors;
  readonly buttons: typeof buttons;
  readonly viewer: PanelViewerMessages;
  readonly flow: PanelFlowMessages;
  readonly seam: PanelSeamMessages;
};

/** What the templates draw: the snapshot, and how the person looks at it. */
export interface Scene {
  readonly texts: PanelTexts;
  readonly context: SignPanelContext;
  readonly editing: boolean;
  /** What the element waits for, in words; empty when it does not. */
  readonly waiting: string;
  readonly document: EnvelopeDocument | undefined;
  readonly viewer: ViewerController;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly canSubmit: boolean;
  /** Whether it can be said that all is placed. */
  readonly canFinish: boolean;
  /** Whether there is a button to decline at all; it stays while its dialog is open, so that the focus can come back. */
  readonly mayReject: boolean;
  readonly canReject: boolean;
  /** What ended in vain can be started again (C-32). */
  readonly canRestart: boolean;
  readonly canDownload: boolean;
  readonly downloading: boolean;
  /** What is still to be read before the submit; null when nothing is. */
  readonly gap: ReadingGap | null;
  readonly drafts: MarkDrafts;
  /** What shows how far the placing has come, where nothing else is done here. */
  readonly placeBar: { readonly hasFailed: boolean; readonly load: () => void };
  readonly label: (kind: ButtonKind, fallback?: string) => string;
  readonly time: (timestamp: string) => string;
  readonly ago: (count: number, unit: 'day' | 'hour' | 'minute') => string;
  readonly locale: Locale;
  readonly send: (event: SignPanelEvent) => void;
  readonly act: (act: PanelAct) => void;
  readonly showFault: (fault: MarkError) => void;
  /** Closes what is open and goes to a mark. */
  readonly showMark: (id: string) => void;
  readonly nextPlace: () => void;
  /** What is seldom done with the view. */
  readonly view: (act: ViewAct) => void;
  readonly find: (mode: FinderMode) => void;
  readonly download: () => void;
}

/** A screen without a document. */
export function card(
  title: string,
  text: string,
  extra: TemplateResult | typeof nothing,
  tone: '' | 'danger' = '',
): TemplateResult {
  return html`<div class="card">
    <span class="badge-icon ${tone}">${glyph(tone ? 'error' : 'flow')}</span>
    <h2>${title}</h2>
    <p>${text}</p>
    ${extra}
  </div>`;
}

/** Before anything was read: waiting, or why it could not be read. */
export function firstScreen({ texts, context: { error }, send }: Scene): TemplateResult {
  if (!error) {
    return html`<div class="card">
      <span class="spinner"></span>
      <p>${texts.loading}</p>
    </div>`;
  }
  const retry = html`<button class="button" type="button" @click=${() => send({ type: 'reload.requested' })}>
    ${texts.retry}
  </button>`;
  return html`<div role="alert">${card(texts.errors[error.code], '', retry, 'danger')}</div>`;
}

/** While what shows a document is on its way, or did not come. */
export function partsScreen(
  scene: Scene,
  parts: { readonly hasFailed: boolean; readonly load: () => void },
): TemplateResult {
  if (!parts.hasFailed) return firstScreen({ ...scene, context: { ...scene.context, error: undefined } });
  const retry = html`<button class="button" type="button" data-act="load-parts" @click=${() => parts.load()}>
    ${scene.texts.retry}
  </button>`;
  return html`<div role="alert">${card(scene.texts.errors.network, '', retry, 'danger')}</div>`;
}

/** Covers what must not be touched while the element waits for what a person asked for. */
export function veil({ waiting, context, locale }: Scene): TemplateResult | typeof nothing {
  if (!waiting) return nothing;
  const isTold = (context.progress[0]?.of ?? 0) > 1;
  if (isTold) void loadElement('esign-sign-progress').catch(() => undefined);
  const wait = html`<p><span class="spinner"></span>${waiting}</p>`;
  // what stands inside is seen until the element is there; it says by itself what is to be heard
  return html`<div class="veil" role=${isTold ? nothing : 'status'}>
    ${isTold ? html`<esign-sign-progress .context=${context} .locale=${locale}>${wait}</esign-sign-progress>` : wait}
  </div>`;
}

/** Screen of a state that has no document to show: not configured, not created, draft, forbidden. */
export function emptyScreen(scene: Scene): TemplateResult {
  const { texts, context, act, send } = scene;
  const { view, error } = context;
  if (!view) return html``;
  const { title, text } = texts.screens[view.state];
  const create = enabledButton(view, 'sign');
  const extra = html`
    ${error ? html`<p class="notice danger" role="alert">${texts.errors[error.code]}</p>` : nothing}
    ${view.problems.length > 0 ? html`<p class="notice warning">${texts.missingValues}</p>` : nothing}
    ${
      view.problems.length > 0
        ? html`<ul>
            ${view.problems.map((problem) => html`<li>${problemText(problem, texts)}</li>`)}
          </ul>`
        : nothing
    }
    ${
      view.state === 'notCreated' && create && view.recordId
        ? html`<button class="button primary" type="button" data-act="create" @click=${() => act('create')}>
            ${scene.label(create.kind)}
          </button>`
        : nothing
    }
    ${
      error
        ? html`<button class="button" type="button" @click=${() => send({ type: 'reload.requested' })}>
            ${texts.retry}
          </button>`
        : nothing
    }
  `;
  const creatable = view.state === 'notCreated' && create && view.recordId;
  return card(title, creatable ? texts.canCreate : text, extra);
}

function problemText({ code, slot, field }: PlanProblem, texts: PanelTexts): string {
  return texts.problem(
    texts.slots[slot] ?? texts.otherSlot,
    field?.label ?? '',
    texts.faultsOfValues[code] ?? texts.otherFault,
  );
}
