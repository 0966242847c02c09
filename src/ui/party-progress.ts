import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Party, PartyStatus } from '../schema/envelope.js';
import { controls } from './controls.styles.js';
import { glyph } from './icons.js';

const TONE: Record<PartyStatus, string> = {
  waiting: '',
  pending: 'now',
  filling: 'now',
  signed: 'done',
  rejected: 'bad',
  expired: 'bad',
  revoked: 'bad',
  transferred: '',
  failed: 'bad',
};

/** All parties in their order: who has signed, whose turn it is, who waits (R-05). */
export class PartyProgress extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-1) var(--_gap-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        font-size: 13px;
      }
      ol.ordered li + li::before {
        content: '';
        width: 16px;
        height: 1px;
        background: var(--_line-strong);
      }
      .dot {
        display: grid;
        flex: none;
        place-items: center;
        width: 18px;
        height: 18px;
        border: 1.5px solid var(--_line-strong);
        border-radius: 50%;
        font-size: 11px;
        line-height: 1;
        color: var(--_text-2);
      }
      .dot svg {
        width: 12px;
        height: 12px;
      }
      .now .dot {
        border-color: var(--_accent);
        color: var(--_accent);
        box-shadow: 0 0 0 3px var(--_accent-soft);
      }
      .done .dot {
        border-color: var(--_success);
        background: var(--_success);
        color: var(--_surface);
      }
      .bad .dot {
        border-color: var(--_danger);
        color: var(--_danger);
      }
      .name {
        overflow: hidden;
        max-width: 220px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .now .name {
        font-weight: 500;
      }
      .state {
        color: var(--_text-3);
        font-size: var(--_size-s);
        white-space: nowrap;
      }
      @container (max-width: 639px) {
        ol {
          gap: 2px var(--_gap-2);
        }
        li {
          font-size: var(--_size-s);
        }
        .name {
          max-width: 96px;
        }
        ol.ordered li + li::before {
          width: 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) parties: readonly Party[] = [];
  @property({ type: Boolean }) ordered = false;
  @property({ attribute: false }) myPartyId: string | null = null;
  @property({ attribute: false }) messages: SignPanelMessages | undefined;

  protected override render(): TemplateResult {
    const { messages } = this;
    if (!messages) return html``;
    const parties = this.ordered ? [...this.parties].sort((a, b) => a.order - b.order) : this.parties;
    return html`<ol class=${this.ordered ? 'ordered' : ''} aria-label=${messages.progress}>
      ${parties.map((party, index) => this.#renderParty(party, index, messages))}
    </ol>`;
  }

  #renderParty(party: Party, index: number, messages: SignPanelMessages): TemplateResult {
    const tone = TONE[party.status];
    const signers = party.signers.map((signer) => signer.name).join('、');
    const inside =
      tone === 'done' ? glyph('check') : tone === 'bad' ? glyph('close') : this.ordered ? index + 1 : nothing;
    return html`<li class=${tone} title=${signers}>
      <span class="dot" aria-hidden="true">${inside}</span>
      <span class="name">${party.name}</span>
      ${party.id === this.myPartyId ? html`<span class="badge accent">${messages.me}</span>` : nothing}
      <span class="state">${messages.party[party.status]}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-party-progress': PartyProgress;
  }
}
