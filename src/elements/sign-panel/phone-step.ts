import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { fromCallback, fromPromise } from 'xstate';

import type { HostClient } from '../../api/host-client.js';
import { EsignError } from '../../core/errors.js';
import { errors as errorsZhCn } from '../../i18n/errors.zh-cn.js';
import { LocalizeController } from '../../i18n/localize.js';
import { panelPhone as textsZhCn, type PanelPhoneMessages } from '../../i18n/panel-phone.zh-cn.js';
import { phonePadMachine, type PhonePadEmitted, type PhonePadEvent } from '../../machines/phone-pad.machine.js';
import type { PhonePad, PhonePadNews } from '../../schema/phone-pad.js';
import type { Handwriting } from '../../schema/seal.js';
import { controls } from '../../ui/controls.styles.js';
import { loadElement } from '../../ui/lazy-element.js';
import { MachineController } from '../../ui/machine-controller.js';

type Texts = PanelPhoneMessages & { readonly errors: typeof errorsZhCn };
type Shown = 'waiting' | 'opened' | 'offline' | 'arrived' | 'expired';

const EXPIRED: PhonePadNews = { state: 'expired', ink: null };

/**
 * The code that leads a phone to a pad, and what was written there. Fires `phone-ink` with what may be kept, or with null when
 * there is nothing any more. The pad ends with the element.
 */
export class PhoneStep extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--_gap-3);
        text-align: center;
      }
      esign-qr-code {
        width: min(200px, 60vw);
      }
      h3 {
        margin: 0;
        font-size: inherit;
      }
      p {
        margin: 0;
        color: var(--_text-2);
      }
      a {
        color: var(--_accent);
      }
      .fault {
        color: var(--_danger);
      }
      .ink {
        width: min(320px, 100%);
        height: 120px;
        padding: var(--_gap-2);
        border-radius: var(--_radius);
        background: #fff;
        fill: #16233f;
      }
    `,
  ];

  @property({ attribute: false }) client: HostClient | undefined;
  @property() locale = '';
  /** Milliseconds between two questions to the host. */
  @property({ attribute: false }) rhythm = 1500;

  readonly #localize = new LocalizeController<Texts>(this, {
    'zh-CN': { ...textsZhCn, errors: errorsZhCn },
    en: async () => {
      const [{ panelPhone }, { errors }] = await Promise.all([
        import('../../i18n/panel-phone.en.js'),
        import('../../i18n/errors.en.js'),
      ]);
      return { ...panelPhone, errors };
    },
    'zh-TW': async () => {
      const [{ panelPhone }, { errors }] = await Promise.all([
        import('../../i18n/panel-phone.zh-tw.js'),
        import('../../i18n/errors.zh-tw.js'),
      ]);
      return { ...panelPhone, errors };
    },
  });
  readonly #machine = new MachineController(
    this,
    () => this.#connect(),
    ({ ink }: PhonePadEmitted) => {
      this.dispatchEvent(new CustomEvent<Handwriting | null>('phone-ink', { detail: ink, bubbles: true }));
    },
  );

  protected override render(): TemplateResult | typeof nothing {
    const snapshot = this.#machine.snapshot;
    if (!this.#localize.isReady || !snapshot) return nothing;
    const texts = this.#localize.messages;
    const { error, pad, ink } = snapshot.context;
    if (snapshot.matches('opening')) return html`<p role="status">${texts.opening}</p>`;
    if (error) {
      return html`<h3>${texts.refused}</h3>
        <p class="fault" role="alert">${texts.errors[error.code]}</p>
        ${this.#renderRenew(texts.renew)}`;
    }
    const shown = this.#shown();
    return html`
      ${shown === 'waiting' && pad ? this.#renderCode(texts, pad) : nothing}
      ${shown === 'arrived' && ink ? this.#renderInk(texts, ink) : nothing}
      <div role="status">
        <h3>${texts[shown].title}</h3>
        <p>${texts[shown].text}</p>
      </div>
      ${
        shown === 'offline'
          ? nothing
          : this.#renderRenew(shown === 'arrived' ? texts.again : texts.renew, shown === 'expired')
      }
    `;
  }

  #shown(): Shown {
    const snapshot = this.#machine.snapshot;
    const held = (['opened', 'offline', 'arrived'] as const).find((state) => snapshot?.matches({ held: state }));
    return held ?? (snapshot?.matches('expired') ? 'expired' : 'waiting');
  }

  #renderCode(texts: Texts, { address }: PhonePad): TemplateResult {
    return html`<esign-qr-code .text=${address} .label=${texts.code}></esign-qr-code>
      <a data-act="phone-link" href=${address} target="_blank" rel="noopener noreferrer">${texts.link}</a>`;
  }

  #renderInk(texts: Texts, ink: Handwriting): TemplateResult {
    return html`<svg class="ink" viewBox="0 0 ${ink.widthMm} ${ink.heightMm}" role="img" aria-label=${texts.ink}>
      <path d=${ink.path}></path>
    </svg>`;
  }

  #renderRenew(words: string, isPrimary = false): TemplateResult {
    return html`<button
      class="button ${isPrimary ? 'primary' : ''}"
      type="button"
      data-act="phone-renew"
      @click=${() => this.#machine.send({ type: 'renew.requested' })}
    >
      ${words}
    </button>`;
  }

  #connect(): typeof phonePadMachine {
    return phonePadMachine.provide({
      actors: {
        open: fromPromise<PhonePad, void>(async ({ signal }) => {
          // an element that is defined after it was rendered gets its properties with its first update
          await this.updateComplete;
          const [pad] = await Promise.all([this.client?.openPhonePad?.({ signal }), loadElement('esign-qr-code')]);
          if (!pad) throw new EsignError('not-implemented', 'the host has no pads on phones');
          return pad;
        }),
        hold: fromCallback<PhonePadEvent, { id: string }>(({ input, sendBack }) => {
          const { client } = this;
          const ending = new AbortController();
          void this.#follow(client, input.id, ending.signal, sendBack);
          return () => {
            ending.abort();
            // a pad that nobody could end, ends by itself in five minutes
            client?.closePhonePad?.(input.id).catch(() => undefined);
          };
        }),
      },
    });
  }

  async #follow(
    client: HostClient | undefined,
    id: string,
    signal: AbortSignal,
    tell: (event: PhonePadEvent) => void,
  ): Promise<void> {
    for (;;) {
      const news = await this.#ask(client, id, signal);
      if (signal.aborted) return;
      tell(news ? { type: 'pad.reported', news } : { type: 'pad.unreachable' });
      if (news?.state === 'arrived' || news?.state === 'expired') return;
      await new Promise((resolve) => setTimeout(resolve, this.rhythm));
      if (signal.aborted) return;
    }
  }

  /** Nothing where the host could not be asked. */
  async #ask(client: HostClient | undefined, id: string, signal: AbortSignal): Promise<PhonePadNews | null> {
    try {
      return (await client?.getPhonePad?.(id, { signal })) ?? EXPIRED;
    } catch (error) {
      return EsignError.from(error).retryable ? null : EXPIRED;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-phone-step': PhoneStep;
  }
}
