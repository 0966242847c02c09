import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { createSealLibraryHost } from '../../src/api/seal-library-host.js';
import type { Binding } from '../../src/schema/binding.js';
import { controls } from '../../src/ui/controls.styles.js';
import { host } from './api.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts } from './texts.js';

/** `#/seals`: the seals of each service that the company is bound to. */
export class SealsPage extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
      }
      label .input {
        width: auto;
        max-width: 100%;
      }
    `,
  ];

  @property() locale = 'zh-CN';
  @property() appearance: 'auto' | 'light' | 'dark' = 'auto';
  /** What can be looked at: every binding for an admin, the service whose seal staff the person is for others (B-14). */
  @state() private bindings: readonly { readonly id: string; readonly name: string }[] | undefined;
  @state() private bindingId = '';
  @state() private failure: unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    return html`<div class="page">
      <h1>${texts.seals.heading}</h1>
      ${this.#renderLibrary()}
    </div>`;
  }

  #renderLibrary(): TemplateResult {
    const texts = oaTexts(this.locale);
    if (this.failure !== undefined) {
      return html`<div class="card state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
        <button class="button" type="button" @click=${() => this.#load()}>${texts.retry}</button>
      </div>`;
    }
    if (!this.bindings) return html`<div class="card state"><span class="spinner"></span>${texts.loading}</div>`;
    return html`<label>
        ${texts.seals.service}
        <select class="input" id="binding" @change=${this.#handleBinding}>
          ${this.bindings.map(
            ({ id, name }) => html`<option value=${id} ?selected=${id === this.bindingId}>${name}</option>`,
          )}
        </select>
      </label>
      <esign-seal-library
        binding-id=${this.bindingId}
        endpoint="/"
        locale=${this.locale}
        theme=${this.appearance === 'auto' ? nothing : this.appearance}
      ></esign-seal-library>`;
  }

  async #load(): Promise<void> {
    this.failure = undefined;
    try {
      const { sealStaffOf, permissions } = await host.getSession();
      const isStaffOnly = sealStaffOf !== undefined && !permissions.includes('configAdmin');
      const bindings = isStaffOnly
        ? [sealStaffOf]
        : (await host.listBindings()).toSorted((one, other) => rankOf(one) - rankOf(other));
      this.bindingId ||= await firstWithSeals(bindings);
      this.bindings = bindings;
    } catch (error) {
      this.failure = error;
    }
  }

  readonly #handleBinding = (event: Event & { currentTarget: HTMLSelectElement }): void => {
    this.bindingId = event.currentTarget.value;
  };
}

/** Seals that are made and handed out here come before those that are only read. */
function rankOf({ provider, isDefault }: Binding): number {
  return provider === 'builtin' ? 0 : isDefault ? 1 : 2;
}

/** The first service that has seals: a list that is empty tells nobody what the page is for. */
async function firstWithSeals(bindings: readonly { readonly id: string }[]): Promise<string> {
  const library = createSealLibraryHost({ endpoint: '' });
  for (const { id } of bindings) {
    const page = await library.listBindingSeals(id, undefined).catch(() => null);
    if (page && page.items.length > 0) return id;
  }
  return bindings[0]?.id ?? '';
}
