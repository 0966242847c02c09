import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import type { Session } from '../../src/schema/provider.js';
import { IntentKind } from '../../src/schema/signing-terms.js';
import type { WorkflowSummary } from '../../src/schema/workflow.js';
import { controls } from '../../src/ui/controls.styles.js';
import type { RecordCase } from '../../src/schema/case-file.js';
import type { FormRecord } from '../../src/schema/form.js';
import { host, oa, type DemoTerms } from './api.js';
import { readCases, writeCases } from './case-store.js';
import { oaStyles } from './oa.styles.js';
import { failureText, oaTexts, type OaTexts } from './texts.js';

/** `#/admin`: the workflows; `#/admin/{workflow}`: the mapping editor; `#/admin/{workflow}/seal-use`: that of physical seals. */
export class AdminPage extends LitElement {
  static override styles = [
    controls,
    oaStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--_gap-3);
      }
      .head .input {
        width: 220px;
      }
      .ask {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_gap-2);
        padding: var(--_gap-3) var(--_gap-4);
      }
      .ask .input {
        width: auto;
        max-width: 100%;
      }
      td a:not(.button) {
        font-weight: 500;
      }
      td:last-child {
        text-align: end;
      }
      esign-mapping-editor {
        height: max(560px, calc(100vh - 150px));
      }
      @media (max-width: 640px) {
        .secondary {
          display: none;
        }
        .head .input {
          width: 100%;
        }
        esign-mapping-editor {
          height: auto;
        }
      }
    `,
  ];

  @property() workflowId = '';
  @property() kind: 'signing' | 'seal-use' = 'signing';
  @property() locale = 'zh-CN';
  @property() appearance: 'auto' | 'light' | 'dark' = 'auto';
  @property({ attribute: false }) session!: Session;
  @state() private workflows: readonly WorkflowSummary[] | undefined;
  @state() private failure: unknown;
  @state() private search = '';
  /** What the editor is tried with: the OA's own records of the workflow, and the cases that the admin pinned. */
  @state() private records: readonly FormRecord[] = [];
  @state() private cases: readonly RecordCase[] = [];
  @state() private isFull = false;
  @state() private terms: DemoTerms | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.workflowId) void this.#load();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.workflowId || !(changed.has('workflowId') || changed.has('kind'))) return;
    this.cases = readCases(this.workflowId, this.kind);
    this.isFull = false;
    this.records = [];
    void this.#loadRecords(this.workflowId);
  }

  protected override render(): TemplateResult {
    const texts = oaTexts(this.locale);
    if (!this.session.permissions.includes('configAdmin')) {
      return html`<div class="card state" id="forbidden">
        <b>${texts.admin.forbidden}</b>
        <p>${texts.admin.forbiddenHint}</p>
      </div>`;
    }
    if (this.workflowId) return this.#renderEditor(texts);
    return html`
      <div class="page">
        <div class="head">
          <div>
            <h1>${texts.admin.heading}</h1>
            <p class="muted">${texts.admin.hint}</p>
          </div>
          <input
            class="input"
            type="search"
            placeholder=${texts.admin.search}
            aria-label=${texts.admin.search}
            @input=${this.#handleSearch}
          />
        </div>
        <div class="card">${this.#renderList(texts)}</div>
        ${this.#renderAsk(texts)}
        <oa-seal-staff .locale=${this.locale}></oa-seal-staff>
        <oa-organization-scopes .locale=${this.locale}></oa-organization-scopes>
      </div>
    `;
  }

  /** What the company asks of its people before they sign, until the demo is started again. */
  #renderAsk(texts: OaTexts): TemplateResult | typeof nothing {
    const { terms } = this;
    if (!terms) return nothing;
    const kinds = ['none', 'password', 'code'] as const;
    const chosen = kinds.find((kind) => kind === terms.intent?.kind) ?? 'none';
    return html`<label class="card ask">
      ${texts.admin.ask}
      <select class="input" id="ask" @change=${this.#handleAsk}>
        ${kinds.map(
          (kind) => html`<option value=${kind} ?selected=${kind === chosen}>${texts.admin.asks[kind]}</option>`,
        )}
      </select>
    </label>`;
  }

  #renderEditor(texts: OaTexts): TemplateResult {
    return html`
      <div class="page">
        <div><a href="#/admin">← ${texts.admin.back}</a></div>
        ${this.isFull ? html`<p class="notice warning" role="alert">${texts.admin.casesFull}</p>` : nothing}
        <esign-mapping-editor
          workflow-id=${this.workflowId}
          kind=${this.kind}
          endpoint="/"
          locale=${this.locale}
          theme=${this.appearance === 'auto' ? nothing : this.appearance}
          .records=${this.records}
          .cases=${this.cases}
          @esign-cases-change=${this.#handleCases}
        ></esign-mapping-editor>
      </div>
    `;
  }

  #renderList(texts: OaTexts): TemplateResult {
    if (this.failure !== undefined) {
      return html`<div class="state" role="alert">
        <b>${texts.failed}</b>
        <p>${failureText(this.failure, texts)}</p>
        <button class="button" type="button" @click=${this.#handleRetry}>${texts.retry}</button>
      </div>`;
    }
    if (!this.workflows) return html`<div class="state"><span class="spinner"></span>${texts.loading}</div>`;
    const needle = this.search.trim().toLowerCase();
    const found = this.workflows.filter((workflow) => workflow.name.toLowerCase().includes(needle));
    if (found.length === 0) return html`<div class="state">${texts.admin.empty}</div>`;
    return html`<div class="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.admin.workflow}</th>
            <th scope="col" class="secondary">${texts.admin.size}</th>
            <th scope="col">${texts.admin.state}</th>
            <th scope="col">${texts.admin.physical}</th>
            <th scope="col"><span class="visually-hidden">${texts.admin.configure}</span></th>
          </tr>
        </thead>
        <tbody>
          ${found.map((workflow) => this.#renderRow(workflow, texts))}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(workflow: WorkflowSummary, texts: OaTexts): TemplateResult {
    const badge = (configured: boolean): TemplateResult =>
      configured
        ? html`<span class="badge success">${texts.admin.configured}</span>`
        : html`<span class="badge">${texts.admin.notConfigured}</span>`;
    const sealUse = `#/admin/${workflow.id}/seal-use`;
    // a workflow that is only mapped for physical seals opens with them
    const onlySealUse = workflow.sealUseConfigId !== null && workflow.signingConfigId === null;
    const href = onlySealUse ? sealUse : `#/admin/${workflow.id}`;
    const action = workflow.signingConfigId || onlySealUse ? texts.admin.edit : texts.admin.configure;
    return html`<tr>
      <td>
        <a href=${href}>${workflow.name}</a>
        <div class="muted">${workflow.id}</div>
      </td>
      <td class="secondary nowrap">${texts.admin.fields(workflow.fieldCount, workflow.nodeCount)}</td>
      <td>${badge(workflow.signingConfigId !== null)}</td>
      <td>
        <a href=${sealUse} aria-label="${texts.admin.physical} ${workflow.name}"
          >${badge(workflow.sealUseConfigId !== null)}</a
        >
      </td>
      <td>
        <a class="button small" href=${href} aria-label="${action} ${workflow.name}">${action}</a>
      </td>
    </tr>`;
  }

  readonly #handleCases = ({ detail }: CustomEvent<{ cases: readonly RecordCase[] }>): void => {
    this.cases = detail.cases;
    this.isFull = !writeCases(this.workflowId, this.kind, detail.cases);
  };

  readonly #handleAsk = async (event: Event & { currentTarget: HTMLSelectElement }): Promise<void> => {
    const kind = IntentKind.parse(event.currentTarget.value);
    const terms = { ...this.terms, intent: { kind } };
    try {
      await oa.askBeforeSigning(terms);
      this.terms = terms;
    } catch (error) {
      this.failure = error;
    }
  };

  /** The editor does without them. */
  async #loadRecords(workflowId: string): Promise<void> {
    const all = await oa.records().catch(() => []);
    if (workflowId === this.workflowId) this.records = all.filter((record) => record.workflowId === workflowId);
  }

  readonly #handleRetry = (): void => void this.#load();

  readonly #handleSearch = (event: Event & { currentTarget: HTMLInputElement }): void => {
    this.search = event.currentTarget.value;
  };

  async #load(): Promise<void> {
    this.failure = undefined;
    try {
      this.workflows = await host.listWorkflows();
      this.terms = await oa.signingTerms();
    } catch (error) {
      this.failure = error;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'oa-admin-page': AdminPage;
  }
}
