import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { controls } from '../../src/ui/controls.styles.js';
import type { OpenRecord } from './api.js';
import { oaStyles } from './oa.styles.js';
import { oaTexts } from './texts.js';

/** The course of a record: its nodes with the current one, and who did what. */
export class RecordFlow extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      :host {
        display: grid;
        gap: var(--_gap-4);
      }
      .card {
        padding: var(--_gap-4);
      }
      h2 {
        margin-bottom: var(--_gap-3);
      }
      .nodes {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_gap-2) 0;
      }
      .nodes li {
        display: flex;
        align-items: center;
      }
      .nodes li:not(:last-child)::after {
        content: '';
        width: 22px;
        height: 1px;
        margin-inline: 6px;
        background: var(--_line-strong);
      }
      .node {
        padding: 5px var(--_gap-3);
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_surface-2);
        color: var(--_text-2);
      }
      .done .node {
        border-color: transparent;
        background: var(--_success-soft);
        color: var(--_success);
      }
      .current .node {
        border-color: var(--_accent);
        background: var(--_accent-soft);
        color: var(--_accent);
        font-weight: 600;
      }
      .history li {
        display: grid;
        grid-template-columns: 150px minmax(0, 1fr);
        gap: 2px var(--_gap-4);
        padding: var(--_gap-2) 0;
        border-top: 1px solid var(--_line);
      }
      .history li:first-child {
        border-top: 0;
      }
      time {
        color: var(--_text-3);
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }
      .history b {
        font-weight: 500;
      }
      @media (max-width: 640px) {
        .history li {
          grid-template-columns: 1fr;
        }
        .nodes {
          display: grid;
        }
        .nodes li:not(:last-child)::after {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) open!: OpenRecord;
  @property() locale = 'zh-CN';

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    const { record, workflow, history } = this.open;
    const current = workflow.nodes.findIndex((node) => node.id === record.currentNodeId);
    const format = new Intl.DateTimeFormat(this.locale, { dateStyle: 'medium', timeStyle: 'short' });
    return html`
      <section class="card">
        <h2>${texts.flow.progress}</h2>
        <ol class="nodes">
          ${workflow.nodes.map((node, index) => {
            const isCurrent = index === current && !record.finished;
            const state = isCurrent ? 'current' : index <= current ? 'done' : 'ahead';
            return html`<li class=${state} aria-current=${isCurrent ? 'step' : nothing}>
              <span class="node">${node.name}<span class="visually-hidden"> ${texts.flow[state]}</span></span>
            </li>`;
          })}
        </ol>
      </section>
      <section class="card">
        <h2>${texts.flow.history}</h2>
        ${history.length === 0 ? html`<p class="muted">${texts.flow.none}</p>` : nothing}
        <ol class="history">
          ${[...history].reverse().map(
            (entry) =>
              html`<li>
                <time datetime=${entry.at}>${format.format(new Date(entry.at))}</time>
                <span><b>${entry.by}</b> · ${entry.node}${entry.text ? html` — ${entry.text}` : nothing}</span>
              </li>`,
          )}
        </ol>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-record-flow': RecordFlow;
  }
}
