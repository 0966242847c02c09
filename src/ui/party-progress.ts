import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { partyProgress } from '../core/party-progress.js';
import type { PanelFlowMessages } from '../i18n/panel-flow.zh-cn.js';
import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Envelope, Party, PartyStatus } from '../schema/envelope.js';
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

/** All parties in their order: who has signed and when, whose turn it is, who waits (R-05). Many are folded to those that matter. */
export class PartyProgress extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-1) var(--_gap-3);
        min-width: 0;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-1) var(--_gap-3);
        min-width: 0;
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
      ol.ordered:not(.whole) li + li::before {
        content: '';
        width: 16px;
        height: 1px;
        background: var(--_line-strong);
      }
      .dot {
        display: grid;
        flex: none;
        place-items: center;
        min-width: 18px;
        height: 18px;
        padding: 0 2px;
        border: 1.5px solid var(--_line-strong);
        border-radius: 9px;
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
      .sum {
        color: var(--_text-2);
        font-size: 13px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .sheet {
        flex: 1 1 100%;
        max-height: 30cqh;
        overflow-y: auto;
      }
      .whole {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
      }
      .whole li {
        flex-wrap: wrap;
        align-items: start;
      }
      .whole .name {
        flex: 1 1 120px;
        max-width: none;
        overflow-wrap: anywhere;
        white-space: normal;
      }
      .people {
        flex: 1 1 100%;
        padding-inline-start: 24px;
        color: var(--_text-3);
        font-size: var(--_size-s);
        overflow-wrap: anywhere;
      }
      @container (max-width: 639px) {
        :host {
          gap: 2px var(--_gap-2);
        }
        li {
          font-size: var(--_size-s);
        }
        /* one line: the pages need the room, and the list of all is one press away */
        ol:not(.whole) li:not(.now, .bad),
        ol:not(.whole) li + li,
        ol:not(.whole) .state {
          display: none;
        }
        ol:not(.whole) {
          flex: 1 1 0;
        }
        .name {
          max-width: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) envelope: Pick<Envelope, 'parties' | 'order' | 'status'> | undefined;
  @property({ attribute: false }) myPartyId: string | null = null;
  @property({ attribute: false }) messages: (SignPanelMessages & { readonly flow: PanelFlowMessages }) | undefined;
  @property({ attribute: false }) time: (timestamp: string) => string = (timestamp) => timestamp;

  @state() private open = false;

  protected override render(): TemplateResult {
    const { messages, envelope } = this;
    if (!messages || !envelope) return html``;
    const { parties, line, done } = partyProgress(envelope, this.myPartyId);
    const texts = messages.flow.progress;
    const list = envelope.order === 'ordered' ? 'ordered' : '';
    return html`
      ${parties.length > 1 ? html`<span class="sum">${texts.summary(done, parties.length)}</span>` : nothing}
      ${
        this.open
          ? nothing
          : html`<ol class=${list} aria-label=${messages.progress}>
              ${line.map((party) => this.#renderParty(party, parties.indexOf(party), messages))}
            </ol>`
      }
      ${
        parties.length > 1
          ? html`<button
              class="button quiet small"
              type="button"
              data-act="parties"
              aria-expanded=${this.open}
              aria-controls="sheet"
              @click=${() => (this.open = !this.open)}
            >
              ${this.open ? texts.fewer : parties.length > line.length ? texts.more(parties.length - line.length) : texts.all}
            </button>`
          : nothing
      }
      <div class="sheet" id="sheet" ?hidden=${!this.open} tabindex="0" role="group" aria-label=${texts.all}>
        ${
          this.open
            ? html`<ol class="whole ${list}" aria-label=${messages.progress}>
                ${parties.map((party, index) => this.#renderParty(party, index, messages, true))}
              </ol>`
            : nothing
        }
      </div>
    `;
  }

  #renderParty(
    party: Party,
    index: number,
    messages: SignPanelMessages & { readonly flow: PanelFlowMessages },
    isWhole = false,
  ): TemplateResult {
    const tone = TONE[party.status];
    const signers = messages.flow.list(party.signers.map((signer) => signer.name));
    const isOrdered = this.envelope?.order === 'ordered';
    const inside = tone === 'done' ? glyph('check') : tone === 'bad' ? glyph('close') : isOrdered ? index + 1 : nothing;
    const at = party.signers.find(({ signedAt }) => signedAt !== null)?.signedAt;
    const state = at ? messages.flow.progress.signedAt(this.time(at)) : messages.party[party.status];
    return html`<li
      class=${tone}
      title=${`${party.name} ${signers} ${state}`}
      aria-current=${tone === 'now' ? 'step' : nothing}
    >
      <span class="dot" aria-hidden="true">${inside}</span>
      <span class="name">${party.name}</span>
      ${party.id === this.myPartyId ? html`<span class="badge accent">${messages.me}</span>` : nothing}
      <span class="state">${isWhole ? state : messages.party[party.status]}</span>
      ${isWhole && signers && signers !== party.name ? html`<span class="people">${signers}</span>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'esign-party-progress': PartyProgress;
  }
}
