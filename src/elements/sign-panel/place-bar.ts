import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { isStale } from '../../core/panel-view.js';
import { placingProgress } from '../../core/placing-progress.js';
import { LocalizeController } from '../../i18n/localize.js';
import { panelPlaceZhCn, type PanelPlaceMessages } from '../../i18n/panel-place.zh-cn.js';
import { controls } from '../../ui/controls.styles.js';
import { warningsOf } from './sign-panel.stage.js';
import type { Scene } from './sign-panel.views.js';

/**
 * What `mode="place"` is, how far the placing has come, and the button that ends it; or why nothing is placed here. Pressing
 * it tells what is wrong, asks once about what is doubtful, and else is done.
 */
export class PlaceBar extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--_gap-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--_gap-1) var(--_gap-3);
      }
      .row .words {
        flex: 1 1 240px;
        font-size: 13px;
      }
      .words strong {
        margin-inline-end: var(--_gap-2);
      }
      .muted {
        color: var(--_text-2);
      }
      .notice {
        flex-wrap: wrap;
        align-items: center;
        max-height: 132px;
        overflow: auto;
      }
      .notice .words {
        flex: 1 1 200px;
        min-width: 0;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--_gap-2);
        font-size: 13px;
      }
    `,
  ];

  @property({ attribute: false }) scene: Scene | undefined;
  @property() locale = '';

  readonly #localize = new LocalizeController<PanelPlaceMessages>(this, {
    'zh-CN': panelPlaceZhCn,
    en: async () => (await import('../../i18n/panel-place.en.js')).panelPlaceEn,
    'zh-TW': async () => (await import('../../i18n/panel-place.zh-tw.js')).panelPlaceZhTw,
  });

  protected override render(): TemplateResult | typeof nothing {
    const { scene } = this;
    if (!scene || !this.#localize.isReady) return nothing;
    const words = this.#localize.messages;
    const { context, editing } = scene;
    if (!editing) {
      return html`<div class="notice" data-notice="not-here">
        <span class="words"><strong>${words.notHere}</strong>${context.terms?.page ? words.page : words.later}</span>
      </div>`;
    }
    const { placed, needed } = placingProgress(context.view, context.board.marks);
    return html`${isStale(context.pinned, context.view) ? this.#renderStale(scene) : nothing}
      <div role="status">${context.finish ? this.#renderAnswer(scene, placed) : nothing}</div>
      <div class="row">
        <span class="words">
          <strong>${words.counted(placed, needed)}</strong>
          <span class="muted">${words.purpose} ${context.view?.state === 'sign' ? nothing : words.ahead}</span>
        </span>
        <button
          class="button primary"
          type="button"
          data-act="finish"
          ?disabled=${!scene.canFinish}
          @click=${() => scene.send({ type: 'finish.requested', warnings: warningsOf(scene).length })}
        >
          ${words.done}
        </button>
      </div>`;
  }

  #renderStale({ texts, send }: Scene): TemplateResult {
    return html`<div class="notice warning" role="alert">
      <span class="words">${this.#localize.messages.stale}</span>
      <button class="button small" type="button" data-act="reload" @click=${() => send({ type: 'reload.requested' })}>
        ${texts.retry}
      </button>
    </div>`;
  }

  /** What pressing the button has brought: a question, or that it is done. */
  #renderAnswer(scene: Scene, placed: number): TemplateResult {
    const words = this.#localize.messages;
    const { texts, context, drafts } = scene;
    if (context.finish === 'done') {
      return html`<div class="notice success" data-notice="placed">
        <span class="words">
          <strong>${words.finished(placed)}</strong>${drafts.isKept ? words.kept : words.notKept}
        </span>
      </div>`;
    }
    return html`<div class="notice warning" data-notice="doubtful">
      <div class="words">
        <strong>${texts.placing.warnings}</strong>${words.again(words.done)}
        <ul>
          ${warningsOf(scene).map(
            ({ id, text }) =>
              html`<li>
                ${text}
                <button class="button quiet small" type="button" @click=${() => scene.showMark(id)}>
                  ${texts.placing.show}
                </button>
              </li>`,
          )}
        </ul>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-place-bar': PlaceBar;
  }
}
