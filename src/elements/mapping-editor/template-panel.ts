import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { HostClient } from '../../api/host-client.js';
import { diffCommand, diffDocuments } from '../../core/diff.js';
import { configOf, kindOf, type EditorMapping } from '../../core/editor-mapping.js';
import { EsignError } from '../../core/errors.js';
import { asDraftOf, transferMapping, type Transfer } from '../../core/transfer.js';
import { errorsCatalog } from '../../i18n/errors.catalog.js';
import { LocalizeController } from '../../i18n/localize.js';
import type { MappingCopyMessages } from '../../i18n/mapping-copy.zh-cn.js';
import type { ErrorCode } from '../../schema/problem.js';
import type { WorkflowSummary } from '../../schema/workflow.js';
import changes from '../../ui/changes.styles.js';
import { controls } from '../../ui/controls.styles.js';
import type { MappingActions, MappingView } from '../../ui/mapping-view.js';
import { renderTransfer } from '../../ui/transfer-report.js';
import transferStyles from '../../ui/transfer.styles.js';
import { transferCatalog } from '../../ui/transfer-words.js';
import styles from './copy-panel.styles.js';
import { copyCatalog, problemsOf, renderProblems, viewOf } from './copy-report.js';
import { findConfig } from './copy-run.js';

interface Offer {
  readonly name: string;
  readonly transfer: Transfer;
  readonly draft: EditorMapping;
}

/** Starts a new configuration from that of another workflow (从已有流程复制), as one step of undo. */
export class TemplatePanel extends LitElement {
  static override styles = [controls, changes, transferStyles, styles];

  @property({ attribute: false }) view: MappingView | undefined;
  @property({ attribute: false }) actions: MappingActions | undefined;
  @property({ attribute: false }) client: HostClient | undefined;
  @property({ attribute: false }) close: (() => void) | undefined;
  @property({ attribute: false }) say: ((text: string) => void) | undefined;
  @property() locale = '';

  @state() private asked = '';
  @state() private offer: Offer | undefined;
  @state() private fault: ErrorCode | undefined;

  readonly #localize = new LocalizeController(this, copyCatalog);
  readonly #transfer = new LocalizeController(this, transferCatalog);
  readonly #errors = new LocalizeController(this, errorsCatalog);

  protected override render(): TemplateResult | typeof nothing {
    const { view, offer } = this;
    if (!view) return nothing;
    const words = this.#localize.messages;
    return offer ? this.#renderOffer(view, words, offer) : this.#renderChoice(view, words);
  }

  #renderChoice(view: MappingView, words: MappingCopyMessages): TemplateResult {
    const kind = kindOf(view.mapping);
    const all = view.workflows.filter((workflow) => workflow.id !== view.workflow.id && configOf(workflow, kind));
    if (all.length === 0) return html`<p class="muted">${words.template.none}</p>`;
    return html`<p>${words.template.intro}</p>
      ${this.#renderFault(words)}
      <esign-workflow-list
        label=${words.template.list}
        .view=${view}
        .workflows=${all}
        .note=${({ id }: WorkflowSummary) => (this.asked === id ? words.reading : '')}
        .choose=${(workflow: WorkflowSummary) => void this.#read(view, workflow)}
      ></esign-workflow-list>`;
  }

  #renderFault(words: MappingCopyMessages): TemplateResult | typeof nothing {
    const { fault } = this;
    if (!fault) return nothing;
    const text = fault === 'forbidden' ? words.forbidden : words.failed(this.#errors.messages[fault]);
    return html`<p class="fault" role="alert">${text}</p>`;
  }

  #renderOffer(view: MappingView, words: MappingCopyMessages, offer: Offer): TemplateResult {
    const draft = viewOf(view, { workflow: view.workflow, draft: offer.draft });
    return html`<div class="reports" role="group" aria-label=${offer.name} tabindex="-1">
        <section class="report">
          <h3>${offer.name}</h3>
          ${renderTransfer(draft, this.#transfer.messages, offer.transfer)}
          ${renderProblems(draft, words, problemsOf(draft, undefined))}
        </section>
      </div>
      <footer>
        <button
          class="button"
          type="button"
          @click=${() => {
            this.offer = undefined;
            void this.updateComplete.then(() =>
              this.renderRoot.querySelector<HTMLElement>('esign-workflow-list')?.focus(),
            );
          }}
        >
          ${words.template.back}
        </button>
        <button class="button primary use" type="button" @click=${() => this.#use(view, words, offer)}>
          ${words.template.use(offer.name)}
        </button>
      </footer>`;
  }

  async #read(view: MappingView, { id, name }: WorkflowSummary): Promise<void> {
    const { client } = this;
    if (!client || this.asked === id) return;
    this.asked = id;
    this.fault = undefined;
    try {
      const [from, found] = await Promise.all([client.getWorkflow(id), findConfig(client, kindOf(view.mapping), id)]);
      // another one may have been chosen meanwhile
      if (this.asked !== id) return;
      if (!found) throw new EsignError('not-found', 'the configuration is gone');
      const transfer = transferMapping(found.value.mapping, from, view.workflow);
      this.offer = { name, transfer, draft: asDraftOf(transfer.mapping, view.workflow, view.mapping.basic.name) };
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.reports')?.focus();
    } catch (error) {
      if (this.asked === id) this.fault = EsignError.from(error).code;
    } finally {
      if (this.asked === id) this.asked = '';
    }
  }

  #use(view: MappingView, words: MappingCopyMessages, { name, draft }: Offer): void {
    const command = diffCommand(view.mapping, diffDocuments(view.mapping, draft));
    this.actions?.change({ command, sentence: { key: 'copiedFrom', params: { name } } });
    this.offer = undefined;
    this.close?.();
    this.say?.(words.template.used(name));
  }
}
