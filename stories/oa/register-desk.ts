import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { isOpenSealUse, remaining } from '../../src/core/seal-use.js';
import type { Session } from '../../src/schema/provider.js';
import type { SealUse } from '../../src/schema/seal-use.js';
import { controls } from '../../src/ui/controls.styles.js';
import { oa } from './api.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts, type OaTexts } from './texts.js';

/** 印章柜台: the seal keeper records stamps at the built-in register, by use code. Fires `recorded`. */
export class RegisterDesk extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      .card,
      form {
        display: grid;
        gap: var(--_gap-3);
      }
      .card {
        padding: var(--_gap-4);
      }
      label {
        display: grid;
        gap: 4px;
        font-size: 13px;
        color: var(--_text-2);
      }
      .counts {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--_gap-2);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) sealUse: SealUse | null = null;
  /** Address of the machine that keeps the seals, where a service has one. */
  @property() machine = '';
  @property() locale = 'zh-CN';
  @state() private busy = false;
  @state() private done: SealUse | undefined;
  @state() private failure: unknown;

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    return html`<section class="card" aria-labelledby="heading">
      <h2 id="heading">${texts.desk.heading}</h2>
      ${this.#renderBody(texts)}
    </section>`;
  }

  #renderBody(texts: OaTexts): TemplateResult {
    if (this.machine !== '') {
      return html`<p class="muted">${texts.desk.machine}</p>
        <a class="button" href=${this.machine} target="_blank" rel="noreferrer">${texts.desk.openMachine}</a>`;
    }
    const isKeeper = this.session.permissions.some((right) => right === 'sealStaff' || right === 'sealAdmin');
    if (!isKeeper) return html`<p class="muted">${texts.desk.keepersOnly}</p>`;
    if (!this.sealUse) return html`<p class="muted">${texts.desk.noUse}</p>`;
    if (!isOpenSealUse(this.sealUse)) return html`<p class="muted">${texts.desk.closed}</p>`;
    return html`
      <p class="muted">${texts.desk.hint}</p>
      <form @submit=${this.#handleSubmit}>
        <label
          >${texts.desk.code}<input class="input" name="code" required minlength="4" maxlength="32" autocomplete="off"
        /></label>
        <div class="counts">
          <label
            >${texts.desk.count}<input
              class="input"
              name="count"
              type="number"
              required
              min="1"
              max="9999"
              step="1"
              value="1"
          /></label>
          <label
            >${texts.desk.seamCount}<input
              class="input"
              name="seamCount"
              type="number"
              required
              min="0"
              max="9999"
              step="1"
              value="0"
          /></label>
        </div>
        <button class="button primary" type="submit" ?disabled=${this.busy}>
          ${this.busy ? texts.desk.sending : texts.desk.submit}
        </button>
      </form>
      <div aria-live="polite">
        ${this.done ? html`<p class="notice success">${texts.desk.done(remaining(this.done.uses))}</p>` : nothing}
        ${this.failure === undefined ? nothing : html`<p class="notice danger">${failureText(this.failure, texts)}</p>`}
      </div>
    `;
  }

  readonly #handleSubmit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const { sealUse } = this;
    if (this.busy || !sealUse) return;
    const form = event.currentTarget;
    const text = (name: string): string => {
      const value = new FormData(form).get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    this.busy = true;
    this.failure = undefined;
    this.done = undefined;
    try {
      const use = { useCode: text('code'), count: Number(text('count')), seamCount: Number(text('seamCount')) };
      this.done = await oa.recordUse(sealUse.id, use);
      form.reset();
      this.dispatchEvent(new CustomEvent('recorded'));
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-register-desk': RegisterDesk;
  }
}
